//! Pairs of an old object and a new one: what the server refuses to change.

use std::collections::BTreeMap;

use cpgen::check::schema::Minor;

use crate::judge::{Judge, Request};
use crate::mutate::{Maker, Mutant};
use crate::options::Options;
use crate::run::valid;
use crate::seed::{Seed, seeds};

/// What `cpgen diff` says of `old` becoming `new`: whether the server takes it.
///
/// Nothing for as long as there is no `cpgen diff`.
fn judge_update(_old: &str, _new: &str, _minor: Minor) -> Option<bool> {
    None
}

/// What came of many pairs of one kind.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pairs {
    /// Pairs whose new object the server would create.
    pub all: usize,
    /// Of these, pairs that it refuses as an update.
    pub refused: usize,
    /// Pairs that we judged.
    pub judged: usize,
    /// Of these, pairs whose verdicts differ.
    pub wrong: usize,
}

/// Pairs of seeds and their mutants. Of new objects that could not even be created, other tests have judged.
pub fn updates(minor: Minor, options: &Options) -> (BTreeMap<&'static str, Pairs>, Vec<String>) {
    let mut judge = Judge::new(minor.number());
    let (seeds, _) = valid(seeds(minor), &mut judge);
    let is_named = |seed: &Seed| seed.value["metadata"]["name"].is_string();
    let is_asked = |seed: &Seed| options.kind.as_deref().is_none_or(|kind| seed.kind.kind == kind);
    let seeds: Vec<Seed> = seeds.into_iter().filter(|seed| is_named(seed) && is_asked(seed)).collect();
    let olds: Vec<String> = seeds.iter().map(|seed| seed.value.to_string()).collect();
    let maker = Maker::new(&seeds, minor.table(), options.seed);
    let mutants: Vec<Mutant> = (0..options.mutants / 4).map(|number| maker.update(number)).collect();
    let created = judge.created(&mutants.iter().map(|mutant| mutant.text.as_str()).collect::<Vec<_>>());
    let mutants: Vec<&Mutant> =
        mutants.iter().zip(created).filter(|(_, answer)| answer.accepted).map(|(m, _)| m).collect();
    let requests = mutants.iter().map(|mutant| Request { new: &mutant.text, old: Some(&olds[mutant.seed]) });
    let answers = judge.judge(&requests.collect::<Vec<_>>());
    let (mut pairs, mut wrong) = (BTreeMap::<&str, Pairs>::new(), Vec::new());
    for (mutant, answer) in mutants.iter().zip(answers) {
        let kind = seeds[mutant.seed].kind.kind;
        let count = pairs.entry(kind).or_default();
        count.all += 1;
        count.refused += usize::from(!answer.accepted);
        let Some(ours) = judge_update(&olds[mutant.seed], &mutant.text, minor) else { continue };
        count.judged += 1;
        if ours != answer.accepted {
            count.wrong += 1;
            wrong.push(format!("{kind}: {}: we {ours}, the server: {}", mutant.what, answer.error));
        }
    }
    (pairs, wrong)
}
