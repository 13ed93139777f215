use memchr::memmem;

use crate::source::excerpt;

use super::Minor;

/// What the Go types say of kinds that are deprecated or gone: API version, kind, first minor that warns, first minor
/// without it, replacement (`-` where there is none). Made by `tests/kubernetes_schemas/`.
const TABLE: &str = concat!("\n", include_str!("tables/lifecycle.txt"));

/// When a kind stops to be served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifecycle {
    /// The first minor that warns: 21 of 1.21.
    pub deprecated: u32,
    /// The first minor without it, where that is settled.
    pub removed: Option<u32>,
    /// `policy/v1`, or with another kind `apps/v1/Deployment`.
    pub replacement: Option<&'static str>,
}

/// What is known of a kind, where it is deprecated in some minor.
pub fn lifecycle(api_version: &str, kind: &str) -> Option<Lifecycle> {
    let begin = format!("\n{api_version} {kind} ");
    let start = memmem::find(TABLE.as_bytes(), begin.as_bytes())? + begin.len();
    let rest = TABLE[start..].lines().next()?;
    let mut words = rest.split(' ');
    let mut minor = || words.next()?.strip_prefix("1.")?.parse().ok();
    let (deprecated, removed) = (minor(), minor());
    let replacement = rest.rsplit(' ').next().filter(|word| *word != "-");
    Some(Lifecycle { deprecated: deprecated?, removed, replacement })
}

/// The API version to use instead: what the types name, or what the newest schemas have of that kind and group.
pub fn replacement(api_version: &str, kind: &str, lifecycle: Option<Lifecycle>) -> Option<String> {
    if let Some(named) = lifecycle.and_then(|lifecycle| lifecycle.replacement) {
        // Some name a version that is gone by now, or a kind that never came to it.
        let (version, kind) = match named.matches('/').count() {
            2 => named.rsplit_once('/').unwrap_or((named, kind)),
            _ => (named, kind),
        };
        let served = Minor::newest().table().kind(version, kind).is_some();
        if served {
            return Some(named.to_owned());
        }
    }
    let group = |version: &str| version.split_once('/').map_or("", |(group, _)| group).to_owned();
    let of_kind = |wanted: &dyn Fn(&str) -> bool| {
        let kinds =
            Minor::newest().table().kinds().filter(|known| known.kind == kind && known.api_version != api_version);
        let found = kinds.map(|known| known.api_version).filter(|version| wanted(version));
        // Between several, `v1` is shorter than `v1beta1`.
        found.min_by_key(|version| version.len()).map(str::to_owned)
    };
    of_kind(&|version| group(version) == group(api_version)).or_else(|| of_kind(&|_| true))
}

/// `use policy/v1`.
pub fn advice(api_version: &str, kind: &str, lifecycle: Option<Lifecycle>) -> String {
    match replacement(api_version, kind, lifecycle) {
        Some(other) => format!("use {other}"),
        None => format!("nothing replaces it: remove {}", excerpt(kind)),
    }
}
