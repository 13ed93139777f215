use serde_json::Value;

use crate::check::maps::repeated;
use crate::check::{Report, Rule};
use crate::manifest::{Manifests, containers, items};

/// A container mounts one volume at one path.
pub const RULE: Rule = Rule {
    name: "duplicate-mount",
    explanation: "Two mounts at one path would hide each other; the API server refuses them.",
    bad: "\
apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  volumes: [{name: a, emptyDir: {}}, {name: b, emptyDir: {}}]
  containers: [{name: a, image: a, volumeMounts: [{name: a, mountPath: /x}, {name: b, mountPath: /x}]}]
",
    good: "\
apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  volumes: [{name: a, emptyDir: {}}, {name: b, emptyDir: {}}]
  containers: [{name: a, image: a, volumeMounts: [{name: a, mountPath: /x}, {name: b, mountPath: /y}]}]
",
    check,
};

fn check(manifests: &Manifests, report: &mut Report) {
    for object in manifests.objects() {
        for container in containers(&object.value) {
            let paths =
                items(container.value, "volumeMounts").map(|mount| mount.get("mountPath").and_then(Value::as_str));
            for (index, mounted) in repeated(paths) {
                let Some(mounted) = mounted else { continue };
                let path = format!("{}.volumeMounts[{index}].mountPath", container.path);
                report.error(object, &path, format!("`{mounted}` is mounted twice"), "choose another path for one");
            }
        }
    }
}
