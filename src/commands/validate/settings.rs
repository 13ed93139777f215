use std::path::Path;

use regex::Regex;

use crate::check::schema::open::{Document, Location};
use crate::check::schema::{Minor, Schemas};
use crate::check::verdict::{Examiner, Selection};
use crate::cli::{ApplyMode, Validate};
use crate::commands::Failure;
use crate::commands::input::wrong_flag;
use crate::model::part::version::{KubernetesVersion, kubernetes_version};
use crate::source::Source;
use crate::values::nearest;
use crate::yaml::parse;

/// What the command line says about judging.
pub fn examiner(args: &Validate) -> Result<Examiner, Failure> {
    refuse_network(args)?;
    let mut schemas = Schemas::new(minors(&args.kube_version)?);
    schemas.strict = args.strict;
    schemas.rules = !args.schemas_only;
    schemas.server_side = args.apply_mode == ApplyMode::ServerSide;
    schemas.ignore_missing = args.ignore_missing_schemas;
    if !args.schema.is_empty() {
        schemas.locations =
            args.schema.iter().map(|text| location(text, &args.kube_version)).collect::<Result<_, _>>()?;
        if !args.schema.iter().any(|text| text == "default") {
            schemas.locations.push(Location::BuiltIn);
        }
    }
    Ok(Examiner {
        schemas,
        skip: Selection::new(&args.skip),
        reject: Selection::new(&args.reject),
        allow_duplicates: args.allow_duplicate_keys || !args.strict,
        keep_all: args.verbose || matches!(args.output.as_str(), "junit" | "tap"),
    })
}

/// The patterns of --ignore-filename-pattern.
pub fn patterns(args: &Validate) -> Result<Vec<Regex>, Failure> {
    let compile = |pattern: &String| {
        Regex::new(pattern).map_err(|error| {
            let sentence = format!("`{pattern}` is no regular expression: {error}");
            wrong_flag("--ignore-filename-pattern", sentence, "escape what is meant literally with `\\`".to_owned())
        })
    };
    args.ignore_filename_pattern.iter().map(compile).collect()
}

/// What kubeconform needs to fetch schemas, and cpgen does not.
fn refuse_network(args: &Validate) -> Result<(), Failure> {
    let given = [
        ("--cache", args.cache.is_some(), "no schema is ever fetched, so there is nothing to cache"),
        ("--insecure-skip-tls-verify", args.insecure_skip_tls_verify, "no schema is ever fetched"),
        ("--debug", args.debug, "there are no downloads to trace"),
    ];
    match given.into_iter().find(|(_, is_given, _)| *is_given) {
        Some((flag, _, reason)) => Err(wrong_flag(flag, reason.to_owned(), "leave the flag out".to_owned())),
        None => Ok(()),
    }
}

/// The minors that versions and ranges of them name, oldest first.
fn minors(versions: &[String]) -> Result<Vec<Minor>, Failure> {
    let mut minors = Vec::new();
    for text in versions {
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        let (first, last) = (minor(first)?, minor(last)?);
        if first > last {
            let fix = format!("write {last}..{first}");
            return Err(wrong_flag("--kube-version", format!("{first} is newer than {last}"), fix));
        }
        minors.extend(Minor::all().filter(|minor| (first..=last).contains(minor)));
    }
    if minors.is_empty() {
        minors.push(Minor::newest());
    }
    minors.sort_unstable();
    minors.dedup();
    Ok(minors)
}

/// The minor that a version names.
pub fn minor(text: &str) -> Result<Minor, Failure> {
    // `master` is kubeconform's word for the newest.
    if matches!(text, "latest" | "master") {
        return Ok(Minor::newest());
    }
    kubernetes_version(text).map_err(|error| wrong_flag("--kube-version", error.sentence, error.fix))?;
    Ok(Minor::of(KubernetesVersion(text.to_owned()).minor()).unwrap_or(Minor::newest()))
}

fn location(text: &str, asked: &[String]) -> Result<Location, Failure> {
    let wrong = |sentence: String, fix: &str| wrong_flag("--schema", sentence, fix.to_owned());
    if text == "default" {
        return Ok(Location::BuiltIn);
    }
    if text.contains("://") {
        let sentence = format!("`{text}` is an address, and cpgen reads files only");
        return Err(wrong(sentence, "download the schemas and name their folder"));
    }
    let path = Path::new(text);
    if let Some(word) = Location::unknown_word(text) {
        let fix = match nearest(word, Location::WORDS) {
            Some(known) => format!("write {{{{ .{known} }}}}"),
            None => format!("use {}", Location::WORDS.join(", ")),
        };
        return Err(wrong(format!("`{word}` stands for nothing in a location"), &fix));
    }
    if text.contains("{{") || path.is_dir() {
        return Ok(Location::files(text, asked));
    }
    let bytes = std::fs::read(path).map_err(|error| Failure::io("read", path, error))?;
    let source = Source::new(text, String::from_utf8_lossy(&bytes));
    let document = parse(&source).documents.first().map(|node| node.to_json()).and_then(Document::new);
    document.map(Location::Document).ok_or_else(|| {
        let fix = "give an OpenAPI document, as `kubectl get --raw /openapi/v3/apis/apps/v1` prints it, or a folder";
        wrong(format!("{text} has neither `components.schemas` nor `definitions`"), fix)
    })
}
