use crate::check::validation::core::pod::{PodContext, pod_template, pod_template_warnings};
use crate::check::validation::meta::object_meta;
use crate::check::validation::numbers::nonnegative;
use crate::check::validation::text::dns_subdomain;
use crate::check::validation::workload::{
    is_empty, lasting, pod_name_warning, required_selector, selected, unsound_selector,
};
use crate::check::validation::{Errors, Value};

/// A ReplicaSet (`ValidateReplicaSet`).
pub fn replica_set<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    object_meta(object, dns_subdomain, true, errors);
    let spec = object.get("spec");
    nonnegative(spec.get("replicas"), errors);
    nonnegative(spec.get("minReadySeconds"), errors);
    let (selector, template) = (spec.get("selector"), spec.get("template"));
    if required_selector(selector, "deployment", errors) {
        replica_template(selector, template, errors);
    } else {
        unsound_selector(selector, "invalid label selector", errors);
    }
    pod_name_warning(object, errors);
    pod_template_warnings(template, errors);
}

/// The template of a ReplicaSet, whoever creates that (`ValidatePodTemplateSpecForReplicaSet`).
pub fn replica_template<'n>(selector: Value<'n>, template: Value<'n>, errors: &mut Errors<'n>) {
    if !is_empty(selector) {
        selected(selector, template, errors);
    }
    pod_template(template, &PodContext { is_template: true, ..PodContext::default() }, errors);
    lasting(template, "ReplicaSet", errors);
}
