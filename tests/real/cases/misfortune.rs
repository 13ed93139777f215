//! The order in which misfortunes come. At most one broker is down at any moment, and it heals without a hand.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use super::booting::{BOOT, kraft, line};
use super::{Case, Shape, Shared, When};
use crate::client::Client;
use crate::cluster::api::name;
use crate::cluster::process::wait;
use crate::platform::Platform;
use crate::stand::Stand;
use crate::timeline::Timeline;
use crate::watch::Ports;

/// On real nodes.
pub const CASES: &[Case] = &[
    Case {
        name: "misfortune::down_then_change",
        shape: Shape::Real(Shared::Kraft),
        when: When::Newest,
        run: down_then_change,
    },
    Case { name: "misfortune::two_changes", shape: Shape::Real(Shared::Kraft), when: When::Newest, run: two_changes },
    Case {
        name: "misfortune::bad_change_then_fix",
        shape: Shape::Real(Shared::Kraft),
        when: When::Newest,
        run: bad_change_then_fix,
    },
    Case { name: "misfortune::all_at_once", shape: Shape::Real(Shared::Kraft), when: When::Newest, run: all_at_once },
];

fn prepared(stand: &mut Stand) -> Result<(Platform, Timeline)> {
    let platform = kraft(stand);
    let platform = stand.platform(platform)?;
    platform.wait(&stand.cluster, BOOT)?;
    // Without replicas nobody would wait for any.
    Client::outside(&stand.cluster, &platform, line(&platform))?.make_topic("everywhere", 12, 3)?;
    let timeline = Timeline::start(&stand.cluster, &platform.namespace)?;
    Ok((platform, timeline))
}

fn changed(platform: &Platform, hours: u32) -> Platform {
    platform.with(&["--set-string", &format!("kafka.config.log\\.retention\\.hours={hours}")])
}

/// What matters to clients: brokers whose process takes no connections.
fn most_brokers_down(stand: &Stand, platform: &Platform, happen: impl FnOnce() -> Result<()>) -> Result<usize> {
    let watch = Ports::start(&stand.cluster, platform)?;
    happen()?;
    Ok(watch.most_down())
}

/// One broker is away, since nothing may start on its node, then a change comes: nobody else goes down until it is back.
fn down_then_change(stand: &mut Stand) -> Result<String> {
    let (platform, timeline) = prepared(stand)?;
    let pods = platform.pods(&stand.cluster, "kafka")?;
    let node = pods[0]["spec"]["nodeName"].as_str().context("not scheduled")?;
    let prefix = format!("{}-kafka-", platform.name);
    let watch = Ports::start(&stand.cluster, &platform)?;
    let changed = changed(&platform, 101);
    stand.cluster.ask(&["cordon", node])?;
    let away = stand.cluster.ask(&["delete", "pod", name(&pods[0]), "-n", &platform.namespace, "--timeout=300s"]);
    let applied = away.and_then(|_| changed.apply(&stand.cluster));
    // Long enough for whoever would go on to do so.
    std::thread::sleep(Duration::from_secs(20));
    stand.cluster.ask(&["uncordon", node])?;
    applied?;
    platform.wait(&stand.cluster, 2 * BOOT)?;
    let most = watch.most_down();
    // The one that was away may come back as it was before it is changed.
    let rolled: BTreeSet<String> = timeline.replaced(|pod| pod.starts_with(&prefix)).into_iter().collect();
    ensure!(rolled.len() == 3 && most == 1, "{rolled:?} rolled, {most} brokers were down at once");
    stand.changed_to(changed);
    Ok(format!("one away, then a change: rolled in {:.0} s, {most} broker down at most", timeline.seconds()))
}

/// A second change while the first is under way.
fn two_changes(stand: &mut Stand) -> Result<String> {
    let (platform, timeline) = prepared(stand)?;
    let prefix = format!("{}-kafka-", platform.name);
    let (first, second) = (changed(&platform, 102), changed(&platform, 103));
    let most = most_brokers_down(stand, &platform, || {
        first.apply(&stand.cluster)?;
        // The worst moment: one broker has the first change, another is on its way.
        wait("the second broker to leave", Duration::from_secs(BOOT), || {
            ensure!(timeline.left(|pod| pod.starts_with(&prefix)).len() >= 2, "not yet");
            Ok(())
        })?;
        second.apply(&stand.cluster)?;
        platform.wait(&stand.cluster, 2 * BOOT)?;
        Ok(())
    })?;
    ensure!(most == 1, "{most} brokers were down at once");
    stand.changed_to(second);
    Ok(format!(
        "second change in the middle of the first: done in {:.0} s, {most} broker down at most",
        timeline.seconds()
    ))
}

/// A configuration with which no broker starts, and its fix.
fn bad_change_then_fix(stand: &mut Stand) -> Result<String> {
    let (platform, timeline) = prepared(stand)?;
    let prefix = format!("{}-kafka-", platform.name);
    let fixed = changed(&platform, 104);
    let most = most_brokers_down(stand, &platform, || {
        platform.with(&["--set-string", "kafka.config.num\\.network\\.threads=none"]).apply(&stand.cluster)?;
        wait("a broker that fails", Duration::from_secs(BOOT), || {
            ensure!(!timeline.restarts().is_empty(), "none yet");
            Ok(())
        })?;
        fixed.apply(&stand.cluster)?;
        platform.wait(&stand.cluster, 2 * BOOT)?;
        Ok(())
    })?;
    let failed: Vec<String> =
        timeline.restarts().iter().map(|line| line.split(':').next().unwrap_or_default().into()).collect();
    let others: Vec<&String> = failed.iter().filter(|pod| **pod != format!("{prefix}2")).collect();
    ensure!(others.is_empty() && most == 1, "{failed:?} failed, {most} brokers were down at once");
    stand.changed_to(fixed);
    Ok(format!(
        "crash loop of one broker, then the fix: healed in {:.0} s, {most} broker down at most",
        timeline.seconds()
    ))
}

/// All brokers and controllers are deleted at once, and come back with their data.
fn all_at_once(stand: &mut Stand) -> Result<String> {
    let (platform, timeline) = prepared(stand)?;
    let outside = Client::outside(&stand.cluster, &platform, line(&platform))?;
    outside.make_topic("survivor", 6, 3)?;
    let sent = outside.produce("survivor", Some(2_000), None, "")?.finish()?;
    let selector = "app.kubernetes.io/name in (kafka,kraft)";
    stand.cluster.ask(&["delete", "pods", "-n", &platform.namespace, "-l", selector, "--timeout=300s"])?;
    platform.wait(&stand.cluster, BOOT)?;
    let seconds = timeline.seconds();
    let outside = Client::outside(&stand.cluster, &platform, line(&platform))?;
    let lost = outside.missing("survivor", &sent.values)?;
    ensure!(lost == 0 && sent.values.len() == 2_000, "{lost} of {} records are lost", sent.values.len());
    Ok(format!("six pods deleted, ready again {seconds:.0} s later; 2000 records, none lost"))
}
