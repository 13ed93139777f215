//! Values of the old chart become values of cpgen, and a report says what became of every key.

mod chart;
mod clusters;
mod component;
mod containers;
mod document;
mod draft;
mod environment;
mod heap;
mod helm;
mod listeners;
mod part;
mod peers;
mod probes;
mod properties;
mod protocols;
mod release;
mod report;
mod row;
mod scheduling;
mod volumes;
mod write;

use std::sync::Arc;

pub use chart::CHARTS;
pub use release::Options;
pub use report::{Fate, Line, Report};

use crate::source::{Finding, Findings, Source};

/// What an import gives: a values file, and what became of the old keys.
#[derive(Debug)]
pub struct Imported {
    /// The values file, with comments that say where each value came from.
    pub text: String,
    /// What became of every key.
    pub report: Report,
}

/// Reads values of cp-helm-charts, later files over earlier ones as Helm layers them.
///
/// # Errors
/// What is no YAML, what holds no values of the chart, and what holds those of several releases.
pub fn import(sources: &[Arc<Source>], options: &Options) -> Result<Imported, Findings> {
    let found = document::find(sources, options)?;
    if !options.fresh && options.release.is_none() && found.release.is_none() {
        let mut findings = Findings::default();
        let sentence = "what a release is called is part of all its names, and no file says it";
        let fix = "add --release with the name that `helm list` shows, or --fresh for cpgen's own names";
        findings.push(Finding::error("no-release", "--release", sentence, fix));
        return Err(findings);
    }
    Ok(release::convert(found, options))
}
