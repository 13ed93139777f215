use std::cmp::Ordering;
use std::collections::HashMap;
use std::fmt;

use crate::check::validation::numbers::nonnegative_quantity;
use crate::check::validation::seen::Seen;
use crate::check::validation::text::{Quantity, dns_label, label_key};
use crate::check::validation::{Errors, Value};
use crate::yaml::Content;

/// What the names of resources have to be.
pub type NameRule = for<'n> fn(&str, Value<'n>, &mut Errors<'n>);

/// What the names of huge pages begin with.
pub const HUGE: &str = "hugepages-";

/// How many limits are compared one by one; a longer list is worth a table.
const FEW: usize = 16;

/// The resources that only quotas know beside those of containers.
const OF_QUOTAS: &[&str] = &[
    "requests.cpu",
    "requests.memory",
    "requests.ephemeral-storage",
    "limits.cpu",
    "limits.memory",
    "limits.ephemeral-storage",
    "pods",
    "resourcequotas",
    "services",
    "replicationcontrollers",
    "secrets",
    "configmaps",
    "persistentvolumeclaims",
    "storage",
    "requests.storage",
    "services.nodeports",
    "services.loadbalancers",
];

/// How much of a resource, as the API server keeps it.
#[derive(Clone, Copy)]
pub struct Amount<'n> {
    /// The name of the resource.
    pub name: &'n str,
    /// How much.
    pub quantity: Quantity,
    /// Where that is written, if it is.
    pub value: Option<Value<'n>>,
}

impl<'n> Amount<'n> {
    /// What is written.
    pub fn of(name: &'n str, value: Value<'n>) -> Amount<'n> {
        Amount { name, quantity: amount(value), value: Some(value) }
    }
}

impl fmt::Display for Amount<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value.and_then(Value::node).map(|node| &node.content) {
            // A fraction without a unit is shown in thousandths.
            Some(Content::Text(text)) if !text.contains('.') || !text.ends_with(|c: char| c.is_ascii_digit()) => {
                f.write_str(text.trim())
            }
            _ => write!(f, "{}", self.quantity),
        }
    }
}

fn amount(value: Value) -> Quantity {
    Quantity::of(value).unwrap_or_default().to_milli()
}

/// The resources of a container (`ValidateContainerResourceRequirements`).
pub fn container_resources<'n>(resources: Value<'n>, claims: &Seen<&'n str>, errors: &mut Errors<'n>) {
    if !resources.is_set() {
        return;
    }
    let (limits, requests) = (resources.get("limits"), resources.get("requests"));
    amounts(limits, container_resource, errors);
    let table: HashMap<&str, Value> = if limits.len() > FEW { limits.entries().collect() } else { HashMap::new() };
    for (name, value) in requests.entries() {
        resource(name, value, container_resource, errors);
        let near = || limits.entries().find(|(known, _)| *known == name).map(|(_, limit)| limit);
        let limit = if limits.len() > FEW { table.get(name).copied() } else { near() };
        within_limit(Amount::of(name, value), requests, limit.map(|limit| Amount::of(name, limit)), limits, errors);
        pages(name, value, errors);
    }
    let names = || limits.entries().chain(requests.entries()).map(|(name, _)| name);
    huge_pages_need_others(resources, names, errors);
    claims_of_container(resources.get("claims"), claims, errors);
}

/// What running the pod takes beside its containers (`validateOverhead`). The server judges it as the limits of a
/// container.
pub fn overhead<'n>(overhead: Value<'n>, errors: &mut Errors<'n>) {
    let before = errors.count();
    amounts(overhead, container_resource, errors);
    huge_pages_need_others(overhead, || overhead.entries().map(|(name, _)| name), errors);
    let own = if errors.count() > before { errors.path_of(overhead) } else { String::new() };
    for fault in errors.after(before).iter_mut().filter(|fault| fault.path != own) {
        fault.path = fault.path.replacen(&own, &format!("{own}.limits"), 1);
    }
}

/// The API server warns of fractions of bytes.
pub fn fractions<'n>(list: Value<'n>, errors: &mut Errors<'n>) {
    for (name, value) in list.entries() {
        if matches!(name, "memory" | "ephemeral-storage") && !amount(value).is_whole() {
            let written = Amount::of(name, value);
            let sentence = format!("fractional byte value \"{written}\" is invalid, must be an integer");
            errors.warn(value, "fractional-bytes", &sentence, "write a whole number of bytes");
        }
    }
}

/// Each name and each amount of a list of resources.
pub fn amounts<'n>(list: Value<'n>, rule: NameRule, errors: &mut Errors<'n>) {
    for (name, value) in list.entries() {
        resource(name, value, rule, errors);
        pages(name, value, errors);
    }
}

/// One resource: its name and its amount.
pub fn resource<'n>(name: &'n str, value: Value<'n>, rule: NameRule, errors: &mut Errors<'n>) {
    rule(name, value, errors);
    let amount = amount(value);
    nonnegative_quantity(value, errors);
    if !amount.is_whole() && (OF_QUOTAS[6..].contains(&name) && !name.ends_with("storage") || is_extended(name)) {
        errors.invalid(value, "resource-integer", "must be an integer", "write a whole number");
    }
}

