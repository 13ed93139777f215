use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};

/// `cpgen import`.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Values of the cp-helm-charts of Confluent: prints values of cpgen, and says on standard error what became of every
    /// key.
    CpHelmCharts(CpHelmCharts),
}

/// `cpgen import cp-helm-charts`.
#[derive(Args, Debug)]
pub struct CpHelmCharts {
    /// Values files as Helm got them, later ones over earlier ones; `-` is standard input. Argo CD's Application, Flux'
    /// HelmRelease and Helmfile may hold them too, and a parent chart's values below its key.
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Name of the Helm release, as `helm list` shows it. A deployment in the files may say it.
    #[arg(long, value_name = "NAME")]
    pub release: Option<String>,
    /// Namespace of the release.
    #[arg(short, long, value_name = "NAMESPACE")]
    pub namespace: Option<String>,
    /// The one chart that was installed without the others: `cp-kafka`.
    #[arg(long, value_name = "CHART")]
    pub component: Option<String>,
    /// Keep names, selectors, ports, claims and ids of the release, to take over its pods and disks. The default.
    #[arg(long, conflicts_with = "fresh")]
    pub adopt: bool,
    /// Use cpgen's own names, for a platform beside the release.
    #[arg(long)]
    pub fresh: bool,
    /// Print nothing and exit with 1 where a key is unknown or needs a hand.
    #[arg(long)]
    pub strict: bool,
    /// The format of the report.
    #[arg(long, value_parser = PossibleValuesParser::new(IMPORTS), default_value = "text", value_name = "FORMAT")]
    pub report: String,
    /// Go to this version of Confluent Platform: `7.9.2`, of the last line with ZooKeeper.
    #[arg(long, value_name = "VERSION")]
    pub upgrade_to: Option<String>,
}

/// The formats of the report of `cpgen import`.
pub const IMPORTS: [&str; 3] = ["text", "json", "markdown"];
