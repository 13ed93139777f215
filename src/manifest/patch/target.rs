use super::Patch;
use crate::manifest::{Manifests, Object};
use crate::source::Finding;

/// Whether `object` is what `patch` is for.
pub fn matches(patch: &Patch, object: &Object) -> bool {
    let is = |wanted: &Option<String>, has: &str| wanted.as_ref().is_none_or(|wanted| wanted == has);
    let label = object.value.pointer("/metadata/labels/app.kubernetes.io~1component").and_then(|v| v.as_str());
    is(&patch.kind, object.kind())
        && is(&patch.name, object.name())
        && (is(&patch.component, object.component()) || is(&patch.component, label.unwrap_or_default()))
}

/// What a patch is for, in one word: `StatefulSet/orders-kafka in kafka`.
pub fn describe(patch: &Patch) -> String {
    let part = |part: &Option<String>| part.clone().unwrap_or_else(|| "*".to_owned());
    let component = patch.component.as_ref().map(|component| format!(" in {component}")).unwrap_or_default();
    format!("{}/{}{component}", part(&patch.kind), part(&patch.name))
}

/// The finding about a patch for nothing, with the objects it may have meant.
pub fn missed(patch: &Patch, manifests: &Manifests) -> Finding {
    let wanted = describe(patch).to_lowercase();
    let mut near: Vec<(f64, String)> = manifests
        .objects()
        .iter()
        .map(|object| {
            let has = Patch {
                kind: patch.kind.as_ref().map(|_| object.kind().to_owned()),
                name: patch.name.as_ref().map(|_| object.name().to_owned()),
                component: patch.component.as_ref().map(|_| object.component().to_owned()),
                ..Patch::default()
            };
            (
                strsim::jaro_winkler(&wanted, &describe(&has).to_lowercase()),
                format!("{} in {}", object.id(), object.component()),
            )
        })
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    let near: Vec<String> = near.into_iter().take(3).map(|(_, id)| id).collect();
    let fix = match near.as_slice() {
        [] => "this platform has no objects at all".to_owned(),
        near => format!("the nearest are {}", near.join(", ")),
    };
    Finding::error("patch-target", describe(patch), "no object of this platform matches this patch", fix)
}
