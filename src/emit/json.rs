use std::io::{self, Write};

use serde_json::json;

use crate::check::Checked;

/// Writes all objects as one `v1` List in JSON, as `kubectl get -o json` does.
///
/// # Errors
/// Only those of `out`.
pub fn json(checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
    let items: Vec<_> = checked.objects().iter().map(|object| &object.value).collect();
    let list = json!({"apiVersion": "v1", "kind": "List", "items": items});
    writeln!(out, "{list:#}")
}
