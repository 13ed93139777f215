use serde_json::{Map, Value};

use crate::check::schema::Minor;
use crate::diff::Id;
use crate::manifest::pod_template_path;

/// For features that no minor has switched on yet.
const NEVER: u32 = u32::MAX;

/// Fields that minors before that number drop, on updates too or on creation alone.
const ROWS: [(&str, &str, u32, bool); 4] = [
    ("PersistentVolume", "volumeAttributesClassName", 34, true),
    ("PersistentVolumeClaim", "volumeAttributesClassName", 34, true),
    ("Job", "managedBy", 32, false),
    ("Job", "successPolicy", 31, true),
];

/// The same in the specs of pods; what is of `containers` is of those that run first too, and `*` is any field.
const OF_PODS: [(&str, u32); 28] = [
    ("affinity.*.*.matchLabelKeys", 31),
    ("affinity.*.*.mismatchLabelKeys", 31),
    ("affinity.*.*.podAffinityTerm.matchLabelKeys", 31),
    ("affinity.*.*.podAffinityTerm.mismatchLabelKeys", 31),
    ("hostUsers", 33),
    ("hostnameOverride", 35),
    ("resources", 34),
    ("schedulingGroup", NEVER),
    ("workloadRef", NEVER),
    ("evictionResponders", NEVER),
    ("securityContext.supplementalGroupsPolicy", 33),
    ("securityContext.seLinuxChangePolicy", 33),
    ("containers.resizePolicy", 33),
    ("containers.restartPolicyRules", 35),
    ("containers.lifecycle.stopSignal", NEVER),
    ("containers.lifecycle.*.httpGet.protocol", NEVER),
    ("containers.*.httpGet.protocol", NEVER),
    ("containers.*.grpc.mode", NEVER),
    ("containers.volumeMounts.recursiveReadOnly", 31),
    ("containers.volumeMounts.bindMountOptions", NEVER),
    ("containers.env.valueFrom.fileKeyRef", 35),
    ("volumes.emptyDir.mode", NEVER),
    ("volumes.*.defaultUser", NEVER),
    ("volumes.*.items.user", NEVER),
    ("volumes.projected.sources.*.items.user", NEVER),
    ("volumes.projected.sources.*.user", NEVER),
    ("volumes.projected.sources.clusterTrustBundle", 37),
    ("volumes.projected.sources.podCertificate", 37),
];

/// Takes from a stored object what the server drops before it validates (`PrepareForCreate`, `PrepareForUpdate`): fields
/// behind feature gates that are off. Of claims it fills the older and the newer field for their data from each other.
pub fn dropped(id: &Id, old: Option<&Value>, object: &mut Value, minor: Minor) {
    if let Some(path) = pod_template_path(&id.kind) {
        let spec = path.iter().chain(&["spec"]).try_fold(&mut *object, |value, step| value.get_mut(step));
        if let Some(spec) = spec {
            of_pod(spec, minor);
        }
    }
    let Some(spec) = object.get_mut("spec").and_then(Value::as_object_mut) else { return };
    for (kind, field, since, on_updates) in ROWS {
        if id.kind == kind && minor.number() < since && (on_updates || old.is_none()) {
            spec.shift_remove(field);
        }
    }
    if id.kind == "PersistentVolumeClaim" {
        data_sources(old.and_then(|old| old.get("spec")), spec);
    }
}

/// The containers of a pod and those that run first.
const CONTAINERS: [&str; 2] = ["containers", "initContainers"];

/// What goes from the spec of a pod. `procMount` is not dropped but set to its default.
fn of_pod(spec: &mut Value, minor: Minor) {
    if minor.number() < 35 {
        image_volumes(spec);
        remove(spec, &["containers", "restartPolicy"]);
    }
    if minor.number() < 33 {
        each_container(spec, |container| {
            if let Some(mount) = container.pointer_mut("/securityContext/procMount") {
                *mount = "Default".into();
            }
        });
    }
    for (field, _) in OF_PODS.iter().filter(|(_, since)| minor.number() < *since) {
        let mut steps: Vec<&str> = field.split('.').collect();
        remove(spec, &steps);
        if steps[0] == CONTAINERS[0] {
            steps[0] = CONTAINERS[1];
            remove(spec, &steps);
        }
    }
}

fn each_container(spec: &mut Value, mut change: impl FnMut(&mut Value)) {
    for field in CONTAINERS {
        spec.get_mut(field).and_then(Value::as_array_mut).into_iter().flatten().for_each(&mut change);
    }
}

/// Volumes that are images go as a whole, and their mounts with them (`dropImageVolumes`).
fn image_volumes(spec: &mut Value) {
    let is_image = |volume: &Value| volume.get("image").is_some();
    let volumes = spec.get("volumes").and_then(Value::as_array).into_iter().flatten();
    let images: Vec<Value> = volumes.filter(|volume| is_image(volume)).map(|volume| volume["name"].clone()).collect();
    retain(spec, "volumes", |volume| !is_image(volume));
    each_container(spec, |container| retain(container, "volumeMounts", |mount| !images.contains(&mount["name"])));
}

/// Keeps items of a list, which goes where none is left.
fn retain(owner: &mut Value, field: &str, is_kept: impl Fn(&Value) -> bool) {
    let Some(map) = owner.as_object_mut() else { return };
    if let Some(list) = map.get_mut(field).and_then(Value::as_array_mut) {
        list.retain(is_kept);
        if list.is_empty() {
            map.shift_remove(field);
        }
    }
}

/// `EnforceDataSourceBackwardsCompatibility` and `NormalizeDataSources`. Sources in other namespaces are an alpha feature.
fn data_sources(old: Option<&Value>, spec: &mut Map<String, Value>) {
    let text = |source: &Value, field: &str| source.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
    let had_source = old.is_some_and(|old| old.get("dataSourceRef").is_some());
    if !had_source && spec.get("dataSourceRef").is_some_and(|source| !text(source, "namespace").is_empty()) {
        spec.shift_remove("dataSourceRef");
    }
    let is_known = |source: &Value| {
        let of = (text(source, "apiGroup"), text(source, "kind"));
        matches!((&*of.0, &*of.1), ("", "PersistentVolumeClaim") | ("snapshot.storage.k8s.io", "VolumeSnapshot"))
    };
    let was_used = old.is_some_and(|old| old.get("dataSource").is_some() || old.get("dataSourceRef").is_some());
    match (spec.get("dataSource").cloned(), spec.get("dataSourceRef").cloned()) {
        (Some(source), None) if was_used || is_known(&source) => drop(spec.insert("dataSourceRef".to_owned(), source)),
        (Some(_), None) => drop(spec.shift_remove("dataSource")),
        (None, Some(source)) if text(&source, "namespace").is_empty() => {
            drop(spec.insert("dataSource".to_owned(), source))
        }
        _ => {}
    }
}

/// Removes a field, in every item of the lists on the way to it.
fn remove(value: &mut Value, steps: &[&str]) {
    match (value, steps) {
        (Value::Array(list), steps) => list.iter_mut().for_each(|item| remove(item, steps)),
        (Value::Object(map), [last]) => drop(map.shift_remove(*last)),
        (Value::Object(map), ["*", rest @ ..]) => map.values_mut().for_each(|value| remove(value, rest)),
        (Value::Object(map), [first, rest @ ..]) => {
            map.get_mut(*first).into_iter().for_each(|value| remove(value, rest))
        }
        _ => {}
    }
}
