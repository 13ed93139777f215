use super::lists::lists;
use super::rules::rules;
use super::{RULE, is_schema};
use crate::check::validation::{Errors, Value};

const TYPES: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];
const FORBIDDEN: [(&str, &str); 6] = [
    ("id", "leave it out"),
    ("additionalItems", "use `items`"),
    ("patternProperties", "use `additionalProperties` or name the `properties`"),
    ("definitions", "write the schemas out where they are used"),
    ("dependencies", "say it with a rule in `x-kubernetes-validations`"),
    ("$ref", "write the schema out"),
];

/// Where a schema is.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    is_root: bool,
    is_metadata: bool,
    /// Why there may be no default, where there may be none.
    no_default: Option<&'static str>,
}

impl Place {
    pub fn root() -> Place {
        Place { is_root: true, is_metadata: false, no_default: None }
    }

    fn inner(self) -> Place {
        Place { is_root: false, ..self }
    }

    fn property(self, name: &str, is_embedded: bool) -> Place {
        let reason = match name {
            "metadata" => "in top-level metadata",
            "kind" => "in top-level kind",
            "apiVersion" => "in top-level apiVersion",
            _ => return self.inner(),
        };
        match (self.is_root, is_embedded) {
            (true, _) => Place { is_root: false, is_metadata: true, no_default: Some(reason) },
            (false, true) => Place { is_metadata: true, ..self },
            (false, false) => self,
        }
    }
}

/// What a schema of OpenAPI may be (`ValidateCustomResourceDefinitionOpenAPISchema`).
pub fn openapi<'n>(schema: Value<'n>, place: Place, errors: &mut Errors<'n>) {
    allowed(schema, place, errors);
    if schema.get("uniqueItems").is_true() {
        let detail = "uniqueItems cannot be set to true since the runtime complexity becomes quadratic";
        errors.forbidden(schema.get("uniqueItems"), RULE, detail, "use `x-kubernetes-list-type: set`");
    }
    let (others, properties) = (schema.get("additionalProperties"), schema.get("properties"));
    if others.is_set() && !properties.is_empty() && !others.is_true() {
        let detail = "additionalProperties and properties are mutual exclusive";
        errors.forbidden(others, RULE, detail, "keep `properties` alone");
    }
    if is_schema(others) {
        let inside = "inside additionalProperties applying to object metadata";
        let no_default = if place.is_metadata { Some(inside) } else { place.no_default };
        openapi(others, Place { no_default, ..place.inner() }, errors);
    }
    let is_embedded = schema.get("x-kubernetes-embedded-resource").is_true();
    for (name, property) in properties.entries() {
        openapi(property, place.property(name, is_embedded), errors);
    }
    if is_schema(schema.get("not")) {
        openapi(schema.get("not"), place.inner(), errors);
    }
    for field in ["allOf", "oneOf", "anyOf"] {
        schema.get(field).items().for_each(|each| openapi(each, place.inner(), errors));
    }
    for (_, definition) in schema.get("definitions").entries() {
        openapi(definition, place.inner(), errors);
    }
    let items = schema.get("items");
    if is_schema(items) {
        openapi(items, place.inner(), errors);
    }
    items.items().for_each(|each| openapi(each, place.inner(), errors));
    for (_, dependency) in schema.get("dependencies").entries().filter(|(_, each)| is_schema(*each)) {
        openapi(dependency, place.inner(), errors);
    }
    lists(schema, errors);
    rules(schema, errors);
}

/// What no schema may say (`specStandardValidatorV3`).
fn allowed<'n>(schema: Value<'n>, place: Place, errors: &mut Errors<'n>) {
    let (kind, default, items) = (schema.get("type"), schema.get("default"), schema.get("items"));
    if !kind.text().is_empty() && !TYPES.contains(&kind.text()) {
        errors.unsupported(kind, "schema-type", &TYPES);
    }
    if let Some(reason) = place.no_default
        && default.is_set()
    {
        errors.forbidden(default, RULE, &format!("must not be set {reason}"), "remove it");
    }
    for (field, fix) in FORBIDDEN {
        let value = schema.get(field);
        let is_there = match field {
            "id" | "patternProperties" | "definitions" => !value.is_empty(),
            _ => value.is_set(),
        };
        if is_there {
            errors.forbidden(value, RULE, &format!("{field} is not supported"), fix);
        }
    }
    if kind.text() == "null" {
        let detail = "type cannot be set to null, use nullable as an alternative";
        errors.forbidden(kind, RULE, detail, "write `nullable: true`");
    }
    if items.items().len() > 0 {
        let detail = "items must be a schema object and not an array";
        errors.forbidden(items, RULE, detail, "write a schema, not a list");
    }
    let embedded = schema.get("x-kubernetes-embedded-resource");
    if place.is_metadata && embedded.is_true() {
        errors.forbidden(embedded, RULE, "must not be used inside of resource meta", "remove it");
    }
}
