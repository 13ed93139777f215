//! Pods and the templates of pods (`ValidatePodSpec`, `ValidatePodTemplateSpec`).

mod downward;
pub mod scheduling;
mod volumes;

pub use scheduling::{deprecated_node_label, tolerated};
pub use volumes::token_lifetime;

use crate::check::validation::meta::{annotations, object_meta};
use crate::check::validation::text::dns_subdomain;
use crate::check::validation::{Errors, Value};

/// What a pod's spec does not say of itself.
#[derive(Debug, Default)]
pub struct PodContext<'n> {
    /// Names of the claim templates of a StatefulSet, which count as volumes and shadow those of that name.
    pub claims: Vec<&'n str>,
    /// Whether it is the spec of a template, not that of a pod.
    pub is_template: bool,
}

/// A pod (`ValidatePodCreate`).
pub fn pod<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    object_meta(object, dns_subdomain, true, errors);
    pod_spec(object.get("spec"), &PodContext::default(), errors);
    pod_template_warnings(object, errors);
}

/// The spec of a pod (`ValidatePodSpec`).
pub fn pod_spec<'n>(spec: Value<'n>, context: &PodContext<'n>, errors: &mut Errors<'n>) {
    volumes::volumes(spec, context, errors);
    scheduling::affinity(spec, errors);
    scheduling::tolerations(spec, errors);
    scheduling::topology_spread(spec, errors);
}

/// The template of pods (`ValidatePodTemplateSpec`).
pub fn pod_template<'n>(template: Value<'n>, context: &PodContext<'n>, errors: &mut Errors<'n>) {
    annotations(template.get("metadata").get("annotations"), errors);
    pod_spec(template.get("spec"), context, errors);
}

/// What the API server warns of in a template of pods (`GetWarningsForPodTemplate`).
pub fn pod_template_warnings<'n>(template: Value<'n>, errors: &mut Errors<'n>) {
    scheduling::scheduling_warnings(template.get("spec"), errors);
    volumes::volume_warnings(template.get("spec"), errors);
}
