use serde_json::Value;

/// One Kubernetes object and the template that it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    /// Path of the template below `templates/`: `kafka/statefulset.yaml`.
    pub template: String,
    /// The object itself: a map with `apiVersion`, `kind` and `metadata.name`.
    pub value: Value,
}

impl Object {
    /// `StatefulSet`.
    pub fn kind(&self) -> &str {
        text(&self.value, "kind")
    }

    /// `apps/v1`.
    pub fn api_version(&self) -> &str {
        text(&self.value, "apiVersion")
    }

    /// The API group, which is empty for the core: `apps`.
    pub fn group(&self) -> &str {
        self.api_version().split_once('/').map_or("", |(group, _)| group)
    }

    /// `metadata.name`.
    pub fn name(&self) -> &str {
        text(&self.value["metadata"], "name")
    }

    /// `metadata.namespace`, where the object has one.
    pub fn namespace(&self) -> Option<&str> {
        self.value.get("metadata")?.get("namespace")?.as_str()
    }

    /// How findings call it: `StatefulSet/orders-kafka`.
    pub fn id(&self) -> String {
        format!("{}/{}", self.kind(), self.name())
    }

    /// The component it belongs to, which is the first folder of its template: `kafka`.
    pub fn component(&self) -> &str {
        self.template.split_once('/').map_or("", |(folder, _)| folder)
    }

    /// Whether `what` names it: its component's folder, its file, or `KIND/NAME` with the kind in any case.
    pub fn is_called(&self, what: &str) -> bool {
        let folder = self.component();
        what == self.template || what == folder || what.eq_ignore_ascii_case(&self.id())
    }
}

fn text<'a>(map: &'a Value, key: &str) -> &'a str {
    map.get(key).and_then(Value::as_str).unwrap_or_default()
}
