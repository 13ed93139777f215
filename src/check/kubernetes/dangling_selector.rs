use crate::check::maps::spec;
use crate::check::{Report, Rule};
use crate::manifest::{Manifests, Object, labels_at, pod_template, selects};

/// A Service selects pods of the platform.
pub const RULE: Rule = Rule {
    name: "dangling-selector",
    explanation: "A Service whose selector matches no pod template of the platform has no endpoints: clients wait and \
                  then fail to connect. A warning only, since it may be meant for pods that come from elsewhere.",
    bad: "\
apiVersion: v1
kind: Service
metadata: {name: a}
spec: {selector: {app: b}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: a, labels: {app: a}}
spec: {containers: [{name: a, image: a}]}
",
    good: "\
apiVersion: v1
kind: Service
metadata: {name: a}
spec: {selector: {app: a}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: a, labels: {app: a}}
spec: {containers: [{name: a, image: a}]}
",
    check,
};

fn check(manifests: &Manifests, report: &mut Report) {
    let labels =
        |object| Some((Object::namespace(object), labels_at(pod_template(&object.value)?, "/metadata/labels")));
    let pods: Vec<_> = manifests.objects().iter().filter_map(labels).collect();
    for service in manifests.objects().iter().filter(|object| object.kind() == "Service") {
        let Some(selector) = spec(service).get("selector").and_then(|selector| selector.as_object()) else { continue };
        let mut selector = selector.clone();
        // The controller of a StatefulSet adds this label to each pod; no template has it.
        selector.shift_remove("statefulset.kubernetes.io/pod-name");
        let namespace = service.namespace();
        let found = pods.iter().any(|(place, labels)| *place == namespace && selects(&selector, *labels));
        if !selector.is_empty() && !found {
            let sentence = "this selector matches no pods of this platform";
            report.warning(service, "spec.selector", sentence, "use labels that the pod template has");
        }
    }
}
