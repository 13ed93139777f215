use crate::check::validation::meta::object_meta;
use crate::check::validation::selector::label_selector;
use crate::check::validation::text::path_segment;
use crate::check::validation::{Errors, Value};

const RULE: &str = "role-rule";

/// A Role (`ValidateRole`).
pub fn role<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    object_meta(object, path_segment, true, errors);
    object.get("rules").items().for_each(|rule| policy_rule(rule, true, errors));
}

/// A ClusterRole (`ValidateClusterRole`).
pub fn cluster_role<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    object_meta(object, path_segment, false, errors);
    object.get("rules").items().for_each(|rule| policy_rule(rule, false, errors));
    let aggregation = object.get("aggregationRule");
    let selectors = aggregation.get("clusterRoleSelectors");
    if aggregation.is_set() && selectors.is_empty() {
        let detail = "at least one clusterRoleSelector required if aggregationRule is non-nil";
        errors.required(selectors, "role-aggregation", detail, "add a selector");
    }
    for selector in selectors.items() {
        let before = errors.count();
        label_selector(selector, errors);
        if errors.count() > before {
            errors.invalid(selector, "role-aggregation", "invalid label selector.", "select labels that can be");
        }
    }
}

/// What a role may do (`ValidatePolicyRule`).
fn policy_rule<'n>(rule: Value<'n>, is_namespaced: bool, errors: &mut Errors<'n>) {
    let (verbs, urls) = (rule.get("verbs"), rule.get("nonResourceURLs"));
    let (groups, resources) = (rule.get("apiGroups"), rule.get("resources"));
    if verbs.is_empty() {
        errors.required(verbs, RULE, "verbs must contain at least one value", "add a verb like get");
        errors.declared();
    }
    if !urls.is_empty() {
        if is_namespaced {
            let detail = "namespaced rules cannot apply to non-resource URLs";
            errors.invalid(urls, RULE, detail, "write a ClusterRole");
        }
        if groups.len() + resources.len() + rule.get("resourceNames").len() > 0 {
            let detail = "rules cannot apply to both regular resources and non-resource URLs";
            errors.invalid(urls, RULE, detail, "write two rules");
        }
        return;
    }
    if groups.is_empty() {
        let detail = "resource rules must supply at least one api group";
        errors.required(groups, RULE, detail, "add a group; that of pods and services is \"\"");
    }
    if resources.is_empty() {
        let detail = "resource rules must supply at least one resource";
        errors.required(resources, RULE, detail, "add a resource like pods");
    }
}
