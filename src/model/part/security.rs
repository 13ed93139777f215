use indexmap::IndexMap;
use serde_json::{Value, json};

/// A security context, field by field, as Kubernetes has it.
pub type SecurityContext = IndexMap<String, Value>;

fn fields(object: Value) -> SecurityContext {
    match object {
        Value::Object(map) => map.into_iter().collect(),
        _ => SecurityContext::new(),
    }
}

/// The pod half of what the `restricted` Pod Security Standard asks for. 1000 is `appuser` in Confluent's images.
pub fn restricted_pod() -> SecurityContext {
    fields(json!({
        "runAsNonRoot": true,
        "runAsUser": 1000,
        "runAsGroup": 1000,
        "fsGroup": 1000,
        "fsGroupChangePolicy": "OnRootMismatch",
        "seccompProfile": { "type": "RuntimeDefault" },
    }))
}

/// The container half, with a root file system that cannot be written.
pub fn restricted_container() -> SecurityContext {
    fields(json!({
        "allowPrivilegeEscalation": false,
        "capabilities": { "drop": ["ALL"] },
        "readOnlyRootFilesystem": true,
    }))
}
