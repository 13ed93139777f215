use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why a directory could not be written.
#[derive(Debug)]
pub enum DirectoryError {
    /// The file system refused.
    Io {
        /// What was being done: `write`, `remove`.
        action: &'static str,
        /// The file or directory.
        path: PathBuf,
        /// What it said.
        error: io::Error,
    },
    /// A path that must not be written or removed.
    Refused {
        /// As the template or the list of the previous run has it.
        path: String,
        /// Why, as the end of a sentence.
        why: &'static str,
    },
}

impl DirectoryError {
    pub(super) fn io<'a>(action: &'static str, path: &'a Path) -> impl FnOnce(io::Error) -> DirectoryError + use<'a> {
        move |error| DirectoryError::Io { action, path: path.to_owned(), error }
    }
}

impl fmt::Display for DirectoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DirectoryError::Io { action, path, error } => write!(f, "cannot {action} {}: {error}", path.display()),
            DirectoryError::Refused { path, why } => write!(f, "will not touch `{path}`, which {why}"),
        }
    }
}

impl std::error::Error for DirectoryError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            DirectoryError::Io { error, .. } => Some(error),
            DirectoryError::Refused { .. } => None,
        }
    }
}
