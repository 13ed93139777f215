use crate::check::validation::text::dns_1035_label;
use crate::check::validation::{Errors, Value};

const RULE: &str = "schema-default";
const FIX: &str = "write a whole object, or no default";

/// That the objects in a default say what they are (`validateEmbeddedResource`).
pub fn embedded<'n>(schema: Value<'n>, default: Value<'n>, is_root: bool, errors: &mut Errors<'n>) {
    let is_object = is_root || schema.get("x-kubernetes-embedded-resource").is_true();
    if is_object && default.node().is_some_and(|node| node.entries().is_some()) {
        for field in ["apiVersion", "kind"] {
            let value = default.get(field);
            if !value.is_set() {
                errors.required(value, RULE, "", FIX);
            } else if !value.is_text() {
                errors.invalid(value, RULE, "must be a string", FIX);
            } else if value.text().is_empty() {
                errors.invalid(value, RULE, "must not be empty", FIX);
            }
        }
        let kind = default.get("kind");
        let problems = dns_1035_label(&kind.text().to_lowercase());
        if !kind.text().is_empty() && !problems.is_empty() {
            let detail = format!("may have mixed case, but should otherwise match: {}", problems.join(","));
            errors.invalid(kind, RULE, &detail, FIX);
        }
    }
    for (name, value) in default.fields() {
        if let Some(property) = schema.get("properties").key(name) {
            embedded(property, value, false, errors);
        }
    }
    default.items().for_each(|item| embedded(schema.get("items"), item, false, errors));
}
