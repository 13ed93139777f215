use super::backend::backend;
use crate::check::validation::{Errors, Value};

/// A path of a rule (`validateHTTPIngressPath`).
pub fn http_path<'n>(path: Value<'n>, errors: &mut Errors<'n>) {
    let (kind, text) = (path.get("pathType"), path.get("path"));
    if !kind.is_set() {
        errors.required(kind, "ingress-path-type", "pathType must be specified", "write Prefix");
        return;
    }
    let fix = "write a path like /here";
    match kind.text() {
        "Exact" | "Prefix" => {
            absolute(text, errors);
            for part in ["//", "/./", "/../", "%2f", "%2F"].into_iter().filter(|part| text.text().contains(part)) {
                errors.invalid(text, "ingress-path", &format!("must not contain '{part}'"), fix);
            }
            for end in ["/..", "/."].into_iter().filter(|end| text.text().ends_with(end)) {
                errors.invalid(text, "ingress-path", &format!("cannot end with '{end}'"), fix);
            }
        }
        "ImplementationSpecific" if text.text().is_empty() => {}
        "ImplementationSpecific" => absolute(text, errors),
        _ => {
            errors.unsupported(kind, "ingress-path-type", &["Exact", "ImplementationSpecific", "Prefix"]);
        }
    }
    backend(path.get("backend"), errors);
}

fn absolute<'n>(path: Value<'n>, errors: &mut Errors<'n>) {
    if !path.text().starts_with('/') {
        errors.invalid(path, "ingress-path", "must be an absolute path", "write a path like /here");
    }
}
