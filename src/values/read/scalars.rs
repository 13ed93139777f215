//! What a scalar is worth to a field of some type.

use serde_json::Value;

use super::integer::{self, Whole};
use super::item::{Item, Role};
use crate::source::excerpt;
use crate::values::{Node, scalar};

impl Item<'_> {
    /// The text as it was written, whatever it looks like.
    pub(super) fn text(&self) -> String {
        match &self.tree.node {
            Node::Scalar { text, .. } => text.clone(),
            Node::Map(_) if self.is_entry() => self.lost(
                "a text",
                "write one text, in quotes if it begins with `{`; a name with dots is one key: `a.b: x`",
            ),
            Node::List(_) if self.is_entry() => self.lost(
                "a text",
                "write one text, in quotes if it begins with `[`; properties separate by commas: `a,b`",
            ),
            Node::List(_) | Node::Map(_) => self.lost("a text", "write a text, in quotes if it begins with `{` or `[`"),
            Node::Null => self.lost("a text", "write a text; the empty one is `\"\"`"),
        }
    }

    /// Only `true` and `false`: `yes` and `on` are words to YAML 1.2, and text is no truth.
    pub(super) fn truth(&self) -> bool {
        let wanted = "`true` or `false`";
        let Node::Scalar { text, quoted } = &self.tree.node else {
            return self.lost(wanted, "write `true` or `false`");
        };
        match (text.to_ascii_lowercase().as_str(), *quoted && self.role != Role::Key) {
            ("true", false) if text == "true" => true,
            ("false", false) if text == "false" => false,
            (word @ ("true" | "false"), true) => {
                let sentence = format!("{} takes {wanted}, and `\"{word}\"` is a text", self.name());
                self.error(
                    "wrong-type",
                    sentence,
                    format!("write `{word}` without quotes (with --set, not --set-string)"),
                );
                word == "true"
            }
            ("true" | "yes" | "on" | "y" | "1", _) => self.lost(wanted, "write `true`"),
            ("false" | "no" | "off" | "n" | "0", _) => self.lost(wanted, "write `false`"),
            _ => self.lost(wanted, "write `true` or `false`"),
        }
    }

    /// A whole number, exact to 64 bits; nothing that two YAML readers could take for different numbers.
    pub(super) fn whole<N: Whole>(&self) -> N {
        self.reader.numeric.set(true);
        let wanted = "a whole number";
        let Node::Scalar { text, quoted } = &self.tree.node else {
            return self.lost(wanted, "write a number such as `3`");
        };
        match integer::whole::<N>(text, *quoted && self.role != Role::Key) {
            Ok(number) => number,
            Err(doubt) => {
                let sentence = format!("{} {}", self.name(), doubt.sentence);
                self.error(doubt.rule, sentence, doubt.fix);
                N::default()
            }
        }
    }

    /// A number with or without a fraction.
    pub(super) fn fraction(&self) -> f64 {
        self.reader.numeric.set(true);
        let (wanted, fix) = ("a number", "write a number such as `0.5`, without quotes");
        let Node::Scalar { text, quoted } = &self.tree.node else { return self.lost(wanted, fix) };
        let bare = text.strip_prefix('-').unwrap_or(text);
        let begins_well = bare.starts_with(|c: char| c.is_ascii_digit());
        let doubtful = bare.len() > 1 && bare.starts_with('0') && !bare.starts_with("0.");
        match scalar::float(text).and_then(|number| number.as_f64()) {
            Some(number) if begins_well && !doubtful && !(*quoted && self.role != Role::Key) => number,
            Some(_) => {
                let sentence = format!("{} takes a number, and `{}` is a doubtful one", self.name(), excerpt(text));
                self.error("doubtful-number", sentence, fix);
                0.0
            }
            None => self.lost(wanted, fix),
        }
    }

    /// A scalar of a part that is Kubernetes' own and has no type here.
    pub(super) fn guess(&self, text: &str, quoted: bool) -> Value {
        if quoted || self.role == Role::Key {
            return text.into();
        }
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        let all_digits = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        if all_digits && digits.len() > 1 && digits.starts_with('0') {
            let sentence = format!("{} is `{}`, and readers differ about leading zeros", self.name(), excerpt(text));
            let number = integer::leading_zero(text);
            self.error("doubtful-number", sentence, format!("write {number} or \"{}\"", excerpt(text)));
            return text.into();
        }
        match scalar::integer(text) {
            Some(number) => scalar::json(number).unwrap_or_else(|| {
                let sentence = format!("{} is `{}`, which 64 bits cannot hold", self.name(), excerpt(text));
                self.error("out-of-range", sentence, "put it in quotes if it is a text");
                text.into()
            }),
            None => scalar::core(text),
        }
    }

    fn lost<T: Default>(&self, wanted: &str, fix: &str) -> T {
        self.hole(wanted, fix);
        T::default()
    }
}
