use super::{Wanted, one_line};
use crate::check::verdict::{Found, Outcome, Status, Verdict};

/// TAP 13: a line for each object.
pub fn tap(verdict: &Verdict, _: Wanted) -> String {
    let mut text = String::from("TAP version 13\n");
    for (index, outcome) in verdict.outcomes.iter().enumerate() {
        text.push_str(&line(index + 1, outcome));
    }
    text + &format!("1..{}\n", verdict.outcomes.len())
}

fn line(number: usize, outcome: &Outcome) -> String {
    let parts =
        [outcome.api_version.as_str(), outcome.kind.as_str(), outcome.namespace.as_str(), outcome.name.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let object = if parts.is_empty() { String::new() } else { format!(" ({})", parts.join("/")) };
    let about = format!("{number} - {}{object}", outcome.file);
    let messages: Vec<String> = outcome.errors().map(Found::message).collect();
    // A `#` begins a directive.
    let line = match outcome.status {
        Status::Valid => format!("ok {}", about.replace('#', "\\#")),
        Status::Skipped => format!("ok {} # skip", about.replace('#', "\\#")),
        Status::Invalid | Status::Error => format!("not ok {about}: {}", messages.join("; ")).replace('#', "\\#"),
    };
    one_line(&line) + "\n"
}
