//! Connect: workers form a group, and connectors move records.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::booting::{BOOT, line, zookeeper};
use super::{Case, Shape, Shared, When};
use crate::client::Client;
use crate::cluster::api::name;
use crate::cluster::process::wait;
use crate::stand::Stand;
use crate::support::platform::merged;

/// On real nodes.
pub const CASES: &[Case] =
    &[Case { name: "connecting::files", shape: Shape::Real(Shared::Zookeeper), when: When::Newest, run: files }];

const LINES: usize = 500;

fn files(stand: &mut Stand) -> Result<String> {
    let platform = zookeeper(stand);
    let platform = stand.platform(platform)?;
    platform.wait(&stand.cluster, BOOT)?;
    let inside = Client::inside(&stand.cluster, &platform, line(&platform))?;
    for topic in ["orders-connect-configs", "orders-connect-offsets", "orders-connect-status"] {
        let described = inside.tool("kafka-topics", &["--describe", "--topic", topic])?;
        ensure!(described.contains("ReplicationFactor: 3"), "{described}");
    }
    inside.make_topic("lines", 1, 3)?;
    let pods = platform.pods(&stand.cluster, "connect")?;
    ensure!(pods.len() == 2, "{} workers", pods.len());
    let namespace = platform.namespace.as_str();
    for pod in &pods {
        // Whichever worker the task comes to finds the file.
        let script = format!("seq 1 {LINES} >/tmp/source.txt");
        stand.cluster.ask(&["exec", "-n", namespace, name(pod), "--", "bash", "-c", &script])?;
    }
    // Each goes to another worker: the one that does not lead the group passes it on.
    for ((connector, config), pod) in [("source", source()), ("sink", sink())].into_iter().zip(&pods) {
        put(pod, connector, &config)?;
    }
    let workers = wait("running tasks", Duration::from_secs(60), || {
        let mut workers = Vec::new();
        for connector in ["source", "sink"] {
            let status: Value = serde_json::from_str(&stand.cluster.fetch(
                &pods[0],
                8083,
                &format!("/connectors/{connector}/status"),
            )?)?;
            ensure!(status["tasks"][0]["state"] == "RUNNING", "{status}");
            workers.push(status["tasks"][0]["worker_id"].as_str().unwrap_or_default().to_string());
        }
        Ok(workers)
    })?;
    ensure!(workers[0] != workers[1], "both tasks run on {}: the two are no group", workers[0]);
    wait("lines in the sink", Duration::from_secs(60), || {
        let mut count = 0;
        for pod in &pods {
            let script = "cat /tmp/sink.txt 2>/dev/null | wc -l";
            let said = stand.cluster.ask(&["exec", "-n", namespace, name(pod), "--", "bash", "-c", script])?;
            count += said.trim().parse::<usize>()?;
        }
        ensure!(count == LINES, "{count} of {LINES} lines arrived");
        Ok(())
    })?;
    Ok(format!("2 workers, one task each; {LINES} of {LINES} lines; internal topics with 3 replicas"))
}

/// Lines of `/tmp/source.txt`, to the topic `lines`.
pub fn source() -> Value {
    let own =
        json!({ "connector.class": format!("{FILE}SourceConnector"), "file": "/tmp/source.txt", "topic": "lines" });
    merged(&text(), &own)
}

/// The topic `lines`, to `/tmp/sink.txt`.
pub fn sink() -> Value {
    let own = json!({ "connector.class": format!("{FILE}SinkConnector"), "file": "/tmp/sink.txt", "topics": "lines" });
    merged(&text(), &own)
}

const FILE: &str = "org.apache.kafka.connect.file.FileStream";

fn text() -> Value {
    let converter = "org.apache.kafka.connect.storage.StringConverter";
    json!({ "tasks.max": "1", "key.converter": converter, "value.converter": converter })
}

/// Sets up a connector on the worker in `pod`.
pub fn put(pod: &Value, connector: &str, config: &Value) -> Result<()> {
    let address = pod["status"]["podIP"].as_str().context("no address")?;
    wait("connector", Duration::from_secs(30), || {
        ureq::put(format!("http://{address}:8083/connectors/{connector}/config"))
            .header("Content-Type", "application/json")
            .send(config.to_string())?;
        Ok(())
    })
}
