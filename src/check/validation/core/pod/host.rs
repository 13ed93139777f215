use super::facts::Facts;
use crate::check::validation::Errors;
use crate::check::validation::text::dns_subdomain;

/// A pod with users of its own has its own namespaces too (`validateHostUsers`).
pub fn host_users<'n>(facts: &Facts<'n>, errors: &mut Errors<'n>) {
    if facts.host_users {
        return;
    }
    let spec = facts.spec;
    let detail = if errors.since(34) { "when `hostUsers` is false" } else { "when `pod.Spec.HostUsers` is false" };
    for (field, name) in [("hostNetwork", "hostNetwork"), ("hostPID", "HostPID"), ("hostIPC", "HostIPC")] {
        if spec.get(field).is_true() {
            let place = spec.get(name);
            errors.forbidden(place, "host-namespace", detail, &format!("remove {field} or hostUsers")).span =
                spec.get(field).span();
        }
    }
    if errors.since(34) {
        for container in facts.all_containers() {
            let devices = container.get("volumeDevices");
            if !devices.is_empty() {
                errors.forbidden(devices, "host-namespace", detail, "remove hostUsers");
            }
        }
    }
}

/// The name of the host that the pod is (`validatePodHostName`). Before 1.35 the field is dropped.
pub fn hostname_override<'n>(facts: &Facts<'n>, errors: &mut Errors<'n>) {
    let (spec, name) = (facts.spec, facts.spec.get("hostnameOverride"));
    if !name.is_set() || !errors.since(35) {
        return;
    }
    for field in ["setHostnameAsFQDN", "hostNetwork"] {
        if spec.get(field).is_true() {
            let detail = format!("may not be specified when {field} is true");
            errors.forbidden(name, "host-name", &detail, "keep one of them");
        }
    }
    if name.text().len() > 64 {
        errors.too_long(name, "host-name", 64, "shorten it");
    }
    errors.malformed(name, "host-name", dns_subdomain(name.text()), "choose a name that is one");
}
