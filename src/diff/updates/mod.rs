//! What the API server refuses when an object is updated (`Validate*Update` in `pkg/apis/*/validation`), in its words,
//! with the way around it that loses nothing.

mod authority;
mod claim;
mod config;
mod definition;
mod dropped;
mod gated;
mod immutable;
mod job;
mod keep;
mod label_keys;
mod pod;
mod service;
mod unkeyed;
mod volume;

use serde_json::Value;

use super::{Change, Id, Object, Path, Step};
use crate::check::schema::{Fault, Minor, Schemas, resources};
use crate::source::Place;
use crate::yaml::Node;

pub use dropped::dropped;
pub use keep::keep;
pub use label_keys::label_keys;

/// Why the server would not take an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// Where, as the server says it: `spec.selector`.
    pub path: String,
    /// The server's sentence: `Invalid value: field is immutable`.
    pub sentence: String,
    /// What to do instead.
    pub instead: String,
    /// Where in the new manifest it was written, as far as that is known.
    pub place: Option<Place>,
}

impl Refusal {
    /// Its path in steps: `spec.ports[0].port`, `data[a.b]`.
    pub fn steps(&self) -> Path {
        let mut steps = Vec::new();
        let mut rest = self.path.as_str();
        while !rest.is_empty() {
            let inside = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'));
            let (step, behind) = match inside {
                Some((key, behind)) => match key.parse() {
                    Ok(index) => (Step::Item(index, None), behind),
                    Err(_) => (Step::Key(key.to_owned()), behind),
                },
                None => {
                    let end = rest.find(['.', '[']).unwrap_or(rest.len()).max(1);
                    (Step::Field(rest[..end].to_owned()), &rest[end..])
                }
            };
            steps.push(step);
            rest = behind.strip_prefix('.').unwrap_or(behind);
        }
        Path(steps)
    }
}

/// An update of one object.
pub struct Update<'a> {
    id: &'a Id,
    old: &'a Value,
    new: &'a Value,
    changes: &'a [Change],
    minor: u32,
}

impl<'a> Update<'a> {
    /// Whether the value of a field, or something in it, changes.
    fn changes(&self, fields: &str) -> bool {
        self.changes.iter().any(|change| change.counts() && change.reaches(fields))
    }

    /// Whether something other than these fields changes in what lies at `parent`.
    fn changes_beside(&self, parent: &str, fields: &[&str]) -> bool {
        let inside = self.changes.iter().filter(|change| change.counts() && change.path.touches(parent));
        inside.into_iter().any(|change| !fields.iter().any(|field| change.is_within(field)))
    }

    fn before(&self, pointer: &str) -> Option<&'a Value> {
        self.old.pointer(pointer)
    }

    fn after(&self, pointer: &str) -> Option<&'a Value> {
        self.new.pointer(pointer)
    }

    fn refuse(&self, path: &str, sentence: &str, instead: impl Into<String>) -> Refusal {
        Refusal { path: path.to_owned(), sentence: sentence.to_owned(), instead: instead.into(), place: None }
    }

    /// `statefulset orders-kafka -n streaming`, as kubectl takes it.
    fn argument(&self) -> String {
        let Id { kind, namespace, name, .. } = self.id;
        let of = if namespace.is_empty() { String::new() } else { format!(" -n {namespace}") };
        format!("{} {name}{of}", kind.to_lowercase())
    }
}

/// What is asked of an update of one kind.
type Rule = fn(&Update) -> Vec<Refusal>;

/// The rules that are more than a field that must not change.
const RULES: &[(&str, &str, Rule)] = &[
    ("", "ConfigMap", config::config),
    ("", "Secret", config::config),
    ("", "Service", service::service),
    ("", "Pod", pod::pod),
    ("", "PersistentVolumeClaim", claim::claim),
    ("", "PersistentVolume", volume::volume),
    ("storage.k8s.io", "CSINode", volume::node),
    ("batch", "Job", job::job),
    ("apiextensions.k8s.io", "CustomResourceDefinition", definition::definition),
];

/// What the server has against an update and against the object that is sent (`applied`) as such, in its order.
pub fn refusals(
    id: &Id,
    old: &Object,
    new: &Object,
    applied: &Value,
    changes: &[Change],
    minor: Minor,
) -> Vec<Refusal> {
    let update = Update { id, old: &old.stored, new: &new.stored, changes, minor: minor.number() };
    let mut own = immutable::immutable(&update);
    let rule = RULES.iter().find(|(group, kind, _)| *group == id.group && *kind == id.kind);
    own.extend(rule.into_iter().flat_map(|(_, _, rule)| rule(&update)));
    let mut as_such = invalid(applied, minor);
    as_such.retain(|refusal| is_asked(&id.kind, refusal));
    let unkeyed = unkeyed::unkeyed(&id.kind, &old.written, &new.written).into_iter();
    let (first, second) = if UPDATE_FIRST.contains(&id.kind.as_str()) { (own, as_such) } else { (as_such, own) };
    unkeyed.chain(first).chain(second).collect()
}

/// Kinds of which the server asks about the update before it asks about the new object.
const UPDATE_FIRST: [&str; 7] =
    ["ConfigMap", "DaemonSet", "IngressClass", "PriorityClass", "Secret", "Service", "VolumeAttributesClass"];

/// Whether the server still asks that when an object is updated.
fn is_asked(kind: &str, refusal: &Refusal) -> bool {
    match kind {
        "StatefulSet" => !refusal.path.starts_with("spec.volumeClaimTemplates"),
        "Job" => !refusal.sentence.ends_with("`selector` not auto-generated"),
        _ => true,
    }
}

/// What the server has against an object, whatever was there before.
pub fn invalid(object: &Value, minor: Minor) -> Vec<Refusal> {
    let node = Node::from_json(object);
    let mut schemas = Schemas::new(vec![minor]);
    schemas.ignore_missing = true;
    let judged = resources(&node).into_iter().filter_map(Result::ok).map(|resource| schemas.judge(&resource));
    // What is accepted although it never runs is for `cpgen validate` to say.
    let is_refused = |fault: &Fault| !fault.is_warning && fault.rule != "pods-never-created";
    let faults = judged.flat_map(|judged| judged.faults).map(|(fault, _)| fault).filter(is_refused);
    faults
        .map(|fault| Refusal { path: fault.path, sentence: fault.sentence, instead: fault.fix, place: None })
        .collect()
}
