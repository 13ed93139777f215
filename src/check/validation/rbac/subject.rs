use super::GROUP;
use crate::check::validation::text::dns_subdomain;
use crate::check::validation::{Errors, Value};

const RULE: &str = "role-subject";

/// Who has a role (`ValidateRoleBindingSubject`).
pub fn subject<'n>(subject: Value<'n>, is_namespaced: bool, errors: &mut Errors<'n>) {
    let (name, kind, group) = (subject.get("name"), subject.get("kind"), subject.get("apiGroup"));
    if name.text().is_empty() {
        errors.required(name, RULE, "", "name the subject");
        errors.declared();
    }
    match kind.text() {
        "ServiceAccount" => {
            if !name.text().is_empty() {
                errors.malformed(name, RULE, dns_subdomain(name.text()), "write the name of a ServiceAccount");
            }
            if !group.text().is_empty() {
                errors.unsupported(group, RULE, &[""]).fix = "remove it".to_owned();
            }
            if !is_namespaced && subject.get("namespace").text().is_empty() {
                errors.required(subject.get("namespace"), RULE, "", "name the namespace of the ServiceAccount");
            }
        }
        "User" | "Group" => {
            if group.text_or(GROUP) != GROUP {
                errors.unsupported(group, RULE, &[GROUP]);
            }
        }
        _ => {
            errors.unsupported(kind, RULE, &["ServiceAccount", "User", "Group"]);
        }
    }
}
