use serde_json::Value;

use crate::check::maps::repeated;
use crate::check::{Report, Rule};
use crate::manifest::{Manifests, containers, items};

/// A container sets each environment variable once.
pub const RULE: Rule = Rule {
    name: "duplicate-env",
    explanation: "Of two environment variables of one name the last one wins, `kubectl apply` may drop either when it \
                  merges, and server-side apply refuses the object.",
    bad: "\
apiVersion: v1
kind: Pod
metadata: {name: a}
spec: {containers: [{name: a, image: a, env: [{name: A, value: one}, {name: A, value: two}]}]}
",
    good: "\
apiVersion: v1
kind: Pod
metadata: {name: a}
spec: {containers: [{name: a, image: a, env: [{name: A, value: one}, {name: B, value: two}]}]}
",
    check,
};

fn check(manifests: &Manifests, report: &mut Report) {
    for object in manifests.objects() {
        for container in containers(&object.value) {
            let names = items(container.value, "env").map(|env| env.get("name").and_then(Value::as_str));
            for (index, name) in repeated(names) {
                let Some(name) = name else { continue };
                let path = format!("{}.env[{index}].name", container.path);
                report.error(object, &path, format!("`{name}` is set twice"), "keep one of them");
            }
        }
    }
}
