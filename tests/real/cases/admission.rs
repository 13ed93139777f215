//! What the API server says before it stores anything: no object refused, no warning, server-side apply included.

use std::process::Command;

use anyhow::{Result, bail, ensure};

use super::{Case, Shape, When};
use crate::build::Minor;
use crate::chart_values::CASES as IMPORTS;
use crate::cluster::process::{at_once, pipe};
use crate::platform::{Platform, make_namespace};
use crate::stand::Stand;

/// Control plane alone.
pub const CASES: &[Case] = &[
    Case { name: "admission::profiles", shape: Shape::ControlPlane, when: When::Always, run: profiles },
    Case { name: "admission::generated", shape: Shape::ControlPlane, when: When::Always, run: generated },
    Case { name: "admission::values_of_the_old_chart", shape: Shape::ControlPlane, when: When::Newest, run: imported },
    Case { name: "admission::a_wrong_object_is_refused", shape: Shape::ControlPlane, when: When::Always, run: wrong },
];

/// All profiles.
pub const PROFILES: [&str; 5] = ["default", "quickstart", "production", "kraft", "tweets"];

/// How many objects the two dry runs accept, which run side by side.
fn in_both_modes(kubectl: impl Fn() -> Result<Command> + Sync, manifests: &str) -> Result<usize> {
    let modes = [&[][..], &["--server-side"]];
    Ok(at_once(&modes, |mode| accepted(kubectl()?, manifests, mode))?.iter().sum())
}

fn profiles(stand: &mut Stand) -> Result<String> {
    let mut objects = 0;
    for profile in PROFILES {
        let platform = of(profile, stand);
        platform.make_namespace(&stand.cluster)?;
        let manifests = platform.render()?;
        objects += in_both_modes(|| Ok(stand.cluster.kubectl()), &manifests)?;
    }
    Ok(format!("{objects} objects of {} profiles accepted, no warning", PROFILES.len()))
}

/// How many objects a dry run accepts; a refusal or a warning is a failure.
fn accepted(mut kubectl: Command, manifests: &str, mode: &[&str]) -> Result<usize> {
    let arguments = [&["apply", "--dry-run=server", "--validate=strict", "-f", "-"], mode].concat();
    let said = pipe(kubectl.args(&arguments), manifests)?;
    if !said.success || !said.errors.is_empty() {
        bail!("kubectl {} said:\n{}", arguments.join(" "), said.errors);
    }
    let lines = said.text.lines().filter(|line| line.contains("(server dry run)")).count();
    let sent = manifests.lines().filter(|line| line.starts_with("kind: ")).count();
    ensure!(lines == sent && sent > 0, "{sent} objects were sent, {lines} answered");
    Ok(lines)
}

fn generated(stand: &mut Stand) -> Result<String> {
    const PLATFORMS: u64 = 100;
    let (mut taken, mut refused, mut objects, mut batch) = (0, 0, 0, String::new());
    // Both versions together see twice as many.
    for seed in FIRST[usize::from(stand.minor == Minor::Oldest)].. {
        let namespace = format!("generated-{}", taken / BATCH);
        let values = crate::values::random(seed);
        match crate::values::render(&values, &namespace, &format!("p{}", taken % BATCH), stand.kube_version())? {
            None => refused += 1,
            Some(manifests) => {
                taken += 1;
                batch.push_str(&manifests);
            }
        }
        if !batch.is_empty() && (taken % BATCH == 0 || taken == PLATFORMS) {
            // What users add of their own need not keep the Pod Security Standard.
            make_namespace(&stand.cluster, &namespace, &[])?;
            objects += in_both_modes(|| stand.cluster.newest_kubectl(), &batch)
                .map_err(|error| error.context(format!("up to seed {seed}")))?;
            batch.clear();
        }
        if taken == PLATFORMS {
            break;
        }
        ensure!(refused < PLATFORMS, "cpgen refuses {refused} of {seed} generated values: the generator is no good");
    }
    Ok(format!("{taken} generated platforms, {objects} objects accepted, no warning"))
}

/// What the values of cp-helm-charts become under the names of a release.
fn imported(stand: &mut Stand) -> Result<String> {
    const NAMESPACE: &str = "of-the-old-chart";
    // The chart's users need not keep the Pod Security Standard.
    make_namespace(&stand.cluster, NAMESPACE, &[])?;
    let mut objects = 0;
    for case in IMPORTS {
        let manifests = crate::values::import(case, NAMESPACE, stand.kube_version())?;
        objects += in_both_modes(|| stand.cluster.newest_kubectl(), &manifests)
            .map_err(|error| error.context(case.files.join(", ")))?;
    }
    Ok(format!("{} imports, {objects} objects accepted, no warning", IMPORTS.len()))
}

/// The first seed for the newest and for the oldest version.
const FIRST: [u64; 2] = [0, 1_000_000];

/// Platforms that go through one kubectl, to spare its start.
const BATCH: u64 = 20;

/// The same way refuses what is wrong and repeats what is warned of, or the cases above prove nothing.
fn wrong(stand: &mut Stand) -> Result<String> {
    let platform = of("default", stand);
    platform.make_namespace(&stand.cluster)?;
    let manifests = platform.render()?;
    let breaks = [
        ("replicas: 3", "replicas: three", "cannot unmarshal"),
        ("publishNotReadyAddresses: true", "publishNotReady: true", "unknown field"),
        ("whenDeleted: Retain", "whenDeleted: Keep", "Unsupported value"),
        ("runAsNonRoot: true", "runAsNonRoot: false", "would violate PodSecurity"),
    ];
    for (from, to, expected) in breaks {
        ensure!(manifests.contains(from), "nothing says `{from}`");
        let said = accepted(stand.cluster.kubectl(), &manifests.replacen(from, to, 1), &[])
            .err()
            .map(|error| format!("{error:#}"));
        ensure!(said.as_ref().is_some_and(|said| said.contains(expected)), "`{to}`: {said:?}");
    }
    Ok(format!("{} broken fields refused or warned of", breaks.len()))
}

fn of(profile: &str, stand: &Stand) -> Platform {
    Platform::of_profile(profile, &format!("{profile}-dry"), &["--kube-version", stand.kube_version()])
}
