use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::Path;

use super::error::DirectoryError;
use super::{paths, place};

/// The files of one platform. Plain text without a known ending: `kubectl apply -R -f` reads every .json, .yaml and .yml,
/// hidden or not.
pub const FILES: &str = ".cpgen-manifest";

/// The platforms of a fleet.
pub const PLATFORMS: &str = ".cpgen-fleet";

/// The lines of the list `name` in `dir`: what earlier runs wrote and that was not removed since.
pub fn read(dir: &Path, name: &str) -> Result<BTreeSet<String>, DirectoryError> {
    paths::guard(dir, name)?;
    let path = dir.join(name);
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok(text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(BTreeSet::new()),
        Err(error) => Err(DirectoryError::io("read", &path)(error)),
    }
}

/// Replaces the list, where it differs.
pub fn write(dir: &Path, name: &str, lines: &BTreeSet<String>) -> Result<(), DirectoryError> {
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    if place::holds(&dir.join(name), &text)? {
        return Ok(());
    }
    place::all(dir, &[(name.to_owned(), text)])
}
