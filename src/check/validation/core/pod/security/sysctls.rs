use super::super::facts::Facts;
use crate::check::validation::seen::Seen;
use crate::check::validation::{Errors, Value};

const FORM: &str = "must have at most 253 characters and match regex \
                    ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$";

/// Settings of the kernel (`validateSysctls`).
pub fn sysctls<'n>(list: Value<'n>, facts: &Facts<'n>, errors: &mut Errors<'n>) {
    let mut names = Seen::new();
    for sysctl in list.items() {
        let name = sysctl.get("name");
        let is_new = names.insert(name.text());
        if name.text().is_empty() {
            errors.required(name, "sysctl", "", "name the setting");
        } else if !is_sysctl(name.text()) {
            errors.invalid(name, "sysctl", FORM, "write a name such as net.core.somaxconn");
        } else if !is_new {
            errors.duplicate(name, "sysctl", "set each once");
        }
        let shared = match namespace(name.text()) {
            Some(Namespace::Network) if facts.host_network => "hostNetwork",
            Some(Namespace::Ipc) if facts.spec.get("hostIPC").is_true() => "hostIPC",
            _ => continue,
        };
        let detail = format!("may not be specified when '{shared}' is true");
        errors.invalid(name, "sysctl", &detail, "set it on the host, or remove it");
    }
}

fn is_sysctl(name: &str) -> bool {
    let is_end = |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    let is_part = |part: &str| {
        let bytes = part.as_bytes();
        let is_inner = |b: &u8| is_end(Some(b)) || matches!(b, b'-' | b'_');
        is_end(bytes.first()) && is_end(bytes.last()) && bytes.iter().all(is_inner)
    };
    name.len() <= 253 && name.split(['.', '/']).all(is_part)
}

enum Namespace {
    Network,
    Ipc,
}

/// The namespace of the kernel that a setting belongs to (`sysctl.GetNamespace`).
fn namespace(name: &str) -> Option<Namespace> {
    // With a slash before any dot, the slashes are dots and the dots are slashes.
    let is_slashed = name.find(['.', '/']).is_some_and(|at| name[at..].starts_with('/'));
    let name = if is_slashed {
        name.chars()
            .map(|c| {
                if c == '/' {
                    '.'
                } else if c == '.' {
                    '/'
                } else {
                    c
                }
            })
            .collect()
    } else {
        name.to_owned()
    };
    let name = name.split('*').next().unwrap_or_default();
    match name {
        "kernel.sem"
        | "kernel.shmall"
        | "kernel.shmmax"
        | "kernel.shmmni"
        | "kernel.shm_rmid_forced"
        | "kernel.shm"
        | "kernel.msgmax"
        | "kernel.msgmnb"
        | "kernel.msgmni"
        | "kernel.msg" => Some(Namespace::Ipc),
        _ if name.starts_with("fs.mqueue.") => Some(Namespace::Ipc),
        _ if name.starts_with("net.") => Some(Namespace::Network),
        _ => None,
    }
}
