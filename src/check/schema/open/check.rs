use serde_json::Value;

use super::OpenSchema;
use crate::check::schema::fault::{Fault, Path, Step};
use crate::source::{excerpt, nearest};
use crate::yaml::{Content, Node, Span};

/// How many references and nested schemas one value may lead through.
const DEEPEST: usize = 200;

/// The formats of text in definitions (`supportedVersionedFormats`).
const FORMATS: &str = "bsonobjectid uri email hostname ipv4 ipv6 cidr mac uuid uuid3 uuid4 uuid5 isbn isbn10 isbn13 \
    creditcard ssn hexcolor rgbcolor byte password date duration datetime";

/// One check of one object against a schema that comes as JSON.
pub struct Check<'t, 'n> {
    pub(super) schema: &'t OpenSchema,
    strict: bool,
    secret: bool,
    pub(super) path: Path<'n>,
    /// How many steps lead to the object itself.
    base: usize,
    depth: usize,
    pub(super) faults: Vec<Fault>,
}

impl<'t, 'n> Check<'t, 'n> {
    /// A check that begins at `path`. With `strict`, fields that the schema does not know are faults; with `secret`, no
    /// value is shown.
    pub fn new(schema: &'t OpenSchema, strict: bool, secret: bool, path: Path<'n>) -> Check<'t, 'n> {
        Check { schema, strict, secret, base: path.depth(), path, depth: 0, faults: Vec::new() }
    }

    /// All faults of an object. Of a custom resource, `metadata` is left to the caller.
    pub fn object(mut self, node: &'n Node) -> Vec<Fault> {
        self.value(self.schema.root(), node);
        self.faults
    }

    /// Checks a value against a schema.
    pub(super) fn value(&mut self, schema: &'t Value, node: &'n Node) {
        let schema = self.resolved(schema);
        let Some(rules) = schema.as_object() else { return };
        if self.depth > DEEPEST || (node.content == Content::Null && self.null(schema, node.span)) {
            return;
        }
        self.depth += 1;
        let wanted = wrong_type(schema, node).filter(|_| !(self.schema.is_custom && is_of_format(schema, node)));
        if let Some(wanted) = wanted {
            let sentence = format!("{wanted} is wanted here, and {} is given", self.given(node));
            self.fault("wrong-type", node.span, sentence, format!("give {wanted}"));
        } else {
            match &node.content {
                Content::Map(_) => self.map(schema, node),
                Content::List(list) => self.list(schema, node, list),
                _ => {}
            }
            self.limits(rules, node);
            self.combined(rules, node);
        }
        self.depth -= 1;
    }

    /// Whether null needs no further look.
    fn null(&mut self, schema: &Value, span: Span) -> bool {
        let is_nullable = schema["nullable"] == true || types(schema).any(|name| name == "null");
        let is_free = schema.get("type").is_none() && schema["x-kubernetes-int-or-string"] != true;
        if self.schema.is_custom
            && self.path.depth() > self.base
            && !is_nullable
            && !is_free
            && schema.get("default").is_none()
        {
            self.fault(
                "wrong-type",
                span,
                "null is given where the schema does not allow it".into(),
                "leave it out".into(),
            );
        }
        true
    }

