//! `cp-kafka`.

use serde_json::{Value, json};

use crate::import::chart::Chart;
use crate::import::part::{CHART_DEFAULT, Hit, Part};
use crate::import::release::minor;
use crate::import::report::Fate;
use crate::import::row::{Row, To, row};
use crate::import::{helm, listeners, peers, protocols};

/// The chart.
pub const CHART: Chart = Chart {
    name: "cp-kafka",
    component: "kafka",
    section: "kafka",
    prefix: "KAFKA_",
    images: ["confluentinc/cp-kafka", "confluentinc/cp-server"],
    image: "confluentinc/cp-enterprise-kafka",
    rows: ROWS,
    derived: DERIVED,
    finish,
};

const ROWS: &[Row] = &[
    row("brokers", To::Used("replicas")),
    row("podManagementPolicy", To::Used("rollout.podManagement")),
    row("updateStrategy", To::Used("rollout.strategy")),
    row("persistence.enabled", To::Used("storage")),
    row("persistence.size", To::Used("storage")),
    row("persistence.storageClass", To::Used("storage")),
    row("persistence.disksPerBroker", To::Used("storage")),
    row("nodeport.enabled", To::Used("listeners.external")),
    row("nodeport.servicePort", To::Used("listeners.external.port")),
    row("nodeport.firstListenerPort", To::Used("listeners.external.expose.nodePort.first")),
    row("cp-zookeeper", To::Code(zookeeper)),
];

const DERIVED: &[Row] = &[
    row("advertised.listeners", To::Code(listeners::outside)),
    row("listeners", To::Drop("cpgen derives it from kafka.listeners")),
    row("listener.security.protocol.map", To::Code(protocols::map)),
    row("security.inter.broker.protocol", To::Code(protocols::between)),
    row("inter.broker.listener.name", To::Only("PLAINTEXT", "set kafka.interBrokerListener")),
    row("zookeeper.connect", To::Code(peers::zookeeper)),
    row("log.dirs", To::Code(log_dirs)),
    row("log.dir", To::Code(log_dirs)),
    row("broker.id", To::Drop("it is the ordinal of the pod")),
    row("broker.id.generation.enable", To::Drop("the id is the ordinal of the pod")),
    row("broker.rack", To::Drop("it is the zone of the node, from Kubernetes 1.35 on")),
    row("confluent.metrics.reporter.bootstrap.servers", To::Drop("it is the platform's own Kafka")),
];

/// Below the umbrella these keys say where brokers look for ZooKeeper; alone the chart brings one along.
fn zookeeper(part: &mut Part, hit: &Hit) {
    if part.release.single.is_some() {
        return;
    }
    let crate::values::Node::Map(map) = &hit.tree.node else { return part.wrong(hit, "a map") };
    for (key, entry) in map {
        let inner = hit.inside(key, &entry.key, &entry.value);
        match key.as_str() {
            _ if helm::is_nothing(&entry.value) => part.tell(&inner, Fate::Default("it sets nothing".into())),
            "url" if !part.release.has("cp-zookeeper") => peers::zookeeper(part, &inner),
            "url" => part.tell(&inner, Fate::Dropped("the chart reads it only where `enabled` here is false".into())),
            "enabled" => part.tell(&inner, Fate::Mapped("zookeeper.enabled".into())),
            "clientPort" if helm::text(&entry.value).as_deref() == Some("2181") => {
                part.tell(&inner, Fate::Default("cpgen has it like this".into()));
            }
            "clientPort" => part.tell(&inner, Fate::Open("cpgen's ZooKeeper listens on 2181".into())),
            "nameOverride" => part.tell(&inner, Fate::Dropped("brokers follow cp-zookeeper.nameOverride".into())),
            _ => {
                part.tell(&inner, Fate::Dropped("dead below the umbrella: cp-zookeeper has the keys of its own".into()))
            }
        }
    }
}

/// The chart puts logs below the disks. An override that puts them elsewhere has left data there.
fn log_dirs(part: &mut Part, hit: &Hit) {
    let text = helm::text(&hit.tree).unwrap_or_default();
    let fate = match text.split(',').all(|dir| dir.trim().starts_with("/opt/kafka/data-")) {
        true => Fate::Default("cpgen derives it from kafka.storage".into()),
        false => Fate::Open("these are not on the chart's disks: cpgen keeps logs on kafka.storage".into()),
    };
    part.tell(hit, fate);
}

