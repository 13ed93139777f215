use super::Report;
use crate::import::write::one_line;

/// A table for a pull request.
pub fn write(report: &Report) -> String {
    let mut out = format!("**{}**\n\n| key | place | what became of it |\n|---|---|---|\n", report.sum());
    for line in &report.lines {
        let detail = format!("{}: {}", line.fate.word(), cell(&line.fate.detail()));
        out.push_str(&format!("| `{}` | {} | {detail} |\n", cell(&one_line(&line.key)), cell(&line.whereabouts())));
    }
    if !report.notes.is_empty() {
        out.push('\n');
    }
    for note in &report.notes {
        out.push_str(&format!("- {note}\n"));
    }
    out
}

/// A text that ends neither its cell nor its line.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
