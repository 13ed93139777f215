use std::collections::BTreeMap;

use super::applied::applied;
use super::claims::{Claims, claims};
use super::compare::compare;
use super::restarts::restarts;
use super::stale::stale;
use super::updates::{self, Refusal};
use super::versions::{unified, unified_version};
use super::{Change, Id, Object, Restart, Stale, What};
use crate::check::defaults::stored;
use crate::check::schema::Minor;

/// What becomes of one object.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Which one.
    pub id: Id,
    /// Whether it is new, gone, another or the same.
    pub status: Status,
    /// How it was.
    pub old: Option<Object>,
    /// How it will be.
    pub new: Option<Object>,
    /// Where it differs.
    pub changes: Vec<Change>,
    /// Why the server would not have it.
    pub refusals: Vec<Refusal>,
}

/// Whether an object is new, gone, another or the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It is on the new side only.
    Added,
    /// It is on the old side only.
    Removed,
    /// It differs.
    Changed,
    /// The server would see no difference.
    Unchanged,
}

/// What it would do to apply one side over the other.
#[derive(Clone, Debug, Default)]
pub struct Diff {
    /// All objects: by namespace, kind and name.
    pub outcomes: Vec<Outcome>,
    /// Pods that are replaced or stop.
    pub restarts: Vec<Restart>,
    /// Pods that go on although their configuration changes.
    pub stale: Vec<Stale>,
    /// Claims that are lost or left alone.
    pub claims: Vec<Claims>,
}

impl Diff {
    /// How many objects have that status.
    pub fn count(&self, status: Status) -> usize {
        self.outcomes.iter().filter(|outcome| outcome.status == status).count()
    }

    /// Whether anything differs.
    pub fn differs(&self) -> bool {
        self.outcomes.iter().any(|outcome| outcome.status != Status::Unchanged)
    }

    /// Whether the server would refuse something.
    pub fn is_refused(&self) -> bool {
        self.outcomes.iter().any(|outcome| !outcome.refusals.is_empty())
    }
}

/// Compares two sides. Of objects that one side has twice the last counts, as when they are applied one by one.
pub fn diff(old: Vec<Object>, new: Vec<Object>, minor: Minor) -> Diff {
    let mut pairs: BTreeMap<Id, (Option<Object>, Option<Object>)> = BTreeMap::new();
    for object in old {
        let id = object.id.clone();
        pairs.entry(id).or_default().0 = Some(object);
    }
    for object in new {
        let id = object.id.clone();
        pairs.entry(id).or_default().1 = Some(object);
    }
    let mut outcomes: Vec<Outcome> = pairs.into_iter().map(|(id, (old, new))| outcome(id, old, new, minor)).collect();
    outcomes.sort_by(|a, b| {
        let key = |id: &Id| (id.namespace.clone(), id.kind.clone(), id.name.clone());
        key(&a.id).cmp(&key(&b.id))
    });
    locate(&mut outcomes);
    let restarts: Vec<Restart> = outcomes.iter().flat_map(restarts).collect();
    let stale = stale(&outcomes, &restarts);
    let claims = outcomes.iter().flat_map(claims).collect();
    Diff { outcomes, restarts, stale, claims }
}

/// Says of refusals where their fields were written. Each costs another look at its file, so that of many only the
/// first are looked up.
fn locate(outcomes: &mut [Outcome]) {
    const MOST: usize = 100;
    let refused = outcomes.iter_mut().flat_map(|outcome| {
        let new = outcome.new.as_ref();
        outcome.refusals.iter_mut().map(move |refusal| (new, refusal))
    });
    for (new, refusal) in refused.take(MOST) {
        refusal.place = new.and_then(|object| object.origin.place(&refusal.steps()));
    }
}

fn outcome(id: Id, mut old: Option<Object>, mut new: Option<Object>, minor: Minor) -> Outcome {
    let mut changes = Vec::new();
    let mut refusals = Vec::new();
    let status = match (&mut old, &mut new) {
        (Some(old), Some(new)) => {
            let mut applied = applied(old, new);
            updates::keep(&id, &old.stored, &mut applied);
            new.stored = stored(&applied, &new.api_version, &id.kind, minor);
            updates::dropped(&id, None, &mut old.stored, minor);
            updates::label_keys(&id, &mut old.stored, minor);
            updates::dropped(&id, Some(&old.stored), &mut new.stored, minor);
            unified(&mut old.stored, &old.api_version, &id.kind);
            unified(&mut new.stored, &new.api_version, &id.kind);
            changes = compare(&old.stored, &new.stored, unified_version(&new.api_version, &id.kind), &id.kind, minor);
            // Amounts that are written in another way matter only to controllers that compare how things are written.
            if !matches!(id.kind.as_str(), "StatefulSet" | "DaemonSet") {
                changes.retain(Change::counts);
            }
            changes.retain(|change| change.counts() || change.path.touches("spec.template"));
            // What is written in another way and means the same may still be no valid object.
            if !changes.is_empty() || old.written != new.written {
                refusals = updates::refusals(&id, old, new, &applied, &changes, minor);
            }
            if changes.is_empty() && refusals.is_empty() { Status::Unchanged } else { Status::Changed }
        }
        (None, Some(new)) => {
            refusals = updates::invalid(&new.written, minor);
            Status::Added
        }
        _ => Status::Removed,
    };
    if id.kind == "Secret" {
        changes.iter_mut().filter(|change| change.path.touches("data")).for_each(|change| change.what = What::Hidden);
    }
    Outcome { id, status, old, new, changes, refusals }
}
