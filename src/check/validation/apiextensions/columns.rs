use crate::check::validation::{Errors, Value};

const RULE: &str = "printer-column";
const TYPES: [&str; 5] = ["boolean", "date", "integer", "number", "string"];
const FORMATS: [&str; 8] = ["byte", "date", "date-time", "double", "float", "int32", "int64", "password"];

/// The columns of tables (`ValidateCustomResourceColumnDefinition`).
pub fn columns<'n>(columns: Value<'n>, errors: &mut Errors<'n>) {
    for column in columns.items() {
        let (name, kind, format) = (column.get("name"), column.get("type"), column.get("format"));
        if name.text().is_empty() {
            errors.required(name, RULE, "", "name the column");
        }
        let detail = format!("must be one of {}", TYPES.join(","));
        if kind.text().is_empty() {
            errors.required(kind, RULE, &detail, "write string");
        } else if !TYPES.contains(&kind.text()) {
            errors.invalid(kind, RULE, &detail, "write string");
        }
        if !format.text().is_empty() && !FORMATS.contains(&format.text()) {
            errors.invalid(format, RULE, &format!("must be one of {}", FORMATS.join(",")), "remove it");
        }
        let path = column.get("jsonPath");
        if path.text().is_empty() {
            errors.required(path, RULE, "", "write a path like .spec.size");
        } else {
            simple_path(path, errors);
        }
    }
}

/// Whether it is a path that begins with a dot (`validateSimpleJSONPath`).
pub fn simple_path<'n>(path: Value<'n>, errors: &mut Errors<'n>) -> bool {
    let is_good = path.text().starts_with('.');
    if !is_good {
        let detail = "must be a simple json path starting with .";
        errors.invalid(path, "json-path", detail, "write a path like .spec.size");
    }
    is_good
}
