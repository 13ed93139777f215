use super::schema::{at_path, is_convertible};
use crate::check::validation::seen::Seen;
use crate::check::validation::{Errors, Value};

const RULE: &str = "selectable-field";
const MOST: usize = 8;

/// The fields by which objects are selected (`ValidateCustomResourceSelectableFields`). A version whose schema is kept
/// beside the versions has none of its own for them.
pub fn selectable<'n>(fields: Value<'n>, schema: Value<'n>, has_own: bool, at: usize, errors: &mut Errors<'n>) {
    if !has_own {
        let detail = match (at, errors.since(34)) {
            (usize::MAX, true) => "may only be set when validations.schema is included",
            (usize::MAX, false) => "selectableFields may only be set when validations.schema is included",
            (_, true) => "may only be set when `version.schema.openAPIV3Schema` is not included",
            (_, false) => "selectableFields may only be set when version.schema.openAPIV3Schema is not included",
        };
        let fix = "let schemas and selectable fields both be alike in all versions, or in none";
        errors.invalid_as(fields, "\"\"", RULE, detail, fix);
        return;
    }
    if !is_convertible(schema) {
        return;
    }
    let (mut seen, mut count) = (Seen::new(), 0);
    for field in fields.items() {
        let path = field.get("jsonPath");
        if path.text().is_empty() {
            errors.required(path, RULE, "", "write a path like .spec.size");
            continue;
        }
        let kind = match at_path(schema, path.text(), false) {
            Ok(found) => found.get("type").text(),
            Err(problem) => {
                let detail = format!("is an invalid path: {problem}");
                errors.invalid(path, RULE, &detail, "name a field of the schema");
                continue;
            }
        };
        if path.text().split('.').nth(1) == Some("metadata") {
            errors.invalid(path, RULE, "must not point to fields in metadata", "name another field");
        }
        if !matches!(kind, "string" | "boolean" | "integer") {
            let detail = "must point to a field of type string, boolean or integer. Enum string fields and strings \
                          with formats are allowed.";
            errors.invalid(path, RULE, detail, "name another field");
        }
        if seen.insert(path.text()) {
            count += 1;
        } else {
            errors.duplicate(path, RULE, "name each field once");
        }
    }
    if count > MOST {
        errors.add(fields, RULE, format!("Too many: {count}: must have at most {MOST} items"), "name fewer");
    }
}
