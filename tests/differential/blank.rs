//! Messages without what is particular to one manifest.

use std::iter::Peekable;
use std::str::Chars;

/// How much of a message is kept.
const LENGTH: usize = 160;

/// The message with quoted texts, numbers, objects and lists taken out.
pub fn blanked(message: &str) -> String {
    let mut text = String::new();
    // What follows is an excerpt of an expression.
    let message = message.split_once("\n | ").map_or(message, |(before, _)| before);
    let mut chars = message.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                quoted(&mut chars);
                text.push_str("\"…\"");
            }
            '{' => {
                nested(&mut chars, '{', '}');
                text.push_str("{…}");
            }
            '[' if chars.peek().is_some_and(|next| matches!(next, '"' | '{')) => {
                nested(&mut chars, '[', ']');
                text.push_str("[…]");
            }
            '+' if chars.peek().is_some_and(char::is_ascii_digit) => {}
            '0'..='9' => {
                // Amounts are one, whatever their signs, units and exponents.
                while chars.next_if(|c| c.is_ascii_digit() || "mkKMGTPEiune.+-".contains(*c)).is_some() {}
                text.push('#');
            }
            '\'' if !text.ends_with(char::is_alphanumeric) => {
                while chars.next_if(|c| *c != '\'').is_some() {}
                chars.next();
                text.push_str("'…'");
            }
            c if c.is_whitespace() => text.push(' '),
            c => text.push(c),
        }
    }
    without_value(&text).chars().take(LENGTH).collect()
}

/// What a value is written like differs from version to version.
fn without_value(text: &str) -> String {
    let kinds = ["Invalid value", "Unsupported value", "Duplicate value", "Not found"];
    let of_value = text.split_once(": ").filter(|(kind, _)| kinds.contains(kind));
    match of_value.map(|(kind, rest)| (kind, rest.split_once(": "))) {
        Some((kind, Some((_, detail)))) => format!("{kind}: {detail}"),
        Some((kind, None)) => kind.to_owned(),
        None => text.to_owned(),
    }
}

/// To the end of a quoted text.
fn quoted(chars: &mut Peekable<Chars>) {
    let mut is_escaped = false;
    for c in chars {
        match c {
            '"' if !is_escaped => return,
            '\\' => is_escaped = !is_escaped,
            _ => is_escaped = false,
        }
    }
}

/// To the end of an object or a list.
fn nested(chars: &mut Peekable<Chars>, open: char, close: char) {
    let mut depth = 1;
    while let Some(c) = chars.next() {
        match c {
            '"' => quoted(chars),
            c if c == open => depth += 1,
            c if c == close => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return;
        }
    }
}
