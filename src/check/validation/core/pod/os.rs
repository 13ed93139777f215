use super::facts::Facts;
use crate::check::validation::{Errors, Value};

const SYSTEMS: &[&str] = &["linux", "windows"];

/// What a security context of a pod, and one of a container, cannot have under Windows.
const OF_POD: [&str; 11] = [
    "appArmorProfile",
    "seLinuxOptions",
    "seccompProfile",
    "fsGroup",
    "fsGroupChangePolicy",
    "sysctls",
    "runAsUser",
    "runAsGroup",
    "supplementalGroups",
    "supplementalGroupsPolicy",
    "seLinuxChangePolicy",
];
const OF_CONTAINER: [&str; 10] = [
    "appArmorProfile",
    "seLinuxOptions",
    "seccompProfile",
    "capabilities",
    "readOnlyRootFilesystem",
    "privileged",
    "allowPrivilegeEscalation",
    "procMount",
    "runAsUser",
    "runAsGroup",
];

const ON_WINDOWS: &str = "cannot be set for a windows pod";

/// The operating system, and what it has not (`validateOS`, `validateLinux`, `validateWindows`).
pub fn operating_system<'n>(facts: &Facts<'n>, errors: &mut Errors<'n>) {
    let os = facts.spec.get("os");
    if !os.is_set() {
        return;
    }
    match os.get("name").text() {
        "" => {
            let detail = if errors.since(34) { "" } else { "cannot be empty" };
            errors.required(os.get("name"), "operating-system", detail, "write linux or windows");
        }
        "linux" => linux(facts, errors),
        "windows" => windows(facts, errors),
        _ => {
            errors.unsupported_at(os, os.get("name"), "operating-system", SYSTEMS);
        }
    }
}

fn linux<'n>(facts: &Facts<'n>, errors: &mut Errors<'n>) {
    let contexts = std::iter::once(facts.spec).chain(facts.all_containers());
    for context in contexts.map(|holder| holder.get("securityContext")) {
        let options = context.get("windowsOptions");
        if options.is_set() {
            let detail = "windows options cannot be set for a linux pod";
            errors.forbidden(options, "linux-pod", detail, "remove them");
        }
    }
}

fn windows<'n>(facts: &Facts<'n>, errors: &mut Errors<'n>) {
    let spec = facts.spec;
    let refuse = |value: Value<'n>, errors: &mut Errors<'n>| {
        errors.forbidden(value, "windows-pod", ON_WINDOWS, "remove it");
    };
    let context = spec.get("securityContext");
    for field in OF_POD {
        let value = context.get(field);
        let is_there = match field {
            "sysctls" => !value.is_empty(),
            // Before 1.33 the server drops them.
            "supplementalGroupsPolicy" | "seLinuxChangePolicy" => value.is_set() && errors.since(33),
            _ => value.is_set(),
        };
        if is_there {
            refuse(value, errors);
        }
    }
    for field in ["hostUsers", "hostPID", "hostIPC", "shareProcessNamespace"] {
        let value = spec.get(field);
        let is_there = match field {
            "hostUsers" => value.is_set() && errors.since(33),
            "shareProcessNamespace" => value.is_set(),
            _ => value.is_true(),
        };
        if is_there {
            refuse(value, errors);
        }
    }
    for container in facts.all_containers() {
        let context = container.get("securityContext");
        for field in OF_CONTAINER {
            if context.get(field).is_set() {
                refuse(context.get(field), errors);
            }
        }
    }
}
