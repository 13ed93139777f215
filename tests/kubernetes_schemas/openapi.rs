use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// What the OpenAPI v3 documents of one release say of the objects that can be created.
pub struct Release {
    /// By kind and API version.
    pub kinds: BTreeMap<(String, String), Kind>,
    /// The schemas by their names (`io.k8s.api.core.v1.Pod`).
    pub schemas: BTreeMap<String, Value>,
}

/// A kind that can be created.
pub struct Kind {
    pub schema: String,
    pub namespaced: bool,
    pub named: bool,
}

/// Reads all documents of a folder.
pub fn read(folder: &Path) -> Release {
    let mut release = Release { kinds: BTreeMap::new(), schemas: BTreeMap::new() };
    let mut files: Vec<_> = fs::read_dir(folder).expect("documents").map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "json")) {
        let document: Value = serde_json::from_slice(&fs::read(file).unwrap()).expect("a document is JSON");
        for (name, schema) in document["components"]["schemas"].as_object().into_iter().flatten() {
            release.schemas.insert(name.clone(), schema.clone());
        }
        let Some(paths) = document["paths"].as_object() else { continue };
        for (path, item) in paths {
            // Below `{name}` are subresources (`pods/{name}/eviction`), which nobody writes as manifests.
            let posts = item.get("post").filter(|_| !path.contains("{name}"));
            let Some((post, gvk)) = posts.and_then(|post| Some((post, post.get("x-kubernetes-group-version-kind")?)))
            else {
                continue;
            };
            let text = |field: &str| gvk[field].as_str().expect("text").to_owned();
            let api_version = match gvk["group"].as_str() {
                Some("") | None => text("version"),
                Some(group) => format!("{group}/{}", text("version")),
            };
            let kind = Kind {
                schema: body(post),
                namespaced: path.contains("/namespaces/{namespace}/"),
                named: paths.contains_key(&format!("{path}/{{name}}")),
            };
            release.kinds.insert((text("kind"), api_version), kind);
        }
    }
    assert!(release.kinds.len() > 60, "{} has {} kinds only", folder.display(), release.kinds.len());
    release
}

/// The name of the schema of what is posted.
fn body(post: &Value) -> String {
    let content = post["requestBody"]["content"].as_object().expect("a body");
    let schema = &content.values().next().expect("a media type")["schema"]["$ref"];
    reference(schema).expect("a reference").to_owned()
}

/// The last part of `#/components/schemas/NAME`.
pub fn reference(value: &Value) -> Option<&str> {
    value.as_str()?.rsplit('/').next()
}
