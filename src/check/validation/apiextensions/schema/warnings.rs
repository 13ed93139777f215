use super::children;
use crate::check::validation::{Errors, Value};

const TEXTS: [&str; 26] = [
    "bsonobjectid",
    "uri",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "cidr",
    "mac",
    "uuid",
    "uuid3",
    "uuid4",
    "uuid5",
    "isbn",
    "isbn10",
    "isbn13",
    "creditcard",
    "ssn",
    "hexcolor",
    "rgbcolor",
    "byte",
    "password",
    "date",
    "duration",
    "datetime",
    "k8sshortname",
    "k8slongname",
];

/// What the API server warns of in a good schema.
pub fn warnings<'n>(schema: Value<'n>, errors: &mut Errors<'n>) {
    let (list, items) = (schema.get("x-kubernetes-list-type"), schema.get("items"));
    let kind = items.get("type").text();
    if errors.since(37) && list.text() == "set" && matches!(kind, "object" | "array") {
        let sentence = format!(
            "x-kubernetes-list-type: set for items of type {kind:?} is not supported by server-side apply or CEL \
             validation rules"
        );
        errors.warn(list, "list-type-set", &sentence, "write atomic or map");
    }
    let format = schema.get("format");
    if errors.since(34) && !format.text().is_empty() && !is_format(schema.get("type").text(), format.text()) {
        let sentence = format!("unrecognized format {:?}", format.text());
        errors.warn(format, "schema-format", &sentence, "remove it, or write a pattern");
    }
    children(schema).for_each(|child| warnings(child, errors));
}

/// Whether values of the type are judged by the format (`GetUnrecognizedFormats`).
fn is_format(kind: &str, format: &str) -> bool {
    match kind {
        "integer" => matches!(format, "int32" | "int64"),
        "number" => matches!(format, "float" | "double"),
        "" | "string" => TEXTS.contains(&&*format.replace('-', "")),
        _ => false,
    }
}
