use serde_json::Value;

use crate::check::maps::{repeated, spec};
use crate::check::{Report, Rule};
use crate::manifest::{Manifests, Object, containers, items};

/// Ports of a container or a Service have different names and different numbers.
pub const RULE: Rule = Rule {
    name: "duplicate-port",
    explanation: "Ports of one container, or of one Service, must differ in name and in number with protocol. The API \
                  server refuses two of one name, and of two with one number `kubectl apply` loses one.",
    bad: "\
apiVersion: v1
kind: Service
metadata: {name: a}
spec: {ports: [{name: http, port: 80}, {name: http, port: 81}]}
",
    good: "\
apiVersion: v1
kind: Service
metadata: {name: a}
spec: {ports: [{name: http, port: 80}, {name: admin, port: 81}]}
",
    check,
};

fn check(manifests: &Manifests, report: &mut Report) {
    for object in manifests.objects() {
        for container in containers(&object.value) {
            check_ports(object, &container.path, container.value, "containerPort", report);
        }
        if object.kind() == "Service" {
            check_ports(object, "spec", spec(object), "port", report);
        }
    }
}

fn check_ports(object: &Object, path: &str, holder: &Value, field: &str, report: &mut Report) {
    let names = items(holder, "ports").map(|port| port.get("name").and_then(Value::as_str));
    for (index, name) in repeated(names) {
        let Some(name) = name else { continue };
        let path = format!("{path}.ports[{index}].name");
        report.error(object, &path, format!("two ports are called `{name}`"), "rename one of them");
    }
    let numbers = items(holder, "ports").map(|port| {
        let protocol = port.get("protocol").and_then(Value::as_str).unwrap_or("TCP");
        port.get(field).map(|number| (number.to_string(), protocol))
    });
    for (index, number) in repeated(numbers) {
        let Some((number, protocol)) = number else { continue };
        let path = format!("{path}.ports[{index}].{field}");
        report.error(
            object,
            &path,
            format!("port {number}/{protocol} occurs twice"),
            "give one of them another number",
        );
    }
}
