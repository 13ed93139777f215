use crate::check::schema::fault::{Fault, Path, Step};
use crate::check::schema::{Kind, Resource};
use crate::source::excerpt;
use crate::yaml::{Content, Entry, Node, Span};

/// What a schema of a definition may not use, and what to do instead.
const FORBIDDEN: [(&str, &str); 6] = [
    ("$ref", "write the schema out"),
    ("definitions", "write the schemas out where they are used"),
    ("dependencies", "say it with a rule in `x-kubernetes-validations`"),
    ("patternProperties", "use `additionalProperties` or name the `properties`"),
    ("additionalItems", "use `items`"),
    ("id", "leave it out"),
];

/// What may stand only outside of `allOf`, `anyOf`, `oneOf` and `not`, beside `x-kubernetes-...`.
const OUTSIDE: [&str; 6] = ["type", "additionalProperties", "default", "nullable", "title", "description"];

/// What the API server has against a CustomResourceDefinition beside its types: its name, its storage version, and
/// schemas that are not structural (`k8s.io/apiextensions-apiserver/pkg/apiserver/schema`).
pub fn structural<'n>(resource: &Resource<'n, '_>, kind: Kind) -> Vec<Fault> {
    if kind.kind != "CustomResourceDefinition" || kind.group() != "apiextensions.k8s.io" {
        return Vec::new();
    }
    let mut walk = Structural { path: resource.path.clone(), faults: Vec::new() };
    walk.definition(resource.node);
    walk.faults
}

struct Structural<'n> {
    path: Path<'n>,
    faults: Vec<Fault>,
}

impl<'n> Structural<'n> {
    fn definition(&mut self, object: &'n Node) {
        let Some(spec) = object.get("spec") else { return };
        let text = |node: &'n Node, field: &str| node.get(field).and_then(Node::text);
        let name = object.get("metadata").and_then(|metadata| metadata.entry("name"));
        let plural = spec.get("names").and_then(|names| text(names, "plural"));
        if let (Some(name), Some(plural), Some(group)) = (name, plural, text(spec, "group")) {
            let wanted = format!("{plural}.{group}");
            if name.value.text().is_some_and(|name| name != wanted) {
                self.below(&[Step::Field("metadata"), Step::Field("name")], |walk| {
                    let sentence = "a definition is called after its plural and group".to_owned();
                    walk.fault("bad-value", name.value.span, sentence, format!("write {wanted}"));
                });
            }
        }
        let Some(Content::List(versions)) = spec.get("versions").map(|versions| &versions.content) else { return };
        let is_stored =
            |version: &&Node| version.get("storage").is_some_and(|stored| stored.content == Content::Bool(true));
        let stored = versions.iter().filter(is_stored).count();
        self.below(&[Step::Field("spec"), Step::Field("versions")], |walk| {
            if stored != 1 {
                let sentence = format!("{stored} versions have `storage: true`, and exactly one must");
                walk.fault("bad-value", spec.span, sentence, "set `storage: true` in one version".to_owned());
            }
            for (index, version) in versions.iter().enumerate() {
                walk.below(&[Step::Item(index), Step::Field("schema"), Step::Field("openAPIV3Schema")], |walk| {
                    match version.get("schema").and_then(|schema| schema.get("openAPIV3Schema")) {
                        Some(schema) => walk.schema(schema, true),
                        None => {
                            let fix =
                                "add it; `type: object` with `x-kubernetes-preserve-unknown-fields: true` takes all";
                            walk.fault("missing-field", version.span, "each version needs a schema".into(), fix.into());
                        }
                    }
                });
            }
        });
    }

    fn schema(&mut self, schema: &'n Node, at_root: bool) {
        let Some(entries) = schema.entries() else { return };
        let is = |field: &str| schema.get(field).is_some_and(|value| value.content == Content::Bool(true));
        let kind = schema.get("type").and_then(Node::text).unwrap_or_default();
        let is_free = is("x-kubernetes-int-or-string") || is("x-kubernetes-preserve-unknown-fields");
        if kind.is_empty() && !is_free {
            self.not_structural("type", schema.span, "`type` is required here", "add it, such as `type: object`");
        } else if at_root && !matches!(kind, "" | "object") {
            self.not_structural("type", schema.span, "at the root the type is `object`", "write `type: object`");
        }
        if let Some(entry) = schema.entry("additionalProperties").filter(|entry| entry.value.content != Content::Null) {
            let has_fields = schema.get("properties").and_then(Node::entries).is_some_and(|fields| !fields.is_empty());
            let sentence = match (at_root, has_fields && entry.value.content != Content::Bool(true)) {
                (true, _) => Some("`additionalProperties` may not stand at the root"),
                (false, true) => Some("`additionalProperties` and `properties` exclude each other"),
                (false, false) => None,
            };
            if let Some(sentence) = sentence {
                self.not_structural("additionalProperties", entry.span, sentence, "keep `properties` alone");
            }
        }
        if kind == "array" && schema.get("items").is_none() {
            self.not_structural("items", schema.span, "`items` is required in an array", "add it");
        }
        self.map_keys(schema);
        for entry in entries {
            let key = entry.key.as_ref();
            self.forbidden(entry);
            match (key, &entry.value.content) {
                ("properties", Content::Map(fields)) => fields.iter().for_each(|field| {
                    self.below(&[Step::Field("properties"), Step::Key(&field.key)], |walk| {
                        walk.schema(&field.value, false)
                    });
                }),
                ("items", Content::List(_)) => {
                    self.not_structural("items", entry.span, "`items` is one schema", "write a schema, not a list");
                }
                ("items" | "additionalProperties", Content::Map(_)) => {
                    self.below(&[Step::Field(&entry.key)], |walk| walk.schema(&entry.value, false));
                }
                ("anyOf", Content::List(list)) if is_either(list) => {}
                ("allOf" | "anyOf" | "oneOf", Content::List(list)) => {
                    list.iter().enumerate().for_each(|(index, one)| {
                        let either = key == "allOf" && index == 0;
                        self.below(&[Step::Field(&entry.key), Step::Item(index)], |walk| walk.inside(one, either));
                    })
                }
                ("not", Content::Map(_)) => self.below(&[Step::Field("not")], |walk| walk.inside(&entry.value, false)),
                _ => {}
            }
        }
    }

