use super::facts::Facts;
use super::resources::{
    Amount, HUGE, claims_of_container, huge_pages_need_others, resource, resource_name, within_limit,
};
use crate::check::validation::text::Quantity;
use crate::check::validation::{Errors, Value};

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
    let (limits, requests) = defaulted(limits_at, requests_at, facts, errors);
    for list in [limits_at, requests_at] {
        for (name, value) in list.entries() {
            resource(name, value, pod_resource, errors);
        }
    }
    for request in &requests {
        within_limit(*request, requests_at, find(&limits, request.name), limits_at, errors);
    }
    huge_pages_need_others(resources, || limits.iter().chain(&requests).map(|amount| amount.name), errors);
    claims_of_container(resources.get("claims"), &facts.claims, errors);
    consistent(resources, &limits, &requests, facts, errors);
}

/// What the resources of pods may be called (`validatePodResourceName`).
fn pod_resource<'n>(name: &str, value: Value<'n>, errors: &mut Errors<'n>) {
    if resource_name(name, value, errors) && !is_of_pods(name) {
        let sentence = format!("Unsupported value: {name:?}: supported values: \"cpu\", \"hugepages-\", \"memory\"");
        errors.add(value, "resource-name", sentence, "write cpu, memory or hugepages-SIZE");
    }
}

fn is_of_pods(name: &str) -> bool {
    matches!(name, "cpu" | "memory") || name.starts_with(HUGE)
}

fn find<'n>(list: &[Amount<'n>], name: &str) -> Option<Amount<'n>> {
    list.iter().find(|amount| amount.name == name).copied()
}

/// What the containers need together is there for them (`validatePodResourceConsistency`).
fn consistent<'n>(
    resources: Value<'n>,
    limits: &[Amount<'n>],
    requests: &[Amount<'n>],
    facts: &Facts<'n>,
    errors: &mut Errors<'n>,
) {
    let fix = "raise it to what the containers need";
    for (list, field) in [(requests, "requests"), (limits, "limits")] {
        for amount in list.iter().filter(|amount| field == "requests" || amount.name.starts_with(HUGE)) {
            let Some(needed) = together(facts, amount.name, field).filter(|needed| *needed > amount.quantity) else {
                continue;
            };
            let detail = format!("must be greater than or equal to aggregate container {field} of {needed}");
            let at = amount.value.unwrap_or(resources.get(field));
            errors.invalid_as(at, &format!("\"{amount}\""), "pod-resources", &detail, fix);
        }
    }
    for (index, container) in facts.spec.get("containers").items().enumerate() {
        for (name, value) in container.get("resources").get("limits").entries() {
            let limit = Amount::of(name, value);
            let Some(most) = find(limits, name).filter(|most| limit.quantity > most.quantity) else { continue };
            let detail = format!("must be less than or equal to pod limits of {most}");
            let fault = errors.invalid_as(resources, &format!("\"{limit}\""), "pod-resources", &detail, fix);
            fault.path.push_str(&format!(".containers[{index}][{name}].limits"));
            fault.span = value.span();
        }
    }
}

/// What all containers need of a resource at once (`AggregateContainerRequests`, `AggregateContainerLimits`).
fn together(facts: &Facts, name: &str, field: &'static str) -> Option<Quantity> {
    let of = |container: Value| amount_of(container, name, field, facts.is_template);
    let sum = |sum: Option<Quantity>, one: Option<Quantity>| match (sum, one) {
        (Some(sum), Some(one)) => Some(sum.plus(one)),
        (sum, one) => sum.or(one),
    };
    let mut all = facts.spec.get("containers").items().map(of).fold(None, sum);
    let (mut sidecars, mut most) = (None, None);
    for container in facts.spec.get("initContainers").items() {
        let own = of(container);
        let at_once = sum(sidecars, own);
        if container.get("restartPolicy").text() == "Always" {
            all = sum(all, own);
            sidecars = at_once;
        }
        most = larger(most, at_once);
    }
    larger(all, most)
}

fn larger(one: Option<Quantity>, other: Option<Quantity>) -> Option<Quantity> {
    if other > one { other } else { one }
}

/// Pods default the requests of their containers to the limits; templates do not.
fn amount_of(container: Value, name: &str, field: &'static str, is_template: bool) -> Option<Quantity> {
    let written = |field| {
        let list = container.get("resources").get(field);
        list.entries().find(|(known, _)| *known == name).map(|(known, value)| Amount::of(known, value).quantity)
    };
    written(field).or_else(|| if is_template { None } else { written("limits") })
}

/// Limits and requests after those of pods were filled in (`SetDefaults_Pod`, `DefaultPodLevelResources`).
fn defaulted<'n>(
    limits: Value<'n>,
    requests: Value<'n>,
    facts: &Facts<'n>,
    errors: &Errors<'n>,
) -> (Vec<Amount<'n>>, Vec<Amount<'n>>) {
    let written = |list: Value<'n>| list.entries().map(|(name, value)| Amount::of(name, value)).collect::<Vec<_>>();
    let (mut limits, mut requests) = (written(limits), written(requests));
    if facts.is_template || limits.is_empty() && requests.is_empty() {
        return (limits, requests);
    }
    let names = || {
        let containers = facts.spec.get("containers").items().chain(facts.spec.get("initContainers").items());
        let lists = containers.flat_map(|container| {
            let resources = container.get("resources");
            [resources.get("limits"), resources.get("requests")]
        });
        lists.flat_map(|list| list.entries().map(|(name, _)| name)).filter(|name| is_of_pods(name))
    };
    for name in names().filter(|name| name.starts_with(HUGE)) {
        if find(&limits, name).is_none() && find(&requests, name).is_none() {
            let needed = together(facts, name, "limits");
            limits.extend(needed.map(|quantity| Amount { name, quantity, value: None }));
        }
    }
    if limits.is_empty() && !errors.since(37) {
        return (limits, requests);
    }
    for name in names().filter(|name| !name.starts_with(HUGE)) {
        if find(&requests, name).is_none() {
            let needed = together(facts, name, "requests");
            requests.extend(needed.map(|quantity| Amount { name, quantity, value: None }));
        }
    }
    for limit in &limits {
        if find(&requests, limit.name).is_none() && is_of_pods(limit.name) {
            requests.push(Amount { value: None, ..*limit });
        }
    }
    if errors.since(37) {
        fill_limits(&mut limits, &requests, facts);
    }
    (limits, requests)
}

/// A pod whose containers are all limited is limited itself (`defaultPodLevelLimits`).
fn fill_limits<'n>(limits: &mut Vec<Amount<'n>>, requests: &[Amount<'n>], facts: &Facts<'n>) {
    for request in requests.iter().filter(|request| is_of_pods(request.name)) {
        let has_limit = |container: Value<'n>| amount_of(container, request.name, "limits", true).is_some();
        if find(limits, request.name).is_none() && facts.all_containers().all(has_limit) {
            let needed = larger(together(facts, request.name, "limits"), Some(request.quantity));
            limits.extend(needed.map(|quantity| Amount { quantity, value: None, ..*request }));
        }
    }
}
