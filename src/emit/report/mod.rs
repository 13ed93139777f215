//! A verdict on manifests, in the formats that people and machines read: one format, one file.

mod github;
mod gitlab;
mod json;
mod junit;
mod pretty;
mod sarif;
mod tap;
mod text;

use crate::check::verdict::Verdict;

/// A format: takes the verdict and what of it is wanted, gives the whole report.
pub type Report = fn(&Verdict, Wanted) -> String;

/// What of a verdict is wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// Valid and skipped objects too.
    pub verbose: bool,
    /// How many objects of each result there were.
    pub summary: bool,
    /// Colours, where the format has some.
    pub colour: bool,
}

/// All formats by the names that the command line has for them.
pub const REPORTS: [(&str, Report); 8] = [
    ("text", text::text),
    ("json", json::json),
    ("junit", junit::junit),
    ("tap", tap::tap),
    ("pretty", pretty::pretty),
    ("sarif", sarif::sarif),
    ("github", github::github),
    ("gitlab", gitlab::gitlab),
];

/// The last lines of a report that people read: a summary in kubeconform's words where it is wanted, and a verdict for
/// each of several minors.
fn closing(verdict: &Verdict, wanted: Wanted) -> String {
    let count = |number: usize, noun: &str| format!("{number} {noun}{}", if number == 1 { "" } else { "s" });
    let mut text = String::new();
    if wanted.summary {
        text = format!(
            "Summary: {} found in {} - Valid: {}, Invalid: {}, Errors: {}, Skipped: {}\n",
            count(verdict.total(), "resource"),
            count(verdict.files, "file"),
            verdict.valid,
            verdict.invalid,
            verdict.errors,
            verdict.skipped
        );
    }
    for minor in verdict.minors.iter().filter(|_| verdict.minors.len() > 1) {
        let (accepted, refused) = verdict.counts(*minor);
        text.push_str(&format!("Kubernetes {minor}: {accepted} accepted, {refused} refused\n"));
    }
    text
}

/// Text on one line, with control characters as escapes.
fn one_line(text: &str) -> String {
    text.chars().flat_map(|c| if c.is_control() { c.escape_default().collect() } else { vec![c] }).collect()
}

/// A path as services want it that look for it in a repository.
fn relative(path: &str) -> &str {
    path.trim_start_matches("./")
}

/// A mark that stays the same while the finding does, wherever its line moves.
fn fingerprint(parts: [&str; 4]) -> String {
    use sha2::{Digest, Sha256};
    let mut sha = Sha256::new();
    parts.iter().for_each(|part| sha.update(format!("{}:{part}", part.len())));
    sha.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
