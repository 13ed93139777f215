use serde_json::Value;

use super::{Id, Object};
use crate::manifest::{containers, items, pod_template, pod_volumes};

/// How pods get at a ConfigMap or a Secret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Use {
    /// As files that the kubelet renews.
    pub files: bool,
    /// As single files below another mount (`subPath`), which stay as they were at the start.
    pub fixed_files: bool,
    /// As environment variables, which stay as they were at the start.
    pub environment: bool,
}

impl Use {
    /// Whether they get at it at all.
    pub fn is_any(self) -> bool {
        self.files || self.fixed_files || self.environment
    }
}

/// How the pods of a workload use a ConfigMap or Secret of their namespace.
pub fn used(workload: &Object, config: &Id) -> Use {
    let mut found = Use::default();
    if workload.id.namespace != config.namespace {
        return found;
    }
    let object = &workload.stored;
    let names = names(&config.kind);
    let of_config = |value: &Value, field: &str, name: &str| {
        value.get(field).and_then(|source| source.get(name)).and_then(Value::as_str) == Some(&config.name)
    };
    let volumes: Vec<&str> = pod_volumes(object)
        .filter(|volume| {
            let sources = volume.get("projected").into_iter().flat_map(|projected| items(projected, "sources"));
            of_config(volume, names.volume, names.volume_name)
                || sources.into_iter().any(|source| of_config(source, names.volume, "name"))
        })
        .filter_map(|volume| volume.get("name").and_then(Value::as_str))
        .collect();
    for container in containers(object) {
        for mount in items(container.value, "volumeMounts") {
            if !mount.get("name").and_then(Value::as_str).is_some_and(|name| volumes.contains(&name)) {
                continue;
            }
            let is_fixed = mount.get("subPath").or(mount.get("subPathExpr")).is_some();
            found.fixed_files |= is_fixed;
            found.files |= !is_fixed;
        }
        found.environment |= items(container.value, "envFrom").any(|from| of_config(from, names.env_from, "name"))
            || items(container.value, "env")
                .filter_map(|env| env.get("valueFrom"))
                .any(|from| of_config(from, names.env, "name"));
    }
    found
}

struct Names {
    volume: &'static str,
    volume_name: &'static str,
    env_from: &'static str,
    env: &'static str,
}

fn names(kind: &str) -> Names {
    match kind {
        "Secret" => Names { volume: "secret", volume_name: "secretName", env_from: "secretRef", env: "secretKeyRef" },
        _ => Names { volume: "configMap", volume_name: "name", env_from: "configMapRef", env: "configMapKeyRef" },
    }
}

/// Whether an object has pods of its own.
pub fn has_pods(object: &Object) -> bool {
    pod_template(&object.stored).is_some()
}
