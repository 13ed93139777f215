use std::sync::Arc;

use crate::source::{Finding, Findings, Place, Source};

/// The most bytes that a values file may have.
///
/// One object of Kubernetes holds 1.5 MB, so no platform needs more.
pub const LARGEST_FILE: usize = 4 << 20;

/// The text of a values file that `name` names, without a byte order mark.
///
/// # Errors
/// `file-too-large`, and `not-text` at the first byte that is not UTF-8 or that no YAML file may hold.
pub fn decode(name: &str, bytes: Vec<u8>) -> Result<Arc<Source>, Findings> {
    if bytes.len() > LARGEST_FILE {
        return Err(one(too_large(&Source::new(name, ""))));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let place = place_after(&Source::new(name, ""), "");
        let sentence = format!("`{name}` is encoded as UTF-16");
        return Err(one(Finding::error("not-text", name, sentence, "save it as UTF-8").at(&place)));
    }
    match String::from_utf8(bytes) {
        Ok(text) => {
            let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
            let source = Source::new(name, text);
            check(&source)?;
            Ok(source)
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes().get(at).copied().unwrap_or_default();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let place = place_after(&Source::new(name, text), &String::from_utf8_lossy(&error.as_bytes()[..at]));
            let sentence = format!("the byte 0x{byte:02x} is not valid UTF-8");
            Err(one(Finding::error("not-text", name, sentence, "save the file as UTF-8 text").at(&place)))
        }
    }
}

/// Whether the parser may see the text: it takes a NUL byte for the end of the file, and would drop the rest.
pub(super) fn check(source: &Arc<Source>) -> Result<(), Findings> {
    let text = &source.text;
    if text.len() > LARGEST_FILE {
        return Err(one(too_large(source)));
    }
    let forbidden = |c: char| (c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r')) || c == '\u{fffe}';
    let Some(at) = text.find(forbidden) else { return Ok(()) };
    let character = text[at..].chars().next().unwrap_or_default();
    let sentence = format!("the control character {} may not stand in YAML", character.escape_default());
    let fix = "remove it, or write it as an escape in double quotes; a binary file is not a values file";
    Err(one(Finding::error("not-text", source.name.clone(), sentence, fix).at(&place_after(source, &text[..at]))))
}

/// A set of a single finding.
pub(super) fn one(finding: Finding) -> Findings {
    let mut findings = Findings::default();
    findings.push(finding);
    findings
}

/// The place right behind `before`, the beginning of the text.
pub(super) fn place_after(source: &Arc<Source>, before: &str) -> Place {
    let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
    Place { source: Arc::clone(source), line, column, length: 1 }
}

fn too_large(source: &Arc<Source>) -> Finding {
    let sentence = format!("`{}` is larger than {} MiB", source.name, LARGEST_FILE >> 20);
    let fix = "a values file holds settings; mount large data from a ConfigMap or an image";
    Finding::error("file-too-large", source.name.clone(), sentence, fix).at(&place_after(source, ""))
}
