use std::borrow::Cow;

use serde_json::Number;

use super::Content;

/// What a plain scalar stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar<'a> {
    /// A value that JSON has too: null, a boolean, a number or a string.
    Value(Content<'a>),
    /// `.inf` or `.nan`, which JSON does not have and kubectl refuses.
    NotFinite,
}

/// Resolves a plain scalar as kubectl does: YAML 1.1 of go-yaml 2, without its base-60 numbers and timestamps.
///
/// Integers are exact from `i64::MIN` to `u64::MAX`. A whole float (`1.0`, `1e3`) becomes an integer, because that is
/// what the API server sees after the trip through JSON.
pub fn resolve(text: &str) -> Scalar<'_> {
    let same = || Content::Text(Cow::Borrowed(text));
    let value = match text.as_bytes().first() {
        None => Content::Null,
        Some(b'.') if is_not_finite(text) => return Scalar::NotFinite,
        Some(b'+' | b'-') if is_not_finite(&text[1..]) && !text.ends_with(['n', 'N']) => return Scalar::NotFinite,
        Some(b'.') => float(text).map_or_else(same, Content::Number),
        Some(b'0'..=b'9' | b'+' | b'-') => number(text).map_or_else(same, Content::Number),
        Some(b'a'..=b'z' | b'A'..=b'Z' | b'~') if text.len() <= 5 => match text {
            "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => Content::Bool(true),
            "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
                Content::Bool(false)
            }
            "~" | "null" | "Null" | "NULL" => Content::Null,
            _ => same(),
        },
        Some(_) => same(),
    };
    Scalar::Value(value)
}

/// The key that kubectl makes of a scalar in key position (`yes` is "true", `010` is "8"), or nothing where it refuses
/// one (null, not finite, beyond `i64`).
pub fn key_of<'a>(scalar: Scalar<'a>, text: &str) -> Option<Cow<'a, str>> {
    match scalar {
        Scalar::Value(Content::Text(s)) => Some(s),
        Scalar::Value(Content::Bool(b)) => Some(Cow::Borrowed(if b { "true" } else { "false" })),
        Scalar::Value(Content::Number(n)) => match integer(&text.replace('_', "")) {
            Some(_) => n.as_i64().map(|i| Cow::Owned(i.to_string())),
            None => n.as_f64().map(|f| Cow::Owned(short_float(f))),
        },
        _ => None,
    }
}

/// Whether `text` may stand plain, as value or key, in block style: every YAML reader, of 1.1 or 1.2, then takes it
/// for this very string. Narrower than it could be, so that it needs no knowledge of any reader's number formats.
pub fn is_plain_safe(text: &str) -> bool {
    const PUNCTUATION: &[u8] = b"._/:@=,+ ()$;#-";
    let bytes = text.as_bytes();
    let first = bytes.first().is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'/' | b'_'));
    first
        && bytes.iter().all(|b| b.is_ascii_alphanumeric() || PUNCTUATION.contains(b))
        && !bytes.ends_with(b":")
        && !bytes.ends_with(b" ")
        && !bytes.windows(2).any(|pair| pair == b": " || pair == b" #")
        && !is_reserved(text)
}

fn is_reserved(text: &str) -> bool {
    const WORDS: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

fn is_not_finite(text: &str) -> bool {
    matches!(text, ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN")
}

fn number(text: &str) -> Option<Number> {
    if !text.contains('_') {
        return integer(text).or_else(|| float(text));
    }
    let text = text.replace('_', "");
    integer(&text).or_else(|| float(&text))
}

/// Go's `ParseInt` with base 0 and, without a sign, `ParseUint`.
fn integer(text: &str) -> Option<Number> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (radix, digits) = match digits.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, &digits[2..]),
        [b'0', b'o' | b'O', ..] => (8, &digits[2..]),
        [b'0', b'b' | b'B', ..] => (2, &digits[2..]),
        [b'0', _, ..] => (8, &digits[1..]),
        _ => (10, digits),
    };
    // `from_str_radix` takes a sign of its own, which may not follow the one above.
    if digits.starts_with(['+', '-']) {
        return None;
    }
    let magnitude = u64::from_str_radix(digits, radix).ok()?;
    if negative {
        return 0i64.checked_sub_unsigned(magnitude).map(Number::from);
    }
    let fits = i64::try_from(magnitude).is_ok() || !text.starts_with('+');
    fits.then(|| Number::from(magnitude))
}

/// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`, finite.
fn float(text: &str) -> Option<Number> {
    if !text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E')) {
        return None;
    }
    let float: f64 = text.parse().ok().filter(|f: &f64| f.is_finite())?;
    let whole = float.fract() == 0.0 && float.to_bits() != (-0.0_f64).to_bits();
    if whole && float.abs() < i64::MAX as f64 {
        return Some(Number::from(float as i64));
    }
    Number::from_f64(float)
}

/// A float as Go's `FormatFloat(f, 'g', -1, 32)` writes it, which is how it becomes a key.
fn short_float(float: f64) -> String {
    if (float as f32).is_infinite() {
        return if float > 0.0 { ".inf".to_owned() } else { "-.inf".to_owned() };
    }
    let scientific = format!("{:e}", float as f32);
    let Some((digits, exponent)) = scientific.split_once('e') else { return scientific };
    let exponent: i32 = exponent.parse().unwrap_or_default();
    match exponent {
        e if e < -4 => format!("{digits}e-{:02}", -e),
        e if e >= 6 => format!("{digits}e+{e:02}"),
        _ => format!("{}", float as f32),
    }
}
