use serde_json::Value;

use super::lines;
use crate::diff::{Change, Claims, Diff, Fate, Outcome, Pods, Restart, Stale, Status, What};
use crate::yaml::{Content, Scalar, resolve};

/// How long a value may be on a line.
const LONGEST: usize = 200;

/// `added`, `removed`, `changed`, `unchanged`.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Added => "added",
        Status::Removed => "removed",
        Status::Changed => "changed",
        Status::Unchanged => "unchanged",
    }
}

/// The file and line of an object: on the new side where it is there.
pub fn origin(outcome: &Outcome) -> String {
    let object = outcome.new.as_ref().or(outcome.old.as_ref());
    object.map(|object| one_line(&object.origin.to_string())).unwrap_or_default()
}

/// A change as lines of a patch: `~ path: old -> new`, and below it the lines of a longer text that differ.
pub fn change(change: &Change) -> Vec<String> {
    let path = one_line(&change.path.to_string());
    match &change.what {
        What::Added(Value::String(new)) if new.contains('\n') => with_lines(format!("+ {path}:"), "", new),
        What::Added(new) => vec![format!("+ {path}: {}", value(new))],
        What::Removed(Value::String(old)) if old.contains('\n') => {
            vec![format!("- {path}: {} lines", old.lines().count())]
        }
        What::Removed(old) => vec![format!("- {path}: {}", value(old))],
        What::Replaced(Value::String(old), Value::String(new)) if old.contains('\n') || new.contains('\n') => {
            with_lines(format!("~ {path}:"), old, new)
        }
        What::Replaced(old, new) => vec![format!("~ {path}: {} -> {}", value(old), value(new))],
        What::Reordered(old, new) => {
            vec![format!("~ {path}: order {} -> {}", one_line(&old.join(", ")), one_line(&new.join(", ")))]
        }
        What::Respelled(old, new) => {
            vec![format!("~ {path}: {} -> {} (the same amount in other words)", value(old), value(new))]
        }
        What::Hidden => vec![format!("~ {path}: (secret) differs")],
    }
}

fn with_lines(head: String, old: &str, new: &str) -> Vec<String> {
    let changed = lines::changed(old, new).into_iter().map(|line| format!("    {}", one_line(&line)));
    std::iter::once(head).chain(changed).collect()
}

/// A value on one line, cut where it is long.
pub fn value(value: &Value) -> String {
    let text = match value {
        Value::String(text) if is_text(text) => text.clone(),
        other => other.to_string(),
    };
    let text = one_line(&text);
    if text.chars().count() <= LONGEST { text } else { text.chars().take(LONGEST).chain(['…']).collect() }
}

/// Whether nobody takes it for anything but text.
fn is_text(text: &str) -> bool {
    text.trim() == text && matches!(resolve(text), Scalar::Value(Content::Text(_)))
}

/// Text on one line, with control characters as escapes.
pub fn one_line(text: &str) -> String {
    text.chars().flat_map(|c| if c.is_control() { c.escape_default().collect() } else { vec![c] }).collect()
}

/// Which pods, and how it goes.
pub fn restart(restart: &Restart) -> String {
    let pods = match &restart.pods {
        Pods::Named(names) => format!("{} ({})", count(names.len() as i64, "pod"), shortened(names)),
        Pods::Count(number) => count(*number, "pod"),
        Pods::EveryNode => "a pod on every node".to_owned(),
    };
    format!("{pods}, {}", restart.course)
}

/// Why pods restart, shortened to a few paths.
pub fn because(restart: &Restart) -> Option<String> {
    let paths = &restart.because;
    (!paths.is_empty()).then(|| one_line(&shortened(paths)))
}

/// Whose pods do not restart, and what that means: `StatefulSet a, ConfigMap b: ...`.
pub fn stale(stale: &Stale) -> String {
    let (workload, config) = (stale.workload.to_string(), stale.config.to_string());
    one_line(&format!("{workload}, {config}: {}", stale.effect))
}

/// Which claims, and what becomes of them.
pub fn claims(claims: &Claims) -> String {
    let names = match claims.names.as_slice() {
        [] => "all claims".to_owned(),
        names => format!("{} ({})", count(names.len() as i64, "claim"), shortened(names)),
    };
    format!("{names}: {}; {}", claims.reason, claims.advice)
}

/// `lost` or `orphaned`.
pub fn fate(fate: Fate) -> &'static str {
    match fate {
        Fate::Lost => "lost",
        Fate::Orphaned => "orphaned",
    }
}

/// How many objects there are of each kind, and what is worse than a change.
pub fn summary(diff: &Diff) -> String {
    let mut parts: Vec<String> = [Status::Added, Status::Changed, Status::Removed, Status::Unchanged]
        .into_iter()
        .map(|one| format!("{} {}", diff.count(one), status(one)))
        .collect();
    let refused = diff.outcomes.iter().filter(|outcome| !outcome.refusals.is_empty()).count();
    parts.extend((refused > 0).then(|| format!("{refused} refused")));
    let workloads = diff.restarts.len();
    parts.extend((workloads > 0).then(|| format!("pods of {} restart or stop", count(workloads as i64, "workload"))));
    let lost: usize = diff.claims.iter().filter(|claims| claims.fate == Fate::Lost).map(|c| c.names.len().max(1)).sum();
    parts.extend((lost > 0).then(|| format!("{} lost", count(lost as i64, "claim"))));
    parts.join(", ")
}

fn count(number: i64, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// The first of many.
fn shortened(names: &[String]) -> String {
    const MOST: usize = 8;
    if names.len() <= MOST {
        return names.join(", ");
    }
    format!("{}, … {}", names[..MOST - 1].join(", "), names[names.len() - 1])
}
