//! `cp-control-center`.

use serde_json::json;

use super::schema_registry::replicas;
use crate::import::chart::Chart;
use crate::import::heap::heap;
use crate::import::helm;
use crate::import::part::{Hit, Part};
use crate::import::peers;
use crate::import::report::Fate;
use crate::import::row::{Row, To, row};

/// The chart.
pub const CHART: Chart = Chart {
    name: "cp-control-center",
    component: "control-center",
    section: "controlCenter",
    prefix: "CONTROL_CENTER_",
    images: ["confluentinc/cp-enterprise-control-center"; 2],
    image: "confluentinc/cp-enterprise-control-center",
    rows: ROWS,
    derived: DERIVED,
    finish,
};

const DEAD: &str = "dead in the chart: Control Center has no exporter there";

const ROWS: &[Row] = &[
    row("replicaCount", To::Used("replicas")),
    row("serviceHttpPort", To::Only("9021", "Control Center listens on 9021")),
    row("kafka.bootstrapServers", To::Code(peers::bootstrap)),
    row("cp-schema-registry.url", To::Code(peers::schema_registry)),
    row("cp-kafka-connect.url", To::Code(peers::connect)),
    row("cp-ksql-server.url", To::Code(peers::ksql)),
    row("cp-zookeeper.enabled", To::Drop("Control Center gets the ensemble that the brokers have")),
    row("cp-zookeeper.url", To::Drop("Control Center gets the ensemble that the brokers have")),
    row("cp-zookeeper.clientPort", To::Drop("Control Center gets the ensemble that the brokers have")),
    row("external", super::schema_registry::NOT_SHOWN),
    row("heapOptions", To::Code(heap_options)),
    row("jmx.port", To::Drop(DEAD)),
    row("prometheus.jmx.enabled", To::Drop(DEAD)),
    row("prometheus.jmx.port", To::Drop(DEAD)),
    row("prometheus.jmx.image", To::Drop(DEAD)),
    row("prometheus.jmx.imageTag", To::Drop(DEAD)),
    row("prometheus.jmx.imagePullPolicy", To::Drop(DEAD)),
    row("prometheus.jmx.resources", To::Drop(DEAD)),
];

const DERIVED: &[Row] = &[
    row("bootstrap.servers", To::Code(peers::bootstrap)),
    row("zookeeper.connect", To::Drop("Control Center gets the ensemble that the brokers have")),
    row("replication.factor", To::Code(replication)),
    row("confluent.controlcenter.data.dir", To::Drop("it follows from controlCenter.storage")),
    row("confluent.controlcenter.rest.listeners", To::Only("http://0.0.0.0:9021", "Control Center listens on 9021")),
    row("confluent.controlcenter.schema.registry.url", To::Code(peers::schema_registry)),
    row("confluent.controlcenter.connect.cluster", To::Code(peers::connect)),
    row("confluent.controlcenter.ksql.url", To::Code(peers::ksql)),
    row("confluent.controlcenter.ksql.advertised.url", To::Code(peers::ksql)),
];

/// The chart hands it over in a variable that Control Center does not read, so that it took 6 GiB.
fn heap_options(part: &mut Part, hit: &Hit) {
    let before = part.report.lines.len();
    heap(part, hit);
    part.tell_more(before, ", which had no effect in the chart");
}

/// The image makes four properties of one variable.
const REPLICATION: [&str; 4] = [
    "confluent.controlcenter.internal.topics.replication",
    "confluent.controlcenter.command.topic.replication",
    "confluent.metrics.topic.replication",
    "confluent.monitoring.interceptor.topic.replication",
];

fn replication(part: &mut Part, hit: &Hit) {
    let Some(count) = helm::whole(&hit.tree) else { return part.wrong(hit, "a whole number") };
    if count == part.release.brokers.min(3) {
        return part.tell(hit, Fate::Default("cpgen derives it from the number of brokers".into()));
    }
    if let Some(fate) = part.lacks_brokers(count) {
        return part.tell(hit, fate);
    }
    for property in REPLICATION {
        part.set(&["config", property], count.to_string(), hit.origin());
    }
    let path = part.path("config");
    part.tell(hit, Fate::Mapped(path));
}

fn finish(part: &mut Part) {
    part.set(&["enabled"], true, part.origin("enabled"));
    if part.number("replicaCount", 1) > 1 {
        if let Some(hit) = part.get("replicaCount") {
            part.tell(&hit, Fate::Open("Control Center runs once: several with one id disturb each other".into()));
        }
    } else {
        replicas(part);
    }
    if part.release.adopts() {
        part.set(&["storage", "data", "ephemeral"], json!(true), "the chart keeps no state of Control Center");
    }
}
