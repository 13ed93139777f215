use std::collections::HashSet;
use std::hash::Hash;

/// How many things are compared one by one; a longer list is worth a table.
const FEW: usize = 8;

/// What came up in a list so far, for what may be there only once. Short lists need no memory for it.
#[derive(Debug)]
pub struct Seen<T> {
    few: [Option<T>; FEW],
    many: HashSet<T>,
}

impl<T: Copy + Eq + Hash> Seen<T> {
    /// Nothing so far.
    pub fn new() -> Seen<T> {
        Seen { few: [None; FEW], many: HashSet::new() }
    }

    /// Whether it came up.
    pub fn has(&self, thing: T) -> bool {
        self.few.contains(&Some(thing)) || (!self.many.is_empty() && self.many.contains(&thing))
    }

    /// All that came up.
    pub fn all(&self) -> impl Iterator<Item = T> {
        self.few.iter().flatten().chain(&self.many).copied()
    }

    /// Notes it; whether it had not come up.
    pub fn insert(&mut self, thing: T) -> bool {
        if self.has(thing) {
            return false;
        }
        match self.few.iter_mut().find(|place| place.is_none()) {
            Some(place) => *place = Some(thing),
            None => {
                self.many.insert(thing);
            }
        }
        true
    }
}
