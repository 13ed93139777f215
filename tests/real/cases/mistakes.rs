//! What really happens where a manifest is wrong: each mistake is made by hand on what cpgen rendered, since cpgen itself
//! refuses to make it.

use std::time::Duration;

use anyhow::{Context, Result, ensure};

use super::booting::{BOOT, of};
use super::{Case, Shape, Shared, When};
use crate::build::Line;
use crate::client::Client;
use crate::cluster::process::wait;
use crate::platform::Platform;
use crate::stand::Stand;

/// On real nodes.
pub const CASES: &[Case] = &[
    Case { name: "mistakes::broker", shape: Shape::Real(Shared::Nothing), when: When::LongNewest, run: broker },
    Case {
        name: "mistakes::odd_cluster_id",
        shape: Shape::Real(Shared::Nothing),
        when: When::LongNewest,
        run: odd_cluster_id,
    },
    Case { name: "mistakes::cluster_id", shape: Shape::Real(Shared::Nothing), when: When::LongNewest, run: cluster_id },
    Case {
        name: "mistakes::replication",
        shape: Shape::Real(Shared::Nothing),
        when: When::LongNewest,
        run: replication,
    },
    Case {
        name: "mistakes::zookeeper_ids",
        shape: Shape::Real(Shared::Nothing),
        when: When::LongNewest,
        run: zookeeper_ids,
    },
];

/// What is changed in the manifests, and what the broker says before it dies.
const DEADLY: &[(&str, &str, &str, &str)] = &[
    (
        "a listener that the protocol map lacks",
        "listener.security.protocol.map=REPLICATION:PLAINTEXT,INTERNAL:PLAINTEXT,",
        "listener.security.protocol.map=REPLICATION:PLAINTEXT,",
        "No security protocol defined for listener INTERNAL",
    ),
    (
        "a wildcard as advertised address",
        "INTERNAL://{pod}.cp-kafka-headless.mistaken.svc.cluster.local:9092",
        "INTERNAL://0.0.0.0:9092",
        "advertised.listeners cannot use the nonroutable meta-address 0.0.0.0",
    ),
    (
        "the node id of a controller",
        "name: CPGEN_FIRST_ID\n          value: \"0\"",
        "name: CPGEN_FIRST_ID\n          value: \"9990\"",
        "9990",
    ),
    (
        "data at the root of the volume",
        "log.dirs=/var/lib/kafka/disk0/logs",
        "log.dirs=/var/lib/kafka/disk0",
        "lost+found",
    ),
];

fn small(stand: &Stand, namespace: &str) -> Platform {
    let off = "schemaRegistry.enabled=false,connect.enabled=false,restProxy.enabled=false,ksql.enabled=false";
    of("quickstart", namespace, stand, &["--set", off])
}

/// The manifests with one mistake.
fn mistaken(manifests: &str, from: &str, to: &str) -> Result<String> {
    ensure!(manifests.contains(from), "nothing says `{from}`");
    Ok(manifests.replace(from, to))
}

/// Applies manifests of a platform in its place, looks, and takes them away, whatever was seen.
fn tried<T>(
    stand: &mut Stand,
    platform: &Platform,
    manifests: &str,
    look: impl FnOnce(&Stand) -> Result<T>,
) -> Result<T> {
    stand.clear()?;
    platform.make_namespace(&stand.cluster)?;
    stand.cluster.apply(manifests, &[])?;
    let seen = look(stand);
    platform.remove(&stand.cluster)?;
    stand.cluster.renew_volumes(&[])?;
    seen
}

fn broker(stand: &mut Stand) -> Result<String> {
    let mut told = Vec::new();
    for (mistake, from, to, said) in DEADLY {
        let platform = small(stand, "mistaken");
        let manifests = mistaken(&platform.render()?, from, to)?;
        let result = tried(stand, &platform, &manifests, |stand| says(stand, &platform, "kafka", said));
        told.push(format!("{mistake}: {}", result.with_context(|| mistake.to_string())?));
    }
    Ok(told.join("; "))
}

