//! Schedules as `github.com/robfig/cron` reads them (`cron.ParseStandard`).

use super::time_zone::location_problem;
use crate::check::validation::text::go_duration_problem;

/// The numbers and names of one field.
struct Bounds {
    least: u64,
    most: u64,
    names: &'static [&'static str],
}

const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS: &[&str] = &["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/// Minute, hour, day of month, month and day of week.
const FIELDS: [Bounds; 5] = [
    Bounds { least: 0, most: 59, names: &[] },
    Bounds { least: 0, most: 23, names: &[] },
    Bounds { least: 1, most: 31, names: &[] },
    Bounds { least: 1, most: 12, names: MONTHS },
    Bounds { least: 0, most: 6, names: DAYS },
];

const DESCRIPTORS: &[&str] = &["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];

/// What is wrong with a schedule that is not empty.
pub fn schedule_problem(schedule: &str) -> Option<String> {
    let mut schedule = schedule;
    if let Some(rest) = schedule.strip_prefix("TZ=").or(schedule.strip_prefix("CRON_TZ=")) {
        let Some((zone, rest)) = rest.split_once(' ') else {
            let panic = "runtime error: slice bounds out of range [:-1]";
            return Some(format!("invalid schedule format: {panic}"));
        };
        if let Some(problem) = location_problem(zone) {
            return Some(format!("provided bad location {zone}: {problem}"));
        }
        schedule = rest.trim();
    }
    if schedule.starts_with('@') {
        return descriptor_problem(schedule);
    }
    let mut fields = schedule.split_whitespace();
    let count = fields.clone().count();
    if count != FIELDS.len() {
        let found: Vec<&str> = fields.collect();
        return Some(format!("expected exactly 5 fields, found {count}: [{}]", found.join(" ")));
    }
    FIELDS.iter().zip(&mut fields).find_map(|(bounds, field)| bounds.field(field).err())
}

fn descriptor_problem(descriptor: &str) -> Option<String> {
    if let Some(duration) = descriptor.strip_prefix("@every ") {
        let problem = go_duration_problem(duration)?;
        return Some(format!("failed to parse duration {descriptor}: {problem}"));
    }
    (!DESCRIPTORS.contains(&descriptor)).then(|| format!("unrecognized descriptor: {descriptor}"))
}

impl Bounds {
    fn field(&self, field: &str) -> Result<(), String> {
        field.split(',').filter(|range| !range.is_empty()).try_for_each(|range| self.range(range))
    }

    /// `3`, `3-9`, `*`, `3-9/2`, `3/2`.
    fn range(&self, range: &str) -> Result<(), String> {
        let mut parts = range.split('/');
        let (ends, step, more_parts) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
        let mut ends = ends.split('-');
        let (first, last, more_ends) = (ends.next().unwrap_or_default(), ends.next(), ends.next());
        let (start, mut end) = if matches!(first, "*" | "?") {
            (self.least, self.most)
        } else {
            let start = self.number(first)?;
            if more_ends.is_some() {
                return Err(format!("too many hyphens: {range}"));
            }
            (start, last.map_or(Ok(start), |last| self.number(last))?)
        };
        if more_parts.is_some() {
            return Err(format!("too many slashes: {range}"));
        }
        if step.is_some() && last.is_none() {
            end = self.most;
        }
        let step = step.map_or(Ok(1), number)?;
        if start < self.least {
            return Err(format!("beginning of range ({start}) below minimum ({}): {range}", self.least));
        }
        if end > self.most {
            return Err(format!("end of range ({end}) above maximum ({}): {range}", self.most));
        }
        if start > end {
            return Err(format!("beginning of range ({start}) beyond end of range ({end}): {range}"));
        }
        if step == 0 {
            return Err(format!("step of range should be a positive number: {range}"));
        }
        Ok(())
    }

    fn number(&self, text: &str) -> Result<u64, String> {
        // Names begin at the least number.
        let named = self.names.iter().position(|name| name.eq_ignore_ascii_case(text));
        named.map_or_else(|| number(text), |at| Ok(self.least + at as u64))
    }
}

fn number(text: &str) -> Result<u64, String> {
    let number = text.parse::<i64>().map_err(|error| {
        use std::num::IntErrorKind::{NegOverflow, PosOverflow};
        let is_large = matches!(error.kind(), PosOverflow | NegOverflow);
        let reason = if is_large { "value out of range" } else { "invalid syntax" };
        format!("failed to parse int from {text}: strconv.Atoi: parsing {text:?}: {reason}")
    })?;
    u64::try_from(number).map_err(|_| format!("negative number ({number}) not allowed: {text}"))
}
