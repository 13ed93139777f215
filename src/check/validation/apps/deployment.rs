use super::legacy::whole_number;
use super::replica_set::replica_template;
use super::update::{STALLED, is_rolling, limits};
use crate::check::validation::core::pod::pod_template_warnings;
use crate::check::validation::meta::object_meta;
use crate::check::validation::numbers::{at_most_all, int_or_percent, nonnegative, share};
use crate::check::validation::text::dns_subdomain;
use crate::check::validation::workload::{pod_name_warning, required_selector, unsound_selector};
use crate::check::validation::{Errors, Value};

/// What the API server sets where there is no deadline, in seconds.
const DEADLINE: i64 = 600;

/// A Deployment (`ValidateDeployment`).
pub fn deployment<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    let rollback = whole_number(object, "deprecated.deployment.rollback.to", errors);
    object_meta(object, dns_subdomain, true, errors);
    let spec = object.get("spec");
    nonnegative(spec.get("replicas"), errors);
    let (selector, template) = (spec.get("selector"), spec.get("template"));
    if required_selector(selector, "deployment", errors) {
        replica_template(selector, template, errors);
    } else {
        unsound_selector(selector, "invalid label selector", errors);
    }
    strategy(spec.get("strategy"), errors);
    let (ready, deadline) = (spec.get("minReadySeconds"), spec.get("progressDeadlineSeconds"));
    nonnegative(ready, errors);
    nonnegative(spec.get("revisionHistoryLimit"), errors);
    if let Some(rollback) = rollback.filter(|rollback| rollback.text().parse::<i64>().is_ok_and(|number| number < 0)) {
        errors.invalid(rollback, "negative-number", "must be greater than or equal to 0", "remove the annotation");
    }
    nonnegative(deadline, errors);
    if deadline.integer().unwrap_or(DEADLINE) <= ready.integer().unwrap_or_default() {
        let detail = "must be greater than minReadySeconds";
        errors.invalid(deadline, "progress-deadline", detail, "give pods more time than they need to be ready");
    }
    pod_name_warning(object, errors);
    pod_template_warnings(template, errors);
}

/// How pods are replaced (`ValidateDeploymentStrategy`).
fn strategy<'n>(strategy: Value<'n>, errors: &mut Errors<'n>) {
    let rolling = strategy.get("rollingUpdate");
    if is_rolling(strategy, &["Recreate", "RollingUpdate"], errors) {
        let (unavailable, surge) = limits(strategy);
        int_or_percent(unavailable, errors);
        int_or_percent(surge, errors);
        let is_zero = |value: Value| value.is_set() && share(value) == 0;
        if is_zero(unavailable) && is_zero(surge) {
            let detail = "may not be 0 when `maxSurge` is 0";
            errors.invalid(unavailable, STALLED, detail, "let one of the two be above 0");
        }
        at_most_all(unavailable, errors);
    } else if strategy.get("type").text() == "Recreate" && rolling.is_set() {
        let detail = "may not be specified when strategy `type` is 'Recreate'";
        errors.forbidden(rolling, "update-strategy", detail, "remove it, or write RollingUpdate");
    }
}
