//! Priorities of pods (`k8s.io/kubernetes/pkg/apis/scheduling/validation`).

use super::meta::{final_name, object_meta};
use super::text::dns_subdomain;
use super::{Errors, Value};

/// The highest priority that users may give, and the lowest of the system.
const HIGHEST: i64 = 1_000_000_000;
const SYSTEM: i64 = 2 * HIGHEST;

/// A PriorityClass (`ValidatePriorityClass`).
pub fn priority_class<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    object_meta(object, dns_subdomain, false, errors);
    let (metadata, value, policy) = (object.get("metadata"), object.get("value"), object.get("preemptionPolicy"));
    let (name, number) = (final_name(metadata), value.integer().unwrap_or(0));
    if name.starts_with("system-") {
        let known = match &*name {
            "system-node-critical" => Some(SYSTEM + 1000),
            "system-cluster-critical" => Some(SYSTEM),
            _ => None,
        };
        let problem = match known {
            None => format!("{name} is not a known system priority class"),
            Some(wanted) if number != wanted => format!("value of {name} PriorityClass must be {wanted}"),
            Some(_) if object.get("globalDefault").is_true() => {
                format!("globalDefault of {name} PriorityClass must be false")
            }
            Some(_) => String::new(),
        };
        if !problem.is_empty() {
            let detail = format!(
                "priority class names with 'system-' prefix are reserved for system use only. error: {problem}"
            );
            errors.forbidden(metadata.get("name"), "priority-class-name", &detail, "choose another name");
        }
    } else if number > HIGHEST {
        let detail = format!("maximum allowed value of a user defined priority is {HIGHEST}");
        errors.forbidden(value, "priority-value", &detail, "write a lower number");
    }
    if policy.is_set() && policy.text().is_empty() {
        errors.required(policy, "preemption-policy", "", "write PreemptLowerPriority or Never");
    } else if !matches!(policy.text_or("Never"), "PreemptLowerPriority" | "Never") {
        errors.unsupported(policy, "preemption-policy", &["PreemptLowerPriority", "Never"]);
    }
}
