use super::GROUP;
use super::subject::subject;
use crate::check::validation::meta::object_meta;
use crate::check::validation::text::path_segment;
use crate::check::validation::{Errors, Value};

const RULE: &str = "role-reference";

/// A RoleBinding (`ValidateRoleBinding`).
pub fn role_binding<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    binding(object, true, &["Role", "ClusterRole"], errors);
}

/// A ClusterRoleBinding (`ValidateClusterRoleBinding`).
pub fn cluster_role_binding<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    binding(object, false, &["ClusterRole"], errors);
}

fn binding<'n>(object: Value<'n>, is_namespaced: bool, kinds: &[&str], errors: &mut Errors<'n>) {
    object_meta(object, path_segment, is_namespaced, errors);
    let role = object.get("roleRef");
    let (group, kind, name) = (role.get("apiGroup"), role.get("kind"), role.get("name"));
    if group.text_or(GROUP) != GROUP {
        errors.unsupported(group, RULE, &[GROUP]);
    }
    if !kinds.contains(&kind.text()) {
        errors.unsupported(kind, RULE, kinds);
    }
    if name.text().is_empty() {
        errors.required(name, RULE, "", "name a role");
        errors.declared();
    } else {
        errors.malformed(name, RULE, path_segment(name.text()), "write the name of a role");
    }
    object.get("subjects").items().for_each(|each| subject(each, is_namespaced, errors));
}
