use super::job_spec::Owner;
use crate::check::validation::seen::Seen;
use crate::check::validation::text::label_key;
use crate::check::validation::{Errors, Value};

const RULES: usize = 20;
const EXIT_CODES: usize = 255;
const CONDITIONS: usize = 20;

const RULE: &str = "pod-failure-policy";

/// What a Job does when a pod fails (`validatePodFailurePolicy`).
pub fn failure_policy<'n>(spec: Value<'n>, owner: Owner, errors: &mut Errors<'n>) {
    let rules = spec.get("podFailurePolicy").get("rules");
    if rules.len() > RULES {
        errors.too_many(rules, RULE, RULES, "unite some of them");
    }
    for rule in rules.items() {
        action(rule.get("action"), spec, errors);
        let (codes, conditions) = (rule.get("onExitCodes"), rule.get("onPodConditions"));
        if codes.is_set() {
            exit_codes(codes, spec.get("template").get("spec"), errors);
        }
        if conditions.len() > CONDITIONS {
            errors.too_many(conditions, RULE, CONDITIONS, "unite some of them");
        }
        for condition in conditions.items() {
            pod_condition(condition, owner, errors);
        }
        let detail = match (codes.is_set(), !conditions.is_empty()) {
            (true, true) => "specifying both OnExitCodes and OnPodConditions is not supported",
            (false, false) => "specifying one of OnExitCodes and OnPodConditions is required",
            _ => continue,
        };
        errors.add(rule, RULE, format!("Invalid value: {detail}"), "give one of onExitCodes and onPodConditions");
    }
}

fn action<'n>(action: Value<'n>, spec: Value<'n>, errors: &mut Errors<'n>) {
    match action.text() {
        "" => {
            let detail = "valid values: [\"Count\" \"FailIndex\" \"FailJob\" \"Ignore\"]";
            errors.required(action, RULE, detail, "say what shall happen");
        }
        "FailIndex" if !spec.get("backoffLimitPerIndex").is_set() => {
            let detail = "requires the backoffLimitPerIndex to be set";
            errors.invalid(action, RULE, detail, "set backoffLimitPerIndex, or write FailJob");
        }
        "Count" | "FailIndex" | "FailJob" | "Ignore" => {}
        _ => {
            errors.unsupported(action, RULE, &["Count", "FailIndex", "FailJob", "Ignore"]);
        }
    }
}

fn exit_codes<'n>(codes: Value<'n>, pod: Value<'n>, errors: &mut Errors<'n>) {
    let (operator, container, values) = (codes.get("operator"), codes.get("containerName"), codes.get("values"));
    match operator.text() {
        "In" | "NotIn" => {}
        "" => {
            errors.required(operator, RULE, "valid values: [\"In\" \"NotIn\"]", "write In or NotIn");
        }
        _ => {
            errors.unsupported(operator, RULE, &["In", "NotIn"]);
        }
    }
    let mut containers = pod.get("containers").items().chain(pod.get("initContainers").items());
    if container.is_set() && !containers.any(|item| item.get("name").text() == container.text()) {
        let detail = "must be one of the container or initContainer names in the pod template";
        errors.invalid(container, RULE, detail, "name a container of the template");
    }
    match values.len() {
        0 => {
            errors.invalid(values, RULE, "at least one value is required", "list exit codes");
        }
        1..=EXIT_CODES => {}
        _ => {
            errors.too_many(values, RULE, EXIT_CODES, "list fewer exit codes");
        }
    }
    let mut seen = Seen::new();
    let mut last = None;
    let mut is_ordered = true;
    for value in values.items() {
        let code = value.integer().unwrap_or_default();
        if operator.text() == "In" && code == 0 {
            errors.invalid(value, RULE, "must not be 0 for the In operator", "remove it: 0 is no failure");
        }
        if !seen.insert(code) {
            errors.duplicate(value, RULE, "remove one of the two");
        }
        is_ordered &= last <= Some(code);
        last = Some(code);
    }
    if !is_ordered {
        errors.invalid(values, RULE, "must be ordered", "sort them");
    }
}

fn pod_condition<'n>(condition: Value<'n>, owner: Owner, errors: &mut Errors<'n>) {
    let (kind, status) = (condition.get("type"), condition.get("status"));
    errors.malformed(kind, RULE, label_key(kind.text()), "name a condition of pods such as DisruptionTarget");
    match status.text() {
        "True" | "False" | "Unknown" => {}
        "" if owner.has_default_status(errors) => {}
        "" => {
            let detail = "valid values: [\"False\" \"True\" \"Unknown\"]";
            errors.required(status, RULE, detail, "write \"True\"");
        }
        _ => {
            errors.unsupported(status, RULE, &["False", "True", "Unknown"]);
        }
    }
}
