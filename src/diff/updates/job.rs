use serde_json::{Value, json};

use super::immutable::IMMUTABLE;
use super::{Refusal, Update};

/// A Job's pods are made from the template that it began with (`ValidateJobSpecUpdate`). One that is suspended may still
/// be told where its pods run, and from 1.36 on what they need.
pub fn job(update: &Update) -> Vec<Refusal> {
    let instead = format!(
        "`kubectl delete {}` and apply the new one (it runs again), or give the Job another name",
        update.argument()
    );
    let frozen = |fields: &[&str]| -> Vec<Refusal> {
        let changed = fields.iter().filter(|field| update.changes(field));
        changed.map(|field| update.refuse(field, IMMUTABLE, &*instead)).collect()
    };
    let mut refusals = completions(update, &instead);
    // The server has given it one, which an empty one does not take away.
    let is_given = update.before("/spec/selector").is_none() && update.after("/spec/selector") == Some(&json!({}));
    refusals.extend(frozen(if is_given { &[] } else { &["spec.selector"] }));
    let suspended = update.before("/spec/suspend") == Some(&Value::Bool(true));
    const SCHEDULING: [&str; 8] = [
        "spec.template.metadata.labels",
        "spec.template.metadata.annotations",
        "spec.template.spec.affinity.nodeAffinity",
        "spec.template.spec.nodeSelector",
        "spec.template.spec.tolerations",
        "spec.template.spec.schedulingGates",
        "spec.template.spec.containers.resources",
        "spec.template.spec.initContainers.resources",
    ];
    let with_resources = suspended && update.minor >= 36;
    let mutable = match (suspended, with_resources) {
        (false, _) => &[][..],
        (true, false) => &SCHEDULING[..6],
        (true, true) => &SCHEDULING[..],
    };
    // Where resources may change, nothing of the template's metadata is asked.
    let path = if with_resources { "spec.template.spec" } else { "spec.template" };
    if update.changes_beside(path, mutable) {
        refusals.push(update.refuse(path, IMMUTABLE, &*instead));
    }
    refusals.extend(frozen(&[
        "spec.completionMode",
        "spec.podFailurePolicy",
        "spec.backoffLimitPerIndex",
        "spec.managedBy",
        "spec.successPolicy",
    ]));
    refusals
}

fn completions(update: &Update, instead: &str) -> Vec<Refusal> {
    if !update.changes("spec.completions") {
        return Vec::new();
    }
    let is_indexed = update.after("/spec/completionMode").and_then(Value::as_str) == Some("Indexed");
    if !is_indexed {
        return vec![update.refuse("spec.completions", IMMUTABLE, instead)];
    }
    let (completions, parallelism) = (update.after("/spec/completions"), update.after("/spec/parallelism"));
    if completions.is_none() || completions == parallelism {
        return Vec::new();
    }
    let sentence = "Invalid value: can only be modified in tandem with spec.parallelism";
    vec![update.refuse("spec.completions", sentence, "change spec.parallelism to the same number")]
}
