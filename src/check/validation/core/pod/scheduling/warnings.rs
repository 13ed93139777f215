use crate::check::validation::text::label_value;
use crate::check::validation::{Errors, Value};

/// Labels of nodes that other ones took the place of (`GetNodeLabelDeprecatedMessage`).
const DEPRECATED: &[(&str, &str)] = &[
    ("beta.kubernetes.io/arch", "deprecated since v1.14; use \"kubernetes.io/arch\" instead"),
    ("beta.kubernetes.io/os", "deprecated since v1.14; use \"kubernetes.io/os\" instead"),
    (
        "failure-domain.beta.kubernetes.io/region",
        "deprecated since v1.17; use \"topology.kubernetes.io/region\" instead",
    ),
    ("failure-domain.beta.kubernetes.io/zone", "deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead"),
    ("beta.kubernetes.io/instance-type", "deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead"),
    ("app.kubernetes.io/created-by", "deprecated since v1.9"),
    ("scheduler.alpha.kubernetes.io/preferAvoidPods", "deprecated since v1.22; use Taints and Tolerations instead"),
    ("node-role.kubernetes.io/master", "use \"node-role.kubernetes.io/control-plane\" instead"),
];

/// How many of them 1.30 knew.
const FIRST: usize = 5;

/// What the server says of the label of a node, where it is deprecated.
pub fn deprecated_node_label(label: &str, errors: &Errors) -> Option<&'static str> {
    let known = if errors.since(31) { DEPRECATED } else { &DEPRECATED[..FIRST] };
    known.iter().find(|(name, _)| *name == label).map(|(_, message)| *message)
}

/// What the server warns of in where a pod wants to run (`GetWarningsForPod`).
pub fn scheduling_warnings<'n>(spec: Value<'n>, errors: &mut Errors<'n>) {
    for (label, value) in spec.get("nodeSelector").entries() {
        if let Some(message) = deprecated_node_label(label, errors) {
            errors.warn(value, "deprecated-label", message, "select by the new label");
        }
    }
    let nodes = spec.get("affinity").get("nodeAffinity");
    let required = nodes.get("requiredDuringSchedulingIgnoredDuringExecution");
    required.get("nodeSelectorTerms").items().for_each(|term| term_warnings(term, false, errors));
    let checks_values = errors.since(33);
    for preferred in nodes.get("preferredDuringSchedulingIgnoredDuringExecution").items() {
        term_warnings(preferred.get("preference"), checks_values, errors);
    }
    for constraint in spec.get("topologySpreadConstraints").items() {
        label_warning(constraint.get("topologyKey"), errors);
        let selector = constraint.get("labelSelector");
        if !selector.is_set() {
            let sentence = "a null labelSelector results in matching no pod";
            errors.warn(selector, "null-selector", sentence, "select the pods to spread");
        }
    }
}

/// What the server warns of in a term of a selector of nodes (`GetWarningsForNodeSelectorTerm`).
pub fn term_warnings<'n>(term: Value<'n>, checks_values: bool, errors: &mut Errors<'n>) {
    for requirement in term.get("matchExpressions").items() {
        label_warning(requirement.get("key"), errors);
        if !checks_values {
            continue;
        }
        for value in requirement.get("values").items() {
            for problem in label_value(value.text()) {
                let sentence = format!("{} is invalid, {problem}", value.text());
                errors.warn(value, "label-value", &sentence, "write a value that a label can have");
            }
        }
    }
}

fn label_warning<'n>(label: Value<'n>, errors: &mut Errors<'n>) {
    if let Some(message) = deprecated_node_label(label.text(), errors) {
        let sentence = format!("{} is {message}", label.text());
        errors.warn(label, "deprecated-label", &sentence, "select by the new label");
    }
}
