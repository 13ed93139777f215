use std::collections::BTreeMap;

use super::facts::Facts;
use super::needs::Needs;
use super::resources::{
    Amount, amounts, any_resource, claims_of_container, huge_pages_need_others, pages, resource, within_limit,
};
use crate::check::validation::core::resource_name::is_huge;
use crate::check::validation::text::Quantity;
use crate::check::validation::{Errors, Value};

/// Amounts by the names of their resources.
type Amounts<'n> = BTreeMap<&'n str, Amount<'n>>;

/// The resources of a whole pod (`validatePodResources`). Before 1.34 they are dropped.
pub fn pod_resources<'n>(facts: &Facts<'n>, errors: &mut Errors<'n>) {
    let resources = facts.spec.get("resources");
    if !resources.is_set() || !errors.since(34) {
        return;
    }
    if facts.spec.get("os").get("name").text() == "windows" {
        let detail = "may not be set for a windows pod";
        errors.forbidden(resources, "windows-pod", detail, "set the resources of the containers");
        return;
    }
    if resources.get("claims").is_set() {
        let detail = "claims may not be set for Resources at pod-level";
        errors.forbidden(resources.get("claims"), "pod-resources", detail, "let the containers claim them");
    }
    let (limits_at, requests_at) = (resources.get("limits"), resources.get("requests"));
    let needs = Needs::of(facts);
    let [limits, requests] = defaulted(limits_at, requests_at, &needs, facts, errors);
    amounts(limits_at, pod_resource, errors);
    for request in requests.values() {
        if let Some(value) = request.value {
            resource(request.name, value, pod_resource, errors);
        }
        within_limit(*request, requests_at, limits.get(request.name).copied(), limits_at, errors);
        if let Some(value) = request.value {
            pages(request.name, value, errors);
        }
    }
    huge_pages_need_others(resources, || limits.keys().chain(requests.keys()).copied(), errors);
    claims_of_container(resources.get("claims"), &facts.claims, errors);
    consistent(resources, [&limits, &requests], &needs, facts, errors);
}

/// What the resources of pods may be called (`validatePodResourceName`).
fn pod_resource<'n>(name: &str, value: Value<'n>, errors: &mut Errors<'n>) {
    if any_resource(name, value, errors) && !is_of_pods(name) {
        let sentence = format!("Unsupported value: {name:?}: supported values: \"cpu\", \"hugepages-\", \"memory\"");
        errors.add(value, "resource-name", sentence, "write cpu, memory or hugepages-SIZE");
    }
}

fn is_of_pods(name: &str) -> bool {
    matches!(name, "cpu" | "memory") || is_huge(name)
}

/// What the containers need together is there for them (`validatePodResourceConsistency`).
fn consistent<'n>(
    resources: Value<'n>,
    [limits, requests]: [&Amounts<'n>; 2],
    needs: &Needs<'n>,
    facts: &Facts<'n>,
    errors: &mut Errors<'n>,
) {
    let fix = "raise it to what the containers need";
    for (list, field, needed) in [(requests, "requests", &needs.requests), (limits, "limits", &needs.limits)] {
        for amount in list.values().filter(|amount| field == "requests" || is_huge(amount.name)) {
            let Some(needed) = needed.get(amount.name).filter(|needed| **needed > amount.quantity) else { continue };
            let detail = format!("must be greater than or equal to aggregate container {field} of {needed}");
            let at = amount.value.unwrap_or(resources.get(field));
            errors.invalid_as(at, &format!("\"{amount}\""), "pod-resources", &detail, fix);
        }
    }
    for (index, container) in facts.spec.get("containers").items().enumerate() {
        for (name, value) in container.get("resources").get("limits").entries() {
            let limit = Amount::of(name, value);
            let Some(most) = limits.get(name).filter(|most| limit.quantity > most.quantity) else { continue };
            let detail = format!("must be less than or equal to pod limits of {most}");
            let fault = errors.invalid_as(resources, &format!("\"{limit}\""), "pod-resources", &detail, fix);
            fault.path.push_str(&format!(".containers[{index}][{name}].limits"));
            fault.span = value.span();
        }
    }
}

/// Limits and requests after those of pods were filled in (`SetDefaults_Pod`, `DefaultPodLevelResources`).
fn defaulted<'n>(
    limits: Value<'n>,
    requests: Value<'n>,
    needs: &Needs<'n>,
    facts: &Facts<'n>,
    errors: &Errors<'n>,
) -> [Amounts<'n>; 2] {
    let written = |list: Value<'n>| list.entries().map(|(name, value)| (name, Amount::of(name, value))).collect();
    let (mut limits, mut requests): (Amounts, Amounts) = (written(limits), written(requests));
    if facts.is_template || limits.is_empty() && requests.is_empty() {
        return [limits, requests];
    }
    let fill = |list: &mut Amounts<'n>, name: &'n str, quantity: Quantity| {
        list.entry(name).or_insert(Amount { name, quantity, value: None });
    };
    for (name, needed) in needs.limits.iter().filter(|(name, _)| is_huge(name)) {
        if !requests.contains_key(name) {
            fill(&mut limits, name, *needed);
        }
    }
    if limits.is_empty() && !errors.since(37) {
        return [limits, requests];
    }
    for (name, needed) in needs.requests.iter().filter(|(name, _)| matches!(**name, "cpu" | "memory")) {
        fill(&mut requests, name, *needed);
    }
    for limit in limits.values().filter(|limit| is_of_pods(limit.name)) {
        fill(&mut requests, limit.name, limit.quantity);
    }
    if errors.since(37) {
        // A pod whose containers are all limited is limited itself.
        for request in requests.values().filter(|request| is_of_pods(request.name)) {
            if let Some(needed) = needs.limit_of_all(request.name, facts) {
                fill(&mut limits, request.name, if *needed > request.quantity { *needed } else { request.quantity });
            }
        }
    }
    [limits, requests]
}
