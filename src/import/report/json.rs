use serde_json::{Map, Value, json};

use super::Report;

/// One object: `keys`, `notes` and a `summary`.
pub fn write(report: &Report) -> String {
    let keys: Vec<Value> = report
        .lines
        .iter()
        .map(|line| {
            json!({
                "key": line.key,
                "file": line.place.source.name,
                "line": line.place.line,
                "fate": line.fate.word(),
                "detail": line.fate.detail(),
            })
        })
        .collect();
    let summary: Map<String, Value> = report.tally().iter().map(|(word, n)| (word.to_string(), json!(n))).collect();
    let whole = json!({ "keys": keys, "notes": report.notes, "summary": summary });
    serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n"
}
