//! Changes that the user makes to rendered objects: strategic merge, as `kubectl patch` has it, and JSON Patch.

mod directive;
mod json;
mod merge_key;
mod strategic;
mod target;

use serde_json::Value;

use super::manifests::{drop_nulls, what_lacks};
use super::{Manifests, Object};
use crate::source::{Finding, Findings, Place};
pub use merge_key::{ListMerge, list_merge};

/// A change to all objects that it targets. Without `kind`, `name` and `component` it targets all of them.
#[derive(Clone, Debug, Default)]
pub struct Patch {
    /// Only objects of this kind.
    pub kind: Option<String>,
    /// Only objects of this name.
    pub name: Option<String>,
    /// Only objects of this component: the folder of their template, or their label `app.kubernetes.io/component`.
    pub component: Option<String>,
    /// Strategic merge patch. Comes before `json`.
    pub merge: Option<Value>,
    /// JSON Patch (RFC 6902): a list of operations.
    pub json: Option<Value>,
    /// Where the user wrote it; findings point there.
    pub place: Option<Place>,
}

/// Applies `patches` one after the other. An object that a patch cannot be applied to stays as it was.
///
/// Findings: a patch that targets nothing or says nothing, one that is not valid or does not fit its object, and one
/// that changes what an object is called.
pub fn apply(manifests: &mut Manifests, patches: &[Patch]) -> Findings {
    let mut findings = Findings::default();
    for patch in patches {
        let mut report = |finding: Finding| {
            let finding = match &patch.place {
                Some(place) => finding.at(place),
                None => finding,
            };
            findings.push(finding);
        };
        if patch.merge.is_none() && patch.json.is_none() {
            let fix = "give it `merge` (an extract of the object) or `json` (a list of operations)";
            report(Finding::error("patch-empty", target::describe(patch), "this patch changes nothing", fix));
        }
        let mut missed = true;
        for object in manifests.objects.iter_mut().filter(|object| target::matches(patch, object)) {
            missed = false;
            match patched(&object.value, patch) {
                Ok(value) => object.value = value,
                Err(problem) => report(problem.about(object)),
            }
        }
        if missed {
            report(target::missed(patch, manifests));
        }
    }
    findings
}

/// Why a patch does not fit an object: sentence and fix.
struct Problem(String, &'static str);

impl Problem {
    fn about(self, object: &Object) -> Finding {
        Finding::error("patch-failed", object.id(), self.0, self.1)
    }
}

fn patched(original: &Value, patch: &Patch) -> Result<Value, Problem> {
    let mut value = original.clone();
    if let Some(merge) = &patch.merge {
        strategic::merge(&mut value, merge)?;
    }
    if let Some(operations) = &patch.json {
        json::apply(&mut value, operations)?;
    }
    drop_nulls(&mut value);
    if let Some(what) = what_lacks(&value) {
        return Err(Problem(format!("the patched object {what}"), "do not remove it"));
    }
    let named = |value: &Value| ["/kind", "/metadata/name"].map(|pointer| value.pointer(pointer).cloned());
    if named(&value) != named(original) {
        let sentence = "a patch must not change `kind` or `metadata.name`, because other objects refer to them";
        return Err(Problem(sentence.to_owned(), "remove it from the patch; names follow from the values"));
    }
    Ok(value)
}
