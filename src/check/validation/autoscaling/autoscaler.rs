use super::behavior::behavior;
use super::metrics::{can_reach_zero, metric};
use super::reference::{Group, reference};
use crate::check::validation::meta::object_meta;
use crate::check::validation::text::dns_subdomain;
use crate::check::validation::{Errors, Value};

const RULE: &str = "replica-limits";

/// A HorizontalPodAutoscaler of autoscaling/v2 (`ValidateHorizontalPodAutoscaler`).
pub fn autoscaler<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    let metrics = object.get("spec").get("metrics");
    judge(object, errors, |errors| {
        metrics.items().for_each(|item| metric(item, errors));
        can_reach_zero(metrics)
    });
}

/// The same of autoscaling/v1, whose only metric is the use of CPUs. Annotations may carry those of later versions,
/// which are not looked at.
pub fn autoscaler_v1<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    let annotations = object.get("metadata").get("annotations");
    let usage = object.get("spec").get("targetCPUUtilizationPercentage");
    judge(object, errors, |errors| {
        if usage.integer().is_some_and(|usage| usage < 1) {
            let fault = errors.invalid(usage, "metric-target", "must be greater than 0", "write 1 or more");
            fault.path =
                fault.path.replace("targetCPUUtilizationPercentage", "metrics[0].resource.target.averageUtilization");
        }
        annotations.key("autoscaling.alpha.kubernetes.io/metrics").is_some()
    });
}

/// All but the metrics, which say whether they can be told without a pod.
fn judge<'n>(object: Value<'n>, errors: &mut Errors<'n>, metrics: impl FnOnce(&mut Errors<'n>) -> bool) {
    object_meta(object, dns_subdomain, true, errors);
    let spec = object.get("spec");
    let (least, most) = (spec.get("minReplicas"), spec.get("maxReplicas"));
    // From 1.37 on generated code judges the limits one by one, after all else.
    let is_late = errors.since(37);
    if !is_late {
        limits(least, most, errors);
    }
    if most.integer().unwrap_or_default() < least.integer().unwrap_or(1) {
        let detail = "must be greater than or equal to `minReplicas`";
        errors.invalid(most, RULE, detail, "raise it, or lower minReplicas");
    }
    let target = spec.get("scaleTargetRef");
    let group = if target.get("kind").text() == "ReplicationController" { Group::Any } else { Group::Named };
    reference(target, group, errors);
    let can_reach_zero = metrics(errors);
    if least.integer() == Some(0) && !can_reach_zero {
        let detail = "must specify at least one Object or External metric to support scaling to zero replicas";
        errors.forbidden(spec.get("metrics"), RULE, detail, "write 1 or more into minReplicas").span = least.span();
    }
    behavior(spec.get("behavior"), errors);
    if is_late {
        limits(least, most, errors);
    }
}

/// How few and how many pods there may be. From 1.37 on none at all may be there.
fn limits<'n>(least: Value<'n>, most: Value<'n>, errors: &mut Errors<'n>) {
    let lowest = if errors.since(37) { 0 } else { 1 };
    if least.integer().is_some_and(|number| number < lowest) {
        let detail = format!("must be greater than or equal to {lowest}");
        errors.invalid(least, RULE, &detail, &format!("write {lowest} or more"));
    }
    let fix = "say how many pods there may be at most";
    match most.integer().unwrap_or_default() {
        1.. => {}
        0 if errors.since(36) => {
            let detail = if errors.since(37) { "" } else { "must be set and greater than 0" };
            errors.required(most, RULE, detail, fix);
        }
        _ if errors.since(36) => {
            errors.invalid(most, RULE, "must be greater than or equal to 1", fix);
        }
        _ => {
            errors.invalid(most, RULE, "must be greater than 0", fix);
        }
    }
}
