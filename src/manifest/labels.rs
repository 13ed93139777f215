use serde_json::{Map, Value};

use super::Manifests;

/// Gives the label `key` with `value` to every object that does not have it, as those of a user's own templates may not.
pub fn label(manifests: &mut Manifests, key: &str, value: &str) {
    for object in &mut manifests.objects {
        let Some(metadata) = object.value.get_mut("metadata").and_then(Value::as_object_mut) else { continue };
        let labels = metadata.entry("labels").or_insert_with(|| Map::new().into());
        // Labels that are no map are left to the checks.
        if let Some(labels) = labels.as_object_mut() {
            labels.entry(key).or_insert_with(|| value.into());
        }
    }
}

/// The map at `pointer`, which holds labels, annotations or a selector, where there is one.
pub fn labels_at<'a>(value: &'a Value, pointer: &str) -> Option<&'a Map<String, Value>> {
    pointer.split('/').skip(1).try_fold(value, |node, key| node.get(key))?.as_object()
}

/// Whether a selector by equality selects something that carries `labels`.
pub fn selects(selector: &Map<String, Value>, labels: Option<&Map<String, Value>>) -> bool {
    selector.iter().all(|(key, value)| labels.and_then(|labels| labels.get(key)) == Some(value))
}
