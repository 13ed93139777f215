use std::collections::HashMap;

use super::fault::{Fault, Path};
use super::lifecycle::{advice, lifecycle};
use super::missing::{is_built_in, missing};
use super::open::{Check, Crd, Location, OpenSchema};
use super::walk::Walk;
use super::{Kind, Minor, Resource, Shape};
use crate::check::validation::{judge_of, validate};
use crate::yaml::Content;

/// What objects are judged by.
#[derive(Debug)]
pub struct Schemas {
    /// The minors that must accept them, oldest first.
    pub minors: Vec<Minor>,
    /// Whether fields that a schema does not know are faults.
    pub strict: bool,
    /// Whether objects pass that no schema is known for.
    pub ignore_missing: bool,
    /// Whether objects are asked what the API server validates behind its schemas too.
    pub rules: bool,
    /// Whether lists must be such that server-side apply can tell their items apart.
    pub server_side: bool,
    /// Where schemas are looked up.
    pub locations: Vec<Location>,
    custom: HashMap<(String, String), Option<OpenSchema>>,
}

/// What came of one object.
#[derive(Clone, Debug, Default)]
pub struct Judged {
    /// What is wrong, and in which minors; all of them where none is named.
    pub faults: Vec<(Fault, Vec<Minor>)>,
    /// Whether no schema is known for it.
    pub unknown: bool,
}

impl Schemas {
    /// The built-in schemas of those minors, strict.
    pub fn new(minors: Vec<Minor>) -> Schemas {
        let locations = vec![Location::BuiltIn];
        Schemas {
            minors,
            strict: true,
            ignore_missing: false,
            rules: true,
            server_side: false,
            locations,
            custom: HashMap::new(),
        }
    }

    /// Adds what CustomResourceDefinitions define.
    pub fn add(&mut self, crds: impl IntoIterator<Item = Crd>) {
        self.custom.extend(crds.into_iter().map(|crd| ((crd.api_version, crd.kind), crd.schema)));
    }

    /// Judges an object by every minor.
    pub fn judge(&self, resource: &Resource) -> Judged {
        let mut judged = Judged::default();
        let nameless = [("apiVersion", resource.api_version), ("kind", resource.kind)];
        for (field, _) in nameless.iter().filter(|(_, value)| value.is_empty()) {
            let mut path = resource.path.clone();
            path.step(super::fault::Step::Field(field));
            let sentence = format!("`{field}` is not set");
            let fault = Fault::error("missing-field", &path, resource.node.span, sentence, format!("add `{field}`"));
            judged.faults.push((fault, Vec::new()));
        }
        if !judged.faults.is_empty() {
            return judged;
        }
        for minor in &self.minors {
            let (faults, unknown) = self.judge_by(resource, *minor);
            judged.unknown |= unknown;
            for fault in faults {
                match judged.faults.iter_mut().find(|(known, _)| *known == fault) {
                    Some((_, minors)) => minors.push(*minor),
                    None => judged.faults.push((fault, vec![*minor])),
                }
            }
        }
        judged.faults.iter_mut().filter(|(_, minors)| minors.len() == self.minors.len()).for_each(|(_, m)| m.clear());
        judged
    }

    fn judge_by(&self, resource: &Resource, minor: Minor) -> (Vec<Fault>, bool) {
        let mut faults = Vec::new();
        let (api_version, kind) = (resource.api_version, resource.kind);
        for location in &self.locations {
            let schema = match location {
                Location::BuiltIn => {
                    if let Some(known) = minor.table().kind(api_version, kind) {
                        self.built_in(resource, minor, known, &mut faults);
                        return (faults, false);
                    }
                    continue;
                }
                Location::Document(document) => document.schema(api_version, kind),
                Location::Files(files) => files.schema(api_version, kind, minor, self.strict),
            };
            if let Some(schema) = schema {
                let check = Check::new(&schema, self.strict, resource.is_secret(), resource.path.clone());
                faults.extend(check.object(resource.node));
                return (faults, false);
            }
        }
        match self.custom.get(&(api_version.to_owned(), kind.to_owned())) {
            Some(schema) => {
                self.custom(resource, minor, schema.as_ref(), &mut faults);
                (faults, false)
            }
            None if self.ignore_missing && !is_built_in(api_version) => (faults, true),
            None => (vec![missing(resource, minor)], true),
        }
    }

    fn built_in(&self, resource: &Resource, minor: Minor, kind: Kind, faults: &mut Vec<Fault>) {
        let path = resource.path.clone();
        Walk::new(minor.table(), self.strict, resource.is_secret(), path, faults)
            .server_side(self.server_side)
            .object(resource.node, kind.definition);
        let judge = judge_of(resource).filter(|_| self.rules);
        if kind.named && judge.is_none() {
            faults.extend(nameless(resource));
        }
        // What cannot be decoded is never validated; a field or an item too many hinders nothing. What must be there is
        // for the rules to say, where there are any: a schema asks for more than the API server.
        let hinders = |fault: &Fault| {
            !fault.is_warning && !matches!(fault.rule, "unknown-field" | "missing-field" | "server-side-duplicate")
        };
        if let Some(judge) = judge.filter(|_| !faults.iter().any(hinders)) {
            faults.retain(|fault| fault.rule != "missing-field");
            faults.extend(validate(resource, minor, judge));
        }
        let deprecated = lifecycle(kind.api_version, kind.kind).filter(|known| known.deprecated <= minor.number());
        if let Some(known) = deprecated {
            let span = resource.node.entry("apiVersion").map_or(resource.node.span, |entry| entry.value.span);
            let until = known.removed.map(|removed| format!(" and gone in 1.{removed}")).unwrap_or_default();
            let sentence =
                format!("{} of {} is deprecated since 1.{}{until}", kind.kind, kind.api_version, known.deprecated);
            let fix = advice(kind.api_version, kind.kind, Some(known));
            faults.push(Fault::error("deprecated-api", &Path::default(), span, sentence, fix).as_warning());
        }
    }

    fn custom(&self, resource: &Resource, minor: Minor, schema: Option<&OpenSchema>, faults: &mut Vec<Fault>) {
        faults.extend(nameless(resource));
        if let Some(schema) = schema {
            let check = Check::new(schema, self.strict, false, resource.path.clone());
            faults.extend(check.object(resource.node));
        }
        let Some(metadata) = resource.node.get("metadata").filter(|node| node.content != Content::Null) else { return };
        let table = minor.table();
        let field = table.kind("v1", "ConfigMap").and_then(|kind| table.field(kind.definition, "metadata"));
        if let Some(Shape::Object(index)) = field.map(|field| field.shape)
            && let Some(definition) = table.definition(index)
        {
            let mut path = resource.path.clone();
            path.step(super::fault::Step::Field("metadata"));
            Walk::new(table, self.strict, false, path, faults).object(metadata, definition);
        }
    }
}

/// An object that is stored needs a name.
fn nameless(resource: &Resource) -> Option<Fault> {
    // A name that is no text has its own fault.
    let is_set = |field: &str| {
        let value = resource.node.get("metadata").and_then(|metadata| metadata.get(field));
        value.is_some_and(|value| value.content != Content::Null && value.text() != Some(""))
    };
    if is_set("name") || is_set("generateName") {
        return None;
    }
    let mut path = resource.path.clone();
    path.step(super::fault::Step::Field("metadata"));
    path.step(super::fault::Step::Field("name"));
    let span = resource.node.entry("metadata").map_or(resource.node.span, |entry| entry.span);
    let sentence = "the object has no name";
    Some(Fault::error("missing-field", &path, span, sentence, "add `metadata.name` or `metadata.generateName`"))
}
