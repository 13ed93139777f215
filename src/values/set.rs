use std::collections::HashMap;

use super::edit::{Edit, apply};
use super::grammar::{Assignment, assignments};
use super::{Tree, default, scalar};
use crate::source::{Finding, Findings, Place, Source};

/// The value flags of a command line, each in the order in which it was given.
#[derive(Clone, Debug, Default)]
pub struct Sets {
    /// `--set-json`: `path=JSON`, or a JSON object.
    pub json: Vec<String>,
    /// `--set`: values that a file would hold without quotes.
    pub plain: Vec<String>,
    /// `--set-string`: values that are text.
    pub string: Vec<String>,
    /// `--set-file`: values that are the text of the file named.
    pub file: Vec<String>,
}

/// How the values of a flag are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Json,
    Plain,
    String,
    File,
}

impl Class {
    pub(super) fn flag(self) -> &'static str {
        match self {
            Class::Json => "--set-json",
            Class::Plain => "--set",
            Class::String => "--set-string",
            Class::File => "--set-file",
        }
    }
}

/// Applies value flags to `tree`, the defaults with all files layered over them.
///
/// The grammar is Helm's, and so is the order: `--set-json`, `--set`, `--set-string`, `--set-file`, wherever they
/// stand on the command line. Unlike Helm, `list[0].key=x` edits the list in place and keeps its other items, and an
/// index past its end is an error. `--set-json key={...}` replaces what the files say about `key` and keeps its
/// `defaults`. `open` reads the file that `--set-file` names, or says why it cannot.
pub fn set(
    mut tree: Tree,
    defaults: &Tree,
    sets: &Sets,
    open: &dyn Fn(&str) -> Result<String, String>,
    findings: &mut Findings,
) -> Tree {
    let classes = [
        (Class::Json, &sets.json),
        (Class::Plain, &sets.plain),
        (Class::String, &sets.string),
        (Class::File, &sets.file),
    ];
    let mut setters: HashMap<String, Class> = HashMap::new();
    for (class, arguments) in classes {
        for argument in arguments {
            let source = Source::new(class.flag(), argument.as_str());
            for assignment in assignments(&source, class, findings) {
                warn_of_second_class(&assignment, class, &mut setters, findings);
                if let Some(value) = value(&assignment, class, open, findings) {
                    let edit = Edit { value, replace: class == Class::Json, assignment: &assignment };
                    apply(&mut tree, Some(defaults), &edit, findings);
                }
            }
        }
    }
    tree
}

/// Whoever sets a path with two kinds of flag may expect the later one to win.
fn warn_of_second_class(
    assignment: &Assignment,
    class: Class,
    setters: &mut HashMap<String, Class>,
    findings: &mut Findings,
) {
    let path = assignment.path();
    let first = setters.insert(path.clone(), class);
    if let Some(first) = first.filter(|first| *first != class && !path.is_empty()) {
        let sentence = format!("`{path}` is set by {} too; {} wins, wherever it stands", first.flag(), class.flag());
        findings.push(Finding::warning("set-twice", path, sentence, "keep one of the flags").at(&assignment.place));
    }
}

fn value(
    assignment: &Assignment,
    class: Class,
    open: &dyn Fn(&str) -> Result<String, String>,
    findings: &mut Findings,
) -> Option<Tree> {
    use super::grammar::Value;
    let place = &assignment.value_place;
    match &assignment.value {
        Value::Json(json) => Some(default::tree(json, place)),
        Value::List(items) => {
            let items = items.iter().map(|(text, place)| one(text, class, place)).collect();
            Some(Tree { node: super::Node::List(items), place: place.clone() })
        }
        Value::Text(name) if class == Class::File => match open(name) {
            Ok(text) => Some(Tree::scalar(text, true, place.clone())),
            Err(reason) => {
                let fix = "name a readable text file, relative to the current directory";
                findings.push(Finding::error("set-file", assignment.path(), reason, fix).at(place));
                None
            }
        },
        Value::Text(text) => Some(one(text, class, place)),
    }
}

/// A single value. An empty one is the empty text, as with Helm; only the word `null` removes.
fn one(text: &str, class: Class, place: &Place) -> Tree {
    if class == Class::Plain && !text.is_empty() && scalar::is_null(text) && text != "~" {
        return Tree { node: super::Node::Null, place: place.clone() };
    }
    Tree::scalar(text, class != Class::Plain || text.is_empty(), place.clone())
}
