use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::go;

/// The releases of `k8s.io/api` that are read: what an older one alone knows has been removed since.
const RELEASES: [&str; 3] = ["0.21.14", "0.30.14", "0.37.2"];

/// API versions whose lifecycle stands in no generated file: of CRDs and aggregated APIs, which have modules of their
/// own, and of the groups that were gone before lifecycles were generated.
const BY_HAND: &str = "\
admissionregistration.k8s.io/v1beta1 MutatingWebhookConfiguration 1.16 1.22 admissionregistration.k8s.io/v1
admissionregistration.k8s.io/v1beta1 ValidatingWebhookConfiguration 1.16 1.22 admissionregistration.k8s.io/v1
apiextensions.k8s.io/v1beta1 CustomResourceDefinition 1.16 1.22 apiextensions.k8s.io/v1
apiregistration.k8s.io/v1beta1 APIService 1.19 1.22 apiregistration.k8s.io/v1
batch/v2alpha1 CronJob 1.8 1.21 batch/v1
";

/// One line for every deprecated kind: `API-VERSION KIND DEPRECATED REMOVED REPLACEMENT`, `-` where there is none.
pub fn table() -> String {
    let mut lines: BTreeMap<(String, String), String> = BTreeMap::new();
    for line in BY_HAND.lines() {
        let mut words = line.split(' ').map(str::to_owned);
        lines.insert((words.next().unwrap(), words.next().unwrap()), line.to_owned());
    }
    for release in RELEASES {
        let module = go::module("k8s.io/api", release);
        for folder in versions(&module) {
            for file in ["zz_generated.prerelease-lifecycle.go", "lifecycle.go"] {
                let code = fs::read_to_string(folder.join(file)).unwrap_or_default();
                for (kind, line) in lifecycles(&code, &api_version(&folder)) {
                    lines.insert((api_version(&folder), kind), line);
                }
            }
        }
    }
    assert!(lines.len() > 60, "{} lifecycles were found", lines.len());
    lines.into_values().map(|line| line + "\n").collect()
}

/// The folders `GROUP/VERSION` of a module.
fn versions(module: &Path) -> Vec<PathBuf> {
    let inside = |folder: &Path| -> Vec<PathBuf> {
        let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.retain(|entry| entry.is_dir());
        entries.sort();
        entries
    };
    inside(module).iter().flat_map(|group| inside(group)).collect()
}

fn api_version(folder: &Path) -> String {
    let code = fs::read_to_string(folder.join("register.go")).unwrap_or_default();
    let group = code.split("const GroupName = \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
    let version = folder.file_name().unwrap().to_str().unwrap();
    if group.is_empty() { version.to_owned() } else { format!("{group}/{version}") }
}

fn lifecycles(code: &str, api_version: &str) -> Vec<(String, String)> {
    let mut of: BTreeMap<&str, [String; 3]> = BTreeMap::new();
    for function in code.split("func (in *").skip(1) {
        let (kind, rest) = function.split_once(") APILifecycle").expect("a lifecycle function");
        let (what, rest) = rest.split_once('(').expect("parameters");
        let result = rest.split("return ").nth(1).and_then(|rest| rest.lines().next()).expect("a result");
        let slot = ["Deprecated", "Removed", "Replacement"].iter().position(|known| *known == what);
        let Some(slot) = slot.filter(|_| !kind.ends_with("List") && !result.starts_with("0, 0")) else { continue };
        let quoted: Vec<&str> = result.split('"').skip(1).step_by(2).collect();
        let text = match quoted[..] {
            [] => result.replace(", ", "."),
            ["", version, _] => version.to_owned(),
            [group, version, _] => format!("{group}/{version}"),
            _ => panic!("a replacement of a new form: {result}"),
        };
        let other = quoted
            .last()
            .filter(|other| **other != kind && !other.ends_with("List"))
            .map(|other| format!("/{other}"))
            .unwrap_or_default();
        of.entry(kind).or_default()[slot] = text + &other;
    }
    let dash = |text: &String| if text.is_empty() { "-".to_owned() } else { text.clone() };
    let line = |(kind, facts): (&str, [String; 3])| {
        let facts: Vec<String> = facts.iter().map(dash).collect();
        (kind.to_owned(), format!("{api_version} {kind} {}", facts.join(" ")))
    };
    of.into_iter().map(line).collect()
}
