//! Kafka's jars, and which class is which command.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::cache::{Inputs, artefact};
use super::command::{command, run};
use super::files::{files_below, source};
use super::line::Line;

/// The start commands that the recorder takes over.
pub const RECORDED: &[&str] =
    &["schema-registry-start", "kafka-rest-start", "ksql-server-start", "control-center-start"];

/// Copies the dependencies of a pom.
const COPY: &str = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies";

/// Jars that are a plugin of Connect: they lie in a folder of their own.
const PLUGIN: &str = "connect-file";

/// Lines of NAME CLASS [MEMORY...].
fn table(line: Line) -> &'static str {
    match line {
        Line::V7 => include_str!("../images/kafka-3.9/commands"),
        Line::V8 => include_str!("../images/kafka-4.3/commands"),
    }
}

/// The names of a line's commands.
pub fn commands(line: Line) -> impl Iterator<Item = &'static str> {
    table(line).lines().filter_map(|line| line.split_whitespace().next())
}

/// The class behind a command such as `kafka-topics`; nothing where the line has no such command.
pub fn main_class(line: Line, name: &str) -> Option<&'static str> {
    let mut rows = table(line).lines().map(str::split_whitespace);
    rows.find_map(|mut row| (row.next()? == name).then(|| row.next())?)
}

/// The jars of a line: `libs` for the class path, `connect-file` and `agents` in folders of their own.
pub fn jars(line: Line) -> Result<PathBuf> {
    let images = source("images");
    let (pom, agents, stand_ins) = (images.join(line.folder()), images.join("agents"), images.join("stand-ins"));
    let inputs = Inputs::new(include_str!("kafka.rs")).files(&agents)?.files(&stand_ins)?;
    let inputs = inputs.text(&fs::read_to_string(pom.join("pom.xml"))?);
    artefact(line.folder(), inputs, |place, log| {
        let libs = place.join("libs");
        download(&pom, &libs, &[], log)?;
        // An agent's jar holds all that it needs.
        download(&agents, &place.join("agents"), &["-DexcludeTransitive=true"], log)?;
        compile(&stand_ins, &libs, &place.join("classes"), log)?;
        let plugin = place.join(PLUGIN);
        fs::create_dir(&plugin)?;
        for jar in files_below(&libs)? {
            let name = jar.file_name().context("a jar has a name")?;
            if name.to_string_lossy().starts_with(PLUGIN) {
                fs::rename(&jar, plugin.join(name))?;
            }
        }
        Ok(())
    })
}

fn download(pom: &Path, to: &Path, options: &[&str], log: &Path) -> Result<()> {
    let mut maven = command("mvn");
    maven.args(["--batch-mode", "--quiet", "--file"]).arg(pom.join("pom.xml")).args([COPY, "-DincludeScope=runtime"]);
    run(maven.args(options).arg(format!("-DoutputDirectory={}", to.display())), log)
}

/// Compiles the classes that stand in for Confluent's, and puts them beside Kafka's.
fn compile(sources: &Path, libs: &Path, classes: &Path, log: &Path) -> Result<()> {
    let files = files_below(sources)?;
    let mut javac = command("javac");
    javac.args(["--release", "17", "-proc:none", "-cp"]).arg(libs.join("*")).arg("-d").arg(classes);
    run(javac.args(files), log)?;
    let mut jar = command("jar");
    jar.args(["--create", "--date=1980-01-01T00:00:02Z", "--file"]).arg(libs.join("stand-ins.jar"));
    run(jar.arg("-C").arg(classes).arg("."), log)?;
    Ok(fs::remove_dir_all(classes)?)
}
