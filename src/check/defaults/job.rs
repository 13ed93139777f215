use serde_json::Value;

use super::fields::{items_mut, made_value, set_absent};
use super::pod::template;
use super::row::Preset::{Bool, Number, Text};
use super::row::{Row, fill_in};
use super::workload::label;
use crate::check::schema::Minor;

const JOB: &[Row] = &[
    ("parallelism", Number(1)),
    ("completionMode", Text("NonIndexed")),
    ("suspend", Bool(false)),
    ("manualSelector", Bool(false)),
];

/// `SetDefaults_Job`.
pub fn job(object: &mut Value, minor: Minor) {
    if let Some(spec) = made_value(object, &["spec"])
        && spec.is_object()
    {
        if spec.get("completions").is_none() && spec.get("parallelism").is_none() {
            set_absent(spec, "completions", 1);
        }
        let per_index = spec.get("backoffLimitPerIndex").is_some();
        set_absent(spec, "backoffLimit", if per_index { i32::MAX } else { 6 });
        let replaced = if spec.get("podFailurePolicy").is_some() { "Failed" } else { "TerminatingOrFailed" };
        set_absent(spec, "podReplacementPolicy", replaced);
        fill_in(spec, JOB);
        failure_patterns(spec);
    }
    if let Some(labels) = object.pointer("/spec/template/metadata/labels").cloned() {
        label(object, labels);
    }
    template(object, &["spec", "template"], minor);
}

const CRON_JOB: &[Row] = &[
    ("concurrencyPolicy", Text("Allow")),
    ("suspend", Bool(false)),
    ("successfulJobsHistoryLimit", Number(3)),
    ("failedJobsHistoryLimit", Number(1)),
];

/// `SetDefaults_CronJob`. The Jobs that it makes get theirs when they are made.
pub fn cron_job(object: &mut Value, minor: Minor) {
    if let Some(spec) = made_value(object, &["spec"]) {
        fill_in(spec, CRON_JOB);
    }
    if let Some(spec) = made_value(object, &["spec", "jobTemplate", "spec"]) {
        failure_patterns(spec);
    }
    template(object, &["spec", "jobTemplate", "spec", "template"], minor);
}

fn failure_patterns(spec: &mut Value) {
    let Some(policy) = spec.get_mut("podFailurePolicy") else { return };
    items_mut(policy, "rules").for_each(|rule| fill_in(rule, &[("onPodConditions[].status", Text("True"))]));
}