/// Huge pages come in whole ones.
pub fn pages<'n>(name: &'n str, value: Value<'n>, errors: &mut Errors<'n>) {
    let Some(size) = name.strip_prefix(HUGE) else { return };
    let size = Quantity::parse(size).filter(|size| size.sign() == Ordering::Greater && size.is_whole());
    if size.is_none_or(|size| amount(value).ceil() % size.ceil() != 0) {
        let written = Amount::of(name, value);
        let detail = format!("{written} is not positive integer multiple of {name}");
        errors.invalid(value, "huge-pages", &detail, "write a multiple of the size of a page");
    }
}

/// A request is no more than its limit; of what cannot be shared, both are the same.
pub fn within_limit<'n>(
    request: Amount<'n>,
    requests: Value<'n>,
    limit: Option<Amount<'n>>,
    limits: Value<'n>,
    errors: &mut Errors<'n>,
) {
    let name = request.name;
    let is_shared = is_native(name) && !name.starts_with(HUGE);
    let Some(limit) = limit else {
        if !is_shared {
            let detail = "Limit must be set for non overcommitable resources";
            errors.required(limits, "resource-limit", detail, &format!("set the limit of {name} too"));
        }
        return;
    };
    let relation = if request.quantity != limit.quantity && !is_shared {
        "equal to"
    } else if request.quantity > limit.quantity {
        "less than or equal to"
    } else {
        return;
    };
    let detail = format!("must be {relation} {name} limit of {limit}");
    let fix = "lower the request, or raise the limit";
    let fault = errors.invalid_as(requests, &format!("\"{request}\""), "resource-limit", &detail, fix);
    fault.span = request.value.unwrap_or(requests).span();
}

/// Huge pages are of no use without a processor or memory.
pub fn huge_pages_need_others<'n, I>(resources: Value<'n>, names: impl Fn() -> I, errors: &mut Errors<'n>)
where
    I: Iterator<Item = &'n str>,
{
    if names().any(|name| name.starts_with(HUGE)) && !names().any(|name| matches!(name, "cpu" | "memory")) {
        errors.forbidden(resources, "huge-pages", "HugePages require cpu or memory", "ask for memory too");
    }
}

/// The claims that a container uses are claims of its pod (`validateResourceClaimNames`). Before 1.34 they are dropped.
pub fn claims_of_container<'n>(list: Value<'n>, claims: &Seen<&'n str>, errors: &mut Errors<'n>) {
    if !errors.since(34) {
        return;
    }
    let (mut whole, mut named, mut parts) = (Seen::new(), Seen::new(), Seen::new());
    for claim in list.items() {
        let (name, request) = (claim.get("name").text(), claim.get("request"));
        if name.is_empty() {
            errors.required(claim, "resource-claim", "", "name a claim of the pod");
            continue;
        }
        if !request.text().is_empty() && !whole.has(name) {
            errors.malformed(request, "resource-claim", dns_label(request.text()), "choose a name that is one");
        }
        let is_again = match request.text() {
            _ if whole.has(name) => true,
            "" => named.has(name),
            part => !parts.insert((name, part)),
        };
        if is_again {
            let part = if whole.has(name) { "" } else { request.text() };
            let both = if part.is_empty() { name.to_owned() } else { format!("{name}/{part}") };
            errors.add(claim, "resource-claim", format!("Duplicate value: {both:?}"), "name each claim once");
        }
        named.insert(name);
        if request.text().is_empty() {
            whole.insert(name);
        }
        if !claims.has(name) {
            let mut known: Vec<&str> = claims.all().collect();
            known.sort_unstable();
            let known = if known.is_empty() { " which is empty".to_owned() } else { format!(": {}", known.join(", ")) };
            let sentence = format!("Not found: {name:?}: must be one of the names in pod.spec.resourceClaims{known}");
            errors.add(claim, "resource-claim", sentence, "add the claim to the resourceClaims of the pod");
        }
    }
}

/// What every resource may be called (`validateResourceName`); whether it may.
pub fn resource_name<'n>(name: &str, value: Value<'n>, errors: &mut Errors<'n>) -> bool {
    let problems = label_key(name);
    let is_bad = !problems.is_empty();
    for problem in problems {
        errors.invalid_as(value, &format!("{name:?}"), "resource-name", &problem, NAMES);
    }
    let is_known = name.contains('/') || is_of_container(name) || OF_QUOTAS.contains(&name);
    if !is_bad && !is_known && !name.starts_with("requests.hugepages-") {
        let detail = "must be a standard resource type or fully qualified";
        errors.invalid_as(value, &format!("{name:?}"), "resource-name", detail, NAMES);
        return false;
    }
    !is_bad
}

const NAMES: &str = "write cpu, memory, ephemeral-storage, hugepages-SIZE, or domain/name";

/// What the resources of containers may be called (`ValidateContainerResourceName`).
pub fn container_resource<'n>(name: &str, value: Value<'n>, errors: &mut Errors<'n>) {
    resource_name(name, value, errors);
    let detail = match name.contains('/') {
        false if !is_of_container(name) => "must be a standard resource for containers",
        true if !is_native(name) && !is_extended(name) => "doesn't follow extended resource name standard",
        _ => return,
    };
    errors.invalid_as(value, &format!("{name:?}"), "resource-name", detail, NAMES);
}

fn is_of_container(name: &str) -> bool {
    matches!(name, "cpu" | "memory" | "ephemeral-storage") || name.starts_with(HUGE)
}

fn is_native(name: &str) -> bool {
    !name.contains('/') || name.contains("kubernetes.io/")
}

/// Whether it is a resource of a device plugin, which quotas can name too.
fn is_extended(name: &str) -> bool {
    !is_native(name) && !name.starts_with("requests.") && label_key(&format!("requests.{name}")).is_empty()
}
