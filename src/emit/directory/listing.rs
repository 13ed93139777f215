use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::Path;

use super::error::DirectoryError;
use super::{paths, place};

/// Plain text without a known ending: `kubectl apply -R -f` reads every .json, .yaml and .yml, hidden or not.
pub const LISTING: &str = ".cpgen-manifest";

/// The files that earlier runs wrote and that were not removed since.
pub fn read(dir: &Path) -> Result<BTreeSet<String>, DirectoryError> {
    paths::guard(dir, LISTING)?;
    let path = dir.join(LISTING);
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok(text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(BTreeSet::new()),
        Err(error) => Err(DirectoryError::io("read", &path)(error)),
    }
}

/// Replaces the list, where it differs.
pub fn write(dir: &Path, files: &BTreeSet<String>) -> Result<(), DirectoryError> {
    let text: String = files.iter().map(|path| format!("{path}\n")).collect();
    if place::holds(&dir.join(LISTING), &text)? {
        return Ok(());
    }
    place::all(dir, &[(LISTING.to_owned(), text)])
}
