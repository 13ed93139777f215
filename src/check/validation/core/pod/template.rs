use super::facts::Facts;
use super::{PodContext, annotations, security, spec, warnings};
use crate::check::validation::meta::{self, object_meta};
use crate::check::validation::text::dns_subdomain;
use crate::check::validation::{Errors, Value};

/// The template of pods (`ValidatePodTemplateSpec`). The server names its labels and annotations without `metadata`.
pub fn pod_template<'n>(template: Value<'n>, context: &PodContext<'n>, errors: &mut Errors<'n>) {
    let (metadata, spec) = (template.get("metadata"), template.get("spec"));
    let annotations = metadata.get("annotations");
    let facts = Facts::new(spec, context, errors);
    let before = errors.count();
    meta::labels(metadata.get("labels"), None, errors);
    meta::annotations(annotations, errors);
    annotations::pod_annotations(annotations, &facts, errors);
    if errors.count() > before {
        let (inner, outer) = (errors.path_of(metadata), errors.path_of(template));
        for fault in errors.after(before) {
            fault.path = fault.path.replacen(&inner, &outer, 1);
        }
    }
    spec::pod_spec(&facts, context, false, errors);
    security::seccomp_fields_match(annotations, &facts, errors);
    security::apparmor_fields_match(annotations, &facts, errors);
    let ephemeral = spec.get("ephemeralContainers");
    if !ephemeral.is_empty() {
        let detail = "ephemeral containers not allowed in pod template";
        errors.forbidden(ephemeral, "ephemeral-containers", detail, "remove them: they are added to pods that run");
    }
}

/// The kind PodTemplate (`ValidatePodTemplate`).
pub fn pod_template_object<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    object_meta(object, dns_subdomain, true, errors);
    let context = PodContext { is_template: true, ..PodContext::default() };
    pod_template(object.get("template"), &context, errors);
    warnings::pod_template_warnings(object.get("template"), errors);
}
