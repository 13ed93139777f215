use std::collections::BTreeSet;

use serde_json::Value;

use super::outcome::Outcome;
use super::{Id, Object, Status};

/// Claims that lose their data or their user.
#[derive(Clone, Debug)]
pub struct Claims {
    /// What causes it.
    pub cause: Id,
    /// Their names: `disk0-orders-kafka-3`; of a whole namespace none.
    pub names: Vec<String>,
    /// What becomes of them.
    pub fate: Fate,
    /// Why, in a sentence.
    pub reason: String,
    /// What to do about it.
    pub advice: String,
}

/// What becomes of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is deleted, and its volume with it unless that is retained.
    Lost,
    /// It stays and no pod uses it any more.
    Orphaned,
}

const KEEP_VOLUME: &str =
    "where the data matters, first set persistentVolumeReclaimPolicy of their volumes to Retain, or copy it";

/// The claims that applying the object would cost.
pub fn claims(outcome: &Outcome) -> Vec<Claims> {
    let Some(old) = &outcome.old else { return Vec::new() };
    match (outcome.id.kind.as_str(), outcome.status) {
        ("StatefulSet", Status::Removed) => removed_set(&outcome.id, old).into_iter().collect(),
        ("StatefulSet", Status::Changed) => match &outcome.new {
            Some(new) => changed_set(&outcome.id, old, new),
            None => Vec::new(),
        },
        ("PersistentVolumeClaim", Status::Removed) => vec![Claims {
            cause: outcome.id.clone(),
            names: vec![outcome.id.name.clone()],
            fate: Fate::Lost,
            reason: "the claim is removed".to_owned(),
            advice: KEEP_VOLUME.to_owned(),
        }],
        ("Namespace", Status::Removed) => vec![Claims {
            cause: outcome.id.clone(),
            names: Vec::new(),
            fate: Fate::Lost,
            reason: "every claim in the namespace is deleted with it".to_owned(),
            advice: KEEP_VOLUME.to_owned(),
        }],
        _ => Vec::new(),
    }
}

fn removed_set(id: &Id, old: &Object) -> Option<Claims> {
    let names = of_set(id, &templates(old), &pods(old));
    let deleted = policy(old, "whenDeleted") == "Delete";
    (!names.is_empty()).then(|| Claims {
        cause: id.clone(),
        names,
        fate: if deleted { Fate::Lost } else { Fate::Orphaned },
        reason: format!("the StatefulSet is removed, and its claims are {}", kept("whenDeleted", deleted)),
        advice: if deleted { KEEP_VOLUME.to_owned() } else { "delete them when their data is not needed".to_owned() },
    })
}

fn changed_set(id: &Id, old: &Object, new: &Object) -> Vec<Claims> {
    let mut all = Vec::new();
    let (before, after) = (templates(old), templates(new));
    let left = pods(new);
    let gone: BTreeSet<i64> = pods(old).difference(&left).copied().collect();
    let staying: Vec<String> = before.iter().filter(|template| after.contains(template)).cloned().collect();
    let scaled = of_set(id, &staying, &gone);
    if !scaled.is_empty() {
        let deleted = policy(new, "whenScaled") == "Delete";
        all.push(Claims {
            cause: id.clone(),
            names: scaled,
            fate: if deleted { Fate::Lost } else { Fate::Orphaned },
            reason: format!("fewer replicas, and claims are {}", kept("whenScaled", deleted)),
            advice: match deleted {
                true => KEEP_VOLUME.to_owned(),
                false => "they come back with their pods; delete them when their data is not needed".to_owned(),
            },
        });
    }
    let dropped: Vec<String> = before.iter().filter(|template| !after.contains(template)).cloned().collect();
    let unused = of_set(id, &dropped, &pods(old));
    if !unused.is_empty() {
        all.push(Claims {
            cause: id.clone(),
            names: unused,
            fate: Fate::Orphaned,
            reason: format!("no claim template is called {} any more", dropped.join(" or ")),
            advice: "pods start with empty claims of the new name; keep the name, or copy the data first".to_owned(),
        });
    }
    all
}

fn kept(field: &str, deleted: bool) -> String {
    let (word, policy) = if deleted { ("deleted", "Delete") } else { ("kept", "Retain") };
    format!("{word} ({field}: {policy})")
}

fn templates(set: &Object) -> Vec<String> {
    let templates = set.stored.pointer("/spec/volumeClaimTemplates").and_then(Value::as_array);
    let name = |claim: &Value| claim.pointer("/metadata/name").and_then(Value::as_str).map(str::to_owned);
    templates.into_iter().flatten().filter_map(name).collect()
}

/// The ordinals of its pods. Nobody runs ten thousand, and nobody would read their names.
fn pods(set: &Object) -> BTreeSet<i64> {
    let number = |pointer: &str, default| set.stored.pointer(pointer).and_then(Value::as_i64).unwrap_or(default);
    let (start, replicas) = (number("/spec/ordinals/start", 0), number("/spec/replicas", 1).clamp(0, 10_000));
    (start..start.saturating_add(replicas)).collect()
}

fn of_set(id: &Id, templates: &[String], pods: &BTreeSet<i64>) -> Vec<String> {
    templates.iter().flat_map(|template| pods.iter().map(move |pod| format!("{template}-{}-{pod}", id.name))).collect()
}

fn policy<'o>(set: &'o Object, field: &str) -> &'o str {
    let pointer = format!("/spec/persistentVolumeClaimRetentionPolicy/{field}");
    set.stored.pointer(&pointer).and_then(Value::as_str).unwrap_or_default()
}
