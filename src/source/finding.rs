use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::Place;

/// How much a finding weighs. Only errors stop a render.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The input or its result is wrong; nothing is written.
    Error,
    /// It works, but its author should know.
    Warning,
}

/// One thing that is wrong with the input or with what it renders to.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Stable name of the rule, in kebab case: `unknown-key`.
    pub rule: &'static str,
    /// Whether it stops the run.
    pub severity: Severity,
    /// Where its author wrote it, when that is known.
    pub place: Option<Place>,
    /// What it is about: a values path (`kafka.storage.disk0.size`) or an object (`StatefulSet/orders-kafka`).
    pub subject: String,
    /// What is wrong, in one sentence without a final stop.
    pub sentence: String,
    /// What to do about it, in one sentence without a final stop. Never empty.
    pub fix: String,
}

impl Finding {
    /// An error about `subject`; the place is added with [`Finding::at`].
    pub fn error(
        rule: &'static str,
        subject: impl Into<String>,
        sentence: impl Into<String>,
        fix: impl Into<String>,
    ) -> Finding {
        Finding {
            rule,
            severity: Severity::Error,
            place: None,
            subject: subject.into(),
            sentence: sentence.into(),
            fix: fix.into(),
        }
    }

    /// A warning about `subject`.
    pub fn warning(
        rule: &'static str,
        subject: impl Into<String>,
        sentence: impl Into<String>,
        fix: impl Into<String>,
    ) -> Finding {
        Finding { severity: Severity::Warning, ..Finding::error(rule, subject, sentence, fix) }
    }

    /// The same finding, pointing at `place`.
    pub fn at(self, place: &Place) -> Finding {
        Finding { place: (!place.is_default()).then(|| place.clone()), ..self }
    }

    /// Findings that say the same have equal marks.
    fn mark(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        let place = self.place.as_ref().map(|p| (&p.source.name, p.line, p.column));
        let subject = if place.is_some() { "" } else { &self.subject };
        (self.rule, self.severity as u8, place, subject, &self.sentence, &self.fix).hash(&mut hasher);
        hasher.finish()
    }

    /// Whether both say the same: of one place it does not matter which subject's mistake it is.
    fn says(&self, other: &Finding) -> bool {
        let subject = if self.place.is_some() { &self.subject } else { &other.subject };
        *self == Finding { subject: subject.clone(), ..other.clone() } && (self.place.is_some() || self == other)
    }
}

/// All findings of a run, in the order in which they are reported.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    list: Vec<Finding>,
    /// Marks of what is in the list: a hostile file has a hundred thousand mistakes.
    seen: HashSet<u64>,
}

impl Findings {
    /// Adds one, unless the very same is already there (a section that several clusters start from is read once
    /// for each of them).
    pub fn push(&mut self, finding: Finding) {
        if self.seen.insert(finding.mark()) || !self.list.iter().any(|one| one.says(&finding)) {
            self.list.push(finding);
        }
    }

    /// Whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|f| f.severity == Severity::Error)
    }

    /// Sorted by file, line and column; those without a place last, in order of appearance.
    pub fn sorted(mut self) -> Vec<Finding> {
        self.list.sort_by_cached_key(|f| match &f.place {
            Some(p) => (0, p.source.name.clone(), p.line, p.column),
            None => (1, String::new(), 0, 0),
        });
        self.list
    }

    /// The rule of each of them, and what it is about.
    pub fn subjects(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.list.iter().map(|finding| (finding.rule, finding.subject.as_str()))
    }

    /// Whether there are none at all.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Takes over all of `other`'s.
    pub fn extend(&mut self, other: impl IntoIterator<Item = Finding>) {
        other.into_iter().for_each(|f| self.push(f));
    }
}

impl IntoIterator for Findings {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}
