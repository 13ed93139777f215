//! What monitoring sees: the exporter of every component that runs, with the metrics that its rules name.

use std::time::Duration;

use anyhow::{Result, ensure};

use super::booting::{BOOT, kraft, line, zookeeper};
use super::{Case, Shape, Shared, When};
use crate::client::Client;
use crate::cluster::process::wait;
use crate::platform::Platform;
use crate::stand::Stand;

/// On real nodes.
pub const CASES: &[Case] = &[
    Case {
        name: "watching::kraft",
        shape: Shape::Real(Shared::Kraft),
        when: When::Newest,
        run: |stand| scrape(stand, kraft, KRAFT),
    },
    Case {
        name: "watching::zookeeper",
        shape: Shape::Real(Shared::Zookeeper),
        when: When::Newest,
        run: |stand| scrape(stand, zookeeper, ZOOKEEPER),
    },
];

/// A component, metrics that alerts stand on, and the number of series that a pod may have at most.
type Expected = (&'static str, &'static [&'static str], usize);

const BROKER: &[&str] = &[
    "kafka_server_replicamanager_underreplicatedpartitions",
    "kafka_server_replicamanager_underminisrpartitioncount",
    "kafka_log_logmanager_offlinelogdirectorycount",
    "kafka_server_kafkaserver_brokerstate",
    "kafka_network_requestmetrics_requestspersec",
    "kafka_server_brokertopicmetrics_bytesinpersec",
];

const KRAFT: &[Expected] = &[
    (
        "kraft",
        &["kafka_controller_kafkacontroller_offlinepartitionscount", "kafka_server_raft_metrics_current_state"],
        600,
    ),
    ("kafka", BROKER, 3_000),
];

const ZOOKEEPER: &[Expected] = &[
    ("zookeeper", &["zookeeper_outstandingrequests"], 400),
    ("kafka", BROKER, 3_000),
    ("connect", &["kafka_connect_connect_worker_metrics_connector_count"], 1_500),
];

fn scrape(stand: &mut Stand, wanted: fn(&Stand) -> Platform, expected: &[Expected]) -> Result<String> {
    let wanted = wanted(stand);
    let platform = stand.platform(wanted)?;
    platform.wait(&stand.cluster, BOOT)?;
    // Requests are counted from the first one on.
    let client = Client::inside(&stand.cluster, &platform, line(&platform))?;
    client.make_topic("watched", 6, 3)?;
    client.produce("watched", Some(100), None, "")?.finish()?;
    let mut said = Vec::new();
    for (component, names, limit) in expected {
        for pod in platform.pods(&stand.cluster, component)? {
            let page = wait("metrics", Duration::from_secs(60), || {
                let page = stand.cluster.fetch(&pod, 9404, "/metrics")?;
                for name in *names {
                    let is_there = page.lines().any(|line| line.starts_with(name));
                    ensure!(is_there, "{component} shows no {name} among {} lines", page.lines().count());
                }
                Ok(page)
            })?;
            let series: Vec<&str> = page.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
            ensure!(series.len() <= *limit, "{component} shows {} series, more than {limit}", series.len());
            if said.len() < expected.len() && !said.iter().any(|one: &String| one.starts_with(component)) {
                said.push(format!("{component} {} series", series.len()));
            }
        }
    }
    Ok(said.join(", "))
}
