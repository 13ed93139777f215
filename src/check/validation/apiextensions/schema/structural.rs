use super::nested::{says_nothing, values};
use super::{RULE, is_schema};
use crate::check::validation::{Errors, Value};

/// Where in a schema another one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Root,
    Item,
    Field,
}

/// What makes a schema structural (`validateStructuralInvariants`).
pub fn structural<'n>(schema: Value<'n>, level: Level, errors: &mut Errors<'n>) {
    let (kind, items) = (schema.get("type"), schema.get("items"));
    // To the server, items that are neither a schema nor a list are none.
    if kind.text() == "array" && !is_schema(items) {
        errors.required(items, RULE, "must be specified", "say what its items are");
    }
    if is_schema(items) {
        structural(items, Level::Item, errors);
    }
    for (_, property) in schema.get("properties").entries() {
        structural(property, Level::Field, errors);
    }
    let others = schema.get("additionalProperties");
    if others.is_set() && level == Level::Root {
        errors.forbidden(others, RULE, "must not be used at the root", "use `properties`");
    }
    if is_schema(others) {
        structural(others, Level::Field, errors);
    }
    let is = |field| schema.get(field).is_true();
    let is_either = is("x-kubernetes-int-or-string");
    let is_embedded = is("x-kubernetes-embedded-resource");
    for field in ["x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource"] {
        if is_either && is(field) {
            let detail = "must be false if x-kubernetes-int-or-string is true";
            errors.invalid(schema.get(field), RULE, detail, "remove one of them");
        }
    }
    values(schema, errors);
    typed(schema, level, errors);
    if is_embedded && others.is_set() {
        let detail = "must not be used if x-kubernetes-embedded-resource is set";
        errors.forbidden(others, RULE, detail, "use `properties`");
    }
    if level == Level::Root && !matches!(kind.text(), "" | "object") {
        errors.invalid(kind, RULE, "must be object at the root", "write `type: object`");
    }
    metadata(schema, level, is_embedded, errors);
    let keeps = is("x-kubernetes-preserve-unknown-fields");
    if is_embedded && !keeps && schema.get("properties").is_empty() {
        let detail = "must not be empty if x-kubernetes-embedded-resource is true without \
                      x-kubernetes-preserve-unknown-fields";
        errors.required(schema.get("properties"), RULE, detail, "add properties");
    }
}

/// That there is a type.
fn typed<'n>(schema: Value<'n>, level: Level, errors: &mut Errors<'n>) {
    let kind = schema.get("type");
    let is = |field| schema.get(field).is_true();
    let fix = "add it, such as `type: object`";
    if is("x-kubernetes-embedded-resource") {
        let detail = "must be object if x-kubernetes-embedded-resource is true";
        match kind.text() {
            "object" => {}
            "" => {
                errors.required(kind, RULE, detail, fix);
            }
            _ => {
                errors.invalid(kind, RULE, detail, "write `type: object`");
            }
        }
    } else if kind.text().is_empty() && !is("x-kubernetes-int-or-string") && !is("x-kubernetes-preserve-unknown-fields")
    {
        let detail = match level {
            Level::Root => "must not be empty at the root",
            Level::Item => "must not be empty for specified array items",
            Level::Field => "must not be empty for specified object fields",
        };
        errors.required(kind, RULE, detail, fix);
    }
}

/// What a schema may say of the fields that every object has.
fn metadata<'n>(schema: Value<'n>, level: Level, is_embedded: bool, errors: &mut Errors<'n>) {
    let is_object = level == Level::Root || is_embedded;
    let properties = schema.get("properties");
    for field in ["kind", "apiVersion"] {
        if let Some(property) = properties.entries().find(|(name, _)| is_object && *name == field)
            && property.1.get("type").text() != "string"
        {
            errors.invalid(property.1.get("type"), RULE, "must be string", "write `type: string`");
        }
    }
    let Some((_, metadata)) = properties.entries().find(|(name, _)| *name == "metadata") else { return };
    if is_object && metadata.get("type").text() != "object" {
        errors.invalid(metadata.get("type"), RULE, "must be object", "write `type: object`");
    }
    if level == Level::Root && !says_only_names(metadata, errors) {
        let detail = "must not specify anything other than name and generateName, but metadata is implicitly specified";
        errors.forbidden(metadata, RULE, detail, "remove the rest");
    }
}

fn says_only_names(metadata: Value, errors: &Errors) -> bool {
    let entries = metadata.node().and_then(crate::yaml::Node::entries).unwrap_or_default();
    entries.iter().all(|entry| {
        let value = metadata.key(&entry.key);
        match entry.key.as_ref() {
            "type" | "default" => true,
            "properties" => {
                metadata.get("properties").entries().all(|(name, _)| matches!(name, "name" | "generateName"))
            }
            // To the server, items that are no schema are none.
            "items" => !value.is_some_and(is_schema),
            "additionalProperties" => value.is_none(),
            name => value.is_none_or(|value| says_nothing(name, value, errors)),
        }
    })
}
