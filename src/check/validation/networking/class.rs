use crate::check::validation::meta::object_meta;
use crate::check::validation::text::{dns_label, dns_subdomain, domain_prefixed_path, path_segment};
use crate::check::validation::{Errors, Value};

/// The longest name of a controller, in bytes.
const CONTROLLER: usize = 250;

const RULE: &str = "ingress-class-parameters";

/// An IngressClass (`ValidateIngressClass`).
pub fn ingress_class<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    object_meta(object, dns_subdomain, false, errors);
    let (controller, parameters) = (object.get("spec").get("controller"), object.get("spec").get("parameters"));
    let fix = "write a name like example.com/controller";
    if controller.text().len() > CONTROLLER {
        errors.too_long(controller, "ingress-controller", CONTROLLER, fix);
    }
    if controller.text().is_empty() {
        errors.required(controller, "ingress-controller", "", fix);
    }
    for (part, problem) in domain_prefixed_path(controller.text()) {
        errors.invalid_as(controller, &format!("{part:?}"), "ingress-controller", &problem, fix);
    }
    if parameters.is_set() {
        reference(parameters, true, errors);
        scope(parameters, errors);
    }
}

/// A reference to an object of any kind (`validateIngressTypedLocalObjectReference`).
pub fn typed_reference<'n>(reference: Value<'n>, errors: &mut Errors<'n>) {
    self::reference(reference, false, errors);
}

fn reference<'n>(reference: Value<'n>, is_declared: bool, errors: &mut Errors<'n>) {
    let group = reference.get("apiGroup");
    if group.is_set() {
        errors.malformed(group, RULE, dns_subdomain(group.text()), "write the group of the kind");
    }
    for field in ["kind", "name"] {
        let value = reference.get(field);
        if !value.text().is_empty() {
            errors.malformed(value, RULE, path_segment(value.text()), "write a name without `/` and `%`");
            continue;
        }
        let detail = if errors.since(34) { String::new() } else { format!("{field} is required") };
        errors.required(value, RULE, &detail, "name the object in full");
        if is_declared {
            errors.declared();
        }
    }
}

/// Where the parameters are; they are defaulted to be of the cluster.
fn scope<'n>(parameters: Value<'n>, errors: &mut Errors<'n>) {
    let (scope, namespace) = (parameters.get("scope"), parameters.get("namespace"));
    match scope.text() {
        "Namespace" if !namespace.is_set() => {
            let detail = "`parameters.scope` is set to 'Namespace'";
            errors.required(namespace, RULE, detail, "name the namespace, or write `scope: Cluster`");
        }
        "Namespace" => {
            errors.malformed(namespace, "namespace-name", dns_label(namespace.text()), "name a namespace");
        }
        "Cluster" => of_cluster(namespace, errors),
        "" if !scope.is_set() => of_cluster(namespace, errors),
        _ => {
            errors.unsupported(scope, RULE, &["Cluster", "Namespace"]);
        }
    }
}

fn of_cluster<'n>(namespace: Value<'n>, errors: &mut Errors<'n>) {
    if namespace.is_set() {
        let detail = "`parameters.scope` is set to 'Cluster'";
        errors.forbidden(namespace, RULE, detail, "remove it, or write `scope: Namespace`");
    }
}
