//! Every case, in the order in which they run: those that share a cluster stand together.

mod admission;
mod booting;
mod connecting;
mod failing;
mod growing;
mod judging;
mod misfortune;
mod mistakes;
mod rolling;
mod scheduling;
mod securing;
mod surroundings;
mod upgrading;
mod watching;

use std::collections::BTreeSet;
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::Instant;

use anyhow::Result;
use libtest_mimic::{Arguments, Failed, Trial};

use crate::Scope;
use crate::build::{self, Minor};
use crate::cluster::Cluster;
use crate::cluster::process::tail;
use crate::platform::remove_namespaces;
use crate::sandbox::Part;
use crate::stand::Stand;
use crate::table;

/// One thing that must hold on a real Kubernetes.
pub struct Case {
    /// Its name, which filters it.
    pub name: &'static str,
    /// What it needs to stand on.
    pub shape: Shape,
    /// Where it runs: the core first, then everything.
    pub when: When,
    /// Does it, and says what was measured.
    pub run: fn(&mut Stand) -> Result<String>,
}

/// What a case stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// API server, controllers and scheduler.
    ControlPlane,
    /// The same with ten simulated nodes in three zones.
    Simulated,
    /// Five real nodes in three zones, on which everything boots: the platform that the case shares with others.
    Real(Shared),
}

impl Shape {
    /// The sandbox that it belongs to.
    pub fn part(self) -> Part {
        if matches!(self, Shape::Real(_)) { Part::RealNodes } else { Part::Beside }
    }
}

/// What runs on real nodes while several cases pass, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shared {
    /// Nothing: the case brings what it needs, and takes it away.
    Nothing,
    /// 7.9 with ZooKeeper.
    Zookeeper,
    /// 8 with KRaft.
    Kraft,
}

/// In which runs a case takes part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum When {
    /// In every run, on both versions.
    Always,
    /// In every run on the newest version; in the long run on both.
    Newest,
    /// In the long run only, on both versions.
    Long,
    /// In the long run only, on the newest version.
    LongNewest,
}

impl When {
    fn minors(self, scope: Scope) -> &'static [Minor] {
        match (scope, self) {
            (Scope::Existing, _) => &[Minor::Newest],
            (_, When::Always) | (Scope::All, When::Newest | When::Long) => &[Minor::Newest, Minor::Oldest],
            (Scope::Core, When::Newest) | (Scope::All, When::LongNewest) => &[Minor::Newest],
            (Scope::Core, When::Long | When::LongNewest) => &[],
        }
    }
}

/// All of them.
pub const CASES: &[&[Case]] = &[
    admission::CASES,
    judging::CASES,
    scheduling::CASES,
    booting::CASES,
    watching::CASES,
    connecting::CASES,
    securing::CASES,
    failing::CASES,
    rolling::CASES,
    surroundings::CASES,
    misfortune::CASES,
    growing::CASES,
    upgrading::CASES,
    mistakes::CASES,
];

/// The cases of a run, with the version that each runs on. Inside a sandbox those of its part.
pub fn chosen(scope: Scope, arguments: &Arguments) -> Vec<(&'static Case, Minor)> {
    let mut all = Vec::new();
    for minor in [Minor::Newest, Minor::Oldest] {
        let cases = CASES.iter().flat_map(|cases| cases.iter());
        all.extend(cases.filter(|case| case.when.minors(scope).contains(&minor)).map(|case| (case, minor)));
    }
    all.retain(|(case, minor)| is_wanted(&title(case, *minor), arguments));
    all.retain(|(case, _)| Part::of_process().is_none_or(|part| part == case.shape.part()));
    // What shares a cluster stands together; else the order is that of the list.
    all.sort_by_key(|(case, minor)| (*minor == Minor::Oldest, case.shape));
    all
}

