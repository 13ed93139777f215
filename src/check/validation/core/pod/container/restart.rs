use crate::check::validation::{Errors, Value};

const POLICIES: &[&str] = &["Always", "Never", "OnFailure"];
const OPERATORS: &[&str] = &["In", "NotIn"];
const FIX: &str = "remove it, or write Always, Never or OnFailure";

/// When a container of its own policy is restarted (`validateContainers`). In 1.34 the server drops the field.
pub fn of_container<'n>(container: Value<'n>, errors: &mut Errors<'n>) {
    if errors.since(35) {
        rules(container, errors);
    } else if !errors.since(34) && container.get("restartPolicy").is_set() {
        let detail = "may not be set for non-init containers";
        errors.forbidden(container.get("restartPolicy"), "container-restart-policy", detail, "remove it");
    }
}

/// The same of an initContainer (`validateInitContainerRestartPolicy`).
pub fn of_init_container<'n>(container: Value<'n>, errors: &mut Errors<'n>) {
    let policy = container.get("restartPolicy");
    let is_sidecar = policy.text() == "Always";
    if errors.since(36) || errors.since(35) && !is_sidecar {
        rules(container, errors);
    } else if errors.since(35) && !container.get("restartPolicyRules").is_empty() {
        let detail = "restartPolicyRules are not allowed for init containers with restart policy Always";
        errors.forbidden(container.get("restartPolicyRules"), "container-restart-policy", detail, "remove them");
    } else if !errors.since(34) && policy.is_set() && !is_sidecar {
        errors.unsupported(policy, "container-restart-policy", &["Always"]);
    }
}

/// `validateContainerRestartPolicy`.
fn rules<'n>(container: Value<'n>, errors: &mut Errors<'n>) {
    let (policy, rules) = (container.get("restartPolicy"), container.get("restartPolicyRules"));
    if policy.is_set() {
        if !POLICIES.contains(&policy.text()) {
            errors.unsupported(policy, "container-restart-policy", POLICIES);
        }
    } else if !rules.is_empty() {
        let detail = "must specify restartPolicy when restart rules are used";
        errors.required(policy, "container-restart-policy", detail, FIX);
    } else {
        return;
    }
    at_most(rules, 20, errors);
    let actions: &[&str] = if errors.since(36) { &["Restart", "RestartAllContainers"] } else { &["Restart"] };
    for rule in rules.items() {
        if !actions.contains(&rule.get("action").text()) {
            errors.unsupported(rule.get("action"), "restart-rule", actions);
        }
        let codes = rule.get("exitCodes");
        if !codes.is_set() {
            errors.required(codes, "restart-rule", "must be specified", "say which exit codes the rule is for");
            continue;
        }
        if !OPERATORS.contains(&codes.get("operator").text()) {
            errors.unsupported(codes.get("operator"), "restart-rule", OPERATORS);
        }
        at_most(codes.get("values"), 255, errors);
    }
}

fn at_most<'n>(list: Value<'n>, most: usize, errors: &mut Errors<'n>) {
    if list.len() <= most {
        return;
    }
    if errors.since(36) {
        errors.too_many(list, "restart-rule", most, "remove some");
    } else {
        errors.too_long(list, "restart-rule", most, "remove some");
    }
}
