use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::pod::{containers, items, pod_template_path, pod_volumes};
use super::{Manifests, Object};

/// The pod annotation that changes when a ConfigMap changes that the pods read when they start.
pub const CHECKSUM_ANNOTATION: &str = "cpgen.dev/config-checksum";

/// On a ConfigMap: `live` where processes reread it by themselves, so that a change must not restart their pods.
pub const RELOAD_ANNOTATION: &str = "cpgen.dev/reload";

const WORKLOADS: [&str; 3] = ["StatefulSet", "Deployment", "DaemonSet"];

/// Gives the pods of every workload a checksum over the data of the ConfigMaps that they refer to and that are part of
/// this platform, so that `kubectl apply` restarts them exactly when that data changes. Labels and annotations of a
/// ConfigMap do not count. Comes after the patches, which may change data.
pub fn stamp(manifests: &mut Manifests) {
    let is_read = |object: &&Object| object.kind() == "ConfigMap" && !reloads(object);
    let of_one = |object: &Object| {
        let place = (object.namespace().map(str::to_owned), object.name().to_owned());
        (place, [canonical(object.value.get("binaryData")), canonical(object.value.get("data"))])
    };
    let data: BTreeMap<_, _> = manifests.objects.par_iter().filter(is_read).map(of_one).collect();
    for object in manifests.objects.iter_mut().filter(|object| WORKLOADS.contains(&object.kind())) {
        let namespace = object.namespace().map(str::to_owned);
        let used = config_maps(&object.value).into_iter().filter_map(|name| {
            let key = (namespace.clone(), name.to_owned());
            data.get(&key).map(|data| (key.1, data))
        });
        let used: Vec<_> = used.collect();
        if !used.is_empty() {
            let checksum = checksum(&used);
            annotate_pods(object, checksum);
        }
    }
}

fn reloads(object: &Object) -> bool {
    let annotations = object.value.pointer("/metadata/annotations");
    annotations.and_then(|map| map.get(RELOAD_ANNOTATION)).and_then(Value::as_str) == Some("live")
}

/// Names of the ConfigMaps that the pods of a workload refer to, sorted.
fn config_maps(workload: &Value) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    for volume in pod_volumes(workload) {
        names.extend(text(volume, "/configMap/name"));
        let projected = volume.get("projected").into_iter().flat_map(|projected| items(projected, "sources"));
        names.extend(projected.filter_map(|source| text(source, "/configMap/name")));
    }
    for container in containers(workload) {
        names.extend(items(container.value, "envFrom").filter_map(|from| text(from, "/configMapRef/name")));
        names.extend(items(container.value, "env").filter_map(|env| text(env, "/valueFrom/configMapKeyRef/name")));
    }
    names
}

fn text<'a>(value: &'a Value, pointer: &str) -> Option<&'a str> {
    value.pointer(pointer).and_then(Value::as_str)
}

fn checksum(used: &[(String, &[String; 2])]) -> String {
    let mut sha = Sha256::new();
    for (name, [binary, data]) in used {
        // JSON and names hold no line breaks, so no two sets of ConfigMaps give the same text.
        sha.update(format!("{name}\n{binary}\n{data}\n"));
    }
    sha.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// JSON with sorted keys, so that only content counts.
fn canonical(data: Option<&Value>) -> String {
    let sorted: BTreeMap<&String, &Value> = data.and_then(Value::as_object).into_iter().flatten().collect();
    let sorted: Map<String, Value> = sorted.into_iter().map(|(key, value)| (key.clone(), value.clone())).collect();
    Value::Object(sorted).to_string()
}

fn annotate_pods(object: &mut Object, checksum: String) {
    let path = pod_template_path(object.kind()).unwrap_or_default();
    let annotations = path.iter().chain(&["metadata", "annotations"]).try_fold(&mut object.value, |value, key| {
        // A field that is there but no map is a finding of the checks; it is left as it is.
        value.as_object_mut().map(|map| map.entry(*key).or_insert_with(|| Value::Object(Map::new())))
    });
    if let Some(annotations) = annotations.and_then(Value::as_object_mut) {
        annotations.insert(CHECKSUM_ANNOTATION.to_owned(), checksum.into());
    }
}
