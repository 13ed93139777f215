use crate::check::{Report, Rule};
use crate::manifest::{Manifests, labels_at, selects};

/// A workload selects the pods that it makes.
pub const RULE: Rule = Rule {
    name: "selector-mismatch",
    explanation: "The selector of a workload must match the labels of its own pod template; the API server refuses it \
                  otherwise, since the workload would make pods without end and find none of them.",
    bad: "\
apiVersion: apps/v1
kind: Deployment
metadata: {name: a}
spec:
  selector: {matchLabels: {app: a}}
  template: {metadata: {labels: {app: b}}, spec: {containers: [{name: a, image: a}]}}
",
    good: "\
apiVersion: apps/v1
kind: Deployment
metadata: {name: a}
spec:
  selector: {matchLabels: {app: a}}
  template: {metadata: {labels: {app: a}}, spec: {containers: [{name: a, image: a}]}}
",
    check,
};

fn check(manifests: &Manifests, report: &mut Report) {
    const KINDS: [&str; 4] = ["StatefulSet", "Deployment", "DaemonSet", "ReplicaSet"];
    for object in manifests.objects().iter().filter(|object| KINDS.contains(&object.kind())) {
        let labels = labels_at(&object.value, "/spec/template/metadata/labels");
        let Some(selector) = labels_at(&object.value, "/spec/selector/matchLabels") else { continue };
        if !selects(selector, labels) {
            let sentence = "the selector does not match the labels of the pod template";
            let fix = "leave the labels of the selector as they were rendered, in both places";
            report.error(object, "spec.selector.matchLabels", sentence, fix);
        }
    }
}
