//! The schema of a version: what it must be to be structural, and what an OpenAPI schema may be.

mod complete;
mod defaults;
mod embedded;
mod field_path;
mod lists;
mod nested;
mod openapi;
mod pattern;
mod root;
mod rules;
mod structural;
mod warnings;

use super::expressions::expressions;
use crate::check::validation::{Errors, Value};

pub use field_path::at_path;
pub use pattern::is_pattern;
pub use warnings::warnings;

/// The field of a version's `schema` that has it.
pub const ROOT: &str = "openAPIV3Schema";

/// The rule of most that is wrong in a schema.
const RULE: &str = "not-structural";

/// What a structural schema cannot say.
const UNSUPPORTED: [&str; 7] =
    ["id", "$schema", "$ref", "patternProperties", "dependencies", "additionalItems", "definitions"];

/// The schema of a version (`validateCustomResourceDefinitionValidation`).
pub fn schema<'n>(validation: Value<'n>, has_status: bool, errors: &mut Errors<'n>) {
    let schema = validation.get(ROOT);
    if !schema.is_set() {
        return;
    }
    let count = errors.count();
    if has_status {
        root::beside_status(schema, errors);
    }
    if schema.get("nullable").is_true() {
        errors.forbidden(schema.get("nullable"), RULE, "nullable cannot be true at the root", "remove it");
    }
    if is_convertible(schema) {
        let before = errors.count();
        structural::structural(schema, structural::Level::Root, errors);
        complete::complete(schema, errors);
        let key = |fault: &crate::check::schema::Fault| format!("{}: {}", fault.path, fault.sentence);
        errors.after(before).sort_by_cached_key(key);
        if errors.count() == before {
            defaults::defaults(schema, true, errors);
        }
    }
    openapi::openapi(schema, openapi::Place::root(), errors);
    if errors.count() > count {
        return;
    }
    // All else that cannot be converted is refused by now.
    if is_convertible(schema) {
        expressions(schema, errors);
    } else {
        errors.invalid_as(schema, "\"\"", RULE, "OpenAPIV3Schema 'schema' is not supported", "remove `$schema`");
    }
}

/// Whether the API server gets as far as to judge whether it is structural.
pub fn is_convertible(schema: Value) -> bool {
    let is_there = |field| {
        let value = schema.get(field);
        value.is_set() && !(value.is_empty() && field != "additionalItems")
    };
    !UNSUPPORTED.into_iter().any(is_there)
        && schema.get("items").items().len() == 0
        && !schema.get("x-kubernetes-preserve-unknown-fields").is_false()
        && children(schema).all(is_convertible)
}

/// Whether there is a default anywhere in it.
pub fn has_defaults(schema: Value) -> bool {
    schema.get("default").is_set() || children(schema).any(has_defaults)
}

/// The schemas in a schema.
fn children<'n>(schema: Value<'n>) -> impl Iterator<Item = Value<'n>> {
    let lists = ["allOf", "anyOf", "oneOf"].into_iter().flat_map(move |field| schema.get(field).items());
    let single = ["items", "additionalProperties", "not"].into_iter().map(move |field| schema.get(field));
    let properties = schema.get("properties").entries().map(|(_, property)| property);
    properties.chain(lists).chain(single.filter(|child| is_schema(*child)))
}

/// Whether it is a schema, not a flag or a list.
pub fn is_schema(value: Value) -> bool {
    value.node().is_some_and(|node| node.entries().is_some())
}
