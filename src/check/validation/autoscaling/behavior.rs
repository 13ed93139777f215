use crate::check::validation::numbers::nonnegative_quantity;
use crate::check::validation::{Errors, Value};

/// The longest window and the longest period of a policy, in seconds.
const WINDOW: i64 = 3600;
const PERIOD: i64 = 1800;

const RULE: &str = "scaling-rules";

/// How fast an autoscaler may go up and down (`validateBehavior`).
pub fn behavior<'n>(behavior: Value<'n>, errors: &mut Errors<'n>) {
    rules(behavior.get("scaleUp"), errors);
    rules(behavior.get("scaleDown"), errors);
}

/// The rules of one direction (`validateScalingRules`). Absent policies are defaulted.
fn rules<'n>(rules: Value<'n>, errors: &mut Errors<'n>) {
    let (window, select, policies) =
        (rules.get("stabilizationWindowSeconds"), rules.get("selectPolicy"), rules.get("policies"));
    match window.integer().unwrap_or_default() {
        ..0 => {
            errors.invalid(window, RULE, "must be greater than or equal to zero", "write 0 or more");
        }
        0..=WINDOW => {}
        _ => {
            let detail = format!("must be less than or equal to {WINDOW}");
            errors.invalid(window, RULE, &detail, "wait for an hour at most");
        }
    }
    if select.is_set() && !["Disabled", "Max", "Min"].contains(&select.text()) {
        errors.unsupported(select, RULE, &["Disabled", "Max", "Min"]);
    }
    if policies.is_set() && policies.is_empty() {
        let detail = "must specify at least one Policy";
        errors.required(policies, RULE, detail, "add a policy, or remove the empty list");
    }
    for item in policies.items() {
        policy(item, errors);
    }
    // Up to 1.34 it is dropped.
    if errors.since(35) {
        nonnegative_quantity(rules.get("tolerance"), errors);
    }
}

/// By how many pods at a time (`validateScalingPolicy`).
fn policy<'n>(policy: Value<'n>, errors: &mut Errors<'n>) {
    let (kind, value, period) = (policy.get("type"), policy.get("value"), policy.get("periodSeconds"));
    if !["Percent", "Pods"].contains(&kind.text()) {
        errors.unsupported(kind, RULE, &["Percent", "Pods"]);
    }
    if value.integer().unwrap_or_default() <= 0 {
        errors.invalid(value, RULE, "must be greater than zero", "write 1 or more");
    }
    match period.integer().unwrap_or_default() {
        ..=0 => {
            errors.invalid(period, RULE, "must be greater than zero", "write 1 or more");
        }
        1..=PERIOD => {}
        _ => {
            let detail = format!("must be less than or equal to {PERIOD}");
            errors.invalid(period, RULE, &detail, "take half an hour at most");
        }
    }
}
