use serde_json::Value;

use super::authority::has_certificate;
use super::immutable::IMMUTABLE;
use super::{Refusal, Update};

/// What decides how custom resources are stored stays (`ValidateCustomResourceDefinitionUpdate`). It is taken to be
/// established.
pub fn definition(update: &Update) -> Vec<Refusal> {
    const FIELDS: [(&str, &str); 4] = [
        ("spec.scope", "spec.scope"),
        ("spec.names.kind", "spec.names.kind"),
        ("spec.group", "spec.group"),
        ("spec.names.plural", "spec.names.plural"),
    ];
    let instead = "define a new kind beside it and move the objects; to delete the definition deletes all its objects";
    let changed = FIELDS.iter().filter(|(field, _)| update.changes(field));
    let immutable = changed.map(|(_, path)| update.refuse(path, IMMUTABLE, instead));
    authority(update).into_iter().chain(immutable).chain(stored(update)).collect()
}

/// Whom the server trusts when it calls the webhook is asked about only of a definition that is established, and where
/// it was right before.
fn authority(update: &Update) -> Option<Refusal> {
    const BUNDLE: &str = "/spec/conversion/webhook/clientConfig/caBundle";
    const STRATEGY: &str = "/spec/conversion/strategy";
    let is_called = update.after(STRATEGY).and_then(Value::as_str) == Some("Webhook");
    // An empty one is none.
    let is_bad = |bundle: &Value| bundle != "" && !has_certificate(bundle);
    let was_wrong = update.before(BUNDLE).is_some_and(is_bad);
    let is_wrong = update.after(BUNDLE).is_some_and(is_bad);
    let sentence = "Invalid value: unable to load root certificates: unable to parse bytes as PEM block";
    let path = "spec.conversion.webhookClientConfig.caBundle";
    (update.minor >= 31 && is_called && is_wrong && !was_wrong)
        .then(|| update.refuse(path, sentence, "write a certificate as PEM, and that in base64"))
}

/// The version that objects are stored in has to stay (`ValidateCustomResourceDefinitionStoredVersions`).
fn stored(update: &Update) -> Option<Refusal> {
    let list = |value: Option<&'_ Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
    let before = list(update.before("/spec/versions"));
    let storage = before.iter().find(|version| version.get("storage") == Some(&Value::Bool(true)))?;
    let name = storage.get("name")?;
    let is_kept = list(update.after("/spec/versions")).iter().any(|version| version.get("name") == Some(name));
    let name = name.as_str().unwrap_or_default();
    let sentence = format!(
        "Invalid value: missing from spec.versions; {name} was previously a storage version, and must remain in \
         spec.versions until a storage migration ensures no data remains persisted in {name} and removes {name} from \
         status.storedVersions"
    );
    let instead = "keep the version with `storage: false` and `served: false` until all objects are written anew";
    (!is_kept).then(|| update.refuse("status.storedVersions[0]", &sentence, instead))
}
