use super::super::annotations::by_container;
use super::super::facts::Facts;
use crate::check::validation::text::relative_path;
use crate::check::validation::{Errors, Value};

/// What is annotated of a whole pod, and what the annotations of its containers begin with.
pub const OF_POD: &str = "seccomp.security.alpha.kubernetes.io/pod";
pub const OF_CONTAINER: &str = "container.seccomp.security.alpha.kubernetes.io/";

const TYPES: &[&str] = &["Localhost", "RuntimeDefault", "Unconfined"];
const LOCAL: &str = "localhost/";
const BELOW: &str = "write a path below the folder of the profiles";

/// What a program may ask of the kernel (`validateSeccompProfileField`).
pub fn seccomp_profile<'n>(profile: Value<'n>, errors: &mut Errors<'n>) {
    if !profile.is_set() {
        return;
    }
    let (kind, local) = (profile.get("type"), profile.get("localhostProfile"));
    if kind.text().is_empty() {
        let detail = "type is required when seccompProfile is set";
        errors.required(kind, "seccomp-profile", detail, "write RuntimeDefault");
    } else if !TYPES.contains(&kind.text()) {
        errors.unsupported(kind, "seccomp-profile", TYPES);
    }
    if kind.text() != "Localhost" {
        if local.is_set() {
            let detail = "can only be set when seccomp type is Localhost";
            errors.invalid(local, "seccomp-profile", detail, "remove it, or write type: Localhost");
        }
    } else if local.is_set() {
        errors.malformed(local, "seccomp-profile", relative_path(local.text()), BELOW);
    } else {
        let detail = "must be set when seccomp type is Localhost";
        errors.required(local, "seccomp-profile", detail, "name the file of the profile");
    }
}

/// The annotations that were there before the fields (`ValidateSeccompPodAnnotations`).
pub fn seccomp_annotations<'n>(annotations: Value<'n>, errors: &mut Errors<'n>) {
    for (key, value) in annotations.entries() {
        if key != OF_POD && !key.starts_with(OF_CONTAINER) {
            continue;
        }
        let text = value.text();
        let problems = match text.strip_prefix(LOCAL) {
            _ if matches!(text, "runtime/default" | "docker/default" | "unconfined") => continue,
            Some(path) => relative_path(path),
            None => vec!["must be a valid seccomp profile".to_owned()],
        };
        for problem in problems {
            let shown = text.strip_prefix(LOCAL).unwrap_or(text);
            let fault = errors.invalid_as(annotations, &format!("{shown:?}"), "seccomp-profile", &problem, BELOW);
            fault.path.push_str(&format!(".{key}"));
            fault.span = value.span();
        }
    }
}

/// An annotation and the field that took its place say the same (`validateSeccompAnnotationsAndFields`).
pub fn seccomp_fields_match<'n>(annotations: Value<'n>, facts: &Facts<'n>, errors: &mut Errors<'n>) {
    if let Some((_, value)) = annotations.entries().find(|(key, _)| *key == OF_POD) {
        matches(value.text(), facts.spec.get("securityContext").get("seccompProfile"), errors);
    }
    let annotated = by_container(annotations, OF_CONTAINER);
    for container in facts.all_containers().filter(|_| !annotated.is_empty()) {
        if let Some(value) = annotated.get(container.get("name").text()) {
            matches(value.text(), container.get("securityContext").get("seccompProfile"), errors);
        }
    }
}

fn matches<'n>(annotation: &str, profile: Value<'n>, errors: &mut Errors<'n>) {
    let (kind, local) = (profile.get("type"), profile.get("localhostProfile"));
    let (is_same, at, what) = match (kind.text(), annotation.strip_prefix(LOCAL)) {
        ("Unconfined", _) => (annotation == "unconfined", kind, "type"),
        ("RuntimeDefault", _) => (matches!(annotation, "runtime/default" | "docker/default"), kind, "type"),
        ("Localhost", Some(path)) => (local.is_set() && path == local.text(), local, "profile"),
        ("Localhost", None) => (false, kind, "type"),
        _ => return,
    };
    if !is_same {
        let detail = format!("seccomp {what} in annotation and field must match");
        errors.forbidden(at, "seccomp-profile", &detail, "remove the annotation");
    }
}
