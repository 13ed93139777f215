//! What a plain scalar means: the core schema of YAML 1.2.2, section 10.3.2.

use serde_json::{Number, Value};

/// Whether `text` means nothing in the core schema.
pub(super) fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// A truth value of the core schema.
pub(super) fn bool(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

/// `text` as the core schema reads a plain scalar that is not null. A number that JSON cannot hold stays text.
pub(super) fn core(text: &str) -> Value {
    if is_null(text) {
        return Value::Null;
    }
    if let Some(truth) = bool(text) {
        return truth.into();
    }
    match integer(text) {
        Some(number) => json(number).unwrap_or_else(|| text.into()),
        None if is_float(text) => float(text).map_or_else(|| text.into(), Value::Number),
        None => text.into(),
    }
}

/// A JSON number, when 64 bits hold it.
pub(super) fn json(number: i128) -> Option<Value> {
    i64::try_from(number).map(Value::from).or_else(|_| u64::try_from(number).map(Value::from)).ok()
}

/// A number with a fraction or an exponent; None where it is not finite.
pub(super) fn float(text: &str) -> Option<Number> {
    text.parse::<f64>().ok().and_then(Number::from_f64)
}

/// A whole number of the core schema, decimal with leading zeros allowed, `0o17` or `0x1f`.
/// Saturates far beyond 64 bits, which no field takes anyway.
pub(super) fn integer(text: &str) -> Option<i128> {
    let (digits, radix) = match (text.strip_prefix("0o"), text.strip_prefix("0x")) {
        (Some(octal), _) => (octal, 8),
        (_, Some(hex)) => (hex, 16),
        _ => (text.strip_prefix(['+', '-']).unwrap_or(text), 10),
    };
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
        return None;
    }
    let number = i128::from_str_radix(digits, radix).unwrap_or(i128::MAX);
    Some(if text.starts_with('-') { -number } else { number })
}

/// Whether `text` is digits with a fraction or an exponent: `[-+]? (\. [0-9]+ | [0-9]+ (\. [0-9]*)?) ([eE] [-+]? [0-9]+)?`.
pub(super) fn is_float(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    digits(whole)
        && digits(fraction)
        && whole.len() + fraction.len() > 0
        && exponent.is_none_or(|e| !e.is_empty() && digits(e))
}

/// Whether `text` is a whole number as a person writes it without a second thought: decimal, no leading zero.
pub(super) fn is_plain_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits == "0" || (!digits.starts_with('0') && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}
