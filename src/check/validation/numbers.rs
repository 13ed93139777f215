//! Numbers as the fields of objects have them.

use super::text::percent;
use super::{Errors, Value};
use std::cmp::Ordering;

use super::text::Quantity;

const NEGATIVE: &str = "must be greater than or equal to 0";

/// A number that may not be below zero (`ValidateNonnegativeField`).
pub fn nonnegative<'n>(value: Value<'n>, errors: &mut Errors<'n>) {
    if value.integer().is_some_and(|number| number < 0) {
        errors.invalid(value, "negative-number", NEGATIVE, "write 0 or more");
    }
}

/// An amount that may not be below zero (`ValidateNonnegativeQuantity`).
pub fn nonnegative_quantity<'n>(value: Value<'n>, errors: &mut Errors<'n>) {
    if Quantity::of(value).is_some_and(|quantity| quantity.sign() == Ordering::Less) {
        errors.invalid(value, "negative-number", NEGATIVE, "write 0 or more");
    }
}

/// A number or a percentage (`ValidatePositiveIntOrPercent`).
pub fn int_or_percent<'n>(value: Value<'n>, errors: &mut Errors<'n>) {
    if value.integer().is_none() && value.is_set() && percent(value.text()).is_none() {
        let detail = "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', \
                      regex used for validation is '[0-9]+%')";
        errors.invalid(value, "percentage", detail, "write a number without quotes, or a percentage such as 25%");
    }
    nonnegative(value, errors);
}

/// A percentage of no more than all (`IsNotMoreThan100Percent`).
pub fn at_most_all<'n>(value: Value<'n>, errors: &mut Errors<'n>) {
    if percent(value.text()).is_some_and(|percent| percent > 100) {
        errors.invalid(value, "percentage", "must not be greater than 100%", "write 100% or less");
    }
}

/// The number of a number or a percentage, whatever the unit (`getIntOrPercentValue`).
pub fn share(value: Value) -> i128 {
    let text = value.text();
    let number = || percent(text).map(i128::from).or(text.parse().ok()).unwrap_or_default();
    value.integer().map_or_else(number, i128::from)
}
