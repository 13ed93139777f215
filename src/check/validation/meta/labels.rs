use std::borrow::Cow;

use crate::check::validation::text::{label_key, label_value};
use crate::check::validation::{Errors, Value};

/// The largest sum of the keys and values of all annotations, in bytes.
pub const ANNOTATIONS: usize = 256 << 10;

/// Labels, wherever they stand (`ValidateLabels`). The API server reports all of them at the map; `at` is its name of
/// that, where it is not the true one.
pub fn labels<'n>(labels: Value<'n>, at: Option<&str>, errors: &mut Errors<'n>) {
    for (key, value) in labels.entries() {
        let keys = label_key(key).into_iter().map(|problem| ("label-key", key, problem));
        let values = label_value(value.text()).into_iter().map(|problem| ("label-value", value.text(), problem));
        for (rule, word, problem) in keys.chain(values) {
            let sentence = format!("Invalid value: {word:?}: {problem}");
            let fault = errors.add(labels, rule, sentence, "use letters, digits, `-`, `_` and `.`, 63 at most");
            fault.span = value.span();
            if let Some(at) = at {
                at.clone_into(&mut fault.path);
            }
        }
    }
}

/// Annotations, wherever they stand (`ValidateAnnotations`).
pub fn annotations<'n>(annotations: Value<'n>, errors: &mut Errors<'n>) {
    let mut size = 0;
    for (key, value) in annotations.entries() {
        size += key.len() + value.text().len();
        for problem in label_key(&lower(key)) {
            let sentence = format!("Invalid value: {key:?}: {problem}");
            let fix = "use letters, digits, `-`, `_` and `.` behind an optional domain and `/`";
            errors.add(annotations, "annotation-key", sentence, fix).span = value.span();
        }
    }
    if size > ANNOTATIONS {
        errors.too_long(annotations, "annotations-size", ANNOTATIONS, "move the text into a ConfigMap");
    }
}

/// In lower case, as Go knows it: each letter stays one letter.
fn lower(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return Cow::Borrowed(text);
    }
    text.chars().filter_map(|letter| letter.to_lowercase().next()).collect()
}
