use std::borrow::Cow;

use crate::check::validation::{Errors, Value};

/// What an API server appends to `generateName`, and how many bytes of the prefix it keeps (`names.SimpleNameGenerator`).
const GENERATED: &str = "xxxxx";
const PREFIX: usize = 58;

/// The name and the prefix of one.
pub fn name<'n>(metadata: Value<'n>, form: impl Fn(&str) -> Vec<String>, errors: &mut Errors<'n>) {
    let fix = "choose a name that is one";
    let (name, prefix) = (metadata.get("name"), metadata.get("generateName"));
    // Since 1.35 only the name that a ReplicationController gets is judged, not the prefix that it is made from.
    let is_judged = !(errors.kind() == "ReplicationController" && errors.since(35));
    // Where a path's segment makes a name, that may begin with points and not be them.
    let begins_segment = matches!(prefix.text(), "." | "..") && form(&completed(prefix.text())).is_empty();
    if is_judged && !begins_segment && !prefix.text().is_empty() {
        for problem in form(&masked(prefix.text())) {
            errors.invalid(prefix, "object-name", &problem, fix);
        }
    }
    if !name.text().is_empty() {
        for problem in form(name.text()) {
            errors.invalid(name, "object-name", &problem, fix);
        }
    } else if !prefix.text().is_empty() {
        let made_up = final_name(metadata);
        for problem in form(&made_up) {
            let sentence = format!("Invalid value: {made_up:?}: {problem}");
            errors.add(name, "object-name", sentence, fix);
        }
    } else if errors.kind() != "LimitRange" {
        // A LimitRange is given any name.
        let fix = "add `metadata.name` or `metadata.generateName`";
        errors.required(name, "missing-field", "name or generateName is required", fix);
    }
}

/// The name that the object will have; what the API server makes up is masked.
pub fn final_name<'n>(metadata: Value<'n>) -> Cow<'n, str> {
    let (name, prefix) = (metadata.get("name").text(), metadata.get("generateName").text());
    if !name.is_empty() || prefix.is_empty() {
        return Cow::Borrowed(name);
    }
    Cow::Owned(completed(prefix))
}

/// A name that is made from a prefix.
fn completed(prefix: &str) -> String {
    format!("{}{GENERATED}", prefix.get(..PREFIX).unwrap_or(prefix))
}

/// A prefix that ends in a dash without that and the byte before it (`maskTrailingDash`).
fn masked(prefix: &str) -> String {
    let kept = prefix.strip_suffix('-').and_then(|text| text.get(..text.len().checked_sub(1)?));
    kept.map_or(prefix.to_owned(), |text| format!("{text}a"))
}
