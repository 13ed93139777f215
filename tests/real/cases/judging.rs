//! The judge is judged: the oracle says of manifests what a real API server says, word for word.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use regex::Regex;
use serde::Deserialize;
use serde_json::{Value, json};

use super::admission::PROFILES;
use super::{Case, Shape, When};
use crate::cluster::api::{Api, Posted};
use crate::oracle::{Answer, Cause, Oracle, Request};
use crate::platform::Platform;
use crate::stand::Stand;

/// Control plane alone.
pub const CASES: &[Case] = &[
    Case { name: "judging::new_objects", shape: Shape::ControlPlane, when: When::Always, run: new_objects },
    Case { name: "judging::changed_objects", shape: Shape::ControlPlane, when: When::Always, run: changed_objects },
];

const CREATED: &str = include_str!("../../oracle/created.yaml");
const UPDATED: &str = include_str!("../../oracle/updated.yaml");

/// How many broken manifests are sent.
const BROKEN: usize = 600;

/// What fields are replaced by to break a manifest.
fn replacements() -> [Value; 6] {
    [Value::Null, json!(""), json!(-1), json!("Not valid!"), json!(true), json!([{}])]
}

fn new_objects(stand: &mut Stand) -> Result<String> {
    let Some(oracle) = oracle(stand)? else { return Ok(ANOTHER.to_string()) };
    let objects = sample(stand)?;
    let requests: Vec<Request> = objects.iter().map(|object| Request::create(object.to_string())).collect();
    let answers = oracle.judge(&requests)?;
    let paths = paths(&stand.cluster.api)?;
    let (mut accepted, mut wrong) = (0, Vec::new());
    for (object, answer) in objects.iter().zip(&answers) {
        accepted += usize::from(answer.accepted);
        let version = object["apiVersion"].as_str().unwrap_or_default();
        let kind = object["kind"].as_str().unwrap_or_default();
        match paths.get(&(version.to_string(), kind.to_string())) {
            Some(path) => {
                let posted = stand.cluster.api.post(path, &object.to_string())?;
                if !agree(answer, &posted) {
                    wrong.push(format!("{object}\n  server: {posted:?}\n  oracle: {answer:?}"));
                }
            }
            None if answer.decode.starts_with("no matches for kind") => {}
            None => wrong.push(format!("{object}\n  is not served\n  oracle: {answer:?}")),
        }
    }
    ensure!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), objects.len(), wrong.join("\n"));
    Ok(format!("{accepted} accepted and {} refused with the same words", objects.len() - accepted))
}

fn agree(answer: &Answer, posted: &Posted) -> bool {
    let warned = answer.warnings == posted.warnings;
    match posted.status {
        201 => answer.accepted && warned,
        _ => !answer.accepted && warned && settled(&answer.error) == settled(&posted.message),
    }
}

/// Known objects, all that the profiles make, and broken ones of those.
fn sample(stand: &Stand) -> Result<Vec<Value>> {
    let mut rendered = Vec::new();
    for profile in PROFILES {
        let platform = Platform::of_profile(profile, "default", &["--kube-version", stand.kube_version()]);
        rendered.extend(documents(&platform.render()?)?);
    }
    let broken: Vec<Value> = rendered.iter().flat_map(broken).collect();
    let mut objects = documents(CREATED)?;
    // Namespaces that are not there are refused before anything is validated.
    objects.retain(|object| object["metadata"]["namespace"].is_null());
    let step = (broken.len() / BROKEN).max(1);
    objects.extend(broken.into_iter().step_by(step));
    objects.extend(rendered);
    Ok(objects)
}

fn documents(stream: &str) -> Result<Vec<Value>> {
    serde_yaml::Deserializer::from_str(stream).map(|document| Ok(Value::deserialize(document)?)).collect()
}

/// Copies of an object, in each one field replaced. What leads to another address, or elsewhere, stays.
fn broken(object: &Value) -> Vec<Value> {
    let mut fields = Vec::new();
    collect(object, String::new(), &mut fields);
    let kept = ["/apiVersion", "/kind", "/metadata", "/metadata/namespace"];
    fields.retain(|field| !field.is_empty() && !kept.contains(&field.as_str()));
    let replaced = |field: &String, with: Value| {
        let mut copy = object.clone();
        if let Some(place) = copy.pointer_mut(field) {
            *place = with;
        }
        copy
    };
    let replaced = &replaced;
    fields.iter().flat_map(|field| replacements().into_iter().map(move |with| replaced(field, with))).collect()
}

