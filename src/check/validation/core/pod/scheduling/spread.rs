use super::label_keys::{label_keys, own_labels, spread_keys};
use crate::check::validation::seen::Seen;
use crate::check::validation::selector::label_selector;
use crate::check::validation::{Errors, Value};

const ACTIONS: &[&str] = &["DoNotSchedule", "ScheduleAnyway"];
const POLICIES: &[&str] = &["Honor", "Ignore"];

/// `topologySpreadConstraints` of a pod (`validateTopologySpreadConstraints`).
pub fn topology_spread<'n>(spec: Value<'n>, errors: &mut Errors<'n>) {
    let constraints = spec.get("topologySpreadConstraints");
    let labels = own_labels(spec, errors);
    let repeated = repeated(constraints);
    for (index, constraint) in constraints.items().enumerate() {
        let (skew, key, action) =
            (constraint.get("maxSkew"), constraint.get("topologyKey"), constraint.get("whenUnsatisfiable"));
        positive(skew, skew.integer().unwrap_or(0), errors);
        if key.text().is_empty() {
            errors.required(key, "topology-key", "can not be empty", "name a label of nodes");
        }
        if !ACTIONS.contains(&action.text()) {
            errors.unsupported(action, "unsatisfiable-action", ACTIONS);
        }
        if repeated.get(index) == Some(&true) {
            let sentence = format!("Duplicate value: \"{{{}, {}}}\"", key.text(), action.text());
            let fault = errors.add(constraint, "duplicate-spread", sentence, "keep one of them");
            fault.path.push_str(".{topologyKey, whenUnsatisfiable}");
        }
        min_domains(constraint, errors);
        policy(constraint.get("nodeAffinityPolicy"), errors);
        policy(constraint.get("nodeTaintsPolicy"), errors);
        if errors.since(34) {
            label_keys(constraint, labels, errors);
        } else {
            spread_keys(constraint, errors);
        }
        label_selector(constraint.get("labelSelector"), errors);
    }
}

/// Which of them come up again further down; nothing where there is no pair.
fn repeated(constraints: Value) -> Vec<bool> {
    if constraints.len() < 2 {
        return Vec::new();
    }
    let mut seen = Seen::new();
    let pairs =
        constraints.items().rev().map(|one| (one.get("topologyKey").text(), one.get("whenUnsatisfiable").text()));
    let mut repeated: Vec<bool> = pairs.map(|pair| !seen.insert(pair)).collect();
    repeated.reverse();
    repeated
}

fn positive<'n>(value: Value<'n>, number: i64, errors: &mut Errors<'n>) {
    if number <= 0 {
        let detail = "must be greater than zero";
        errors.invalid_as(value, &number.to_string(), "positive-number", detail, "write 1 or more");
    }
}

fn min_domains<'n>(constraint: Value<'n>, errors: &mut Errors<'n>) {
    let (domains, action) = (constraint.get("minDomains"), constraint.get("whenUnsatisfiable").text());
    let Some(number) = domains.integer() else { return };
    positive(domains, number, errors);
    if action != "DoNotSchedule" {
        let detail = format!("can only use minDomains if whenUnsatisfiable=DoNotSchedule, not {action}");
        errors.invalid(domains, "min-domains", &detail, "write whenUnsatisfiable: DoNotSchedule");
    }
}

fn policy<'n>(policy: Value<'n>, errors: &mut Errors<'n>) {
    if policy.is_set() && !POLICIES.contains(&policy.text()) {
        errors.unsupported(policy, "node-policy", POLICIES);
    }
}
