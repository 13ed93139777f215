use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use rayon::prelude::*;

use super::render::{manifests, summary};
use super::{Failure, Output, input};
use crate::cli::{Input, Render};
use crate::emit::{self, Written};
use crate::render::Templates;
use crate::source::Findings;

/// `cpgen render --fleet`: every values file of `folder` becomes a directory of its own. The files and flags of the
/// command line lie under each of them, and a platform is named after its file where nothing names it.
pub fn run(args: &Render, folder: &Path, templates: &Templates, output: &mut Output) -> Result<(), Failure> {
    let files = files(folder)?;
    if files.is_empty() {
        return Err(Failure::Io(anyhow!("{} holds no values file (*.yaml or *.yml)", folder.display())));
    }
    // Every platform is rendered twice: once to know that all of them can be, since one broken file must leave nothing
    // half-written, and once to write it. To keep a thousand of them in memory would cost half a gigabyte.
    let tried: Vec<_> = files.par_iter().map(|file| Ok(prepare(args, file, templates)?.findings)).collect();
    // Together, so that what lies under all of them is said once.
    let mut findings = Findings::default();
    for result in tried {
        match result {
            Ok(more) | Err(Failure::Findings(more)) => findings.extend(more),
            Err(other) => return Err(other),
        }
    }
    if findings.has_errors() {
        return Err(findings.into());
    }
    output.warn(findings);
    let target = args.output_dir.as_deref().unwrap_or(Path::new("."));
    let write = |file: &PathBuf| {
        let platform = prepare(args, file, templates)?;
        let written = emit::directory(&platform.checked, &target.join(&platform.name), args.prune)?;
        Ok((platform.name, written))
    };
    let written: Result<BTreeMap<String, Written>, Failure> = files.par_iter().map(write).collect();
    let written = written?;
    let platforms = written.keys().cloned().collect();
    let mut all = Written { removed: emit::fleet(target, &platforms, args.prune)?, ..Written::default() };
    for one in written.into_values() {
        all.written.extend(one.written);
        all.unchanged.extend(one.unchanged);
        all.removed.extend(one.removed);
    }
    let total = format!("{} platforms, {}", files.len(), summary(&all, &target.display().to_string()));
    output.messages.push_str(&total);
    Ok(())
}

struct Prepared {
    name: String,
    checked: crate::check::Checked,
    findings: Findings,
}

fn prepare(args: &Render, file: &Path, templates: &Templates) -> Result<Prepared, Failure> {
    let name = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let mut one: Input = args.input.clone();
    one.files.push(file.to_path_buf());
    one.file_name = Some(name.clone());
    let mut findings = Findings::default();
    let platform = input::platform(&one, &mut findings)?;
    let checked = manifests(&platform, templates, &mut findings)?;
    Ok(Prepared { name, checked, findings })
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder).map_err(|error| Failure::io("read", folder, error))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| Failure::io("read", folder, error))?.path();
        if path.extension().is_some_and(|end| end == "yaml" || end == "yml") {
            files.push(path);
        }
    }
    let stem = |path: &PathBuf| path.file_stem().map(|stem| stem.to_owned());
    // By what names the directory, so that two that share one are neighbours.
    files.sort_by_cached_key(|path| (stem(path), path.clone()));
    match files.windows(2).find(|pair| stem(&pair[0]) == stem(&pair[1])) {
        Some([first, second]) => {
            let names = format!("{} and {}", first.display(), second.display());
            Err(Failure::Usage(format!("{names} would be written to the same directory; rename one of them")))
        }
        _ => Ok(files),
    }
}
