use super::super::facts::Facts;
use super::handler::{OF_PROBES, handler};
use crate::check::validation::numbers::nonnegative;
use crate::check::validation::{Errors, Value};

const NUMBERS: [&str; 5] =
    ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"];

/// The three probes of a container (`validateLivenessProbe`, `validateReadinessProbe`, `validateStartupProbe`).
pub fn probes<'n>(container: Value<'n>, facts: &Facts<'n>, errors: &mut Errors<'n>) {
    for field in ["livenessProbe", "readinessProbe", "startupProbe"] {
        let probe = container.get(field);
        if !probe.is_set() {
            continue;
        }
        handler(probe, OF_PROBES, facts, errors);
        for number in NUMBERS {
            nonnegative(probe.get(number), errors);
        }
        let grace = probe.get("terminationGracePeriodSeconds");
        if grace.integer().is_some_and(|seconds| seconds <= 0) {
            errors.invalid(grace, "probe-grace-period", "must be greater than 0", "write 1 or more, or remove it");
        }
        let successes = probe.get("successThreshold");
        if field == "readinessProbe" {
            if grace.is_set() {
                errors.invalid(grace, "probe-grace-period", "must not be set for readinessProbes", "remove it");
            }
        } else if !matches!(successes.integer(), None | Some(0 | 1)) {
            errors.invalid(successes, "success-threshold", "must be 1", "write 1, or remove it");
        }
    }
}
