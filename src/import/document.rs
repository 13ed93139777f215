use std::sync::Arc;

use super::chart::{CHARTS, Chart, chart};
use super::release::Options;
use super::report::{Fate, Line};
use super::{containers, helm};
use crate::source::{Finding, Findings, Place, Source, excerpt, nearest};
use crate::values::{Node, Tree, documents};

/// The values of one release, layered.
pub struct Found {
    /// The values of the umbrella, or of one chart below it.
    pub values: Tree,
    /// The release that a deployment names.
    pub release: Option<String>,
    /// The namespace that it is in.
    pub namespace: Option<String>,
    /// The one chart that was installed without the umbrella.
    pub single: Option<&'static Chart>,
    /// What was found out on the way.
    pub lines: Vec<Line>,
}

/// One layer of values, and the release that it is of where its document says so.
#[derive(Debug)]
pub struct Layer {
    pub values: Tree,
    pub release: Option<String>,
    pub namespace: Option<String>,
}

/// Finds the chart's values in all documents of all files.
pub fn find(sources: &[Arc<Source>], options: &Options) -> Result<Found, Findings> {
    let single = single(options)?;
    let mut findings = Findings::default();
    let mut found = Found { values: empty(), release: None, namespace: None, single, lines: Vec::new() };
    let mut layers = Vec::new();
    for source in sources {
        match documents(source) {
            Ok(all) => {
                for document in all {
                    containers::open(document, &mut layers, &mut found.lines, &mut findings);
                }
            }
            Err(broken) => findings.extend(broken),
        }
    }
    let layers = of_one_release(layers, options, &mut findings);
    if findings.has_errors() {
        return Err(findings);
    }
    for layer in layers {
        found.release = layer.release.or(found.release);
        found.namespace = layer.namespace.or(found.namespace);
        let values = unwrap(layer.values, single, &mut found.lines, &mut findings);
        let lines = &mut found.lines;
        found.values = helm::merge(found.values, values, "", &mut |path, old, new| {
            let fate = Fate::Dropped(format!("{}:{} sets it again", excerpt(&new.place.source.name), new.place.line));
            lines.push(Line { key: path.to_string(), place: old.place.clone(), fate });
        });
    }
    if findings.has_errors() { Err(findings) } else { Ok(found) }
}

fn single(options: &Options) -> Result<Option<&'static Chart>, Findings> {
    let Some(name) = &options.component else { return Ok(None) };
    if let Some((chart, None)) = chart(name) {
        return Ok(Some(chart));
    }
    let names = CHARTS.iter().map(|chart| chart.name);
    let fix = match nearest(name, names.clone()) {
        Some(near) => format!("write `{near}`"),
        None => format!("take one of {}", names.collect::<Vec<_>>().join(", ")),
    };
    let mut findings = Findings::default();
    let sentence = format!("cp-helm-charts has no chart `{}`", excerpt(name));
    findings.push(Finding::error("unknown-chart", "--component", sentence, fix));
    Err(findings)
}

fn empty() -> Tree {
    Tree::empty_map(Place::of_default())
}

/// The layers of the release that is asked for. Layers that name none belong to all.
fn of_one_release(mut layers: Vec<Layer>, options: &Options, findings: &mut Findings) -> Vec<Layer> {
    if let Some(wanted) = &options.release
        && layers.iter().any(|layer| layer.release.as_ref() == Some(wanted))
    {
        layers.retain(|layer| layer.release.as_ref().is_none_or(|release| release == wanted));
    }
    let mut names: Vec<&String> = layers.iter().filter_map(|layer| layer.release.as_ref()).collect();
    names.sort();
    names.dedup();
    if let [first, second, ..] = names[..] {
        let sentence = format!("these files deploy several releases, `{}` and `{}`", excerpt(first), excerpt(second));
        let fix = "say which one with --release";
        findings.push(Finding::error("several-releases", "--release", sentence, fix));
    }
    layers
}

/// The values themselves, out of the key of a parent chart that they may lie below.
fn unwrap(values: Tree, single: Option<&Chart>, lines: &mut Vec<Line>, findings: &mut Findings) -> Tree {
    if let Node::Scalar { .. } | Node::List(_) = values.node {
        let sentence = format!("a values file holds a map of settings, and this is {}", values.described());
        findings.push(Finding::error("not-a-map", "", sentence, "give the values that Helm got").at(&values.place));
        return empty();
    }
    let is_it = |tree: &Tree| match (single, &tree.node) {
        (Some(chart), Node::Map(map)) => map.contains_key(chart.name) && !map.contains_key("configurationOverrides"),
        (None, Node::Map(map)) => map.keys().any(|key| chart(key).is_some()),
        _ => false,
    };
    let (inner, path) = wrapped(&values, &is_it, "", 0).unwrap_or((&values, String::new()));
    let inner = match (single, &inner.node) {
        (Some(chart), Node::Map(map)) if is_it(inner) => map.get(chart.name).map_or(inner, |entry| &entry.value),
        _ => inner,
    };
    let inner = match inner.node {
        Node::Null => Tree::empty_map(inner.place.clone()),
        _ => inner.clone(),
    };
    if !path.is_empty() {
        outside(&values, &path, "", lines);
    }
    inner
}

/// How deep values of this chart may lie in those of others.
const DEEPEST_WRAPPER: usize = 3;

fn wrapped<'t>(tree: &'t Tree, is_it: &dyn Fn(&Tree) -> bool, path: &str, depth: usize) -> Option<(&'t Tree, String)> {
    if is_it(tree) {
        return Some((tree, path.to_string()));
    }
    let Node::Map(map) = &tree.node else { return None };
    let inside = |(key, entry): (&String, &'t crate::values::Entry)| {
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        wrapped(&entry.value, is_it, &path, depth + 1)
    };
    if depth == DEEPEST_WRAPPER { None } else { map.iter().find_map(inside) }
}

/// Reports what lies beside the wrapper.
fn outside(tree: &Tree, wrapper: &str, path: &str, lines: &mut Vec<Line>) {
    let Node::Map(map) = &tree.node else { return };
    for (key, entry) in map {
        let key = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        if wrapper.starts_with(&format!("{key}.")) {
            outside(&entry.value, wrapper, &key, lines);
        } else if wrapper != key {
            let fate = Fate::Dropped(format!("outside of `{wrapper}`: it is another chart's"));
            lines.push(Line { key, place: entry.key.clone(), fate });
        }
    }
}
