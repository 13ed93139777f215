//! The grammar of Helm's value flags: `a.b[0]=c,d={x,y}`, with `\` before a character that would mean something.

use std::sync::Arc;

use super::build::DEEPEST;
use super::cursor::Cursor;
use super::path::quoted;
use super::set::Class;
use crate::source::{Finding, Findings, Place, Source};

/// One step of a path.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    Key(String),
    Index(usize),
}

/// What stands behind the `=`.
#[derive(Debug)]
pub(super) enum Value {
    Text(String),
    List(Vec<(String, Place)>),
    Json(serde_json::Value),
}

/// `path=value`; a whole JSON object has the empty path.
#[derive(Debug)]
pub(super) struct Assignment {
    pub(super) steps: Vec<Step>,
    pub(super) place: Place,
    pub(super) value: Value,
    pub(super) value_place: Place,
}

impl Assignment {
    pub(super) fn path(&self) -> String {
        shown(&self.steps)
    }
}

/// A path as a sentence shows it.
pub(super) fn shown(steps: &[Step]) -> String {
    steps.iter().fold(String::new(), |path, step| match step {
        Step::Key(key) if path.is_empty() => quoted(key),
        Step::Key(key) => format!("{path}.{}", quoted(key)),
        Step::Index(index) => format!("{path}[{index}]"),
    })
}

/// The assignments of one flag. After a mistake the rest of the flag is not read: it could mean anything.
pub(super) fn assignments(source: &Arc<Source>, class: Class, findings: &mut Findings) -> Vec<Assignment> {
    let mut cursor = Cursor::new(source);
    let mut found = Vec::new();
    let whole = class == Class::Json && source.text.trim_start().starts_with('{');
    while !cursor.at_end() || found.is_empty() {
        let assignment = if whole { object(&mut cursor) } else { assignment(&mut cursor, class) };
        match assignment {
            Ok(assignment) => found.push(assignment),
            Err(finding) => {
                findings.push(*finding);
                break;
            }
        }
    }
    found
}

fn object(cursor: &mut Cursor<'_>) -> Result<Assignment, Box<Finding>> {
    let place = cursor.place();
    let value = Value::Json(cursor.json("")?);
    Ok(Assignment { steps: Vec::new(), place: place.clone(), value, value_place: place })
}

fn assignment(cursor: &mut Cursor<'_>, class: Class) -> Result<Assignment, Box<Finding>> {
    let mut place = cursor.place();
    let steps = steps(cursor)?;
    place.length = cursor.column_of_last() - place.column;
    let value_place = cursor.place();
    let path = shown(&steps);
    let value = match class {
        Class::Json => Value::Json(cursor.json(&path)?),
        Class::Plain | Class::String if cursor.take('{') => Value::List(list(cursor, &path)?),
        _ => Value::Text(cursor.word(&[',']).0),
    };
    cursor.take(',');
    Ok(Assignment { steps, place, value, value_place })
}

fn steps(cursor: &mut Cursor<'_>) -> Result<Vec<Step>, Box<Finding>> {
    let mut steps = Vec::new();
    loop {
        let place = cursor.place();
        let (key, stop) = cursor.word(&['.', '[', '=', ',']);
        let bare_index = key.is_empty() && matches!(steps.last(), Some(Step::Index(_)));
        if key.is_empty() && !bare_index {
            let fix = "write `path.to.key=value`; a dot or comma that belongs to a key is written `\\.` or `\\,`";
            return Err(mistake("a key is missing here", fix, &place));
        }
        if !bare_index {
            steps.push(Step::Key(key.clone()));
        }
        match stop {
            Some('=') => return within_depth(steps, &place),
            Some('.') => {}
            Some('[') => steps.push(index(cursor)?),
            _ => return Err(no_value(&shown(&steps), &place)),
        }
    }
}

fn index(cursor: &mut Cursor<'_>) -> Result<Step, Box<Finding>> {
    let place = cursor.place();
    let (digits, stop) = cursor.word(&[']', '=']);
    match digits.parse::<u32>() {
        Ok(index) if stop == Some(']') => {
            // `a[0].b` and `a[0]b` would both read as a key behind the index; the dot is part of the grammar.
            if cursor.peek().is_some_and(|c| !matches!(c, '.' | '[' | '=')) {
                return Err(mistake("after `]` comes `.`, `[` or `=`", "write `list[0].key=value`", &cursor.place()));
            }
            if cursor.peek() == Some('.') {
                cursor.take('.');
            }
            Ok(Step::Index(index as usize))
        }
        _ => Err(mistake("an index is a number in brackets, counted from 0", "write `list[0]=value`", &place)),
    }
}

fn list(cursor: &mut Cursor<'_>, path: &str) -> Result<Vec<(String, Place)>, Box<Finding>> {
    let mut items = Vec::new();
    if cursor.take('}') {
        return after_list(cursor).map(|()| items);
    }
    loop {
        let place = cursor.place();
        let (item, stop) = cursor.word(&[',', '}']);
        items.push((item, place));
        match stop {
            Some('}') => return after_list(cursor).map(|()| items),
            Some(_) => {}
            None => {
                let fix = "close it with `}`; text that begins with `{` is written `\\{`";
                return Err(mistake(&format!("the list of `{path}` does not end"), fix, &cursor.place()));
            }
        }
    }
}

fn after_list(cursor: &Cursor<'_>) -> Result<(), Box<Finding>> {
    match cursor.peek() {
        None | Some(',') => Ok(()),
        Some(_) => {
            let fix = "separate assignments with `,`; text that begins with `{` is written `\\{`";
            Err(mistake("after the `}` of a list comes `,` or the end", fix, &cursor.place()))
        }
    }
}

fn within_depth(steps: Vec<Step>, place: &Place) -> Result<Vec<Step>, Box<Finding>> {
    if steps.len() <= DEEPEST {
        return Ok(steps);
    }
    Err(mistake(&format!("the path has more than {DEEPEST} steps"), "nest less deeply", place))
}

fn no_value(path: &str, place: &Place) -> Box<Finding> {
    let sentence = format!("`{path}` has no value");
    let fix = "write `key=value`; a comma that belongs to the value before it is written `\\,` (with --set-string too)";
    mistake(&sentence, fix, place)
}

/// A finding on a flag's grammar.
pub(super) fn mistake(sentence: &str, fix: &str, place: &Place) -> Box<Finding> {
    Box::new(Finding::error("set-syntax", place.source.name.clone(), sentence, fix).at(place))
}
