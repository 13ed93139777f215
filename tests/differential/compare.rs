//! Two verdicts beside each other.

use crate::judge::Answer;
use crate::verdict::Verdict;

/// How our verdict stands to the server's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Both take it.
    Taken,
    /// Both refuse it.
    Refused,
    /// We refuse on purpose what the server takes.
    Policy,
    /// The server refuses what we take.
    Missed,
    /// We refuse what the server takes.
    FalseAlarm,
}

impl Relation {
    /// How these two stand to each other.
    pub fn of(ours: &Verdict, theirs: &Answer) -> Relation {
        match (ours.accepted(), theirs.accepted) {
            (true, true) => Relation::Taken,
            (false, false) => Relation::Refused,
            (true, false) => Relation::Missed,
            (false, true) if ours.is_policy() => Relation::Policy,
            (false, true) => Relation::FalseAlarm,
        }
    }

    /// Whether one of the two is wrong.
    pub fn is_disagreement(self) -> bool {
        matches!(self, Relation::Missed | Relation::FalseAlarm)
    }
}

/// Whether the first error of both is at the same path; nothing where one of the two names no path.
///
/// What the server finds in maps comes in a random order; what its decoder says of a type has no indexes.
pub fn same_path(ours: &Verdict, theirs: &Answer) -> Option<bool> {
    let own = &ours.errors.first()?.path;
    if let Some(first) = theirs.errors.first() {
        return Some(*own == first.path || without_keys(own) == without_keys(&first.path));
    }
    if theirs.decode.contains("unknown field \"") {
        let mut unknown = theirs.decode.split("unknown field \"").skip(1).filter_map(|rest| rest.split('"').next());
        // The decoder does not tell keys from fields.
        let plain = |path: &str| path.replace('[', ".").replace(']', "");
        return Some(unknown.any(|path| plain(path) == plain(own)));
    }
    let (_, rest) = theirs.decode.split_once("Go struct field ")?;
    let (_, path) = rest.split_once(" of type")?.0.split_once('.')?;
    Some(without_brackets(own) == without_embedded(path))
}

/// Go's decoder names structs that are embedded in others as if they were fields: `spec.PersistentVolumeSource.nfs`.
fn without_embedded(path: &str) -> String {
    let is_field = |step: &&str| !step.starts_with(|first: char| first.is_ascii_uppercase());
    path.split('.').filter(is_field).collect::<Vec<_>>().join(".")
}

/// `data[a]` and `data[b]` are one.
fn without_keys(path: &str) -> String {
    generic(path, |inside| !inside.is_empty() && inside.bytes().all(|b| b.is_ascii_digit()))
}

/// `spec.ports[0].port` as `spec.ports[].port`.
pub fn without_indexes(path: &str) -> String {
    generic(path, |_| false)
}

fn without_brackets(path: &str) -> String {
    without_indexes(path).replace("[]", "")
}

fn generic(path: &str, keeps: fn(&str) -> bool) -> String {
    let mut text = String::new();
    let mut rest = path;
    while let Some((before, behind)) = rest.split_once('[') {
        let (inside, after) = behind.split_once(']').unwrap_or((behind, ""));
        text.push_str(before);
        text.push_str(&if keeps(inside) { format!("[{inside}]") } else { "[]".to_owned() });
        rest = after;
    }
    text + rest
}
