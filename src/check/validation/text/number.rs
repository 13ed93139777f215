/// A port: 1 to 65535.
pub fn port(number: i64) -> Vec<String> {
    in_range(number, 1, 65535)
}

/// A number from `least` to `most`.
pub fn in_range(number: i64, least: i64, most: i64) -> Vec<String> {
    if (least..=most).contains(&number) {
        return Vec::new();
    }
    vec![format!("must be between {least} and {most}, inclusive")]
}

/// The number of `25%`; nothing where the text is no percentage.
pub fn percent(text: &str) -> Option<u64> {
    let digits = text.strip_suffix('%').filter(|digits| !digits.is_empty())?;
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().unwrap_or(u64::MAX))
}
