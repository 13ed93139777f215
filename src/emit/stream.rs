use std::io::{self, Write};

use rayon::prelude::*;

use super::source_line;
use crate::check::Checked;
use crate::manifest::Object;
use crate::yaml;

/// Writes all objects as one stream of YAML documents, each with its template, for `kubectl apply -f -`.
///
/// # Errors
/// Only those of `out`.
pub fn stream(checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
    let document = |object: &Object| {
        let mut text = format!("---\n{}", source_line(&object.template));
        yaml::write(&object.value, &mut text);
        text
    };
    let documents: Vec<String> = checked.objects().par_iter().map(document).collect();
    out.write_all(documents.concat().as_bytes())
}
