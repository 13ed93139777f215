//! `cpgen diff`.

mod side;

use std::path::Path;

use super::{Failure, Output, validate};
use crate::check::schema::Minor;
use crate::cli::{Diff, FailOn};
use crate::diff::{Fate, diff};
use crate::emit::diff::DIFFS;
use crate::source::Findings;

/// Reads both sides, compares, reports. Exits as `kubectl diff` does: 0 for no difference, 1 for some, more for errors.
pub fn run(args: &Diff, output: &mut Output) -> Result<(), Failure> {
    if args.old == Path::new("-") && args.new == Path::new("-") {
        return Err(Failure::Usage("standard input can be read once: OLD and NEW cannot both be `-`".to_owned()));
    }
    let minor = match &args.kube_version {
        Some(version) => validate::minor(version)?,
        None => Minor::newest(),
    };
    let mut findings = Findings::default();
    let reader = side::Reader { args, minor };
    let old = reader.read(&args.old, args.old_is, &mut findings)?;
    let new = reader.read(&args.new, args.new_is, &mut findings)?;
    output.warn(findings);
    let diff = diff(old, new, minor);
    if let Some((_, emit)) = DIFFS.iter().find(|(name, _)| *name == args.output) {
        output.text = emit(&diff).into_bytes();
    }
    let loses = diff.claims.iter().any(|claims| claims.fate == Fate::Lost);
    let restarts = !diff.restarts.is_empty() || loses || diff.is_refused();
    output.verdict = u8::from(match args.fail_on {
        FailOn::Refused => diff.is_refused(),
        FailOn::Restart => restarts,
        FailOn::Change => diff.differs(),
    });
    Ok(())
}
