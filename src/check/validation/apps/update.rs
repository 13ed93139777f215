//! How the controllers of workloads replace pods.

use crate::check::validation::{Errors, Value};

/// The rule that a rolling update gets on.
pub const STALLED: &str = "update-limit";

/// Whether the strategy is the default, a rolling update. One that is not known is an error.
pub fn is_rolling<'n>(strategy: Value<'n>, known: &[&str], errors: &mut Errors<'n>) -> bool {
    let kind = strategy.get("type");
    if !known.contains(&kind.text_or("RollingUpdate")) {
        errors.unsupported(strategy, "update-strategy", known).span = kind.span();
    }
    kind.text_or("RollingUpdate") == "RollingUpdate"
}

/// How many pods may be missing and how many too many.
pub fn limits(strategy: Value) -> (Value, Value) {
    let rolling = strategy.get("rollingUpdate");
    (rolling.get("maxUnavailable"), rolling.get("maxSurge"))
}
