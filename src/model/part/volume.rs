use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// One more volume of the pod, mounted into the main container. Exactly one source, as a pod has it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Volume {
    /// Where the main container sees it. Empty: it is not mounted there (a sidecar may).
    pub mount_path: String,
    /// Only this path inside the volume.
    pub sub_path: String,
    /// Whether the main container may not write to it.
    pub read_only: bool,
    /// A Secret: `{ secretName: ca }`.
    pub secret: Option<Value>,
    /// A ConfigMap: `{ name: rules }`.
    pub config_map: Option<Value>,
    /// An empty directory that lives as long as the pod.
    pub empty_dir: Option<Value>,
    /// An existing claim: `{ claimName: plugins }`.
    pub persistent_volume_claim: Option<Value>,
    /// Several sources in one directory.
    pub projected: Option<Value>,
    /// A volume of a CSI driver, as the Secrets Store has them.
    pub csi: Option<Value>,
    /// A claim that lives as long as the pod.
    pub ephemeral: Option<Value>,
    /// An image mounted as a directory (on by default from Kubernetes 1.35).
    pub image: Option<Value>,
    /// An NFS share.
    pub nfs: Option<Value>,
    /// A directory of the node. The `restricted` Pod Security Standard refuses it.
    pub host_path: Option<Value>,
}

impl Volume {
    /// The sources that are set, by the name that a pod gives them.
    pub fn sources(&self) -> Map<String, Value> {
        let all = [
            ("secret", &self.secret),
            ("configMap", &self.config_map),
            ("emptyDir", &self.empty_dir),
            ("persistentVolumeClaim", &self.persistent_volume_claim),
            ("projected", &self.projected),
            ("csi", &self.csi),
            ("ephemeral", &self.ephemeral),
            ("image", &self.image),
            ("nfs", &self.nfs),
            ("hostPath", &self.host_path),
        ];
        all.into_iter().filter_map(|(name, source)| Some((name.to_string(), source.clone()?))).collect()
    }
}
