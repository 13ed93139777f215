use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use crate::model::part::placement::{Apart, Placement};

/// Pod affinity for `placement`: the rule for hosts, merged with what the user adds. Nothing where neither is set.
pub fn affinity(placement: &Placement, selector: &IndexMap<String, String>) -> Value {
    let term = json!({
        "labelSelector": { "matchLabels": selector },
        "topologyKey": "kubernetes.io/hostname",
    });
    let own = match placement.hosts {
        Apart::Required => json!({ "podAntiAffinity": { "requiredDuringSchedulingIgnoredDuringExecution": [term] } }),
        Apart::Preferred => json!({ "podAntiAffinity": {
            "preferredDuringSchedulingIgnoredDuringExecution": [{ "weight": 100, "podAffinityTerm": term }],
        } }),
        Apart::None => Value::Null,
    };
    match &placement.affinity {
        Some(added) => merged(own, added),
        None => own,
    }
}

/// Topology spread constraints for `placement`: an even spread over zones.
pub fn spread(placement: &Placement, selector: &IndexMap<String, String>) -> Vec<Value> {
    let when = match placement.zones {
        Apart::Required => "DoNotSchedule",
        Apart::Preferred => "ScheduleAnyway",
        Apart::None => return Vec::new(),
    };
    vec![json!({
        "maxSkew": 1,
        "topologyKey": "topology.kubernetes.io/zone",
        "whenUnsatisfiable": when,
        "labelSelector": { "matchLabels": selector },
    })]
}

/// Both at once: maps are merged, lists are joined, other values of `over` win.
fn merged(under: Value, over: &Value) -> Value {
    match (under, over) {
        (Value::Object(mut map), Value::Object(more)) => {
            for (key, value) in more {
                let below = map.remove(key).unwrap_or(Value::Null);
                map.insert(key.clone(), merged(below, value));
            }
            Value::Object(map)
        }
        (Value::Array(mut list), Value::Array(more)) => {
            list.extend(more.iter().cloned());
            Value::Array(list)
        }
        (_, over) => over.clone(),
    }
}

/// `map` as a JSON object.
pub fn object<V: Clone + Into<Value>>(map: &IndexMap<String, V>) -> Map<String, Value> {
    map.iter().map(|(key, value)| (key.clone(), value.clone().into())).collect()
}
