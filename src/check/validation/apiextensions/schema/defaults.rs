use std::sync::Arc;

use super::embedded::embedded;
use super::is_schema;
use crate::check::schema::Path;
use crate::check::schema::open::{Check, OpenSchema, is_known_format};
use crate::check::validation::{Errors, Value};

/// That defaults are what their schemas ask for, and nothing more (`ValidateDefaults`). Expressions are not asked.
pub fn defaults<'n>(schema: Value<'n>, is_root: bool, errors: &mut Errors<'n>) {
    let default = schema.get("default");
    embedded(schema, default, is_root, errors);
    if let (Some(node), Some(asked)) = (default.node(), schema.node()) {
        let mut document = asked.to_json();
        prepare(&mut document);
        let asked = OpenSchema { document: Arc::new(document), pointer: String::new(), is_custom: true };
        let faults = Check::new(&asked, true, false, Path::default()).object(node);
        for fault in faults.into_iter().filter(|fault| !fault.is_warning) {
            let is_unknown = fault.rule == "unknown-field";
            let detail = if is_unknown { "must not have unknown fields" } else { &fault.sentence };
            let own = errors.invalid(default, "schema-default", detail, &fault.fix);
            if !is_unknown && !fault.path.is_empty() {
                own.path.push_str(&format!(".{}", fault.path));
            }
        }
    }
    if errors.since(36) && default.float().is_some() {
        bounds(schema, default, errors);
    }
    if is_schema(schema.get("items")) {
        defaults(schema.get("items"), false, errors);
    }
    schema.get("properties").entries().for_each(|(_, property)| defaults(property, false, errors));
}

/// That what bounds a whole number is one, of its format (`IsValueValidAgainstRange` of kube-openapi).
fn bounds<'n>(schema: Value<'n>, default: Value<'n>, errors: &mut Errors<'n>) {
    let format = schema.get("format").text();
    let bits = if format == "int32" { 31 } else { 63 };
    let is_wrong = |bound: f64| bound.fract() != 0.0 || !(-2f64.powi(bits)..2f64.powi(bits)).contains(&bound);
    for (field, name) in
        [("multipleOf", "MultipleOf"), ("maximum", "Maximum boundary"), ("minimum", "Minimum boundary")]
    {
        if schema.get("type").text() == "integer" && schema.get(field).float().is_some_and(is_wrong) {
            let detail = format!("{name} value must be of type integer");
            errors.invalid(default, "schema-default", &detail, &format!("write a whole number as `{field}`"));
        }
    }
}

/// The schema as a default meets it. Whether it is a number or a text is not asked where it may be either, and formats that
/// nobody knows are kept.
fn prepare(schema: &mut serde_json::Value) {
    match schema {
        serde_json::Value::Object(map) => {
            if map.shift_remove("x-kubernetes-int-or-string") == Some(true.into()) {
                // No map is either, and has fields that are known.
                map.entry("additionalProperties").or_insert(false.into());
            }
            let is_number = map.get("type").is_some_and(|name| name == "integer" || name == "number");
            if let Some(serde_json::Value::String(format)) = map.get_mut("format")
                && !(format.is_empty() || is_number || is_known_format(format))
            {
                // A format that takes any text.
                *format = "password".to_owned();
            }
            map.iter_mut().filter(|(key, _)| *key != "enum").for_each(|(_, value)| prepare(value));
        }
        serde_json::Value::Array(list) => list.iter_mut().for_each(prepare),
        _ => {}
    }
}
