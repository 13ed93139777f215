use std::sync::Arc;

use super::{Found, Outcome, Selection, Status};
use crate::check::schema::open::{Crd, crds};
use crate::check::schema::{Fault, Resource, Schemas, resources};
use crate::source::{Finding, Place, Source};
use crate::yaml::{Node, Span, parse};

/// Judges files.
#[derive(Debug)]
pub struct Examiner {
    /// What objects are judged by.
    pub schemas: Schemas,
    /// Kinds that are not judged.
    pub skip: Selection,
    /// Kinds that must not occur.
    pub reject: Selection,
    /// Whether keys that occur twice pass, the last one winning.
    pub allow_duplicates: bool,
    /// Whether outcomes of valid and skipped objects are kept.
    pub keep_all: bool,
}

/// What one file comes to.
#[derive(Debug, Default)]
pub struct Examined {
    /// The outcomes that are kept.
    pub outcomes: Vec<Outcome>,
    /// How many valid and skipped objects there were.
    pub valid: usize,
    /// How many objects were skipped.
    pub skipped: usize,
    /// What the file defines itself.
    pub crds: Vec<Crd>,
    /// Whether it has objects without a schema, so that definitions elsewhere may change the result.
    pub unknown: bool,
}

impl Examined {
    /// Whether anything is wrong in the file.
    pub fn has_errors(&self) -> bool {
        self.outcomes.iter().any(|outcome| matches!(outcome.status, Status::Invalid | Status::Error))
    }
}

impl Examiner {
    /// Judges every object of a file.
    pub fn examine(&self, source: &Arc<Source>) -> Examined {
        let stream = parse(source);
        let mut examined = Examined::default();
        let hides = memchr::memmem::find(source.text.as_bytes(), b"Secret").is_some();
        let hidden = hides.then(|| Source::new(source.name.clone(), ""));
        let twice =
            stream.duplicates.into_iter().filter(|_| !self.allow_duplicates).map(|finding| (finding, Status::Invalid));
        let broken = stream.broken.into_iter().map(|finding| (finding, Status::Error)).chain(twice);
        examined.outcomes.extend(broken.map(|(finding, status)| unread(finding, status, hidden.as_ref())));
        for document in &stream.documents {
            for resource in resources(document) {
                match resource {
                    Ok(resource) => self.resource(&resource, source, &mut examined),
                    Err(fault) => examined.outcomes.push(refused(&fault, document, source)),
                }
            }
        }
        examined.outcomes.sort_by_key(|outcome| (outcome.line, outcome.column));
        examined
    }

    fn resource(&self, resource: &Resource, source: &Arc<Source>, examined: &mut Examined) {
        examined.crds.extend(crds(resource.node));
        let (status, found) = if self.skip.names(resource) {
            (Status::Skipped, Vec::new())
        } else if self.reject.names(resource) {
            let sentence = format!("objects of kind {} are not allowed here", resource.kind);
            let fix = "remove it, or take the kind out of --reject";
            let span = resource.node.entry("kind").map_or(resource.node.span, |entry| entry.value.span);
            let finding = Finding::error("rejected-kind", resource.kind, sentence, fix).at(&span.place(source));
            (Status::Error, vec![Found { finding, path: String::new(), pointer: String::new(), minors: Vec::new() }])
        } else {
            let judged = self.schemas.judge(resource);
            examined.unknown |= judged.unknown;
            let is_error = judged.faults.iter().any(|(fault, _)| !fault.is_warning);
            let status = match (is_error, judged.unknown) {
                (true, _) if resource.kind.is_empty() || resource.api_version.is_empty() => Status::Error,
                (true, _) => Status::Invalid,
                (false, true) => Status::Skipped,
                (false, false) => Status::Valid,
            };
            let shown = if resource.is_secret() { Source::new(source.name.clone(), "") } else { source.clone() };
            let found = |(fault, minors)| Found { minors, ..about(&fault, resource.kind, source, &shown) };
            (status, judged.faults.into_iter().map(found).collect())
        };
        examined.valid += usize::from(status == Status::Valid);
        examined.skipped += usize::from(status == Status::Skipped);
        if self.keep_all || !found.is_empty() {
            examined.outcomes.push(outcome(Some(resource), resource.node.span, source, status, found));
        }
    }
}

fn outcome(
    resource: Option<&Resource>,
    span: Span,
    source: &Arc<Source>,
    status: Status,
    found: Vec<Found>,
) -> Outcome {
    let (line, column) = source.line_and_column(span.start as usize);
    let text = |of: fn(&Resource) -> String| resource.map(of).unwrap_or_default();
    Outcome {
        file: source.name.clone(),
        line,
        column,
        api_version: text(|resource| resource.api_version.to_owned()),
        kind: text(|resource| resource.kind.to_owned()),
        namespace: text(|resource| resource.namespace().to_owned()),
        name: text(|resource| resource.name().to_owned()),
        status,
        found,
    }
}

/// A fault with its place, whose line is shown only from `shown`.
fn about(fault: &Fault, kind: &str, source: &Arc<Source>, shown: &Arc<Source>) -> Found {
    let place = Place { source: shown.clone(), ..fault.span.place(source) };
    let subject = format!("{kind} {}", fault.path);
    let finding = fault.finding(subject).at(&place);
    Found { finding, path: fault.path.clone(), pointer: fault.pointer.clone(), minors: Vec::new() }
}

/// A document, or an item of a list, that is no object.
fn refused(fault: &Fault, document: &Node, source: &Arc<Source>) -> Outcome {
    let found = about(fault, "", source, source);
    outcome(None, document.span, source, Status::Error, vec![found])
}

/// A part of a file that could not be read. Where a Secret may be near, its lines are not shown.
fn unread(mut finding: Finding, status: Status, hidden: Option<&Arc<Source>>) -> Outcome {
    let place = finding.place.as_ref();
    let (line, column) = place.map_or((1, 1), |place| (place.line, place.column));
    let file = place.map(|place| place.source.name.clone()).unwrap_or_default();
    if let (Some(place), Some(hidden)) = (&mut finding.place, hidden) {
        place.source = hidden.clone();
    }
    let found = vec![Found { finding, path: String::new(), pointer: String::new(), minors: Vec::new() }];
    let (api_version, kind, namespace, name) = Default::default();
    Outcome { file, line, column, api_version, kind, namespace, name, status, found }
}
