use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use crate::check::schema::{Fault, Minor, resources};
use crate::cli::{Diff, Input, Side};
use crate::commands::input::{platform_of, wrong_flag};
use crate::commands::render::manifests;
use crate::commands::{Failure, files};
use crate::diff::{Object, Origin};
use crate::render::Templates;
use crate::source::{Finding, Findings, Severity, Source};
use crate::yaml::{Node, Stream, parse};

/// Reads one side of a comparison.
pub struct Reader<'a> {
    /// What the command line says.
    pub args: &'a Diff,
    /// What the objects are for.
    pub minor: Minor,
}

impl Reader<'_> {
    /// The objects that a path names: those of its files, or those that its values render to. Warnings go to `findings`.
    pub fn read(&self, path: &Path, is: Option<Side>, findings: &mut Findings) -> Result<Vec<Object>, Failure> {
        if path.is_dir() && is == Some(Side::Values) {
            let sentence = format!("{} is a folder, and values are one file", path.display());
            return Err(wrong_flag("--old-is, --new-is", sentence, "name the values file".to_owned()));
        }
        let mut objects = Vec::new();
        let mut broken = Findings::default();
        for file in files::below(&[PathBuf::from(path)], &[], "-")? {
            let source = file.read().map_err(|error| Failure::io("read", &file.path, error))?;
            let stream = parse(&source);
            let is_values = match is {
                Some(side) => side == Side::Values,
                None => !path.is_dir() && looks_like_values(&stream),
            };
            if is_values {
                return self.rendered(&source, findings);
            }
            self.written(&source, stream, &mut objects, findings, &mut broken);
        }
        if broken.has_errors() {
            return Err(broken.into());
        }
        let mut known = HashSet::new();
        for object in &objects {
            if !known.insert(&object.id) {
                let sentence = format!("{} is there twice, and the last one counts", object.id);
                let finding =
                    Finding::warning("duplicate-object", object.id.to_string(), sentence, "remove one of them");
                findings.push(match object.origin.span {
                    Some(span) => finding.at(&hidden(span.place(&object.origin.source), &object.origin.source)),
                    None => finding,
                });
            }
        }
        Ok(objects)
    }

    fn rendered(&self, source: &Arc<Source>, findings: &mut Findings) -> Result<Vec<Object>, Failure> {
        let input = Input { kube_version: self.args.kube_version.clone(), ..Input::default() };
        let platform = platform_of(source, &input, findings)?;
        let checked = manifests(&platform, &Templates::default(), findings)?;
        let object = |object: &crate::manifest::Object| {
            let origin = Origin { source: Source::new(object.template.clone(), ""), span: None };
            Object::new(object.value.clone(), origin, &self.args.namespace, self.minor)
        };
        Ok(checked.objects().iter().map(object).collect())
    }

    fn written(
        &self,
        source: &Arc<Source>,
        stream: Stream,
        objects: &mut Vec<Object>,
        warnings: &mut Findings,
        broken: &mut Findings,
    ) {
        let shown = |finding: Finding| Finding { place: finding.place.map(|place| hidden(place, source)), ..finding };
        broken.extend(stream.broken.into_iter().map(shown));
        let twice = stream.duplicates.into_iter().map(|finding| Finding { severity: Severity::Warning, ..finding });
        warnings.extend(twice.map(shown));
        for resource in stream.documents.iter().flat_map(resources) {
            let resource = match resource {
                Ok(resource) => resource,
                Err(fault) => {
                    broken.push(shown(about(&fault, source)));
                    continue;
                }
            };
            let mut value = resource.node.to_json();
            if let Value::Object(map) = &mut value {
                // Items of a typed list need not say what they are.
                map.insert("apiVersion".to_owned(), resource.api_version.into());
                map.insert("kind".to_owned(), resource.kind.into());
            }
            match lacking(resource.api_version, resource.kind, resource.name()) {
                Some(field) => {
                    let sentence = format!("this object has no `{field}`, so that nothing says which one it is");
                    let finding = Finding::error("missing-field", field, sentence, format!("add `{field}`"));
                    broken.push(shown(finding.at(&resource.node.span.place(source))));
                }
                None => {
                    let origin = Origin { source: source.clone(), span: Some(resource.node.span) };
                    objects.push(Object::new(value, origin, &self.args.namespace, self.minor));
                }
            }
        }
    }
}

/// A single map that says neither `apiVersion` nor `kind` is no object, and no list of them.
fn looks_like_values(stream: &Stream) -> bool {
    let is_object = |node: &Node| ["apiVersion", "kind", "items"].iter().any(|field| node.get(field).is_some());
    match stream.documents.as_slice() {
        [node] if stream.broken.is_empty() => node.entries().is_some() && !is_object(node),
        _ => false,
    }
}

fn lacking(api_version: &str, kind: &str, name: &str) -> Option<&'static str> {
    let fields = [("apiVersion", api_version), ("kind", kind), ("metadata.name", name)];
    fields.into_iter().find(|(_, value)| value.is_empty()).map(|(field, _)| field)
}

fn about(fault: &Fault, source: &Arc<Source>) -> Finding {
    fault.finding(fault.path.clone()).at(&fault.span.place(source))
}

/// The place without its line where that may be part of a Secret.
fn hidden(place: crate::source::Place, source: &Arc<Source>) -> crate::source::Place {
    if !source.text.contains("Secret") {
        return place;
    }
    crate::source::Place { source: Source::new(source.name.clone(), ""), ..place }
}
