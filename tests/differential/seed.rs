//! The valid manifests that mutants are made of.

use std::fs;
use std::path::{Path, PathBuf};

use cpgen::check::schema::{Kind, Minor, Shape, Table};
use cpgen::source::Source;
use cpgen::yaml::read;
use serde_json::Value;

/// The kinds that must have seeds.
pub const KINDS: [(&str, &str); 25] = [
    ("v1", "ConfigMap"),
    ("v1", "Secret"),
    ("v1", "Service"),
    ("v1", "ServiceAccount"),
    ("v1", "Namespace"),
    ("v1", "PersistentVolumeClaim"),
    ("v1", "PersistentVolume"),
    ("storage.k8s.io/v1", "StorageClass"),
    ("v1", "Pod"),
    ("apps/v1", "StatefulSet"),
    ("apps/v1", "Deployment"),
    ("apps/v1", "DaemonSet"),
    ("apps/v1", "ReplicaSet"),
    ("batch/v1", "Job"),
    ("batch/v1", "CronJob"),
    ("policy/v1", "PodDisruptionBudget"),
    ("autoscaling/v2", "HorizontalPodAutoscaler"),
    ("networking.k8s.io/v1", "NetworkPolicy"),
    ("networking.k8s.io/v1", "Ingress"),
    ("networking.k8s.io/v1", "IngressClass"),
    ("rbac.authorization.k8s.io/v1", "Role"),
    ("rbac.authorization.k8s.io/v1", "ClusterRole"),
    ("rbac.authorization.k8s.io/v1", "RoleBinding"),
    ("rbac.authorization.k8s.io/v1", "ClusterRoleBinding"),
    ("apiextensions.k8s.io/v1", "CustomResourceDefinition"),
];

/// Kinds beside them that have rules too.
pub const ALSO: [(&str, &str); 15] = [
    ("v1", "Endpoints"),
    ("v1", "LimitRange"),
    ("v1", "PodTemplate"),
    ("v1", "ReplicationController"),
    ("v1", "ResourceQuota"),
    ("apps/v1", "ControllerRevision"),
    ("autoscaling/v1", "HorizontalPodAutoscaler"),
    ("coordination.k8s.io/v1", "Lease"),
    ("discovery.k8s.io/v1", "EndpointSlice"),
    ("node.k8s.io/v1", "RuntimeClass"),
    ("scheduling.k8s.io/v1", "PriorityClass"),
    ("storage.k8s.io/v1", "CSIDriver"),
    ("storage.k8s.io/v1", "CSINode"),
    ("storage.k8s.io/v1", "CSIStorageCapacity"),
    ("storage.k8s.io/v1", "VolumeAttributesClass"),
];

/// A valid manifest.
#[derive(Clone, Debug)]
pub struct Seed {
    /// The file that it is in.
    pub file: String,
    /// What it is, in the schemas of the minor that it is for.
    pub kind: Kind,
    /// What it says.
    pub value: Value,
}

/// Every manifest of `seeds/` and of the goldens whose kind is one of ours, as far as the schemas of that minor know its
/// fields.
pub fn seeds(minor: Minor) -> Vec<Seed> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut manifests = files(&root.join("tests/differential/seeds"), "yaml");
    manifests.extend(files(&root.join("charts-out"), "yaml"));
    manifests.sort();
    let table = minor.table();
    let mut seeds = Vec::new();
    for file in manifests {
        let name = file.strip_prefix(root).expect("a file of ours").display().to_string();
        let source = Source::new(name.clone(), fs::read_to_string(&file).expect("a seed is text"));
        let documents =
            read(&source).unwrap_or_else(|findings| panic!("{}", cpgen::source::report(&findings.sorted(), false)));
        for document in documents {
            let mut value = document.value;
            let text = |field: &str| value[field].as_str().unwrap_or_default().to_owned();
            let (version, kind) = (text("apiVersion"), text("kind"));
            let is_ours = KINDS.iter().chain(&ALSO).any(|known| *known == (version.as_str(), kind.as_str()));
            let Some(kind) = table.kind(&version, &kind).filter(|_| is_ours) else { continue };
            for (field, known) in table.fields(kind.definition) {
                value.get_mut(field).into_iter().for_each(|value| prune(value, known.shape, table));
            }
            seeds.push(Seed { file: name.clone(), kind, value });
        }
    }
    seeds
}

/// All files below a folder whose names have that ending.
pub fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|own| own == ending) {
            found.push(path);
        }
    }
    found
}

/// Takes out the fields that a minor does not know yet.
fn prune(value: &mut Value, shape: Shape, table: Table) {
    match (value, shape) {
        (Value::Object(map), Shape::Map(inner)) => {
            let Some(inner) = table.shape(inner) else { return };
            map.values_mut().for_each(|value| prune(value, inner, table));
        }
        (Value::Array(list), Shape::List(inner)) => {
            let Some(inner) = table.shape(inner) else { return };
            list.iter_mut().for_each(|value| prune(value, inner, table));
        }
        (Value::Object(map), Shape::Object(index)) => {
            let Some(definition) = table.definition(index) else { return };
            map.retain(|name, value| match table.field(definition, name) {
                Some(field) => {
                    prune(value, field.shape, table);
                    true
                }
                None => false,
            });
        }
        _ => {}
    }
}
