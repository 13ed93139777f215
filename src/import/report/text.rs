use super::Report;
use crate::import::write::one_line;

/// One line for each key, those that need a look last.
pub fn write(report: &Report) -> String {
    let mut lines: Vec<_> = report.lines.iter().collect();
    lines.sort_by_key(|line| {
        ["open", "unknown"].iter().position(|word| *word == line.fate.word()).map_or(0, |at| at + 1)
    });
    let mut out = String::new();
    for line in lines {
        let fate = &line.fate;
        out.push_str(&format!("{}: {} {}: {}\n", line.whereabouts(), fate.word(), one_line(&line.key), fate.detail()));
    }
    for note in &report.notes {
        out.push_str(&format!("note: {note}\n"));
    }
    out.push_str(&report.sum());
    out.push('\n');
    out
}
