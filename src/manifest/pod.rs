use serde_json::Value;

/// Where each kind of workload keeps its pod template; a Pod is its own.
pub const POD_TEMPLATES: [(&str, &[&str]); 8] = [
    ("Pod", &[]),
    ("StatefulSet", &["spec", "template"]),
    ("Deployment", &["spec", "template"]),
    ("DaemonSet", &["spec", "template"]),
    ("ReplicaSet", &["spec", "template"]),
    ("ReplicationController", &["spec", "template"]),
    ("Job", &["spec", "template"]),
    ("CronJob", &["spec", "jobTemplate", "spec", "template"]),
];

/// The path to the pod template of a kind of workload.
pub fn pod_template_path(kind: &str) -> Option<&'static [&'static str]> {
    POD_TEMPLATES.iter().find(|(known, _)| *known == kind).map(|(_, path)| *path)
}

/// The pod template (`metadata` and `spec`) of an object, where its kind has one.
pub fn pod_template(object: &Value) -> Option<&Value> {
    let path = pod_template_path(object.get("kind")?.as_str()?)?;
    path.iter().try_fold(object, |value, key| value.get(key))
}

/// The same path down to the pod's `spec`, as findings write it: `spec.template.spec`.
pub fn pod_spec_path(kind: &str) -> String {
    let parents = pod_template_path(kind).unwrap_or_default();
    [parents, &["spec"]].concat().join(".")
}

/// The items of a list field; none where it is absent or no list.
pub fn items<'a>(value: &'a Value, field: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
    value.get(field).and_then(Value::as_array).into_iter().flatten()
}

/// A container of a pod and where it stands in its object.
#[derive(Clone, Debug)]
pub struct Container<'a> {
    /// The container itself.
    pub value: &'a Value,
    /// `spec.template.spec.containers[0]`.
    pub path: String,
}

/// All containers of an object's pods, those that only initialise first.
pub fn containers(object: &Value) -> Vec<Container<'_>> {
    let Some(spec) = pod_template(object).and_then(|template| template.get("spec")) else { return Vec::new() };
    let kind = object.get("kind").and_then(Value::as_str).unwrap_or_default();
    let prefix = pod_spec_path(kind);
    let of = |field: &'static str| {
        let path = format!("{prefix}.{field}");
        items(spec, field).enumerate().map(move |(i, value)| Container { value, path: format!("{path}[{i}]") })
    };
    of("initContainers").chain(of("containers")).collect()
}

/// The volumes of an object's pods, without those from claim templates.
pub fn pod_volumes(object: &Value) -> impl Iterator<Item = &Value> {
    pod_template(object).and_then(|template| template.get("spec")).into_iter().flat_map(|spec| items(spec, "volumes"))
}
