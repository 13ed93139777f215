use super::{Wanted, closing, one_line};
use crate::check::verdict::{Found, Outcome, Status, Verdict};
use crate::source::Severity;

/// One finding a line, as compilers write them: `FILE:LINE:COLUMN: error[RULE] KIND NAME: PATH: SENTENCE; FIX`.
pub fn text(verdict: &Verdict, wanted: Wanted) -> String {
    let mut text = String::new();
    for outcome in &verdict.outcomes {
        for found in &outcome.found {
            text.push_str(&line(outcome, found));
        }
        let word = match outcome.status {
            Status::Valid => "is valid",
            Status::Skipped => "is skipped",
            Status::Invalid | Status::Error => continue,
        };
        if wanted.verbose {
            text.push_str(&one_line(&format!("{} - {} {word}", outcome.file, outcome.title())));
            text.push('\n');
        }
    }
    text + &closing(verdict, wanted)
}

fn line(outcome: &Outcome, found: &Found) -> String {
    let place = found.finding.place.as_ref();
    let (line, column) = place.map_or((outcome.line, outcome.column), |place| (place.line, place.column));
    let level = match found.finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let (file, rule, fix) = (&outcome.file, found.finding.rule, &found.finding.fix);
    let text = format!("{file}:{line}:{column}: {level}[{rule}] {}: {}; {fix}", outcome.title(), found.message());
    one_line(&text) + "\n"
}
