use super::{at_path, is_convertible};
use crate::check::validation::{Errors, Value};

const RULE: &str = "validation-rule";
const REASONS: [&str; 4] = ["FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired"];

/// What is around the expressions of `x-kubernetes-validations`.
pub fn rules<'n>(schema: Value<'n>, errors: &mut Errors<'n>) {
    for each in schema.get("x-kubernetes-validations").items() {
        let (rule, message) = (each.get("rule"), each.get("message"));
        let (rule_text, message_text) = (rule.text().trim(), message.text().trim());
        if rule_text.is_empty() {
            errors.required(rule, RULE, "rule is not specified", "write an expression of CEL");
        } else if !message.text().is_empty() && message_text.is_empty() {
            named("message", "must be non-empty if specified", message, errors);
        } else if has_newlines(message_text) {
            named("message", "must not contain line breaks", message, errors);
        } else if has_newlines(rule_text) && message_text.is_empty() {
            let detail = "message must be specified if rule contains line breaks";
            errors.required(message, RULE, detail, "add a message of one line");
        }
        let expression = each.get("messageExpression");
        if !expression.text().is_empty() && expression.text().trim().is_empty() {
            let detail = "messageExpression must be non-empty if specified";
            errors.required(expression, RULE, detail, "write an expression of CEL");
        }
        let reason = each.get("reason");
        if reason.is_set() && !REASONS.contains(&reason.text()) {
            errors.unsupported(reason, RULE, &REASONS);
        }
        let path = each.get("fieldPath");
        if !path.text().is_empty() && path.text().trim().is_empty() {
            named("fieldPath", "must be non-empty if specified", path, errors);
        }
        if has_newlines(path.text()) {
            named("fieldPath", "must not contain line breaks", path, errors);
        }
        if is_convertible(schema) && at_path(schema, path.text(), true).is_err() {
            named("fieldPath", "must be a valid path", path, errors);
        }
    }
}

/// Up to 1.33 the sentence began with the field.
fn named<'n>(field: &str, detail: &str, value: Value<'n>, errors: &mut Errors<'n>) {
    let detail = if errors.since(34) { detail.to_owned() } else { format!("{field} {detail}") };
    errors.invalid(value, RULE, &detail, "write one line");
}

fn has_newlines(text: &str) -> bool {
    text.contains(['\n', '\r'])
}
