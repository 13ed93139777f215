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
/// Paths that lead out of the directory or over a symbolic link, and whatever the file system refuses.
pub fn directory(checked: &Checked, dir: &Path, prune: bool) -> Result<Written, DirectoryError> {
    let files = render(checked);
    let rendered: BTreeSet<String> = files.iter().map(|(path, _)| path.clone()).collect();
    let previous = listing::read(dir)?;
    let stale: Vec<String> = previous.difference(&rendered).cloned().collect();
    for path in rendered.iter().chain(&stale) {
        if path == listing::LISTING {
            return Err(DirectoryError::Refused { path: path.clone(), why: "is where the list of files is kept" });
        }
        paths::guard(dir, path)?;
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
    listing::write(dir, &previous.union(&rendered).cloned().collect())?;
    place::all(dir, &changed)?;
    if prune {
        for path in stale {
            if place::remove(dir, &path)? {
                result.removed.push(path);
            }
        }
        listing::write(dir, &rendered)?;
    }
    Ok(result)
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