/// Waits until a container has ended with this in its log; gives the line.
fn says(stand: &Stand, platform: &Platform, component: &str, wanted: &str) -> Result<String> {
    let pod = &format!("{}-{component}-0", platform.name);
    wait(&format!("`{wanted}` from {pod}"), Duration::from_secs(BOOT), || {
        let mut text = String::new();
        for which in ["--previous=false", "--previous=true"] {
            text += &stand.cluster.ask(&["logs", "-n", &platform.namespace, pod, which]).unwrap_or_default();
        }
        let line = text.lines().find(|line| line.contains(wanted));
        let line =
            line.with_context(|| format!("it says:\n{}", text.lines().rev().take(5).collect::<Vec<_>>().join("\n")))?;
        let pods = platform.pods(&stand.cluster, component)?;
        let restarts = pods.first().and_then(|pod| pod["status"]["containerStatuses"][0]["restartCount"].as_u64());
        ensure!(restarts.unwrap_or(0) > 0, "it says so and lives");
        Ok(format!("crash loop, `{}`", line.chars().take(120).collect::<String>()))
    })
}

/// A cluster id that is no UUID: Kafka 4 takes any text.
fn odd_cluster_id(stand: &mut Stand) -> Result<String> {
    let platform = small(stand, "mistaken");
    let id = "name: CPGEN_CLUSTER_ID\n          value: ";
    let manifests = mistaken(&platform.render()?, id, &format!("{id}short #"))?;
    let seconds = tried(stand, &platform, &manifests, |stand| platform.wait(&stand.cluster, BOOT))?;
    Ok(format!("`short` as cluster id: ready in {seconds:.0} s all the same"))
}

/// A cluster id that is changed once there is data. The broker itself waits in its shutdown for the controllers, which are
/// gone, and a kubelet does not shorten a grace period that has begun: it has a short one from the start.
fn cluster_id(stand: &mut Stand) -> Result<String> {
    stand.clear()?;
    let hasty = "kafka.rollGate.enabled=false,kafka.terminationGracePeriodSeconds=30";
    let wanted = small(stand, "mistaken").with(&["--set", hasty]);
    let platform = stand.platform(wanted)?;
    platform.wait(&stand.cluster, BOOT)?;
    platform.with(&["--set", "kraft.clusterId=AAAAAAAAAAAAAAAAAAAAAA"]).apply(&stand.cluster)?;
    let said = says(stand, &platform, "kraft", "nvalid cluster.id");
    stand.clear()?;
    said
}

/// Internal topics with more replicas than brokers: everything boots, and no consumer ever finds its coordinator.
fn replication(stand: &mut Stand) -> Result<String> {
    let platform = small(stand, "mistaken");
    let key = "offsets.topic.replication.factor=";
    let manifests = mistaken(&platform.render()?, &format!("{key}1"), &format!("{key}3"))?;
    tried(stand, &platform, &manifests, |stand| {
        platform.wait(&stand.cluster, BOOT)?;
        let inside = Client::inside(&stand.cluster, &platform, Line::V8)?;
        inside.make_topic("numbers", 1, 1)?;
        let sent = inside.produce("numbers", Some(10), None, "")?.finish()?;
        let missing = inside.missing("numbers", &sent.values)?;
        ensure!(sent.values.len() == 10 && missing == 10, "{} sent, {missing} not read", sent.values.len());
        Ok("all ready, 10 records sent, none read in 40 s: the group finds no coordinator".to_string())
    })
}

/// ZooKeeper's list of servers in another order than the ids of its pods.
fn zookeeper_ids(stand: &mut Stand) -> Result<String> {
    let platform = of("production", "mistaken", stand, &["--show-only", "zookeeper"]);
    let manifests = platform.render()?;
    // Every one stands at another's address. Where two change places they find together all the same, as long as the third
    // one leads.
    let turned = [("1", "0"), ("3", "1"), ("2", "3"), ("0", "2")]
        .iter()
        .fold(manifests.clone(), |text, (from, to)| text.replace(&format!("server.{from}="), &format!("server.{to}=")));
    ensure!(turned != manifests, "nothing was turned");
    tried(stand, &platform, &turned, |stand| {
        std::thread::sleep(Duration::from_secs(90));
        let pods = platform.pods(&stand.cluster, "zookeeper")?;
        let ready = pods.iter().filter(|pod| crate::cluster::api::has(pod, "Ready")).count();
        let log = stand.cluster.ask(&["logs", "-n", &platform.namespace, "orders-zookeeper-0", "--tail=3"])?;
        ensure!(ready < 3, "all three are ready");
        let line: String = log.lines().last().unwrap_or_default().chars().take(120).collect();
        Ok(format!("{ready} of 3 ready after 90 s: {line}"))
    })
}