    fn map(&mut self, schema: &'t Value, node: &'n Node) {
        let at_root = self.path.depth() == self.base;
        let embedded = schema["x-kubernetes-embedded-resource"] == true || (self.schema.is_custom && at_root);
        for entry in node.entries().unwrap_or_default() {
            let key = entry.key.as_ref();
            let is_meta = embedded && matches!(key, "apiVersion" | "kind" | "metadata");
            if let Some(property) = schema["properties"].get(key).filter(|_| !(is_meta && key == "metadata")) {
                self.path.step(Step::Field(&entry.key));
                self.value(property, &entry.value);
            } else if schema["additionalProperties"].is_object() {
                self.path.step(Step::Key(&entry.key));
                self.value(&schema["additionalProperties"], &entry.value);
            } else {
                self.path.step(Step::Field(&entry.key));
                if !is_meta && !self.is_known(schema, key, 0) {
                    self.unknown(schema, key, entry.span);
                }
            }
            self.path.back();
        }
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            let is_filled = self.schema.is_custom && schema["properties"][name].get("default").is_some();
            let is_set = node.get(name).is_some_and(|value| self.schema.is_custom || value.content != Content::Null);
            if !is_set && !is_filled {
                let sentence = format!("`{}` is required", excerpt(name));
                self.fault("missing-field", node.span, sentence, format!("add `{}`", excerpt(name)));
            }
        }
    }

    fn unknown(&mut self, schema: &Value, key: &str, span: Span) {
        let closed = schema["additionalProperties"] == false;
        let open = schema["x-kubernetes-preserve-unknown-fields"] == true || schema["additionalProperties"] == true;
        let has_fields = schema.get("properties").is_some() || closed;
        if !self.strict || open || !(has_fields || self.schema.is_custom && schema["type"] == "object") {
            return;
        }
        let known: Vec<&str> =
            schema["properties"].as_object().into_iter().flatten().map(|(k, _)| k.as_str()).collect();
        let fix = match nearest(key, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if !known.is_empty() && known.len() <= 8 => format!("take one of {}", known.join(", ")),
            None => "remove it, or nest it where it belongs".to_owned(),
        };
        self.fault("unknown-field", span, format!("there is no field `{}` here", excerpt(key)), fix);
    }

    /// The schema that a reference leads to.
    pub(super) fn resolved(&self, mut schema: &'t Value) -> &'t Value {
        for _ in 0..DEEPEST {
            let Some(reference) = schema.get("$ref").and_then(Value::as_str) else { break };
            let pointer = reference.rsplit_once('#').map_or("", |(_, pointer)| pointer);
            schema = self.schema.document.pointer(pointer).unwrap_or(&Value::Null);
        }
        schema
    }

    pub(super) fn fault(&mut self, rule: &'static str, span: Span, sentence: String, fix: String) {
        self.faults.push(Fault::error(rule, &self.path, span, sentence, fix));
    }

    pub(super) fn given(&self, node: &Node) -> String {
        match &node.content {
            Content::Null => "nothing".to_owned(),
            Content::Map(_) => "a map".to_owned(),
            Content::List(_) => "a list".to_owned(),
            _ if self.secret => "another value".to_owned(),
            Content::Bool(bool) => format!("the boolean `{bool}`"),
            Content::Number(number) => format!("the number `{number}`"),
            Content::Text(text) => format!("the text `{}`", excerpt(text)),
        }
    }
}

fn types(schema: &Value) -> impl Iterator<Item = &str> {
    let one = schema["type"].as_str();
    one.into_iter().chain(schema["type"].as_array().into_iter().flatten().filter_map(Value::as_str))
}

/// Whether the API server takes it for what the format says and asks no more (`typeValidator` of kube-openapi).
fn is_of_format(schema: &Value, node: &Node) -> bool {
    let is_number = types(schema).any(|name| matches!(name, "integer" | "number"));
    !is_number
        && is_known_format(schema["format"].as_str().unwrap_or_default())
        && matches!(node.content, Content::Text(_) | Content::List(_))
}

/// Whether a schema of a custom resource keeps that format; it drops others.
pub fn is_known_format(format: &str) -> bool {
    let format = format.replace('-', "");
    FORMATS.split(' ').any(|known| known == format)
}

/// What is wanted, where the value is something else.
fn wrong_type(schema: &Value, node: &Node) -> Option<String> {
    if schema["x-kubernetes-int-or-string"] == true || schema["format"] == "int-or-string" {
        let fits = matches!(node.content, Content::Text(_)) || is("integer", node);
        return (!fits).then(|| "a whole number or text".to_owned());
    }
    let wanted: Vec<&str> = types(schema).collect();
    if wanted.is_empty() || wanted.iter().any(|name| is(name, node)) {
        return None;
    }
    let names = wanted.iter().filter(|name| **name != "null").map(|name| match *name {
        "object" => "a map",
        "array" => "a list",
        "string" => "text",
        "integer" => "a whole number",
        "boolean" => "a boolean",
        _ => "a number",
    });
    Some(names.collect::<Vec<_>>().join(" or "))
}

fn is(name: &str, node: &Node) -> bool {
    match (name, &node.content) {
        ("object", Content::Map(_)) | ("array", Content::List(_)) | ("string", Content::Text(_)) => true,
        ("boolean", Content::Bool(_)) | ("number", Content::Number(_)) | ("null", Content::Null) => true,
        ("integer", Content::Number(number)) => number.as_f64().is_some_and(|float| float.fract() == 0.0),
        _ => false,
    }
}
