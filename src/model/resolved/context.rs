use super::{Facts, naming, object_name, release};
use crate::model::part::version::PlatformVersion;
use crate::model::section::{Edition, NamingStyle};
use crate::model::values::Values;
use crate::source::{Finding, Findings, Place};
use crate::values::{Node, Tree};

/// What every component sees while it is resolved.
pub struct Context<'a> {
    /// What the user set, defaults filled in.
    pub values: &'a Values,
    /// The same with places, to point at mistakes.
    pub tree: &'a Tree,
    /// What the components agree on.
    pub facts: Facts,
}

impl Context<'_> {
    /// Name of an object of `component`: `orders-connect`, `orders-connect-mongo`.
    pub fn name(&self, component: &str, cluster: Option<&str>) -> String {
        object_name(self.values, component, cluster)
    }

    /// DNS name of a Service.
    pub fn host(&self, service: &str) -> String {
        host(self.values, service)
    }

    /// Whether the names of a release of the old chart are kept.
    pub fn keeps_chart(&self) -> bool {
        self.values.naming.style == NamingStyle::CpHelmCharts
    }

    /// The template of the workload of KSQL or Control Center.
    pub fn workload(&self) -> &'static str {
        naming::workload(self.values.naming.style)
    }

    /// The Helm release whose names are kept, if any are.
    pub fn release(&self) -> Option<&str> {
        self.keeps_chart().then(|| release(self.values))
    }

    /// The version that a component runs.
    pub fn version(&self, own: &Option<PlatformVersion>) -> PlatformVersion {
        own.clone().unwrap_or_else(|| self.values.platform.version.clone())
    }

    /// Whether images of the enterprise edition run.
    pub fn is_enterprise(&self) -> bool {
        self.values.platform.edition == Edition::Enterprise
    }

    /// Whether a quorum is part of the platform where it is switched on: brokers need it, or a file or flag switches
    /// it on for brokers elsewhere.
    pub fn wants_quorum(&self, section: &str) -> bool {
        let is_said = self.tree.get(&[section, "enabled"]).is_some_and(|enabled| !enabled.place.is_default());
        self.values.kafka.enabled || is_said
    }

    /// Reports an error on the value at `path`, or on the nearest part of the path that stands in a file.
    pub fn error(
        &self,
        findings: &mut Findings,
        rule: &'static str,
        path: &[&str],
        sentence: impl Into<String>,
        fix: impl Into<String>,
    ) {
        findings.push(self.placed(path, Finding::error(rule, path.join("."), sentence, fix)));
    }

    /// Reports a warning, as [`Context::error`] does an error.
    pub fn warning(
        &self,
        findings: &mut Findings,
        rule: &'static str,
        path: &[&str],
        sentence: impl Into<String>,
        fix: impl Into<String>,
    ) {
        findings.push(self.placed(path, Finding::warning(rule, path.join("."), sentence, fix)));
    }

    fn placed(&self, path: &[&str], finding: Finding) -> Finding {
        let nearest = (1..=path.len()).rev().find_map(|n| self.place(&path[..n]).filter(|place| !place.is_default()));
        match nearest {
            Some(place) => finding.at(place),
            None => finding,
        }
    }

    /// Where the value at `path` stands; a map begins with its key, since its first entry is often a line below.
    fn place(&self, path: &[&str]) -> Option<&Place> {
        let node = self.tree.get(path)?;
        let key = path.split_last().and_then(|(last, parent)| match &self.tree.get(parent)?.node {
            Node::Map(map) => Some(&map.get(*last)?.key),
            _ => None,
        });
        match node.node {
            Node::Map(_) => key.or(Some(&node.place)),
            _ => Some(&node.place),
        }
    }
}

/// DNS name of a Service of the platform: complete where the namespace is known, relative to the pod's own where it
/// is not.
pub fn host(values: &Values, service: &str) -> String {
    match &values.namespace {
        Some(namespace) => format!("{service}.{}.svc.{}", namespace.0, values.kubernetes.cluster_domain.0),
        None => service.to_string(),
    }
}
