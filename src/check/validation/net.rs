//! Addresses and networks as the older fields take them (`k8s.io/apimachinery/pkg/util/validation/ip.go`). Since 1.36
//! (`StrictIPCIDRValidation`) they take only what all programs read alike.

use std::net::{IpAddr, Ipv6Addr};

use super::text::{address, prefix_of};
use super::{Errors, Value};

const IP: &str = "ip-address";
const CIDR: &str = "network-range";

/// An address in a field; whether it is good (`IsValidIPForLegacyField`).
pub fn legacy_ip<'n>(value: Value<'n>, errors: &mut Errors<'n>) -> bool {
    let text = value.text();
    let detail = if address(text).is_none() {
        "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"
    } else if !errors.since(36) {
        return true;
    } else {
        match text.parse::<IpAddr>() {
            Err(_) => "must not have leading 0s",
            Ok(IpAddr::V6(address)) if is_mapped(address) => "must not be an IPv4-mapped IPv6 address",
            Ok(_) => return true,
        }
    };
    errors.invalid(value, IP, detail, "write an address like 10.9.8.7 or 2001:db8::1");
    false
}

/// A network in a field (`IsValidCIDRForLegacyField`); `text` is what of the value counts.
pub fn legacy_cidr<'n>(value: Value<'n>, text: &str, path: Option<&str>, errors: &mut Errors<'n>) {
    let detail = match prefix_of(text) {
        None => "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)",
        Some(_) if !errors.since(36) => return,
        Some(_) if !is_strict(text) => "must not have leading 0s in IP or prefix length",
        Some((IpAddr::V6(address), _)) if is_mapped(address) => "must not have an IPv4-mapped IPv6 address",
        Some((network, length)) if masked(network, length) != network => {
            "must not have bits set beyond the prefix length"
        }
        Some(_) => return,
    };
    let sentence = format!("Invalid value: {text:?}: {detail}");
    let fault = errors.add(value, CIDR, sentence, "write a network like 10.9.8.0/24");
    if let Some(path) = path {
        path.clone_into(&mut fault.path);
    }
}

/// What an endpoint's address may not be (`ValidateEndpointIP`).
pub fn endpoint_ip<'n>(value: Value<'n>, errors: &mut Errors<'n>) {
    let fix = "write an address that others can reach";
    let Some(address) = address(value.text()) else {
        errors.invalid(value, IP, "must be a valid IP address", "write an address like 10.9.8.7 or 2001:db8::1");
        return;
    };
    let (local, local_multicast) = match address {
        IpAddr::V4(v4) => (v4.is_link_local(), v4.octets()[..3] == [224, 0, 0]),
        IpAddr::V6(v6) => (v6.is_unicast_link_local(), v6.segments()[0] & 0xff0f == 0xff02),
    };
    if address.is_unspecified() {
        errors.invalid(value, IP, &format!("may not be unspecified ({})", value.text()), fix);
    }
    if address.is_loopback() {
        errors.invalid(value, IP, "may not be in the loopback range (127.0.0.0/8, ::1/128)", fix);
    }
    if local {
        errors.invalid(value, IP, "may not be in the link-local range (169.254.0.0/16, fe80::/10)", fix);
    }
    if local_multicast {
        errors.invalid(value, IP, "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)", fix);
    }
}

/// Whether all programs read the network alike.
fn is_strict(text: &str) -> bool {
    text.split_once('/').is_some_and(|(network, length)| {
        network.parse::<IpAddr>().is_ok() && (length == "0" || !length.starts_with('0'))
    })
}

pub(super) fn is_mapped(address: Ipv6Addr) -> bool {
    address.to_ipv4_mapped().is_some()
}

/// The network without the bits beyond its length.
pub fn masked(network: IpAddr, length: u8) -> IpAddr {
    match network {
        IpAddr::V4(v4) => {
            let mask = u32::MAX.checked_shl(32 - u32::from(length.min(32))).unwrap_or(0);
            IpAddr::V4((v4.to_bits() & mask).into())
        }
        IpAddr::V6(v6) => {
            let mask = u128::MAX.checked_shl(128 - u32::from(length.min(128))).unwrap_or(0);
            IpAddr::V6((v6.to_bits() & mask).into())
        }
    }
}

/// Warns of an address that is good but not in its standard form (`GetWarningsForIP`).
pub fn warn_ip<'n>(value: Value<'n>, errors: &mut Errors<'n>) {
    let text = value.text();
    let address = match address(text) {
        Some(address) => address.to_string(),
        // Older minors warn of what is no address at all, where they take it.
        None if !errors.since(33) && !text.is_empty() => "an address".to_owned(),
        None => return,
    };
    let strict = text.parse::<IpAddr>().ok();
    let sentence = match strict {
        Some(IpAddr::V6(v6)) if is_mapped(v6) && errors.since(33) => {
            format!("non-standard IP address {text:?} is invalid: use \"{address}\"")
        }
        None if errors.since(33) => format!("non-standard IP address {text:?} is invalid: use \"{address}\""),
        None => "IP address was accepted, but will be invalid in a future Kubernetes release".to_owned(),
        Some(IpAddr::V6(v6)) if v6.to_string() != text => not_canonical("address", text, &v6.to_string(), errors),
        Some(_) => return,
    };
    errors.warn(value, IP, &sentence, &format!("write {address}"));
}

/// Warns of a network that is good but not in its standard form (`GetWarningsForCIDR`); `text` is what of the value
/// counts.
pub fn warn_cidr<'n>(value: Value<'n>, text: &str, errors: &mut Errors<'n>) {
    let Some((network, length)) = prefix_of(text) else {
        if !errors.since(33) && !text.is_empty() {
            let sentence = "IP prefix was accepted, but will be invalid in a future Kubernetes release";
            errors.warn(value, CIDR, sentence, "write a network like 10.9.8.0/24");
        }
        return;
    };
    let whole = format!("{}/{length}", masked(network, length).to_canonical());
    let count = errors.count();
    if errors.since(33) && masked(network, length) != network {
        let most = if network.is_ipv4() { 32 } else { 128 };
        let single = format!("{}/{most}", network.to_canonical());
        let sentence =
            format!("CIDR value {text:?} is ambiguous in this context (should be \"{whole}\" or \"{single}\"?)");
        errors.warn(value, CIDR, &sentence, &format!("write {whole}"));
    }
    let is_mapped = matches!(network, IpAddr::V6(v6) if is_mapped(v6));
    if errors.since(33) && (!is_strict(text) || is_mapped) {
        let sentence = format!("non-standard CIDR value {text:?} is invalid: use \"{whole}\"");
        errors.warn(value, CIDR, &sentence, &format!("write {whole}"));
    } else if !is_strict(text) {
        let sentence = "IP prefix was accepted, but will be invalid in a future Kubernetes release";
        errors.warn(value, CIDR, sentence, &format!("write {whole}"));
    }
    let canonical = format!("{network}/{length}");
    if errors.count() == count && network.is_ipv6() && canonical != text {
        let kind = if errors.since(33) { "CIDR value" } else { "prefix" };
        let sentence = not_canonical(kind, text, &canonical, errors);
        errors.warn(value, CIDR, &sentence, &format!("write {canonical}"));
    }
}

fn not_canonical(kind: &str, text: &str, canonical: &str, errors: &Errors) -> String {
    if errors.since(33) {
        format!("IPv6 {kind} {text:?} should be in RFC 5952 canonical format (\"{canonical}\")")
    } else {
        format!(
            "IPv6 {kind} {text:?} is not in RFC 5952 canonical format (\"{canonical}\"), which may cause controller apply-loops"
        )
    }
}
