use crate::check::validation::{Errors, Value};

const MANAGER: usize = 128;
const SUBRESOURCE: usize = 256;

/// Who set which field (`ValidateManagedFields`). What the API server cannot decode it leaves out, all of it.
pub fn managed_fields<'n>(fields: Value<'n>, errors: &mut Errors<'n>) {
    let is_decoded = |entry: Value| {
        matches!(entry.get("operation").text(), "Apply" | "Update")
            && !entry.get("apiVersion").text().is_empty()
            && entry.get("fieldsType").text() == "FieldsV1"
    };
    if !fields.items().all(is_decoded) {
        return;
    }
    for entry in fields.items() {
        let (manager, subresource) = (entry.get("manager"), entry.get("subresource"));
        if manager.text().len() > MANAGER {
            errors.too_long(manager, "managed-fields", MANAGER, "remove the managedFields");
        }
        if manager.text().contains(|letter: char| letter.is_control()) {
            errors.invalid(manager, "managed-fields", "invalid character", "remove the managedFields");
        }
        if subresource.text().len() > SUBRESOURCE {
            errors.too_long(subresource, "managed-fields", SUBRESOURCE, "remove the managedFields");
        }
    }
}
