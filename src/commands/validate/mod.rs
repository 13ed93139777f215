//! `cpgen validate`.

mod settings;

pub(super) use settings::minor;

use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use super::files::{self, File};
use super::input::wrong_flag;
use super::{Failure, Output};
use crate::check::schema::open::{Crd, crds};
use crate::check::schema::resources;
use crate::check::verdict::{Examined, Examiner, Verdict};
use crate::cli::Validate;
use crate::emit::report::{REPORTS, Wanted};
use crate::source::{Findings, Source};
use crate::yaml::parse;

/// Reads, judges, reports.
pub fn run(args: &Validate, output: &mut Output) -> Result<(), Failure> {
    let mut examiner = settings::examiner(args)?;
    let crd_files = files::below(&args.crd, &[], &args.stdin_filename)?;
    let mut definitions = Vec::new();
    for file in &crd_files {
        let source = file.read().map_err(|error| Failure::io("read", &file.path, error))?;
        definitions.extend(defined_in(&source)?);
    }
    if definitions.is_empty() && !args.crd.is_empty() {
        let sentence = "no CustomResourceDefinition is there".to_owned();
        return Err(wrong_flag("--crd", sentence, "name files or folders with definitions".to_owned()));
    }
    examiner.schemas.add(definitions);
    let ignored = settings::patterns(args)?;
    let standard_input = [PathBuf::from("-")];
    let paths = if args.paths.is_empty() { &standard_input[..] } else { &args.paths };
    let files = files::below(paths, &ignored, &args.stdin_filename)?;
    // One file needs no threads, and to start them takes longer than to judge it.
    let threads = if files.len() == 1 { 0 } else { args.workers.unwrap_or_default() };
    let pool = (threads > 0).then(|| rayon::ThreadPoolBuilder::new().num_threads(threads).build());
    let mut judge = || verdict(&mut examiner, &files, args.exit_on_error);
    let (mut verdict, unread) = match pool {
        Some(Ok(pool)) => pool.install(judge),
        _ => judge(),
    };
    verdict.minors = examiner.schemas.minors.clone();
    let wanted = Wanted { verbose: args.verbose, summary: args.summary, colour: colours(output) };
    if let Some((_, report)) = REPORTS.iter().find(|(name, _)| *name == args.output) {
        output.text.extend(report(&verdict, wanted).into_bytes());
    }
    output.verdict = u8::from(verdict.has_findings());
    if verdict.total() == 0 && unread.is_empty() && !args.allow_empty {
        output.messages.push_str("error: there are no objects to validate; --allow-empty lets that pass\n");
        output.verdict = 1;
    }
    for (file, error) in unread {
        output.messages.push_str(&format!("error: cannot read {}: {error}\n", file.path.display()));
        output.verdict = 3;
    }
    Ok(())
}

/// Standard output is what is coloured here, and only where people see it.
fn colours(output: &Output) -> bool {
    output.colour && std::io::stdout().is_terminal()
}

fn defined_in(source: &Arc<Source>) -> Result<Vec<Crd>, Findings> {
    let stream = parse(source);
    if !stream.broken.is_empty() {
        let mut findings = Findings::default();
        findings.extend(stream.broken);
        return Err(findings);
    }
    let objects = stream.documents.iter().flat_map(resources);
    Ok(objects.filter_map(Result::ok).flat_map(|resource| crds(resource.node)).collect())
}

type Unread<'a> = Vec<(&'a File, std::io::Error)>;

/// Judges all files, those with kinds that were defined elsewhere a second time.
fn verdict<'a>(examiner: &mut Examiner, files: &'a [File], exit_on_error: bool) -> (Verdict, Unread<'a>) {
    let judge = |examiner: &Examiner, file: &File| -> std::io::Result<Examined> { Ok(examiner.examine(&file.read()?)) };
    let mut all: Vec<(&File, std::io::Result<Examined>)> = if exit_on_error || files.len() == 1 {
        let mut all = Vec::new();
        for file in files {
            all.push((file, judge(examiner, file)));
            if all.last().is_some_and(|(_, one)| one.as_ref().map_or(true, Examined::has_errors)) {
                break;
            }
        }
        all
    } else {
        files.par_iter().map(|file| (file, judge(examiner, file))).collect()
    };
    let defined: Vec<Crd> = all
        .iter_mut()
        .flat_map(|(_, one)| one.as_mut().map(|one| std::mem::take(&mut one.crds)).unwrap_or_default())
        .collect();
    if !defined.is_empty() {
        examiner.schemas.add(defined);
        let examiner = &*examiner;
        all.par_iter_mut().filter(|(_, one)| one.as_ref().is_ok_and(|one| one.unknown)).for_each(|(file, one)| {
            *one = judge(examiner, file);
        });
    }
    let mut verdict = Verdict::default();
    let mut unread = Vec::new();
    for (file, one) in all {
        match one {
            Ok(one) => verdict.add(one),
            Err(error) => unread.push((file, error)),
        }
    }
    (verdict, unread)
}
