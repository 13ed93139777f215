use crate::check::validation::text::dns_1035_label;
use crate::check::validation::{Errors, Value};

const RULE: &str = "definition-names";

/// What a kind is called (`ValidateCustomResourceDefinitionNames`). Singular and list are defaulted to the kind.
pub fn names<'n>(names: Value<'n>, errors: &mut Errors<'n>) {
    let (plural, singular) = (names.get("plural"), names.get("singular"));
    let (kind, list) = (names.get("kind"), names.get("listKind"));
    let has_kind = !kind.text().is_empty();
    for (name, is_there) in [(plural, false), (singular, has_kind), (kind, false), (list, has_kind)] {
        if name.text().is_empty() && !is_there {
            errors.required(name, RULE, "", "name the kind");
        }
    }
    let fix = "write letters, digits and dashes";
    let singular_text =
        if singular.text().is_empty() { kind.text().to_lowercase() } else { singular.text().to_owned() };
    for (name, text) in [(plural, plural.text()), (singular, &*singular_text)] {
        let problems = dns_1035_label(text);
        if !text.is_empty() && !problems.is_empty() {
            errors.invalid_as(name, &format!("{text:?}"), RULE, &problems.join(","), fix);
        }
    }
    let list_text = if list.text().is_empty() { format!("{}List", kind.text()) } else { list.text().to_owned() };
    for (name, text) in [(kind, kind.text()), (list, &*list_text)] {
        let problems = dns_1035_label(&text.to_lowercase());
        if has_kind | list.is_set() && !text.is_empty() && !problems.is_empty() {
            let detail = format!("may have mixed case, but should otherwise match: {}", problems.join(","));
            errors.invalid_as(name, &format!("{text:?}"), RULE, &detail, fix);
        }
    }
    each(names.get("shortNames"), errors);
    if has_kind && kind.text() == list_text {
        errors.invalid(list, RULE, "kind and listKind may not be the same", "call the list after its kind");
    }
    each(names.get("categories"), errors);
}

fn each<'n>(list: Value<'n>, errors: &mut Errors<'n>) {
    for name in list.items() {
        let problems = dns_1035_label(name.text());
        if !problems.is_empty() {
            errors.invalid(name, RULE, &problems.join(","), "write letters, digits and dashes");
        }
    }
}
