//! Values of cp-helm-charts become values of cpgen: what becomes of every key, and what the platform is then.

#[path = "../binary/mod.rs"]
mod binary;
mod cases;
mod chart;
mod effective;
mod hostile;
mod names;
mod usage;
mod values;

use binary::{Folder, Run, project};
use cases::{CASES, Case};
use serde_json::Value;

impl Case {
    /// Imports into a folder that holds the files and, where it went well, `new.yaml`.
    pub fn import(&self, more: &[&str]) -> (Folder, Run) {
        let folder = Folder::new();
        for file in self.files {
            folder.write(file, std::fs::read(project(&format!("tests/import/values/{file}"))).unwrap());
        }
        let release = ["--release", "rel", "-n", "kafka"];
        let run = folder.run(&[&["import", "cp-helm-charts"], self.files, &release, self.more, more].concat());
        folder.write("new.yaml", &run.stdout);
        (folder, run)
    }
}

/// The documents of a stream.
pub fn documents(stream: &str) -> Vec<Value> {
    let documents = serde_yaml::Deserializer::from_str(stream);
    let all = documents.map(|document| serde::Deserialize::deserialize(document).unwrap());
    all.filter(|value: &Value| !value.is_null()).collect()
}

/// What the values in `new.yaml` render to.
pub fn rendered(folder: &Folder) -> Vec<Value> {
    let run = folder.run(&["render", "-f", "new.yaml"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    documents(&run.stdout)
}

/// The object of that kind and name.
pub fn object<'a>(objects: &'a [Value], kind: &str, name: &str) -> &'a Value {
    let found = objects.iter().find(|object| object["kind"] == kind && object["metadata"]["name"] == name);
    found.unwrap_or_else(|| panic!("no {kind} {name}"))
}
