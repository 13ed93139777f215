//! Differences of one kind, and what shows them.

use crate::blank::blanked;
use crate::compare::{Relation, without_indexes};
use crate::judge::Answer;
use crate::mutate::Mutant;
use crate::verdict::Verdict;

/// What many mutants can have in common that we and the server judge differently.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Disagreement {
    /// The kind of the seed.
    pub kind: &'static str,
    /// How the verdicts differ.
    pub relation: Relation,
    /// Our first error: rule and path.
    pub ours: String,
    /// The server's: path and message.
    pub theirs: String,
}

impl Disagreement {
    /// That of two verdicts.
    pub fn of(kind: &'static str, relation: Relation, ours: &Verdict, theirs: &Answer) -> Disagreement {
        let own = match ours.errors.first() {
            Some(error) => format!("[{}] {}", error.rule, without_indexes(&error.path)),
            None if ours.is_unread => "not read".to_owned(),
            None => String::new(),
        };
        let server = match theirs.errors.first() {
            Some(error) => format!("{}: {}", without_indexes(&error.path), blanked(&error.message)),
            None => blanked(&theirs.error),
        };
        Disagreement { kind, relation, ours: own, theirs: server }
    }
}

/// Mutants that show the same.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// How many there are.
    pub count: usize,
    /// The shortest one, and what was done to it.
    pub text: String,
    /// What was done to it.
    pub what: String,
}

impl Group {
    /// Takes in one more.
    pub fn add(&mut self, mutant: &Mutant) {
        self.count += 1;
        if self.count == 1 || mutant.text.len() < self.text.len() {
            self.text.clone_from(&mutant.text);
            self.what.clone_from(&mutant.what);
        }
    }
}
