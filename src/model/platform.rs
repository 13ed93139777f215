use serde::Serialize;

use super::component::COMPONENTS;
use super::resolved::{Context, Instance, check_naming, check_reference};
use super::section::*;
use super::values::Values;
use super::{external, wiring};
use crate::source::{Finding, Findings, Place};
use crate::values::{Node, Tree};

/// One platform, resolved: after this nothing about the values can be wrong any more.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Platform {
    /// Prefix of all names.
    pub name: String,
    /// Namespace of all objects, where it is known.
    pub namespace: Option<String>,
    /// Version of Confluent Platform.
    pub version: String,
    /// Minor of the Kubernetes that the manifests are for.
    pub kubernetes_minor: u32,
    /// Names of the Secrets that the kubelet pulls images with.
    pub pull_secrets: Vec<String>,
    /// When the kubelet pulls images.
    pub pull_policy: PullPolicy,
    /// The components' instances, in the order in which they depend on each other.
    #[serde(skip)]
    pub instances: Vec<Instance>,
    /// What is changed after rendering.
    #[serde(skip)]
    pub patches: Vec<Placed>,
}

/// A patch and where it stands.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The patch.
    pub settings: PatchSettings,
    /// Where its author wrote it.
    pub place: Option<Place>,
}

/// What the values mean. `tree` is what they were read from, for the places of mistakes. Nothing where `findings` got an
/// error.
pub fn resolve(values: &Values, tree: &Tree, findings: &mut Findings) -> Option<Platform> {
    refuse_reserved(tree, findings);
    let metadata = metadata(values);
    let facts = wiring::facts(values, metadata);
    let context = Context { values, tree, facts };
    check_versions(&context, findings);
    wiring::check(&context, findings);
    external::check(&context, findings);
    let mut instances = Vec::new();
    for component in COMPONENTS {
        instances.extend((component.resolve)(&context, findings));
    }
    if instances.is_empty() && !findings.has_errors() {
        let fix = "switch at least one component on";
        context.error(findings, "empty-platform", &["kafka", "enabled"], "no component is switched on", fix);
    }
    (!findings.has_errors()).then(|| Platform {
        name: values.name.0.clone(),
        namespace: values.namespace.as_ref().map(|n| n.0.clone()),
        version: values.platform.version.0.clone(),
        kubernetes_minor: values.kubernetes.version.minor(),
        pull_secrets: values.images.pull_secrets.clone(),
        pull_policy: values.images.pull_policy,
        instances,
        patches: patches(values, tree),
    })
}

fn patches(values: &Values, tree: &Tree) -> Vec<Placed> {
    let place = |number: usize| Some(tree.get(&["patches", &number.to_string()])?.place.clone());
    let all = values.patches.iter().enumerate();
    all.map(|(number, settings)| Placed { settings: settings.clone(), place: place(number) }).collect()
}

/// Where Kafka keeps its metadata: as set, else as its version has it.
fn metadata(values: &Values) -> Metadata {
    let version = values.kafka.version.as_ref().unwrap_or(&values.platform.version);
    values.platform.metadata.unwrap_or(if version.has_log4j2() { Metadata::Kraft } else { Metadata::Zookeeper })
}

/// Keys whose shape is kept for what is not built yet.
const RESERVED: &[&[&str]] = &[&["topics"], &["connectors"], &["schemas"], &["kafka", "pools"]];

fn refuse_reserved(tree: &Tree, findings: &mut Findings) {
    for path in RESERVED {
        let Some(node) = tree.get(path) else { continue };
        if matches!(&node.node, Node::Map(map) if map.is_empty()) || matches!(node.node, Node::Null) {
            continue;
        }
        let name = path.join(".");
        let sentence = format!("`{name}` is reserved and not built yet");
        findings.push(Finding::error("not-yet", name, sentence, "remove it").at(&node.place));
    }
}

fn check_versions(context: &Context, findings: &mut Findings) {
    let values = context.values;
    let kafka = context.version(&values.kafka.version);
    let path = ["platform", "metadata"];
    match context.facts.metadata {
        Metadata::Zookeeper if !kafka.has_zookeeper() => {
            let sentence = format!("Confluent Platform {} has no ZooKeeper", kafka.0);
            let fix = "set `metadata: kraft`, or a version up to 7.9 to keep ZooKeeper";
            context.error(findings, "zookeeper-version", &path, sentence, fix);
        }
        Metadata::Kraft if !kafka.has_kraft() => {
            let sentence = format!("KRaft is not fit for production with Confluent Platform {}", kafka.0);
            let fix = "set `metadata: zookeeper`, or a version from 7.9 on";
            context.error(findings, "kraft-version", &path, sentence, fix);
        }
        Metadata::Migration => {
            let fix = "set `metadata: zookeeper` or `metadata: kraft`";
            context.error(findings, "not-yet", &path, "the way from ZooKeeper to KRaft is not built yet", fix);
        }
        _ => {}
    }
    check_naming(context, findings);
    let has_licensed = values.platform.edition == Edition::Enterprise || values.control_center.enabled;
    if values.platform.license.is_some() && !has_licensed {
        let fix = "remove it, or set `platform.edition: enterprise`";
        let path = ["platform", "license"];
        context.warning(findings, "unused-license", &path, "nothing that is deployed needs a license", fix);
    }
    if let Some(license) = &values.platform.license {
        check_reference(
            context,
            &["platform", "license"],
            ("secret", &license.secret),
            &[("key", &license.key)],
            findings,
        );
    }
    let unused = if context.facts.metadata == Metadata::Kraft { "zookeeper" } else { "kraft" };
    // A file that spells out defaults, as `cpgen show values` prints them, asks for nothing.
    let differs = |built_in: Values| match unused {
        "zookeeper" => values.zookeeper != built_in.zookeeper,
        _ => values.kraft != built_in.kraft,
    };
    let is_set = context.tree.get(&[unused]).is_some_and(|section| !section.place.is_default());
    if is_set && differs(Values::default()) {
        let sentence = format!("the section `{unused}` has no effect");
        let fix = format!("remove it, or set `platform.metadata: {unused}`");
        context.warning(findings, "unused-section", &[unused], sentence, fix);
    }
}
