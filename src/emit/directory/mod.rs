//! One file per object, in a directory that is kept under version control.

mod error;
mod listing;
mod paths;
mod place;

use std::collections::BTreeSet;
use std::path::Path;

pub use error::DirectoryError;

use super::source_line;
use crate::check::Checked;
use crate::yaml;

/// What became of the files of a directory, by their paths in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or have new content.
    pub written: Vec<String>,
    /// Files that had this content already and were not touched.
    pub unchanged: Vec<String>,
    /// Files of the previous run that are no longer rendered.
    pub removed: Vec<String>,
}

/// Writes every object into the file `<dir>/<template>`; of several objects of one template the second goes to
/// `<template>-2.yaml` and so on. All content is complete before the first file changes, each file is replaced at once,
/// and files that would not change are left alone.
///
/// The paths are listed in `<dir>/.cpgen-manifest`. With `prune`, files that the previous list names and that are no
/// longer rendered are removed; other files never are.
///
/// # Errors
/// Paths that lead out of the directory or over a symbolic link, files in the way that cpgen did not write, and whatever
/// the file system refuses.
pub fn directory(checked: &Checked, dir: &Path, prune: bool) -> Result<Written, DirectoryError> {
    let files = render(checked);
    let rendered: BTreeSet<String> = files.iter().map(|(path, _)| path.clone()).collect();
    let previous = listing::read(dir, listing::FILES)?;
    let stale: Vec<String> = previous.difference(&rendered).cloned().collect();
    for path in rendered.iter().chain(&stale) {
        if path == listing::FILES {
            return Err(DirectoryError::Refused { path: path.clone(), why: "is where the list of files is kept" });
        }
        paths::guard(dir, path)?;
    }
    for path in rendered.difference(&previous) {
        if place::is_foreign(&dir.join(path))? {
            return Err(DirectoryError::Refused { path: path.clone(), why: "is a file that cpgen did not write" });
        }
    }
    let mut result = Written::default();
    let mut changed = Vec::new();
    for (path, text) in files {
        if place::holds(&dir.join(&path), &text)? {
            result.unchanged.push(path);
        } else {
            result.written.push(path.clone());
            changed.push((path, text));
        }
    }
    // Listed before they are written: should this run break off, the next one knows them.
    listing::write(dir, listing::FILES, &previous.union(&rendered).cloned().collect())?;
    place::all(dir, &changed)?;
    if prune {
        for path in stale {
            if place::remove(dir, &path)? {
                result.removed.push(path);
            }
        }
        listing::write(dir, listing::FILES, &rendered)?;
    }
    Ok(result)
}

/// Notes in `<dir>/.cpgen-fleet` which `platforms` have directories in `dir`. With `prune`, what earlier runs wrote for
/// platforms that are no longer among them is removed; other files never are. Returns what was removed, by its path in
/// `dir`.
///
/// # Errors
/// As [`directory`].
pub fn fleet(dir: &Path, platforms: &BTreeSet<String>, prune: bool) -> Result<Vec<String>, DirectoryError> {
    let previous = listing::read(dir, listing::PLATFORMS)?;
    let mut removed = Vec::new();
    if prune {
        for gone in previous.difference(platforms) {
            removed.extend(clear(dir, gone)?);
        }
        listing::write(dir, listing::PLATFORMS, platforms)?;
    } else {
        listing::write(dir, listing::PLATFORMS, &previous.union(platforms).cloned().collect())?;
    }
    Ok(removed)
}

/// Removes what earlier runs wrote into the directory `platform` of `dir`.
fn clear(dir: &Path, platform: &str) -> Result<Vec<String>, DirectoryError> {
    let list = format!("{platform}/{}", listing::FILES);
    paths::guard(dir, &list)?;
    let files = listing::read(&dir.join(platform), listing::FILES)?;
    let files: Vec<String> = files.iter().map(|path| format!("{platform}/{path}")).collect();
    files.iter().try_for_each(|path| paths::guard(dir, path))?;
    let mut removed = Vec::new();
    for path in files {
        if place::remove(dir, &path)? {
            removed.push(path);
        }
    }
    // The list goes last: should this break off, the next run knows what is left.
    place::remove(dir, &list)?;
    Ok(removed)
}

fn render(checked: &Checked) -> Vec<(String, String)> {
    let paths = paths::unique(checked.objects().iter().map(|object| object.template.as_str()));
    let texts = checked.objects().iter().map(|object| {
        let mut text = source_line(&object.template);
        yaml::write(&object.value, &mut text);
        text
    });
    paths.into_iter().zip(texts).collect()
}
