use super::Quantity;

/// An amount as the API server writes it: with the largest suffix that leaves a whole number, of the kind that it was
/// written with. `1024Mi` is 1Gi, `1000m` is 1, `0.5` is 500m; 1Gi and `1073741824` stay apart. Nothing where it is none.
pub fn canonical_quantity(text: &str) -> Option<String> {
    spelled(text, Quantity::parse(text)?.nanos)
}

/// The same, rounded up to thousandths.
pub fn rounded_quantity(text: &str) -> Option<String> {
    spelled(text, Quantity::parse(text)?.to_milli().nanos)
}

fn spelled(text: &str, nanos: i128) -> Option<String> {
    if nanos == 0 {
        return Some("0".to_owned());
    }
    const WHOLE: i128 = 1_000_000_000;
    if text.ends_with('i') && nanos % WHOLE == 0 && nanos.abs() >= 1024 * WHOLE {
        return Some(shortened(nanos / WHOLE, 1024, &["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"]));
    }
    let has_exponent =
        text.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-' || c == '+').ends_with(['e', 'E'])
            && text.ends_with(|c: char| c.is_ascii_digit());
    let suffixes = if has_exponent {
        ["e-9", "e-6", "e-3", "", "e3", "e6", "e9", "e12", "e15", "e18"]
    } else {
        ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"]
    };
    Some(shortened(nanos, 1000, &suffixes))
}

/// A number that is divided as long as it stays whole, with the suffix for as many divisions.
fn shortened(mut number: i128, by: i128, suffixes: &[&str]) -> String {
    let mut steps = 0;
    while number % by == 0 && steps + 1 < suffixes.len() {
        number /= by;
        steps += 1;
    }
    format!("{number}{}", suffixes[steps])
}
