use std::io::{self, Write};

/// Writes `text` as a JSON string, which is a YAML string whatever is in it.
pub fn json_string(text: &str, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(out, text).map_err(io::Error::from)
}
