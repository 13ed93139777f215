use serde_json::{Map, Value};

use super::helm;
use super::part::{Hit, Part};
use super::report::Fate;
use crate::values::Node;

/// A map of texts: labels, annotations.
pub fn texts(part: &mut Part, hit: &Hit, path: &str) {
    let Node::Map(map) = &hit.tree.node else { return part.wrong(hit, "a map") };
    for (key, entry) in map {
        let inner = hit.inside(key, &entry.key, &entry.value);
        match helm::text(&entry.value) {
            Some(text) => {
                let steps: Vec<&str> = path.split('.').chain([key.as_str()]).collect();
                part.set(&steps, text, inner.origin());
                let path = crate::values::join(&part.path(path), key);
                part.tell(&inner, Fate::Mapped(path));
            }
            None => part.wrong(&inner, "a text"),
        }
    }
}

/// `podAnnotations`.
pub fn pod_annotations(part: &mut Part, hit: &Hit) {
    texts(part, hit, "podAnnotations");
}

/// `podLabels` of forks.
pub fn pod_labels(part: &mut Part, hit: &Hit) {
    texts(part, hit, "podLabels");
}

/// `nodeSelector`.
pub fn node_selector(part: &mut Part, hit: &Hit) {
    texts(part, hit, "placement.nodeSelector");
}

/// `resources`, of which the chart sets none.
pub fn resources(part: &mut Part, hit: &Hit) {
    let Node::Map(map) = &hit.tree.node else { return part.wrong(hit, "a map") };
    for (kind, amounts) in map {
        let inner = hit.inside(kind, &amounts.key, &amounts.value);
        match &amounts.value.node {
            Node::Map(amounts) if matches!(kind.as_str(), "requests" | "limits") => {
                for (name, amount) in amounts {
                    let inner = inner.inside(name, &amount.key, &amount.value);
                    match helm::text(&amount.value) {
                        Some(text) => {
                            part.set(&["resources", kind, name], text, inner.origin());
                            let path = part.path(&format!("resources.{kind}.{name}"));
                            part.tell(&inner, Fate::Mapped(path));
                        }
                        None => part.tell(&inner, Fate::Default("it sets nothing".into())),
                    }
                }
            }
            _ if helm::is_nothing(&amounts.value) => part.tell(&inner, Fate::Default("it sets nothing".into())),
            _ => part.tell(&inner, Fate::Open("resources have requests and limits, which are maps".into())),
        }
    }
}

/// `tolerations`.
pub fn tolerations(part: &mut Part, hit: &Hit) {
    match hit.tree.node {
        Node::List(_) => part.map(hit, "placement.tolerations", helm::json(&hit.tree)),
        _ => part.wrong(hit, "a list"),
    }
}

/// `affinity`, which takes the place of the chart's own.
pub fn affinity(part: &mut Part, hit: &Hit) {
    match hit.tree.node {
        Node::Map(_) => {
            part.set(&["placement", "hosts"], "none", hit.origin());
            part.map(hit, "placement.affinity", helm::json(&hit.tree));
        }
        _ => part.wrong(hit, "a map"),
    }
}

/// `imagePullSecrets`, which cpgen has once for all.
pub fn pull_secrets(part: &mut Part, hit: &Hit) {
    let list = match helm::json(&hit.tree) {
        Value::Array(list) => list,
        other => vec![other],
    };
    let mut names = match part.draft.get(&["images", "pullSecrets"]) {
        Some(Value::Array(names)) => names.clone(),
        _ => Vec::new(),
    };
    for name in list.iter().filter_map(|one| one.get("name").unwrap_or(one).as_str()) {
        if !names.contains(&Value::from(name)) {
            names.push(name.into());
        }
    }
    part.draft.set(&["images", "pullSecrets"], names, hit.origin());
    part.tell(hit, Fate::Mapped("images.pullSecrets".into()));
}

/// `imagePullPolicy`, which cpgen has once for all.
pub fn pull_policy(part: &mut Part, hit: &Hit) {
    let Some(policy) = helm::text(&hit.tree) else { return part.wrong(hit, "a text") };
    let fate = match part.draft.get(&["images", "pullPolicy"]).and_then(Value::as_str) {
        _ if policy == "IfNotPresent" => Fate::Default("cpgen has it like this".into()),
        Some(other) if other != policy => {
            Fate::Open(format!("images.pullPolicy is one for all, and another component has {other}"))
        }
        _ => {
            part.draft.set(&["images", "pullPolicy"], policy, hit.origin());
            Fate::Mapped("images.pullPolicy".into())
        }
    };
    part.tell(hit, fate);
}

/// `securityContext`. Root, which the umbrella has for brokers and ZooKeeper, is left out: the group of the pod gets at
/// what root has written.
pub fn security(part: &mut Part, hit: &Hit) {
    let Value::Object(fields) = helm::json(&hit.tree) else { return part.wrong(hit, "a map") };
    if fields.get("runAsUser").and_then(Value::as_u64) == Some(0) {
        let why = "pods run as user 1000, and files of root are opened to their group (`fsGroup`)";
        return part.tell(hit, Fate::Dropped(why.into()));
    }
    const OF_PODS: [&str; 5] = ["fsGroup", "fsGroupChangePolicy", "runAsUser", "runAsGroup", "supplementalGroups"];
    let (pods, containers): (Map<_, _>, Map<_, _>) =
        fields.into_iter().partition(|(name, _)| OF_PODS.contains(&name.as_str()) || name == "runAsNonRoot");
    for (section, fields) in [("podSecurityContext", pods), ("containerSecurityContext", containers)] {
        for (name, value) in fields {
            part.set(&[section, &name], value, hit.origin());
        }
    }
    let path = part.path("podSecurityContext");
    part.tell(hit, Fate::Mapped(path));
}

/// `serviceAccount` of forks: a map with `create`, `name` and `annotations`.
pub fn service_account(part: &mut Part, hit: &Hit) {
    let Value::Object(fields) = helm::json(&hit.tree) else { return part.wrong(hit, "a map") };
    let creates = fields.get("create").and_then(Value::as_bool).unwrap_or(true);
    let name = fields.get("name").and_then(Value::as_str).unwrap_or_default();
    // An account that the chart made goes with it; cpgen makes its own.
    if !creates {
        part.set(&["serviceAccount", "name"], if name.is_empty() { "default" } else { name }, hit.origin());
    }
    if let Some(Value::Object(annotations)) = fields.get("annotations") {
        for (key, value) in annotations {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_string);
            part.set(&["serviceAccount", "annotations", key], text, hit.origin());
        }
    }
    let path = part.path("serviceAccount");
    part.tell(hit, Fate::Mapped(path));
}
