//! Processes, nodes and disks fail; the service goes on, and what failed comes back with its data.

use std::fs;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::booting::{BOOT, kraft, line, zookeeper};
use super::{Case, Shape, Shared, When};
use crate::client::{Acknowledged, Client};
use crate::cluster::api::{has, name};
use crate::cluster::process::{run, wait};
use crate::platform::Platform;
use crate::stand::Stand;
use crate::timeline::Timeline;

/// On real nodes.
pub const CASES: &[Case] = &[
    Case {
        name: "failing::broker_process",
        shape: Shape::Real(Shared::Kraft),
        when: When::Newest,
        run: broker_process,
    },
    Case {
        name: "failing::controller_process",
        shape: Shape::Real(Shared::Kraft),
        when: When::Newest,
        run: controller_process,
    },
    Case {
        name: "failing::two_disks_of_controllers",
        shape: Shape::Real(Shared::Kraft),
        when: When::LongNewest,
        run: two_disks_of_controllers,
    },
    Case { name: "failing::node", shape: Shape::Real(Shared::Kraft), when: When::Newest, run: node },
    Case { name: "failing::shutdown", shape: Shape::Real(Shared::Kraft), when: When::Newest, run: shutdown },
    Case {
        name: "failing::zookeeper_process",
        shape: Shape::Real(Shared::Zookeeper),
        when: When::Newest,
        run: zookeeper_process,
    },
    Case { name: "failing::disk", shape: Shape::Real(Shared::Zookeeper), when: When::Newest, run: disk },
];

/// Runs a producer while something happens, and reads back what was acknowledged.
fn under_load(
    stand: &mut Stand,
    platform: &Platform,
    topic: &str,
    happen: impl FnOnce(&mut Stand) -> Result<()>,
) -> Result<Acknowledged> {
    let cluster = &stand.cluster;
    Client::inside(cluster, platform, line(platform))?.make_topic(topic, 12, 3)?;
    let producer = Client::outside(cluster, platform, line(platform))?.produce(topic, None, Some(200), "")?;
    wait("first records", Duration::from_secs(30), || {
        ensure!(producer.count()? > 200, "none yet");
        Ok(())
    })?;
    let happened = happen(stand);
    let before = producer.count()?;
    wait("records after the failure", Duration::from_secs(60), || {
        ensure!(producer.count()? > before + 200, "no more records are acknowledged");
        Ok(())
    })?;
    let sent = producer.stop()?;
    happened?;
    let lost = Client::outside(&stand.cluster, platform, line(platform))?.missing(topic, &sent.values)?;
    ensure!(lost == 0, "{lost} of {} acknowledged records are lost", sent.values.len());
    ensure!(sent.failed == 0, "{} records failed: {}", sent.failed, sent.reason);
    Ok(sent)
}

fn said(what: &str, seconds: f64, sent: &Acknowledged) -> String {
    format!(
        "{what} ready again after {seconds:.0} s; {} records acknowledged, none lost, none failed; longest silence {:.1} s",
        sent.values.len(),
        sent.gap.as_secs_f64()
    )
}

/// kill -9 of the process in one pod: it alone restarts, once.
fn kill(
    stand: &mut Stand,
    wanted: fn(&Stand) -> Platform,
    component: &str,
    choose: impl Fn(&Stand, &[Value]) -> Result<usize>,
) -> Result<String> {
    let wanted = wanted(stand);
    let platform = stand.platform(wanted)?;
    platform.wait(&stand.cluster, BOOT)?;
    let pods = platform.pods(&stand.cluster, component)?;
    let victim = pods[choose(stand, &pods)?].clone();
    let timeline = Timeline::start(&stand.cluster, &platform.namespace)?;
    let mut seconds = 0.0;
    let sent = under_load(stand, &platform, &format!("killed-{component}"), |stand| {
        let before = timeline.seconds();
        stand.cluster.signal(&victim, "KILL")?;
        wait("its restart", Duration::from_secs(60), || {
            ensure!(!timeline.restarts().is_empty(), "not restarted");
            Ok(())
        })?;
        platform.wait(&stand.cluster, BOOT)?;
        seconds = timeline.seconds() - before;
        Ok(())
    })?;
    let restarts = timeline.restarts();
    ensure!(restarts.len() == 1 && restarts[0].starts_with(name(&victim)), "restarts: {restarts:?}");
    Ok(said(name(&victim), seconds, &sent))
}

fn broker_process(stand: &mut Stand) -> Result<String> {
    kill(stand, kraft, "kafka", |_, _| Ok(1))
}

