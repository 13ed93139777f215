use crate::check::validation::selector::label_name;
use crate::check::validation::text::{dns_subdomain, label_value};
use crate::check::validation::{Errors, Value};

/// A selector of nodes, at least one of whose terms has to hold (`ValidateNodeSelector`).
pub fn node_selector<'n>(selector: Value<'n>, errors: &mut Errors<'n>) {
    let terms = selector.get("nodeSelectorTerms");
    if terms.is_empty() {
        let detail = "must have at least one node selector term";
        errors.required(terms, "node-selector-terms", detail, "write a term, or remove the selector");
    }
    let checks_values = errors.since(33);
    terms.items().for_each(|term| node_term(term, checks_values, errors));
}

/// A term, all of whose requirements have to hold (`ValidateNodeSelectorTerm`).
pub fn node_term<'n>(term: Value<'n>, checks_values: bool, errors: &mut Errors<'n>) {
    for requirement in term.get("matchExpressions").items() {
        label_requirement(requirement, checks_values, errors);
    }
    term.get("matchFields").items().for_each(|requirement| field_requirement(requirement, errors));
}

/// What a label of a node has to be (`ValidateNodeSelectorRequirement`).
fn label_requirement<'n>(requirement: Value<'n>, checks_values: bool, errors: &mut Errors<'n>) {
    let (operator, values) = (requirement.get("operator"), requirement.get("values"));
    match (operator.text(), values.len()) {
        ("In" | "NotIn", 0) => {
            let detail = "must be specified when `operator` is 'In' or 'NotIn'";
            errors.required(values, "selector-values", detail, "list the values, or write Exists or DoesNotExist");
        }
        ("Exists" | "DoesNotExist", 1..) => {
            let detail = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
            errors.forbidden(values, "selector-values", detail, "remove the values, or write In or NotIn");
        }
        ("Gt" | "Lt", count) if count != 1 => {
            let detail = "must be specified single value when `operator` is 'Lt' or 'Gt'";
            errors.required(values, "selector-values", detail, "list one value");
        }
        ("In" | "NotIn" | "Exists" | "DoesNotExist" | "Gt" | "Lt", _) => {}
        _ => unknown_operator(operator, "write In, NotIn, Exists, DoesNotExist, Gt or Lt", errors),
    }
    label_name(requirement.get("key"), errors);
    if checks_values {
        for value in values.items() {
            let fix = "use letters, digits, `-`, `_` and `.`, 63 at most";
            errors.malformed(value, "label-value", label_value(value.text()), fix);
        }
    }
}

/// What the name of a node has to be (`ValidateNodeFieldSelectorRequirement`).
fn field_requirement<'n>(requirement: Value<'n>, errors: &mut Errors<'n>) {
    let (key, operator, values) = (requirement.get("key"), requirement.get("operator"), requirement.get("values"));
    if !matches!(operator.text(), "In" | "NotIn") {
        unknown_operator(operator, "write In or NotIn", errors);
    } else if values.len() != 1 {
        let detail = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
        errors.required(values, "selector-values", detail, "list one value");
    }
    if key.text() != "metadata.name" {
        let detail = "not a valid field selector key";
        errors.invalid(key, "selector-field", detail, "write metadata.name");
        return;
    }
    for value in values.items() {
        errors.malformed(value, "node-name", dns_subdomain(value.text()), "name a node that can exist");
    }
}

fn unknown_operator<'n>(operator: Value<'n>, fix: &str, errors: &mut Errors<'n>) {
    errors.invalid(operator, "selector-operator", "not a valid selector operator", fix);
}
