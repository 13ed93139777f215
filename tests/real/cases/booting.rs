//! Whole platforms boot, and clients outside and inside move records through them.

use anyhow::{Context, Result, ensure};

use super::{Case, Shape, Shared, When};
use crate::build::Line;
use crate::client::Client;
use crate::cluster::api::name;
use crate::platform::{Platform, project};
use crate::stand::Stand;

/// On real nodes.
pub const CASES: &[Case] = &[
    Case { name: "booting::quickstart", shape: Shape::Real(Shared::Nothing), when: When::Newest, run: quickstart },
    Case {
        name: "booting::zookeeper",
        shape: Shape::Real(Shared::Zookeeper),
        when: When::Newest,
        run: |stand| boots(stand, zookeeper),
    },
    Case {
        name: "booting::kraft",
        shape: Shape::Real(Shared::Kraft),
        when: When::Newest,
        run: |stand| boots(stand, kraft),
    },
];

/// Seconds in which a platform has to be ready: pulls, formats, elections, all at once on two cores.
pub const BOOT: u64 = 300;

/// Confluent Platform 7.9 with ZooKeeper: three servers, three brokers with two disks each, every component.
pub fn zookeeper(stand: &Stand) -> Platform {
    of("production", "zookeeper", stand, &[])
}

/// Confluent Platform 8 with KRaft: three controllers, three brokers.
pub fn kraft(stand: &Stand) -> Platform {
    of("kraft", "kraft", stand, &["-f", &project("tests/real/kraft.yaml")])
}

/// A profile made small. The server applies it: a change costs kubectl seconds of work where it compares objects itself,
/// which it does on simulated nodes.
pub fn of(profile: &str, namespace: &str, stand: &Stand, more: &[&str]) -> Platform {
    let small = project("tests/real/small.yaml");
    let shared = ["-f", small.as_str(), "--kube-version", stand.kube_version()];
    Platform::of_profile(profile, namespace, &[&shared, more].concat()).server_side()
}

/// The line of images that a platform runs.
pub fn line(platform: &Platform) -> Line {
    if platform.namespace.starts_with("zookeeper") { Line::V7 } else { Line::V8 }
}

fn boots(stand: &mut Stand, wanted: fn(&Stand) -> Platform) -> Result<String> {
    stand.clear()?;
    let wanted = wanted(stand);
    let platform = stand.platform(wanted)?;
    let seconds = platform.wait(&stand.cluster, BOOT)?;
    let outside = Client::outside(&stand.cluster, &platform, line(&platform))?;
    let inside = Client::inside(&stand.cluster, &platform, line(&platform))?;
    inside.make_topic("numbers", 12, 3)?;
    let described = inside.tool("kafka-topics", &["--describe", "--topic", "numbers"])?;
    ensure!(described.contains("ReplicationFactor: 3"), "{described}");
    let mut moved = 0;
    for (client, topic, count) in [(&outside, "numbers", 10_000), (&inside, "more", 1_000)] {
        if topic == "more" {
            inside.make_topic(topic, 3, 3)?;
        }
        let sent = client.produce(topic, Some(count), None, "")?.finish()?;
        ensure!(sent.failed == 0 && sent.values.len() == count as usize, "{} failed of {count}", sent.failed);
        let lost = client.missing(topic, &sent.values)?;
        ensure!(lost == 0, "{lost} of {count} records are lost");
        moved += count;
    }
    nothing_restarted(stand, &platform)?;
    Ok(format!("ready in {seconds:.0} s; {moved} records, none lost; no restart"))
}

fn quickstart(stand: &mut Stand) -> Result<String> {
    stand.clear()?;
    let platform = of("quickstart", "quickstart", stand, &[]);
    let platform = stand.platform(platform)?;
    let seconds = platform.wait(&stand.cluster, BOOT)?;
    let inside = Client::inside(&stand.cluster, &platform, Line::V8)?;
    inside.make_topic("numbers", 3, 1)?;
    let sent = inside.produce("numbers", Some(1_000), None, "")?.finish()?;
    ensure!(sent.values.len() == 1_000 && inside.missing("numbers", &sent.values)? == 0, "records are lost");
    nothing_restarted(stand, &platform)?;
    Ok(format!("ready in {seconds:.0} s; 1000 records, none lost; no restart"))
}

/// No container of the platform restarted or was killed for its memory.
pub fn nothing_restarted(stand: &Stand, platform: &Platform) -> Result<()> {
    for pod in stand.cluster.api.pods(&platform.namespace, "")? {
        let containers = pod["status"]["containerStatuses"].as_array().context("no containers")?;
        for container in containers {
            let (restarts, last) = (&container["restartCount"], &container["lastState"]);
            ensure!(restarts.as_u64() == Some(0), "{} restarted {restarts} times: {last}", name(&pod));
        }
    }
    Ok(())
}
