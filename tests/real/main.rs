//! What cpgen renders, on a real Kubernetes with real Kafka: applied, scheduled, booted, rolled, killed.
//!
//! `cargo test --test real` runs the core. `CPGEN_REAL=all` runs everything, on both versions and with all control
//! runs; `CPGEN_REAL=existing` runs on the cluster of the current kubeconfig. Names of cases filter as usual.

mod build;
mod cases;
mod client;
mod cluster;
mod platform;
mod sandbox;
mod stand;
mod table;
mod timeline;
mod values;
mod watch;

#[path = "../support/oracle.rs"]
mod oracle;
#[path = "../support/mod.rs"]
mod support;

#[path = "../import/cases.rs"]
mod chart_values;

#[path = "../workload/case.rs"]
mod case;
#[path = "../workload/kafka.rs"]
mod kafka;
#[path = "../workload/own.rs"]
mod own;
#[path = "../workload/shared.rs"]
mod shared;

use std::process::ExitCode;

use anyhow::Result;
use cases::Case;
use libtest_mimic::Arguments;
use sandbox::{Part, Sandbox};

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // One cluster stands at a time in each sandbox.
    arguments.test_threads = Some(1);
    let scope = match std::env::var("CPGEN_REAL").as_deref() {
        Ok("all") => Scope::All,
        Ok("existing") => Scope::Existing,
        Ok("core") | Err(_) => Scope::Core,
        Ok(other) => {
            eprintln!("CPGEN_REAL is `{other}`: write core, all or existing");
            return ExitCode::from(2);
        }
    };
    let chosen: Vec<(&Case, build::Minor)> = cases::chosen(scope, &arguments);
    if arguments.list || chosen.is_empty() || scope == Scope::Existing || sandbox::folder().is_some() {
        return cases::run(scope, &arguments);
    }
    let missing = build::requirements();
    if !missing.is_empty() {
        return refuse(&missing, chosen.len());
    }
    match cases::prepare(&chosen).and_then(|()| in_sandboxes(&chosen)) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the cases in one sandbox, or in two side by side: what needs no real nodes uses
/// the time that the others spend waiting.
fn in_sandboxes(chosen: &[(&Case, build::Minor)]) -> Result<u8> {
    let count = |part: Part| chosen.iter().filter(|(case, _)| case.shape.part() == part).count();
    if count(Part::RealNodes) == 0 {
        return Sandbox::start(Part::Beside, true)?.end();
    }
    let beside = match count(Part::Beside) {
        0 => None,
        cases => {
            eprintln!("{cases} cases that need no real nodes run beside the others; what they say comes last");
            Some(Sandbox::start(Part::Beside, false)?)
        }
    };
    let code = Sandbox::start(Part::RealNodes, true)?.end()?;
    Ok(code.max(beside.map_or(Ok(0), Sandbox::end)?))
}

/// Which cases run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scope {
    /// What every change has to pass.
    Core,
    /// Everything, on both versions of Kubernetes.
    All,
    /// What an existing cluster allows.
    Existing,
}

/// Says loudly that nothing ran. Where a gate relies on it, that is a failure.
fn refuse(missing: &[String], count: usize) -> ExitCode {
    eprintln!("\n*** {count} cases on a real Kubernetes were NOT RUN on this machine. Missing:");
    missing.iter().for_each(|what| eprintln!("***   {what}"));
    eprintln!("*** They can run on a cluster that exists: CPGEN_REAL=existing cargo test --test real\n");
    let gate = std::env::var_os("CI").is_some_and(|value| !value.is_empty());
    if gate { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
