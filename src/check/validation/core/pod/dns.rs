use crate::check::validation::net::legacy_ip;
use crate::check::validation::text::{dns_subdomain, underscored_subdomain};
use crate::check::validation::{Errors, Value};

const SERVERS: usize = 3;
const SEARCHES: usize = 32;
const SEARCH_BYTES: usize = 2048;

/// How a pod resolves names (`validatePodDNSConfig`).
pub fn dns_config<'n>(spec: Value<'n>, errors: &mut Errors<'n>) {
    let config = spec.get("dnsConfig");
    let servers = config.get("nameservers");
    if spec.get("dnsPolicy").text() == "None" {
        if !config.is_set() {
            let detail = "must provide `dnsConfig` when `dnsPolicy` is None";
            errors.required(config, "dns-config", detail, "add a nameserver, or write another dnsPolicy");
            return;
        }
        if servers.is_empty() {
            let detail = "must provide at least one DNS nameserver when `dnsPolicy` is None";
            errors.required(servers, "dns-config", detail, "add a nameserver, or write another dnsPolicy");
            return;
        }
    }
    if !config.is_set() {
        return;
    }
    if servers.len() > SERVERS {
        let detail = format!("must not have more than {SERVERS} nameservers");
        errors.invalid(servers, "dns-config", &detail, "remove some");
    }
    for server in servers.items() {
        legacy_ip(server, errors);
    }
    searches(config.get("searches"), errors);
    for option in config.get("options").items() {
        if option.get("name").text().is_empty() {
            errors.required(option, "dns-config", "must not be empty", "name the option");
        }
    }
}

fn searches<'n>(searches: Value<'n>, errors: &mut Errors<'n>) {
    if searches.len() > SEARCHES {
        let detail = format!("must not have more than {SEARCHES} search paths");
        errors.invalid(searches, "dns-config", &detail, "remove some");
    }
    let bytes: usize = searches.items().map(|search| search.text().len() + 1).sum();
    if bytes > SEARCH_BYTES + 1 {
        let detail = format!("must not have more than {SEARCH_BYTES} characters (including spaces) in the search list");
        errors.invalid(searches, "dns-config", &detail, "remove some");
    }
    let is_relaxed = errors.since(33);
    for search in searches.items() {
        let text = search.text();
        let name = text.strip_suffix('.').unwrap_or(text);
        let problems = match is_relaxed {
            true if text == "." => continue,
            true => underscored_subdomain(name),
            false => dns_subdomain(name),
        };
        errors.malformed(search, "dns-search", problems, "write a domain");
    }
}

/// Names for addresses (`ValidateHostAliases`).
pub fn host_aliases<'n>(aliases: Value<'n>, errors: &mut Errors<'n>) {
    for alias in aliases.items() {
        legacy_ip(alias.get("ip"), errors);
        for name in alias.get("hostnames").items() {
            errors.malformed(name, "host-alias", dns_subdomain(name.text()), "write a name that is one");
        }
    }
}
