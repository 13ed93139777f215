//! Pods and the templates of pods (`ValidatePodSpec`, `ValidatePodTemplateSpec`).

mod annotations;
mod claims;
mod container;
mod divisor;
mod dns;
mod downward;
mod facts;
mod host;
mod needs;
mod os;
mod pod_resources;
mod resources;
pub mod scheduling;
mod security;
mod spec;
mod template;
mod toleration_annotation;
mod volumes;
mod warnings;

pub use resources::{container_resource, overhead};
pub use scheduling::{deprecated_node_label, tolerated};
pub use template::{pod_template, pod_template_object};
pub use volumes::token_lifetime;
pub use warnings::pod_template_warnings;

use crate::check::validation::meta::object_meta;
use crate::check::validation::text::dns_subdomain;
use crate::check::validation::{Errors, Value};
use facts::Facts;

/// What a pod's spec does not say of itself.
#[derive(Debug, Default)]
pub struct PodContext<'n> {
    /// Names of the claim templates of a StatefulSet, which count as volumes and shadow those of that name.
    pub claims: Vec<&'n str>,
    /// Whether it is the spec of a template, not that of a pod.
    pub is_template: bool,
    /// Whether its owner gives each pod a host name, whatever the spec says.
    pub is_named: bool,
}

/// A pod (`ValidatePodCreate`).
pub fn pod<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    object_meta(object, dns_subdomain, true, errors);
    let (spec, context) = (object.get("spec"), PodContext::default());
    let annotations = object.get("metadata").get("annotations");
    let facts = Facts::new(spec, &context, errors);
    annotations::pod_annotations(annotations, &facts, errors);
    spec::pod_spec(&facts, &context, annotations.key(annotations::MIRROR).is_some(), errors);
    only_for_pods(&facts, errors);
    security::seccomp_fields_match(annotations, &facts, errors);
    security::apparmor_fields_match(annotations, &facts, errors);
    warnings::pod_warnings(object, &facts, errors);
}

/// What only pods have to keep to, not templates.
fn only_for_pods<'n>(facts: &Facts<'n>, errors: &mut Errors<'n>) {
    let spec = facts.spec;
    let has_account = ["serviceAccountName", "serviceAccount"].iter().any(|field| !spec.get(field).text().is_empty());
    for volume in spec.get("volumes").items().filter(|_| !has_account) {
        for source in volume.get("projected").get("sources").items() {
            let token = source.get("serviceAccountToken");
            if token.is_set() {
                let detail = "must not be specified when serviceAccountName is not set";
                errors.forbidden(token, "token-without-account", detail, "set serviceAccountName");
            }
        }
    }
    for field in ["containers", "initContainers"] {
        spec.get(field).items().for_each(|item| container::only_for_pod(item, errors));
    }
    let ephemeral = spec.get("ephemeralContainers");
    if !ephemeral.is_empty() {
        let fix = "remove them: they are added to pods that run";
        errors.forbidden(ephemeral, "ephemeral-containers", "cannot be set on create", fix);
    }
    if !spec.get("nodeName").text().is_empty() && !spec.get("schedulingGates").is_empty() {
        let detail = "cannot be set until all schedulingGates have been cleared";
        errors.forbidden(spec.get("nodeName"), "scheduling-gate", detail, "keep one of them");
    }
}
