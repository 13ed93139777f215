//! The command line: names, flags, help. No behaviour.

mod diff;
mod import;

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

pub use diff::{DIFFS, Diff, FailOn, Side};
pub use import::{CpHelmCharts, IMPORTS, Import};

/// Kubernetes manifests for Confluent Platform, checked before you apply them.
#[derive(Debug, Parser)]
#[command(name = "cpgen", version, max_term_width = 100, after_help = EXIT_CODES)]
pub struct Cli {
    /// When messages are coloured.
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub color: Colour,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 done; 1 findings or differences; 2 wrong usage or wrong values; \
                          3 something could not be read or written.";

/// When messages are coloured.
#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
pub enum Colour {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Turn values into manifests, for `kubectl apply -f -`.
    Render(Render),
    /// Say whether Kubernetes would accept manifests, without a cluster.
    #[command(version)]
    Validate(Validate),
    /// Say what it would do to apply NEW over OLD: what the API server would see, refuse, restart and lose.
    Diff(Diff),
    /// Turn the values of something older into values of cpgen.
    #[command(subcommand)]
    Import(Import),
    /// Show what cpgen knows: values, endpoints, images, schema, templates.
    #[command(subcommand)]
    Show(Show),
    /// Write a values file to begin with.
    Init(Init),
    /// Say what a key of the values means: type, default, description.
    Explain(Explain),
    /// Print the completion script of a shell.
    Completion {
        /// The shell.
        shell: Shell,
    },
}

/// Where values come from.
#[derive(Args, Clone, Debug, Default)]
pub struct Input {
    /// Name of the platform; wins over `name` in the values.
    pub name: Option<String>,
    /// What names the platform where nothing else does.
    #[arg(skip)]
    pub file_name: Option<String>,
    /// Values file; `-` is standard input. Repeat to layer: maps merge, later scalars and lists win, null removes.
    #[arg(short = 'f', long = "values", value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Namespace; wins over `namespace` in the values.
    #[arg(short, long, value_name = "NAMESPACE")]
    pub namespace: Option<String>,
    /// Set a value: `kafka.replicas=5`. Commas separate several; `\,` is a comma, `{a,b}` a list.
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub set: Vec<String>,
    /// Set a value that is text whatever it looks like.
    #[arg(long, value_name = "PATH=TEXT")]
    pub set_string: Vec<String>,
    /// Set a value from JSON.
    #[arg(long, value_name = "PATH=JSON")]
    pub set_json: Vec<String>,
    /// Set a value to the text of a file.
    #[arg(long, value_name = "PATH=FILE")]
    pub set_file: Vec<String>,
    /// The Kubernetes that the manifests are for: `1.34`.
    #[arg(long, value_name = "VERSION")]
    pub kube_version: Option<String>,
}

/// `cpgen render`.
#[derive(Args, Debug)]
pub struct Render {
    /// Where values come from.
    #[command(flatten)]
    pub input: Input,
    /// Only these objects: a component (`kafka`), a file (`kafka/statefulset.yaml`) or `KIND/NAME`.
    #[arg(short, long, value_name = "WHAT")]
    pub show_only: Vec<String>,
    /// What is printed.
    #[arg(short, long, value_enum, default_value_t = Format::Yaml)]
    pub output: Format,
    /// Write one file per object below this directory instead of printing.
    #[arg(long, value_name = "DIR", conflicts_with = "output")]
    pub output_dir: Option<PathBuf>,
    /// Remove files of an earlier run, and platforms of an earlier fleet, that are no longer rendered.
    #[arg(long, requires = "output_dir", conflicts_with = "show_only")]
    pub prune: bool,
    /// Templates that replace built-in ones or add objects.
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
    /// Render every values file of this directory into a directory of its own below --output-dir.
    #[arg(long, value_name = "DIR", requires = "output_dir", conflicts_with_all = ["name", "show_only"])]
    pub fleet: Option<PathBuf>,
}

/// What `cpgen render` prints.
#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
pub enum Format {
    /// A stream of YAML documents.
    Yaml,
    /// One JSON List.
    Json,
    /// One `kind/name` per line.
    Name,
}

/// `cpgen validate`.
#[derive(Args, Debug)]
pub struct Validate {
    /// Files, folders (whose .yaml, .yml and .json are read), or `-` for standard input, which is also the default.
    #[arg(value_name = "FILE|DIR|-")]
    pub paths: Vec<PathBuf>,
    /// A Kubernetes that must accept them: `1.34`, `v1.34`, `1.34.2`, or all of `1.34..1.36` or `1.34..latest`. Repeat
    /// for several. The default is `latest`.
    #[arg(long, alias = "kubernetes-version", value_name = "VERSION")]
    pub kube_version: Vec<String>,
    /// CustomResourceDefinitions: their objects are judged by them, as by those among the manifests.
    #[arg(long, value_name = "FILE|DIR")]
    pub crd: Vec<PathBuf>,
    /// Where schemas are looked up: an OpenAPI document, a folder or a `{{ .ResourceKind }}` template of files; or
    /// `default` for the built-in ones, which come last otherwise.
    #[arg(long, alias = "schema-location", value_name = "FILE|DIR|TEMPLATE")]
    pub schema: Vec<String>,
    /// Refuse fields that a schema does not know and keys that occur twice.
    #[arg(long, value_name = "BOOL", default_value_t = true, num_args = 0..=1, require_equals = true,
          default_missing_value = "true", action = ArgAction::Set)]
    pub strict: bool,
    /// Ask the schemas alone, not what the API server validates behind them.
    #[arg(long)]
    pub schemas_only: bool,
    /// How they would be applied: `server-side` refuses lists whose items it cannot tell apart.
    #[arg(long, value_enum, default_value_t = ApplyMode::ClientSide, value_name = "MODE")]
    pub apply_mode: ApplyMode,
    /// Of keys that occur twice take the last, as kubectl does.
    #[arg(long)]
    pub allow_duplicate_keys: bool,
    /// Kinds that are not judged: `Secret,apps/v1/Deployment`.
    #[arg(long, value_name = "KINDS")]
    pub skip: Vec<String>,
    /// Kinds that must not occur.
    #[arg(long, value_name = "KINDS")]
    pub reject: Vec<String>,
    /// Let objects pass of which no schema is known.
    #[arg(long)]
    pub ignore_missing_schemas: bool,
    /// Leave out files whose path this regular expression matches.
    #[arg(long, value_name = "REGEX")]
    pub ignore_filename_pattern: Vec<String>,
    /// Print how many objects are valid.
    #[arg(long)]
    pub summary: bool,
    /// Print valid and skipped objects too.
    #[arg(long)]
    pub verbose: bool,
    /// The format of the report.
    #[arg(short, long, value_parser = PossibleValuesParser::new(REPORTS), default_value = "text", value_name = "FORMAT")]
    pub output: String,
    /// Be content where there are no objects at all.
    #[arg(long)]
    pub allow_empty: bool,
    /// Stop behind the first file with an error.
    #[arg(long)]
    pub exit_on_error: bool,
    /// What standard input is called in reports.
    #[arg(long, value_name = "NAME", default_value = "stdin")]
    pub stdin_filename: String,
    /// How many files are judged at a time. The default is one for each processor.
    #[arg(short = 'n', value_name = "NUMBER")]
    pub workers: Option<usize>,
    /// kubeconform's, refused with a reason.
    #[arg(long, hide = true)]
    pub cache: Option<String>,
    /// kubeconform's, refused with a reason.
    #[arg(long, hide = true)]
    pub insecure_skip_tls_verify: bool,
    /// kubeconform's, refused with a reason.
    #[arg(long, hide = true)]
    pub debug: bool,
    /// kubeconform's word for it.
    #[arg(short = 'v', hide = true, action = ArgAction::Version)]
    pub print_version: Option<bool>,
}

