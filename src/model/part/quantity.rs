use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::source::excerpt;
use crate::values::FormatError;

/// An amount as Kubernetes writes it: `500m`, `4Gi`, `100Gi`.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
pub struct Quantity(#[schemars(regex(pattern = r"^[0-9]+(\.[0-9]+)?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$"))] pub String);

/// An amount of bytes, for a disk or a heap: whole, and more than none.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
pub struct Bytes(#[schemars(regex(pattern = r"^[0-9]+(\.[0-9]+)?(k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$"))] pub String);

impl Bytes {
    /// How many they are. 0 where the text is malformed, which [`bytes`] has refused before.
    pub fn count(&self) -> u64 {
        parse(&self.0).and_then(|thousandths| u64::try_from(thousandths / 1000).ok()).unwrap_or(0)
    }
}

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
        u64::try_from(self.thousandths().div_ceil(1000)).unwrap_or(0)
    }

    /// The amount in thousandths of a unit, exactly. 0 where the text is malformed.
    pub fn thousandths(&self) -> u128 {
        parse(&self.0).unwrap_or(0)
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

/// Checks [`Bytes`]: `512m`, which means megabytes to Java, would be half a byte to Kubernetes.
pub fn bytes(text: &str) -> Result<(), FormatError> {
    quantity(text)?;
    if !text.ends_with('m') && parse(text).is_some_and(|thousandths| thousandths > 0 && thousandths % 1000 == 0) {
        return Ok(());
    }
    let (sentence, fix) = match text.strip_suffix('m') {
        Some(number) => (
            format!("`{}` is no amount of bytes: `m` means thousandths", excerpt(text)),
            format!("write {number}Mi, or {number}M for powers of 1000"),
        ),
        None => (
            format!("`{}` is no whole amount of bytes above 0", excerpt(text)),
            "write a number with one of Mi, Gi, Ti, as in 4Gi".to_string(),
        ),
    };
    Err(FormatError { sentence, fix })
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
        for text in ["0", "0Gi", "512m", "2000m", "0.0001", "4GB", ""] {
            assert!(bytes(text).is_err(), "{text}");
        }
        for (text, count) in [("1", 1), ("0.5Ki", 512), ("4Gi", 4 << 30), ("1.5G", 1_500_000_000)] {
            assert!(bytes(text).is_ok());
            assert_eq!(Bytes(text.into()).count(), count, "{text}");
        }
    }
}
