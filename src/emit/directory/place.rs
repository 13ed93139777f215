use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::error::DirectoryError;
use crate::emit::SOURCE;

/// Whether the file has exactly this content.
pub fn holds(path: &Path, text: &str) -> Result<bool, DirectoryError> {
    match fs::read(path) {
        Ok(bytes) => Ok(bytes == text.as_bytes()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(DirectoryError::io("read", path)(error)),
    }
}

/// Whether a file is there that cpgen did not write: those begin with the line that names their template.
pub fn is_foreign(path: &Path) -> Result<bool, DirectoryError> {
    match fs::read(path) {
        Ok(bytes) => Ok(!bytes.starts_with(SOURCE.as_bytes())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(DirectoryError::io("read", path)(error)),
    }
}

/// Writes all files beside their places, and moves them there only when every one of them is complete.
pub fn all(dir: &Path, files: &[(String, String)]) -> Result<(), DirectoryError> {
    let places: Vec<(PathBuf, PathBuf)> = files.iter().map(|(path, _)| beside(&dir.join(path))).collect();
    let written = places.iter().zip(files).try_for_each(|((temporary, _), (_, text))| write(temporary, text));
    let moved = written.and_then(|()| {
        places
            .iter()
            .try_for_each(|(temporary, path)| fs::rename(temporary, path).map_err(DirectoryError::io("write", path)))
    });
    if moved.is_err() {
        // Those that were moved are complete; the rest must not stay. The first error is the one to report.
        places.iter().for_each(|(temporary, _)| drop(fs::remove_file(temporary)));
    }
    moved
}

/// Removes a file, and the folders that it leaves empty. False where it is gone already.
pub fn remove(dir: &Path, path: &str) -> Result<bool, DirectoryError> {
    let file = dir.join(path);
    match fs::remove_file(&file) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(DirectoryError::io("remove", &file)(error)),
    }
    // A folder that is not empty refuses, which is the wanted end.
    let folders = file.ancestors().skip(1).take_while(|folder| *folder != dir);
    folders.map(fs::remove_dir).take_while(Result::is_ok).for_each(drop);
    Ok(true)
}

/// The temporary file for a path, hidden and without an ending that kubectl reads.
fn beside(path: &Path) -> (PathBuf, PathBuf) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    (path.with_file_name(format!(".{name}.cpgen-new")), path.to_owned())
}

fn write(temporary: &Path, text: &str) -> Result<(), DirectoryError> {
    if let Some(folder) = temporary.parent() {
        fs::create_dir_all(folder).map_err(DirectoryError::io("create", folder))?;
    }
    // What a run left that broke off, or a link that someone put here.
    if temporary.symlink_metadata().is_ok() {
        fs::remove_file(temporary).map_err(DirectoryError::io("remove", temporary))?;
    }
    let create = || -> std::io::Result<()> {
        let mut file: File = OpenOptions::new().write(true).create_new(true).open(temporary)?;
        file.write_all(text.as_bytes())
    };
    create().map_err(DirectoryError::io("write", temporary))
}
