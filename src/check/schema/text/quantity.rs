/// Whether `ParseQuantity` of `k8s.io/apimachinery/pkg/api/resource` reads the text, outer spaces aside.
///
/// Its scanner takes more than its documentation: `+`, `.` and `1.` are amounts.
pub fn is_quantity(text: &str) -> bool {
    // Go trims the JSON of the string, in which these are escapes.
    let is_escape = |c: char| c.is_ascii_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let text = text.trim_matches(|c: char| c.is_whitespace() && !is_escape(c));
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if text.is_empty() {
        return false;
    }
    let (whole, rest) = digits(unsigned);
    let (fraction, suffix) = rest.strip_prefix('.').map_or(("", rest), digits);
    match suffix {
        "" | "n" | "u" | "m" | "k" | "M" | "G" | "T" | "P" | "E" => true,
        "Ki" | "Mi" | "Gi" | "Ti" | "Pi" | "Ei" => !(whole.is_empty() && fraction.is_empty()) || is_short_zero(suffix),
        _ => suffix.strip_prefix(['e', 'E']).is_some_and(is_exponent),
    }
}

/// Without any digit an amount is zero where the quick way of the scanner takes it: with a binary suffix it does.
fn is_short_zero(suffix: &str) -> bool {
    suffix != "Ei"
}

/// The digits at the beginning, and what is behind them.
fn digits(text: &str) -> (&str, &str) {
    text.split_at(text.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(text.len()))
}

/// A whole number of 64 bits with an optional sign, as `strconv.ParseInt` reads it.
fn is_exponent(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    unsigned.bytes().next().is_some_and(|b| b.is_ascii_digit()) && text.parse::<i64>().is_ok()
}
