//! What was run and what was measured, printed at the end.

use std::sync::Mutex;
use std::time::Duration;

static ROWS: Mutex<Vec<[String; 4]>> = Mutex::new(Vec::new());

/// Adds a row: case, how long it took with what it had to start, what ran, what was measured.
pub fn add(case: &str, took: Duration, ran: &str, measured: &str) {
    if let Ok(mut rows) = ROWS.lock() {
        rows.push([case, &format!("{} s", took.as_secs()), ran, measured].map(str::to_string));
    }
}

/// Prints all rows.
pub fn print() {
    let Ok(rows) = ROWS.lock() else { return };
    if rows.is_empty() {
        return;
    }
    let head = ["case", "took", "what ran", "measured"].map(str::to_string);
    let width = |column: usize| rows.iter().chain([&head]).map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths = [width(0), width(1), width(2)];
    println!();
    for row in [&head].into_iter().chain(rows.iter()) {
        let [case, took, ran, measured] = row;
        println!("{case:<0$}  {took:>1$}  {ran:<2$}  {measured}", widths[0], widths[1], widths[2]);
    }
    println!();
}
