use std::cmp::Ordering;

use super::resource_name::{is_quota, is_whole, quota_resource_name};
use crate::check::validation::meta::object_meta;
use crate::check::validation::text::{Quantity, dns_subdomain};
use crate::check::validation::{Errors, Value};

const SCOPE: &str = "quota-scope";
const SCOPE_FIX: &str = "write a scope that fits what the quota counts";

/// Since when claims of a class can be counted.
const VOLUMES: u32 = 33;

/// A ResourceQuota (`ValidateResourceQuota`).
pub fn resource_quota<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    object_meta(object, dns_subdomain, true, errors);
    let spec = object.get("spec");
    for (name, value) in spec.get("hard").entries() {
        amount(name, value, errors);
    }
    let (scopes, selector) = (spec.get("scopes"), spec.get("scopeSelector"));
    for scope in scopes.items() {
        if !is_scope(scope.text(), errors) {
            at_list(scopes, "unsupported scope", errors);
        }
        applied(spec, scope.text(), scopes, errors);
    }
    conflicts(scopes, || scopes.items().map(Value::text), errors);
    selected(spec, selector.get("matchExpressions"), errors);
    if errors.since(35) && !errors.are_there() {
        warnings(spec.get("hard"), errors);
    }
}

/// The name and amount of one resource (`ValidateResourceQuantityValue`).
fn amount<'n>(name: &str, value: Value<'n>, errors: &mut Errors<'n>) {
    for problem in quota_resource_name(name) {
        let sentence = format!("Invalid value: {name:?}: {problem}");
        errors.add(value, "resource-name", sentence, "name a resource that a quota can count");
    }
    let amount = Quantity::of(value).unwrap_or_default().to_milli();
    if amount.sign() == Ordering::Less {
        errors.invalid(value, "negative-number", "must be greater than or equal to 0", "write 0 or more");
    }
    if !amount.is_whole() && is_whole(name) {
        errors.invalid(value, "resource-integer", "must be an integer", "write a whole number");
    }
}

/// The requirements of scopes. The API server does not say which of them it means.
fn selected<'n>(spec: Value<'n>, requirements: Value<'n>, errors: &mut Errors<'n>) {
    for requirement in requirements.items() {
        let (scope, operator) = (requirement.get("scopeName"), requirement.get("operator"));
        let values = requirement.get("values");
        let before = errors.count();
        if !is_scope(scope.text(), errors) {
            errors.invalid(scope, SCOPE, "unsupported scope", SCOPE_FIX);
        }
        unplaced(errors, before, "scopeName");
        applied(spec, scope.text(), requirements, errors);
        let before = errors.count();
        let is_plain = matches!(
            scope.text(),
            "BestEffort" | "NotBestEffort" | "Terminating" | "NotTerminating" | "CrossNamespacePodAffinity"
        );
        if is_plain && operator.text() != "Exists" {
            let wanted = if errors.since(31) { "Exists" } else { "Exist" };
            let detail = format!(
                "must be '{wanted}' when scope is any of ResourceQuotaScopeTerminating, \
                 ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or \
                 ResourceQuotaScopeCrossNamespacePodAffinity"
            );
            errors.invalid(operator, SCOPE, &detail, "write Exists");
        }
        unplaced(errors, before, "operator");
        let before = errors.count();
        match operator.text() {
            "In" | "NotIn" if values.is_empty() => {
                let detail = "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector";
                errors.required(values, "selector-values", detail, "list the values, or write Exists");
                unplaced(errors, before, "values");
            }
            "Exists" | "DoesNotExist" if !values.is_empty() => {
                let detail = "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector";
                errors.invalid(values, "selector-values", detail, "remove the values");
                unplaced(errors, before, "values");
            }
            "In" | "NotIn" | "Exists" | "DoesNotExist" => {}
            _ => {
                let fix = "write In, NotIn, Exists or DoesNotExist";
                errors.invalid(operator, "selector-operator", "not a valid selector operator", fix);
                unplaced(errors, before, "operator");
            }
        }
    }
    conflicts(requirements, || requirements.items().map(|requirement| requirement.get("scopeName").text()), errors);
}

fn unplaced(errors: &mut Errors, before: usize, field: &str) {
    let path = format!("spec.scopeSelector.matchExpressions.{field}");
    errors.after(before).iter_mut().for_each(|fault| path.clone_into(&mut fault.path));
}

fn at_list<'n>(list: Value<'n>, detail: &str, errors: &mut Errors<'n>) {
    errors.invalid(list, SCOPE, detail, SCOPE_FIX);
}

/// That a scope is one of all that the quota counts.
fn applied<'n>(spec: Value<'n>, scope: &str, list: Value<'n>, errors: &mut Errors<'n>) {
    for (name, _) in spec.get("hard").entries() {
        if !fits(scope, name, errors) {
            at_list(list, "unsupported scope applied to resource", errors);
        }
    }
}

fn conflicts<'n, I: Iterator<Item = &'n str>>(list: Value<'n>, names: impl Fn() -> I, errors: &mut Errors<'n>) {
    for (one, other) in [("BestEffort", "NotBestEffort"), ("Terminating", "NotTerminating")] {
        if names().any(|name| name == one) && names().any(|name| name == other) {
            at_list(list, "conflicting scopes", errors);
        }
    }
}

/// The scopes of each minor.
fn is_scope(scope: &str, errors: &Errors) -> bool {
    match scope {
        "VolumeAttributesClass" => errors.since(VOLUMES),
        _ => matches!(
            scope,
            "Terminating"
                | "NotTerminating"
                | "BestEffort"
                | "NotBestEffort"
                | "PriorityClass"
                | "CrossNamespacePodAffinity"
        ),
    }
}

/// Whether a scope is one of that resource (`IsResourceQuotaScopeValidForResource`).
fn fits(scope: &str, resource: &str, errors: &Errors) -> bool {
    let is_compute =
        matches!(resource, "cpu" | "memory" | "limits.cpu" | "limits.memory" | "requests.cpu" | "requests.memory");
    match scope {
        _ if !is_quota(resource) => true,
        "Terminating" | "NotTerminating" | "NotBestEffort" | "PriorityClass" | "CrossNamespacePodAffinity" => {
            resource == "pods" || is_compute
        }
        "BestEffort" => resource == "pods",
        "VolumeAttributesClass" if errors.since(VOLUMES) => {
            matches!(resource, "persistentvolumeclaims" | "requests.storage")
        }
        _ => true,
    }
}

/// Requests that are greater than their limits.
fn warnings<'n>(hard: Value<'n>, errors: &mut Errors<'n>) {
    for name in ["cpu", "memory", "storage", "ephemeral-storage"] {
        let full = format!("requests.{name}");
        let request = hard.key(&full).map(|value| (full.as_str(), value));
        let bare = || hard.key(name).filter(|_| matches!(name, "cpu" | "memory")).map(|value| (name, value));
        let limit = format!("limits.{name}");
        if let (Some((request, asked)), Some(most)) = (request.or_else(bare), hard.key(&limit))
            && let (Some(asked_amount), Some(most_amount)) = (Quantity::of(asked), Quantity::of(most))
            && asked_amount > most_amount
        {
            let sentence =
                format!("ResourceQuota {request} ({asked_amount}) should be less than {limit} ({most_amount})");
            errors.warn(asked, "quota-request", &sentence, "raise the limit, or lower the request");
        }
    }
}
