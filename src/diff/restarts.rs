use serde_json::Value;

use super::outcome::Outcome;
use super::{Change, Id, Status, What};
use crate::manifest::pod_template_path;

/// Running pods that are replaced or stop.
#[derive(Clone, Debug)]
pub struct Restart {
    /// Whose pods.
    pub workload: Id,
    /// Which ones.
    pub pods: Pods,
    /// How it goes, as a sentence without its subject: `one at a time, each when the one before is ready`.
    pub course: String,
    /// The paths that cause it.
    pub because: Vec<String>,
}

/// Pods of one workload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pods {
    /// These, in this order.
    Named(Vec<String>),
    /// As many of them.
    Count(i64),
    /// One on every node that the workload selects.
    EveryNode,
}

/// What becomes of the running pods of an object that is applied.
pub fn restarts(outcome: &Outcome) -> Vec<Restart> {
    let Some(old) = &outcome.old else { return Vec::new() };
    let replicas = replicas(&old.stored);
    let id = &outcome.id;
    let restart = |pods: Pods, course: &str, because: Vec<String>| Restart {
        workload: id.clone(),
        pods,
        course: course.to_owned(),
        because,
    };
    let Some(new) = outcome.new.as_ref().filter(|_| outcome.status != Status::Removed) else {
        let pods = match id.kind.as_str() {
            "StatefulSet" => Pods::Named(ordinals(id, &old.stored, 0).rev().collect()),
            "Deployment" | "ReplicaSet" | "ReplicationController" => Pods::Count(replicas),
            "DaemonSet" => Pods::EveryNode,
            "Pod" => Pods::Named(vec![id.name.clone()]),
            _ => return Vec::new(),
        };
        return vec![restart(pods, "they stop, because the object is removed", Vec::new())];
    };
    if !outcome.refusals.is_empty() {
        return Vec::new();
    }
    let because = causes(&id.kind, &outcome.changes);
    let mut all = Vec::new();
    match id.kind.as_str() {
        "StatefulSet" => {
            let left = self::replicas(&new.stored);
            let first = start(&new.stored);
            let stay = |pod: &i64| *pod < first + left;
            let stopped: Vec<i64> = (start(&old.stored)..start(&old.stored) + replicas).filter(|p| !stay(p)).collect();
            if !stopped.is_empty() {
                let names = stopped.iter().rev().map(|pod| format!("{}-{pod}", id.name)).collect();
                let course = "they stop, because there are fewer replicas";
                all.push(restart(Pods::Named(names), course, vec!["spec.replicas".to_owned()]));
            }
            if !because.is_empty() {
                let (pods, course) = stateful(id, &new.stored, replicas.min(left));
                all.push(restart(pods, &course, because));
            }
        }
        "Deployment" if !because.is_empty() => {
            let course = deployment(&new.stored);
            all.push(restart(Pods::Count(replicas.min(self::replicas(&new.stored))), &course, because));
        }
        "DaemonSet" if !because.is_empty() => all.push(restart(Pods::EveryNode, &daemon_set(&new.stored), because)),
        "Pod" if !because.is_empty() => {
            let images: Vec<String> = because.into_iter().filter(|path| path.ends_with(".image")).collect();
            if !images.is_empty() {
                let course = "its containers restart in place";
                all.push(restart(Pods::Named(vec![id.name.clone()]), course, images));
            }
        }
        _ => {}
    }
    all
}

/// The differences that controllers take for another pod template. StatefulSets and DaemonSets compare how it is
/// written (`getPatch`), Deployments what it means (`EqualIgnoreHash`).
fn causes(kind: &str, changes: &[Change]) -> Vec<String> {
    let Some(template) = pod_template_path(kind) else { return Vec::new() };
    let as_written = matches!(kind, "StatefulSet" | "DaemonSet");
    let in_template = |change: &&Change| {
        let fields: Vec<&str> = change.path.fields().take(template.len()).collect();
        fields == template && (as_written || !matches!(change.what, What::Respelled(..)))
    };
    changes.iter().filter(in_template).map(|change| change.path.to_string()).collect()
}

fn replicas(object: &Value) -> i64 {
    object.pointer("/spec/replicas").and_then(Value::as_i64).unwrap_or(1)
}

fn start(object: &Value) -> i64 {
    object.pointer("/spec/ordinals/start").and_then(Value::as_i64).unwrap_or(0)
}

fn ordinals(id: &Id, object: &Value, from: i64) -> impl DoubleEndedIterator<Item = String> {
    let first = start(object);
    let name = id.name.clone();
    (first + from..first + replicas(object)).map(move |pod| format!("{name}-{pod}"))
}

fn stateful(id: &Id, new: &Value, running: i64) -> (Pods, String) {
    let field = |pointer: &str| new.pointer(pointer);
    let first = start(new);
    let partition = field("/spec/updateStrategy/rollingUpdate/partition").and_then(Value::as_i64).unwrap_or(0);
    let pods: Vec<String> =
        (first.max(partition)..first + running).rev().map(|pod| format!("{}-{pod}", id.name)).collect();
    if field("/spec/updateStrategy/type").and_then(Value::as_str) == Some("OnDelete") {
        return (Pods::Named(pods), "each when somebody deletes it (updateStrategy OnDelete)".to_owned());
    }
    let at_once = field("/spec/updateStrategy/rollingUpdate/maxUnavailable");
    let course = match at_once {
        Some(Value::Number(number)) if number.as_i64() == Some(1) => None,
        Some(amount) => Some(format!("up to {} at a time", plain(amount))),
        None => None,
    };
    let mut course = course.unwrap_or_else(|| "one at a time, each when the one before is ready".to_owned());
    if partition > first {
        course.push_str(&format!("; those below {partition} stay as they are (partition)"));
    }
    (Pods::Named(pods), course)
}

fn deployment(new: &Value) -> String {
    let field = |pointer: &str| new.pointer(pointer);
    if field("/spec/paused") == Some(&Value::Bool(true)) {
        return "when the Deployment is no longer paused".to_owned();
    }
    if field("/spec/strategy/type").and_then(Value::as_str) == Some("Recreate") {
        return "all of them stop before the first new one starts (strategy Recreate)".to_owned();
    }
    let amount = |name: &str| field(&format!("/spec/strategy/rollingUpdate/{name}")).map(plain).unwrap_or_default();
    format!("rolling: up to {} more, up to {} fewer than wanted", amount("maxSurge"), amount("maxUnavailable"))
}

fn daemon_set(new: &Value) -> String {
    if new.pointer("/spec/updateStrategy/type").and_then(Value::as_str) == Some("OnDelete") {
        return "each when somebody deletes it (updateStrategy OnDelete)".to_owned();
    }
    let amount =
        |name: &str| new.pointer(&format!("/spec/updateStrategy/rollingUpdate/{name}")).map(plain).unwrap_or_default();
    match amount("maxSurge").as_str() {
        "" | "0" | "0%" => format!("rolling: up to {} at a time", amount("maxUnavailable")),
        surge => format!("rolling: up to {surge} new ones beside the old at a time"),
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
