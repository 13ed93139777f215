use std::fmt;

use super::token::{RESERVED, is_literal};
use crate::check::validation::Value;

/// The type of an expression, as far as it is known.
#[derive(Clone, Debug)]
pub enum Type<'n> {
    /// What is not looked into: it is taken for whatever is asked for.
    Unknown,
    /// What CEL itself knows only when it runs.
    Dyn,
    Null,
    Bool,
    Int,
    Uint,
    Double,
    Text,
    Bytes,
    Duration,
    Time,
    List(Box<Type<'n>>),
    /// Of keys to values.
    Map(Box<Type<'n>>, Box<Type<'n>>),
    /// What may not be there.
    Optional(Box<Type<'n>>),
    /// What a schema says; the second is whether it is a whole object, with metadata.
    Object(Value<'n>, bool),
    /// The metadata of a whole object.
    Metadata,
}

impl<'n> Type<'n> {
    /// The type of the values of a schema; nothing where expressions do not see them (`SchemaDeclType`).
    pub fn of(schema: Value<'n>, is_object: bool) -> Option<Type<'n>> {
        if schema.get("x-kubernetes-int-or-string").is_true() {
            return Some(Type::Dyn);
        }
        let inner = |field| {
            let schema = schema.get(field);
            Type::of(schema, schema.get("x-kubernetes-embedded-resource").is_true()).map(Box::new)
        };
        let others = schema.get("additionalProperties");
        match schema.get("type").text() {
            _ if is_object => Some(Type::Object(schema, true)),
            "array" => inner("items").map(Type::List),
            "object" if others.is_set() && !others.is_true() && !others.is_false() => {
                Some(Type::Map(Box::new(Type::Text), inner("additionalProperties")?))
            }
            "object" => Some(Type::Object(schema, false)),
            "string" => Some(match schema.get("format").text() {
                "byte" => Type::Bytes,
                "duration" => Type::Duration,
                "date" | "date-time" => Type::Time,
                _ => Type::Text,
            }),
            "boolean" => Some(Type::Bool),
            "number" => Some(Type::Double),
            "integer" => Some(Type::Int),
            _ => None,
        }
    }

    /// The type of a field; nothing where there is no such field.
    pub fn field(&self, name: &str) -> Option<Type<'n>> {
        match self {
            Type::Metadata => matches!(name, "name" | "generateName").then_some(Type::Text),
            Type::Object(_, true) if matches!(name, "kind" | "apiVersion") => Some(Type::Text),
            Type::Object(_, true) if name == "metadata" => Some(Type::Metadata),
            Type::Object(schema, _) => {
                let mut properties = schema.get("properties").entries();
                // Words of CEL may be written as they are where they stand for fields.
                let plain = format!("__{name}__");
                let is_it = |own: &str| escaped(own).is_some_and(|own| own == name || own == plain);
                let (_, property) = properties.find(|(own, _)| is_it(own))?;
                Type::of(property, property.get("x-kubernetes-embedded-resource").is_true())
            }
            _ => Some(Type::Unknown),
        }
    }

    /// As it is where it may not be there.
    pub fn optional(self) -> Type<'n> {
        match self {
            Type::Optional(_) | Type::Unknown => self,
            other => Type::Optional(Box::new(other)),
        }
    }

    /// Whether anything could be known of it.
    pub fn is_open(&self) -> bool {
        matches!(self, Type::Unknown | Type::Dyn)
    }

    /// Whether a value of one can stand where one of the other is asked for.
    pub fn fits(&self, other: &Type) -> bool {
        match (self, other) {
            (one, other) if one.is_open() || other.is_open() => true,
            (Type::List(one), Type::List(other)) | (Type::Optional(one), Type::Optional(other)) => one.fits(other),
            (Type::Map(keys, one), Type::Map(others, other)) => keys.fits(others) && one.fits(other),
            (Type::Object(one, _), Type::Object(other, _)) => one.is(*other),
            (Type::Null, _) => other.can_be_null(),
            (_, Type::Null) => self.can_be_null(),
            (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other),
        }
    }

    fn can_be_null(&self) -> bool {
        matches!(self, Type::Null | Type::Object(..) | Type::Metadata | Type::Duration | Type::Time | Type::Optional(_))
    }

    /// Whether it is a number.
    pub fn is_number(&self) -> bool {
        matches!(self, Type::Int | Type::Uint | Type::Double)
    }
}

impl fmt::Display for Type<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Type::Unknown | Type::Dyn => write!(f, "dyn"),
            Type::Null => write!(f, "null"),
            Type::Bool => write!(f, "bool"),
            Type::Int => write!(f, "int"),
            Type::Uint => write!(f, "uint"),
            Type::Double => write!(f, "double"),
            Type::Text => write!(f, "string"),
            Type::Bytes => write!(f, "bytes"),
            Type::Duration => write!(f, "duration"),
            Type::Time => write!(f, "timestamp"),
            Type::List(items) => write!(f, "list({items})"),
            Type::Map(keys, values) => write!(f, "map({keys}, {values})"),
            Type::Optional(inner) => write!(f, "optional_type({inner})"),
            Type::Object(..) | Type::Metadata => write!(f, "object"),
        }
    }
}

/// How a property is called in expressions, where it can be called at all (`Escape`).
fn escaped(name: &str) -> Option<String> {
    let is_part = |b: u8| b.is_ascii_alphanumeric() || b"_.-/".contains(&b);
    if name.is_empty() || name.starts_with(|first: char| first.is_ascii_digit()) || !name.bytes().all(is_part) {
        return None;
    }
    if is_literal(name) || RESERVED.contains(&name) {
        return Some(format!("__{name}__"));
    }
    let name = name.replace("__", "__underscores__");
    Some(name.replace('.', "__dot__").replace('-', "__dash__").replace('/', "__slash__"))
}
