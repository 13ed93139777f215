use crate::check::validation::selector::label_name;
use crate::check::validation::text::label_value;
use crate::check::validation::{Errors, Value};

const EFFECTS: &[&str] = &["NoSchedule", "PreferNoSchedule", "NoExecute"];

/// `tolerations` of a pod (`ValidateTolerations`).
pub fn tolerations<'n>(spec: Value<'n>, errors: &mut Errors<'n>) {
    spec.get("tolerations").items().for_each(|toleration| tolerated(toleration, errors));
}

/// One toleration, wherever it stands.
pub fn tolerated<'n>(toleration: Value<'n>, errors: &mut Errors<'n>) {
    let (key, operator, value) = (toleration.get("key"), toleration.get("operator"), toleration.get("value").text());
    let effect = toleration.get("effect");
    if !key.text().is_empty() {
        label_name(key, errors);
    } else if operator.text() != "Exists" {
        let detail = "operator must be Exists when `key` is empty, which means \"match all values and all keys\"";
        errors.invalid(operator, "toleration-operator", detail, "write Exists, or name the key of the taint");
    }
    if toleration.get("tolerationSeconds").is_set() && effect.text() != "NoExecute" {
        let detail = "effect must be 'NoExecute' when `tolerationSeconds` is set";
        errors.invalid(effect, "toleration-effect", detail, "write NoExecute, or remove tolerationSeconds");
    }
    match operator.text() {
        "Equal" | "" => {
            let problems = label_value(value);
            if !problems.is_empty() {
                let (shown, fix) = (format!("{value:?}"), "write the value of a taint");
                errors.invalid_as(operator, &shown, "label-value", &problems.join(";"), fix);
            }
        }
        "Exists" if value.is_empty() => {}
        "Exists" => {
            let detail = "value must be empty when `operator` is 'Exists'";
            errors.invalid_as(operator, &format!("{value:?}"), "toleration-value", detail, "remove value");
        }
        "Lt" | "Gt" if errors.since(35) => {
            errors.unsupported(operator, "toleration-operator", &["Equal", "Exists", "Lt", "Gt"]);
        }
        _ => {
            errors.unsupported(operator, "toleration-operator", &["Equal", "Exists"]);
        }
    }
    if !effect.text().is_empty() && !EFFECTS.contains(&effect.text()) {
        errors.unsupported(effect, "toleration-effect", EFFECTS);
    }
}
