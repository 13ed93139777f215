use std::cmp::Ordering;

use crate::check::validation::core::resource_name::{is_huge, is_whole};
use crate::check::validation::text::{Quantity, container_resource_name, label_key};
use crate::check::validation::{Errors, Value};

/// What a pod takes beside its containers, which is judged as their limits are.
pub fn overhead<'n>(overhead: Value<'n>, errors: &mut Errors<'n>) {
    let fixed = overhead.get("podFixed");
    for (name, value) in fixed.entries() {
        let before = errors.count();
        let problems = if name.is_empty() { label_key(name) } else { container_resource_name(name) };
        for problem in problems {
            let sentence = format!("Invalid value: {name:?}: {problem}");
            errors.add(value, "resource-name", sentence, "name a resource like cpu or memory");
        }
        amount(name, value, errors);
        errors.added(before).iter_mut().for_each(|fault| fault.path = format!("overhead.limits[{name}]"));
    }
    let has = |is: fn(&str) -> bool| fixed.entries().any(|(name, _)| is(name));
    if has(is_huge) && !has(|name| matches!(name, "cpu" | "memory")) {
        errors.forbidden(overhead, "huge-pages", "HugePages require cpu or memory", "add cpu or memory");
    }
}

fn amount<'n>(name: &str, value: Value<'n>, errors: &mut Errors<'n>) {
    let amount = Quantity::of(value).unwrap_or_default().to_milli();
    if amount.sign() == Ordering::Less {
        errors.invalid(value, "negative-number", "must be greater than or equal to 0", "write 0 or more");
    }
    if !amount.is_whole() && is_whole(name) {
        errors.invalid(value, "resource-integer", "must be an integer", "write a whole number");
    }
    let Some(page) = name.strip_prefix("hugepages-") else { return };
    let page = Quantity::parse(page).filter(|page| page.sign() == Ordering::Greater && page.is_whole());
    if page.is_none_or(|page| amount.ceil() % page.ceil() != 0) {
        let detail = format!("{amount} is not positive integer multiple of {name}");
        errors.invalid(value, "huge-pages", &detail, "write a multiple of the size of a page");
    }
}
