use std::fmt::Write;

use super::{Map, Node, Tree, scalar};

/// The tree as YAML that a person reads and that parses back to the same values, two spaces a level.
///
/// With `origins` every line that holds a value ends in the place that set it, `# FILE:LINE` or `# default`.
pub fn write(tree: &Tree, origins: bool) -> String {
    let mut writer = Writer { out: String::new(), origins };
    match &tree.node {
        Node::Map(map) if !map.is_empty() => writer.map(map, 0, false),
        Node::List(list) if !list.is_empty() => writer.list(list, 0, false),
        _ => writer.leaf(tree),
    }
    writer.out
}

struct Writer {
    out: String,
    origins: bool,
}

impl Writer {
    /// `inline` is whether the first line is begun already, behind a dash.
    fn map(&mut self, map: &Map, depth: usize, mut inline: bool) {
        for (key, entry) in map {
            self.indent(depth, &mut inline);
            let key = if is_plain(key) { key.clone() } else { double_quoted(key) };
            self.out.push_str(&key);
            self.out.push(':');
            match &entry.value.node {
                Node::Map(map) if !map.is_empty() => {
                    self.out.push('\n');
                    self.map(map, depth + 1, false);
                }
                Node::List(list) if !list.is_empty() => {
                    self.out.push('\n');
                    self.list(list, depth + 1, false);
                }
                _ => {
                    self.out.push(' ');
                    self.leaf(&entry.value);
                }
            }
        }
    }

    fn list(&mut self, list: &[Tree], depth: usize, mut inline: bool) {
        for item in list {
            self.indent(depth, &mut inline);
            self.out.push_str("- ");
            match &item.node {
                Node::Map(map) if !map.is_empty() => self.map(map, depth + 1, true),
                Node::List(list) if !list.is_empty() => self.list(list, depth + 1, true),
                _ => self.leaf(item),
            }
        }
    }

    fn indent(&mut self, depth: usize, inline: &mut bool) {
        if !std::mem::take(inline) {
            (0..depth).for_each(|_| self.out.push_str("  "));
        }
    }

    fn leaf(&mut self, tree: &Tree) {
        match &tree.node {
            Node::Null => self.out.push_str("null"),
            Node::List(_) => self.out.push_str("[]"),
            Node::Map(_) => self.out.push_str("{}"),
            Node::Scalar { text, quoted: false } if is_plain(text) => self.out.push_str(text),
            Node::Scalar { text, quoted: true } => self.out.push_str(&text_scalar(text)),
            Node::Scalar { text, .. } => self.out.push_str(&double_quoted(text)),
        }
        if self.origins && tree.place.is_default() {
            self.out.push_str(" # default");
        } else if self.origins {
            let name: String = tree.place.source.name.chars().flat_map(visible).collect();
            let _ = write!(self.out, " # {name}:{}", tree.place.line);
        }
        self.out.push('\n');
    }
}

/// `text` as a values file holds it: without quotes where it would be read back as text all the same.
pub fn text_scalar(text: &str) -> String {
    if is_plain(text) && scalar::core(text).is_string() { text.to_string() } else { double_quoted(text) }
}

fn visible(character: char) -> Vec<char> {
    if character.is_control() { character.escape_default().collect() } else { vec![character] }
}

/// Whether `text` may stand without quotes and be read back as the same text.
///
/// Narrower than YAML allows: a colon only where no space or end follows, no comment sign, nothing at the beginning
/// that YAML gives a meaning, and none of YAML's words for null.
fn is_plain(text: &str) -> bool {
    let inside = |c: char| c.is_ascii_alphanumeric() || "-_./+:@%=,;()<>~^$*?! ".contains(c);
    let first = |c: char| c.is_ascii_alphanumeric() || "/._+".contains(c);
    let number = text.starts_with('-') && text[1..].starts_with(|c: char| c.is_ascii_digit() || c == '.');
    (text.starts_with(first) || number)
        && text.chars().all(inside)
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.starts_with("...")
        && !scalar::is_null(text)
}

/// `text` in double quotes, with the escapes that JSON and YAML share.
fn double_quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') => {
                let _ = write!(quoted, "\\u{:04x}", c as u32);
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
