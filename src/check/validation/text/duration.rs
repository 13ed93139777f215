/// What is wrong with a duration such as `1h30m`, in the words of Go's `time.ParseDuration`.
pub fn go_duration_problem(text: &str) -> Option<String> {
    let invalid = || Some(format!("time: invalid duration {text:?}"));
    let is_negative = text.starts_with('-');
    let mut rest = text.strip_prefix(['-', '+']).unwrap_or(text);
    if rest == "0" {
        return None;
    }
    if rest.is_empty() {
        return invalid();
    }
    let mut total: u128 = 0;
    while !rest.is_empty() {
        let number = digits(rest);
        let after = rest[number.len()..].strip_prefix('.');
        let fraction = digits(after.unwrap_or_default());
        if number.is_empty() && fraction.is_empty() {
            return invalid();
        }
        rest = after.map_or(&rest[number.len()..], |after| &after[fraction.len()..]);
        let end = rest.find(|c: char| c == '.' || c.is_ascii_digit()).unwrap_or(rest.len());
        let (unit, next) = rest.split_at(end);
        let nanos: u128 = match unit {
            "" => return Some(format!("time: missing unit in duration {text:?}")),
            "ns" => 1,
            "us" | "µs" | "μs" => 1_000,
            "ms" => 1_000_000,
            "s" => 1_000_000_000,
            "m" => 60_000_000_000,
            "h" => 3_600_000_000_000,
            _ => return Some(format!("time: unknown unit {unit:?} in duration {text:?}")),
        };
        let whole: u128 = if number.is_empty() { 0 } else { number.parse().unwrap_or(u128::from(u64::MAX)) };
        let part = format!("0.{fraction}").parse::<f64>().unwrap_or_default() * nanos as f64;
        total += whole.saturating_mul(nanos).min(u128::from(u64::MAX)) + part as u128;
        if total > 1 << 63 {
            return invalid();
        }
        rest = next;
    }
    if total == 1 << 63 && !is_negative { invalid() } else { None }
}

fn digits(text: &str) -> &str {
    let end = text.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    &text[..end]
}
