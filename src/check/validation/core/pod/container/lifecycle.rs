use super::super::facts::Facts;
use super::handler::{OF_HOOKS, handler};
use crate::check::validation::{Errors, Value};

/// What happens after the start and before the end of a container (`validateLifecycle`).
pub fn lifecycle<'n>(lifecycle: Value<'n>, facts: &Facts<'n>, errors: &mut Errors<'n>) {
    for field in ["postStart", "preStop"] {
        let hook = lifecycle.get(field);
        if hook.is_set() {
            handler(hook, OF_HOOKS, facts, errors);
        }
    }
}

/// Whether it is still there after the server dropped the signal to stop with, whose feature is off.
pub fn is_kept(lifecycle: Value, errors: &Errors) -> bool {
    let has_signal = errors.since(33) && lifecycle.get("stopSignal").is_set();
    lifecycle.is_set() && (!has_signal || lifecycle.get("postStart").is_set() || lifecycle.get("preStop").is_set())
}
