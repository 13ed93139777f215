use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::Failure;
use crate::cli::Input;
use crate::model::component::ksql::Queries;
use crate::model::{FORMATS, Platform, Values, defaults, resolve, spread};
use crate::source::{Finding, Findings, Place, Source};
use crate::values::{Entry, LARGEST_FILE, Map, Node, Sets, Tree, decode, layer, parse, read, set};

/// What the files and flags of a command line say, layered over the built-in defaults.
pub fn tree(input: &Input, findings: &mut Findings) -> Result<Tree, Failure> {
    let mut sources = Vec::new();
    for path in &input.files {
        match decode(&path.display().to_string(), bytes(path)?) {
            Ok(source) => sources.push(source),
            Err(broken) => findings.extend(broken),
        }
    }
    Ok(layered(&sources, input, findings))
}

/// The same, of files that were read already.
fn layered(sources: &[Arc<Source>], input: &Input, findings: &mut Findings) -> Tree {
    let mut user = match &input.file_name {
        Some(name) => one("file name", &["name"], name),
        None => built_in_map(),
    };
    for source in sources {
        match parse(source) {
            Ok(tree) => user = layer(user, tree, findings),
            Err(broken) => findings.extend(broken),
        }
    }
    let sets = Sets {
        json: input.set_json.clone(),
        plain: input.set.clone(),
        string: input.set_string.clone(),
        file: input.set_file.clone(),
    };
    let built_in = defaults();
    let open = |name: &str| match name {
        "-" => standard_input().and_then(text).map_err(|error| format!("cannot read standard input: {error}")),
        _ => bounded(Path::new(name)).and_then(text).map_err(|error| format!("cannot read `{name}`: {error}")),
    };
    let user = layer(set(user, built_in, &sets, &open, findings), flags(input), findings);
    spread(built_in.clone(), user, findings)
}

/// The flags that are short for a value, as the highest layer: each is a source of its own, since nobody wrote a path.
fn flags(input: &Input) -> Tree {
    let mut whole = built_in_map();
    let short = [
        ("NAME", &["name"][..], &input.name),
        ("--namespace", &["namespace"], &input.namespace),
        ("--kube-version", &["kubernetes", "version"], &input.kube_version),
    ];
    for (flag, path, text) in short {
        let Some(text) = text else { continue };
        whole = layer(whole, one(flag, path, text), &mut Findings::default());
    }
    whole
}

/// `text` at `path`, as `source` says.
fn one(source: &str, path: &[&str], text: &str) -> Tree {
    let place = Place { source: Source::new(source, text), line: 1, column: 1, length: text.chars().count().max(1) };
    let mut tree = Tree::scalar(text, true, place.clone());
    for key in path.iter().rev() {
        let entry = Entry { key: place.clone(), value: tree };
        tree = Tree { node: Node::Map(Map::from([(key.to_string(), entry)])), place: place.clone() };
    }
    tree
}

fn built_in_map() -> Tree {
    Tree::empty_map(Place::of_default())
}

/// The bytes of a file, or of standard input.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    if path == Path::new("-") {
        return standard_input().map_err(|error| Failure::io("read", Path::new("standard input"), error));
    }
    bounded(path).map_err(|error| Failure::io("read", path, error))
}

/// The bytes of a file, and of one that is too large as many as show that it is: it may be a device without an end.
fn bounded(path: &Path) -> io::Result<Vec<u8>> {
    read_some(fs::File::open(path)?)
}

fn read_some(source: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(LARGEST_FILE as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What was read as text, where it is all of it.
fn text(bytes: Vec<u8>) -> io::Result<String> {
    if bytes.len() > LARGEST_FILE {
        return Err(io::Error::other(format!("larger than {} MiB", LARGEST_FILE >> 20)));
    }
    String::from_utf8(bytes).map_err(io::Error::other)
}

/// Standard input can be read once, and every platform of a fleet asks for it.
fn standard_input() -> io::Result<Vec<u8>> {
    static READ: Mutex<Option<Vec<u8>>> = Mutex::new(None);
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(bytes) = &*read {
        return Ok(bytes.clone());
    }
    Ok(read.insert(read_some(io::stdin().lock())?).clone())
}

/// The platform that a command line describes. Warnings go to `findings`, errors end the run.
pub fn platform(input: &Input, findings: &mut Findings) -> Result<Platform, Failure> {
    let tree = tree(input, findings)?;
    resolved(&tree, findings)
}

/// The platform that one values file describes, which was read already.
pub fn platform_of(source: &Arc<Source>, input: &Input, findings: &mut Findings) -> Result<Platform, Failure> {
    let tree = layered(std::slice::from_ref(source), input, findings);
    resolved(&tree, findings)
}

fn resolved(tree: &Tree, findings: &mut Findings) -> Result<Platform, Failure> {
    let values = read::<Values>(tree, &FORMATS, findings);
    let Some(mut values) = values.filter(|_| !findings.has_errors()) else {
        return Err(std::mem::take(findings).into());
    };
    load_queries(&mut values, tree)?;
    match resolve(&values, tree, findings) {
        Some(platform) => Ok(platform),
        None => Err(std::mem::take(findings).into()),
    }
}

/// Fills in the text of query files, which lie beside the values file that names them.
fn load_queries(values: &mut Values, tree: &Tree) -> Result<(), Failure> {
    load(tree, &["ksql", "queries", "file"], &mut values.ksql.queries)?;
    for (name, cluster) in &mut values.ksql.clusters {
        load(tree, &["ksql", "clusters", name, "queries", "file"], &mut cluster.queries)?;
    }
    Ok(())
}

fn load(tree: &Tree, path: &[&str], queries: &mut Queries) -> Result<(), Failure> {
    let Some(file) = &queries.file else { return Ok(()) };
    let place = tree.get(path).map(|node| &node.place);
    let folder = place.map(|place| Path::new(&place.source.name)).and_then(Path::parent);
    let file = folder.unwrap_or(Path::new("")).join(file);
    let text = bounded(&file).and_then(text).map_err(|error| {
        let named = place.map(|place| format!(", which {place} names")).unwrap_or_default();
        Failure::Io(anyhow::Error::new(error).context(format!("cannot read {}{named}", file.display())))
    })?;
    queries.loaded = Some(text);
    Ok(())
}

/// An error of a flag, which has no place in a file.
pub fn wrong_flag(flag: &str, sentence: String, fix: String) -> Failure {
    let mut findings = Findings::default();
    findings.push(Finding::error("usage", flag, sentence, fix));
    Failure::Findings(findings)
}
