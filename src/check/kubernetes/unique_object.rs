use std::collections::BTreeMap;

use crate::check::{Report, Rule};
use crate::manifest::Manifests;

/// No two objects with the same kind, namespace and name.
pub const RULE: Rule = Rule {
    name: "unique-object",
    explanation: "Of two objects with one kind, namespace and name the one applied last silently replaces the other.",
    bad: "\
apiVersion: v1
kind: ConfigMap
metadata: {name: a}
data: {x: \"1\"}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: a}
data: {x: \"2\"}
",
    good: "\
apiVersion: v1
kind: ConfigMap
metadata: {name: a}
data: {x: \"1\"}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: b}
data: {x: \"2\"}
",
    check,
};

fn check(manifests: &Manifests, report: &mut Report) {
    let mut seen = BTreeMap::new();
    for object in manifests.objects() {
        let key = (object.group(), object.kind(), object.namespace(), object.name());
        if let Some(first) = seen.insert(key, object) {
            let sentence = format!("another object of the same name comes from {}", first.template);
            report.error(object, "metadata.name", sentence, "give one of them another name, or remove one");
        }
    }
}
