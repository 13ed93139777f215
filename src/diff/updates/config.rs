use serde_json::Value;

use super::{Refusal, Update};

/// A ConfigMap or Secret that says `immutable` stays as it is (`ValidateConfigMapUpdate`, `ValidateSecretUpdate`).
pub fn config(update: &Update) -> Vec<Refusal> {
    let is_immutable = |value: Option<&Value>| value == Some(&Value::Bool(true));
    if !is_immutable(update.before("/immutable")) {
        return Vec::new();
    }
    let mut fields = Vec::new();
    if !is_immutable(update.after("/immutable")) {
        fields.push("immutable");
    }
    fields.extend(["data", "binaryData"].into_iter().filter(|field| update.changes(field)));
    let instead = format!(
        "give it another name and refer to that in the pods, which then roll; or `kubectl delete {}`, apply the new one \
         and restart what uses it",
        update.argument()
    );
    let sentence = "Forbidden: field is immutable when `immutable` is set";
    fields.into_iter().map(|field| update.refuse(field, sentence, instead.clone())).collect()
}