fn collect(value: &Value, path: String, fields: &mut Vec<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| {
            collect(value, format!("{path}/{}", key.replace('~', "~0").replace('/', "~1")), fields);
        }),
        Value::Array(list) => list.iter().enumerate().for_each(|(index, value)| {
            collect(value, format!("{path}/{index}"), fields);
        }),
        _ => {}
    }
    fields.push(path);
}

/// Where objects of each version and kind are posted to for a dry run.
fn paths(api: &Api) -> Result<BTreeMap<(String, String), String>> {
    let mut versions = vec![("v1".to_string(), "/api/v1".to_string())];
    for group in api.get("/apis")?["groups"].as_array().context("no groups")? {
        for version in group["versions"].as_array().into_iter().flatten() {
            let version = version["groupVersion"].as_str().context("no version")?;
            versions.push((version.to_string(), format!("/apis/{version}")));
        }
    }
    let mut paths = BTreeMap::new();
    for (version, base) in versions {
        for resource in api.get(&base)?["resources"].as_array().into_iter().flatten() {
            let (name, kind) = (&resource["name"], &resource["kind"]);
            let (name, kind) = (name.as_str().unwrap_or_default(), kind.as_str().unwrap_or_default());
            let within = if resource["namespaced"] == true { "/namespaces/default" } else { "" };
            let query = "dryRun=All&fieldValidation=Strict";
            if !name.contains('/') {
                paths.insert((version.clone(), kind.to_string()), format!("{base}{within}/{name}?{query}"));
            }
        }
    }
    Ok(paths)
}

fn changed_objects(stand: &mut Stand) -> Result<String> {
    let Some(oracle) = oracle(stand)? else { return Ok(ANOTHER.to_string()) };
    let named = |(index, document): (usize, &str)| {
        // Every pair has a name of its own: all of them exist at the same time.
        document.replace("metadata: {name: kafka", &format!("metadata: {{name: kafka-{}", index / 2))
    };
    let documents: Vec<String> = UPDATED.split("---\n").enumerate().map(named).collect();
    let (pairs, _) = documents.as_chunks();
    let requests: Vec<Request> = pairs.iter().map(|[old, new]| Request::update(old.as_str(), new.as_str())).collect();
    let answers = oracle.judge(&requests)?;
    let old: Vec<&str> = pairs.iter().map(|[old, _]| old.as_str()).collect();
    let old = old.join("---\n");
    stand.cluster.apply(&old, &[])?;
    let (mut accepted, mut wrong) = (0, Vec::new());
    for ([_, new], answer) in pairs.iter().zip(&answers) {
        accepted += usize::from(answer.accepted);
        let said = stand.cluster.pipe(&["apply", "--dry-run=server", "-f", "-"], new)?;
        let errors = settled(&said.errors);
        // Further lines compare old and new, where a real object has more than its manifest.
        let first = |message: &str| settled(message.lines().next().unwrap_or_default());
        let told = |cause: &Cause| errors.contains(&format!("{}: {}", cause.path, first(&cause.message)));
        let same = answer.errors.iter().all(told);
        if said.success != answer.accepted || !same || !answer.accepted && answer.errors.is_empty() {
            wrong.push(format!("{new}  server: {}\n  oracle: {answer:?}", said.errors));
        }
    }
    stand.cluster.pipe(&["delete", "--wait=false", "-f", "-"], &old)?;
    ensure!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), pairs.len(), wrong.join("\n"));
    Ok(format!("{accepted} accepted and {} refused with the same words", pairs.len() - accepted))
}

/// What is measured where the cluster is of another version than the oracle.
const ANOTHER: &str = "there is no oracle for this cluster";

fn oracle(stand: &Stand) -> Result<Option<Oracle>> {
    let version = format!("v{}", stand.minor.version());
    let same = stand.cluster.api.get("/version")?["gitVersion"] == version.as_str();
    same.then(|| Oracle::new(stand.minor.number())).transpose()
}

/// Without what is another each time: identities, and addresses where a value is printed with its pointers.
fn settled(text: &str) -> String {
    let chance = Regex::new("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|0x[0-9a-f]+");
    chance.expect("it is a regular expression").replace_all(text, "?").into_owned()
}
