//! The findings of a node that is being read.

use super::item::{Item, Role};
use super::stop::Stop;
use crate::source::{Finding, Place, excerpt};
use crate::values::path::{Path, quoted, whence};
use crate::values::{Node, nearest};

/// How many names a fix lists before it refers to the documentation.
const MOST_NAMES: usize = 8;

impl Item<'_> {
    /// Adds an error at this node.
    pub(super) fn error(&self, rule: &'static str, sentence: String, fix: impl Into<String>) {
        self.error_at(&self.tree.place, rule, sentence, fix);
    }

    fn error_at(&self, place: &Place, rule: &'static str, sentence: String, fix: impl Into<String>) {
        let finding = Finding::error(rule, self.path.to_string(), sentence, fix).at(place);
        self.reader.found.borrow_mut().push(finding);
    }

    /// Whether it is the value of a key that its author chose.
    pub(super) fn is_entry(&self) -> bool {
        self.role == Role::Other && matches!(self.path, Path::Key(..))
    }

    /// What to write where a map is wanted, keyed by name.
    pub(super) fn map_fix(&self) -> String {
        let first = match &self.tree.node {
            Node::List(list) => list.first().and_then(|item| item.get(&["name"])),
            _ => None,
        };
        match first.map(|name| &name.node) {
            Some(Node::Scalar { text, .. }) => {
                format!("make each `name` a key: write `{}:` and the rest of the item below it", quoted(text))
            }
            _ => "write `key: value` lines, or `{}`".to_owned(),
        }
    }

    /// How a sentence names this node.
    pub(super) fn name(&self) -> String {
        let path = self.path.to_string();
        match self.role {
            Role::Key => format!("the key `{path}`"),
            _ if path.is_empty() => "the file".to_owned(),
            _ => format!("`{path}`"),
        }
    }

    pub(super) fn wrong_type(&self, wanted: &str, fix: &str) {
        let sentence = format!("{} takes {wanted}, not {}", self.name(), self.tree.described());
        self.error("wrong-type", sentence, fix);
    }

    /// What to write where a map of these settings is wanted.
    pub(super) fn settings_fix(&self, fields: &[&str]) -> String {
        if let Node::Scalar { text, .. } = &self.tree.node
            && fields.contains(&"enabled")
        {
            match text.to_lowercase().as_str() {
                "false" | "off" | "no" | "none" | "disabled" => return "write `enabled: false` below it".to_owned(),
                "true" | "on" | "yes" | "enabled" => return "write `enabled: true` below it".to_owned(),
                _ => {}
            }
        }
        match fields.first() {
            Some(first) if fields.len() <= MOST_NAMES => {
                format!("write a map such as `{{{first}: ...}}`; its keys are {}", listed(fields))
            }
            _ => "write `key: value` lines below it, or `{}`".to_owned(),
        }
    }

    /// A key that no reader of YAML would find the end of.
    pub(super) fn long_key(&self, key: &str, place: &Place) {
        let sentence =
            format!("the key `{}` has {} characters, and YAML takes about 1000", excerpt(key), key.chars().count());
        self.error_at(place, "too-long-key", sentence, "give it a shorter name");
    }

    /// A key that no field has.
    pub(super) fn unknown_key(&self, key: &str, place: &Place, fields: &[&'static str]) {
        let parent = self.path.to_string();
        let path = crate::values::join(&parent, key);
        let sentence = format!("there is no setting `{path}`");
        let fix = match nearest(key, fields.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if fields.is_empty() => "remove it: nothing can be set here".to_owned(),
            None if fields.len() <= MOST_NAMES => format!("the keys here are {}", listed(fields)),
            None => "remove it, or see `cpgen show values` for every key".to_owned(),
        };
        let finding = Finding::error("unknown-key", path, sentence, fix).at(place);
        self.reader.found.borrow_mut().push(finding);
    }

    /// A word that is none of the choices.
    pub(super) fn unknown_choice(&self, word: &str, place: &Place, choices: &[&'static str]) {
        let sentence = format!("{} cannot be `{}`", self.name(), excerpt(word));
        let fix = match nearest(word, choices.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("choose one of {}", listed(choices)),
        };
        self.error_at(place, "unknown-choice", sentence, fix);
    }

    /// Runs the check of the newtype `name` on the scalar's text, of which nothing was reported since there were `before`
    /// findings, or only that 64 bits or less cannot hold it: the newtype knows a narrower range.
    pub(super) fn check_format(&self, name: &str, before: usize) {
        let Node::Scalar { text, .. } = &self.tree.node else { return };
        let too_large = matches!(&self.reader.found.borrow()[before..], [one] if one.rule == "out-of-range");
        if self.reader.found.borrow().len() > before && !too_large {
            return;
        }
        let check = self.reader.formats.0.iter().find(|(known, _)| *known == name);
        if let Some(Err(error)) = check.map(|(_, check)| check(text)) {
            self.reader.found.borrow_mut().truncate(before);
            let rule = if self.reader.numeric.get() { "out-of-range" } else { "bad-format" };
            self.error(rule, error.sentence, error.fix);
        }
    }

    /// Turns what a type said about this node into a finding, and leaves the node out of the next pass.
    pub(super) fn checked<T>(&self, result: Result<T, Stop>) -> Result<T, Stop> {
        let unset = self.tree.node == Node::Null && self.role == Role::Field;
        match result {
            Ok(value) => return Ok(value),
            Err(Stop::Reported) => return Err(Stop::Reported),
            Err(_) if unset => {}
            Err(Stop::Missing(field)) => {
                let removed = match self.tree.get(&[field]) {
                    Some(null) => format!("; it was removed {}", whence(&null.place)),
                    None => String::new(),
                };
                let sentence = format!("{} needs `{}`{removed}", self.name(), quoted(field));
                self.error("missing-key", sentence, format!("set `{}`", quoted(field)));
            }
            Err(Stop::Refused(message)) => {
                let sentence = format!("{} is not valid: {}", self.name(), message.trim_end_matches('.'));
                self.error(
                    "bad-value",
                    sentence,
                    "write a value that the setting accepts; `cpgen show values` has one",
                );
            }
        }
        self.reader.unusable.borrow_mut().insert(self.part);
        Err(Stop::Reported)
    }
}

/// `` `a`, `b` and `c` ``
pub(super) fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => "none".to_owned(),
    }
}
