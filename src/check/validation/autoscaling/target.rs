use std::cmp::Ordering;

use crate::check::validation::text::Quantity;
use crate::check::validation::{Errors, Value};

const RULE: &str = "metric-target";

/// What a metric shall be (`validateMetricTarget`).
pub fn target<'n>(target: Value<'n>, errors: &mut Errors<'n>) {
    let kind = target.get("type");
    let fix = "write Utilization, Value or AverageValue";
    if kind.is_empty() {
        errors.required(kind, RULE, "must specify a metric target type", fix);
    }
    if !["Utilization", "Value", "AverageValue"].contains(&kind.text()) {
        errors.invalid(kind, RULE, "must be either Utilization, Value, or AverageValue", fix);
    }
    for amount in [target.get("value"), target.get("averageValue")] {
        if Quantity::of(amount).is_some_and(|quantity| quantity.sign() != Ordering::Greater) {
            errors.invalid(amount, RULE, "must be positive", "write more than 0");
        }
    }
    let share = target.get("averageUtilization");
    if share.integer().is_some_and(|share| share < 1) {
        errors.invalid(share, RULE, "must be greater than 0", "write 1 or more");
    }
}
