use std::fmt::Write;

/// Writes `text` as a JSON string in which everything is escaped that some YAML reader refuses, drops or takes for a
/// line break: control characters, U+007F-009F, U+2028, U+2029, U+FEFF, U+FFFE and U+FFFF.
pub fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_raw(c) => out.push(c),
            // Writing to a String cannot fail.
            c => _ = write!(out, "\\u{:04x}", c as u32),
        }
    }
    out.push('"');
}

/// Whether a literal block gives `text` back exactly in every reader, and looks like what it holds.
pub fn is_literal_safe(text: &str) -> bool {
    text.contains('\n')
        && !text.starts_with(['\n', ' '])
        && text.chars().all(|c| matches!(c, '\n' | '\t') || is_raw(c))
        && text.split('\n').all(|line| !line.starts_with('\t') && !line.ends_with([' ', '\t']))
}

fn is_raw(c: char) -> bool {
    !matches!(c, '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}
