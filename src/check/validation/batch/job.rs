use super::generated::{generated_selector, selected_template, shared_labels};
use super::job_spec::{Owner, job_spec};
use crate::check::validation::meta::{final_name, object_meta};
use crate::check::validation::selector::label_selector;
use crate::check::validation::text::{dns_label, dns_subdomain};
use crate::check::validation::workload::{inherited_labels, pod_name_warning};
use crate::check::validation::{Errors, Value};

/// A Job (`ValidateJobCreate`).
pub fn job<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    object_meta(object, dns_subdomain, true, errors);
    let spec = object.get("spec");
    let (selector, template) = (spec.get("selector"), spec.get("template"));
    inherited_labels(object, template, errors);
    let known = errors.count();
    label_selector(selector, errors);
    let unsound = errors.cut(known);
    let is_manual = spec.get("manualSelector").is_true();
    if !is_manual {
        shared_labels(object, errors);
        generated_selector(object, unsound.is_empty(), errors);
    }
    job_spec(spec, Owner::Job, errors);
    if is_manual && !selector.is_set() {
        errors.required(selector, "selector-required", "", "give it, or leave `manualSelector` out");
    }
    if unsound.is_empty() {
        selected_template(object, is_manual, errors);
    }
    errors.extend(unsound);
    indexed_name(object, errors);
    pod_name_warning(object, errors);
}

/// The names of the pods of an indexed Job: that of the Job and their number (`validateNameAllowsCompletions`).
fn indexed_name<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    let (metadata, spec) = (object.get("metadata"), object.get("spec"));
    let completions = Owner::Job.completions(spec).unwrap_or_default();
    if spec.get("completionMode").text() == "Indexed" && completions > 0 {
        let last = format!("{}-{}", final_name(metadata), completions - 1);
        if !dns_label(&last).is_empty() {
            let detail = format!("will not able to create pod with invalid DNS label: {last}");
            errors.invalid(metadata.get("name"), "pod-name", &detail, "choose a shorter name without dots");
        }
    }
}
