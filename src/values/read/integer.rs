use std::fmt::Display;

use crate::source::excerpt;
use crate::values::scalar;

/// The whole numbers that a field can have.
pub(super) trait Whole: Default + TryFrom<i128> {
    const LEAST: i128;
    const GREATEST: i128;
}

macro_rules! whole {
    ($($number:ty)*) => {
        $(impl Whole for $number {
            const LEAST: i128 = <$number>::MIN as i128;
            const GREATEST: i128 = <$number>::MAX as i128;
        })*
    };
}

whole! { i8 i16 i32 i64 u8 u16 u32 u64 }

/// Why a text is no number; the sentence begins behind the name of the setting.
#[derive(Debug, PartialEq)]
pub(super) struct Doubt {
    pub(super) rule: &'static str,
    pub(super) sentence: String,
    pub(super) fix: String,
}

/// The number that `text` is, if everybody would read it the same.
pub(super) fn whole<N: Whole>(text: &str, quoted: bool) -> Result<N, Doubt> {
    if !scalar::is_plain_integer(text) {
        return Err(not_plain(text));
    }
    if quoted {
        let fix = format!("write `{}` without quotes (with --set, not --set-string)", excerpt(text));
        let sentence = format!("takes a whole number, and `\"{}\"` is a text", excerpt(text));
        return Err(Doubt { rule: "doubtful-number", sentence, fix });
    }
    let number = scalar::integer(text).unwrap_or(i128::MAX);
    N::try_from(number).map_err(|_| Doubt {
        rule: "out-of-range",
        sentence: format!("is `{}`, which does not fit", excerpt(text)),
        fix: format!("write a whole number from {} to {}", N::LEAST, N::GREATEST),
    })
}

fn not_plain(text: &str) -> Doubt {
    let shown = excerpt(text);
    let doubtful = |fix: String| Doubt {
        rule: "doubtful-number",
        sentence: format!("is `{shown}`, which not every reader takes for the same whole number"),
        fix,
    };
    let bare = text.replace('_', "");
    let unsigned = bare.strip_prefix(['+', '-']).unwrap_or(&bare);
    if unsigned.len() > 1 && unsigned.starts_with('0') && unsigned.bytes().all(|b| b.is_ascii_digit()) {
        let (octal, decimal) = (leading_zero(&bare), scalar::integer(&bare).unwrap_or_default());
        let zero = unsigned.bytes().all(|b| b == b'0');
        return doubtful(if zero || octal == decimal.to_string() {
            write(decimal)
        } else {
            format!("write {decimal}, or {octal} if it is octal")
        });
    }
    if let Some(number) = scalar::integer(&bare).filter(|n| i64::try_from(*n).is_ok() || u64::try_from(*n).is_ok()) {
        return doubtful(write(number));
    }
    match scalar::is_float(&bare).then(|| scalar::float(&bare)).flatten().and_then(|n| n.as_f64()) {
        // Up to here a double holds every whole number exactly, so what it is told to write is what it wrote.
        Some(number) if number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_992.0 => doubtful(write(number)),
        Some(_) | None => Doubt {
            rule: "wrong-type",
            sentence: match text.is_empty() {
                true => "takes a whole number, not an empty text".to_owned(),
                false => format!("takes a whole number, not `{shown}`"),
            },
            fix: "write a number such as `3`, digits only, without a unit".to_owned(),
        },
    }
}

fn write(number: impl Display) -> String {
    format!("write {number}")
}

/// A number with a leading zero as the readers take it that know octal numbers; decimal where it cannot be octal.
pub(super) fn leading_zero(text: &str) -> String {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let number = match u128::from_str_radix(digits, 8) {
        Ok(number) => number.to_string(),
        Err(_) => digits.trim_start_matches('0').chars().take(40).collect(),
    };
    format!("{sign}{number}")
}
