use super::super::facts::Facts;
use super::windows_user::user_name;
use crate::check::validation::text::dns_subdomain;
use crate::check::validation::{Errors, Value};

/// The largest credential spec, in bytes.
const SPEC: usize = 64 << 10;

/// What containers of Windows run as (`validateWindowsSecurityContextOptions`).
pub fn windows_options<'n>(options: Value<'n>, errors: &mut Errors<'n>) {
    if !options.is_set() {
        return;
    }
    let (name, spec) = (options.get("gmsaCredentialSpecName"), options.get("gmsaCredentialSpec"));
    if name.is_set() {
        errors.malformed(name, "windows-options", dns_subdomain(name.text()), "name a resource that can exist");
    }
    if spec.is_set() && spec.text().is_empty() {
        let detail = "gmsaCredentialSpec cannot be an empty string";
        errors.invalid(spec, "windows-options", detail, "remove it");
    } else if spec.text().len() > SPEC {
        let detail = "gmsaCredentialSpec size must be under 64 KiB";
        errors.invalid(spec, "windows-options", detail, "shorten it");
    }
    let user = options.get("runAsUserName");
    if user.is_set() {
        errors.malformed(user, "windows-options", user_name(user.text()), "write DOMAIN\\USER or USER");
    }
}

/// Containers that are processes of the host are so all together (`validateWindowsHostProcessPod`).
pub fn host_processes<'n>(facts: &Facts<'n>, errors: &mut Errors<'n>) {
    let spec = facts.spec;
    let of = |context: Value<'n>| context.get("securityContext").get("windowsOptions").get("hostProcess");
    let of_pod = of(spec);
    let (mut all, mut processes) = (0, 0);
    for container in facts.all_containers() {
        let own = of(container);
        all += 1;
        if of_pod.is_set() && own.is_set() && of_pod.is_true() != own.is_true() {
            let was = of_pod.is_true();
            let detail = format!("pod hostProcess value must be identical if both are specified, was {was}");
            errors.invalid(own, "host-process", &detail, "write the same in both places");
        }
        processes += usize::from(if own.is_set() { own.is_true() } else { of_pod.is_true() });
    }
    if processes == 0 {
        return;
    }
    if processes != all {
        let detail = "If pod contains any hostProcess containers then all containers must be HostProcess containers";
        errors.invalid_as(spec, "\"\"", "host-process", detail, "set hostProcess for the whole pod");
    }
    if !facts.host_network {
        let detail = "hostNetwork must be true if pod contains any hostProcess containers";
        errors.invalid_as(spec.get("hostNetwork"), "false", "host-process", detail, "set hostNetwork: true");
    }
}
