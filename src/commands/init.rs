use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

use super::schema::TITLE;
use super::{Failure, Output, input, json_schema};
use crate::cli::{Init, Input, Preset};
use crate::model::{FORMATS, Values, cluster_id};
use crate::source::Findings;
use crate::values::{read, text_scalar};

const QUICKSTART: &str = include_str!("../../values/quickstart.yaml");
const PRODUCTION: &str = include_str!("../../values/production.yaml");
const KRAFT: &str = include_str!("../../values/kraft.yaml");

/// `cpgen init`.
pub fn run(args: &Init, output: &mut Output) -> Result<(), Failure> {
    let text = starter(args)?;
    if args.output == Path::new("-") {
        output.text = text.into_bytes();
        return Ok(());
    }
    let folder = args.output.parent().unwrap_or(Path::new(""));
    let schema = folder.join("values.schema.json");
    if args.output == schema {
        return Err(Failure::Usage(format!(
            "{} is where the schema goes; name the values otherwise",
            schema.display()
        )));
    }
    // A Helm chart has a file of this name too. One of ours is replaced, or the second platform here could not begin.
    let is_foreign = fs::read_to_string(&schema).is_ok_and(|text| !text.contains(&format!("\"title\": \"{TITLE}\"")));
    if is_foreign && !args.force {
        return Err(Failure::Usage(format!("{} is not cpgen's; add --force to replace it", schema.display())));
    }
    write(&args.output, &text, args.force)?;
    fs::write(&schema, json_schema()).map_err(|error| Failure::io("write", &schema, error))?;
    let shown = args.output.display();
    output.messages = format!("wrote {shown} and {}; render it with: cpgen render -f {shown}\n", schema.display());
    Ok(())
}

/// The preset with the name, the namespace and the cluster id filled in.
fn starter(args: &Init) -> Result<String, Failure> {
    let preset = match args.preset {
        Preset::Quickstart => QUICKSTART,
        Preset::Production => PRODUCTION,
        Preset::Kraft => KRAFT,
    };
    let mut findings = Findings::default();
    let flags = Input { name: Some(args.name.clone()), namespace: args.namespace.clone(), ..Input::default() };
    let tree = input::tree(&flags, &mut findings)?;
    let Some(values) = read::<Values>(&tree, &FORMATS, &mut findings).filter(|_| !findings.has_errors()) else {
        return Err(findings.into());
    };
    let mut text = String::from("# yaml-language-server: $schema=values.schema.json\n");
    for line in preset.lines() {
        match line {
            _ if line.starts_with("# yaml-language-server:") || line.starts_with("namespace:") => {}
            _ if line.starts_with("name:") => {
                text.push_str(&format!("name: {}\n", text_scalar(&args.name)));
                if let Some(namespace) = &args.namespace {
                    text.push_str(&format!("namespace: {}\n", text_scalar(namespace)));
                }
            }
            "kraft:" => text.push_str(&format!("kraft:\n  clusterId: {} # must never change\n", cluster_id(&values))),
            _ => text.push_str(&format!("{line}\n")),
        }
    }
    Ok(text)
}

fn write(path: &Path, text: &str, force: bool) -> Result<(), Failure> {
    let mut options = OpenOptions::new();
    options.write(true);
    if force {
        options.create(true).truncate(true)
    } else {
        options.create_new(true)
    };
    match options.open(path).and_then(|mut file| file.write_all(text.as_bytes())) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            Err(Failure::Usage(format!("{} exists; add --force to replace it", path.display())))
        }
        Err(error) => Err(Failure::io("write", path, error)),
    }
}
