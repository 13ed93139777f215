use super::{Wanted, closing, one_line, relative};
use crate::check::verdict::Verdict;
use crate::source::Severity;

/// Workflow commands of GitHub, which become annotations. It shows ten of each level, so errors come first.
pub fn github(verdict: &Verdict, wanted: Wanted) -> String {
    let mut text = String::new();
    for (severity, level) in [(Severity::Error, "error"), (Severity::Warning, "warning")] {
        for outcome in &verdict.outcomes {
            for found in outcome.found.iter().filter(|found| found.finding.severity == severity) {
                let place = found.finding.place.as_ref();
                let (line, column) = place.map_or((outcome.line, outcome.column), |place| (place.line, place.column));
                let message = format!("{}: {}; {}", outcome.title(), found.message(), found.finding.fix);
                text.push_str(&format!(
                    "::{level} file={},line={line},col={column},title={}::{}\n",
                    property(relative(&outcome.file)),
                    property(found.finding.rule),
                    data(&message)
                ));
            }
        }
    }
    text + &closing(verdict, wanted)
}

fn data(text: &str) -> String {
    one_line(&text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A"))
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
