use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;

use super::OpenSchema;

/// An OpenAPI document: `kubectl get --raw /openapi/v3/apis/apps/v1`, or all of version 2.
#[derive(Clone, Debug)]
pub struct Document {
    document: Arc<Value>,
    kinds: HashMap<(String, String), String>,
}

impl Document {
    /// The document, where it is one.
    pub fn new(document: Value) -> Option<Document> {
        let places = ["/components/schemas", "/definitions"];
        let place = places.into_iter().find(|place| document.pointer(place).is_some_and(Value::is_object))?;
        let mut kinds = HashMap::new();
        for (name, schema) in document.pointer(place)?.as_object()? {
            for gvk in schema["x-kubernetes-group-version-kind"].as_array().into_iter().flatten() {
                let text = |field: &str| gvk[field].as_str().unwrap_or_default();
                let slash = if text("group").is_empty() { "" } else { "/" };
                let api_version = format!("{}{slash}{}", text("group"), text("version"));
                let name = name.replace('~', "~0").replace('/', "~1");
                kinds.insert((api_version, text("kind").to_owned()), format!("{place}/{name}"));
            }
        }
        Some(Document { document: Arc::new(document), kinds })
    }

    /// The schema of a kind.
    pub fn schema(&self, api_version: &str, kind: &str) -> Option<OpenSchema> {
        let pointer = self.kinds.get(&(api_version.to_owned(), kind.to_owned()))?.clone();
        Some(OpenSchema { document: self.document.clone(), pointer, is_custom: false })
    }
}
