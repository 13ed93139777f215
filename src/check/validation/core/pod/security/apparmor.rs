use std::collections::HashSet;

use super::super::annotations::by_container;
use super::super::facts::Facts;
use crate::check::validation::{Errors, Value};

/// What the annotations of containers begin with.
pub const ANNOTATION: &str = "container.apparmor.security.beta.kubernetes.io/";

const TYPES: &[&str] = &["Localhost", "RuntimeDefault", "Unconfined"];
const LOCAL: &str = "localhost/";

/// The longest name of a profile: that of a path without its end.
const MOST: usize = 4095;

/// What a program may do, as AppArmor restricts it (`ValidateAppArmorProfileField`).
pub fn apparmor_profile<'n>(profile: Value<'n>, errors: &mut Errors<'n>) {
    if !profile.is_set() {
        return;
    }
    let (kind, local) = (profile.get("type"), profile.get("localhostProfile"));
    match kind.text() {
        "Localhost" => {
            let text = local.text();
            let (is_padded, is_blank) = (text.trim() != text, text.is_empty());
            if is_padded {
                let detail = "must not be padded with whitespace";
                errors.invalid(local, "apparmor-profile", detail, "remove the white space around it");
            } else if is_blank {
                let detail = "must be set when AppArmor type is Localhost";
                errors.required(local, "apparmor-profile", detail, "name the profile");
            }
            if text.len() > MOST {
                errors.too_long(local, "apparmor-profile", MOST, "shorten it");
            }
        }
        "RuntimeDefault" | "Unconfined" => {
            if local.is_set() {
                let detail = "can only be set when AppArmor type is Localhost";
                errors.invalid(local, "apparmor-profile", detail, "remove it, or write type: Localhost");
            }
        }
        "" => {
            let detail = "type is required when appArmorProfile is set";
            errors.required(kind, "apparmor-profile", detail, "write RuntimeDefault");
        }
        _ => {
            errors.unsupported(kind, "apparmor-profile", TYPES);
        }
    }
}

/// The annotations that were there before the fields (`ValidateAppArmorPodAnnotations`).
pub fn apparmor_annotations<'n>(annotations: Value<'n>, facts: &Facts<'n>, errors: &mut Errors<'n>) {
    if !annotations.entries().any(|(key, _)| key.starts_with(ANNOTATION)) {
        return;
    }
    let names: HashSet<&str> = facts.all_containers().map(|container| container.get("name").text()).collect();
    for (key, value) in annotations.entries() {
        let Some(name) = key.strip_prefix(ANNOTATION) else { continue };
        if !names.contains(name) {
            let fix = "name a container of the pod";
            errors.invalid_as(value, &format!("{name:?}"), "apparmor-profile", "container not found", fix);
        }
        let profile = value.text();
        if !matches!(profile, "" | "runtime/default" | "unconfined") && !profile.starts_with(LOCAL) {
            let detail = format!("invalid AppArmor profile name: {profile:?}");
            errors.invalid(value, "apparmor-profile", &detail, "write runtime/default, or localhost/ and a name");
        }
    }
}

/// An annotation and the field that took its place say the same (`validateAppArmorAnnotationsAndFieldsMatchOnCreate`).
pub fn apparmor_fields_match<'n>(annotations: Value<'n>, facts: &Facts<'n>, errors: &mut Errors<'n>) {
    let annotated = by_container(annotations, ANNOTATION);
    if annotated.is_empty() || facts.spec.get("os").get("name").text() == "windows" {
        return;
    }
    let of_pod = facts.spec.get("securityContext").get("appArmorProfile");
    for container in facts.all_containers() {
        let own = container.get("securityContext").get("appArmorProfile");
        let Some(value) = annotated.get(container.get("name").text()) else { continue };
        // The server makes a field of the annotation where a pod has none, so that both agree.
        let is_copied = !own.is_set() && !facts.is_template && is_good(value.text());
        let profile = if own.is_set() { own } else { of_pod };
        if !is_copied && let Some(what) = difference(value.text(), profile) {
            let detail = format!("apparmor {what} in annotation and field must match");
            let field = if what == "type" { "type" } else { "localhostProfile" };
            errors.forbidden(own.get(field), "apparmor-profile", &detail, "remove the annotation");
        }
    }
}

/// Whether the server can make a profile of an annotation (`ApparmorFieldForAnnotation`).
fn is_good(annotation: &str) -> bool {
    let is_path = |path: &str| !path.is_empty() && path.trim() == path && path.len() <= MOST;
    matches!(annotation, "runtime/default" | "unconfined") || annotation.strip_prefix(LOCAL).is_some_and(is_path)
}

/// Whether an annotation says what a profile does.
pub fn says_same(annotation: &str, profile: Value) -> bool {
    profile.is_set() && is_good(annotation) && difference(annotation, profile).is_none()
}

fn difference(annotation: &str, profile: Value) -> Option<&'static str> {
    let local = profile.get("localhostProfile");
    let (is_same, what) = match (profile.get("type").text(), annotation.strip_prefix(LOCAL)) {
        ("Unconfined", _) => (annotation == "unconfined", "type"),
        ("RuntimeDefault", _) => (annotation == "runtime/default", "type"),
        ("Localhost", Some(path)) => (local.is_set() && path == local.text(), "profile"),
        ("Localhost", None) => (false, "type"),
        _ => (true, "type"),
    };
    (!is_same).then_some(what)
}
