//! What every object says of itself (`k8s.io/apimachinery/pkg/api/validation`, `ValidateObjectMeta`).

use super::text::{dns_label, label_key, label_value};
use super::{Errors, Value};

/// The largest sum of the keys and values of all annotations, in bytes.
pub const ANNOTATIONS: usize = 256 << 10;

/// What an API server appends to `generateName`, and how much of the prefix it keeps (`names.SimpleNameGenerator`).
const GENERATED: &str = "xxxxx";
const PREFIX: usize = 58;

/// The form of a kind's names.
pub type NameForm = fn(&str) -> Vec<String>;

/// `metadata` of an object whose names have that form.
pub fn object_meta<'n>(object: Value<'n>, form: NameForm, namespaced: bool, errors: &mut Errors<'n>) {
    let metadata = object.get("metadata");
    name(metadata, form, errors);
    let namespace = metadata.get("namespace");
    if namespaced && !namespace.text().is_empty() {
        for problem in dns_label(namespace.text()) {
            errors.invalid(namespace, "namespace-name", &problem, "name a namespace that can exist");
        }
    }
    if metadata.get("generation").integer().is_some_and(|generation| generation < 0) {
        let detail = "must be greater than or equal to 0";
        errors.invalid(metadata.get("generation"), "negative-number", detail, "remove it: the API server counts");
    }
    labels(metadata.get("labels"), None, errors);
    annotations(metadata.get("annotations"), errors);
    owners(metadata.get("ownerReferences"), errors);
    finalizers(metadata.get("finalizers"), errors);
}

fn name<'n>(metadata: Value<'n>, form: NameForm, errors: &mut Errors<'n>) {
    let fix = "choose a name that is one";
    let (name, prefix) = (metadata.get("name"), metadata.get("generateName"));
    if !prefix.text().is_empty() {
        let masked = prefix.text().strip_suffix('-').map_or(prefix.text().to_owned(), |text| format!("{text}a"));
        for problem in form(&masked) {
            errors.invalid(prefix, "object-name", &problem, fix);
        }
    }
    if !name.text().is_empty() {
        for problem in form(name.text()) {
            errors.invalid(name, "object-name", &problem, fix);
        }
    } else if !prefix.text().is_empty() {
        let kept: String = prefix.text().chars().take(PREFIX).collect();
        for problem in form(&format!("{kept}{GENERATED}")) {
            errors.invalid(name, "object-name", &problem, fix);
        }
    }
}

/// Labels, wherever they stand. The API server reports all of them at the map; `at` is its name of that, where it is not
/// the true one.
pub fn labels<'n>(labels: Value<'n>, at: Option<&str>, errors: &mut Errors<'n>) {
    for (key, value) in labels.entries() {
        let mut problems: Vec<_> = label_key(key).into_iter().map(|problem| (problem, "label-key")).collect();
        problems.extend(label_value(value.text()).into_iter().map(|problem| (problem, "label-value")));
        for (problem, rule) in problems {
            let word = if rule == "label-key" { key } else { value.text() };
            let sentence = format!("Invalid value: {word:?}: {problem}");
            let fault = errors.add(labels, rule, sentence, "use letters, digits, `-`, `_` and `.`, 63 at most");
            fault.span = value.span();
            fault.path = at.map_or(std::mem::take(&mut fault.path), str::to_owned);
        }
    }
}

/// Annotations, wherever they stand.
pub fn annotations<'n>(annotations: Value<'n>, errors: &mut Errors<'n>) {
    let mut size = 0;
    for (key, value) in annotations.entries() {
        size += key.len() + value.text().len();
        for problem in label_key(&key.to_lowercase()) {
            let sentence = format!("Invalid value: {key:?}: {problem}");
            let fix = "use letters, digits, `-`, `_` and `.` behind an optional domain and `/`";
            errors.add(annotations, "annotation-key", sentence, fix).span = value.span();
        }
    }
    if size > ANNOTATIONS {
        errors.too_long(annotations, "annotations-size", ANNOTATIONS, "move the text into a ConfigMap");
    }
}

fn owners<'n>(owners: Value<'n>, errors: &mut Errors<'n>) {
    let mut controllers = 0;
    for owner in owners.items() {
        let version = owner.get("apiVersion");
        let parts = version.text().split('/').count();
        if !version.text().is_empty() && (parts > 2 || version.text().ends_with('/')) {
            let detail = "must be <group>/<version> or <version>";
            errors.invalid(version, "owner-reference", detail, "write the apiVersion of the owner");
        }
        for field in ["apiVersion", "kind", "name", "uid"] {
            if owner.get(field).text().is_empty() {
                errors.required(owner.get(field), "owner-reference", "must not be empty", "name the owner in full");
            }
        }
        if version.text() == "v1" && owner.get("kind").text() == "Event" {
            let detail = "/v1, Kind=Event is disallowed from being an owner";
            errors.invalid(owner, "owner-reference", detail, "name another owner");
        }
        controllers += usize::from(owner.get("controller").is_true());
        if controllers > 1 {
            let detail = "Only one reference can have Controller set to true";
            errors.invalid(owners, "owner-reference", detail, "let one owner be the controller");
        }
    }
}

fn finalizers<'n>(finalizers: Value<'n>, errors: &mut Errors<'n>) {
    for finalizer in finalizers.items() {
        for problem in label_key(finalizer.text()) {
            let sentence = format!("Invalid value: {:?}: {problem}", finalizer.text());
            errors.add(finalizers, "finalizer-name", sentence, "write domain/name").span = finalizer.span();
        }
    }
    let has = |name: &str| finalizers.items().any(|finalizer| finalizer.text() == name);
    if has("orphan") && has("foregroundDeletion") {
        let detail = "finalizer orphan and foregroundDeletion cannot be both set";
        errors.invalid(finalizers, "finalizer-name", detail, "keep one of them");
    }
}
