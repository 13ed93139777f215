use std::borrow::Cow;

use libyaml_safer::ScalarStyle;

/// A text as libyaml-safer takes it: with a line break at its end, which kubectl adds too and without which a token that is
/// cut short is a panic; without commas right behind tags, which are another; and without `\'`, which kubectl takes for
/// an apostrophe.
pub(super) struct Input<'a> {
    /// As long as what was given, but for the line break.
    pub(super) text: Cow<'a, str>,
    comma: Option<char>,
    backslash: Option<char>,
}

/// What may stand for a comma: it ends a tag with an error, and is nothing special inside words.
const COMMAS: [char; 5] = ['`', '#', '|', '<', '>'];
/// What may stand for a backslash: a word may begin with it.
const BACKSLASHES: [char; 6] = ['^', '~', '=', '$', ';', '+'];

impl<'a> Input<'a> {
    /// Prepares a text. Nothing where it has all that could stand for a comma or a backslash.
    pub(super) fn new(text: &'a str) -> Option<Input<'a>> {
        let mut input = Input { text: Cow::Borrowed(text), comma: None, backslash: None };
        input.backslash = input.replace(&backslashes(text), &BACKSLASHES)?;
        input.comma = input.replace(&commas(&input.text), &COMMAS)?;
        if !text.ends_with('\n') {
            input.text.to_mut().push('\n');
        }
        Some(input)
    }

    /// Puts the first of `signs` that the text does not have in these places.
    fn replace(&mut self, places: &[usize], signs: &[char]) -> Option<Option<char>> {
        if places.is_empty() {
            return Some(None);
        }
        let sign = signs.iter().copied().find(|sign| !self.text.contains(*sign))?;
        let text = self.text.to_mut();
        places.iter().for_each(|at| text.replace_range(*at..=*at, sign.encode_utf8(&mut [0; 4])));
        Some(Some(sign))
    }

    /// A scalar as it was written.
    pub(super) fn restore(&self, scalar: String, style: ScalarStyle) -> String {
        let back = |scalar: String, sign: Option<char>, by: &str| match sign {
            Some(sign) if scalar.contains(sign) => scalar.replace(sign, by),
            _ => scalar,
        };
        let backslash = if style == ScalarStyle::DoubleQuoted { "" } else { "\\" };
        back(back(scalar, self.comma, ","), self.backslash, backslash)
    }
}

/// Where a comma follows what could be a tag.
fn commas(text: &str) -> Vec<usize> {
    let in_tag = |byte: &u8| byte.is_ascii_alphanumeric() || b"!-_;/?:@&=+$.%~*'()<>[]".contains(byte);
    let bytes = text.as_bytes();
    let (mut commas, mut at) = (Vec::new(), 0);
    while let Some(found) = memchr::memchr(b'!', &bytes[at..]) {
        at += found;
        at += bytes[at..].iter().take_while(|byte| in_tag(byte)).count();
        if bytes.get(at) == Some(&b',') {
            commas.push(at);
        }
    }
    commas
}

/// Where a backslash stands before an apostrophe and is none that another one escapes.
fn backslashes(text: &str) -> Vec<usize> {
    let escapes = |at: &usize| text[..=*at].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1;
    memchr::memmem::find_iter(text.as_bytes(), b"\\'").filter(escapes).collect()
}