/// Builds what these cases need, so that nothing has to be built while one runs.
pub fn prepare(chosen: &[(&Case, Minor)]) -> Result<()> {
    let needs: BTreeSet<(Minor, Shape)> = chosen.iter().map(|(case, minor)| (*minor, case.shape)).collect();
    for (minor, shape) in needs {
        build::kubernetes(minor)?;
        build::etcd()?;
        match shape {
            Shape::ControlPlane => {
                build::kubernetes(Minor::Newest)?;
                build::oracle(minor.number())?;
            }
            Shape::Simulated => {
                build::kwok()?;
                build::kwok_stages()?;
            }
            Shape::Real(_) => {
                build::coredns()?;
                build::store()?;
            }
        }
    }
    Ok(())
}

/// Runs what the arguments choose, one after another, and prints the table.
pub fn run(scope: Scope, arguments: &Arguments) -> ExitCode {
    static STAND: Mutex<Option<Stand>> = Mutex::new(None);
    let trials = chosen(scope, arguments).into_iter().map(|(case, minor)| {
        let title = title(case, minor);
        let row = title.clone();
        Trial::test(title, move || {
            let mut place = STAND.lock().map_err(|_| Failed::from("an earlier case panicked"))?;
            let begin = Instant::now();
            let mut attempt = || Stand::take(&mut place, scope, minor, case.shape).and_then(case.run);
            let mut result = attempt();
            // Shared machines hiccup. A second try is on a new cluster, and the table tells of the first.
            if let (Err(first), true) = (&result, std::env::var_os("CI").is_some()) {
                let first = format!("{first:#}");
                eprintln!("{row}, first try: {first}");
                place.take();
                let mut attempt = || Stand::take(&mut place, scope, minor, case.shape).and_then(case.run);
                result = attempt().map(|measured| {
                    format!("{measured} (second try; first: {})", first.lines().next().unwrap_or_default())
                });
            }
            match result {
                Ok(measured) => {
                    table::add(
                        &row,
                        begin.elapsed(),
                        &place.as_ref().map(Stand::describe).unwrap_or_default(),
                        &measured,
                    );
                    Ok(())
                }
                Err(error) => {
                    // Not only at the end of a long run. Whatever it stood on may be broken.
                    eprintln!("{row}: {error:#}");
                    let logs = place.take().map(|stand| logs(&stand)).unwrap_or_default();
                    table::add(&row, begin.elapsed(), "", "FAILED");
                    Err(Failed::from(format!("{error:#}\n{logs}")))
                }
            }
        })
    });
    let conclusion = libtest_mimic::run(arguments, trials.collect());
    if let Ok(mut place) = STAND.lock() {
        place.take();
    }
    if scope == Scope::Existing
        && !arguments.list
        && let Err(error) = Cluster::existing().and_then(|cluster| remove_namespaces(&cluster))
    {
        eprintln!("error: namespaces labelled `cpgen.dev/case` may be left: {error:#}");
        return ExitCode::FAILURE;
    }
    table::print();
    conclusion.exit_code()
}

fn title(case: &Case, minor: Minor) -> String {
    format!("{}::{}", case.name, minor.name())
}

fn is_wanted(title: &str, arguments: &Arguments) -> bool {
    let is = |filter: &str| if arguments.exact { title == filter } else { title.contains(filter) };
    arguments.filter.as_deref().is_none_or(is) && !arguments.skip.iter().any(|skip| is(skip))
}

/// The ends of what the parts of a cluster wrote.
fn logs(stand: &Stand) -> String {
    let folder = stand.cluster.folder();
    if std::env::var_os("CPGEN_REAL_LOGS").is_none() {
        return format!("(set CPGEN_REAL_LOGS=1 to see the logs of {})", folder.display());
    }
    let mut text = String::new();
    for entry in std::fs::read_dir(folder.join("logs")).into_iter().flatten().flatten() {
        text.push_str(&format!("--- {}\n{}\n", entry.path().display(), tail(&entry.path())));
    }
    text
}
