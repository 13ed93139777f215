use super::words::{because, change, claims, fate, one_line, origin, restart, stale, status, summary};
use crate::diff::{Diff, Outcome, Refusal, Status};

/// One paragraph for every object that differs, then what follows for pods and claims, then how many there were.
pub fn text(diff: &Diff) -> String {
    let mut text = String::new();
    for outcome in diff.outcomes.iter().filter(|outcome| outcome.status != Status::Unchanged) {
        object(outcome, &mut text);
    }
    if !diff.restarts.is_empty() {
        text.push_str("\nPods that restart or stop:\n");
        for one in &diff.restarts {
            text.push_str(&format!("  {}: {}\n", one.workload, restart(one)));
            if let Some(paths) = because(one) {
                text.push_str(&format!("    because of {paths}\n"));
            }
        }
    }
    if !diff.stale.is_empty() {
        text.push_str("\nPods that do not restart although what they read changes:\n");
        diff.stale.iter().for_each(|one| text.push_str(&format!("  {}\n", stale(one))));
    }
    if !diff.claims.is_empty() {
        text.push_str("\nClaims:\n");
        for one in &diff.claims {
            text.push_str(&format!("  {} by {}: {}\n", fate(one.fate), one.cause, claims(one)));
        }
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text + &summary(diff) + "\n"
}

fn object(outcome: &Outcome, text: &mut String) {
    text.push_str(&format!("{} {} ({})\n", status(outcome.status), one_line(&outcome.id.to_string()), origin(outcome)));
    for line in outcome.changes.iter().flat_map(change) {
        text.push_str(&format!("  {line}\n"));
    }
    outcome.refusals.iter().for_each(|one| refusal(one, text));
}

fn refusal(refusal: &Refusal, text: &mut String) {
    let place = refusal.place.as_ref().map(|place| format!(" ({})", one_line(&place.to_string()))).unwrap_or_default();
    let (path, sentence) = (one_line(&refusal.path), one_line(&refusal.sentence));
    text.push_str(&format!("  refused: {path}: {sentence}{place}\n"));
    text.push_str(&format!("    instead: {}\n", one_line(&refusal.instead)));
}
