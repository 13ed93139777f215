use serde_json::Value as Json;

use super::scheduling::tolerated;
use crate::check::validation::{Errors, Value};
use crate::yaml::Node;

/// The annotation that tolerations were before they were fields.
pub const TOLERATIONS: &str = "scheduler.alpha.kubernetes.io/tolerations";

const FIELDS: [&str; 5] = ["key", "operator", "value", "effect", "tolerationSeconds"];
const FIX: &str = "remove the annotation, and write tolerations into the spec";

/// Tolerations in an annotation, as JSON (`ValidateTolerationsInPodAnnotations`).
pub fn annotated_tolerations<'n>(annotations: Value<'n>, annotation: Value<'n>, errors: &mut Errors<'n>) {
    if annotation.text().is_empty() {
        return;
    }
    let Some(list) = tolerations(annotation.text()) else {
        let detail = "is no list of tolerations in JSON";
        let fault = errors.invalid_as(annotations, &format!("{TOLERATIONS:?}"), "toleration-annotation", detail, FIX);
        fault.span = annotation.span();
        return;
    };
    let own = errors.path_of(annotations);
    for (index, item) in list.iter().enumerate() {
        let node = Node::from_json(item);
        for fault in errors.apart(&node, |item, errors| tolerated(item, errors)) {
            let sentence = fault.sentence;
            let added = errors.add(annotations, fault.rule, sentence, &fault.fix);
            added.span = annotation.span();
            added.path = format!("{own}.{TOLERATIONS}[{index}].{}", fault.path);
        }
    }
}

/// The tolerations of a text, their fields as they are called in manifests; JSON may write them in any case.
fn tolerations(text: &str) -> Option<Vec<Json>> {
    let items = match serde_json::from_str(text).ok()? {
        Json::Array(items) => items,
        Json::Null => Vec::new(),
        _ => return None,
    };
    items.into_iter().map(toleration).collect()
}

fn toleration(item: Json) -> Option<Json> {
    let fields = match item {
        Json::Object(fields) => fields,
        Json::Null => serde_json::Map::new(),
        _ => return None,
    };
    let mut known = serde_json::Map::new();
    for (name, value) in fields {
        let Some(field) = FIELDS.iter().find(|field| field.eq_ignore_ascii_case(&name)) else { continue };
        let is_good = match *field {
            _ if value.is_null() => continue,
            "tolerationSeconds" => value.is_i64(),
            _ => value.is_string(),
        };
        if !is_good {
            return None;
        }
        known.insert((*field).to_owned(), value);
    }
    Some(Json::Object(known))
}
