use crate::render::escape::json as json_text;
use tera::{Error, Kwargs, State, TeraResult, Value};

/// A value as JSON, which is YAML that needs no indentation. Null stays null: the reader drops such entries.
pub fn json(value: &Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    if value.is_undefined() {
        return Err(Error::message("`json` was given a value that does not exist"));
    }
    let text = json_text(value).map_err(|error| Error::message(error.to_string()))?;
    Ok(Value::safe_string(&text))
}
