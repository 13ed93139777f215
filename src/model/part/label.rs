//! What Kubernetes takes as labels and as the keys of annotations.

/// Whether `key` is `name` or `example.com/name`.
pub fn is_key(key: &str) -> bool {
    let (prefix, name) = match key.split_once('/') {
        Some((prefix, name)) => (Some(prefix), name),
        None => (None, key),
    };
    prefix.is_none_or(|prefix| super::format::domain(prefix).is_ok()) && !name.is_empty() && is_value(name)
}

/// Whether `value` is empty or up to 63 letters, digits, `-`, `_` and `.`, which a letter or digit begins and ends.
pub fn is_value(value: &str) -> bool {
    let edge = |c: char| c.is_ascii_alphanumeric();
    value.len() <= 63
        && value.chars().all(|c| edge(c) || "-_.".contains(c))
        && (value.is_empty() || (value.starts_with(edge) && value.ends_with(edge)))
}
