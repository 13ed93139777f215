use super::Examined;
use crate::check::schema::Minor;
use crate::source::{Finding, Severity};

/// What came of one object, or of a part of a file that is none.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The file as the user named it.
    pub file: String,
    /// Line of the object, counted from 1.
    pub line: usize,
    /// Column of the object, counted from 1.
    pub column: usize,
    /// `apps/v1`; empty where the object says none.
    pub api_version: String,
    /// `StatefulSet`; empty where the object says none.
    pub kind: String,
    /// Namespace; empty where the object says none.
    pub namespace: String,
    /// Name, or the prefix that a name is generated from.
    pub name: String,
    /// The result.
    pub status: Status,
    /// All that was found.
    pub found: Vec<Found>,
}

/// The result for one object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Every asked version of Kubernetes accepts it.
    Valid,
    /// Some version would refuse it.
    Invalid,
    /// It could not be judged: no YAML, no object, a kind that was not to occur.
    Error,
    /// It was not to be judged, or no schema is known.
    Skipped,
}

/// One finding about an object.
#[derive(Clone, Debug)]
pub struct Found {
    /// Rule, place, sentence and fix.
    pub finding: Finding,
    /// Where in the object: `spec.replicas`; empty for the object itself.
    pub path: String,
    /// The same as a JSON pointer: `/spec/replicas`.
    pub pointer: String,
    /// The minors that it holds for; none stands for all.
    pub minors: Vec<Minor>,
}

/// All outcomes of a run, in the order of the input.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// The outcomes; those of valid objects only where they were asked for.
    pub outcomes: Vec<Outcome>,
    /// The minors that were asked about.
    pub minors: Vec<Minor>,
    /// How many objects are valid.
    pub valid: usize,
    /// How many are invalid.
    pub invalid: usize,
    /// How many could not be judged.
    pub errors: usize,
    /// How many were not judged.
    pub skipped: usize,
    /// How many files had objects.
    pub files: usize,
}

impl Outcome {
    /// `ns/name`, or the name alone.
    pub fn qualified_name(&self) -> String {
        if self.namespace.is_empty() { self.name.clone() } else { format!("{}/{}", self.namespace, self.name) }
    }

    /// How findings call it: `StatefulSet streaming/orders-kafka`.
    pub fn title(&self) -> String {
        let title = format!("{} {}", self.kind, self.qualified_name());
        if title.trim().is_empty() { "document".to_owned() } else { title.trim().to_owned() }
    }

    /// The errors among its findings.
    pub fn errors(&self) -> impl Iterator<Item = &Found> {
        self.found.iter().filter(|found| found.finding.severity == Severity::Error)
    }
}

impl Found {
    /// The sentence with path and minors before it: `spec.x: would break on 1.30: there is no field ...`.
    pub fn message(&self) -> String {
        let path = if self.path.is_empty() { String::new() } else { format!("{}: ", self.path) };
        format!("{path}{}{}", self.versions(), self.finding.sentence)
    }

    /// `would break on 1.36, 1.37: `; empty where it holds for all that were asked about.
    fn versions(&self) -> String {
        if self.minors.is_empty() {
            return String::new();
        }
        let names: Vec<String> = self.minors.iter().map(ToString::to_string).collect();
        let verb = if self.finding.severity == Severity::Error { "would break" } else { "passes with a warning" };
        format!("{verb} on {}: ", names.join(", "))
    }
}

impl Verdict {
    /// Takes in what a file came to.
    pub fn add(&mut self, examined: Examined) {
        let count = |status| examined.outcomes.iter().filter(|outcome| outcome.status == status).count();
        let (invalid, errors) = (count(Status::Invalid), count(Status::Error));
        self.files += usize::from(invalid + errors + examined.valid + examined.skipped > 0);
        self.invalid += invalid;
        self.errors += errors;
        self.valid += examined.valid;
        self.skipped += examined.skipped;
        self.outcomes.extend(examined.outcomes);
    }

    /// How many objects there were.
    pub fn total(&self) -> usize {
        self.valid + self.invalid + self.errors + self.skipped
    }

    /// Whether anything is wrong.
    pub fn has_findings(&self) -> bool {
        self.invalid + self.errors > 0
    }

    /// How many objects one of the minors accepts and refuses.
    pub fn counts(&self, minor: Minor) -> (usize, usize) {
        let counts = |found: &Found| found.minors.is_empty() || found.minors.contains(&minor);
        let refused = self.outcomes.iter().filter(|outcome| outcome.errors().any(counts)).count();
        (self.total() - self.skipped - refused, refused)
    }
}
