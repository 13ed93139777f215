use indexmap::IndexMap;

use super::Context;
use crate::model::section::{NameOverride, NamingStyle};
use crate::model::values::Values;
use crate::source::{Findings, excerpt, nearest};

/// What cp-helm-charts called a component. The names are its charts', and selectors, claims and clients hang on them.
struct Chart {
    component: &'static str,
    name: &'static str,
    /// Our names of ports and what its Services call them, where that differs.
    ports: &'static [(&'static str, &'static str)],
}

const fn chart(component: &'static str, name: &'static str, ports: &'static [(&'static str, &'static str)]) -> Chart {
    Chart { component, name, ports }
}

/// The charts. It had none for KRaft controllers, which are named alike.
const CHARTS: &[Chart] = &[
    chart("zookeeper", "cp-zookeeper", &[("peer", "server"), ("election", "leader-election")]),
    chart("kraft", "cp-kraft", &[]),
    chart("kafka", "cp-kafka", &[("plaintext", "broker"), ("external", "external-broker")]),
    chart("schema-registry", "cp-schema-registry", &[("rest", "schema-registry")]),
    chart("connect", "cp-kafka-connect", &[("rest", "kafka-connect")]),
    chart("rest-proxy", "cp-kafka-rest", &[("rest", "rest-proxy")]),
    chart("ksql", "cp-ksql-server", &[("rest", "ksql-server")]),
    chart("control-center", "cp-control-center", &[("http", "cc-http")]),
];

/// The longest name that the charts made.
const LONGEST: usize = 63;

/// Name of an object: the platform's name, the component, the cluster where there are several; or what the old chart
/// called it.
pub fn object_name(values: &Values, component: &str, cluster: Option<&str>) -> String {
    if values.naming.style == NamingStyle::CpHelmCharts {
        return chart_object(values, component, cluster);
    }
    format!("{}-{}", values.name.0, folder(component, cluster))
}

/// Helm's usual `fullname`: the release where it has the chart's name in it, else both.
fn chart_object(values: &Values, component: &str, cluster: Option<&str>) -> String {
    let own = chart_override(values, component, cluster).map_or("", |names| names.full_name.as_str());
    let (release, name) = (release(values), chart_label(values, component, cluster));
    match (own, release.contains(&name)) {
        ("", true) => short(release),
        ("", false) => short(&format!("{release}-{name}")),
        (own, _) => short(own),
    }
}

/// What the old chart's label `app` says.
pub fn chart_label(values: &Values, component: &str, cluster: Option<&str>) -> String {
    let own = chart_override(values, component, cluster).map_or("", |names| names.name.as_str());
    let chart = CHARTS.iter().find(|chart| chart.component == component).map_or(component, |chart| chart.name);
    if own.is_empty() { short(&folder(chart, cluster)) } else { short(own) }
}

fn chart_override<'a>(values: &'a Values, component: &str, cluster: Option<&str>) -> Option<&'a NameOverride> {
    values.naming.overrides.get(&folder(component, cluster))
}

/// A component, or one of its further clusters, in one word: `kafka`, `connect-mongo`.
pub fn folder(component: &str, cluster: Option<&str>) -> String {
    match cluster {
        Some(cluster) => format!("{component}-{cluster}"),
        None => component.to_string(),
    }
}

/// The Helm release whose names are kept.
pub fn release(values: &Values) -> &str {
    values.naming.release.as_ref().map_or(&values.name.0, |release| &release.0)
}

fn short(name: &str) -> String {
    let cut: String = name.chars().take(LONGEST).collect();
    cut.strip_suffix('-').unwrap_or(&cut).to_string()
}

/// What selectors hold in the old chart.
pub fn chart_selector(values: &Values, component: &str, cluster: Option<&str>) -> IndexMap<String, String> {
    IndexMap::from([
        ("app".to_string(), chart_label(values, component, cluster)),
        ("release".to_string(), release(values).to_string()),
    ])
}

/// What a Service calls a port.
pub fn port_name<'a>(style: NamingStyle, component: &str, name: &'a str) -> &'a str {
    let kept = CHARTS.iter().filter(|chart| style == NamingStyle::CpHelmCharts && chart.component == component);
    kept.flat_map(|chart| chart.ports).find(|(ours, _)| *ours == name).map_or(name, |(_, theirs)| theirs)
}

/// The template of a workload with disks of its own.
pub const STATEFUL_SET: &str = "statefulset.yaml";
/// The template of a workload whose pods are all alike.
pub const DEPLOYMENT: &str = "deployment.yaml";

/// The template of the workload of KSQL or Control Center: to the old chart they were like the others.
pub fn workload(style: NamingStyle) -> &'static str {
    match style {
        NamingStyle::CpHelmCharts => DEPLOYMENT,
        NamingStyle::Cpgen => STATEFUL_SET,
    }
}

/// Reports what names nothing.
pub fn check(context: &Context, findings: &mut Findings) {
    let naming = &context.values.naming;
    if !context.keeps_chart() {
        for (key, is_set) in [("release", naming.release.is_some()), ("overrides", !naming.overrides.is_empty())] {
            if is_set {
                let fix = "remove it, or set `naming.style: cp-helm-charts`";
                let sentence = format!("`naming.{key}` has no effect on cpgen's own names");
                context.warning(findings, "unused-naming", &["naming", key], sentence, fix);
            }
        }
        return;
    }
    let (connect, ksql) = (context.values.connect.clusters.keys(), context.values.ksql.clusters.keys());
    let mut known: Vec<String> = CHARTS.iter().map(|chart| chart.component.to_string()).collect();
    known.extend(connect.map(|cluster| folder("connect", Some(cluster))));
    known.extend(ksql.map(|cluster| folder("ksql", Some(cluster))));
    for name in naming.overrides.keys().filter(|name| !known.contains(name)) {
        let fix = match nearest(name, known.iter().map(String::as_str)) {
            Some(near) => format!("write `{near}`"),
            None => format!("take one of {}", known.join(", ")),
        };
        let sentence = format!("there is no component `{}`", excerpt(name));
        context.error(findings, "unknown-component", &["naming", "overrides", name], sentence, fix);
    }
}
