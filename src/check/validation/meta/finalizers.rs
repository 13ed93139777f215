use crate::check::validation::text::label_key;
use crate::check::validation::{Errors, Value};

const RULE: &str = "finalizer-name";

/// What must happen before an object goes (`ValidateFinalizers`).
pub fn finalizers<'n>(finalizers: Value<'n>, errors: &mut Errors<'n>) {
    for finalizer in finalizers.items() {
        for problem in label_key(finalizer.text()) {
            let sentence = format!("Invalid value: {:?}: {problem}", finalizer.text());
            errors.add(finalizers, RULE, sentence, "write domain/name").span = finalizer.span();
        }
    }
    let has = |name: &str| finalizers.items().any(|finalizer| finalizer.text() == name);
    if has("orphan") && has("foregroundDeletion") {
        let detail = "finalizer orphan and foregroundDeletion cannot be both set";
        errors.invalid(finalizers, RULE, detail, "keep one of them");
    }
}

/// Finalizers without a domain are those that Kubernetes knows (`validateKubeFinalizerName`).
pub fn known<'n>(finalizers: Value<'n>, errors: &mut Errors<'n>) {
    for finalizer in finalizers.items() {
        if !finalizer.text().contains('/') && !is_known(finalizer.text()) {
            let detail = "name is neither a standard finalizer name nor is it fully qualified";
            errors.invalid(finalizer, RULE, detail, "write domain/name");
        }
    }
}

fn is_known(name: &str) -> bool {
    matches!(name, "kubernetes" | "orphan" | "foregroundDeletion")
}

/// The finalizers of a namespace's own specification, which are all reported at the list.
pub fn of_namespace<'n>(finalizers: Value<'n>, errors: &mut Errors<'n>) {
    for finalizer in finalizers.items() {
        let mut problems = label_key(finalizer.text());
        if !finalizer.text().contains('/') && !is_known(finalizer.text()) {
            problems.push("name is neither a standard finalizer name nor is it fully qualified".to_owned());
        }
        for problem in problems {
            let sentence = format!("Invalid value: {:?}: {problem}", finalizer.text());
            errors.add(finalizers, RULE, sentence, "write domain/name").span = finalizer.span();
        }
    }
}
