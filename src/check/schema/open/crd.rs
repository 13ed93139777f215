use std::sync::Arc;

use serde_json::Value;

use super::OpenSchema;
use crate::yaml::Node;

/// One version of a kind that a CustomResourceDefinition defines.
#[derive(Clone, Debug)]
pub struct Crd {
    /// `kafka.strimzi.io/v1beta2`.
    pub api_version: String,
    /// `Kafka`.
    pub kind: String,
    /// Its schema; nothing where the definition has none.
    pub schema: Option<OpenSchema>,
}

/// The kinds that an object defines, where it is a CustomResourceDefinition.
pub fn crds(object: &Node) -> Vec<Crd> {
    let is =
        |field: &str, wanted: &str| object.get(field).and_then(Node::text).is_some_and(|text| text.starts_with(wanted));
    if !is("kind", "CustomResourceDefinition") || !is("apiVersion", "apiextensions.k8s.io/") {
        return Vec::new();
    }
    let document = Arc::new(object.to_json());
    let spec = &document["spec"];
    let (Some(group), Some(kind)) = (spec["group"].as_str(), spec["names"]["kind"].as_str()) else { return Vec::new() };
    let versions = spec["versions"].as_array().into_iter().flatten().enumerate();
    let mut found = Vec::new();
    for (index, version) in versions.filter(|(_, version)| version["served"] != Value::Bool(false)) {
        let Some(name) = version["name"].as_str() else { continue };
        let own = format!("/spec/versions/{index}/schema/openAPIV3Schema");
        let shared = "/spec/validation/openAPIV3Schema".to_owned();
        let pointer = [own, shared].into_iter().find(|pointer| document.pointer(pointer).is_some());
        let schema = pointer.map(|pointer| OpenSchema { document: document.clone(), pointer, is_custom: true });
        found.push(Crd { api_version: format!("{group}/{name}"), kind: kind.to_owned(), schema });
    }
    found
}
