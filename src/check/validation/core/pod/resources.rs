use std::cmp::Ordering;
use std::collections::HashMap;
use std::fmt;

use crate::check::validation::core::resource_name::{
    HUGE, container_resource_name, is_huge, is_native, is_whole, resource_name,
};
use crate::check::validation::numbers::nonnegative_quantity;
use crate::check::validation::seen::Seen;
use crate::check::validation::text::{Quantity, dns_label};
use crate::check::validation::{Errors, Value};
use crate::yaml::Content;

/// What the names of resources have to be.
pub type NameRule = for<'n> fn(&str, Value<'n>, &mut Errors<'n>);

/// How many limits are compared one by one; a longer list is worth a table.
const FEW: usize = 16;

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

/// What running a pod takes beside its containers (`validateOverhead`). The server judges it as the limits of a container
/// that stands at `place`.
pub fn overhead<'n>(overhead: Value<'n>, place: Value<'n>, errors: &mut Errors<'n>) {
    let before = errors.count();
    amounts(overhead, container_resource, errors);
    huge_pages_need_others(place, || overhead.entries().map(|(name, _)| name), errors);
    if errors.count() == before {
        return;
    }
    let (written, own) = (errors.path_of(overhead), errors.path_of(place));
    for fault in errors.after(before).iter_mut().filter(|fault| fault.path != own) {
        fault.path = fault.path.replacen(&written, &format!("{own}.limits"), 1);
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
    if !amount.is_whole() && is_whole(name) {
        errors.invalid(value, "resource-integer", "must be an integer", "write a whole number");
    }
}

/// Huge pages come in whole ones.
pub fn pages<'n>(name: &'n str, value: Value<'n>, errors: &mut Errors<'n>) {
    let Some(size) = name.strip_prefix(HUGE) else { return };
    let size = Quantity::parse(size).filter(|size| size.sign() == Ordering::Greater && size.is_whole());
    if size.is_none_or(|size| amount(value).value().checked_rem(size.value()) != Some(0)) {
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
    let is_shared = is_native(name) && !is_huge(name);
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
    if names().any(is_huge) && !names().any(|name| matches!(name, "cpu" | "memory")) {
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
pub fn any_resource<'n>(name: &str, value: Value<'n>, errors: &mut Errors<'n>) -> bool {
    let problems = resource_name(name);
    let is_good = problems.is_empty();
    misnamed(name, value, problems, errors);
    is_good
}

/// What the resources of containers may be called (`ValidateContainerResourceName`).
pub fn container_resource<'n>(name: &str, value: Value<'n>, errors: &mut Errors<'n>) {
    misnamed(name, value, container_resource_name(name), errors);
}

fn misnamed<'n>(name: &str, value: Value<'n>, problems: Vec<String>, errors: &mut Errors<'n>) {
    for problem in problems {
        let fix = "write cpu, memory, ephemeral-storage, hugepages-SIZE, or domain/name";
        errors.invalid_as(value, &format!("{name:?}"), "resource-name", &problem, fix);
    }
}
