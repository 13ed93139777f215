use serde_json::Value;

use super::immutable::IMMUTABLE;
use super::{Refusal, Update};
use crate::check::validation::text::Quantity;

/// A claim stays what it is; when it is bound it may grow (`ValidatePersistentVolumeClaimUpdate`). Manifests do not say
/// whether it is bound, so it is taken to be.
pub fn claim(update: &Update) -> Vec<Refusal> {
    let instead = format!(
        "make a claim of another name, copy the data and let the pods use that one; `kubectl delete {}` loses the data \
         unless its volume is retained",
        update.argument()
    );
    let mut refusals = Vec::new();
    let mut mutable = vec!["spec.resources.requests", "spec.volumeAttributesClassName"];
    if update.before("/spec/volumeName").is_none() {
        mutable.push("spec.volumeName");
    }
    if update.before("/spec/storageClassName").is_none() && update.after("/spec/storageClassName").is_some() {
        mutable.push("spec.storageClassName");
    }
    const BETA: &str = "/metadata/annotations/volume.beta.kubernetes.io~1storage-class";
    if update.before(BETA) != update.after(BETA) {
        let path = "metadata.annotations.volume.beta.kubernetes.io/storage-class";
        refusals.push(update.refuse(path, IMMUTABLE, &*instead));
    }
    // Of what is requested only the storage may change.
    let others = |value: Option<&'_ Value>| -> Vec<(String, Value)> {
        let requests = value.and_then(Value::as_object).cloned().unwrap_or_default();
        requests.into_iter().filter(|(name, _)| name != "storage").collect()
    };
    let requests = "/spec/resources/requests";
    let asks_otherwise = others(update.before(requests)) != others(update.after(requests));
    if asks_otherwise || update.changes_beside("spec", &mutable) {
        let sentence = "Forbidden: spec is immutable after creation except resources.requests and \
                        volumeAttributesClassName for bound claims";
        refusals.push(update.refuse("spec", sentence, &*instead));
    }
    let size = |value: Option<&Value>| value.and_then(Value::as_str).and_then(Quantity::parse);
    let pointer = "/spec/resources/requests/storage";
    if let (Some(before), Some(after)) = (size(update.before(pointer)), size(update.after(pointer)))
        && after < before
    {
        let words = if update.minor >= 32 { "status.capacity" } else { "previous value" };
        let sentence = format!("Forbidden: field can not be less than {words}");
        refusals.push(update.refuse("spec.resources.requests.storage", &sentence, &*instead));
    }
    if update.changes("spec.volumeMode") {
        refusals.push(update.refuse("volumeMode", IMMUTABLE, instead));
    }
    refusals
}