/// `servers` and `brokers`: 0 is 3 to the chart.
pub fn replicas(part: &mut Part, key: &str) {
    let (count, origin) = match part.get(key) {
        Some(hit) if helm::whole(&hit.tree).is_none() => {
            part.wrong(&hit, "a whole number");
            (3, CHART_DEFAULT.to_string())
        }
        Some(hit) if helm::whole(&hit.tree) == Some(0) => (3, format!("{}: the chart makes 3 of 0", hit.origin())),
        Some(hit) => (part.number(key, 3), hit.origin()),
        None => (3, CHART_DEFAULT.to_string()),
    };
    part.set(&["replicas"], count, origin);
}

/// How the StatefulSet starts and replaces pods.
pub fn rollout(part: &mut Part) {
    if part.release.adopts() {
        let policy = part.text("podManagementPolicy").unwrap_or_else(|| "OrderedReady".into());
        part.set(&["rollout", "podManagement"], policy, part.origin("podManagementPolicy"));
    }
    let Some(hit) = part.get("updateStrategy") else { return };
    let strategy = helm::text(&hit.tree).or_else(|| helm::text(hit.tree.get(&["type"])?));
    if let Some(strategy) = strategy.filter(|strategy| strategy != "RollingUpdate") {
        part.set(&["rollout", "strategy"], strategy, hit.origin());
    }
}

/// The chart keeps pods apart where that is possible.
pub fn apart(part: &mut Part) {
    part.fill(&["placement", "hosts"], "preferred");
    part.fill(&["placement", "zones"], "none");
}

fn finish(part: &mut Part) {
    replicas(part, "brokers");
    rollout(part);
    storage(part);
    listeners::fill(part);
    listeners::finish(part);
    apart(part);
    if part.release.adopts() {
        topics(part);
        let why = "brokers of the chart answer no questions about their replicas";
        part.set(&["rollGate", "giveUpAfterSeconds"], 300, why);
        if part.release.options.upgrade_to.is_some() {
            upgrade(part);
        }
    }
}

fn storage(part: &mut Part) {
    let default = if part.release.single.is_some() { "1Gi" } else { "5Gi" };
    let size = part.text("persistence.size").unwrap_or_else(|| default.into());
    let disks = part.number("persistence.disksPerBroker", 1).min(MOST_DISKS);
    let prefix = if part.release.adopts() { "datadir-" } else { "disk" };
    if part.release.adopts() {
        part.set(&["storage", "disk0"], Value::Null, "the disks have other names");
    }
    for disk in 0..disks {
        let name = format!("{prefix}{disk}");
        part.set(&["storage", &name, "size"], size.clone(), part.origin("persistence.size"));
        if !part.truth("persistence.enabled", true) {
            part.set(&["storage", &name, "ephemeral"], json!(true), part.origin("persistence.enabled"));
        } else if let Some(class) = part.text("persistence.storageClass") {
            part.set(&["storage", &name, "class"], class, part.origin("persistence.storageClass"));
        }
    }
}

/// More disks than any node can attach.
const MOST_DISKS: u64 = 100;

/// Topic defaults: the chart leaves Kafka's own. To raise `min.insync.replicas` above the replicas of topics that exist
/// would stop writes to them.
fn topics(part: &mut Part) {
    const KAFKA: &str = "Kafka's own default, which the chart leaves; cpgen's is safer for new platforms";
    part.fill_for(&["config", "auto.create.topics.enable"], "true", KAFKA);
    part.fill_for(&["config", "default.replication.factor"], "1", KAFKA);
    part.fill_for(&["config", "min.insync.replicas"], "1", KAFKA);
}

/// The Kafka in each Confluent Platform is 4 majors behind it; a roll to a newer one begins with the old protocol
/// (Kafka's upgrade notes).
fn upgrade(part: &mut Part) {
    let tag = part.image_tag();
    let protocol = match minor(&tag) {
        (5, minor) => format!("2.{minor}"),
        (6, minor) => format!("2.{}", minor + 6),
        (7, minor) => format!("3.{minor}"),
        _ => return,
    };
    let why = "what brokers speak until all of them are new; remove it then and roll once more";
    part.fill_for(&["config", "inter.broker.protocol.version"], protocol, why);
}
