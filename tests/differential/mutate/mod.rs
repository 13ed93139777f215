//! Mutants: valid manifests with one or a few things done to them, the same ones in every run.

mod broken;
mod pool;
mod scalar;
mod single;
mod spell;
mod values;
mod whole;

use std::collections::{BTreeMap, HashMap};

use cpgen::check::schema::Table;
use serde_json::Value;

use crate::random::Random;
use crate::seed::Seed;
use crate::site::{Site, at, put, sites};
use broken::Break;
pub use broken::breaks;
use pool::Pool;

/// A manifest that may be wrong.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// The seed that it was made from.
    pub seed: usize,
    /// What was done.
    pub what: String,
    /// What it says, where it was not written in an odd spelling.
    pub value: Option<Value>,
    /// The manifest.
    pub text: String,
}

/// What mutants are made of.
#[derive(Debug)]
pub struct Maker<'s> {
    seeds: &'s [Seed],
    sites: Vec<Vec<Site>>,
    pool: Pool,
    /// For each kind, the places that differ by more than an index: seed and site.
    places: Vec<Vec<(usize, usize)>>,
    /// Seeds of each kind.
    kinds: Vec<Vec<usize>>,
    /// What breaks rules that are seldom broken, and the kind that each is done to.
    breaks: Vec<(usize, Break)>,
    /// How often each kind is taken: sums.
    shares: Vec<f64>,
    start: u64,
}

/// Of so many mutants one breaks a rule on purpose.
const ON_PURPOSE: usize = 32;

/// How many instances of one place are tried.
const INSTANCES: usize = 3;

impl<'s> Maker<'s> {
    /// Of those seeds, in the order that `start` stands for.
    pub fn new(seeds: &'s [Seed], table: Table, start: u64) -> Maker<'s> {
        let sites: Vec<Vec<Site>> = seeds.iter().map(|seed| sites(seed, table)).collect();
        let mut kinds: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, seed) in seeds.iter().enumerate() {
            kinds.entry(seed.kind.kind).or_default().push(index);
        }
        let at = |kind: &str| kinds.keys().position(|known| *known == kind);
        let breaks = breaks().into_iter().filter_map(|each| Some((at(&each.kind)?, each))).collect();
        let kinds: Vec<Vec<usize>> = kinds.into_values().collect();
        let places: Vec<Vec<(usize, usize)>> = kinds.iter().map(|kind| places(kind, &sites, start)).collect();
        let mut sum = 0.0;
        let share = |places: &Vec<(usize, usize)>| {
            // The kinds with pods have many more places than the others, which shall not be forgotten.
            sum += (places.len() as f64).sqrt();
            sum
        };
        let shares = places.iter().map(share).collect();
        Maker { seeds, sites, pool: Pool::of(seeds, table), places, kinds, breaks, shares, start }
    }

    /// How many places there are to change.
    pub fn places(&self) -> usize {
        self.places.iter().map(Vec::len).sum()
    }

    /// The mutant of that number. Those with one change visit the places of their kind in turn.
    pub fn mutant(&self, number: usize) -> Mutant {
        let mut random = Random::of(self.start, number as u64);
        if number.is_multiple_of(ON_PURPOSE) && !self.breaks.is_empty() {
            return self.broken(number / ON_PURPOSE, &mut random);
        }
        let kind = self.kind_of(number);
        // The how many-th of its kind it is, so that each place is visited as often as any other.
        let turn = (number as f64 * self.share(kind)) as usize;
        match random.below(100) {
            0..55 => self.single(kind, turn, &mut random),
            55..78 => self.several(kind, &mut random),
            78..83 => {
                let (seed, other) = (self.any(kind, &mut random), random.below(self.seeds.len()));
                let (value, what) = whole::whole(&self.seeds[seed], &self.seeds[other], &mut random);
                made(seed, what, value)
            }
            _ => {
                let seed = self.any(kind, &mut random);
                let (text, what) = spell::spell(&self.seeds[seed].value, &mut random);
                Mutant { seed, what, value: None, text }
            }
        }
    }

    /// One that breaks a rule on purpose: all rows of the table in turn.
    fn broken(&self, turn: usize, random: &mut Random) -> Mutant {
        let (kind, wanted) = &self.breaks[turn % self.breaks.len()];
        let seed = self.any(*kind, random);
        let mut value = self.seeds[seed].value.clone();
        wanted.apply(&mut value);
        made(seed, format!("breaks {}", wanted.rule), value)
    }

