use crate::check::maps::{metadata_maps, selectors};
use crate::check::{Report, Rule};
use crate::manifest::Manifests;

/// Labels and selectors with keys and values that a label can have.
pub const RULE: Rule = Rule {
    name: "label-value",
    explanation: "A label's value has at most 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both \
                  ends, or is empty; its key is such a name of at least one character, behind an optional DNS name \
                  and `/`. The API server refuses the whole object otherwise.",
    bad: "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {team: payments/eu}}\n",
    good: "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {team: payments-eu}}\n",
    check,
};

fn check(manifests: &Manifests, report: &mut Report) {
    for object in manifests.objects() {
        for (path, labels) in metadata_maps(object, "labels").into_iter().chain(selectors(object)) {
            for (key, value) in labels {
                let path = format!("{path}[{key}]");
                if !is_key(key) {
                    let fix = "write `name` or `example.com/name`";
                    report.error(object, &path, format!("`{key}` cannot be the key of a label"), fix);
                }
                if let Some(value) = value.as_str().filter(|value| !value.is_empty() && !is_name(value)) {
                    let fix = "use up to 63 letters, digits, `-`, `_` and `.`, or make it an annotation";
                    report.error(object, &path, format!("`{value}` cannot be the value of a label"), fix);
                }
            }
        }
    }
}

fn is_name(text: &str) -> bool {
    let inner = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    let ends = |c: char| c.is_ascii_alphanumeric();
    text.len() <= 63 && text.bytes().all(inner) && text.starts_with(ends) && text.ends_with(ends)
}

fn is_key(key: &str) -> bool {
    let is_prefix = |prefix: &str| {
        let inner = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let is_part =
            |part: &str| !part.is_empty() && part.bytes().all(inner) && !part.starts_with('-') && !part.ends_with('-');
        prefix.len() <= 253 && prefix.split('.').all(is_part)
    };
    match key.split_once('/') {
        Some((prefix, name)) => is_prefix(prefix) && is_name(name),
        None => is_name(key),
    }
}
