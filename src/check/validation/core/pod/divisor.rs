use crate::check::validation::Value;
use crate::check::validation::text::Quantity;

/// Whether an amount is one of those, in the notation that the API server prints it in; zero stands for none.
pub fn is_divisor(divisor: Value, divisors: &[&str]) -> bool {
    let Some(amount) = Quantity::of(divisor) else { return true };
    let text = divisor.text().trim();
    if amount.sign().is_eq() {
        return true;
    }
    if is_kept(text) {
        return divisors.contains(&text);
    }
    // What is not kept is printed anew: with units of 1024 where it is written so and not smaller.
    let is_small = Quantity::parse("1Ki").is_none_or(|limit| amount < limit);
    let is_binary = text.ends_with('i') && !is_small;
    let is_scientific = text.contains(['e', 'E']) && text.ends_with(|last: char| last.is_ascii_digit());
    let same = |unit: &&&str| unit.ends_with('i') == is_binary && Quantity::parse(unit) == Some(amount);
    divisors.iter().find(same).is_some_and(|unit| !is_scientific || *unit == "1")
}

/// Whether the API server prints an amount as it is written, sign and zeros included, as it does where that looks like
/// its own notation (`ParseQuantity`).
fn is_kept(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let end = unsigned.bytes().position(|b| !b.is_ascii_digit() && b != b'.').unwrap_or(unsigned.len());
    let (number, suffix) = unsigned.split_at(end);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let whole = Some(whole.trim_start_matches('0')).filter(|whole| !whole.is_empty()).unwrap_or("0");
    if suffix.ends_with('i') {
        let power = "KMGTPE".find(suffix.trim_end_matches('i')).unwrap_or_default() + 1;
        let is_short = whole.len() + 3 * power <= 14;
        return fraction.is_empty() && is_short && whole.parse::<i64>().is_ok_and(|number| number & 7 != 0);
    }
    let Some(exponent) = exponent(suffix) else { return false };
    let (digits, scale) = (format!("{whole}{fraction}"), exponent.saturating_sub(fraction.len() as i64));
    let is_exact = digits.len() <= 18 && scale >= -9;
    is_exact && scale % 3 == 0 && !digits.ends_with("000") && !digits.starts_with('0')
}

/// The power of ten that a suffix stands for.
fn exponent(suffix: &str) -> Option<i64> {
    match suffix.as_bytes() {
        [] => Some(0),
        [unit] => b"num kMGTPE".iter().position(|known| known == unit).map(|place| 3 * (place as i64 - 3)),
        _ => suffix.get(1..)?.parse().ok(),
    }
}
