//! kubeconform itself, and schemas for it on disk.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Map, Value, json};

const PROGRAM: &str = "github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0";
const KUBERNETES: &str = "k8s.io/kubernetes@v1.37.2";

/// The program, built once into `work`. Fails where Go is missing.
pub fn program(work: &Path) -> PathBuf {
    let program = work.join("bin/kubeconform");
    if !program.exists() {
        let status = Command::new("go").args(["install", PROGRAM]).env("GOBIN", work.join("bin")).status();
        assert!(status.is_ok_and(|status| status.success()), "kubeconform cannot be built: is Go there?");
    }
    program
}

/// Writes the strict schemas of the newest Kubernetes into a folder below `work`, from the OpenAPI documents that it
/// publishes, in the form that kubeconform's users have them. Returns the template that names them.
pub fn schemas(work: &Path) -> String {
    let folder = work.join("kubeconform-schemas");
    let template = format!("{}/{{{{ .ResourceKind }}}}{{{{ .KindSuffix }}}}.json", folder.display());
    if folder.join("done").exists() {
        return template;
    }
    fs::create_dir_all(&folder).expect("a folder");
    let output = Command::new("go").args(["mod", "download", "-json", KUBERNETES]).output().expect("Go is there");
    let said: Value = serde_json::from_slice(&output.stdout).expect("go prints JSON");
    let documents = Path::new(said["Dir"].as_str().expect("a folder")).join("api/openapi-spec/v3");
    for entry in fs::read_dir(documents).expect("documents") {
        let document: Value = serde_json::from_slice(&fs::read(entry.unwrap().path()).unwrap()).unwrap();
        let schemas = document["components"]["schemas"].as_object();
        for (name, schema) in schemas.into_iter().flatten() {
            let gvks = schema["x-kubernetes-group-version-kind"].as_array().map_or(&[][..], Vec::as_slice);
            let [gvk] = gvks else { continue };
            let text = |field: &str| gvk[field].as_str().unwrap_or_default();
            let suffix = match text("group").split('.').next() {
                Some("") | None => format!("-{}", text("version")),
                Some(group) => format!("-{group}-{}", text("version")),
            };
            let file = format!("{}{suffix}.json", text("kind").to_lowercase());
            let standalone = standalone(name, schemas.expect("schemas")).to_string();
            fs::write(folder.join(file.to_lowercase()), standalone).expect("a schema is written");
        }
    }
    fs::write(folder.join("done"), "").expect("a mark");
    template
}

fn standalone(root: &str, schemas: &Map<String, Value>) -> Value {
    let mut queue = vec![root.to_owned()];
    let mut seen: BTreeSet<String> = queue.iter().cloned().collect();
    let mut definitions = Map::new();
    while let Some(name) = queue.pop() {
        let strict = strict(&schemas[&name], &mut |name| {
            if seen.insert(name.to_owned()) {
                queue.push(name.to_owned());
            }
        });
        definitions.insert(name, strict);
    }
    json!({ "$ref": format!("#/definitions/{root}"), "definitions": definitions })
}

/// Without descriptions, closed, and with null beside every type, as those schemas are.
fn strict(schema: &Value, found: &mut impl FnMut(&str)) -> Value {
    let mut made = Map::new();
    for (key, value) in schema.as_object().into_iter().flatten() {
        match key.as_str() {
            "$ref" => {
                let name = value.as_str().and_then(|text| text.rsplit('/').next()).expect("a reference");
                found(name);
                made.insert(key.clone(), format!("#/definitions/{name}").into());
            }
            "properties" => {
                let fields = value.as_object().into_iter().flatten();
                let fields = fields.map(|(name, field)| (name.clone(), strict(field, found))).collect::<Map<_, _>>();
                made.insert(key.clone(), fields.into());
                made.insert("additionalProperties".into(), false.into());
            }
            "items" | "additionalProperties" if value.is_object() => {
                made.insert(key.clone(), strict(value, found));
            }
            "allOf" | "oneOf" => {
                let list: Vec<Value> = value.as_array().into_iter().flatten().map(|one| strict(one, found)).collect();
                made.insert(key.clone(), list.into());
            }
            "type" => _ = made.insert(key.clone(), json!([value, "null"])),
            "required" | "format" => _ = made.insert(key.clone(), value.clone()),
            _ => {}
        }
    }
    made.into()
}
