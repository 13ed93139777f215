//! Selectors of labels (`k8s.io/apimachinery/pkg/apis/meta/v1/validation`).

use super::text::{label_key, label_value};
use super::{Errors, Value, meta};

/// A selector of labels, wherever it stands; an absent one is good (`ValidateLabelSelector`).
pub fn label_selector<'n>(selector: Value<'n>, errors: &mut Errors<'n>) {
    meta::labels(selector.get("matchLabels"), None, errors);
    for requirement in selector.get("matchExpressions").items() {
        label_requirement(requirement, errors);
    }
}

fn label_requirement<'n>(requirement: Value<'n>, errors: &mut Errors<'n>) {
    let (operator, values) = (requirement.get("operator"), requirement.get("values"));
    match operator.text() {
        "In" | "NotIn" if values.is_empty() => {
            let detail = "must be specified when `operator` is 'In' or 'NotIn'";
            errors.required(values, "selector-values", detail, "list the values, or write Exists or DoesNotExist");
        }
        "Exists" | "DoesNotExist" if !values.is_empty() => {
            let detail = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
            errors.forbidden(values, "selector-values", detail, "remove the values, or write In or NotIn");
        }
        "In" | "NotIn" | "Exists" | "DoesNotExist" => {}
        _ => {
            let fix = "write In, NotIn, Exists or DoesNotExist";
            errors.invalid(operator, "selector-operator", "not a valid selector operator", fix);
        }
    }
    label_name(requirement.get("key"), errors);
    for value in values.items() {
        for problem in label_value(value.text()) {
            errors.invalid(value, "label-value", &problem, "use letters, digits, `-`, `_` and `.`, 63 at most");
        }
    }
}

/// A text that is the key of a label (`ValidateLabelName`).
pub fn label_name<'n>(key: Value<'n>, errors: &mut Errors<'n>) {
    for problem in label_key(key.text()) {
        let fix = "use letters, digits, `-`, `_` and `.` behind an optional domain and `/`";
        errors.invalid(key, "label-key", &problem, fix);
    }
}
