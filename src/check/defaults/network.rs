use serde_json::{Value, json};

use super::fields::{is_empty, items_mut, made_value, text};
use super::row::Preset::{Empty, Text};
use super::row::{Row, fill_in};
use crate::check::schema::Minor;

/// The group of roles and of those whom they are bound to.
const RBAC: &str = "rbac.authorization.k8s.io";

/// `SetDefaults_NetworkPolicy`: it is about incoming traffic, and about outgoing where it has rules for that.
pub fn policy(object: &mut Value, _: Minor) {
    let Some(spec) = made_value(object, &["spec"]) else { return };
    const POLICY: &[Row] = &[
        ("podSelector", Empty),
        ("ingress[].ports[].protocol", Text("TCP")),
        ("egress[].ports[].protocol", Text("TCP")),
    ];
    fill_in(spec, POLICY);
    if spec.is_object() && is_empty(spec, "policyTypes") {
        let both = !is_empty(spec, "egress");
        spec["policyTypes"] = if both { json!(["Ingress", "Egress"]) } else { json!(["Ingress"]) };
    }
}

/// `SetDefaults_IngressClass`.
pub fn ingress_class(object: &mut Value, _: Minor) {
    fill_in(object, &[("spec.parameters.scope", Text("Cluster"))]);
}

/// `SetDefaults_RoleBinding`, `SetDefaults_Subject`.
pub fn binding(object: &mut Value, _: Minor) {
    if let Some(role) = made_value(object, &["roleRef"]) {
        fill_in(role, &[("apiGroup", Text(RBAC))]);
    }
    for subject in items_mut(object, "subjects").filter(|who| matches!(text(who, "kind"), "User" | "Group")) {
        fill_in(subject, &[("apiGroup", Text(RBAC))]);
    }
}
