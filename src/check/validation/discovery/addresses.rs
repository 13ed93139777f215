use std::net::Ipv6Addr;

use crate::check::validation::net::{endpoint_ip, legacy_ip, warn_ip};
use crate::check::validation::text::{address, dns_label, dns_subdomain, is_ipv6};
use crate::check::validation::{Errors, Value};

const MOST: usize = 100;
const RULE: &str = "ip-address";

/// The addresses of one endpoint, which are all of one type.
pub fn addresses<'n>(addresses: Value<'n>, kind: &str, errors: &mut Errors<'n>) {
    if addresses.is_empty() {
        let detail = "must contain at least 1 address";
        errors.required(addresses, "endpoint-addresses", detail, "add an address");
        errors.declared();
    } else if addresses.len() > MOST {
        errors.too_many(addresses, "endpoint-addresses", MOST, "write several endpoints");
        errors.declared();
    }
    for each in addresses.items() {
        match kind {
            "FQDN" => host(each, errors),
            "IPv4" | "IPv6" if !errors.since(33) => older(each, kind, errors),
            "IPv4" if legacy_ip(each, errors) => family(addresses, each, kind, errors),
            "IPv6" if canonical(each, errors) => family(addresses, each, kind, errors),
            _ => {}
        }
    }
}

/// That an address is of the type; what is not is reported at the list.
fn family<'n>(addresses: Value<'n>, each: Value<'n>, kind: &str, errors: &mut Errors<'n>) {
    if is_ipv6(each.text()) != (kind == "IPv6") {
        let (shown, detail) = (format!("{:?}", each.text()), format!("must be an {kind} address"));
        errors.invalid_as(addresses, &shown, RULE, &detail, &format!("write an {kind} address")).span = each.span();
    }
    endpoint_ip(each, errors);
}

/// What minors up to 1.32 ask of an address.
fn older<'n>(each: Value<'n>, kind: &str, errors: &mut Errors<'n>) {
    if address(each.text()).is_none() || is_ipv6(each.text()) != (kind == "IPv6") {
        errors.invalid(each, RULE, &format!("must be a valid {kind} address"), &format!("write an {kind} address"));
    }
    endpoint_ip(each, errors);
}

/// Whether an address is in its standard form (`IsValidIP`).
fn canonical<'n>(each: Value<'n>, errors: &mut Errors<'n>) -> bool {
    let text = each.text();
    let detail = match address(text) {
        None => "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)".to_owned(),
        Some(address) => match text.parse::<std::net::IpAddr>() {
            Err(_) => "must not have leading 0s".to_owned(),
            Ok(std::net::IpAddr::V6(v6)) if Ipv6Addr::to_ipv4_mapped(&v6).is_some() => {
                "must not be an IPv4-mapped IPv6 address".to_owned()
            }
            Ok(_) if address.to_string() != text => format!("must be in canonical form (\"{address}\")"),
            Ok(_) => return true,
        },
    };
    errors.invalid(each, RULE, &detail, "write an address like 2001:db8::1");
    false
}

/// A name of a host with two parts at least (`IsFullyQualifiedDomainName`).
fn host<'n>(each: Value<'n>, errors: &mut Errors<'n>) {
    let fix = "write a name like example.com";
    if each.text().is_empty() {
        errors.required(each, "endpoint-hostname", "", fix);
        return;
    }
    let name = each.text().strip_suffix('.').unwrap_or(each.text());
    let problems = dns_subdomain(name);
    let long = name.split('.').find(|label| !dns_label(label).is_empty());
    let (shown, detail) = if !problems.is_empty() {
        (name, problems.join(","))
    } else if !name.contains('.') {
        (name, "should be a domain with at least two segments separated by dots".to_owned())
    } else if let Some(label) = long {
        (label, dns_label(label).join(","))
    } else {
        return;
    };
    errors.invalid_as(each, &format!("{shown:?}"), "endpoint-hostname", &detail, fix);
}

/// What the API server warns of in good addresses. It takes names of hosts for addresses too.
pub fn warn_addresses<'n>(addresses: Value<'n>, errors: &mut Errors<'n>) {
    addresses.items().for_each(|each| warn_ip(each, errors));
}
