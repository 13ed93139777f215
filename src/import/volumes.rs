use serde_json::{Map, Value, json};

use super::helm;
use super::part::{Hit, Part};
use super::report::Fate;

/// The sources that a volume of cpgen can have.
const SOURCES: [&str; 10] = [
    "secret",
    "configMap",
    "emptyDir",
    "persistentVolumeClaim",
    "projected",
    "csi",
    "ephemeral",
    "image",
    "nfs",
    "hostPath",
];

/// `volumes`, each with where `volumeMounts` puts it.
pub fn volumes(part: &mut Part, hit: &Hit) {
    let Value::Array(list) = helm::json(&hit.tree) else { return part.wrong(hit, "a list") };
    let mounts = part.list("volumeMounts");
    let mut unknown = Vec::new();
    for volume in &list {
        let Some(name) = volume["name"].as_str() else { continue };
        let Some(source) = SOURCES.iter().find(|source| volume.get(**source).is_some()) else {
            unknown.push(name);
            continue;
        };
        let own = mounts.iter().filter(|mount| mount["name"] == name);
        let places: Vec<Map<String, Value>> = own.map(place).collect();
        let places = if places.is_empty() { vec![Map::new()] } else { places };
        for (number, mut fields) in places.into_iter().enumerate() {
            // One volume is mounted once here; a further mount is a further volume of the same source.
            let name = if number == 0 { name.to_string() } else { format!("{name}-{}", number + 1) };
            fields.insert((*source).into(), volume[*source].clone());
            part.set(&["volumes", &name], fields, hit.origin());
        }
    }
    let path = part.path("volumes");
    let fate = match unknown.is_empty() {
        true => Fate::Mapped(path),
        false => Fate::Open(format!("{path}; these have a source that cpgen does not know: {}", unknown.join(", "))),
    };
    part.tell(hit, fate);
}

fn place(mount: &Value) -> Map<String, Value> {
    let mut fields = Map::new();
    for (key, default) in [("mountPath", json!("")), ("subPath", json!("")), ("readOnly", json!(false))] {
        if let Some(value) = mount.get(key).filter(|value| **value != default) {
            fields.insert(key.into(), value.clone());
        }
    }
    fields
}

/// `volumeMounts`: what they mount is mapped with the volumes.
pub fn mounts(part: &mut Part, hit: &Hit) {
    let names = |key: &str| part.list(key).iter().filter_map(|one| one["name"].as_str()).map(str::to_string).collect();
    let (mounts, volumes): (Vec<String>, Vec<String>) = (names("volumeMounts"), names("volumes"));
    let missing: Vec<String> = mounts.into_iter().filter(|name| !volumes.contains(name)).collect();
    let path = part.path("volumes");
    let fate = match missing.is_empty() {
        true => Fate::Mapped(path),
        false => Fate::Open(format!("no volume has the name {}", missing.join(", "))),
    };
    part.tell(hit, fate);
}

/// `initContainers` of forks: a list with names becomes a map by name.
pub fn init_containers(part: &mut Part, hit: &Hit) {
    named(part, hit, "initContainers");
}

/// `extraContainers` and `sidecars` of forks.
pub fn sidecars(part: &mut Part, hit: &Hit) {
    named(part, hit, "sidecars");
}

fn named(part: &mut Part, hit: &Hit, key: &str) {
    let Value::Array(list) = helm::json(&hit.tree) else { return part.wrong(hit, "a list") };
    for (number, container) in list.into_iter().enumerate() {
        let Value::Object(mut fields) = container else { continue };
        let name = match fields.shift_remove("name") {
            Some(Value::String(name)) => name,
            _ => format!("{}-{number}", key.to_lowercase()),
        };
        part.set(&[key, &name], fields, hit.origin());
    }
    let path = part.path(key);
    part.tell(hit, Fate::Mapped(path));
}

/// `env` of forks: a list as a container has it.
pub fn env(part: &mut Part, hit: &Hit) {
    let Value::Array(list) = helm::json(&hit.tree) else { return part.wrong(hit, "a list") };
    for variable in &list {
        let Some(name) = variable["name"].as_str() else { continue };
        if let Some(source) = variable.get("valueFrom") {
            part.set(&["env", name, "valueFrom"], source.clone(), hit.origin());
        } else {
            let text = match &variable["value"] {
                Value::Null => String::new(),
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            part.set(&["env", name, "value"], text, hit.origin());
        }
    }
    let path = part.path("env");
    part.tell(hit, Fate::Mapped(path));
}

/// `envFromSecret` of forks: the name of a Secret.
pub fn env_from_secret(part: &mut Part, hit: &Hit) {
    match helm::text(&hit.tree) {
        Some(name) => part.map(hit, "envFrom", json!([{ "secretRef": { "name": name } }])),
        None => part.wrong(hit, "the name of a Secret"),
    }
}
