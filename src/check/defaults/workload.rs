use serde_json::Value;

use super::fields::{is_empty, items_mut, made_value, set_absent, text};
use super::pod::template;
use super::row::Preset::{Empty, Number, Text};
use super::row::{Row, fill_in};
use super::storage::claim_spec;
use crate::check::schema::Minor;

const STATEFUL_SET: &[Row] = &[
    ("podManagementPolicy", Text("OrderedReady")),
    ("persistentVolumeClaimRetentionPolicy", Empty),
    ("persistentVolumeClaimRetentionPolicy.whenDeleted", Text("Retain")),
    ("persistentVolumeClaimRetentionPolicy.whenScaled", Text("Retain")),
    ("replicas", Number(1)),
    ("revisionHistoryLimit", Number(10)),
];

/// `SetDefaults_StatefulSet`.
pub fn stateful_set(object: &mut Value, minor: Minor) {
    if let Some(spec) = made_value(object, &["spec"]) {
        fill_in(spec, STATEFUL_SET);
        if let Some(strategy) = made_value(spec, &["updateStrategy"]) {
            if text(strategy, "type").is_empty() {
                fill_in(strategy, &[("type", Text("RollingUpdate")), ("rollingUpdate", Empty)]);
            }
            if text(strategy, "type") == "RollingUpdate" {
                fill_in(strategy, &[("rollingUpdate.partition", Number(0))]);
                if minor.number() >= 37 {
                    fill_in(strategy, &[("rollingUpdate.maxUnavailable", Number(1))]);
                }
            }
        }
        for claim in items_mut(spec, "volumeClaimTemplates") {
            claim_spec(claim);
            if let Some(status) = made_value(claim, &["status"]) {
                fill_in(status, &[("phase", Text("Pending"))]);
            }
        }
    }
    template(object, &["spec", "template"], minor);
}

const DEPLOYMENT: &[Row] =
    &[("replicas", Number(1)), ("revisionHistoryLimit", Number(10)), ("progressDeadlineSeconds", Number(600))];

/// `SetDefaults_Deployment`.
pub fn deployment(object: &mut Value, minor: Minor) {
    if let Some(spec) = made_value(object, &["spec"]) {
        fill_in(spec, DEPLOYMENT);
        rolling(spec, "strategy", [("maxUnavailable", "25%".into()), ("maxSurge", "25%".into())]);
    }
    template(object, &["spec", "template"], minor);
}

/// `SetDefaults_DaemonSet`.
pub fn daemon_set(object: &mut Value, minor: Minor) {
    if let Some(spec) = made_value(object, &["spec"]) {
        fill_in(spec, &[("revisionHistoryLimit", Number(10))]);
        rolling(spec, "updateStrategy", [("maxUnavailable", 1.into()), ("maxSurge", 0.into())]);
    }
    template(object, &["spec", "template"], minor);
}

/// A strategy that rolls where it says nothing else, and how.
fn rolling(spec: &mut Value, field: &str, amounts: [(&str, Value); 2]) {
    let Some(strategy) = made_value(spec, &[field]) else { return };
    fill_in(strategy, &[("type", Text("RollingUpdate"))]);
    if text(strategy, "type") != "RollingUpdate" {
        return;
    }
    if let Some(rolling) = made_value(strategy, &["rollingUpdate"]) {
        amounts.into_iter().for_each(|(field, amount)| set_absent(rolling, field, amount));
    }
}

/// `SetDefaults_ReplicaSet`.
pub fn replica_set(object: &mut Value, minor: Minor) {
    if let Some(spec) = made_value(object, &["spec"]) {
        fill_in(spec, &[("replicas", Number(1))]);
    }
    template(object, &["spec", "template"], minor);
}

/// `SetDefaults_ReplicationController`: selector and labels are those of its pods.
pub fn replication_controller(object: &mut Value, minor: Minor) {
    let Some(spec) = made_value(object, &["spec"]) else { return };
    fill_in(spec, &[("replicas", Number(1))]);
    if spec.get("template").is_none() {
        return;
    }
    let labels = spec.pointer("/template/metadata/labels").cloned();
    if let Some(labels) = labels {
        if is_empty(spec, "selector") {
            spec["selector"] = labels.clone();
        }
        label(object, labels);
    }
    template(object, &["spec", "template"], minor);
}

/// Gives an object without labels those.
pub fn label(object: &mut Value, labels: Value) {
    if let Some(metadata) = made_value(object, &["metadata"])
        && metadata.is_object()
        && is_empty(metadata, "labels")
    {
        metadata["labels"] = labels;
    }
}
