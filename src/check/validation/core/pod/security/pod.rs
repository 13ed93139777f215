use super::super::facts::Facts;
use super::apparmor::apparmor_profile;
use super::id;
use super::seccomp::seccomp_profile;
use super::sysctls::sysctls;
use super::windows::windows_options;
use crate::check::validation::Errors;

/// The security context of a pod (`validatePodSpecSecurityContext`, `validateShareProcessNamespace`).
pub fn pod_security<'n>(facts: &Facts<'n>, errors: &mut Errors<'n>) {
    let (spec, context) = (facts.spec, facts.spec.get("securityContext"));
    // The namespace was judged as a part of the security context until 1.36.
    let is_shared = spec.get("shareProcessNamespace").is_true() && spec.get("hostPID").is_true();
    let shared = |errors: &mut Errors<'n>| {
        let at = if errors.since(37) { spec } else { context }.get("shareProcessNamespace");
        let detail = "ShareProcessNamespace and HostPID cannot both be enabled";
        errors.invalid_as(at, "true", "host-namespace", detail, "keep one of them").span =
            spec.get("shareProcessNamespace").span();
    };
    if context.is_set() {
        for field in ["fsGroup", "runAsUser", "runAsGroup"] {
            id(context.get(field), errors);
        }
        context.get("supplementalGroups").items().for_each(|group| id(group, errors));
    }
    if is_shared && !errors.since(37) {
        shared(errors);
    }
    if context.is_set() {
        sysctls(context.get("sysctls"), facts, errors);
        let enums: [(&'static str, &'static str, &[&str]); 3] = [
            ("fsGroupChangePolicy", "fs-group-change-policy", &["Always", "OnRootMismatch"]),
            ("supplementalGroupsPolicy", "supplemental-groups-policy", &["Merge", "Strict"]),
            ("seLinuxChangePolicy", "selinux-change-policy", policies(errors)),
        ];
        for (field, rule, known) in enums {
            let value = context.get(field);
            // Before 1.33 the server drops the newer ones.
            let is_kept = field == "fsGroupChangePolicy" || errors.since(33);
            if value.is_set() && is_kept && !known.contains(&value.text()) {
                errors.unsupported(value, rule, known);
            }
            if field == "fsGroupChangePolicy" {
                seccomp_profile(context.get("seccompProfile"), errors);
                windows_options(context.get("windowsOptions"), errors);
                apparmor_profile(context.get("appArmorProfile"), errors);
            }
        }
    }
    if is_shared && errors.since(37) {
        shared(errors);
    }
}

fn policies(errors: &Errors) -> &'static [&'static str] {
    if errors.since(37) { &["MountOption", "Recursive"] } else { &["Recursive"] }
}
