//! What the kinds that create pods have in common.

use super::matching::{label, selects};
use super::selector::label_selector;
use super::text::{dns_label, dns_subdomain};
use super::{Errors, Value, meta};

/// A selector that must be there and select something. Gives whether it can be asked for a match.
pub fn required_selector<'n>(selector: Value<'n>, kind: &str, errors: &mut Errors<'n>) -> bool {
    if !selector.is_set() {
        errors.required(selector, "selector-required", "", "repeat labels of the template under `matchLabels`");
        return true;
    }
    let known = errors.count();
    label_selector(selector, errors);
    let is_sound = errors.count() == known;
    nonempty_selector(selector, kind, errors);
    is_sound
}

/// A selector that is there, but selects everything.
pub fn nonempty_selector<'n>(selector: Value<'n>, kind: &str, errors: &mut Errors<'n>) {
    if selector.is_set() && is_empty(selector) {
        let detail = format!("empty selector is invalid for {kind}");
        errors.invalid(selector, "empty-selector", &detail, "repeat labels of the template under `matchLabels`");
    }
}

/// A selector that cannot be asked for a match.
pub fn unsound_selector<'n>(selector: Value<'n>, detail: &str, errors: &mut Errors<'n>) {
    let (rule, fix) = ("unsound-selector", "correct what is wrong in it");
    if detail.is_empty() {
        errors.add(selector, rule, "Invalid value".to_owned(), fix);
    } else {
        errors.invalid(selector, rule, detail, fix);
    }
}

/// Whether the selector, which has no errors, selects the pods of the template.
pub fn selected<'n>(selector: Value<'n>, template: Value<'n>, errors: &mut Errors<'n>) {
    let labels = template.get("metadata").get("labels");
    if !selects(selector, |key| label(labels, key)) {
        mismatch(labels, errors);
    }
}

/// Says that the labels of a template are not those that are selected.
pub fn mismatch<'n>(labels: Value<'n>, errors: &mut Errors<'n>) {
    let detail = "`selector` does not match template `labels`";
    errors.invalid(labels, "selector-mismatch", detail, "give the template the labels that are selected");
}

/// Whether a selector that is there asks for nothing.
pub fn is_empty(selector: Value) -> bool {
    selector.is_set() && selector.get("matchLabels").len() + selector.get("matchExpressions").len() == 0
}

/// What the template of pods that shall run for ever may not say.
pub fn lasting<'n>(template: Value<'n>, kind: &str, errors: &mut Errors<'n>) {
    let spec = template.get("spec");
    let policy = spec.get("restartPolicy");
    if policy.text_or("Always") != "Always" {
        errors.unsupported(policy, "restart-policy", &["Always"]);
    }
    let deadline = spec.get("activeDeadlineSeconds");
    if deadline.is_set() {
        let detail = format!("activeDeadlineSeconds in {kind} is not Supported");
        errors.forbidden(deadline, "active-deadline", &detail, "remove it, or use a Job");
    }
}

/// The labels of the template, which an object without labels gets too (`SetDefaults_Job`).
pub fn inherited_labels<'n>(object: Value<'n>, template: Value<'n>, errors: &mut Errors<'n>) {
    if object.get("metadata").get("labels").is_empty() {
        let known = errors.count();
        meta::labels(template.get("metadata").get("labels"), None, errors);
        for fault in errors.after(known) {
            fault.path = fault.path.replace("spec.template.metadata", "metadata");
        }
    }
}

/// Warns of a name that its pods cannot take over whole.
pub fn pod_name_warning<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    let metadata = object.get("metadata");
    let name = meta::final_name(metadata);
    let problems = dns_label(&name);
    if !problems.is_empty() && dns_subdomain(&name).is_empty() {
        let sentence = format!(
            "this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is \
             recommended: [{}]",
            problems.join(" ")
        );
        errors.warn(metadata.get("name"), "pod-name", &sentence, "choose a name of 63 bytes at most without dots");
    }
}
