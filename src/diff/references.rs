use std::collections::BTreeSet;

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

/// The names of the ConfigMaps and Secrets that the pods of a workload may use, each with its kind.
pub fn named(workload: &Object) -> BTreeSet<(&'static str, &str)> {
    let mut found = BTreeSet::new();
    let mut stack: Vec<&Value> = pod_template(&workload.stored).into_iter().collect();
    while let Some(value) = stack.pop() {
        match value {
            Value::Object(map) => {
                for (field, value) in map {
                    let kind = match field.as_str() {
                        "configMap" | "configMapRef" | "configMapKeyRef" => "ConfigMap",
                        "secret" | "secretRef" | "secretKeyRef" => "Secret",
                        _ => "",
                    };
                    let name = ["name", "secretName"].iter().find_map(|name| value.get(name)?.as_str());
                    found.extend(name.filter(|_| !kind.is_empty()).map(|name| (kind, name)));
                    stack.push(value);
                }
            }
            Value::Array(list) => stack.extend(list),
            _ => {}
        }
    }
    found
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
