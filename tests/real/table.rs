//! What was run and what was measured, printed at the end.

use std::sync::Mutex;

static ROWS: Mutex<Vec<[String; 3]>> = Mutex::new(Vec::new());

/// Adds a row: case, what ran, what was measured.
pub fn add(case: &str, ran: &str, measured: &str) {
    if let Ok(mut rows) = ROWS.lock() {
        rows.push([case, ran, measured].map(str::to_string));
    }
}

/// Prints all rows.
pub fn print() {
    let Ok(rows) = ROWS.lock() else { return };
    if rows.is_empty() {
        return;
    }
    let head = ["case", "what ran", "measured"].map(str::to_string);
    let width = |column: usize| rows.iter().chain([&head]).map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths = [width(0), width(1)];
    println!();
    for row in [&head].into_iter().chain(rows.iter()) {
        println!("{:<a$}  {:<b$}  {}", row[0], row[1], row[2], a = widths[0], b = widths[1]);
    }
    println!();
}
