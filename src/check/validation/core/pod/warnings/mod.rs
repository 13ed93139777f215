//! What the API server accepts of pods with a warning (`k8s.io/kubernetes/pkg/api/pod/warnings.go`).

mod annotations;
mod container;
mod ports;
mod selectors;

use super::facts::Facts;
use super::scheduling::scheduling_warnings;
use super::volumes::volume_warnings;
use super::{PodContext, resources};
use crate::check::validation::meta::final_name;
use crate::check::validation::net::warn_ip;
use crate::check::validation::seen::Seen;
use crate::check::validation::text::dns_label;
use crate::check::validation::{Errors, Value};

/// Of a pod (`GetWarningsForPod`).
pub fn pod_warnings<'n>(object: Value<'n>, facts: &Facts<'n>, errors: &mut Errors<'n>) {
    let metadata = object.get("metadata");
    let (name, text) = (metadata.get("name"), final_name(metadata));
    let problems = if text.is_empty() { Vec::new() } else { dns_label(&text) };
    if !problems.is_empty() {
        let sentence = format!(
            "this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: \
             [{}]",
            problems.join(" ")
        );
        errors.warn(name, "host-name", &sentence, "choose a name that is a DNS label");
    }
    warnings(object, facts, errors);
}

/// Of a template of pods (`GetWarningsForPodTemplate`).
pub fn pod_template_warnings<'n>(template: Value<'n>, errors: &mut Errors<'n>) {
    let context = PodContext { is_template: true, ..PodContext::default() };
    let facts = Facts::new(template.get("spec"), &context, errors);
    warnings(template, &facts, errors);
}

fn warnings<'n>(pod: Value<'n>, facts: &Facts<'n>, errors: &mut Errors<'n>) {
    let spec = facts.spec;
    let annotations = pod.get("metadata").get("annotations");
    scheduling_warnings(spec, errors);
    annotations::deprecated(annotations, errors);
    volume_warnings(spec, errors);
    repeated(spec.get("hostAliases"), "ip", errors);
    repeated(spec.get("imagePullSecrets"), "name", errors);
    for secret in spec.get("imagePullSecrets").items() {
        let name = secret.get("name");
        if name.text().is_empty() {
            errors.warn(name, "image-pull-secret", "invalid empty name \"\"", "name the Secret");
        }
    }
    resources::fractions(spec.get("overhead"), errors);
    annotations::of_pod(annotations, spec, errors);
    annotations::of_containers(annotations, facts, errors);
    facts.all_containers().for_each(|container| container::warnings(container, errors));
    ports::warnings(facts, errors);
    let grace = spec.get("terminationGracePeriodSeconds");
    if grace.integer().is_some_and(|seconds| seconds < 0) {
        let sentence = "must be >= 0; negative values are invalid and will be treated as 1";
        errors.warn(grace, "grace-period", sentence, "write 0 or more");
    }
    selectors::warnings(spec, errors);
    if errors.since(33) {
        let servers = spec.get("dnsConfig").get("nameservers").items();
        servers.chain(spec.get("hostAliases").items().map(|alias| alias.get("ip"))).for_each(|ip| warn_ip(ip, errors));
    }
}

/// What is in a list twice, of which only one counts.
fn repeated<'n>(list: Value<'n>, field: &'static str, errors: &mut Errors<'n>) {
    let mut seen = Seen::new();
    for item in list.items() {
        let value = item.get(field);
        if !seen.insert(value.text()) {
            let sentence = format!("duplicate {field} {:?}", value.text());
            errors.warn(value, "repeated-item", &sentence, "remove one of them");
        }
    }
}
