use crate::check::validation::net::legacy_cidr;
use crate::check::validation::text::label_key;
use crate::check::validation::{Errors, Value};

const RULE: &str = "service-load-balancer";
const ONLY: &str = "may only be used when `type` is 'LoadBalancer'";
const FIX: &str = "remove it, or write `type: LoadBalancer`";
const ANNOTATION: &str = "service.beta.kubernetes.io/load-balancer-source-ranges";

/// What only a load balancer has.
pub fn balancer<'n>(object: Value<'n>, kind: &str, errors: &mut Errors<'n>) {
    let spec = object.get("spec");
    let is_balancer = kind == "LoadBalancer";
    let ranges = spec.get("loadBalancerSourceRanges");
    if !ranges.is_empty() {
        // The API server writes this field so.
        if !is_balancer {
            "spec.LoadBalancerSourceRanges".clone_into(&mut errors.forbidden(ranges, RULE, ONLY, FIX).path);
        }
        for (at, range) in ranges.items().enumerate() {
            let path = format!("spec.LoadBalancerSourceRanges[{at}]");
            legacy_cidr(range, range.text().trim(), Some(&path), errors);
        }
    } else if let Some(ranges) = object.get("metadata").get("annotations").key(ANNOTATION) {
        if !is_balancer {
            errors.forbidden(ranges, RULE, ONLY, FIX);
        }
        for range in ranges.text().split(',').filter(|_| !ranges.text().trim().is_empty()) {
            legacy_cidr(ranges, range.trim(), None, errors);
        }
    }
    let allocate = spec.get("allocateLoadBalancerNodePorts");
    if allocate.is_set() && !is_balancer {
        errors.forbidden(allocate, RULE, ONLY, FIX);
    }
    let class = spec.get("loadBalancerClass");
    if !class.is_set() {
        return;
    }
    if !is_balancer {
        errors.forbidden(class, RULE, ONLY, FIX);
        return;
    }
    for problem in label_key(class.text()) {
        errors.invalid(class, "load-balancer-class", &problem, "write a class like example.com/mine");
    }
}
