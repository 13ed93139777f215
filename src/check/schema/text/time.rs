/// Whether Go's `time.Parse(time.RFC3339, ...)` reads the text: `2006-01-02T15:04:05Z`, with any fraction of a second
/// and a zone.
pub fn is_time(text: &str) -> bool {
    parse(text).is_some()
}

/// The same with exactly six digits of a fraction, as the layout of `metav1.MicroTime` wants.
pub fn is_micro_time(text: &str) -> bool {
    parse(text).is_some_and(|fraction| fraction.len() == 7 && fraction.starts_with('.'))
}

/// The fraction of the second with its point, which may be empty.
fn parse(text: &str) -> Option<&str> {
    let mut rest = text;
    let year = fixed(&mut rest, 4, 0..=9999)?;
    eat(&mut rest, '-')?;
    let month = fixed(&mut rest, 2, 1..=12)?;
    eat(&mut rest, '-')?;
    let day = fixed(&mut rest, 2, 1..=31)?;
    eat(&mut rest, 'T')?;
    // Go is content with one digit here.
    let digits = if rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit) { 2 } else { 1 };
    fixed(&mut rest, digits, 0..=23)?;
    eat(&mut rest, ':')?;
    fixed(&mut rest, 2, 0..=59)?;
    eat(&mut rest, ':')?;
    fixed(&mut rest, 2, 0..=59)?;
    let fraction = fraction(&mut rest);
    (day <= days(year, month) && is_zone(rest)).then_some(fraction)
}

/// A point or comma and at least one digit behind it.
fn fraction<'a>(rest: &mut &'a str) -> &'a str {
    let digits = rest.bytes().skip(1).take_while(u8::is_ascii_digit).count();
    let length = if rest.starts_with(['.', ',']) && digits > 0 { digits + 1 } else { 0 };
    let (fraction, behind) = rest.split_at(length);
    *rest = behind;
    fraction
}

fn is_zone(text: &str) -> bool {
    if text == "Z" {
        return true;
    }
    let Some(mut rest) = text.strip_prefix(['+', '-']) else { return false };
    let hours = fixed(&mut rest, 2, 0..=24);
    let minutes = eat(&mut rest, ':').and_then(|()| fixed(&mut rest, 2, 0..=60));
    hours.is_some() && minutes.is_some() && rest.is_empty()
}

fn fixed(rest: &mut &str, digits: usize, range: std::ops::RangeInclusive<u32>) -> Option<u32> {
    let number = rest.get(..digits).filter(|text| text.bytes().all(|b| b.is_ascii_digit()))?;
    *rest = &rest[digits..];
    number.parse().ok().filter(|number| range.contains(number))
}

fn eat(rest: &mut &str, character: char) -> Option<()> {
    *rest = rest.strip_prefix(character)?;
    Some(())
}

fn days(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
