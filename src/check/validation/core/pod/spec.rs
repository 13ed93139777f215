use super::claims::resource_claims;
use super::container::ports::of_host_network;
use super::container::{containers, ephemeral_containers, file_key_volumes, init_containers};
use super::facts::Facts;
use super::pod_resources::pod_resources;
use super::resources::overhead;
use super::security::{host_processes, pod_security};
use super::{PodContext, dns, host, os, scheduling, volumes};
use crate::check::validation::meta::labels;
use crate::check::validation::seen::Seen;
use crate::check::validation::text::{dns_label, dns_subdomain, label_key};
use crate::check::validation::{Errors, Value};

const RESTARTS: &[&str] = &["Always", "OnFailure", "Never"];
const RESOLUTIONS: &[&str] = &["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"];
const PREEMPTIONS: &[&str] = &["PreemptLowerPriority", "Never"];
const NAME: &str = "choose a name that is one";

/// The spec of a pod, of which these facts are known (`ValidatePodSpec`).
pub fn pod_spec<'n>(facts: &Facts<'n>, context: &PodContext<'n>, is_mirror: bool, errors: &mut Errors<'n>) {
    let spec = facts.spec;
    volumes::volumes(spec, context, errors);
    resource_claims(facts, is_mirror, errors);
    containers(facts, errors);
    init_containers(facts, errors);
    ephemeral_containers(facts, errors);
    pod_resources(facts, errors);
    of_host_network(facts, errors);
    errors.one_of(spec.get("restartPolicy"), "pod-restart-policy", RESTARTS);
    errors.one_of(spec.get("dnsPolicy"), "dns-policy", RESOLUTIONS);
    labels(spec.get("nodeSelector"), None, errors);
    pod_security(facts, errors);
    scheduling::affinity(spec, errors);
    dns::dns_config(spec, errors);
    gates(spec, errors);
    scheduling::topology_spread(spec, errors);
    host_processes(facts, errors);
    host::host_users(facts, errors);
    host::hostname_override(facts, errors);
    names(spec, context, errors);
    scheduling::tolerations(spec, errors);
    dns::host_aliases(spec.get("hostAliases"), errors);
    classes(spec, errors);
    overhead(spec.get("overhead"), spec.get("overhead"), errors);
    os::operating_system(facts, errors);
    file_key_volumes(facts, errors);
}

/// `validateReadinessGates` and `validateSchedulingGates`.
fn gates<'n>(spec: Value<'n>, errors: &mut Errors<'n>) {
    for gate in spec.get("readinessGates").items() {
        let kind = gate.get("conditionType");
        errors.malformed(kind, "readiness-gate", label_key(kind.text()), "write domain/name");
    }
    let mut names = Seen::new();
    for gate in spec.get("schedulingGates").items() {
        let name = gate.get("name").text();
        for problem in label_key(name) {
            errors.invalid_as(gate, &format!("{name:?}"), "scheduling-gate", &problem, "write domain/name");
        }
        if !names.insert(name) {
            errors.add(gate, "scheduling-gate", format!("Duplicate value: {name:?}"), "name each gate once");
        }
    }
}

/// Names of things that the pod belongs to, and its own ones.
fn names<'n>(spec: Value<'n>, context: &PodContext<'n>, errors: &mut Errors<'n>) {
    let account = spec.get("serviceAccountName");
    let older = spec.get("serviceAccount");
    // The older field stands for the newer one where that is not set.
    let name = if account.text().is_empty() { older } else { account };
    if !name.text().is_empty() {
        for problem in dns_subdomain(name.text()) {
            let shown = format!("{:?}", name.text());
            errors.invalid_as(account, &shown, "reference-name", &problem, "name an account that can exist").span =
                name.span();
        }
    }
    let node = spec.get("nodeName");
    if !node.text().is_empty() {
        errors.malformed(node, "reference-name", dns_subdomain(node.text()), "name a node that can exist");
    }
    let deadline = spec.get("activeDeadlineSeconds");
    if deadline.integer().is_some_and(|seconds| !(1..=i64::from(i32::MAX)).contains(&seconds)) {
        let detail = "must be between 1 and 2147483647, inclusive";
        errors.invalid(deadline, "active-deadline", detail, "write 1 or more, or remove it");
    }
    for field in ["hostname", "subdomain"] {
        let name = spec.get(field);
        if !context.is_named && !name.text().is_empty() {
            errors.malformed(name, "host-name", dns_label(name.text()), NAME);
        }
    }
}

/// How important the pod is and what runs it.
fn classes<'n>(spec: Value<'n>, errors: &mut Errors<'n>) {
    let (priority, runtime) = (spec.get("priorityClassName"), spec.get("runtimeClassName"));
    if !priority.text().is_empty() {
        errors.malformed(priority, "reference-name", dns_subdomain(priority.text()), "name a class that can exist");
    }
    if runtime.is_set() {
        errors.malformed(runtime, "reference-name", dns_subdomain(runtime.text()), "name a class that can exist");
    }
    let preemption = spec.get("preemptionPolicy");
    if preemption.is_set() && preemption.text().is_empty() {
        errors.required(preemption, "preemption-policy", "", "write Never or PreemptLowerPriority");
    } else {
        errors.one_of(preemption, "preemption-policy", PREEMPTIONS);
    }
}
