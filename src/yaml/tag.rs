use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{Content, Scalar, resolve};

/// What a scalar stands for, given its style and its tag, as go-yaml 2 sees it: without a tag a plain one is resolved
/// and any other is a string; with a core tag the text must be of that type; any other tag makes a string.
///
/// # Errors
/// One sentence where the text is not what its tag says.
pub fn resolve_tagged<'a>(text: &'a str, plain: bool, tag: Option<&str>) -> Result<Scalar<'a>, String> {
    let string = || Ok(Scalar::Value(Content::Text(Cow::Borrowed(text))));
    let Some(tag) = tag else {
        return if plain { Ok(resolve(text)) } else { string() };
    };
    let Some(kind) = tag.strip_prefix("tag:yaml.org,2002:") else { return string() };
    let scalar = resolve(text);
    let fits = match (kind, &scalar) {
        ("binary", _) => return binary(text),
        ("null", Scalar::Value(value)) => *value == Content::Null,
        ("bool", Scalar::Value(value)) => matches!(value, Content::Bool(_)),
        ("int", Scalar::Value(value)) => matches!(value, Content::Number(n) if !n.is_f64()),
        ("float", Scalar::Value(value)) => matches!(value, Content::Number(_)),
        ("float", Scalar::NotFinite) => true,
        ("null" | "bool" | "int", Scalar::NotFinite) => false,
        _ => return string(),
    };
    if fits { Ok(scalar) } else { Err(format!("`{}` is no value for the tag `!!{kind}`", short(text))) }
}

/// kubectl decodes `!!binary` and keeps what comes out as a string.
fn binary(text: &str) -> Result<Scalar<'static>, String> {
    let packed: String = text.split_ascii_whitespace().collect();
    let decoded = STANDARD.decode(packed).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let text = decoded.ok_or_else(|| "this `!!binary` is not the base64 of a text".to_owned())?;
    Ok(Scalar::Value(Content::Text(Cow::Owned(text))))
}

/// The beginning of a text, for a message.
pub fn short(text: &str) -> String {
    let mut chars = text.chars();
    let beginning: String = chars.by_ref().take(60).collect();
    if chars.next().is_none() { beginning } else { beginning + "…" }
}
