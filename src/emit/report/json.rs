use serde_json::{Value, json};

use super::Wanted;
use crate::check::schema::Minor;
use crate::check::verdict::{Found, Outcome, Status, Verdict};
use crate::source::Severity;

/// kubeconform's JSON, with more fields: namespace, line, column, for each error its rule, fix and versions, and a verdict
/// for each of several versions.
pub fn json(verdict: &Verdict, wanted: Wanted) -> String {
    let is_wanted = |outcome: &&Outcome| {
        wanted.verbose || matches!(outcome.status, Status::Invalid | Status::Error) || !outcome.found.is_empty()
    };
    let resources: Vec<Value> = verdict.outcomes.iter().filter(is_wanted).map(resource).collect();
    let mut report = json!({ "resources": resources });
    if wanted.summary {
        let Verdict { valid, invalid, errors, skipped, .. } = verdict;
        report["summary"] = json!({ "valid": valid, "invalid": invalid, "errors": errors, "skipped": skipped });
    }
    if verdict.minors.len() > 1 {
        let one = |minor: &Minor| {
            let (accepted, refused) = verdict.counts(*minor);
            (minor.to_string(), json!({ "accepted": accepted, "refused": refused }))
        };
        report["kubernetes"] = Value::Object(verdict.minors.iter().map(one).collect());
    }
    format!("{report:#}\n")
}

fn resource(outcome: &Outcome) -> Value {
    let status = match outcome.status {
        Status::Valid => "statusValid",
        Status::Invalid => "statusInvalid",
        Status::Error => "statusError",
        Status::Skipped => "statusSkipped",
    };
    let messages: Vec<String> = outcome.errors().map(Found::message).collect();
    let mut resource = json!({
        "filename": outcome.file,
        "kind": outcome.kind,
        "name": outcome.name,
        "namespace": outcome.namespace,
        "version": outcome.api_version,
        "status": status,
        "msg": messages.join("; "),
        "line": outcome.line,
        "column": outcome.column,
    });
    if !outcome.found.is_empty() {
        resource["validationErrors"] = outcome.found.iter().map(|found| error(outcome, found)).collect();
    }
    resource
}

fn error(outcome: &Outcome, found: &Found) -> Value {
    let place = found.finding.place.as_ref();
    let minors: Vec<String> = found.minors.iter().map(ToString::to_string).collect();
    json!({
        "path": found.pointer,
        "msg": found.finding.sentence,
        "field": found.path,
        "rule": found.finding.rule,
        "severity": if found.finding.severity == Severity::Error { "error" } else { "warning" },
        "fix": found.finding.fix,
        "line": place.map_or(outcome.line, |place| place.line),
        "column": place.map_or(outcome.column, |place| place.column),
        "kubernetes": minors,
    })
}
