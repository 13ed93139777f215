use super::super::facts::Facts;
use super::apparmor::apparmor_profile;
use super::id;
use super::seccomp::seccomp_profile;
use super::windows::windows_options;
use crate::check::validation::{Errors, Value};

const PROC_MOUNTS: &[&str] = &["Default", "Unmasked"];

/// The security context of a container (`ValidateSecurityContext`).
pub fn container_security<'n>(context: Value<'n>, facts: &Facts<'n>, errors: &mut Errors<'n>) {
    if !context.is_set() {
        return;
    }
    id(context.get("runAsUser"), errors);
    id(context.get("runAsGroup"), errors);
    proc_mount(context.get("procMount"), facts, errors);
    seccomp_profile(context.get("seccompProfile"), errors);
    if context.get("allowPrivilegeEscalation").is_false() {
        if context.get("privileged").is_true() {
            let detail = "cannot set `allowPrivilegeEscalation` to false and `privileged` to true";
            errors.invalid(context, "privilege-escalation", detail, "keep one of them");
        }
        for capability in context.get("capabilities").get("add").items() {
            if capability.text() == "CAP_SYS_ADMIN" {
                let detail = "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN";
                errors.invalid(context, "privilege-escalation", detail, "remove the capability").span =
                    capability.span();
            }
        }
    }
    windows_options(context.get("windowsOptions"), errors);
    apparmor_profile(context.get("appArmorProfile"), errors);
}

/// Before 1.33 any value is made the default.
fn proc_mount<'n>(mount: Value<'n>, facts: &Facts<'n>, errors: &mut Errors<'n>) {
    if !mount.is_set() || !errors.since(33) {
        return;
    }
    if !PROC_MOUNTS.contains(&mount.text()) {
        errors.unsupported(mount, "proc-mount", PROC_MOUNTS);
    }
    if facts.host_users && mount.text() == "Unmasked" {
        let detail = "`hostUsers` must be false to use `Unmasked`";
        errors.invalid(mount, "proc-mount", detail, "set hostUsers: false, or remove it");
    }
}
