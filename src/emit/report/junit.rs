use std::fmt::Write;

use super::Wanted;
use crate::check::verdict::{Found, Outcome, Status, Verdict};

/// JUnit's XML: a suite for each file, a case for each object.
pub fn junit(verdict: &Verdict, _: Wanted) -> String {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let (total, Verdict { invalid, errors, skipped, .. }) = (verdict.total(), verdict);
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "<testsuites name=\"cpgen\" tests=\"{total}\" failures=\"{invalid}\" disabled=\"{skipped}\" errors=\"{errors}\">"
    );
    for (index, suite) in verdict.outcomes.chunk_by(|a, b| a.file == b.file).enumerate() {
        let count = |status| suite.iter().filter(|outcome| outcome.status == status).count();
        let (failures, errors, skipped) = (count(Status::Invalid), count(Status::Error), count(Status::Skipped));
        let _ = writeln!(
            text,
            "  <testsuite name=\"{}\" id=\"{}\" tests=\"{}\" failures=\"{failures}\" errors=\"{errors}\" \
             disabled=\"0\" skipped=\"{skipped}\">",
            escaped(&suite[0].file),
            index + 1,
            suite.len()
        );
        suite.iter().for_each(|outcome| text.push_str(&case(outcome)));
        text.push_str("  </testsuite>\n");
    }
    text + "</testsuites>\n"
}

fn case(outcome: &Outcome) -> String {
    let class = format!("{}@{}", outcome.kind, outcome.api_version);
    let (name, class) = (escaped(&outcome.qualified_name()), escaped(&class));
    let mut text = format!("    <testcase name=\"{name}\" classname=\"{class}\" time=\"0\">");
    match outcome.status {
        Status::Valid => {}
        Status::Skipped => text.push_str("\n      <skipped message=\"\"/>\n    "),
        Status::Invalid => text.push_str(&element("failure", outcome)),
        Status::Error => text.push_str(&element("error", outcome)),
    }
    text + "</testcase>\n"
}

/// One element with all errors: some readers take one of each case only.
fn element(name: &str, outcome: &Outcome) -> String {
    let line = |found: &Found| {
        let place = found.finding.place.as_ref().map_or(outcome.file.clone(), ToString::to_string);
        format!("{place}: {}; {}", found.message(), found.finding.fix)
    };
    let lines: Vec<String> = outcome.errors().map(|found| escaped(&line(found))).collect();
    let messages: Vec<String> = outcome.errors().map(Found::message).collect();
    let rule = outcome.errors().next().map_or("", |found| found.finding.rule);
    let message = escaped(&messages.join("; "));
    format!("\n      <{name} message=\"{message}\" type=\"{rule}\">{}</{name}>\n    ", lines.join("\n"))
}

/// Text inside XML. What XML cannot hold at all is written as an escape.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => escaped.extend(c.escape_default()),
            c => escaped.push(c),
        }
    }
    escaped
}
