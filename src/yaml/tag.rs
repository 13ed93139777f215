use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use saphyr_parser::Tag;
use serde_json::Value;

use super::{Scalar, resolve};

/// What a scalar stands for, given its style and its tag, as go-yaml 2 sees it: without a tag a plain one is resolved
/// and any other is a string; with a core tag the text must be of that type; any other tag makes a string.
///
/// # Errors
/// One sentence where the text is not what its tag says.
pub fn resolve_tagged(text: &str, plain: bool, tag: Option<&Tag>) -> Result<Scalar, String> {
    let string = || Ok(Scalar::Value(text.into()));
    let Some(tag) = tag else {
        return if plain { Ok(resolve(text)) } else { string() };
    };
    if !tag.is_yaml_core_schema() {
        return string();
    }
    let scalar = resolve(text);
    let fits = match (tag.suffix.as_str(), &scalar) {
        ("binary", _) => return binary(text),
        ("null", Scalar::Value(value)) => value.is_null(),
        ("bool", Scalar::Value(value)) => value.is_boolean(),
        ("int", Scalar::Value(value)) => value.is_i64() || value.is_u64(),
        ("float", Scalar::Value(value)) => value.is_number(),
        ("float", Scalar::NotFinite) => true,
        ("null" | "bool" | "int", Scalar::NotFinite) => false,
        _ => return string(),
    };
    if fits { Ok(scalar) } else { Err(format!("`{}` is no value for the tag `!!{}`", short(text), tag.suffix)) }
}

/// kubectl decodes `!!binary` and keeps what comes out as a string.
fn binary(text: &str) -> Result<Scalar, String> {
    let packed: String = text.split_ascii_whitespace().collect();
    let decoded = STANDARD.decode(packed).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let text = decoded.ok_or_else(|| "this `!!binary` is not the base64 of a text".to_owned())?;
    Ok(Scalar::Value(Value::String(text)))
}

/// The beginning of a text, for a message.
pub fn short(text: &str) -> String {
    let mut chars = text.chars();
    let beginning: String = chars.by_ref().take(60).collect();
    if chars.next().is_none() { beginning } else { beginning + "…" }
}
