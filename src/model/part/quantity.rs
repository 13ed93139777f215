use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::source::excerpt;
use crate::values::FormatError;

/// An amount as Kubernetes writes it: `500m`, `4Gi`, `100Gi`.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
pub struct Quantity(#[schemars(regex(pattern = r"^[0-9]+(\.[0-9]+)?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$"))] pub String);

/// The suffixes of `k8s.io/apimachinery/pkg/api/resource`, with what one of them is worth, in thousandths.
const SUFFIXES: &[(&str, u128)] = &[
    ("Ki", 1000 << 10),
    ("Mi", 1000 << 20),
    ("Gi", 1000 << 30),
    ("Ti", 1000 << 40),
    ("Pi", 1000 << 50),
    ("Ei", 1000 << 60),
    ("m", 1),
    ("k", 1_000_000),
    ("M", 1_000_000_000),
    ("G", 1_000_000_000_000),
    ("T", 1_000_000_000_000_000),
    ("P", 1_000_000_000_000_000_000),
    ("E", 1_000_000_000_000_000_000_000),
    ("", 1000),
];

impl Quantity {
    /// The amount in whole units (bytes, cores), rounded up as Kubernetes does. 0 where the text is malformed, which
    /// [`quantity`] has refused before.
    pub fn units(&self) -> u64 {
        parse(&self.0).and_then(|thousandths| u64::try_from(thousandths.div_ceil(1000)).ok()).unwrap_or(0)
    }
}

fn parse(text: &str) -> Option<u128> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, suffix) = text.split_at(end);
    let (_, factor) = SUFFIXES.iter().find(|(name, _)| *name == suffix)?;
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() || whole.len() > 15 || fraction.len() > 9 || number.ends_with('.') {
        return None;
    }
    let whole: u128 = whole.parse().ok()?;
    let part: u128 = if fraction.is_empty() { 0 } else { fraction.parse().ok()? };
    Some(whole * factor + part * factor / 10u128.pow(fraction.len() as u32))
}

/// Checks a [`Quantity`].
pub fn quantity(text: &str) -> Result<(), FormatError> {
    if parse(text).is_some() {
        return Ok(());
    }
    let fix = match text.trim_end_matches(|c: char| c.is_ascii_alphabetic()) {
        number if parse(number).is_some() && text[number.len()..].eq_ignore_ascii_case("gb") => {
            format!("write {number}G, or {number}Gi for powers of 1024")
        }
        number if parse(number).is_some() && text[number.len()..].eq_ignore_ascii_case("mb") => {
            format!("write {number}M, or {number}Mi for powers of 1024")
        }
        number if parse(number).is_some() && text.ends_with('g') => format!("write {number}G or {number}Gi"),
        _ => "write a number with one of m, k, M, G, T, Ki, Mi, Gi, Ti, as in 500m or 4Gi".to_string(),
    };
    Err(FormatError { sentence: format!("`{}` is not an amount that Kubernetes reads", excerpt(text)), fix })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_worth_what_kubernetes_says() {
        for (text, units) in [("4Gi", 4 << 30), ("1.5Gi", 3 << 29), ("500m", 1), ("2", 2), ("100M", 100_000_000)] {
            assert_eq!(Quantity(text.into()).units(), units, "{text}");
        }
        for text in ["", "4GB", "1.", ".5", "-1", "4 Gi", "0x10", "1e3", "4gi"] {
            assert!(quantity(text).is_err(), "{text}");
        }
    }
}
