use serde_json::{Map, Value};

use super::fields::{is_empty, items_mut, made, made_value, text};
use super::image::pull_policy;
use super::row::Preset::{Bool, Empty, NotZero, Number, Text};
use super::row::{Row, fill_in};
use super::volume::volume;
use crate::check::schema::Minor;

const SPEC: &[Row] = &[
    ("dnsPolicy", Text("ClusterFirst")),
    ("restartPolicy", Text("Always")),
    ("securityContext", Empty),
    ("terminationGracePeriodSeconds", Number(30)),
    ("schedulerName", Text("default-scheduler")),
];

const CONTAINER: &[Row] = &[
    ("terminationMessagePath", Text("/dev/termination-log")),
    ("terminationMessagePolicy", Text("File")),
    ("ports[].protocol", Text("TCP")),
    ("env[].valueFrom.fieldRef.apiVersion", Text("v1")),
    ("env[].valueFrom.fileKeyRef.optional", Bool(false)),
    ("env[].valueFrom.resourceFieldRef.divisor", Text("0")),
    ("lifecycle.postStart.httpGet.path", Text("/")),
    ("lifecycle.postStart.httpGet.scheme", Text("HTTP")),
    ("lifecycle.preStop.httpGet.path", Text("/")),
    ("lifecycle.preStop.httpGet.scheme", Text("HTTP")),
];

const PROBE: &[Row] = &[
    ("timeoutSeconds", NotZero(1)),
    ("periodSeconds", NotZero(10)),
    ("successThreshold", NotZero(1)),
    ("failureThreshold", NotZero(3)),
    ("httpGet.path", Text("/")),
    ("httpGet.scheme", Text("HTTP")),
    ("grpc.service", Text("")),
];

/// The lists of containers that a pod has.
const CONTAINERS: [&str; 3] = ["initContainers", "containers", "ephemeralContainers"];

/// A pod of its own (`SetDefaults_Pod`), which gets more than a template: requests follow limits, host ports container
/// ports.
pub fn pod(pod: &mut Value, minor: Minor) {
    let Some(spec) = made_value(pod, &["spec"]) else { return };
    if spec.get("terminationGracePeriodSeconds").and_then(Value::as_i64).is_some_and(|seconds| seconds < 0)
        && minor.number() >= 37
    {
        spec["terminationGracePeriodSeconds"] = 1.into();
    }
    fill_in(spec, &[("enableServiceLinks", Bool(true))]);
    let on_host = spec.get("hostNetwork") == Some(&Value::Bool(true));
    for list in ["containers", "initContainers"] {
        for container in items_mut(spec, list) {
            requests_from_limits(container);
            items_mut(container, "ports").filter(|_| on_host).for_each(host_port);
        }
    }
    pod_spec(spec, minor);
}

/// `v1 PodTemplate`.
pub fn pod_template(object: &mut Value, minor: Minor) {
    template(object, &["template"], minor);
}

/// The pod template at a path.
pub fn template(object: &mut Value, path: &[&str], minor: Minor) {
    if let Some(template) = made_value(object, path)
        && let Some(spec) = made_value(template, &["spec"])
    {
        pod_spec(spec, minor);
    }
}

/// `SetDefaults_PodSpec` and what it leads to.
fn pod_spec(spec: &mut Value, minor: Minor) {
    if !spec.is_object() {
        return;
    }
    let accounts = ["serviceAccountName", "serviceAccount"];
    let account = accounts.iter().map(|field| text(spec, field)).find(|name| !name.is_empty()).map(str::to_owned);
    if let (Some(account), Some(map)) = (account, spec.as_object_mut()) {
        accounts.iter().for_each(|field| drop(map.insert((*field).to_owned(), account.clone().into())));
    }
    fill_in(spec, SPEC);
    items_mut(spec, "volumes").for_each(|one| volume(one, minor));
    for list in CONTAINERS {
        items_mut(spec, list).for_each(container);
    }
}

fn container(container: &mut Value) {
    if text(container, "imagePullPolicy").is_empty() {
        let policy = pull_policy(text(container, "image"));
        if let Some(map) = container.as_object_mut() {
            map.insert("imagePullPolicy".to_owned(), policy.into());
        }
    }
    fill_in(container, CONTAINER);
    for probe in ["livenessProbe", "readinessProbe", "startupProbe"] {
        if let Some(probe) = container.get_mut(probe) {
            fill_in(probe, PROBE);
        }
    }
}

fn requests_from_limits(container: &mut Value) {
    let Some(resources) = container.get_mut("resources").filter(|resources| !is_empty(resources, "limits")) else {
        return;
    };
    let limits = resources.get("limits").and_then(Value::as_object).cloned().unwrap_or_else(Map::new);
    if let Some(requests) = made(resources, &["requests"]) {
        for (name, amount) in limits {
            requests.entry(name).or_insert(amount);
        }
    }
}

fn host_port(port: &mut Value) {
    let is_set = port.get("hostPort").and_then(Value::as_i64).is_some_and(|port| port != 0);
    if let (false, Some(number)) = (is_set, port.get("containerPort").cloned()) {
        port["hostPort"] = number;
    }
}
