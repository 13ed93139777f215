//! `cp-zookeeper`.

use serde_json::json;

use crate::import::chart::Chart;
use crate::import::helm;
use crate::import::part::{Hit, Part};
use crate::import::report::Fate;
use crate::import::row::{Row, To, row};

const PORT: &str = "cpgen's ZooKeeper listens on 2181, 2888 and 3888";

/// The chart.
pub const CHART: Chart = Chart {
    name: "cp-zookeeper",
    component: "zookeeper",
    section: "zookeeper",
    prefix: "ZOOKEEPER_",
    images: ["confluentinc/cp-zookeeper"; 2],
    image: "confluentinc/cp-zookeeper",
    rows: ROWS,
    derived: &[],
    finish,
};

const ROWS: &[Row] = &[
    row("servers", To::Used("replicas")),
    row("minAvailable", To::Code(min_available)),
    row("serviceType", To::Only("ClusterIP", "the Service of ZooKeeper is for pods alone")),
    row("podManagementPolicy", To::Used("rollout.podManagement")),
    row("updateStrategy", To::Used("rollout.strategy")),
    row("tickTime", To::Property("tickTime")),
    row("syncLimit", To::Property("syncLimit")),
    row("initLimit", To::Property("initLimit")),
    row("maxClientCnxns", To::Property("maxClientCnxns")),
    row("autoPurgeSnapRetainCount", To::Property("autopurge.snapRetainCount")),
    row("autoPurgePurgeInterval", To::Property("autopurge.purgeInterval")),
    row("serverPort", To::Only("2888", PORT)),
    row("leaderElectionPort", To::Only("3888", PORT)),
    row("clientPort", To::Only("2181", PORT)),
    row("persistence.enabled", To::Used("storage")),
    row("persistence.dataDirSize", To::Used("storage.data.size")),
    row("persistence.dataLogDirSize", To::Used("storage.log.size")),
    row("persistence.dataDirStorageClass", To::Used("storage.data.class")),
    row("persistence.dataLogDirStorageClass", To::Used("storage.log.class")),
    // Of forks: ZooKeeper's own names, since its image would lose their capitals.
    row("configurationOverrides", To::Code(properties)),
];

fn properties(part: &mut Part, hit: &Hit) {
    crate::import::scheduling::texts(part, hit, "config");
}

/// The chart's budget says how many stay; cpgen's how many may go.
fn min_available(part: &mut Part, hit: &Hit) {
    let servers = part.number("servers", 3);
    match helm::whole(&hit.tree).and_then(|stay| servers.checked_sub(stay)).filter(|go| *go > 0) {
        Some(go) => part.map(hit, "disruptionBudget.maxUnavailable", go),
        None => part.tell(hit, Fate::Open("no server may ever be evicted; set zookeeper.disruptionBudget".into())),
    }
}

fn finish(part: &mut Part) {
    super::kafka::replicas(part, "servers");
    super::kafka::rollout(part);
    let is_kept = part.truth("persistence.enabled", true);
    let size = if part.release.single.is_some() { "5Gi" } else { "10Gi" };
    for (disk, key) in [("data", "dataDir"), ("log", "dataLogDir")] {
        let (size_key, class_key) = (format!("persistence.{key}Size"), format!("persistence.{key}StorageClass"));
        let size = part.text(&size_key).unwrap_or_else(|| size.into());
        part.set(&["storage", disk, "size"], size, part.origin(&size_key));
        if let (true, Some(class)) = (is_kept, part.text(&class_key)) {
            part.set(&["storage", disk, "class"], class, part.origin(&class_key));
        }
        if !is_kept {
            part.set(&["storage", disk, "ephemeral"], json!(true), part.origin("persistence.enabled"));
        }
    }
    super::kafka::apart(part);
}
