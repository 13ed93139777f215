//! Keys whose values the server takes from the pod's own labels into a selector.

use std::collections::HashSet;

use crate::check::validation::selector::label_name;
use crate::check::validation::{Errors, Value};

/// The labels of a pod, where the spec is that of a pod itself; the server leaves the selectors of templates alone.
pub fn own_labels<'n>(spec: Value<'n>, errors: &Errors<'n>) -> Option<Value<'n>> {
    let pod = errors.object();
    pod.get("spec").is(spec).then(|| pod.get("metadata").get("labels"))
}

/// `matchLabelKeys` and `mismatchLabelKeys` (`ValidateMatchLabelKeysAndMismatchLabelKeys`).
pub fn label_keys<'n>(term: Value<'n>, labels: Option<Value<'n>>, errors: &mut Errors<'n>) {
    let (selector, same, other) =
        (term.get("labelSelector"), term.get("matchLabelKeys"), term.get("mismatchLabelKeys"));
    for keys in [same, other] {
        if selector.is_set() {
            keys.items().for_each(|key| label_name(key, errors));
        } else if !keys.is_empty() {
            no_selector(keys, errors);
        }
    }
    if same.is_empty() {
        return;
    }
    if selector.is_set() {
        selected_twice(term, labels, errors);
    }
    let others: HashSet<&str> = other.items().map(Value::text).collect();
    for key in same.items().filter(|key| others.contains(key.text())) {
        let detail = "exists in both matchLabelKeys and mismatchLabelKeys";
        errors.invalid(key, "label-keys", detail, "keep it in one of them");
    }
}

/// Finds keys that the selector has twice once the pod's own labels are added to it. The server names the place of the
/// key as if the term itself were the list.
fn selected_twice<'n>(term: Value<'n>, labels: Option<Value<'n>>, errors: &mut Errors<'n>) {
    let (selector, same) = (term.get("labelSelector"), term.get("matchLabelKeys"));
    let mut selected: HashSet<&str> = selector.get("matchLabels").entries().map(|(key, _)| key).collect();
    let written = selector.get("matchExpressions").items().map(|requirement| requirement.get("key").text());
    let listed = same.items().chain(term.get("mismatchLabelKeys").items()).map(Value::text);
    let own = |key: &&str| labels.is_some_and(|labels| labels.entries().any(|(label, _)| label == *key));
    for key in written.chain(listed.filter(own)) {
        if selected.insert(key) {
            continue;
        }
        let place = same.items().enumerate().rfind(|(_, same)| same.text() == key);
        if let Some((index, value)) = place {
            let fault = both(value, errors);
            if let Some((term, _)) = fault.path.rsplit_once(".matchLabelKeys[") {
                fault.path = format!("{term}[{index}]");
            }
        }
    }
}

/// `matchLabelKeys` of a spread up to 1.33 (`ValidateMatchLabelKeysInTopologySpread`).
pub fn spread_keys<'n>(constraint: Value<'n>, errors: &mut Errors<'n>) {
    let (selector, keys) = (constraint.get("labelSelector"), constraint.get("matchLabelKeys"));
    if keys.is_empty() {
        return;
    }
    if !selector.is_set() {
        no_selector(keys, errors);
    }
    let labels = selector.get("matchLabels").entries().map(|(key, _)| key);
    let written = selector.get("matchExpressions").items().map(|requirement| requirement.get("key").text());
    let selected: HashSet<&str> = labels.chain(written).collect();
    for key in keys.items() {
        label_name(key, errors);
        if selected.contains(key.text()) {
            both(key, errors);
        }
    }
}

fn no_selector<'n>(keys: Value<'n>, errors: &mut Errors<'n>) {
    let detail = "must not be specified when labelSelector is not set";
    errors.forbidden(keys, "label-keys", detail, "write a labelSelector");
}

fn both<'e, 'n>(key: Value<'n>, errors: &'e mut Errors<'n>) -> &'e mut crate::check::schema::Fault {
    let detail = "exists in both matchLabelKeys and labelSelector";
    errors.invalid(key, "label-keys", detail, "keep it in one of them")
}
