use super::is_headless;
use crate::check::validation::net::legacy_ip;
use crate::check::validation::seen::Seen;
use crate::check::validation::text::is_ipv6;
use crate::check::validation::{Errors, Value};

const IPS: &str = "service-cluster-ip";
const FAMILIES: &str = "service-ip-family";

/// Addresses of the cluster and their families (`ValidateServiceClusterIPsRelatedFields` and `initIPFamilyFields`).
pub fn families<'n>(spec: Value<'n>, errors: &mut Errors<'n>) {
    let before = errors.count();
    let (ips, families) = (spec.get("clusterIPs"), spec.get("ipFamilies"));
    agreement(spec, errors);
    let mut seen = Seen::new();
    for family in families.items() {
        if !matches!(family.text(), "IPv4" | "IPv6") {
            errors.unsupported(family, FAMILIES, &["IPv4", "IPv6"]);
        }
        if !seen.insert(family.text()) {
            errors.duplicate(family, FAMILIES, "name each family once");
        }
    }
    let policy = spec.get("ipFamilyPolicy");
    let policies = ["PreferDualStack", "RequireDualStack", "SingleStack"];
    if policy.is_set() && !policies.contains(&policy.text()) {
        errors.unsupported(policy, FAMILIES, &policies);
    }
    if addresses(spec, errors) {
        stacks(spec, errors);
    }
    if errors.count() == before && is_single(spec) {
        let fix = "write PreferDualStack";
        if ips.len() == 2 {
            let detail = "must be 'RequireDualStack' or 'PreferDualStack' when multiple cluster IPs are specified";
            errors.invalid_as(policy, "\"SingleStack\"", FAMILIES, detail, fix);
        }
        if families.len() == 2 {
            let detail = "must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified";
            errors.invalid_as(policy, "\"SingleStack\"", FAMILIES, detail, fix);
        }
    }
}

/// That `clusterIP` is the first of `clusterIPs`; the API server fills in the second where it is absent.
fn agreement<'n>(spec: Value<'n>, errors: &mut Errors<'n>) {
    let (ip, ips) = (spec.get("clusterIP").text(), spec.get("clusterIPs"));
    let first = ips.items().next();
    let fix = "let clusterIP and the first of clusterIPs be the same";
    match first {
        Some(first) if !ip.is_empty() && first.text() != ip => {
            errors.invalid(ips, IPS, "first value must match `clusterIP`", fix);
        }
        Some(_) if ip.is_empty() => {
            errors.invalid(ips, IPS, "must be empty when `clusterIP` is not specified", fix);
        }
        _ => {}
    }
}

/// Whether all addresses are ones.
fn addresses<'n>(spec: Value<'n>, errors: &mut Errors<'n>) -> bool {
    let (ip, ips) = (spec.get("clusterIP"), spec.get("clusterIPs"));
    let mut are_good = true;
    if ips.is_empty() && !matches!(ip.text(), "" | "None") {
        let before = errors.count();
        are_good = legacy_ip(ip, errors);
        errors.after(before).iter_mut().for_each(|fault| "spec.clusterIPs[0]".clone_into(&mut fault.path));
    }
    for (at, value) in ips.items().enumerate() {
        if at == 0 && value.text() == "None" {
            if ips.len() > 1 {
                errors.invalid(ips, IPS, "'None' must be the first and only value", "write None alone");
                are_good = false;
            }
        } else {
            are_good &= legacy_ip(value, errors);
        }
    }
    if ips.len() > 2 {
        errors.invalid(ips, IPS, "may only hold up to 2 values", "name one address for each family");
    }
    are_good
}

/// That addresses are of different families, and of those that are named.
fn stacks<'n>(spec: Value<'n>, errors: &mut Errors<'n>) {
    let (ip, ips, families) = (spec.get("clusterIP"), spec.get("clusterIPs"), spec.get("ipFamilies"));
    if ips.len() > 1 {
        let is_dual = ips.items().any(|ip| is_ipv6(ip.text())) && ips.items().any(|ip| !is_ipv6(ip.text()));
        if !is_dual {
            let detail = "may specify no more than one IP for each IP family";
            errors.invalid(ips, IPS, detail, "name one address for each family");
        }
    }
    if is_headless(spec) {
        return;
    }
    let written = ips.items().chain((ips.is_empty() && !ip.text().is_empty()).then_some(ip));
    for (at, (value, family)) in written.zip(families.items()).enumerate() {
        let wanted = match family.text() {
            "IPv4" if is_ipv6(value.text()) => "an IPv4",
            "IPv6" if !is_ipv6(value.text()) => "an IPv6",
            _ => continue,
        };
        let detail = format!("expected {wanted} value as indicated by `ipFamilies[{at}]`");
        let fault = errors.invalid(value, IPS, &detail, "let addresses and families be in the same order");
        fault.path = format!("spec.clusterIPs[{at}]");
    }
}

/// Whether it is of one family, as the API server defaults that.
fn is_single(spec: Value) -> bool {
    let policy = spec.get("ipFamilyPolicy");
    let is_free = spec.get("clusterIP").text() == "None" && spec.get("selector").is_empty();
    if policy.is_set() { policy.text() == "SingleStack" } else { !is_free }
}
