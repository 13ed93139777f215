use crate::check::validation::seen::Seen;
use crate::check::validation::text::{dns_subdomain, label_value};
use crate::check::validation::{Errors, Value};

const MOST: usize = 8;
const RULE: &str = "endpoint-hints";

/// For whom an endpoint is meant (`validateHints`). Nodes are dropped before 1.34.
pub fn hints<'n>(hints: Value<'n>, errors: &mut Errors<'n>) {
    let are_good = names(hints.get("forZones"), label_value, errors);
    if are_good && errors.since(34) {
        names(hints.get("forNodes"), dns_subdomain, errors);
    }
}

/// Whether there are not too many of them.
fn names<'n>(list: Value<'n>, form: fn(&str) -> Vec<String>, errors: &mut Errors<'n>) -> bool {
    if list.len() > MOST {
        errors.too_many(list, RULE, MOST, "name fewer");
        return false;
    }
    let mut seen = Seen::new();
    for each in list.items() {
        let name = each.get("name");
        if !seen.insert(name.text()) {
            errors.duplicate(name, RULE, "name each once");
        }
        errors.malformed(name, RULE, form(name.text()), "write a name that can be");
    }
    true
}
