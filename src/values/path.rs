use crate::source::{Place, excerpt};

/// A key as a dotted path shows it: quoted where it would read as several steps.
///
/// `replicas` stays as it is, `min.insync.replicas` becomes `"min.insync.replicas"`.
pub fn quoted(key: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/');
    if !key.is_empty() && key.chars().all(plain) { excerpt(key) } else { format!("\"{}\"", excerpt(key)) }
}

/// The path of `key` in the map at `parent`, which is empty for the top level.
pub fn join(parent: &str, key: &str) -> String {
    if parent.is_empty() { quoted(key) } else { format!("{parent}.{}", quoted(key)) }
}

/// How a sentence says where something was set: `at FILE:LINE:COLUMN` or `by default`.
pub(super) fn whence(place: &Place) -> String {
    if place.is_default() { "by default".to_owned() } else { format!("at {place}") }
}

/// The way from the top to the node that is being read, kept on the stack and written out only for a finding.
#[derive(Clone, Copy)]
pub(super) enum Path<'a> {
    Top,
    Key(&'a Path<'a>, &'a str),
    Index(&'a Path<'a>, usize),
}

impl std::fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Path::Top => Ok(()),
            Path::Key(Path::Top, key) => write!(f, "{}", quoted(key)),
            Path::Key(parent, key) => write!(f, "{parent}.{}", quoted(key)),
            Path::Index(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}
