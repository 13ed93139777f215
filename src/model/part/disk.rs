use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::quantity::Bytes;

/// One disk of each pod: a PersistentVolumeClaim that outlives the pod.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Disk {
    /// Size of the claim. Kubernetes lets a StatefulSet's claims grow only by hand.
    pub size: Bytes,
    /// StorageClass. Unset: the cluster's default; `-`: none at all, for volumes made by hand.
    pub class: Option<String>,
    /// Binds the claims to volumes with these labels.
    pub selector: IndexMap<String, String>,
    /// Access mode of the claim.
    pub access_mode: AccessMode,
    /// No claim: an emptyDir that is lost with the pod.
    pub ephemeral: bool,
}

/// How a volume may be mounted.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
pub enum AccessMode {
    /// By the pods of one node.
    ReadWriteOnce,
    /// By one pod only.
    ReadWriteOncePod,
}

impl Default for Disk {
    fn default() -> Disk {
        Disk {
            size: Bytes("10Gi".into()),
            class: None,
            selector: IndexMap::new(),
            access_mode: AccessMode::ReadWriteOnce,
            ephemeral: false,
        }
    }
}

impl Disk {
    /// A disk of this size on the default class.
    pub fn of(size: &str) -> Disk {
        Disk { size: Bytes(size.into()), ..Disk::default() }
    }
}
