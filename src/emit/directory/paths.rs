use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use super::error::DirectoryError;

/// A path of its own for each object: its template's, or with a number before the ending where that is taken.
pub fn unique<'a>(templates: impl Iterator<Item = &'a str> + Clone) -> Vec<String> {
    let whole: BTreeSet<&str> = templates.clone().collect();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut path_of = |template: &str| {
        let dot = template.rfind('.').filter(|dot| !template[*dot..].contains('/')).unwrap_or(template.len());
        let (stem, ending) = template.split_at(dot);
        let numbered =
            (2..).map(|number| format!("{stem}-{number}{ending}")).filter(|path| !whole.contains(path.as_str()));
        let mut candidates = std::iter::once(template.to_owned()).chain(numbered);
        let free = candidates.find(|path| !taken.contains(path)).unwrap_or_default();
        taken.insert(free.clone());
        free
    };
    templates.map(&mut path_of).collect()
}

/// Refuses a path that leads out of `dir`, or that is or goes over a symbolic link or something else than a file.
pub fn guard(dir: &Path, path: &str) -> Result<(), DirectoryError> {
    let refused = |why| Err(DirectoryError::Refused { path: path.to_owned(), why });
    let parts: Vec<Component> = Path::new(path).components().collect();
    let only_names = parts.iter().all(|part| matches!(part, Component::Normal(_)));
    if parts.is_empty() || !only_names || path.contains(['\\', '\n', '\r', '\0']) || path.ends_with('/') {
        return refused("is not a plain path inside the output directory");
    }
    let mut at = PathBuf::from(dir);
    for (index, part) in parts.iter().enumerate() {
        at.push(part);
        let Ok(metadata) = at.symlink_metadata() else { return Ok(()) };
        if metadata.is_symlink() {
            return refused("goes over a symbolic link");
        }
        let is_last = index + 1 == parts.len();
        if is_last != metadata.is_file() {
            return refused("is taken by something that is no file");
        }
    }
    Ok(())
}
