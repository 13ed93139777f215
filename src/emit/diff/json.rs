use serde_json::{Value, json};

use super::words::{fate, status};
use crate::diff::{Change, Diff, Id, Object, Outcome, Pods, Refusal, Restart, Status, What};

/// Everything, as one JSON object.
pub fn json(diff: &Diff) -> String {
    let count = |status| diff.count(status);
    let report = json!({
        "objects": diff.outcomes.iter().map(object).collect::<Vec<_>>(),
        "restarts": diff.restarts.iter().map(restart).collect::<Vec<_>>(),
        "notRestarted": diff.stale.iter().map(|one| json!({
            "workload": id(&one.workload),
            "config": id(&one.config),
            "effect": one.effect,
            "keepsOld": one.keeps_old,
        })).collect::<Vec<_>>(),
        "claims": diff.claims.iter().map(|one| json!({
            "cause": id(&one.cause),
            "names": one.names,
            "fate": fate(one.fate),
            "reason": one.reason,
            "advice": one.advice,
        })).collect::<Vec<_>>(),
        "summary": {
            "added": count(Status::Added),
            "changed": count(Status::Changed),
            "removed": count(Status::Removed),
            "unchanged": count(Status::Unchanged),
            "refused": diff.outcomes.iter().filter(|outcome| !outcome.refusals.is_empty()).count(),
        },
    });
    format!("{report:#}\n")
}

fn id(id: &Id) -> Value {
    json!({ "group": id.group, "kind": id.kind, "namespace": id.namespace, "name": id.name })
}

fn object(outcome: &Outcome) -> Value {
    let mut object = id(&outcome.id);
    object["status"] = status(outcome.status).into();
    for (side, of) in [("old", &outcome.old), ("new", &outcome.new)] {
        if let Some(of) = of {
            object[side] = origin(of);
        }
    }
    object["changes"] = outcome.changes.iter().map(change).collect();
    object["refused"] = outcome.refusals.iter().map(refusal).collect();
    object
}

fn refusal(refusal: &Refusal) -> Value {
    let mut json = json!({ "path": refusal.path, "message": refusal.sentence, "instead": refusal.instead });
    if let Some(place) = &refusal.place {
        json["line"] = place.line.into();
        json["column"] = place.column.into();
    }
    json
}

fn origin(object: &Object) -> Value {
    let mut origin = json!({ "apiVersion": object.api_version, "file": object.origin.source.name });
    if let Some(span) = object.origin.span {
        let (line, column) = object.origin.source.line_and_column(span.start as usize);
        origin["line"] = line.into();
        origin["column"] = column.into();
    }
    origin
}

fn change(change: &Change) -> Value {
    let what = match change.what {
        What::Added(_) => "added",
        What::Removed(_) => "removed",
        What::Replaced(..) => "replaced",
        What::Reordered(..) => "reordered",
        What::Respelled(..) => "respelled",
        What::Hidden => "secret",
    };
    let mut json = json!({ "path": change.path.to_string(), "change": what });
    for (side, value) in [("old", change.before()), ("new", change.after())] {
        if let Some(value) = value {
            json[side] = value;
        }
    }
    json
}

fn restart(restart: &Restart) -> Value {
    let pods = match &restart.pods {
        Pods::Named(names) => json!(names),
        Pods::Count(number) => json!(number),
        Pods::EveryNode => json!("every node"),
    };
    json!({ "workload": id(&restart.workload), "pods": pods, "course": restart.course, "because": restart.because })
}
