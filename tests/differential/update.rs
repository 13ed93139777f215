//! Pairs of an old object and a new one: what the server refuses to change.

use std::collections::BTreeMap;

use cpgen::check::schema::Minor;
use cpgen::diff::{Object, Origin, diff};
use cpgen::source::Source;
use rayon::prelude::*;
use serde_json::Value;

use crate::judge::{Answer, Judge};
use crate::mutate::{Maker, Mutant};
use crate::options::Options;
use crate::run::valid;
use crate::seed::{Seed, seeds};

/// What came of many pairs of one kind.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pairs {
    /// Pairs whose new object the server would create.
    pub all: usize,
    /// Of these, pairs that it refuses as an update.
    pub refused: usize,
    /// Pairs that it refuses and we do not.
    pub missed: usize,
    /// Pairs that we refuse and it does not.
    pub false_alarms: usize,
    /// Pairs that it refuses for what only its cluster knows, which we cannot.
    pub unknown: usize,
}

/// Pairs that differ in the same way.
#[derive(Clone, Debug, Default)]
pub struct Differing {
    /// How many there are.
    pub count: usize,
    /// What was done to the first one.
    pub what: String,
    /// What it was before.
    pub old: String,
    /// What it is then.
    pub new: String,
}

/// Pairs of seeds and their mutants, and where the verdicts differ. Of new objects that could not even be created, other
/// tests have judged.
pub fn updates(minor: Minor, options: &Options) -> (BTreeMap<&'static str, Pairs>, BTreeMap<String, Differing>) {
    let judge = Judge::new(minor);
    let (seeds, _) = valid(seeds(minor), &judge);
    // What claims to be stored already can be updated only where that very object is.
    let is_named = |seed: &Seed| {
        let metadata = &seed.value["metadata"];
        metadata["name"].is_string() && metadata["uid"].is_null()
    };
    let is_asked = |seed: &Seed| options.kind.as_deref().is_none_or(|kind| seed.kind.kind == kind);
    let seeds: Vec<Seed> = seeds.into_iter().filter(|seed| is_named(seed) && is_asked(seed)).collect();
    let olds: Vec<String> = seeds.iter().map(|seed| seed.value.to_string()).collect();
    let maker = Maker::new(&seeds, minor.table(), options.seed);
    let mut updates =
        Updates { seeds: &seeds, olds, judge: &judge, minor, counts: BTreeMap::new(), wrong: BTreeMap::new() };
    let all = options.mutants / 4;
    for first in (0..all).step_by(BATCH) {
        let numbers = (first..all.min(first + BATCH)).into_par_iter();
        updates.add(numbers.map(|number| maker.update(number)).collect());
    }
    (updates.counts, updates.wrong)
}

/// How many pairs are in memory at a time.
const BATCH: usize = 5_000;

/// Pairs as they are judged.
struct Updates<'s> {
    seeds: &'s [Seed],
    /// The seeds as they are sent.
    olds: Vec<String>,
    judge: &'s Judge,
    minor: Minor,
    counts: BTreeMap<&'static str, Pairs>,
    wrong: BTreeMap<String, Differing>,
}

impl Updates<'_> {
    /// Judges some more.
    fn add(&mut self, mutants: Vec<Mutant>) {
        let created = self.judge.created(&mutants.iter().map(|mutant| mutant.text.as_str()).collect::<Vec<_>>());
        let taken = mutants.iter().zip(created).filter(|(_, answer)| answer.accepted);
        let mutants: Vec<&Mutant> = taken.map(|(mutant, _)| mutant).collect();
        let pairs: Vec<(&str, &str)> =
            mutants.iter().map(|mutant| (self.olds[mutant.seed].as_str(), mutant.text.as_str())).collect();
        let answers = self.judge.updated(&pairs);
        let old = |mutant: &Mutant| &self.seeds[mutant.seed].value;
        let ours: Vec<Option<String>> =
            mutants.par_iter().map(|mutant| refusal(old(mutant), mutant, self.minor)).collect();
        for ((mutant, theirs), ours) in mutants.iter().zip(answers).zip(ours) {
            self.count(mutant, &theirs, ours);
        }
    }

    fn count(&mut self, mutant: &Mutant, theirs: &Answer, ours: Option<String>) {
        if theirs.is_panic() {
            return;
        }
        let seed = &self.seeds[mutant.seed];
        let kind = seed.kind.kind;
        let count = self.counts.entry(kind).or_default();
        count.all += 1;
        count.refused += usize::from(!theirs.accepted);
        let difference = match (ours, theirs.accepted) {
            (Some(reason), true) => {
                count.false_alarms += 1;
                format!("{kind}: only we refuse it: {reason}")
            }
            (None, false) if needs_cluster(&seed.value, theirs) => {
                count.unknown += 1;
                return;
            }
            (None, false) => {
                count.missed += 1;
                let first = theirs.errors.first().map_or(&theirs.error, |cause| &cause.message);
                let path = theirs.errors.first().map_or("", |cause| &cause.path);
                format!("{kind}: only the server refuses it: {path}: {}", crate::blank::blanked(first))
            }
            _ => return,
        };
        let group = self.wrong.entry(difference).or_default();
        group.count += 1;
        if group.count == 1 || mutant.text.len() < group.new.len() {
            let mut old = String::new();
            cpgen::yaml::write(&seed.value, &mut old);
            *group = Differing { count: group.count, what: mutant.what.clone(), old, new: mutant.text.clone() };
        }
    }
}

/// Why `cpgen diff` says that the server would not have it, where it does.
fn refusal(old: &Value, new: &Mutant, minor: Minor) -> Option<String> {
    let origin = || Origin { source: Source::new("pair.yaml", ""), span: None };
    let object = |value: Value| Object::new(value, origin(), "default", minor);
    let new = object(new.value.clone()?);
    let said = diff(vec![object(old.clone())], vec![new], minor);
    said.outcomes
        .iter()
        .flat_map(|outcome| &outcome.refusals)
        .next()
        .map(|refusal| format!("{}: {}", refusal.path, crate::blank::blanked(&refusal.sentence)))
}

/// Whether the server refuses a Service for the addresses and families that it gave to the old one, which depend on the
/// cluster: which family comes first there, whether it has both, and what was free. Another cluster takes the same pair.
fn needs_cluster(old: &Value, theirs: &Answer) -> bool {
    let Some(first) = theirs.errors.first().filter(|_| old["kind"] == "Service") else { return false };
    let spec = &old["spec"];
    let has_address = spec["clusterIP"].is_string() || spec["clusterIPs"].is_array();
    let may_have_both = spec["ipFamilyPolicy"] == "PreferDualStack";
    match first.path.as_str() {
        path if path.starts_with("spec.clusterIPs") => !has_address,
        path if path.starts_with("spec.ipFamilies") => !has_address && spec["ipFamilies"].is_null(),
        "spec.ipFamilyPolicy" => may_have_both,
        _ => false,
    }
}
