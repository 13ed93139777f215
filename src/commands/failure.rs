use std::path::Path;

use crate::emit::DirectoryError;
use crate::render::TemplateError;
use crate::source::Findings;

/// Why a verb could not do its job.
#[derive(Debug)]
pub enum Failure {
    /// The values, or what they render to, are wrong: exit code 2.
    Findings(Findings),
    /// The command line is wrong: exit code 2.
    Usage(String),
    /// Something could not be read or written: exit code 3.
    Io(anyhow::Error),
}

impl Failure {
    /// What the process exits with.
    pub fn exit_code(&self) -> u8 {
        match self {
            Failure::Findings(_) | Failure::Usage(_) => 2,
            Failure::Io(_) => 3,
        }
    }

    /// Reading or writing `path` failed.
    pub fn io(action: &str, path: &Path, error: std::io::Error) -> Failure {
        Failure::Io(anyhow::Error::new(error).context(format!("cannot {action} {}", path.display())))
    }
}

impl From<Findings> for Failure {
    fn from(findings: Findings) -> Failure {
        Failure::Findings(findings)
    }
}

impl From<DirectoryError> for Failure {
    fn from(error: DirectoryError) -> Failure {
        Failure::Io(anyhow::anyhow!("{error}"))
    }
}

impl From<TemplateError> for Failure {
    fn from(error: TemplateError) -> Failure {
        Failure::io("read", &error.path, error.cause)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Failure {
        Failure::Io(error.into())
    }
}
