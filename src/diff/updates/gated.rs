use serde_json::Value;

use super::{Refusal, Update};

const INSTEAD: &str = "keep what is there and add to it, or make a pod of another name";
const TERMS: &str = "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms";

/// Where a pod may run can be narrowed for as long as it is not scheduled (`validateNodeSelectorMutation`,
/// `validateNodeAffinityMutation`).
pub fn narrowed(update: &Update) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    let selector = |value: Option<&Value>| value.and_then(Value::as_object).cloned().unwrap_or_default();
    let (before, after) = (selector(update.before("/spec/nodeSelector")), selector(update.after("/spec/nodeSelector")));
    if before.iter().any(|(key, value)| after.get(key) != Some(value)) {
        let sentence = "Invalid value: only additions to spec.nodeSelector are allowed (no mutations or deletions)";
        refusals.push(update.refuse("spec.nodeSelector", sentence, INSTEAD));
    }
    let pointer = format!("/{}", TERMS.replace('.', "/"));
    let terms = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
    let (before, after) = (terms(update.before(&pointer)), terms(update.after(&pointer)));
    if !before.is_empty() && before.len() != after.len() {
        let sentence = "Invalid value: no additions/deletions to non-empty NodeSelectorTerms list are allowed";
        refusals.push(update.refuse(TERMS, sentence, INSTEAD));
        return refusals;
    }
    let lost = before.iter().zip(&after).enumerate().filter(|(_, (before, after))| !only_adds(before, after));
    refusals.extend(lost.map(|(index, _)| {
        let sentence = "Invalid value: only additions are allowed (no mutations or deletions)";
        update.refuse(&format!("{TERMS}[{index}]"), sentence, INSTEAD)
    }));
    refusals
}

/// Whether a term asks for all that it asked for (`validateNodeSelectorTermHasOnlyAdditions`).
fn only_adds(before: &Value, after: &Value) -> bool {
    let list = |term: &Value, field: &str| term.get(field).and_then(Value::as_array).cloned().unwrap_or_default();
    let fields = ["matchExpressions", "matchFields"];
    if fields.iter().all(|field| list(before, field).is_empty()) {
        return fields.iter().all(|field| list(after, field).is_empty());
    }
    fields.iter().all(|field| list(after, field).starts_with(&list(before, field)))
}
