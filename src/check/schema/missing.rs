use super::fault::{Fault, Path};
use super::lifecycle::{advice, lifecycle};
use super::{Minor, Resource};
use crate::source::{excerpt, nearest};

/// Why a minor has no schema for an object that says what it is.
pub fn missing(resource: &Resource, minor: Minor) -> Fault {
    let (api_version, kind) = (resource.api_version, resource.kind);
    let span = resource.node.entry("apiVersion").map_or(resource.node.span, |entry| entry.value.span);
    let fault = |rule, sentence: String, fix: String| Fault::error(rule, &Path::default(), span, sentence, fix);
    let known = lifecycle(api_version, kind);
    if let Some(removed) = known.and_then(|known| known.removed).filter(|removed| *removed <= minor.number()) {
        let sentence = format!("{kind} of {api_version} is gone since 1.{removed}");
        return fault("removed-api", sentence, advice(api_version, kind, known));
    }
    let served: Vec<Minor> = Minor::all().filter(|other| other.table().kind(api_version, kind).is_some()).collect();
    if let Some(first) = served.iter().find(|other| **other > minor) {
        let sentence = format!("{kind} of {api_version} is there from {first} on");
        return fault("unknown-kind", sentence, format!("use it from {first} on, or another version of the API"));
    }
    if let Some(last) = served.last() {
        let sentence = format!("{kind} of {api_version} is gone after {last}");
        return fault("removed-api", sentence, advice(api_version, kind, known));
    }
    let table = minor.table();
    let sentence = format!("Kubernetes {minor} has no kind {} in {}", excerpt(kind), excerpt(api_version));
    let elsewhere: Vec<&str> =
        table.kinds().filter(|other| other.kind == kind).map(|other| other.api_version).collect();
    let beside = table.kinds().filter(|other| other.api_version == api_version).map(|other| other.kind);
    let fix = match (elsewhere.first(), nearest(kind, beside)) {
        (Some(_), _) if is_built_in(api_version) => format!("use {}", elsewhere.join(" or ")),
        (_, Some(near)) => format!("did you mean {near}?"),
        (_, None) if is_built_in(api_version) => "look the kind up with `kubectl api-resources`".to_owned(),
        _ => "give its definition with --crd, or let it pass with --ignore-missing-schemas".to_owned(),
    };
    fault("unknown-kind", sentence, fix)
}

/// Whether Kubernetes itself owns the group.
pub fn is_built_in(api_version: &str) -> bool {
    let (group, _) = api_version.split_once('/').unwrap_or(("", api_version));
    let groups = ["", "extensions", "apps", "batch", "autoscaling", "policy"];
    groups.contains(&group) || Minor::all().any(|minor| minor.table().kinds().any(|kind| kind.group() == group))
}