fn controller_process(stand: &mut Stand) -> Result<String> {
    kill(stand, kraft, "kraft", |stand, pods| {
        for (index, pod) in pods.iter().enumerate() {
            if stand.cluster.fetch(pod, 9404, "/metrics")?.contains("state=\"leader\"") {
                return Ok(index);
            }
        }
        Ok(0)
    })
}

fn zookeeper_process(stand: &mut Stand) -> Result<String> {
    kill(stand, zookeeper, "zookeeper", |stand, pods| {
        for (index, pod) in pods.iter().enumerate() {
            let script = "exec 3<>/dev/tcp/127.0.0.1/2181; echo srvr >&3; cat <&3";
            let namespace = pod["metadata"]["namespace"].as_str().unwrap_or_default();
            let said = stand.cluster.ask(&["exec", "-n", namespace, name(pod), "--", "bash", "-c", script])?;
            if said.contains("Mode: leader") {
                return Ok(index);
            }
        }
        Ok(0)
    })
}

/// Power failure of a node with a broker on it.
fn node(stand: &mut Stand) -> Result<String> {
    stand.needs_power()?;
    let platform = kraft(stand);
    let platform = stand.platform(platform)?;
    platform.wait(&stand.cluster, BOOT)?;
    let pods = platform.pods(&stand.cluster, "kafka")?;
    let victim = &pods[2];
    let number = stand.cluster.node_of(victim)?;
    let timeline = Timeline::start(&stand.cluster, &platform.namespace)?;
    let mut seconds = 0.0;
    let sent = under_load(stand, &platform, "powerless", |stand| {
        stand.cluster.nodes[number].fail();
        wait("the node to be missed", Duration::from_secs(120), || {
            let ready = has(
                &stand.cluster.api.get(&format!("/api/v1/namespaces/{}/pods/{}", platform.namespace, name(victim)))?,
                "Ready",
            );
            ensure!(!ready, "the pod still counts as ready");
            Ok(())
        })?;
        let before = timeline.seconds();
        stand.cluster.start_node(number)?;
        stand.cluster.wait_for_nodes(stand.cluster.nodes.len())?;
        platform.wait(&stand.cluster, BOOT)?;
        seconds = timeline.seconds() - before;
        Ok(())
    })?;
    Ok(said(&format!("{} with its node", name(victim)), seconds, &sent))
}

/// SIGTERM: a broker hands over what it leads before it exits, well within its grace period.
fn shutdown(stand: &mut Stand) -> Result<String> {
    let platform = kraft(stand);
    let platform = stand.platform(platform)?;
    platform.wait(&stand.cluster, BOOT)?;
    let victim = format!("{}-kafka-2", platform.name);
    let mut seconds = 0.0;
    let sent = under_load(stand, &platform, "terminated", |stand| {
        let namespace = platform.namespace.as_str();
        let log = stand.cluster.folder().join("terminated.log");
        let mut follow = stand.cluster.kubectl();
        follow.args(["logs", "-f", "--since=1s", "-n", namespace, &victim]).stdout(fs::File::create(&log)?);
        let mut follow = follow.spawn()?;
        let begin = std::time::Instant::now();
        stand.cluster.ask(&["delete", "pod", &victim, "-n", namespace, "--wait=true", "--timeout=120s"])?;
        seconds = begin.elapsed().as_secs_f64();
        let _ = follow.wait();
        let text = fs::read_to_string(&log)?;
        let handed = ["controller has asked us to exit controlled shutdown", "ontrolled shutdown succeeded"];
        ensure!(handed.iter().any(|line| text.contains(line)), "it went without handing over:\n{text}");
        platform.wait(&stand.cluster, BOOT).map(|_| ())
    })?;
    Ok(format!(
        "gone {seconds:.1} s after SIGTERM, leading nothing; {} records acknowledged, none lost, none failed; longest silence {:.1} s",
        sent.values.len(),
        sent.gap.as_secs_f64()
    ))
}