/// The ways of `kubectl apply`.
#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
pub enum ApplyMode {
    /// `kubectl apply`.
    ClientSide,
    /// `kubectl apply --server-side`, and Argo CD and Flux where they are told so.
    ServerSide,
}

/// The formats of `cpgen validate`.
pub const REPORTS: [&str; 8] = ["text", "json", "junit", "tap", "pretty", "sarif", "github", "gitlab"];

/// `cpgen show`.
#[derive(Debug, Subcommand)]
pub enum Show {
    /// The commented defaults; with values the effective ones.
    Values {
        /// Where values come from.
        #[command(flatten)]
        input: Input,
        /// Say behind each value which file and line set it.
        #[arg(long)]
        origin: bool,
    },
    /// What clients inside and outside the cluster dial.
    Endpoints {
        /// Where values come from.
        #[command(flatten)]
        input: Input,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// The images that are pulled.
    Images {
        /// Where values come from.
        #[command(flatten)]
        input: Input,
    },
    /// JSON Schema of the values, for editors.
    Schema,
    /// The built-in templates, or one of them.
    Templates {
        /// Path of the one to print: `kafka/start.sh`.
        path: Option<String>,
    },
}

/// `cpgen init`.
#[derive(Args, Debug)]
pub struct Init {
    /// Name of the platform.
    #[arg(default_value = "cp")]
    pub name: String,
    /// What to begin with.
    #[arg(long, value_enum, default_value_t = Preset::Quickstart)]
    pub preset: Preset,
    /// Namespace of the platform.
    #[arg(short, long, value_name = "NAMESPACE")]
    pub namespace: Option<String>,
    /// Where to write; `-` is standard output. The schema goes beside it.
    #[arg(short, long, value_name = "FILE", default_value = "values.yaml")]
    pub output: PathBuf,
    /// Replace files that exist.
    #[arg(long)]
    pub force: bool,
}

/// What `cpgen init` begins with.
#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
pub enum Preset {
    /// One of each, small: for a laptop.
    Quickstart,
    /// Confluent Platform 7.9 with a ZooKeeper ensemble.
    Production,
    /// Confluent Platform 8.x with KRaft controllers.
    Kraft,
}

/// `cpgen explain`.
#[derive(Args, Debug)]
pub struct Explain {
    /// Key of the values: `kafka.listeners.external`. Nothing: the top level.
    pub path: Option<String>,
}
