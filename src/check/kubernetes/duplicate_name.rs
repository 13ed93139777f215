use crate::check::maps::repeated;
use crate::check::{Report, Rule};
use crate::manifest::{Manifests, containers, pod_spec_path, pod_volumes};

/// Names of containers and of volumes are unique in their pod.
pub const RULE: Rule = Rule {
    name: "duplicate-name",
    explanation: "Containers, those that initialise included, share one set of names in a pod, and volumes another. \
                  The API server refuses a pod template in which one occurs twice.",
    bad: "\
apiVersion: v1
kind: Pod
metadata: {name: a}
spec: {initContainers: [{name: a, image: a}], containers: [{name: a, image: a}]}
",
    good: "\
apiVersion: v1
kind: Pod
metadata: {name: a}
spec: {initContainers: [{name: init, image: a}], containers: [{name: a, image: a}]}
",
    check,
};

fn check(manifests: &Manifests, report: &mut Report) {
    let fix = "rename one of them, or merge them into one";
    for object in manifests.objects() {
        let containers = containers(&object.value);
        let names = containers.iter().map(|container| container.value.get("name").and_then(|name| name.as_str()));
        for (index, name) in repeated(names) {
            let (Some(name), path) = (name, &containers[index].path) else { continue };
            report.error(object, &format!("{path}.name"), format!("two containers are called `{name}`"), fix);
        }
        let names = pod_volumes(&object.value).map(|volume| volume.get("name").and_then(|name| name.as_str()));
        for (index, name) in repeated(names) {
            let Some(name) = name else { continue };
            report.error(
                object,
                &format!("{}.volumes[{index}].name", pod_spec_path(object.kind())),
                format!("two volumes are called `{name}`"),
                fix,
            );
        }
    }
}
