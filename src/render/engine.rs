use std::collections::BTreeSet;
use std::sync::LazyLock;

use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::Templates;
use super::{escape, filter};

/// Tera with all of cpgen's own templates, which are the built-in files with a tag in them.
pub(super) static BUILT_IN: LazyLock<TeraResult<Tera>> = LazyLock::new(|| {
    let templates = Templates::default();
    let has_tag = |path: &&str| templates.text(path).is_some_and(|text| text.contains("{%"));
    build(&templates, Templates::built_in().into_iter().filter(|path| path.ends_with(".yaml")).filter(has_tag))
});

/// Parses cpgen's own templates, which else happens when the first of them is rendered.
pub fn parse() {
    LazyLock::force(&BUILT_IN);
}

/// Tera with the templates that `wanted` names and those that they include.
pub fn build<'a>(templates: &Templates, wanted: impl Iterator<Item = &'a str>) -> TeraResult<Tera> {
    let mut needed = BTreeSet::new();
    let mut open: Vec<String> = wanted.map(str::to_string).collect();
    while let Some(name) = open.pop() {
        if needed.contains(&name) {
            continue;
        }
        open.extend(included(templates.text(&name).unwrap_or_default()));
        needed.insert(name);
    }
    let mut tera = Tera::new();
    tera.autoescape_on(vec![".yaml"]);
    tera.set_escape_fn(escape::json_string);
    tera.register_filter("json", filter::json::json);
    tera.register_filter("safe", no_safe);
    tera.add_raw_templates(needed.iter().filter_map(|name| Some((name.as_str(), templates.text(name)?))))?;
    Ok(tera)
}

/// `safe` would let a value change the document's structure.
fn no_safe(_: &Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    Err(tera::Error::message("`safe` could break the document: use `json`"))
}

/// Names of the templates that `text` includes.
fn included(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split("{% include \"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_string()))
}
