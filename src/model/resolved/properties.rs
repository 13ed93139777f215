use std::fmt::Write;

use indexmap::IndexMap;

/// A Java properties file: what a process reads at its start.
#[derive(Clone, Debug, Default)]
pub struct Properties(IndexMap<String, String>);

impl Properties {
    /// Sets `key`, whatever it was before.
    pub fn set(&mut self, key: &str, value: impl ToString) -> &mut Properties {
        self.0.insert(key.to_string(), value.to_string());
        self
    }

    /// Sets all of `entries`: what a user says wins over what was derived.
    pub fn overlay(&mut self, entries: &IndexMap<String, String>) -> &mut Properties {
        for (key, value) in entries {
            self.set(key, value);
        }
        self
    }

    /// The text that `java.util.Properties` reads back as exactly these entries: it is Latin-1, backslash escapes, and
    /// blanks at the beginning of a value are dropped.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for (key, value) in &self.0 {
            escape(key, true, &mut out);
            out.push('=');
            escape(value, false, &mut out);
            out.push('\n');
        }
        out
    }
}

fn escape(text: &str, is_key: bool, out: &mut String) {
    let mut leading = true;
    for character in text.chars() {
        match character {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' if is_key || leading => out.push_str("\\t"),
            '\u{c}' => out.push_str("\\f"),
            ' ' if is_key || leading => out.push_str("\\ "),
            ':' | '=' | '#' | '!' if is_key => {
                out.push('\\');
                out.push(character);
            }
            '\t' | ' '..='~' => out.push(character),
            other => {
                for unit in other.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
        leading &= character == ' ' || character == '\t';
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn java_reads_back_what_was_set() {
        let mut properties = Properties::default();
        properties.set("a b:c", " \\d\té\n😀=#");
        assert_eq!(properties.text(), "a\\ b\\:c=\\ \\\\d\t\\u00e9\\n\\ud83d\\ude00=#\n");
    }
}
