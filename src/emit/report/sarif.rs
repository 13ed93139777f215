use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Wanted, fingerprint, relative};
use crate::check::verdict::{Found, Outcome, Verdict};
use crate::source::Severity;

/// SARIF 2.1.0, for code scanning.
pub fn sarif(verdict: &Verdict, _: Wanted) -> String {
    let all = || verdict.outcomes.iter().flat_map(|outcome| outcome.found.iter().map(move |found| (outcome, found)));
    let rules: BTreeSet<&str> = all().map(|(_, found)| found.finding.rule).collect();
    let rules: Vec<&str> = rules.into_iter().collect();
    let results: Vec<Value> = all().map(|(outcome, found)| result(outcome, found, &rules)).collect();
    let described: Vec<Value> = rules
        .iter()
        .map(|rule| json!({ "id": rule, "shortDescription": { "text": rule.replace('-', " ") } }))
        .collect();
    let report = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "cpgen", "version": env!("CARGO_PKG_VERSION"), "rules": described } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{report:#}\n")
}

fn result(outcome: &Outcome, found: &Found, rules: &[&str]) -> Value {
    let rule = found.finding.rule;
    let place = found.finding.place.as_ref();
    let (line, column) = place.map_or((outcome.line, outcome.column), |place| (place.line, place.column));
    let title = outcome.title();
    json!({
        "ruleId": rule,
        "ruleIndex": rules.iter().position(|known| *known == rule),
        "level": if found.finding.severity == Severity::Error { "error" } else { "warning" },
        "message": { "text": format!("{title}: {}; {}", found.message(), found.finding.fix) },
        "locations": [{
            "physicalLocation": {
                "artifactLocation": { "uri": uri(&outcome.file) },
                "region": { "startLine": line, "startColumn": column },
            },
            "logicalLocations": [{ "fullyQualifiedName": format!("{title} {}", found.path).trim_end() }],
        }],
        "partialFingerprints": {
            "cpgen/v1": fingerprint([&outcome.file, &title, rule, &found.message()]),
        },
    })
}

/// A path as a URI, relative where it is: forward slashes, everything else but the unreserved characters in percent.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut uri = if path.starts_with('/') { "file://".to_owned() } else { String::new() };
    for byte in relative(&path).bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
