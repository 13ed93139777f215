use super::{RULE, is_schema};
use crate::check::validation::{Errors, Value};

/// That what `allOf` and its like ask of is there outside of them too (`validateStructuralCompleteness`).
pub fn complete<'n>(schema: Value<'n>, errors: &mut Errors<'n>) {
    junctors(schema, schema, errors);
}

fn junctors<'n>(asked: Value<'n>, schema: Value<'n>, errors: &mut Errors<'n>) {
    if is_schema(asked.get("not")) {
        nested(asked.get("not"), schema, errors);
    }
    for field in ["allOf", "anyOf", "oneOf"] {
        asked.get(field).items().for_each(|each| nested(each, schema, errors));
    }
}

fn nested<'n>(asked: Value<'n>, schema: Value<'n>, errors: &mut Errors<'n>) {
    junctors(asked, schema, errors);
    let (items, wanted) = (schema.get("items"), asked.get("items"));
    if is_schema(wanted) {
        if is_schema(items) { nested(wanted, items, errors) } else { lacks(wanted, items, "", errors) }
    }
    let properties = schema.get("properties");
    for (name, wanted) in asked.get("properties").entries() {
        match properties.entries().find(|(other, _)| *other == name) {
            Some((_, property)) => nested(wanted, property, errors),
            None => lacks(wanted, properties, name, errors),
        }
    }
}

fn lacks<'n>(wanted: Value<'n>, place: Value<'n>, name: &str, errors: &mut Errors<'n>) {
    // The API server names both places.
    let before = errors.count();
    errors.required(wanted, RULE, "", "");
    let asked = errors.after(before).iter().map(|fault| fault.path.clone()).next().unwrap_or_default();
    drop(errors.cut(before));
    let detail = format!("because it is defined in {asked}");
    let fault = errors.required(place, RULE, &detail, "add it outside of `allOf`, `anyOf`, `oneOf` and `not` too");
    if !name.is_empty() {
        fault.path.push_str(&format!("[{name}]"));
    }
    fault.span = wanted.span();
}
