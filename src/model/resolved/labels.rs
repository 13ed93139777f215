use indexmap::IndexMap;
use serde_json::{Value, json};

use super::{Context, Plan, naming};
use crate::model::part::label;
use crate::model::part::workload::Workload;
use crate::source::{Findings, excerpt};

/// The label by which `kubectl delete -l` and `kubectl apply --prune -l` take exactly one platform.
pub const PLATFORM: &str = "cpgen.dev/platform";

type Labels = IndexMap<String, String>;

/// What selectors hold: immutable, hence nothing that a user, a tool or an upgrade may change.
pub fn selector(context: &Context, plan: &Plan) -> Labels {
    match context.keeps_chart() {
        true => naming::chart_selector(context.values, plan.component, plan.cluster),
        false => identity(context, plan),
    }
}

/// The labels that say which component of which platform an object belongs to.
fn identity(context: &Context, plan: &Plan) -> Labels {
    let mut labels = Labels::from([
        ("app.kubernetes.io/name".to_string(), plan.component.to_string()),
        ("app.kubernetes.io/component".to_string(), plan.role.to_string()),
        (PLATFORM.to_string(), context.values.name.0.clone()),
    ]);
    // Always there where a component can have several clusters, so that no selector covers another cluster's pods.
    if let Some(cluster) = plan.cluster.or(matches!(plan.component, "connect" | "ksql").then_some("main")) {
        labels.insert("cpgen.dev/cluster".to_string(), cluster.to_string());
    }
    labels
}

/// Labels of objects: the selector's, what describes them, and the user's.
pub fn object(context: &Context, plan: &Plan, selector: &Labels) -> Labels {
    let mut labels = selector.clone();
    add(&mut labels, &identity(context, plan));
    labels.insert("app.kubernetes.io/part-of".into(), "confluent-platform".into());
    labels.insert("app.kubernetes.io/version".into(), plan.tag.clone());
    labels.insert("app.kubernetes.io/managed-by".into(), "cpgen".into());
    add(&mut labels, &plan.workload.labels);
    labels
}

/// Labels of pods: no version, which would restart them when it changes.
pub fn pod(context: &Context, plan: &Plan, selector: &Labels) -> Labels {
    let mut labels = selector.clone();
    add(&mut labels, &identity(context, plan));
    labels.insert("app.kubernetes.io/part-of".into(), "confluent-platform".into());
    add(&mut labels, &plan.workload.labels);
    add(&mut labels, &plan.workload.pod_labels);
    labels
}

/// The labels that selectors hold, which a user cannot set.
const RESERVED: &[&str] = &["app.kubernetes.io/name", "app.kubernetes.io/component", PLATFORM, "cpgen.dev/cluster"];

/// Reports user labels that would change a selector.
pub fn check(context: &Context, plan: &Plan, findings: &mut Findings) {
    let selector = selector(context, plan);
    for (key, labels) in [("labels", &plan.workload.labels), ("podLabels", &plan.workload.pod_labels)] {
        for name in labels.keys().filter(|name| RESERVED.contains(&name.as_str()) || selector.contains_key(*name)) {
            let path = [&plan.section[..], &[key, name]].concat();
            let sentence = format!("`{name}` is part of selectors, which are immutable");
            context.error(findings, "reserved-label", &path, sentence, "give the label another name");
        }
    }
    let workload = plan.workload;
    for (path, labels) in [
        (&["labels"][..], &workload.labels),
        (&["podLabels"], &workload.pod_labels),
        (&["service", "labels"], &workload.service.labels),
        (&["placement", "nodeSelector"], &workload.placement.node_selector),
    ] {
        check_keys(context, &[&plan.section[..], path].concat(), labels, findings);
        for (key, value) in labels.iter().filter(|(_, value)| !label::is_value(value)) {
            let path = [&plan.section[..], path, &[key]].concat();
            let sentence = format!("`{}` cannot be the value of a label", excerpt(value));
            let fix = "use up to 63 letters, digits, `-`, `_` and `.`, or make it an annotation";
            context.error(findings, "label-value", &path, sentence, fix);
        }
    }
    for (path, annotations) in [
        (&["annotations"][..], &workload.annotations),
        (&["podAnnotations"], &workload.pod_annotations),
        (&["service", "annotations"], &workload.service.annotations),
        (&["serviceAccount", "annotations"], &workload.service_account.annotations),
    ] {
        check_keys(context, &[&plan.section[..], path].concat(), annotations, findings);
    }
}

fn check_keys(context: &Context, path: &[&str], map: &Labels, findings: &mut Findings) {
    for key in map.keys().filter(|key| !label::is_key(key)) {
        let sentence = format!("`{}` cannot be the key of a label or annotation", excerpt(key));
        context.error(findings, "label-key", &[path, &[key]].concat(), sentence, "write `name` or `example.com/name`");
    }
}

fn add(labels: &mut Labels, more: &Labels) {
    labels.extend(more.clone());
}

/// Annotations of pods: which container `kubectl logs` shows, where Prometheus scrapes, and the user's.
pub fn pod_annotations(workload: &Workload, component: &str) -> Labels {
    let mut annotations = Labels::from([("kubectl.kubernetes.io/default-container".into(), component.to_string())]);
    if workload.exporter.enabled {
        annotations.insert("prometheus.io/scrape".into(), "true".into());
        annotations.insert("prometheus.io/port".into(), workload.exporter.port.0.to_string());
    }
    annotations.extend(workload.pod_annotations.clone());
    annotations
}

/// A map of containers as the list that a pod has.
pub fn named(containers: &IndexMap<String, Value>) -> Vec<Value> {
    let with_name = |(name, container): (&String, &Value)| {
        let mut entry = serde_json::Map::from_iter([("name".to_string(), json!(name))]);
        if let Value::Object(fields) = container {
            entry.extend(fields.clone());
        }
        Value::Object(entry)
    };
    containers.iter().map(with_name).collect()
}
