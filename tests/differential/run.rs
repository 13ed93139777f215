//! Many mutants, judged by both.

use std::collections::BTreeMap;

use cpgen::check::schema::{Minor, Schemas};
use rayon::prelude::*;

use crate::blank::blanked;
use crate::compare::{Relation, same_path};
use crate::disagreement::{Disagreement, Group};
use crate::judge::{Answer, Judge};
use crate::mutate::{Maker, Mutant};
use crate::options::Options;
use crate::peer::Judged;
use crate::seed::{Seed, seeds};
use crate::tally::Tally;
use crate::verdict::{POLICY, Verdict, schemas, verdict};

/// How many mutants are in memory at a time.
const BATCH: usize = 5_000;

/// What came of a run.
#[derive(Debug)]
pub struct Run {
    /// The minor that was asked.
    pub minor: Minor,
    /// Files and kinds of seeds that its server refuses, with what it says.
    pub refused_seeds: Vec<String>,
    /// How many mutants break a validator of the server, which is a verdict of nobody.
    pub panics: usize,
    /// How many places the seeds have.
    pub places: usize,
    /// Counts of every kind.
    pub tally: Tally,
    /// Verdicts that differ.
    pub disagreements: BTreeMap<Disagreement, Group>,
    /// First paths that differ.
    pub paths: BTreeMap<Disagreement, Group>,
    /// How many mutants each rule of ours spoke against, and how many of those kinds there were.
    pub fired: BTreeMap<&'static str, usize>,
    /// What we said, blanked.
    pub own_texts: BTreeMap<String, usize>,
    /// What the server said, blanked.
    pub their_texts: BTreeMap<String, usize>,
    /// The first mutants, for others to judge.
    pub sample: Vec<Judged>,
}

/// Judges as many mutants as asked for, of one kind where one is named.
pub fn run(minor: Minor, options: &Options) -> Run {
    let kind = options.kind.as_deref();
    let judge = Judge::new(minor);
    let schemas = schemas(minor);
    let (seeds, refused_seeds) = valid(seeds(minor), &judge);
    let seeds: Vec<Seed> = seeds.into_iter().filter(|seed| kind.is_none_or(|kind| seed.kind.kind == kind)).collect();
    let maker = Maker::new(&seeds, minor.table(), options.seed);
    let mut run = Run {
        minor,
        refused_seeds,
        panics: 0,
        places: maker.places(),
        tally: Tally::new(),
        disagreements: BTreeMap::new(),
        paths: BTreeMap::new(),
        fired: BTreeMap::new(),
        own_texts: BTreeMap::new(),
        their_texts: BTreeMap::new(),
        sample: Vec::new(),
    };
    for first in (0..options.mutants).step_by(BATCH) {
        let numbers = (first..options.mutants.min(first + BATCH)).into_par_iter();
        let made: Vec<(Mutant, Verdict)> = numbers.map(|number| judged(&maker, number, &schemas)).collect();
        let texts: Vec<&str> = made.iter().map(|(mutant, _)| mutant.text.as_str()).collect();
        for ((mutant, ours), theirs) in made.iter().zip(judge.created(&texts)) {
            run.add(&seeds[mutant.seed], mutant, ours, &theirs);
            if run.sample.len() < options.sample {
                let text = mutant.text.clone();
                run.sample.push(Judged { text, ours: ours.accepted(), server: theirs.accepted });
            }
        }
    }
    run
}

fn judged(maker: &Maker, number: usize, schemas: &Schemas) -> (Mutant, Verdict) {
    let mutant = maker.mutant(number);
    let verdict = verdict(&mutant.text, schemas);
    (mutant, verdict)
}

/// The seeds that the server takes, and what it says of the others.
pub fn valid(seeds: Vec<Seed>, judge: &Judge) -> (Vec<Seed>, Vec<String>) {
    let texts: Vec<String> = seeds.iter().map(|seed| seed.value.to_string()).collect();
    let answers = judge.created(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    let (mut taken, mut refused) = (Vec::new(), Vec::new());
    for (seed, answer) in seeds.into_iter().zip(answers) {
        if answer.accepted {
            taken.push(seed);
        } else {
            let name = seed.value["metadata"]["name"].as_str().unwrap_or_default();
            refused.push(format!("{}: {} {name}: {}", seed.file, seed.kind.kind, answer.error));
        }
    }
    (taken, refused)
}

impl Run {
    fn add(&mut self, seed: &Seed, mutant: &Mutant, ours: &Verdict, theirs: &Answer) {
        let kind = seed.kind.kind;
        if theirs.is_panic() {
            self.panics += 1;
            return;
        }
        self.tally.entry(kind).or_default().add(ours, theirs);
        let mut rules: Vec<&str> =
            ours.errors.iter().map(|error| error.rule).chain(ours.warnings.iter().copied()).collect();
        rules.extend(POLICY.iter().filter(|_| ours.is_against_policy));
        rules.sort_unstable();
        rules.dedup();
        for rule in rules {
            *self.fired.entry(rule).or_default() += 1;
        }
        for error in &ours.errors {
            *self.own_texts.entry(blanked(&error.sentence)).or_default() += 1;
        }
        for error in &theirs.errors {
            *self.their_texts.entry(blanked(&error.message)).or_default() += 1;
        }
        let relation = Relation::of(ours, theirs);
        if relation.is_disagreement() {
            let key = Disagreement::of(kind, relation, ours, theirs);
            self.disagreements.entry(key).or_default().add(mutant);
        } else if relation == Relation::Refused && same_path(ours, theirs) == Some(false) {
            let key = Disagreement::of(kind, relation, ours, theirs);
            self.paths.entry(key).or_default().add(mutant);
        }
    }
}
