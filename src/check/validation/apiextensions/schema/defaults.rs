use std::sync::Arc;

use super::embedded::embedded;
use super::is_schema;
use crate::check::schema::Path;
use crate::check::schema::open::{Check, OpenSchema};
use crate::check::validation::{Errors, Value};

/// That defaults are what their schemas ask for, and nothing more (`ValidateDefaults`). Expressions are not asked.
pub fn defaults<'n>(schema: Value<'n>, is_root: bool, errors: &mut Errors<'n>) {
    let default = schema.get("default");
    embedded(schema, default, is_root, errors);
    if let (Some(node), Some(asked)) = (default.node(), schema.node()) {
        let mut document = asked.to_json();
        without_unions(&mut document);
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
    if is_schema(schema.get("items")) {
        defaults(schema.get("items"), false, errors);
    }
    schema.get("properties").entries().for_each(|(_, property)| defaults(property, false, errors));
}

/// Whether a default is a number or a text is not asked where it may be either.
fn without_unions(schema: &mut serde_json::Value) {
    match schema {
        serde_json::Value::Object(map) => {
            map.shift_remove("x-kubernetes-int-or-string");
            map.values_mut().for_each(without_unions);
        }
        serde_json::Value::Array(list) => list.iter_mut().for_each(without_unions),
        _ => {}
    }
}
