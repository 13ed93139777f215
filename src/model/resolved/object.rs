use indexmap::IndexMap;
use serde::Serialize;
use serde_json::{Map, Value};

/// One Kubernetes object that a template gives its shape.
#[derive(Clone, Debug, Serialize)]
pub struct Object {
    /// Template in the component's folder: `service-broker.yaml`.
    #[serde(skip)]
    pub template: &'static str,
    /// File that it is written to, unique in the folder: `service-broker-0.yaml`.
    #[serde(skip)]
    pub file: String,
    /// `metadata.name`.
    pub name: String,
    /// `metadata.labels`.
    pub labels: IndexMap<String, String>,
    /// `metadata.annotations`.
    pub annotations: IndexMap<String, String>,
    /// Static files that become further entries of `data`: key to path below `templates/`.
    #[serde(skip)]
    pub files: IndexMap<String, String>,
    /// What else the template shows: `data` of a ConfigMap, `ports` of a Service, ...
    #[serde(flatten)]
    pub fields: Map<String, Value>,
}
