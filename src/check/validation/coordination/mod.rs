//! Leases (`k8s.io/kubernetes/pkg/apis/coordination/validation`).

use super::meta::plain_object_meta;
use super::text::dns_subdomain;
use super::{Errors, Value};

/// A Lease (`ValidateLease`). The strategy and the preferred holder are dropped (`CoordinatedLeaderElection`).
pub fn lease<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    plain_object_meta(object, dns_subdomain, true, errors);
    let spec = object.get("spec");
    let (duration, transitions) = (spec.get("leaseDurationSeconds"), spec.get("leaseTransitions"));
    if duration.integer().is_some_and(|seconds| seconds <= 0) {
        errors.invalid(duration, "lease-duration", "must be greater than 0", "write a number of seconds");
    }
    if transitions.integer().is_some_and(|number| number < 0) {
        let detail = "must be greater than or equal to 0";
        errors.invalid(transitions, "negative-number", detail, "write 0 or more");
    }
}
