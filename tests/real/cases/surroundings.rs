//! What surrounds a platform: people with Kafka's tools, name servers that remember, disks that fill, ports that are taken.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::booting::{BOOT, kraft, of, zookeeper};
use super::{Case, Shape, Shared, When};
use crate::build::Line;
use crate::client::Client;
use crate::cluster::dns::Caching;
use crate::cluster::process::wait;
use crate::platform::Platform;
use crate::stand::Stand;

/// On real nodes.
pub const CASES: &[Case] = &[
    Case { name: "surroundings::tools_in_pods", shape: Shape::Real(Shared::Kraft), when: When::Newest, run: tools },
    Case {
        name: "surroundings::taken_node_port",
        shape: Shape::Real(Shared::Kraft),
        when: When::LongNewest,
        run: taken,
    },
    Case {
        name: "surroundings::cached_names",
        shape: Shape::Real(Shared::Nothing),
        when: When::LongNewest,
        run: cached,
    },
    Case {
        name: "surroundings::full_disk",
        shape: Shape::Real(Shared::Nothing),
        when: When::LongNewest,
        run: full_disk,
    },
];

/// Kafka's own tools run beside the process whose agents hold the ports.
fn tools(stand: &mut Stand) -> Result<String> {
    let platform = kraft(stand);
    let platform = stand.platform(platform)?;
    platform.wait(&stand.cluster, BOOT)?;
    let broker = format!("{}-kafka-0", platform.name);
    for (pod, tool, arguments, expected) in [
        (broker.as_str(), "kafka-topics", &["--bootstrap-server", "localhost:9092", "--list"][..], ""),
        (broker.as_str(), "kafka-broker-api-versions", &["--bootstrap-server", "localhost:9092"], "id: 0"),
        (
            broker.as_str(),
            "kafka-metadata-quorum",
            &["--bootstrap-server", "localhost:9092", "describe", "--status"],
            "LeaderId",
        ),
    ] {
        let words = [&["exec", "-n", &platform.namespace, pod, "--", tool], arguments].concat();
        let said = stand.cluster.ask(&words).with_context(|| tool.to_string())?;
        ensure!(said.contains(expected), "{tool} says {said}");
    }
    Ok("kafka-topics, kafka-broker-api-versions and kafka-metadata-quorum run in a broker's pod".to_string())
}

/// A second platform that wants the same node ports is refused by name, and nothing of the first changes.
fn taken(stand: &mut Stand) -> Result<String> {
    let platform = kraft(stand);
    let platform = stand.platform(platform)?;
    platform.wait(&stand.cluster, BOOT)?;
    let second = kraft(stand).render()?.replace("namespace: kraft", "namespace: second");
    let place = Platform::of_profile("kraft", "second", &[]);
    place.make_namespace(&stand.cluster)?;
    let said = stand.cluster.pipe(&["apply", "-f", "-"], &second)?;
    place.remove(&stand.cluster)?;
    stand.cluster.renew_volumes(&[]).ok();
    ensure!(!said.success && said.errors.contains("provided port is already allocated"), "{}", said.errors);
    let line = said.errors.lines().find(|line| line.contains("already allocated")).unwrap_or_default();
    Ok(format!("refused when applied: {}", line.chars().take(140).collect::<String>()))
}

/// Name servers that remember for 30 s that a name was not there delay a start, and break nothing.
fn cached(stand: &mut Stand) -> Result<String> {
    stand.clear()?;
    stand.cluster.cache_names(Caching::Usual)?;
    let wanted = zookeeper(stand);
    let result = stand.platform(wanted).and_then(|platform| platform.wait(&stand.cluster, BOOT));
    stand.clear()?;
    stand.cluster.cache_names(Caching::None)?;
    Ok(format!("ZooKeeper, brokers and all components ready in {:.0} s with a ttl of 30 s", result?))
}

/// A disk without room ends the broker, which says so where one looks.
fn full_disk(stand: &mut Stand) -> Result<String> {
    stand.needs_power()?;
    stand.clear()?;
    // Whichever volume the broker gets has room for 48 MiB.
    for node in &stand.cluster.nodes {
        node.shell(&format!(
            "for disk in {}/*; do mount -t tmpfs -o size=48m tmpfs $disk; done",
            node.disks().display()
        ))?;
    }
    stand.spend();
    fill(stand)
}

fn fill(stand: &mut Stand) -> Result<String> {
    let off = "schemaRegistry.enabled=false,connect.enabled=false,restProxy.enabled=false,ksql.enabled=false";
    let wanted = of("quickstart", "full", stand, &["--set", off]);
    let platform = stand.platform(wanted)?;
    platform.wait(&stand.cluster, BOOT)?;
    let namespace = platform.namespace.as_str();
    let inside = Client::inside(&stand.cluster, &platform, Line::V8)?;
    inside.make_topic("numbers", 1, 1)?;
    let begin = Instant::now();
    let dd = "dd if=/dev/zero of=/var/lib/kafka/disk0/logs/filler bs=64k 2>/dev/null || true";
    stand.cluster.ask(&["exec", "-n", namespace, "cp-kafka-0", "--", "bash", "-c", dd])?;
    let producer = inside.produce("numbers", Some(100_000), None, "")?;
    let said = wait("the broker's end", Duration::from_secs(120), || {
        let pod = stand.cluster.api.get(&format!("/api/v1/namespaces/{namespace}/pods/cp-kafka-0"))?;
        let restarts = pod["status"]["containerStatuses"][0]["restartCount"].as_u64().unwrap_or(0);
        ensure!(restarts > 0, "it lives");
        let log = stand.cluster.ask(&["logs", "-n", namespace, "cp-kafka-0", "--previous"])?;
        let line = log.lines().find(|line| line.contains("No space left on device"));
        Ok(line.context("it does not say why")?.to_string())
    });
    drop(producer);
    let line: String = said?.chars().take(120).collect();
    Ok(format!("broker ended {:.0} s later, and its log says why: {line}", begin.elapsed().as_secs_f64()))
}
