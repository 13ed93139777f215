use serde_json::{Map, Value, json};

use crate::check::schema::Minor;
use crate::diff::Id;

/// Adds to a pod that is created what its `matchLabelKeys` mean: its own labels become a part of the selectors
/// (`mutatePodAffinity`, `mutateTopologySpreadConstraints`). An update does not do that again.
pub fn label_keys(id: &Id, pod: &mut Value, minor: Minor) {
    if !(id.group.is_empty() && id.kind == "Pod") {
        return;
    }
    let labels = pod.pointer("/metadata/labels").and_then(Value::as_object).cloned().unwrap_or_default();
    for kind in ["podAffinity", "podAntiAffinity"].iter().filter(|_| minor.number() >= 31) {
        let place = format!("/spec/affinity/{kind}");
        let required = format!("{place}/requiredDuringSchedulingIgnoredDuringExecution");
        items(pod, &required).for_each(|term| select(term, &labels));
        let preferred = format!("{place}/preferredDuringSchedulingIgnoredDuringExecution");
        items(pod, &preferred).filter_map(|one| one.get_mut("podAffinityTerm")).for_each(|term| select(term, &labels));
    }
    if minor.number() >= 34 {
        items(pod, "/spec/topologySpreadConstraints").for_each(|constraint| select(constraint, &labels));
    }
}

fn items<'v>(pod: &'v mut Value, pointer: &str) -> impl Iterator<Item = &'v mut Value> {
    pod.pointer_mut(pointer).and_then(Value::as_array_mut).into_iter().flatten()
}

/// `applyLabelKeysToLabelSelector`, for both kinds of keys.
fn select(term: &mut Value, labels: &Map<String, Value>) {
    for (field, operator) in [("matchLabelKeys", "In"), ("mismatchLabelKeys", "NotIn")] {
        let keys = term.get(field).and_then(Value::as_array).cloned().unwrap_or_default();
        let Some(selector) = term.get_mut("labelSelector").and_then(Value::as_object_mut) else { return };
        let known = keys.iter().filter_map(Value::as_str).filter_map(|key| Some((key, labels.get(key)?)));
        let added: Vec<Value> =
            known.map(|(key, value)| json!({ "key": key, "operator": operator, "values": [value] })).collect();
        if !added.is_empty() {
            let expressions = selector.entry("matchExpressions").or_insert_with(|| json!([]));
            expressions.as_array_mut().into_iter().for_each(|list| list.extend(added.iter().cloned()));
        }
    }
}
