use crate::cli::{CpHelmCharts, Import, Input};
use crate::import::{Imported, Options, import};
use crate::model::part::version::{PlatformVersion, platform_version};
use crate::source::{Findings, Source, count, report};
use crate::values::decode;

use super::{Failure, Output, input};

/// `cpgen import`.
pub fn run(args: &Import, output: &mut Output) -> Result<(), Failure> {
    match args {
        Import::CpHelmCharts(args) => cp_helm_charts(args, output),
    }
}

fn cp_helm_charts(args: &CpHelmCharts, output: &mut Output) -> Result<(), Failure> {
    if let Some(version) = &args.upgrade_to {
        check_version(version)?;
    }
    let mut sources = Vec::new();
    let mut findings = Findings::default();
    for path in &args.files {
        match decode(&path.display().to_string(), input::bytes(path)?) {
            Ok(source) => sources.push(source),
            Err(broken) => findings.extend(broken),
        }
    }
    if findings.has_errors() {
        return Err(findings.into());
    }
    let options = Options {
        release: args.release.clone(),
        namespace: args.namespace.clone(),
        component: args.component.clone(),
        fresh: args.fresh,
        upgrade_to: args.upgrade_to.clone(),
    };
    let Imported { text, report } = import(&sources, &options)?;
    output.messages.push_str(&report.write(&args.report));
    if args.strict && report.is_doubtful() {
        output.verdict = 1;
        return Ok(());
    }
    check(&text, output)?;
    output.text = text.into_bytes();
    Ok(())
}

fn check_version(version: &str) -> Result<(), Failure> {
    let known = PlatformVersion(version.to_string());
    if platform_version(version).is_ok() && known.has_zookeeper() {
        return Ok(());
    }
    let sentence = format!("`{version}` is no version of Confluent Platform that has ZooKeeper");
    Err(input::wrong_flag("--upgrade-to", sentence, "write one of the last line, as in 7.9.2".into()))
}

/// Says what keeps the new values from being rendered: what the chart took may be more than Kubernetes or Kafka take.
fn check(text: &str, output: &mut Output) -> Result<(), Failure> {
    let mut findings = Findings::default();
    match input::platform_of(&Source::new("imported values", text), &Input::default(), &mut findings) {
        Err(Failure::Findings(broken)) => {
            let broken = broken.sorted();
            output.messages.push_str(&format!("{}{} in the imported values\n", report(&broken, false), count(&broken)));
            output.verdict = 1;
        }
        Err(failure) => return Err(failure),
        Ok(_) => output.warn(findings),
    }
    Ok(())
}
