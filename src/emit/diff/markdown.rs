use super::words::{because, change, claims, fate, one_line, origin, restart, stale, status, summary};
use crate::diff::{Diff, Outcome, Status};

/// A report for a pull request: what matters first, the differences folded away below.
pub fn markdown(diff: &Diff) -> String {
    let mut text = format!("**{}**\n", summary(diff));
    let refused: Vec<String> = diff.outcomes.iter().flat_map(refusals).collect();
    section(&mut text, "Refused by the API server", refused);
    let restarts = diff.restarts.iter().map(|one| {
        let why = because(one).map(|paths| format!(" because of {}", code(&paths))).unwrap_or_default();
        format!("- **{}**: {}{why}\n", escaped(&one.workload.to_string()), escaped(&restart(one)))
    });
    section(&mut text, "Pods that restart or stop", restarts.collect());
    let stale = diff.stale.iter().map(|one| format!("- {}\n", escaped(&stale(one))));
    section(&mut text, "Pods that do not restart although what they read changes", stale.collect());
    let lost = diff.claims.iter().map(|one| {
        let cause = one.cause.to_string();
        format!("- **{}** by {}: {}\n", fate(one.fate), escaped(&cause), escaped(&claims(one)))
    });
    section(&mut text, "Claims", lost.collect());
    let differing: Vec<&Outcome> = diff.outcomes.iter().filter(|one| one.status != Status::Unchanged).collect();
    if !differing.is_empty() {
        text.push_str("\n| object | | from |\n|---|---|---|\n");
        for one in &differing {
            let (id, from) = (one.id.to_string(), origin(one));
            text.push_str(&format!("| {} | {} | {} |\n", cell(&id), status(one.status), cell(&from)));
        }
    }
    differing.iter().for_each(|one| details(one, &mut text));
    text
}

fn section(text: &mut String, title: &str, lines: Vec<String>) {
    if !lines.is_empty() {
        text.push_str(&format!("\n### {title}\n\n{}", lines.concat()));
    }
}

fn refusals(outcome: &Outcome) -> Vec<String> {
    let id = escaped(&outcome.id.to_string());
    let one = |refusal: &crate::diff::Refusal| {
        let (path, sentence, instead) = (code(&refusal.path), escaped(&refusal.sentence), one_line(&refusal.instead));
        format!("- **{id}** {path}: {sentence}\n  - instead: {instead}\n")
    };
    outcome.refusals.iter().map(one).collect()
}

fn details(outcome: &Outcome, text: &mut String) {
    let lines: Vec<String> = outcome.changes.iter().flat_map(change).collect();
    if lines.is_empty() {
        return;
    }
    // A fence that is longer than any in the text.
    let longest = lines.iter().flat_map(|line| line.split(|c| c != '`')).map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let title = html(&outcome.id.to_string());
    text.push_str(&format!("\n<details><summary>{title}</summary>\n\n{fence}diff\n"));
    for line in &lines {
        // Only lines that begin with + or - are coloured.
        let line = line.strip_prefix("    ").unwrap_or(line);
        text.push_str(&line.replacen("~ ", "! ", usize::from(line.starts_with("~ "))));
        text.push('\n');
    }
    text.push_str(&format!("{fence}\n\n</details>\n"));
}

fn code(text: &str) -> String {
    format!("`{}`", one_line(text).replace('`', "'"))
}

fn cell(text: &str) -> String {
    escaped(text).replace('|', "\\|")
}

fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in one_line(text).chars() {
        if matches!(character, '<' | '>' | '*' | '_' | '[' | ']' | '`' | '\\') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

fn html(text: &str) -> String {
    one_line(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
