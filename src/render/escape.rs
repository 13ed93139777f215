use std::io::{self, Write};

/// Writes `text` as a JSON string, which is a YAML string whatever is in it.
pub fn json_string(text: &str, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(json(&text)?.as_bytes())
}

/// `value` as JSON that every YAML reader takes: what JSON lets stand raw and YAML does not is escaped. It can occur in
/// strings only.
pub fn json(value: &impl serde::Serialize) -> serde_json::Result<String> {
    let text = serde_json::to_string(value)?;
    if text.is_ascii() && !text.contains('\x7f') {
        return Ok(text);
    }
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\x7f'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                out.push_str(&format!("\\u{:04x}", character as u32));
            }
            _ => out.push(character),
        }
    }
    Ok(out)
}
