use super::{Wanted, closing};
use crate::check::verdict::{Status, Verdict};
use crate::source::{Finding, report};

/// Every finding with the line that it is about and a caret under it.
pub fn pretty(verdict: &Verdict, wanted: Wanted) -> String {
    let mut text = String::new();
    for outcome in &verdict.outcomes {
        let about = |found: &crate::check::verdict::Found| Finding {
            sentence: format!("{}: {}", outcome.title(), found.message()),
            ..found.finding.clone()
        };
        let findings: Vec<Finding> = outcome.found.iter().map(about).collect();
        text.push_str(&report(&findings, wanted.colour));
        if wanted.verbose && matches!(outcome.status, Status::Valid | Status::Skipped) {
            let mark = if outcome.status == Status::Valid { "✔" } else { "-" };
            text.push_str(&super::one_line(&format!("{mark} {}: {}", outcome.file, outcome.title())));
            text.push('\n');
        }
    }
    text + &closing(verdict, wanted)
}
