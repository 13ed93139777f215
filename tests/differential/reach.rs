//! Whether the mutants reach our rules, and our rules the server's.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::mutate::breaks;
use crate::report::folder;
use crate::run::Run;
use crate::seed::files;
use crate::tally::total;

/// From so many mutants on every rule of `breaks.yaml` must be broken by one.
const SOME: usize = 10_000;

/// From so many mutants on every rule must be.
const MANY: usize = 50_000;

/// Rules that no mutant breaks, and words of their code that only look like rules.
const EXPLAINED: &str = include_str!("unreached.txt");

/// Parts of texts of the server that no rule of ours has.
const FOREIGN: &str = include_str!("foreign.txt");

/// What the mutants of some runs reach.
#[derive(Debug, Default)]
pub struct Reach {
    mutants: usize,
    fired: BTreeMap<&'static str, usize>,
    own_texts: BTreeSet<String>,
    their_texts: BTreeMap<String, usize>,
}

impl Reach {
    /// Takes in one run.
    pub fn add(&mut self, run: &Run) {
        self.mutants += total(&run.tally).all;
        for (rule, count) in &run.fired {
            *self.fired.entry(rule).or_default() += count;
        }
        self.own_texts.extend(run.own_texts.keys().cloned());
        for (text, count) in &run.their_texts {
            *self.their_texts.entry(text.clone()).or_default() += count;
        }
    }

    /// The texts of the server that no rule of ours has and that foreign.txt does not explain, the most frequent ones first.
    pub fn open_texts(&self) -> Vec<String> {
        let parts: Vec<&str> = FOREIGN.lines().skip(1).filter_map(|line| line.split('\t').next()).collect();
        let is_open = |text: &String| !self.own_texts.contains(text) && !parts.iter().any(|part| text.contains(part));
        let mut open: Vec<(&String, &usize)> = self.their_texts.iter().filter(|(text, _)| is_open(text)).collect();
        open.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        open.iter().map(|(text, count)| format!("{count:6} {text}")).collect()
    }

    /// What of both is not reached.
    pub fn report(&self) -> String {
        let lines = self.open_texts();
        fs::create_dir_all(folder()).expect("a folder");
        fs::write(folder().join("texts.md"), lines.join("\n")).expect("a report is written");
        let foreign = self.their_texts.keys().filter(|text| !self.own_texts.contains(*text)).count();
        let shown = lines[..lines.len().min(20)].join("\n");
        let seldom: Vec<&str> = self.fired.iter().filter(|(_, count)| **count < 5).map(|(name, _)| *name).collect();
        let (all, open, untested, rules) = (self.their_texts.len(), lines.len(), self.untested(), names().len());
        format!(
            "{foreign} of the server's {all} texts are not ours, {open} of them unexplained:\n{shown}\n\
             {} of {rules} rules are broken by no mutant: {}\n{} by less than five: {}",
            untested.len(),
            untested.join(", "),
            seldom.len(),
            seldom.join(", ")
        )
    }

    /// Rules that no mutant breaks.
    fn untested(&self) -> Vec<String> {
        names().into_iter().filter(|name| !self.fired.contains_key(name.as_str())).collect()
    }

    /// What is wrong with that: a rule that is never broken, where there are many mutants, or always.
    pub fn gaps(&self) -> Vec<String> {
        let mut untested = if self.mutants < SOME { Vec::new() } else { self.untested() };
        let on_purpose = breaks();
        untested.retain(|name| self.mutants >= MANY || on_purpose.iter().any(|each| each.rule == *name));
        let untested = untested.iter().map(|name| format!("no mutant breaks the rule {name}"));
        let always = self.fired.iter().filter(|(_, count)| **count >= self.mutants);
        untested.chain(always.map(|(name, _)| format!("every mutant breaks the rule {name}"))).collect()
    }
}

/// The name of every rule: what the code of the rules has of words in kebab case.
fn names() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for path in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check/validation"), "rs") {
        let text = fs::read_to_string(path).expect("Rust is text");
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            names.extend(line.split('"').skip(1).step_by(2).filter(|word| is_kebab(word)).map(str::to_owned));
        }
    }
    assert!(names.len() > 5, "no rules are found");
    names.retain(|name| !EXPLAINED.lines().any(|line| line.split('\t').next() == Some(name)));
    names
}

fn is_kebab(word: &str) -> bool {
    let is_part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase());
    word.contains('-') && word.split('-').all(is_part)
}
