use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};

/// `cpgen diff`.
#[derive(Args, Debug)]
pub struct Diff {
    /// What is applied now: a file of manifests, a folder of them, `-` for standard input, or a values file, which is
    /// rendered. A single document that has neither `apiVersion` nor `kind` is values.
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// What would be applied: the same.
    #[arg(value_name = "NEW")]
    pub new: PathBuf,
    /// The format of the report.
    #[arg(short, long, value_parser = PossibleValuesParser::new(DIFFS), default_value = "text", value_name = "FORMAT")]
    pub output: String,
    /// What makes the exit code 1: any difference, pods that restart or stop, claims that are lost and what is worse,
    /// or only what the API server would refuse.
    #[arg(long, value_enum, default_value_t = FailOn::Change, value_name = "WHAT")]
    pub fail_on: FailOn,
    /// The Kubernetes that both are for: `1.34`. The default is the newest.
    #[arg(long, value_name = "VERSION")]
    pub kube_version: Option<String>,
    /// The namespace of objects that name none.
    #[arg(short, long, value_name = "NAMESPACE", default_value = "default")]
    pub namespace: String,
    /// What OLD is, where that is not to be guessed.
    #[arg(long, value_enum, value_name = "WHAT")]
    pub old_is: Option<Side>,
    /// What NEW is, where that is not to be guessed.
    #[arg(long, value_enum, value_name = "WHAT")]
    pub new_is: Option<Side>,
}

/// What makes `cpgen diff` exit with 1.
#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
pub enum FailOn {
    /// Something that the API server would refuse.
    Refused,
    /// The same; or pods that restart or stop, or claims that are lost.
    Restart,
    /// Any difference.
    Change,
}

/// What one side of `cpgen diff` is.
#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
pub enum Side {
    /// Kubernetes objects.
    Manifests,
    /// Values, which are rendered.
    Values,
}

/// The formats of `cpgen diff`.
pub const DIFFS: [&str; 3] = ["text", "json", "markdown"];
