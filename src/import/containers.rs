//! Documents that carry values of Helm: Argo CD, Flux, k3s, Helmfile.

use super::document::Layer;
use super::report::{Fate, Line};
use crate::source::{Finding, Findings, Source, excerpt};
use crate::values::{Entry, Map, Node, Tree, documents};

/// What a document brings: the values in it, or itself where it is plain values.
pub fn open(document: Tree, layers: &mut Vec<Layer>, lines: &mut Vec<Line>, findings: &mut Findings) {
    let mut opened = Opened { layers, lines, findings };
    let text = |path: &[&str]| text(&document, path);
    match (text(&["apiVersion"]), text(&["kind"]).as_deref()) {
        (Some(_), Some("Application")) => opened.argo(&document, &["spec"], text(&["metadata", "name"])),
        (Some(_), Some("ApplicationSet")) => {
            opened.argo(&document, &["spec", "template", "spec"], text(&["spec", "template", "metadata", "name"]))
        }
        (Some(_), Some("HelmRelease")) => opened.flux(&document),
        (Some(_), Some("HelmChart")) => {
            let namespace = text(&["spec", "targetNamespace"]).or(text(&["metadata", "namespace"]));
            let release = text(&["metadata", "name"]);
            opened.embedded(document.get(&["spec", "valuesContent"]), release, namespace);
        }
        (Some(_), Some(kind)) => {
            let sentence = format!("a {} holds no values of a chart", excerpt(kind));
            let fix = "give the values file, or an Application, HelmRelease or Helmfile that has them inline";
            let finding = Finding::error("no-values", "", sentence, fix).at(&document.place);
            opened.findings.push(finding);
        }
        _ => match document.get(&["releases"]).map(|releases| &releases.node) {
            Some(Node::List(releases)) => opened.helmfile(releases),
            _ => opened.layers.push(Layer { values: document, release: None, namespace: None }),
        },
    }
}

fn text(tree: &Tree, path: &[&str]) -> Option<String> {
    match &tree.get(path)?.node {
        Node::Scalar { text, .. } if !text.is_empty() => Some(text.clone()),
        _ => None,
    }
}

fn list(tree: Option<&Tree>) -> &[Tree] {
    match tree.map(|tree| &tree.node) {
        Some(Node::List(list)) => list,
        _ => &[],
    }
}

struct Opened<'a> {
    layers: &'a mut Vec<Layer>,
    lines: &'a mut Vec<Line>,
    findings: &'a mut Findings,
}

