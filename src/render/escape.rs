use std::io::{self, Write};

/// Writes `text` as a JSON string, which is a YAML string whatever is in it.
pub fn json_string(text: &[u8], out: &mut dyn Write) -> io::Result<()> {
    let text = String::from_utf8_lossy(text);
    serde_json::to_writer(out, &text).map_err(io::Error::from)
}
