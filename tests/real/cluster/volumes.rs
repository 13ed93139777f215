//! Storage classes, and local volumes that claims bind to. Every disk has a `lost+found`, as a fresh ext4 has.

use std::fmt::Write;

/// The default class, and the one that the profiles name.
pub const CLASSES: [&str; 2] = ["standard", "fast"];

/// Manifests of the storage classes.
pub fn classes() -> String {
    let mut text = String::new();
    for class in CLASSES {
        let default = class == CLASSES[0];
        let _ = write!(
            text,
            "---\napiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: {class}\n  annotations: \
             {{storageclass.kubernetes.io/is-default-class: \"{default}\"}}\nprovisioner: \
             kubernetes.io/no-provisioner\nvolumeBindingMode: WaitForFirstConsumer\n"
        );
    }
    text
}

/// Manifest of one volume of a node.
pub fn local(name: &str, class: &str, node: &str, path: &str) -> String {
    format!(
        "---\napiVersion: v1\nkind: PersistentVolume\nmetadata: {{name: {name}, labels: {{node: {node}}}}}\nspec:\n  \
         capacity: {{storage: 1Ti}}\n  accessModes: [ReadWriteOnce]\n  persistentVolumeReclaimPolicy: Retain\n  \
         storageClassName: {class}\n  local: {{path: {path}}}\n  nodeAffinity:\n    required:\n      \
         nodeSelectorTerms:\n        - matchExpressions: [{{key: kubernetes.io/hostname, operator: In, values: \
         [{node}]}}]\n"
    )
}
