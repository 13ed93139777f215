//! Time zones by their names in the database of the IANA, old names included.

const NAMES: &str = include_str!("time_zones.txt");

/// What is wrong with the time zone of a CronJob (`validateTimeZone`).
pub fn time_zone_problems(name: &str) -> Vec<String> {
    if name.is_empty() {
        return vec!["timeZone must be nil or non-empty string".to_owned()];
    }
    let is_char = |b: u8| b.is_ascii_alphanumeric() || b"._-+".contains(&b);
    let is_part = |part: &str| {
        let is_short = (1..=14).contains(&part.len());
        is_short && part != "." && part != ".." && !part.starts_with('-') && part.bytes().all(is_char)
    };
    if !name.split('/').all(is_part) {
        return vec![format!("unknown time zone {name}")];
    }
    let mut problems = Vec::new();
    if name.eq_ignore_ascii_case("Local") {
        let place = "as defined in https://www.iana.org/time-zones";
        problems.push(format!("timeZone must be an explicit time zone {place}"));
    }
    problems.extend(location_problem(name));
    problems
}

/// Why Go cannot load a time zone (`time.LoadLocation`). The two trees of names beside the plain one are those of the
/// database as Debian installs it, from which the image of the API server has it.
pub fn location_problem(name: &str) -> Option<String> {
    if name.contains("..") || name.starts_with(['/', '\\']) {
        return Some("time: invalid location name".to_owned());
    }
    let plain = name.strip_prefix("posix/").or(name.strip_prefix("right/")).unwrap_or(name);
    let is_known = ["", "UTC", "Local"].contains(&name) || NAMES.lines().any(|known| known == plain);
    (!is_known).then(|| format!("unknown time zone {name}"))
}
