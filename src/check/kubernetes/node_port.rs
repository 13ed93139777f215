use std::collections::BTreeSet;

use serde_json::Value;

use crate::check::maps::spec;
use crate::check::{Report, Rule};
use crate::manifest::{Manifests, items};

/// The range that a cluster has unless its administrator changed it (`--service-node-port-range`).
const RANGE: std::ops::RangeInclusive<i64> = 30000..=32767;

/// Node ports are in the range of the cluster and each is used once.
pub const RULE: Rule = Rule {
    name: "node-port",
    explanation: "A node port is open on every node of the cluster: it must be within 30000-32767, and only one Service \
                  can have it.",
    bad: "\
apiVersion: v1
kind: Service
metadata: {name: a}
spec: {type: NodePort, ports: [{name: a, port: 9092, nodePort: 9092}]}
",
    good: "\
apiVersion: v1
kind: Service
metadata: {name: a}
spec: {type: NodePort, ports: [{name: a, port: 9092, nodePort: 30092}]}
",
    check,
};

fn check(manifests: &Manifests, report: &mut Report) {
    let mut used = BTreeSet::new();
    for object in manifests.objects().iter().filter(|object| object.kind() == "Service") {
        for (index, port) in items(spec(object), "ports").enumerate() {
            let Some(node_port) = port.get("nodePort").and_then(Value::as_i64).filter(|port| *port != 0) else {
                continue;
            };
            let path = format!("spec.ports[{index}].nodePort");
            if !RANGE.contains(&node_port) {
                let sentence = format!("{node_port} is outside of 30000-32767");
                report.error(object, &path, sentence, "choose a port of that range, or none to get a free one");
            }
            let protocol = port.get("protocol").and_then(Value::as_str).unwrap_or("TCP");
            if !used.insert((node_port, protocol.to_owned())) {
                let sentence = format!("{node_port} is used by another port already");
                report.error(object, &path, sentence, "choose another one; every broker needs its own");
            }
        }
    }
}