impl Opened<'_> {
    fn layer(&mut self, values: Tree, release: &Option<String>, namespace: &Option<String>) {
        self.layers.push(Layer { values, release: release.clone(), namespace: namespace.clone() });
    }

    /// Argo CD: `helm.values` as a text, then `helm.valuesObject`, then `helm.parameters`, each over the one before.
    fn argo(&mut self, document: &Tree, spec: &[&str], name: Option<String>) {
        let Some(spec) = document.get(spec) else { return };
        let namespace = text(spec, &["destination", "namespace"]);
        let sources = spec.get(&["source"]).into_iter().chain(list(spec.get(&["sources"])));
        let all: Vec<&Tree> = sources.filter(|source| source.get(&["helm"]).is_some()).collect();
        let names_it = |source: &&&Tree| {
            ["chart", "path"].iter().any(|key| text(source, &[key]).is_some_and(|text| text.contains("cp-helm-charts")))
        };
        let chosen: Vec<&Tree> = match all.iter().any(|source| names_it(&source)) {
            true => all.iter().filter(names_it).copied().collect(),
            false => all,
        };
        for source in chosen {
            let release = text(source, &["helm", "releaseName"]).or(name.clone());
            self.embedded(source.get(&["helm", "values"]), release.clone(), namespace.clone());
            if let Some(values) = source.get(&["helm", "valuesObject"]) {
                self.layer(values.clone(), &release, &namespace);
            }
            self.parameters(list(source.get(&["helm", "parameters"])), &release, &namespace);
            self.elsewhere(list(source.get(&["helm", "valueFiles"])));
        }
    }

    /// Flux: `spec.values`. The name of the release has the target namespace before it where that is set.
    fn flux(&mut self, document: &Tree) {
        let target = text(document, &["spec", "targetNamespace"]);
        let name = text(document, &["metadata", "name"]);
        let composed = match (&target, name) {
            (Some(target), Some(name)) => Some(format!("{target}-{name}")),
            (_, name) => name,
        };
        let release = text(document, &["spec", "releaseName"]).or(composed);
        let namespace = target.or(text(document, &["metadata", "namespace"]));
        if let Some(values) = document.get(&["spec", "values"]) {
            self.layer(values.clone(), &release, &namespace);
        }
        self.elsewhere(list(document.get(&["spec", "valuesFrom"])));
    }

    /// Helmfile: the releases of this chart, or all where none says its chart.
    fn helmfile(&mut self, releases: &[Tree]) {
        let is_ours = |release: &&Tree| text(release, &["chart"]).is_some_and(|chart| chart.contains("cp-helm-charts"));
        let ours: Vec<&Tree> = match releases.iter().any(|release| is_ours(&release)) {
            true => releases.iter().filter(is_ours).collect(),
            false => releases.iter().collect(),
        };
        for found in ours {
            let (release, namespace) = (text(found, &["name"]), text(found, &["namespace"]));
            for values in list(found.get(&["values"])) {
                match values.node {
                    Node::Map(_) => self.layer(values.clone(), &release, &namespace),
                    _ => self.elsewhere(std::slice::from_ref(values)),
                }
            }
            self.parameters(list(found.get(&["set"])), &release, &namespace);
        }
    }

    /// Values in a text. Its lines keep the numbers that they have in the file.
    fn embedded(&mut self, values: Option<&Tree>, release: Option<String>, namespace: Option<String>) {
        let Some(Tree { node: Node::Scalar { text, .. }, place }) = values else { return };
        let above = "\n".repeat(place.line);
        match documents(&Source::new(place.source.name.clone(), above + text)) {
            Ok(all) => all.into_iter().for_each(|values| self.layer(values, &release, &namespace)),
            Err(broken) => self.findings.extend(broken),
        }
    }

    /// `{ name: cp-kafka.brokers, value: 5 }`, as `--set` has them.
    fn parameters(&mut self, parameters: &[Tree], release: &Option<String>, namespace: &Option<String>) {
        for parameter in parameters {
            let (Some(name), Some(value)) = (text(parameter, &["name"]), parameter.get(&["value"])) else { continue };
            let place = &parameter.place;
            let steps = steps(&name);
            if steps.len() > DEEPEST_PATH {
                let fate = Fate::Open("the path is too long".into());
                self.lines.push(Line { key: excerpt(&name), place: place.clone(), fate });
                continue;
            }
            let mut tree = value.clone();
            for key in steps.into_iter().rev() {
                let entry = Entry { key: place.clone(), value: tree };
                tree = Tree { node: Node::Map(Map::from([(key, entry)])), place: place.clone() };
            }
            self.layer(tree, release, namespace);
        }
    }

    /// Reports values that stand in other files.
    fn elsewhere(&mut self, files: &[Tree]) {
        for file in files {
            let fate = Fate::Open("values stand elsewhere: give that file on the command line too".into());
            self.lines.push(Line { key: file.described(), place: file.place.clone(), fate });
        }
    }
}

/// The chart's own keys have five steps at most.
const DEEPEST_PATH: usize = 16;

/// The keys of a path of `--set`, in which a backslash makes a dot part of a key.
fn steps(path: &str) -> Vec<String> {
    let mut steps = vec![String::new()];
    let mut escaped = false;
    for character in path.chars() {
        match (character, escaped) {
            ('\\', false) => escaped = true,
            ('.', false) => steps.push(String::new()),
            _ => {
                escaped = false;
                if let Some(step) = steps.last_mut() {
                    step.push(character);
                }
            }
        }
    }
    steps
}
