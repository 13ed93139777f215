use crate::check::{Report, Rule};
use crate::manifest::{Manifests, containers, items};

/// Environment variables have strings as values, or a source, and not both.
pub const RULE: Rule = Rule {
    name: "env-value",
    explanation: "The value of an environment variable is a string; the API server refuses numbers and booleans, which \
                  is what YAML makes of `9092` and `yes` without quotes. It also refuses a value beside `valueFrom`.",
    bad: "\
apiVersion: v1
kind: Pod
metadata: {name: a}
spec: {containers: [{name: a, image: a, env: [{name: PORT, value: 9092}]}]}
",
    good: "\
apiVersion: v1
kind: Pod
metadata: {name: a}
spec: {containers: [{name: a, image: a, env: [{name: PORT, value: \"9092\"}]}]}
",
    check,
};

fn check(manifests: &Manifests, report: &mut Report) {
    for object in manifests.objects() {
        for container in containers(&object.value) {
            for (index, env) in items(container.value, "env").enumerate() {
                let path = format!("{}.env[{index}]", container.path);
                let value = env.get("value");
                if let Some(value) = value.filter(|value| !value.is_string()) {
                    report.error(object, &format!("{path}.value"), format!("`{value}` is not a string"), "quote it");
                }
                if value.is_some_and(|value| value != "") && env.get("valueFrom").is_some() {
                    report.error(object, &path, "it has both `value` and `valueFrom`", "remove one of them");
                }
            }
        }
    }
}