/// One of two disks of a broker is lost: the broker goes on with the other one, and a new disk is filled again.
fn disk(stand: &mut Stand) -> Result<String> {
    stand.needs_power()?;
    let platform = zookeeper(stand);
    let platform = stand.platform(platform)?;
    platform.wait(&stand.cluster, BOOT)?;
    let namespace = platform.namespace.clone();
    let victim = format!("{}-kafka-1", platform.name);
    let folder = disk_of(stand, &namespace, &format!("disk1-{victim}"))?;
    let timeline = Timeline::start(&stand.cluster, &namespace)?;
    let mut offline = String::new();
    let sent = under_load(stand, &platform, "diskless", |stand| {
        // All later look-ups of names fail, as on a disk that answers no more.
        fs::rename(folder.join("logs"), folder.join("lost"))?;
        let pod = stand.cluster.api.get(&format!("/api/v1/namespaces/{namespace}/pods/{victim}"))?;
        offline = wait("the broker to miss its disk", Duration::from_secs(60), || {
            let metrics = stand.cluster.fetch(&pod, 9404, "/metrics")?;
            let line = metrics.lines().find(|line| line.starts_with("kafka_log_logmanager_offlinelogdirectorycount"));
            let line = line.context("no such metric")?.to_string();
            ensure!(line.trim_end().ends_with("1.0"), "{line}");
            Ok(line)
        })?;
        ensure!(timeline.restarts().is_empty(), "{:?}", timeline.restarts());
        // The disk is replaced by an empty one.
        fs::remove_dir_all(folder.join("lost"))?;
        stand.cluster.ask(&["delete", "pod", &victim, "-n", &namespace, "--timeout=300s"])?;
        platform.wait(&stand.cluster, BOOT)?;
        ensure!(folder.join("logs").is_dir(), "the new disk is empty");
        Ok(())
    })?;
    let filled = run(std::process::Command::new("du").arg("-sk").arg(&folder))?;
    Ok(format!(
        "broker went on with the other disk and filled a new one ({} KiB); {} records acknowledged, none lost",
        filled.split_whitespace().next().unwrap_or_default(),
        sent.values.len()
    ))
}

/// Two of three controllers lose their disks: empty logs must not win the election, and the operator is told.
fn two_disks_of_controllers(stand: &mut Stand) -> Result<String> {
    stand.needs_power()?;
    let platform = kraft(stand);
    let platform = stand.platform(platform)?;
    platform.wait(&stand.cluster, BOOT)?;
    let namespace = platform.namespace.clone();
    let outside = Client::outside(&stand.cluster, &platform, line(&platform))?;
    outside.make_topic("remembered", 3, 3)?;
    let victims: Vec<String> = (0..2).map(|number| format!("{}-kraft-{number}", platform.name)).collect();
    for victim in &victims {
        let folder = disk_of(stand, &namespace, &format!("metadata-{victim}"))?;
        fs::rename(folder.join("logs"), folder.join("lost"))?;
    }
    let names: Vec<&str> = victims.iter().map(String::as_str).collect();
    let delete = [&["delete", "pods", "-n", &namespace, "--timeout=300s"], &names[..]].concat();
    stand.cluster.ask(&delete)?;
    for victim in &victims {
        wait("word for the operator", Duration::from_secs(120), || {
            let log = stand.cluster.ask(&["logs", "-n", &namespace, victim])?;
            ensure!(
                log.contains("disk is empty, no controller leads, and metadata is held by"),
                "{victim} says {log:?}"
            );
            Ok(())
        })?;
    }
    // Nobody gives in by himself.
    std::thread::sleep(Duration::from_secs(10));
    for victim in &victims {
        let folder = disk_of(stand, &namespace, &format!("metadata-{victim}"))?;
        ensure!(!folder.join("logs/meta.properties").exists(), "{victim} has formatted its disk");
    }
    stand.cluster.ask(&["exec", "-n", &namespace, &victims[0], "--", "touch", "/tmp/format"])?;
    platform.wait(&stand.cluster, BOOT)?;
    let outside = Client::outside(&stand.cluster, &platform, line(&platform))?;
    let topics = outside.tool("kafka-topics", &["--list"])?;
    ensure!(topics.lines().any(|topic| topic == "remembered"), "the topic is forgotten: {topics}");
    let sent = outside.produce("remembered", Some(1_000), None, "")?.finish()?;
    ensure!(sent.values.len() == 1_000, "{} of 1000 records acknowledged", sent.values.len());
    Ok("both waited and said so; one joined on demand, the other followed; topics and records intact".to_string())
}

/// Where the files of a claim are.
pub fn disk_of(stand: &Stand, namespace: &str, claim: &str) -> Result<std::path::PathBuf> {
    let claim = stand.cluster.api.get(&format!("/api/v1/namespaces/{namespace}/persistentvolumeclaims/{claim}"))?;
    let volume = claim["spec"]["volumeName"].as_str().context("not bound")?;
    let volume = stand.cluster.api.get(&format!("/api/v1/persistentvolumes/{volume}"))?;
    Ok(std::path::PathBuf::from(volume["spec"]["local"]["path"].as_str().context("no path")?))
}
