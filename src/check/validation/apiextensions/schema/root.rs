use super::RULE;
use crate::check::validation::{Errors, Value};

/// The fields that the root of a schema may not have where `status` is a subresource, in the order of the API server.
const BEFORE: [&str; 3] = ["id", "$schema", "$ref"];
const AFTER: [&str; 17] = [
    "nullable",
    "default",
    "maxProperties",
    "minProperties",
    "enum",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "additionalProperties",
    "patternProperties",
    "dependencies",
    "additionalItems",
    "definitions",
    "x-kubernetes-embedded-resource",
    "x-kubernetes-int-or-string",
    "x-kubernetes-list-map-keys",
];
const LAST: [&str; 2] = ["x-kubernetes-list-type", "x-kubernetes-map-type"];

/// What the root of a schema is where `status` is judged on its own.
pub fn beside_status<'n>(schema: Value<'n>, errors: &mut Errors<'n>) {
    let is_empty = |value: Value| value.node().is_some_and(|node| node.text() == Some(""));
    let is_there = |field: &&str| schema.key(field).is_some_and(|value| !value.is_false() && !is_empty(value));
    let kind = schema.get("type");
    if !BEFORE.iter().any(&is_there) && !matches!(kind.text(), "" | "object") {
        let detail = "only \"object\" is allowed as the type at the root of the schema if the status subresource is \
                      enabled";
        errors.invalid(kind, RULE, detail, "write `type: object`");
    } else if BEFORE.iter().chain(&AFTER).chain(&LAST).any(is_there) {
        let allowed = "[Description Type Format Title Maximum ExclusiveMaximum Minimum ExclusiveMinimum MaxLength \
                       MinLength Pattern MaxItems MinItems UniqueItems MultipleOf Required Items Properties \
                       ExternalDocs Example XPreserveUnknownFields XValidations]";
        let detail =
            format!("only {allowed} fields are allowed at the root of the schema if the status subresource is enabled");
        errors.invalid(schema, RULE, &detail, "move it into `properties`");
    }
}
