use serde_json::Value;

use super::fields::{is_empty, made_value};
use super::row::Preset::{Bool, Text};
use super::row::{Row, fill_in};
use super::volume::SOURCES;
use crate::check::schema::Minor;

/// `SetDefaults_PersistentVolume`.
pub fn volume(object: &mut Value, _: Minor) {
    if let Some(spec) = made_value(object, &["spec"]) {
        fill_in(spec, &[("persistentVolumeReclaimPolicy", Text("Retain")), ("volumeMode", Text("Filesystem"))]);
        fill_in(spec, SOURCES);
    }
}

/// `SetDefaults_PersistentVolumeClaim`.
pub fn claim(object: &mut Value, _: Minor) {
    claim_spec(object);
}

/// The spec of a claim or of a template for claims.
pub fn claim_spec(claim: &mut Value) {
    if let Some(spec) = made_value(claim, &["spec"]) {
        fill_in(spec, &[("volumeMode", Text("Filesystem"))]);
    }
}

/// `SetDefaults_StorageClass`.
pub fn class(object: &mut Value, _: Minor) {
    fill_in(object, &[("reclaimPolicy", Text("Delete")), ("volumeBindingMode", Text("Immediate"))]);
}

const CSI_DRIVER: &[Row] = &[
    ("attachRequired", Bool(true)),
    ("podInfoOnMount", Bool(false)),
    ("storageCapacity", Bool(false)),
    ("fsGroupPolicy", Text("ReadWriteOnceWithFSType")),
    ("requiresRepublish", Bool(false)),
    ("seLinuxMount", Bool(false)),
];

/// `SetDefaults_CSIDriver`.
pub fn csi_driver(object: &mut Value, minor: Minor) {
    let Some(spec) = made_value(object, &["spec"]) else { return };
    fill_in(spec, CSI_DRIVER);
    if spec.is_object() && is_empty(spec, "volumeLifecycleModes") {
        spec["volumeLifecycleModes"] = serde_json::json!(["Persistent"]);
    }
    if minor.number() >= 37 {
        fill_in(spec, &[("preventPodSchedulingIfMissing", Bool(false))]);
    }
}
