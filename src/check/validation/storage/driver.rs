use crate::check::validation::core::pod::token_lifetime;
use crate::check::validation::meta::object_meta;
use crate::check::validation::seen::Seen;
use crate::check::validation::text::dns_subdomain;
use crate::check::validation::{Errors, Value};

const GROUP_POLICIES: &[&str] = &["File", "None", "ReadWriteOnceWithFSType"];
const LIFECYCLES: &[&str] = &["Persistent", "Ephemeral"];
const SHORTEST_PERIOD: i64 = 10;

const TOKENS: &str = "spec.serviceAccountTokenInSecrets is unset; if supported by this CSI driver, set to true to \
                      prevent possible logging of tokens in volume attributes";

/// A CSIDriver (`ValidateCSIDriver`).
pub fn csi_driver<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    object_meta(object, dns_subdomain, false, errors);
    let spec = object.get("spec");
    let policy = spec.get("fsGroupPolicy");
    if policy.is_set() && !GROUP_POLICIES.contains(&policy.text()) {
        errors.unsupported(policy, "fs-group-policy", GROUP_POLICIES);
    }
    let requests = spec.get("tokenRequests");
    token_requests(requests, errors);
    for mode in spec.get("volumeLifecycleModes").items() {
        if !LIFECYCLES.contains(&mode.text()) {
            let fault = errors.unsupported(mode, "volume-lifecycle", LIFECYCLES);
            fault.path.truncate(fault.path.rfind('[').unwrap_or(fault.path.len()));
        }
    }
    let period = spec.get("nodeAllocatableUpdatePeriodSeconds");
    if errors.since(35) && period.integer().is_some_and(|seconds| seconds < SHORTEST_PERIOD) {
        let detail = "must be greater than or equal to 10 seconds";
        errors.invalid(period, "update-period", detail, "write 10 or more");
    }
    let in_secrets = spec.get("serviceAccountTokenInSecrets");
    if errors.since(35) && in_secrets.is_set() && requests.is_empty() {
        let detail = "serviceAccountTokenInSecrets is set but no tokenRequests are specified";
        errors.invalid(in_secrets, "token-requests", detail, "remove it");
    }
    if errors.since(35) && !in_secrets.is_set() && !requests.is_empty() {
        errors.warn(in_secrets, "token-requests", TOKENS, "set it");
    }
}

/// The tokens that a driver gets, each for another audience (`validateTokenRequests`).
fn token_requests<'n>(requests: Value<'n>, errors: &mut Errors<'n>) {
    let mut audiences = Seen::new();
    for request in requests.items() {
        let audience = request.get("audience");
        if audiences.insert(audience.text()) {
            token_lifetime(request.get("expirationSeconds"), errors);
        } else {
            errors.duplicate(audience, "token-requests", "keep one request for an audience");
        }
    }
}
