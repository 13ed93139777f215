use serde_json::Value;

use super::{Refusal, Update, gated};

/// Of a pod's spec little may change (`ValidatePodUpdate`).
pub fn pod(update: &Update) -> Vec<Refusal> {
    let instead =
        format!("`kubectl delete {}` and apply the new one; a Deployment does that by itself", update.argument());
    let mut refusals = annotations(update, &instead);
    for list in ["containers", "initContainers"] {
        let count = |value: Option<&Value>| value.and_then(Value::as_array).map_or(0, Vec::len);
        let pointer = format!("/spec/{list}");
        if count(update.before(&pointer)) != count(update.after(&pointer)) {
            let sentence = "Forbidden: pod updates may not add or remove containers";
            refusals.push(update.refuse(&format!("spec.{list}"), sentence, &*instead));
            return refusals;
        }
    }
    if let Some(sentence) = deadline(update) {
        refusals.push(update.refuse("spec.activeDeadlineSeconds", sentence, &*instead));
        if sentence == SHORTER {
            return refusals;
        }
    }
    if !keeps_tolerations(update) {
        let sentence = "Forbidden: existing toleration can not be modified except its tolerationSeconds";
        refusals.push(update.refuse("spec.tolerations", sentence, &*instead));
    }
    refusals.extend(gates(update, &instead));
    let is_gated = update.before("/spec/schedulingGates").is_some();
    if is_gated {
        refusals.extend(gated::narrowed(update));
    }
    const MUTABLE: [&str; 7] = [
        "spec.containers.image",
        "spec.initContainers.image",
        "spec.activeDeadlineSeconds",
        "spec.tolerations",
        "spec.schedulingGates",
        "spec.nodeSelector",
        "spec.affinity.nodeAffinity",
    ];
    if update.changes_beside("spec", if is_gated { &MUTABLE[..] } else { &MUTABLE[..5] }) {
        let sentence = "Forbidden: pod updates may not change fields other than `spec.containers[*].image`,\
                        `spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to \
                        existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was \
                        previously negative)";
        refusals.push(update.refuse("spec", sentence, instead));
    }
    refusals
}

/// What annotations say to the kubelet is read once (`ValidatePodSpecificAnnotationUpdates`).
fn annotations(update: &Update, instead: &str) -> Vec<Refusal> {
    let map = |value: Option<&'_ Value>| value.and_then(Value::as_object).cloned().unwrap_or_default();
    let (before, after) = (map(update.before("/metadata/annotations")), map(update.after("/metadata/annotations")));
    let mut keys: Vec<&String> = before.keys().chain(after.keys().filter(|key| !before.contains_key(*key))).collect();
    keys.retain(|key| before.get(*key) != after.get(*key));
    let refusal = |key: &String| {
        let what = match key.as_str() {
            "kubernetes.io/config.mirror" => "mirror pod annotation",
            key if key.starts_with("container.apparmor.security.beta.kubernetes.io/") => "AppArmor annotations",
            _ => return None,
        };
        let verb = if before.contains_key(key) { "remove or update" } else { "add" };
        let sentence = format!("Forbidden: may not {verb} {what}");
        Some(update.refuse(&format!("metadata.annotations[{key}]"), &sentence, instead))
    };
    keys.into_iter().filter_map(refusal).collect()
}

const SHORTER: &str = "Invalid value: must be less than or equal to previous value";

fn deadline(update: &Update) -> Option<&'static str> {
    let number = |value: Option<&Value>| value.and_then(Value::as_i64);
    let pointer = "/spec/activeDeadlineSeconds";
    let before = number(update.before(pointer))?;
    match number(update.after(pointer)) {
        None => Some("Invalid value: must not update from a positive integer to nil value"),
        Some(after) if after > before => Some(SHORTER),
        Some(_) => None,
    }
}

/// Whether every toleration is still there, but for how long it lasts.
fn keeps_tolerations(update: &Update) -> bool {
    let list = |value: Option<&'_ Value>| -> Vec<Value> {
        let mut list = value.and_then(Value::as_array).cloned().unwrap_or_default();
        list.iter_mut().filter_map(Value::as_object_mut).for_each(|one| drop(one.shift_remove("tolerationSeconds")));
        list
    };
    let after = list(update.after("/spec/tolerations"));
    list(update.before("/spec/tolerations")).iter().all(|one| after.contains(one))
}

fn gates(update: &Update, instead: &str) -> Vec<Refusal> {
    let names = |value: Option<&'_ Value>| -> Vec<String> {
        let list = value.and_then(Value::as_array).into_iter().flatten();
        list.filter_map(|gate| gate.get("name")?.as_str()).map(str::to_owned).collect()
    };
    let before = names(update.before("/spec/schedulingGates"));
    let after = names(update.after("/spec/schedulingGates"));
    let added = after.iter().enumerate().filter(|(_, name)| !before.contains(name));
    let refusal = |(index, name): (usize, &String)| {
        let sentence = format!("Forbidden: only deletion is allowed, but found new scheduling gate '{name}'");
        update.refuse(&format!("spec.schedulingGates[{index}].name"), &sentence, instead)
    };
    added.map(refusal).collect()
}
