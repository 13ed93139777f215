use crate::check::validation::{Errors, Value};

/// Terms that match no pod.
pub fn warnings<'n>(spec: Value<'n>, errors: &mut Errors<'n>) {
    let affinity = spec.get("affinity");
    for kind in ["podAffinity", "podAntiAffinity"] {
        let terms = affinity.get(kind);
        let required = terms.get("requiredDuringSchedulingIgnoredDuringExecution").items();
        let preferred = terms.get("preferredDuringSchedulingIgnoredDuringExecution").items();
        for term in required.chain(preferred.map(|weighted| weighted.get("podAffinityTerm"))) {
            let selector = term.get("labelSelector");
            if !selector.is_set() {
                let sentence = "a null labelSelector results in matching no pod";
                errors.warn(selector, "null-selector", sentence, "select the pods to be near to or far from");
            }
        }
    }
}