    /// A later version of a seed: one or a few plausible changes, and still the same object.
    pub fn update(&self, number: usize) -> Mutant {
        let mut random = Random::of(!self.start, number as u64);
        let kind = self.kind_of(number);
        let places = &self.places[kind];
        let (seed, first) = places[random.below(places.len())];
        let mut chosen = vec![&self.sites[seed][first]];
        if random.chance(30) {
            chosen.extend(random.pick(&self.sites[seed]));
        }
        chosen.retain(|site| !site.is_identity());
        self.changed(seed, chosen, 100, &mut random)
    }

    /// Evenly spread, and the kinds with pods not as often as their many places would have it.
    fn kind_of(&self, number: usize) -> usize {
        let total = self.shares.last().copied().unwrap_or_default();
        let share = (number as f64 * 0.618_033_988_749_894_9).fract() * total;
        self.shares.iter().position(|sum| share < *sum).unwrap_or_default()
    }

    fn share(&self, kind: usize) -> f64 {
        let share = self.shares[kind] - kind.checked_sub(1).map_or(0.0, |before| self.shares[before]);
        share / self.shares.last().copied().unwrap_or(share)
    }

    fn any(&self, kind: usize, random: &mut Random) -> usize {
        random.pick(&self.kinds[kind]).copied().unwrap_or_default()
    }

    fn single(&self, kind: usize, turn: usize, random: &mut Random) -> Mutant {
        let places = &self.places[kind];
        let (seed, site) = places[turn % places.len()];
        let site = &self.sites[seed][site];
        let mut value = self.seeds[seed].value.clone();
        let now = at(&value, &site.path);
        let changes = single::changes(site, now, &self.pool, random);
        let Some(change) = random.pick(&changes).cloned() else { return made(seed, "nothing".to_owned(), value) };
        let what = described(site, change.as_ref());
        put(&mut value, &site.path, change);
        made(seed, what, value)
    }

    /// Two or three changes, mostly near each other.
    fn several(&self, kind: usize, random: &mut Random) -> Mutant {
        let places = &self.places[kind];
        let (seed, first) = places[random.below(places.len())];
        let sites = &self.sites[seed];
        let mut chosen = vec![&sites[first]];
        for _ in 0..1 + usize::from(random.chance(25)) {
            let up = 1 + random.below(3);
            let path = &sites[first].path;
            let near = &path[..path.len().saturating_sub(up)];
            let family: Vec<&Site> = sites.iter().filter(|site| site.path.starts_with(near)).collect();
            chosen.extend(random.pick(&family).copied());
        }
        self.changed(seed, chosen, 80, random)
    }

    /// The seed with a change at each of the sites, of which so many of a hundred are plausible ones.
    fn changed(&self, seed: usize, chosen: Vec<&Site>, plausible: usize, random: &mut Random) -> Mutant {
        let mut value = self.seeds[seed].value.clone();
        let mut what = Vec::new();
        for site in chosen {
            let now = at(&value, &site.path);
            let changes = match random.chance(plausible) {
                true => single::plausible(site, now, &self.pool, random),
                false => single::changes(site, now, &self.pool, random),
            };
            let Some(change) = random.pick(&changes).cloned() else { continue };
            let described = described(site, change.as_ref());
            if put(&mut value, &site.path, change) {
                what.push(described);
            }
        }
        made(seed, what.join("; "), value)
    }
}

/// The places of the seeds of one kind, in an order of their own.
fn places(seeds: &[usize], sites: &[Vec<Site>], start: u64) -> Vec<(usize, usize)> {
    let mut all: Vec<(usize, usize)> =
        seeds.iter().flat_map(|seed| (0..sites[*seed].len()).map(move |site| (*seed, site))).collect();
    let mut random = Random::new(start);
    random.shuffle(&mut all);
    let mut seen: HashMap<(String, bool), usize> = HashMap::new();
    all.retain(|(seed, site)| {
        let site = &sites[*seed][*site];
        let count = seen.entry((site.generic(), site.is_present)).or_default();
        *count += 1;
        *count <= INSTANCES
    });
    all
}

fn made(seed: usize, what: String, value: Value) -> Mutant {
    let mut text = String::new();
    cpgen::yaml::write(&value, &mut text);
    Mutant { seed, what, value: Some(value), text }
}

fn described(site: &Site, change: Option<&Value>) -> String {
    let change = change.map_or("deleted".to_owned(), Value::to_string);
    format!("{site}: {}", change.chars().take(80).collect::<String>())
}
