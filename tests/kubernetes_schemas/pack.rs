use std::collections::{BTreeMap, HashMap};

use cpgen::check::schema::{Shape, table};
use serde_json::Value;

use super::openapi::{Release, reference};

/// Fields without which the API server refuses an object, as lines `SCHEMA FIELD...`. The `required` of the documents
/// says less: most of it is never asked for.
const REQUIRED: &str = include_str!("required.txt");

/// Packs what the documents say into the bytes that [`table::Table`] reads.
pub fn pack(release: &Release) -> Vec<u8> {
    let mut packer = Packer { release, definitions: Vec::new(), indexes: HashMap::new(), shapes: Vec::new() };
    let kinds: Vec<_> =
        release.kinds.iter().map(|(name, kind)| (name, kind, packer.definition(&kind.schema))).collect();
    // Definitions are added while fields are read, so the list grows under the loop.
    let mut fields = Vec::new();
    let mut at = 0;
    while let Some(schema) = packer.definitions.get(at).cloned() {
        fields.push(packer.fields(&schema));
        at += 1;
    }
    let mut names = Names::default();
    let mut body = Vec::new();
    for ((kind, api_version), described, definition) in &kinds {
        put32(&mut body, names.add(kind));
        put32(&mut body, names.add(api_version));
        let namespaced = if described.namespaced { table::NAMESPACED } else { 0 };
        let named = if described.named { table::NAMED } else { 0 };
        put16(&mut body, *definition);
        put16(&mut body, namespaced | named);
    }
    let mut first = 0;
    for of_one in &fields {
        put32(&mut body, first);
        put16(&mut body, of_one.len() as u16);
        put16(&mut body, of_one.iter().fold(0, |all, (_, _, flags)| all | (flags & table::REQUIRED)));
        first += of_one.len() as u32;
    }
    for (name, shape, flags) in fields.iter().flatten() {
        put32(&mut body, names.add(name));
        put16(&mut body, *shape);
        put16(&mut body, *flags);
    }
    for shape in &packer.shapes {
        let (tag, argument) = shape.pack();
        put16(&mut body, tag);
        put16(&mut body, argument);
    }
    let mut bytes = Vec::new();
    for count in [kinds.len(), fields.len(), first as usize, packer.shapes.len()] {
        put32(&mut bytes, count as u32);
    }
    bytes.extend(body);
    bytes.extend(names.text);
    bytes
}

struct Packer<'a> {
    release: &'a Release,
    definitions: Vec<String>,
    indexes: HashMap<String, u16>,
    shapes: Vec<Shape>,
}

