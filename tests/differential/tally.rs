//! What many comparisons come to.

use std::collections::BTreeMap;

use crate::compare::{Relation, same_path};
use crate::judge::Answer;
use crate::verdict::Verdict;

/// The counts of one kind, or of all.
#[derive(Clone, Copy, Debug, Default)]
pub struct Count {
    /// Mutants.
    pub all: usize,
    /// Refused by both.
    pub refused: usize,
    /// Refused by the server and not by us.
    pub missed: usize,
    /// Refused by us and not by the server.
    pub false_alarms: usize,
    /// The same, on purpose.
    pub policy: usize,
    /// Refused by both, and both name a path.
    pub paths: usize,
    /// Of these, the path is the same.
    pub same_paths: usize,
    /// Mutants with a key that occurs twice.
    pub duplicates: usize,
}

impl Count {
    /// Adds one comparison.
    pub fn add(&mut self, ours: &Verdict, theirs: &Answer) {
        let relation = Relation::of(ours, theirs);
        self.all += 1;
        self.duplicates += usize::from(ours.has_duplicates);
        match relation {
            Relation::Taken => {}
            Relation::Policy => self.policy += 1,
            Relation::Missed => self.missed += 1,
            Relation::FalseAlarm => self.false_alarms += 1,
            Relation::Refused => {
                self.refused += 1;
                if let Some(is_same) = same_path(ours, theirs) {
                    self.paths += 1;
                    self.same_paths += usize::from(is_same);
                }
            }
        }
    }

    /// How many of a hundred verdicts agree.
    pub fn agreement(&self) -> f64 {
        percent(self.all - self.missed - self.false_alarms, self.all)
    }

    /// How many of a hundred first paths do.
    pub fn path_agreement(&self) -> f64 {
        percent(self.same_paths, self.paths)
    }

    fn plus(self, other: Count) -> Count {
        Count {
            all: self.all + other.all,
            refused: self.refused + other.refused,
            missed: self.missed + other.missed,
            false_alarms: self.false_alarms + other.false_alarms,
            policy: self.policy + other.policy,
            paths: self.paths + other.paths,
            same_paths: self.same_paths + other.same_paths,
            duplicates: self.duplicates + other.duplicates,
        }
    }
}

/// A share in percent; all of nothing.
pub fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 100.0 } else { 100.0 * part as f64 / whole as f64 }
}

/// The counts of every kind.
pub type Tally = BTreeMap<&'static str, Count>;

/// Those of all kinds together.
pub fn total(tally: &Tally) -> Count {
    tally.values().fold(Count::default(), |sum, count| sum.plus(*count))
}
