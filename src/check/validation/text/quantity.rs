use std::cmp::Ordering;
use std::fmt;

use crate::check::validation::Value;
use crate::yaml::Content;

/// How many of its units are one.
const NANOS: i128 = 1_000_000_000;

/// The largest whole amount that is told from others.
const MOST: i128 = i128::MAX / NANOS * NANOS;

/// An amount in its exact value: digits and a power of ten, after a power of two was multiplied in
/// (`k8s.io/apimachinery/pkg/api/resource`). Amounts of more than 30 digits count as the largest.
#[derive(Clone, Copy, Debug)]
pub struct Quantity {
    /// In units of 10^-9, rounded away from zero, as the API server keeps it at the finest.
    pub(super) nanos: i128,
    form: Form,
}

/// How the API server keeps an amount, which shows where 64 bits do not hold it.
#[derive(Clone, Copy, Debug)]
enum Form {
    /// As 64 bits and a power of ten (`int64Amount`).
    Short,
    /// With all its digits (`infDecAmount`).
    Long,
    /// So too, and they are more than [`Quantity`] has: the lowest 64 bits of its whole part.
    Beyond(i64),
}

impl Quantity {
    /// The amount of a value that passed its schema; nothing where it is absent.
    pub fn of(value: Value) -> Option<Quantity> {
        match &value.node()?.content {
            Content::Text(text) => Quantity::parse(text.trim()),
            Content::Number(number) => Quantity::parse(&number.to_string()),
            _ => None,
        }
    }

    /// The amount that a text says: `1.5Gi`, `500m`, `1e3`.
    pub fn parse(text: &str) -> Option<Quantity> {
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let end = rest.bytes().position(|b| !b.is_ascii_digit() && b != b'.').unwrap_or(rest.len());
        let (number, suffix) = rest.split_at(end);
        let (factor, power) = match suffix {
            "n" => (1, -9),
            "u" => (1, -6),
            "m" => (1, -3),
            "" => (1, 0),
            "k" => (1, 3),
            "M" => (1, 6),
            "G" => (1, 9),
            "T" => (1, 12),
            "P" => (1, 15),
            "E" => (1, 18),
            "Ki" => (1i128 << 10, 0),
            "Mi" => (1 << 20, 0),
            "Gi" => (1 << 30, 0),
            "Ti" => (1 << 40, 0),
            "Pi" => (1 << 50, 0),
            "Ei" => (1 << 60, 0),
            _ => (1, suffix.strip_prefix(['e', 'E'])?.parse::<i64>().ok()? as i32),
        };
        let power = i64::from(power);
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let digits: String = whole.chars().chain(fraction.chars()).collect();
        let digits = digits.trim_start_matches('0');
        let power = power - fraction.len() as i64;
        let value = if digits.is_empty() { Some(0) } else { scaled(digits, factor, power + 9) };
        let most = if factor > 1 { i128::from(i64::MAX) * NANOS } else { MOST };
        let nanos = value.unwrap_or(most).min(most);
        let is_short = match factor {
            1 => digits.len().max(fraction.len()) <= 18 && power >= -9,
            _ => !number.contains('.') && digits.len() as u32 + factor.ilog2() * 3 / 10 < 15,
        };
        let sign = if negative { -1 } else { 1 };
        let form = match value {
            _ if is_short => Form::Short,
            None if factor == 1 => Form::Beyond(low_bits(digits, power).wrapping_mul(sign)),
            _ => Form::Long,
        };
        Some(Quantity { nanos: nanos * i128::from(sign), form })
    }

    /// Less than, equal to or greater than zero.
    pub fn sign(self) -> Ordering {
        self.nanos.cmp(&0)
    }

    /// Whether it is a whole number, as the API server asks it: beyond 64 bits it may be mistaken.
    pub fn is_whole(self) -> bool {
        self.milli_value() % 1000 == 0
    }

    /// The whole number of 64 bits that it is, rounded up (`Quantity.Value`).
    ///
    /// What has more bits is 0 where the server keeps it short, and the lowest 64 of them where it keeps all digits.
    pub fn value(self) -> i64 {
        self.scaled_value(NANOS)
    }

    /// In thousandths, in the same way (`Quantity.MilliValue`).
    pub fn milli_value(self) -> i64 {
        self.scaled_value(NANOS / 1000)
    }

    fn scaled_value(self, unit: i128) -> i64 {
        let units = self.nanos / unit + i128::from(self.nanos % unit > 0);
        i64::try_from(units).unwrap_or(match self.form {
            Form::Short => 0,
            Form::Long => units as i64,
            Form::Beyond(whole) => whole.wrapping_mul((NANOS / unit) as i64),
        })
    }

    /// The same without what is finer than thousandths, away from zero, as amounts of resources are kept.
    pub fn to_milli(self) -> Quantity {
        let rest = self.nanos % 1_000_000;
        let up = if rest == 0 { 0 } else { self.nanos.signum() * 1_000_000 - rest };
        Quantity { nanos: self.nanos.saturating_add(up), ..self }
    }

    /// The sum of both.
    pub fn plus(self, other: Quantity) -> Quantity {
        Quantity { nanos: self.nanos.saturating_add(other.nanos), ..self }
    }
}

impl Default for Quantity {
    fn default() -> Quantity {
        Quantity { nanos: 0, form: Form::Short }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.nanos % NANOS {
            0 => write!(f, "{}", self.nanos / NANOS),
            _ => write!(f, "{}m", self.nanos / 1_000_000),
        }
    }
}

impl PartialEq for Quantity {
    fn eq(&self, other: &Quantity) -> bool {
        self.nanos == other.nanos
    }
}

impl PartialOrd for Quantity {
    fn partial_cmp(&self, other: &Quantity) -> Option<Ordering> {
        Some(self.nanos.cmp(&other.nanos))
    }
}

/// Digits times a factor times a power of ten, rounded up; nothing where it is too large.
fn scaled(digits: &str, factor: i128, power: i64) -> Option<i128> {
    if digits.len() > 30 {
        return if (digits.len() as i64) + power > 30 {
            None
        } else {
            scaled(&digits[..30], factor, power + digits.len() as i64 - 30)
        };
    }
    let number = digits.parse::<i128>().ok()?.checked_mul(factor)?;
    if power >= 0 {
        return number.checked_mul(10i128.checked_pow(u32::try_from(power).ok()?)?);
    }
    let divisor = u32::try_from(-power).ok().and_then(|power| 10i128.checked_pow(power));
    Some(divisor.map_or(1, |divisor| number / divisor + i128::from(number % divisor != 0)))
}

/// The lowest 64 bits of the whole part of digits times a power of ten.
fn low_bits(digits: &str, power: i64) -> i64 {
    let kept = digits.len() - usize::try_from(-power).unwrap_or(0).min(digits.len());
    let whole = digits[..kept].bytes().fold(0i64, |sum, b| sum.wrapping_mul(10).wrapping_add(i64::from(b - b'0')));
    // 10^64 has 64 zero bits.
    whole.wrapping_mul(10i64.wrapping_pow(power.clamp(0, 64) as u32))
}
