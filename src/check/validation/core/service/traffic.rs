use super::is_external;
use crate::check::validation::text::port;
use crate::check::validation::{Errors, Value};

/// The longest time that a client stays with one endpoint, in seconds.
const DAY: i64 = 86400;

/// Whether clients stay with one endpoint.
pub fn affinity<'n>(spec: Value<'n>, errors: &mut Errors<'n>) {
    let affinity = spec.get("sessionAffinity");
    match affinity.text_or("None") {
        "None" => {}
        "ClientIP" => {
            let timeout = spec.get("sessionAffinityConfig").get("clientIP").get("timeoutSeconds");
            if timeout.integer().is_some_and(|seconds| !(1..=DAY).contains(&seconds)) {
                let detail = format!("must be greater than 0 and less than {DAY}");
                errors.invalid(timeout, "service-affinity", &detail, "write a time of up to a day");
            }
        }
        _ => {
            errors.unsupported(affinity, "service-affinity", &["ClientIP", "None"]);
        }
    }
}

/// Where traffic goes.
pub fn policies<'n>(spec: Value<'n>, kind: &str, errors: &mut Errors<'n>) {
    let policy = spec.get("externalTrafficPolicy");
    if !is_external(spec, kind) {
        if !policy.text().is_empty() {
            let detail = "may only be set for externally-accessible services";
            errors.invalid(policy, "service-traffic-policy", detail, "remove it");
        }
    } else if !matches!(policy.text_or("Cluster"), "Cluster" | "Local") {
        errors.unsupported(policy, "service-traffic-policy", &["Cluster", "Local"]);
    }
    health_check(spec, kind, errors);
    let policy = spec.get("internalTrafficPolicy");
    if policy.is_set() && !matches!(policy.text(), "Cluster" | "Local") {
        errors.unsupported(policy, "service-traffic-policy", &["Cluster", "Local"]);
    }
    distribution(spec.get("trafficDistribution"), errors);
}

fn health_check<'n>(spec: Value<'n>, kind: &str, errors: &mut Errors<'n>) {
    let check = spec.get("healthCheckNodePort");
    let Some(number) = check.integer().filter(|number| *number != 0) else { return };
    if kind == "LoadBalancer" && spec.get("externalTrafficPolicy").text() == "Local" {
        for problem in port(number) {
            errors.invalid(check, "port-range", &problem, "write a port from 1 to 65535");
        }
    } else {
        let detail = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
        errors.invalid(check, "service-health-check-port", detail, "remove it");
    }
}

/// Up to 1.30 the field is dropped; 1.34 brought its other values (`PreferSameTrafficDistribution`).
fn distribution<'n>(distribution: Value<'n>, errors: &mut Errors<'n>) {
    let supported: &[&str] = match errors.since(34) {
        true => &["PreferClose", "PreferSameZone", "PreferSameNode"],
        false => &["PreferClose"],
    };
    if errors.since(31) && distribution.is_set() && !supported.contains(&distribution.text()) {
        errors.unsupported(distribution, "service-traffic-distribution", supported);
    }
}
