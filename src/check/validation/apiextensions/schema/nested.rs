use super::pattern::is_pattern;
use super::{RULE, is_schema};
use crate::check::validation::{Errors, Value};

const TEXTS: [&str; 3] = ["type", "title", "description"];
const FLAGS: [&str; 4] = [
    "nullable",
    "x-kubernetes-preserve-unknown-fields",
    "x-kubernetes-embedded-resource",
    "x-kubernetes-int-or-string",
];

/// What a structural schema says of values (`validateValueValidation`).
pub fn values<'n>(schema: Value<'n>, errors: &mut Errors<'n>) {
    let is_first = schema.get("allOf").items().next().is_some_and(|first| is_int_or_string(first, errors));
    judge(schema, is_int_or_string(schema, errors), is_first, errors);
}

fn judge<'n>(schema: Value<'n>, skip_any: bool, skip_first: bool, errors: &mut Errors<'n>) {
    if !skip_any {
        schema.get("anyOf").items().for_each(|each| nested(each, false, errors));
    }
    for (at, each) in schema.get("allOf").items().enumerate() {
        nested(each, skip_first && at == 0, errors);
    }
    schema.get("oneOf").items().for_each(|each| nested(each, false, errors));
    if schema.get("not").is_set() {
        nested(schema.get("not"), false, errors);
    }
    let pattern = schema.get("pattern");
    if !pattern.text().is_empty() && !is_pattern(pattern.text()) {
        errors.invalid(pattern, "pattern", "must be a valid regular expression, but isn't", "write one of RE2");
    }
}

/// A schema inside of `allOf` and its like, which may say nothing of types (`validateNestedValueValidation`).
fn nested<'n>(schema: Value<'n>, skip_any: bool, errors: &mut Errors<'n>) {
    judge(schema, skip_any, false, errors);
    if is_schema(schema.get("items")) {
        nested(schema.get("items"), false, errors);
    }
    for (name, property) in schema.get("properties").entries() {
        nested(property, false, errors);
        if name == "metadata" {
            errors.forbidden(property, RULE, "must not be specified in a nested context", "remove it");
        }
    }
    let fix = "move it out to the schema around";
    for field in TEXTS.into_iter().filter(|field| !schema.get(field).text().is_empty()) {
        errors.forbidden(schema.get(field), RULE, "must be empty to be structural", fix);
    }
    let others = schema.get("additionalProperties");
    if others.is_true() || is_schema(others) {
        errors.forbidden(others, RULE, "must be undefined to be structural", fix);
    }
    for field in FLAGS.into_iter().filter(|field| schema.get(field).is_true()) {
        errors.forbidden(schema.get(field), RULE, "must be false to be structural", fix);
    }
    for field in ["default", "x-kubernetes-list-type", "x-kubernetes-map-type"] {
        if schema.get(field).is_set() {
            errors.forbidden(schema.get(field), RULE, "must be undefined to be structural", fix);
        }
    }
    for field in ["x-kubernetes-list-map-keys", "x-kubernetes-validations"] {
        if !schema.get(field).is_empty() {
            errors.forbidden(schema.get(field), RULE, "must be empty to be structural", fix);
        }
    }
}

/// Fields that the API server drops where they are empty.
const DROPPED: [&str; 7] = ["allOf", "anyOf", "oneOf", "enum", "patternProperties", "definitions", "dependencies"];

/// Whether it is the one form in which types may stand inside of `anyOf`.
fn is_int_or_string(schema: Value, errors: &Errors) -> bool {
    let any = schema.get("anyOf");
    let is = |each: Value, kind: &str| {
        each.get("type").text() == kind
            && each.fields().all(|(name, value)| name == "type" || says_nothing(name, value, errors))
    };
    let mut each = any.items();
    any.len() == 2 && each.next().is_some_and(|it| is(it, "integer")) && each.next().is_some_and(|it| is(it, "string"))
}

/// Whether a schema is the same without it. Examples and links were left out of structural schemas up to 1.35.
pub fn says_nothing(name: &str, value: Value, errors: &Errors) -> bool {
    if !errors.since(36) && matches!(name, "example" | "externalDocs") {
        return true;
    }
    // A list of schemas is dropped, and what is neither is not even decoded.
    if name == "items" {
        return !is_schema(value);
    }
    let is_kept = matches!(name, "x-kubernetes-list-type" | "x-kubernetes-map-type" | "default" | "example");
    let is_empty_text = value.is_text() && value.text().is_empty();
    !is_kept && (value.is_false() || is_empty_text) || DROPPED.contains(&name) && value.is_empty()
}
