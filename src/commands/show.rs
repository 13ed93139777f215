use std::collections::BTreeSet;

use super::input::{self, wrong_flag};
use super::{Failure, Output, commented_defaults, json_schema, render::manifests};
use crate::cli::{Input, Show};
use crate::manifest::containers;
use crate::model::resolved::{Audience, Endpoint};
use crate::model::{FORMATS, Values};
use crate::render::Templates;
use crate::source::Findings;
use crate::values::{nearest, read, write};

/// `cpgen show`.
pub fn run(args: &Show, output: &mut Output) -> Result<(), Failure> {
    let text = match args {
        Show::Values { input, origin } => values(input, *origin)?,
        Show::Endpoints { input, json } => endpoints(input, *json, output)?,
        Show::Images { input } => images(input, output)?,
        Show::Schema => json_schema(),
        Show::Templates { path } => templates(path.as_deref())?,
    };
    output.text = text.into_bytes();
    Ok(())
}

fn values(input: &Input, origin: bool) -> Result<String, Failure> {
    let is_default = input.files.is_empty()
        && [&input.set, &input.set_string, &input.set_json, &input.set_file].iter().all(|flags| flags.is_empty())
        && [&input.name, &input.namespace, &input.kube_version].iter().all(|flag| flag.is_none());
    if is_default && !origin {
        return Ok(commented_defaults());
    }
    let mut findings = Findings::default();
    let tree = input::tree(input, &mut findings)?;
    read::<Values>(&tree, &FORMATS, &mut findings);
    if findings.has_errors() {
        return Err(findings.into());
    }
    Ok(write(&tree, origin))
}

fn endpoints(input: &Input, json: bool, output: &mut Output) -> Result<String, Failure> {
    let mut findings = Findings::default();
    let platform = input::platform(input, &mut findings)?;
    output.warn(findings);
    let all: Vec<&Endpoint> = platform.instances.iter().flat_map(|instance| &instance.endpoints).collect();
    if json {
        return Ok(serde_json::to_string_pretty(&all).unwrap_or_default() + "\n");
    }
    let cells = all.iter().map(|endpoint| {
        let from = if endpoint.audience == Audience::Inside { "inside" } else { "outside" };
        [endpoint.component.clone(), from.into(), endpoint.purpose.clone(), endpoint.address.clone()]
    });
    Ok(table(["COMPONENT", "FROM", "PURPOSE", "ADDRESS"], cells.collect()))
}

/// Columns as wide as their widest cell, as kubectl prints them.
fn table<const N: usize>(head: [&str; N], rows: Vec<[String; N]>) -> String {
    let head = head.map(str::to_string);
    let lines: Vec<&[String; N]> = std::iter::once(&head).chain(&rows).collect();
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for line in &lines {
        let cells = line.iter().enumerate().map(|(column, cell)| format!("{cell:<0$}", width(column) + 3));
        text.push_str(cells.collect::<String>().trim_end());
        text.push('\n');
    }
    text
}

fn images(input: &Input, output: &mut Output) -> Result<String, Failure> {
    let mut findings = Findings::default();
    let platform = input::platform(input, &mut findings)?;
    let checked = manifests(&platform, &Templates::default(), &mut findings)?;
    output.warn(findings);
    let all: BTreeSet<&str> = checked
        .objects()
        .iter()
        .flat_map(|object| containers(&object.value))
        .filter_map(|container| container.value["image"].as_str())
        .collect();
    Ok(all.into_iter().map(|image| format!("{image}\n")).collect())
}

fn templates(path: Option<&str>) -> Result<String, Failure> {
    let known = Templates::built_in();
    let Some(path) = path else {
        return Ok(known.iter().map(|path| format!("{path}\n")).collect());
    };
    match Templates::default().text(path) {
        Some(text) => Ok(text.to_string()),
        None => {
            let fix = match nearest(path, known.iter().copied()) {
                Some(near) => format!("write `{near}`"),
                None => "`cpgen show templates` lists them".to_string(),
            };
            Err(wrong_flag("show templates", format!("there is no template `{path}`"), fix))
        }
    }
}