    /// The keys of a list that is a map are there in every item: required, or with a default.
    fn map_keys(&mut self, schema: &'n Node) {
        let (Some(keys), Some(items)) = (schema.entry("x-kubernetes-list-map-keys"), schema.get("items")) else {
            return;
        };
        let list = |node: Option<&'n Node>| match node.map(|node| &node.content) {
            Some(Content::List(list)) => list.iter().filter_map(Node::text).collect::<Vec<_>>(),
            _ => Vec::new(),
        };
        let required = list(items.get("required"));
        for key in list(Some(&keys.value)) {
            let property = items.get("properties").and_then(|properties| properties.get(key));
            let fix = match property {
                None => format!("add it to the `properties` of `items`: {}", excerpt(key)),
                Some(property) if property.get("default").is_none() && !required.contains(&key) => {
                    format!("add it to the `required` of `items`, or give it a `default`: {}", excerpt(key))
                }
                Some(_) => continue,
            };
            let sentence = "every item has the keys of a map";
            self.not_structural("x-kubernetes-list-map-keys", keys.span, sentence, &fix);
        }
    }

    /// A schema inside of `allOf` and its like; with `either` its own `anyOf` may be that of int-or-string.
    fn inside(&mut self, schema: &'n Node, either: bool) {
        for entry in schema.entries().unwrap_or_default() {
            let key = entry.key.as_ref();
            self.forbidden(entry);
            let is_set = !matches!(entry.value.content, Content::Null | Content::Bool(false));
            if is_set && (OUTSIDE.contains(&key) || key.starts_with("x-kubernetes-")) {
                let sentence = format!("`{key}` may not stand inside of `allOf`, `anyOf`, `oneOf` or `not`");
                self.not_structural(&entry.key, entry.span, &sentence, "move it out to the schema around");
            }
            match (key, &entry.value.content) {
                ("properties", Content::Map(fields)) => fields.iter().for_each(|field| {
                    self.below(&[Step::Field("properties"), Step::Key(&field.key)], |walk| {
                        walk.inside(&field.value, false)
                    });
                }),
                ("items" | "not", Content::Map(_)) => {
                    self.below(&[Step::Field(&entry.key)], |walk| walk.inside(&entry.value, false));
                }
                ("anyOf", Content::List(list)) if either && is_either(list) => {}
                ("allOf" | "anyOf" | "oneOf", Content::List(list)) => {
                    list.iter().enumerate().for_each(|(index, one)| {
                        self.below(&[Step::Field(&entry.key), Step::Item(index)], |walk| walk.inside(one, false));
                    })
                }
                _ => {}
            }
        }
    }

    fn forbidden(&mut self, entry: &'n Entry) {
        let key = entry.key.as_ref();
        if let Some((_, fix)) = FORBIDDEN.iter().find(|(word, _)| *word == key) {
            self.not_structural(&entry.key, entry.span, &format!("`{key}` may not be used here"), fix);
        } else if key == "uniqueItems" && entry.value.content == Content::Bool(true) {
            let fix = "use `x-kubernetes-list-type: set`";
            self.not_structural("uniqueItems", entry.span, "`uniqueItems` may not be true", fix);
        }
    }

    fn below(&mut self, steps: &[Step<'n>], look: impl FnOnce(&mut Self)) {
        steps.iter().for_each(|step| self.path.step(*step));
        look(self);
        steps.iter().for_each(|_| self.path.back());
    }

    fn not_structural(&mut self, field: &'n str, span: Span, sentence: &str, fix: &str) {
        self.below(&[Step::Field(field)], |walk| {
            walk.fault("not-structural", span, sentence.to_owned(), fix.to_owned())
        });
    }

    fn fault(&mut self, rule: &'static str, span: Span, sentence: String, fix: String) {
        self.faults.push(Fault::error(rule, &self.path, span, sentence, fix));
    }
}

/// The one form in which types may stand inside of `anyOf`.
fn is_either(list: &[Node]) -> bool {
    let is = |at: usize, kind| {
        list[at].entries().is_some_and(|entries| entries.len() == 1)
            && list[at].get("type").and_then(Node::text) == Some(kind)
    };
    list.len() == 2 && is(0, "integer") && is(1, "string")
}
