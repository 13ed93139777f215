use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use super::{Document, OpenSchema};
use crate::check::schema::Minor;

/// What kubeconform appends to a location that is no template.
const STANDARD: &str =
    "{{ .NormalizedKubernetesVersion }}-standalone{{ .StrictSuffix }}/{{ .ResourceKind }}{{ .KindSuffix }}.json";

/// Where schemas are looked up, in the order in which they were named.
#[derive(Debug)]
pub enum Location {
    /// The schemas that are built in.
    BuiltIn,
    /// An OpenAPI document.
    Document(Document),
    /// Files whose names follow from kind and version, read when they are asked for.
    Files(Files),
}

/// Files named by a template of kubeconform's.
#[derive(Debug)]
pub struct Files {
    template: String,
    known: Mutex<HashMap<PathBuf, Option<OpenSchema>>>,
}

impl Location {
    /// Files below a folder, or named by a template with `{{ .ResourceKind }}` and its like.
    pub fn files(template: &str) -> Location {
        let is_file = template.ends_with(".json") || template.ends_with(".yaml");
        let template =
            if is_file { template.to_owned() } else { format!("{}/{STANDARD}", template.trim_end_matches('/')) };
        Location::Files(Files { template, known: Mutex::default() })
    }
}

impl Files {
    /// The schema of a kind, where its file is there and is JSON.
    pub fn schema(&self, api_version: &str, kind: &str, minor: Minor, strict: bool) -> Option<OpenSchema> {
        let path = PathBuf::from(self.path(api_version, kind, minor, strict));
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(path).or_insert_with_key(|path| read(path)).clone()
    }

    fn path(&self, api_version: &str, kind: &str, minor: Minor, strict: bool) -> String {
        let (group, version) = api_version.split_once('/').unwrap_or(("", api_version));
        let suffix = match group.split('.').next() {
            Some("") | None => format!("-{version}"),
            Some(first) => format!("-{first}-{version}"),
        };
        let values = [
            ("NormalizedKubernetesVersion", format!("v{minor}.0")),
            ("StrictSuffix", if strict { "-strict".to_owned() } else { String::new() }),
            ("ResourceKind", kind.to_lowercase()),
            ("ResourceAPIVersion", version.to_owned()),
            ("Group", group.to_owned()),
            ("KindSuffix", suffix.to_lowercase()),
        ];
        let mut path = String::new();
        let mut rest = self.template.as_str();
        while let Some((before, behind)) = rest.split_once("{{") {
            let Some((name, behind)) = behind.split_once("}}") else { break };
            let name = name.trim().trim_start_matches('.');
            path.push_str(before);
            // A name must not lead out of the folder: kinds come from the manifests.
            let value = values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value);
            path.push_str(&value.replace(['/', '\\'], "_").replace("..", "__"));
            rest = behind;
        }
        path + rest
    }
}

fn read(path: &Path) -> Option<OpenSchema> {
    let document: Value = serde_json::from_slice(&std::fs::read(path).ok()?).ok()?;
    Some(OpenSchema { document: Arc::new(document), pointer: String::new(), is_custom: false })
}
