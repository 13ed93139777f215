use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::outcome::Outcome;
use super::references::{named, used};
use super::{Id, Object, Restart, Status};
use crate::manifest::RELOAD_ANNOTATION;

/// Pods that keep running although a ConfigMap or Secret that they use changes.
#[derive(Clone, Debug)]
pub struct Stale {
    /// What changes.
    pub config: Id,
    /// Whose pods do not restart.
    pub workload: Id,
    /// What that means for them.
    pub effect: String,
    /// Whether they go on with what they read at their start.
    pub keeps_old: bool,
}

/// Who uses what: the namespace, kind and name of what is used, and those whose pods use it.
type Users<'a> = HashMap<(&'a str, &'a str, &'a str), Vec<(&'a Outcome, &'a Object)>>;

/// What the changed ConfigMaps and Secrets do to pods that do not restart.
pub fn stale(outcomes: &[Outcome], restarts: &[Restart]) -> Vec<Stale> {
    let restarted: HashSet<&Id> = restarts.iter().map(|restart| &restart.workload).collect();
    let stays = |outcome: &&Outcome| outcome.old.is_some() && !restarted.contains(&outcome.id);
    let mut users = Users::new();
    for workload in outcomes.iter().filter(stays) {
        let Some(pods) = &workload.new else { continue };
        for (kind, name) in named(pods) {
            users.entry((&workload.id.namespace, kind, name)).or_default().push((workload, pods));
        }
    }
    let mut all = Vec::new();
    for config in outcomes.iter().filter(|outcome| changes_data(outcome)) {
        let id = &config.id;
        let using = users.get(&(id.namespace.as_str(), id.kind.as_str(), id.name.as_str()));
        for (workload, pods) in using.into_iter().flatten() {
            let refused = match workload.refusals.is_empty() {
                true => "",
                false => "its own update is refused, so that its pods stay; ",
            };
            all.extend(effect(config, pods).map(|(effect, keeps_old)| Stale {
                config: config.id.clone(),
                workload: workload.id.clone(),
                effect: format!("{refused}{effect}"),
                keeps_old,
            }));
        }
    }
    all
}

fn changes_data(config: &Outcome) -> bool {
    if !matches!(config.id.kind.as_str(), "ConfigMap" | "Secret") {
        return false;
    }
    config.status == Status::Removed
        || config.changes.iter().any(|change| ["data", "binaryData"].iter().any(|data| change.path.touches(data)))
            && config.refusals.is_empty()
}

fn effect(config: &Outcome, workload: &Object) -> Option<(String, bool)> {
    let used = used(workload, &config.id);
    if !used.is_any() {
        return None;
    }
    if config.status == Status::Removed {
        return Some(("it is gone, and pods that start later wait for it".to_owned(), true));
    }
    if matches!(workload.id.kind.as_str(), "CronJob" | "Job") {
        return Some(("pods that start later see it".to_owned(), false));
    }
    let mut kept = Vec::new();
    if used.environment {
        kept.push("environment variables");
    }
    if used.fixed_files {
        kept.push("files mounted with subPath");
    }
    let reloads = config.new.as_ref().and_then(|object| object.stored.pointer("/metadata/annotations"));
    let reloads = reloads.and_then(|map| map.get(RELOAD_ANNOTATION)).and_then(Value::as_str) == Some("live");
    let renewed = match reloads {
        true => "its files change in the running pods within a minute or two, and the process rereads them",
        false => "its files change in the running pods within a minute or two, and nothing tells the process",
    };
    if kept.is_empty() {
        return Some((renewed.to_owned(), false));
    }
    let kept = format!("{} keep the old content until the pods restart", kept.join(" and "));
    let effect = if used.files { format!("{kept}; {renewed}") } else { kept };
    Some((effect, true))
}
