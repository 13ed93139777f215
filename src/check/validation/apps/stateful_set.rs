use super::update::STALLED;
use crate::check::validation::core::pod::{PodContext, pod_template, pod_template_warnings};
use crate::check::validation::core::{claim_spec, claim_spec_warnings};
use crate::check::validation::meta::object_meta;
use crate::check::validation::numbers::{at_most_all, int_or_percent, nonnegative, share};
use crate::check::validation::text::dns_label;
use crate::check::validation::workload::{is_empty, lasting, required_selector, selected, unsound_selector};
use crate::check::validation::{Errors, Value};

/// A StatefulSet (`ValidateStatefulSet`).
pub fn stateful_set<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    object_meta(object, dns_label, true, errors);
    let spec = object.get("spec");
    let management = spec.get("podManagementPolicy");
    if !["OrderedReady", "Parallel"].contains(&management.text_or("OrderedReady")) {
        let detail = "must be 'OrderedReady' or 'Parallel'";
        errors.invalid(management, "pod-management", detail, "write OrderedReady or Parallel");
    }
    update_strategy(spec.get("updateStrategy"), errors);
    let retention = spec.get("persistentVolumeClaimRetentionPolicy");
    for policy in [retention.get("whenDeleted"), retention.get("whenScaled")] {
        if !["Retain", "Delete"].contains(&policy.text_or("Retain")) {
            errors.unsupported(policy, "claim-retention", &["Retain", "Delete"]);
        }
    }
    claims(spec.get("volumeClaimTemplates"), errors);
    nonnegative(spec.get("replicas"), errors);
    nonnegative(spec.get("minReadySeconds"), errors);
    nonnegative(spec.get("ordinals").get("start"), errors);
    service_name(spec.get("serviceName"), errors);
    let (selector, template) = (spec.get("selector"), spec.get("template"));
    if required_selector(selector, "statefulset", errors) {
        if !is_empty(selector) {
            selected(selector, template, errors);
        }
        pods(template, spec.get("volumeClaimTemplates"), errors);
    } else {
        unsound_selector(selector, "", errors);
    }
    lasting(template, "StatefulSet", errors);
    pod_template_warnings(template, errors);
    let history = spec.get("revisionHistoryLimit");
    if errors.since(33) && history.integer().is_some_and(|limit| limit < 0) {
        let sentence = "a negative value retains all historical revisions; a value >= 0 is recommended";
        errors.warn(history, "revision-history", sentence, "write 0 or more");
    }
}

/// How pods are replaced. Up to 1.36 `maxUnavailable` is dropped.
fn update_strategy<'n>(strategy: Value<'n>, errors: &mut Errors<'n>) {
    let (kind, rolling) = (strategy.get("type"), strategy.get("rollingUpdate"));
    match kind.text_or("RollingUpdate") {
        "RollingUpdate" => {
            nonnegative(rolling.get("partition"), errors);
            let unavailable = rolling.get("maxUnavailable");
            if errors.since(37) && unavailable.is_set() {
                int_or_percent(unavailable, errors);
                if share(unavailable) == 0 {
                    errors.invalid(unavailable, STALLED, "cannot be 0", "write 1 or more");
                }
                at_most_all(unavailable, errors);
            }
        }
        "OnDelete" if rolling.is_set() => {
            let detail = "only allowed for updateStrategy 'RollingUpdate'";
            errors.invalid(rolling, "update-strategy", detail, "remove it, or write RollingUpdate");
        }
        "OnDelete" => {}
        _ => {
            let detail = "must be 'RollingUpdate' or 'OnDelete'";
            let fault = errors.invalid(strategy, "update-strategy", detail, "write RollingUpdate or OnDelete");
            fault.span = kind.span();
        }
    }
}

/// The claims of each pod.
fn claims<'n>(templates: Value<'n>, errors: &mut Errors<'n>) {
    let known = errors.count();
    templates.items().for_each(|claim| claim_spec(claim.get("spec"), errors));
    never_created(known, 34, errors);
    templates.items().for_each(|claim| claim_spec_warnings(claim.get("spec"), errors));
}

/// The Service that names the pods, which becomes their subdomain.
fn service_name<'n>(service: Value<'n>, errors: &mut Errors<'n>) {
    let known = errors.count();
    if !service.is_empty() {
        errors.malformed(service, "service-name", dns_label(service.text()), "name a Service that can exist");
    }
    never_created(known, 33, errors);
}

/// The pods, whose claims count as volumes and which get their own names (`ValidatePodTemplateSpecForStatefulSet`).
fn pods<'n>(template: Value<'n>, claims: Value<'n>, errors: &mut Errors<'n>) {
    let known = errors.count();
    let claims = claims.items().map(|claim| claim.get("metadata").get("name").text()).collect();
    pod_template(template, &PodContext { claims, is_template: true, is_named: true }, errors);
    never_created(known, 34, errors);
}

/// What API servers before that minor accept although the controller can never create the pods. They do look at the
/// metadata of the template.
fn never_created(known: usize, since: u32, errors: &mut Errors) {
    if errors.since(since) {
        return;
    }
    for fault in errors.after(known) {
        let is_seen = ["template.labels", "template.annotations"].iter().any(|part| fault.path.contains(part));
        if !is_seen && !fault.is_warning {
            fault.rule = "pods-never-created";
            let before =
                format!("Kubernetes before 1.{since} accepts the object, but no pod of it will ever be created");
            fault.sentence = format!("{before}: {}", fault.sentence);
        }
    }
}
