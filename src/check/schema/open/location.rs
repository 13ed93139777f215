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
    /// Versions with a patch that were asked for: `1.34.2`.
    asked: Vec<String>,
    known: Mutex<HashMap<PathBuf, Option<OpenSchema>>>,
}

impl Location {
    /// What kubeconform's templates may ask for.
    pub const WORDS: [&str; 6] =
        ["NormalizedKubernetesVersion", "StrictSuffix", "ResourceKind", "ResourceAPIVersion", "Group", "KindSuffix"];

    /// The first word in braces of a template that stands for nothing.
    pub fn unknown_word(template: &str) -> Option<&str> {
        let braces = template.split("{{").skip(1).filter_map(|part| part.split_once("}}"));
        let mut words = braces.map(|(word, _)| word.trim().trim_start_matches('.'));
        words.find(|word| !Location::WORDS.contains(word))
    }

    /// Files below a folder, or named by a template with `{{ .ResourceKind }}` and its like. Of `asked`, versions as the
    /// user wrote them, those with a patch are looked for first.
    pub fn files(template: &str, asked: &[String]) -> Location {
        let is_file = template.ends_with(".json") || template.ends_with(".yaml");
        let template =
            if is_file { template.to_owned() } else { format!("{}/{STANDARD}", template.trim_end_matches('/')) };
        let asked = asked.iter().map(|version| version.trim_start_matches('v').to_owned()).collect();
        Location::Files(Files { template, asked, known: Mutex::default() })
    }
}

impl Files {
    /// The schema of a kind, where its file is there and is JSON.
    pub fn schema(&self, api_version: &str, kind: &str, minor: Minor, strict: bool) -> Option<OpenSchema> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        self.versions(minor).find_map(|version| {
            let path = PathBuf::from(self.path(api_version, kind, &version, strict));
            known.entry(path).or_insert_with_key(|path| read(path)).clone()
        })
    }

    /// What kubeconform's users may call a minor: by the patch that they ask for, by its first release, `master`.
    fn versions(&self, minor: Minor) -> impl Iterator<Item = String> {
        let is_of =
            move |version: &&String| version.strip_prefix(&minor.to_string()).is_some_and(|rest| rest.starts_with('.'));
        let asked = self.asked.iter().filter(is_of).map(|version| format!("v{version}"));
        let newest = (minor == Minor::newest()).then(|| "master".to_owned());
        asked.chain([format!("v{minor}.0")]).chain(newest)
    }

    fn path(&self, api_version: &str, kind: &str, version: &str, strict: bool) -> String {
        let (group, api) = api_version.split_once('/').unwrap_or(("", api_version));
        let suffix = match group.split('.').next() {
            Some("") | None => format!("-{api}"),
            Some(first) => format!("-{first}-{api}"),
        };
        let strict = if strict { "-strict" } else { "" };
        let values = [version, strict, &kind.to_lowercase(), api, group, &suffix.to_lowercase()].map(str::to_owned);
        let mut path = String::new();
        let mut rest = self.template.as_str();
        while let Some((before, behind)) = rest.split_once("{{") {
            let Some((name, behind)) = behind.split_once("}}") else { break };
            let name = name.trim().trim_start_matches('.');
            path.push_str(before);
            // A name must not lead out of the folder: kinds come from the manifests.
            let value = Location::WORDS.iter().position(|known| *known == name).map_or("", |at| &values[at]);
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
