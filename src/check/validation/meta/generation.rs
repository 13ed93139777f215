use crate::check::validation::{Errors, Value};

/// The kinds whose `generation` the API server counts from 1, whatever the object says, and since when.
const COUNTED: [(u32, &str); 27] = [
    (30, "CronJob"),
    (30, "CustomResourceDefinition"),
    (30, "DaemonSet"),
    (30, "Deployment"),
    (30, "EndpointSlice"),
    (30, "FlowSchema"),
    (37, "HorizontalPodAutoscaler"),
    (30, "Ingress"),
    (30, "IngressClass"),
    (30, "Job"),
    (30, "MutatingAdmissionPolicy"),
    (30, "MutatingAdmissionPolicyBinding"),
    (30, "MutatingWebhookConfiguration"),
    (30, "NetworkPolicy"),
    (33, "Pod"),
    (30, "PodDisruptionBudget"),
    (30, "PodTemplate"),
    (30, "PriorityClass"),
    (30, "PriorityLevelConfiguration"),
    (30, "ReplicaSet"),
    (30, "ReplicationController"),
    (31, "DeviceClass"),
    (30, "StatefulSet"),
    (30, "ValidatingAdmissionPolicy"),
    (30, "ValidatingAdmissionPolicyBinding"),
    (30, "ValidatingWebhookConfiguration"),
    (31, "ResourceSlice"),
];

/// How often the object was changed.
pub fn generation<'n>(generation: Value<'n>, errors: &mut Errors<'n>) {
    let is_counted = |(since, kind): &(u32, &str)| *kind == errors.kind() && errors.since(*since);
    if generation.integer().is_some_and(|number| number < 0) && !COUNTED.iter().any(is_counted) {
        let detail = "must be greater than or equal to 0";
        errors.invalid(generation, "negative-number", detail, "remove it: the API server counts");
    }
}
