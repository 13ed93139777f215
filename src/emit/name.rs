use std::io::{self, Write};

use crate::check::Checked;

/// Writes one name a line, as `kubectl -o name` does: `statefulset.apps/orders-kafka`, `service/orders-kafka`.
///
/// # Errors
/// Only those of `out`.
pub fn name(checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
    for object in checked.objects() {
        let (kind, group) = (object.kind().to_lowercase(), object.group());
        let dot = if group.is_empty() { "" } else { "." };
        writeln!(out, "{kind}{dot}{group}/{}", object.name())?;
    }
    Ok(())
}
