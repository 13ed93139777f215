use std::io::{self, Write};

use super::source_line;
use crate::check::Checked;
use crate::yaml;

/// Writes all objects as one stream of YAML documents, each with its template, for `kubectl apply -f -`.
///
/// # Errors
/// Only those of `out`.
pub fn stream(checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
    let mut text = String::new();
    for object in checked.objects() {
        text.push_str("---\n");
        text.push_str(&source_line(&object.template));
        yaml::write(&object.value, &mut text);
    }
    out.write_all(text.as_bytes())
}
