use serde_json::{Value, json};

use super::image::pull_policy;
use super::row::Preset::{Bool, Number, Text};
use super::row::{Row, fill_in};
use crate::check::schema::Minor;

/// What the sources have in common that pods and persistent volumes may both have.
pub const SOURCES: &[Row] = &[
    ("hostPath.type", Text("")),
    ("iscsi.iscsiInterface", Text("default")),
    ("rbd.pool", Text("rbd")),
    ("rbd.user", Text("admin")),
    ("rbd.keyring", Text("/etc/ceph/keyring")),
    ("azureDisk.cachingMode", Text("ReadWrite")),
    ("azureDisk.fsType", Text("ext4")),
    ("azureDisk.readOnly", Bool(false)),
    ("azureDisk.kind", Text("Shared")),
    ("scaleIO.storageMode", Text("ThinProvisioned")),
    ("scaleIO.fsType", Text("xfs")),
];

/// Sources that only pods have.
const POD_SOURCES: &[Row] = &[
    ("secret.defaultMode", Number(0o644)),
    ("configMap.defaultMode", Number(0o644)),
    ("downwardAPI.defaultMode", Number(0o644)),
    ("downwardAPI.items[].fieldRef.apiVersion", Text("v1")),
    ("downwardAPI.items[].resourceFieldRef.divisor", Text("0")),
    ("projected.defaultMode", Number(0o644)),
    ("projected.sources[].downwardAPI.items[].fieldRef.apiVersion", Text("v1")),
    ("projected.sources[].downwardAPI.items[].resourceFieldRef.divisor", Text("0")),
    ("projected.sources[].serviceAccountToken.expirationSeconds", Number(3600)),
    ("ephemeral.volumeClaimTemplate.spec.volumeMode", Text("Filesystem")),
];

/// A volume of a pod (`SetDefaults_Volume`): without a source it is an empty directory.
pub fn volume(volume: &mut Value, minor: Minor) {
    let Some(map) = volume.as_object_mut() else { return };
    if map.keys().all(|key| key == "name") {
        map.insert("emptyDir".to_owned(), json!({}));
    }
    if let Some(ephemeral) = map.get_mut("ephemeral").and_then(|ephemeral| ephemeral.get_mut("volumeClaimTemplate")) {
        super::fields::made(ephemeral, &["spec"]);
    }
    if minor.number() >= 35
        && let Some(image) = map.get_mut("image").and_then(Value::as_object_mut)
    {
        let reference = image.get("reference").and_then(Value::as_str).unwrap_or_default();
        let policy = pull_policy(reference);
        if image.get("pullPolicy").and_then(Value::as_str).unwrap_or_default().is_empty() {
            image.insert("pullPolicy".to_owned(), policy.into());
        }
    }
    fill_in(volume, SOURCES);
    fill_in(volume, POD_SOURCES);
}
