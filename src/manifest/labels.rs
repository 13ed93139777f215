use serde_json::{Map, Value};

/// The map at `pointer`, which holds labels, annotations or a selector, where there is one.
pub fn labels_at<'a>(value: &'a Value, pointer: &str) -> Option<&'a Map<String, Value>> {
    pointer.split('/').skip(1).try_fold(value, |node, key| node.get(key))?.as_object()
}

/// Whether a selector by equality selects something that carries `labels`.
pub fn selects(selector: &Map<String, Value>, labels: Option<&Map<String, Value>>) -> bool {
    selector.iter().all(|(key, value)| labels.and_then(|labels| labels.get(key)) == Some(value))
}
