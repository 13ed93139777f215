use crate::check::validation::{Errors, Value};

/// An annotation that carries a number of an older API. The API server cannot convert an object where it has another
/// text. That of a Deployment may be empty.
pub fn whole_number<'n>(object: Value<'n>, key: &str, errors: &mut Errors<'n>) -> Option<Value<'n>> {
    let value = object.get("metadata").get("annotations").key(key)?;
    if value.is_empty() && key.contains("deployment") {
        return None;
    }
    if value.text().parse::<i64>().is_err() {
        let sentence = format!("failed to parse annotation[{key}]={} as int64", value.text());
        errors.add(value, "legacy-annotation", sentence, "remove the annotation");
    }
    Some(value)
}
