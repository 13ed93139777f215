use std::collections::HashSet;
use std::hash::Hash;

/// Up to how many things are compared one by one, which is faster than a set of them.
const FEW: usize = 16;

/// What was there already.
#[derive(Debug)]
pub struct Seen<T> {
    few: Vec<T>,
    many: HashSet<T>,
}

impl<T: Copy + Eq + Hash> Seen<T> {
    /// Nothing yet.
    pub fn new() -> Seen<T> {
        Seen { few: Vec::new(), many: HashSet::new() }
    }

    /// Whether it was not there yet; from now on it is.
    pub fn is_new(&mut self, thing: T) -> bool {
        if self.few.len() < FEW {
            let is_new = !self.few.contains(&thing);
            if is_new {
                self.few.push(thing);
            }
            return is_new;
        }
        !self.few.contains(&thing) && self.many.insert(thing)
    }
}
