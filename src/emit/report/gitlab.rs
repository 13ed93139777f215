use std::collections::HashMap;

use serde_json::{Value, json};

use super::{Wanted, fingerprint, relative};
use crate::check::verdict::Verdict;
use crate::source::Severity;

/// GitLab's Code Quality report. Fingerprints are unique, because it shows one finding of each only.
pub fn gitlab(verdict: &Verdict, _: Wanted) -> String {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut findings: Vec<Value> = Vec::new();
    for outcome in &verdict.outcomes {
        for found in &outcome.found {
            let title = outcome.title();
            let mark = fingerprint([&outcome.file, &title, found.finding.rule, &found.message()]);
            let times = seen.entry(mark.clone()).and_modify(|times| *times += 1).or_insert(0);
            let mark = if *times == 0 { mark } else { fingerprint([&mark, "", "", &times.to_string()]) };
            findings.push(json!({
                "description": format!("{title}: {}; {}", found.message(), found.finding.fix),
                "check_name": found.finding.rule,
                "fingerprint": mark,
                "severity": if found.finding.severity == Severity::Error { "major" } else { "minor" },
                "location": {
                    "path": relative(&outcome.file),
                    "lines": { "begin": found.finding.place.as_ref().map_or(outcome.line, |place| place.line) },
                },
            }));
        }
    }
    format!("{:#}\n", Value::Array(findings))
}
