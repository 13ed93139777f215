//! What other manifests have to offer.

use std::collections::{BTreeSet, HashMap};

use cpgen::check::schema::{Shape, Table};
use serde_json::Value;

use crate::random::Random;
use crate::seed::Seed;
use crate::site::{Site, Slot, at, sites};

/// The longest text that is worth trying elsewhere.
const LONGEST: usize = 100;

/// The values of all seeds, by where they stand and by what they are.
#[derive(Debug, Default)]
pub struct Pool {
    same_slot: HashMap<Slot, Vec<Value>>,
    same_shape: HashMap<u16, Vec<Value>>,
    /// Names of choices, as `ClusterIP`.
    words: Vec<Value>,
}

impl Pool {
    /// What those manifests have.
    pub fn of(seeds: &[Seed], table: Table) -> Pool {
        let mut pool = Pool::default();
        let mut words = BTreeSet::new();
        for seed in seeds {
            for site in sites(seed, table).iter().filter(|site| site.is_present) {
                let Some(value) = at(&seed.value, &site.path) else { continue };
                add(pool.same_slot.entry(site.slot.clone()).or_default(), value);
                let text = value.as_str();
                if !value.is_object() && !value.is_array() && text.is_none_or(|text| text.len() <= LONGEST) {
                    add(pool.same_shape.entry(site.shape.pack().0).or_default(), value);
                }
                let choice = text.filter(|text| text.starts_with(|first: char| first.is_ascii_uppercase()));
                words.extend(choice.filter(|text| text.bytes().all(|b| b.is_ascii_alphanumeric())).map(str::to_owned));
            }
        }
        pool.words = words.into_iter().map(Value::String).collect();
        pool
    }

    /// What stands there in some manifest.
    pub fn donated(&self, site: &Site, random: &mut Random) -> Option<Value> {
        random.pick(self.same_slot.get(&site.slot)?).cloned()
    }

    /// What stands in some other field of that shape.
    pub fn swapped(&self, shape: Shape, random: &mut Random) -> Option<Value> {
        random.pick(self.same_shape.get(&shape.pack().0)?).cloned()
    }

    /// A choice of some other field.
    pub fn word(&self, random: &mut Random) -> Option<Value> {
        random.pick(&self.words).cloned()
    }
}

fn add(list: &mut Vec<Value>, value: &Value) {
    if list.len() < 400 && !list.contains(value) {
        list.push(value.clone());
    }
}
