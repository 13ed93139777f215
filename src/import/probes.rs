use serde_json::{Map, Value};

use super::helm;
use super::part::{Hit, Part};
use super::report::Fate;

/// `livenessProbe` of Connect, and of forks.
pub fn liveness(part: &mut Part, hit: &Hit) {
    probe(part, hit, "liveness");
}

/// `readinessProbe` of forks.
pub fn readiness(part: &mut Part, hit: &Hit) {
    probe(part, hit, "readiness");
}

/// `startupProbe` of forks.
pub fn startup(part: &mut Part, hit: &Hit) {
    probe(part, hit, "startup");
}

const TIMING: [&str; 4] = ["initialDelaySeconds", "periodSeconds", "timeoutSeconds", "failureThreshold"];

/// A probe as a pod has it, or the timing of one: what is asked instead of cpgen's question, and when.
fn probe(part: &mut Part, hit: &Hit, name: &str) {
    let Value::Object(fields) = helm::json(&hit.tree) else { return part.wrong(hit, "a map") };
    let mut handler = Map::new();
    for (field, value) in fields {
        match field.as_str() {
            "enabled" => part.set(&["probes", name, "enabled"], value, hit.origin()),
            // The kubelet's default, and the only value that two of the three may have.
            "successThreshold" => {}
            field if TIMING.contains(&field) => part.set(&["probes", name, field], value, hit.origin()),
            _ => drop(handler.insert(field, value)),
        }
    }
    if !handler.is_empty() {
        part.set(&["probes", name, "handler"], handler, hit.origin());
    }
    let path = part.path(&format!("probes.{name}"));
    part.tell(hit, Fate::Mapped(path));
}
