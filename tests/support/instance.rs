//! One component of a rendered platform, seen as a test asks about it.

use serde_json::{Value, json};

use super::platform::{Objects, named};

/// A component's section in the values, its name in objects, what its Java environment is called, its own file.
pub struct Component {
    pub key: &'static str,
    pub name: &'static str,
    pub java: &'static str,
    pub file: &'static str,
}

const fn component(key: &'static str, name: &'static str, java: &'static str, file: &'static str) -> Component {
    Component { key, name, java, file }
}

pub const ALL: &[Component] = &[
    component("zookeeper", "zookeeper", "KAFKA", "zookeeper.properties"),
    component("kraft", "kraft", "KAFKA", "controller.properties"),
    component("kafka", "kafka", "KAFKA", "server.properties"),
    component("schemaRegistry", "schema-registry", "SCHEMA_REGISTRY", "schema-registry.properties"),
    component("connect", "connect", "KAFKA", "connect-distributed.properties"),
    component("restProxy", "rest-proxy", "KAFKAREST", "kafka-rest.properties"),
    component("ksql", "ksql", "KSQL", "ksql-server.properties"),
    component("controlCenter", "control-center", "CONTROL_CENTER", "control-center.properties"),
];

pub fn of_key(key: &str) -> &'static Component {
    ALL.iter().find(|component| component.key == key).unwrap_or_else(|| panic!("no component {key}"))
}

/// The objects of one component, or of one of its further clusters. The platform is called `orders`.
pub struct Instance<'a> {
    pub objects: &'a Objects,
    pub component: &'static Component,
    pub name: String,
}

impl<'a> Instance<'a> {
    pub fn of(objects: &'a Objects, key: &str, cluster: Option<&str>) -> Instance<'a> {
        let component = of_key(key);
        let name = match cluster {
            Some(cluster) => format!("orders-{}-{cluster}", component.name),
            None => format!("orders-{}", component.name),
        };
        Instance { objects, component, name }
    }

    pub fn get(&self, kind: &str, suffix: &str) -> &'a Value {
        self.objects.get(kind, &format!("{}{suffix}", self.name))
    }

    pub fn workload(&self) -> &'a Value {
        self.objects.workload(&self.name)
    }

    pub fn template(&self) -> &'a Value {
        &self.workload()["spec"]["template"]
    }

    pub fn pod(&self) -> &'a Value {
        self.objects.pod(&self.name)
    }

    pub fn container(&self) -> &'a Value {
        named(&self.pod()["containers"], self.component.name)
    }

    pub fn env(&self, name: &str) -> &'a Value {
        named(&self.container()["env"], name)
    }

    pub fn volume(&self, name: &str) -> &'a Value {
        named(&self.pod()["volumes"], name)
    }

    pub fn mount(&self, name: &str) -> &'a Value {
        named(&self.container()["volumeMounts"], name)
    }

    pub fn claim(&self, name: &str) -> &'a Value {
        let claims = self.workload()["spec"]["volumeClaimTemplates"].as_array().map(Vec::as_slice).unwrap_or_default();
        claims.iter().find(|claim| claim["metadata"]["name"] == name).unwrap_or(&Value::Null)
    }

    pub fn config(&self, file: &str) -> &'a str {
        self.objects.file(&format!("{}-config", self.name), file)
    }

    /// A property of its own configuration file.
    pub fn property(&self, name: &str) -> Option<&'a str> {
        let entries = self.config(self.component.file).lines().filter_map(|line| line.split_once('='));
        entries.filter(|(key, _)| *key == name).map(|(_, value)| value).next_back()
    }

    /// The Secret and the key in it that a property comes from.
    pub fn secret(&self, property: &str) -> Option<(String, String)> {
        let sources = self.volume("secrets")["projected"]["sources"].as_array()?;
        sources.iter().find_map(|source| {
            let item = &source["secret"]["items"][0];
            let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
            (item["path"] == property).then(|| (text(&source["secret"]["name"]), text(&item["key"])))
        })
    }

    pub fn image(&self) -> &'a str {
        self.container()["image"].as_str().unwrap_or_default()
    }

    /// Whether every object of the instance, but those of other instances that begin with the same name, passes.
    pub fn all(&self, passes: impl Fn(&Value) -> bool) -> bool {
        let selector = &self.workload()["spec"]["selector"]["matchLabels"];
        let own = |object: &&Value| {
            let labels = &object["metadata"]["labels"];
            selector.as_object().is_some_and(|selector| selector.iter().all(|(key, value)| labels[key] == *value))
        };
        let mut all = self.objects.0.iter().filter(own).peekable();
        all.peek().is_some() && all.all(passes)
    }
}

/// Whether `whole` holds everything that `part` says; lists must be equal.
pub fn holds(whole: &Value, part: &Value) -> bool {
    match part {
        Value::Object(part) => part.iter().all(|(key, value)| holds(&whole[key], value)),
        _ => whole == part,
    }
}

/// `{name: value}` as Kubernetes lists have it.
pub fn entry(name: &str, value: &Value) -> Value {
    let mut entry = json!({ "name": name });
    if let (Value::Object(entry), Value::Object(more)) = (&mut entry, value) {
        entry.extend(more.clone());
    }
    entry
}