impl Packer<'_> {
    fn definition(&mut self, schema: &str) -> u16 {
        if let Some(index) = self.indexes.get(schema) {
            return *index;
        }
        let index = self.definitions.len() as u16;
        self.definitions.push(schema.to_owned());
        self.indexes.insert(schema.to_owned(), index);
        index
    }

    /// Names, shapes and flags of the fields of a schema, sorted by name.
    fn fields(&mut self, schema: &str) -> Vec<(String, u16, u16)> {
        let described = &self.release.schemas[schema];
        let required: Vec<&str> = REQUIRED
            .lines()
            .filter_map(|line| line.strip_prefix(schema)?.strip_prefix(' '))
            .flat_map(str::split_whitespace)
            .collect();
        let properties: BTreeMap<&String, &Value> = described["properties"].as_object().into_iter().flatten().collect();
        let field = |(name, property): (&String, &Value)| {
            let shape = self.shape(property);
            let flags = if required.contains(&name.as_str()) { table::REQUIRED } else { 0 };
            (name.clone(), self.index(shape), flags | self.list_keys(property) << table::KEYS)
        };
        properties.into_iter().map(field).collect()
    }

    /// The number of the line in `list-keys.txt` that says what tells the items of a list apart, from 1; 0 for all else.
    fn list_keys(&self, property: &Value) -> u16 {
        let line = match property["x-kubernetes-list-type"].as_str() {
            Some("set") => "set".to_owned(),
            Some("map") => {
                let item = property["items"].get("$ref").or(property["items"].pointer("/allOf/0/$ref"));
                let schema = &self.release.schemas[item.and_then(reference).expect("items of a map are objects")];
                let keys = property["x-kubernetes-list-map-keys"].as_array().expect("keys of a map");
                let key = |key: &Value| {
                    let name = key.as_str().expect("a key is a name");
                    match schema["properties"][name]["default"].as_str().filter(|default| !default.is_empty()) {
                        Some(default) => format!("{name}={default}"),
                        None => name.to_owned(),
                    }
                };
                keys.iter().map(key).collect::<Vec<_>>().join(" ")
            }
            _ => return 0,
        };
        let known = table::LIST_KEYS.lines().position(|known| known == line);
        known.unwrap_or_else(|| panic!("add `{line}` to list-keys.txt")) as u16 + 1
    }

    fn index(&mut self, shape: Shape) -> u16 {
        let known = self.shapes.iter().position(|known| *known == shape);
        let index = known.unwrap_or_else(|| {
            self.shapes.push(shape);
            self.shapes.len() - 1
        });
        index as u16
    }

    fn shape(&mut self, schema: &Value) -> Shape {
        let of = schema.get("$ref").or(schema.pointer("/allOf/0/$ref"));
        if let Some(name) = of.and_then(reference) {
            return self.named(name);
        }
        match (schema["type"].as_str(), schema["format"].as_str()) {
            (Some("boolean"), _) => Shape::Boolean,
            (Some("integer"), Some("int32")) => Shape::Int32,
            (Some("integer"), Some("int64")) => Shape::Int64,
            (Some("number"), Some("double")) => Shape::Double,
            (Some("string"), None) => Shape::Text,
            (Some("string"), Some("byte")) => Shape::Bytes,
            (Some("string"), Some("date-time")) => Shape::Time,
            (Some("array"), _) => {
                let items = self.shape(&schema["items"]);
                Shape::List(self.index(items))
            }
            (Some("object"), _) if schema["additionalProperties"].is_object() => {
                let values = self.shape(&schema["additionalProperties"]);
                Shape::Map(self.index(values))
            }
            (Some("object"), _) => Shape::Any,
            other => panic!("a schema of a new form: {other:?} in {schema}"),
        }
    }

    /// Schemas whose Go types decode themselves, and all others by what they hold.
    fn named(&mut self, name: &str) -> Shape {
        let props = |this: &mut Self| this.definition(&name[..name.rfind("Or").expect("SchemaOr...")]);
        match name.rsplit('.').next().unwrap_or_default() {
            "Quantity" => Shape::Quantity,
            "IntOrString" => Shape::IntOrText,
            "Time" => Shape::Time,
            "MicroTime" => Shape::MicroTime,
            "RawExtension" | "FieldsV1" | "JSON" | "Patch" => Shape::Any,
            "JSONSchemaPropsOrArray" => Shape::ObjectOrList(props(self)),
            "JSONSchemaPropsOrBool" => Shape::ObjectOrBoolean(props(self)),
            "JSONSchemaPropsOrStringArray" => Shape::ObjectOrTexts(props(self)),
            _ => {
                let schema = &self.release.schemas[name];
                // Objects without fields are definitions too: every field in them is unknown.
                if schema["type"] == "object" && schema.get("additionalProperties").is_none() {
                    Shape::Object(self.definition(name))
                } else {
                    self.shape(schema)
                }
            }
        }
    }
}

/// The text that names point into, each name once.
#[derive(Default)]
struct Names {
    text: Vec<u8>,
    known: HashMap<String, u32>,
}

impl Names {
    fn add(&mut self, name: &str) -> u32 {
        if let Some(packed) = self.known.get(name) {
            return *packed;
        }
        assert!(name.len() < 256, "{name} is longer than a length has room for");
        let packed = (self.text.len() as u32) << 8 | name.len() as u32;
        self.text.extend(name.as_bytes());
        self.known.insert(name.to_owned(), packed);
        packed
    }
}

fn put16(bytes: &mut Vec<u8>, number: u16) {
    bytes.extend(number.to_le_bytes());
}

fn put32(bytes: &mut Vec<u8>, number: u32) {
    bytes.extend(number.to_le_bytes());
}
