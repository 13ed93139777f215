use super::label_keys::{label_keys, own_labels};
use super::node_selector::{node_selector, node_term};
use crate::check::validation::selector::{label_name, label_selector};
use crate::check::validation::text::dns_label;
use crate::check::validation::{Errors, Value};

const REQUIRED: &str = "requiredDuringSchedulingIgnoredDuringExecution";
const PREFERRED: &str = "preferredDuringSchedulingIgnoredDuringExecution";

/// `affinity` of a pod (`validateAffinity`).
pub fn affinity<'n>(spec: Value<'n>, errors: &mut Errors<'n>) {
    let affinity = spec.get("affinity");
    if !affinity.is_set() {
        return;
    }
    let nodes = affinity.get("nodeAffinity");
    let required = nodes.get(REQUIRED);
    if required.is_set() {
        node_selector(required, errors);
    }
    for preferred in nodes.get(PREFERRED).items() {
        weight(preferred, errors);
        // The server lets label values pass that no node can have, as nothing hangs on a preference.
        node_term(preferred.get("preference"), false, errors);
    }
    let labels = own_labels(spec, errors);
    for pods in [affinity.get("podAffinity"), affinity.get("podAntiAffinity")] {
        pods.get(REQUIRED).items().for_each(|term| pod_term(term, labels, errors));
        for preferred in pods.get(PREFERRED).items() {
            weight(preferred, errors);
            pod_term(preferred.get("podAffinityTerm"), labels, errors);
        }
    }
}

fn weight<'n>(preferred: Value<'n>, errors: &mut Errors<'n>) {
    let weight = preferred.get("weight");
    let number = weight.integer().unwrap_or(0);
    if !(1..=100).contains(&number) {
        let detail = "must be in the range 1-100";
        errors.invalid_as(weight, &number.to_string(), "affinity-weight", detail, "weigh it from 1 to 100");
    }
}

/// Which pods to be near to or far from (`validatePodAffinityTerm`).
fn pod_term<'n>(term: Value<'n>, labels: Option<Value<'n>>, errors: &mut Errors<'n>) {
    label_selector(term.get("labelSelector"), errors);
    label_selector(term.get("namespaceSelector"), errors);
    for namespace in term.get("namespaces").items() {
        let before = errors.count();
        errors.malformed(namespace, "namespace-name", dns_label(namespace.text()), "name a namespace that can exist");
        for fault in errors.after(before) {
            let end = fault.path.rfind("s[").unwrap_or(fault.path.len());
            fault.path.truncate(end);
        }
    }
    if errors.since(31) {
        label_keys(term, labels, errors);
    }
    let key = term.get("topologyKey");
    if key.text().is_empty() {
        errors.required(key, "topology-key", "can not be empty", "name a label of nodes, as kubernetes.io/hostname");
    }
    label_name(key, errors);
}
