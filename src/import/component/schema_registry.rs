//! `cp-schema-registry`.

use crate::import::chart::Chart;
use crate::import::part::{Hit, Part};
use crate::import::peers;
use crate::import::report::Fate;
use crate::import::row::{Row, To, row};

/// The chart.
pub const CHART: Chart = Chart {
    name: "cp-schema-registry",
    component: "schema-registry",
    section: "schemaRegistry",
    prefix: "SCHEMA_REGISTRY_",
    images: ["confluentinc/cp-schema-registry"; 2],
    image: "confluentinc/cp-schema-registry",
    rows: ROWS,
    derived: DERIVED,
    finish,
};

/// What becomes of keys that show a component outside where the chart itself never did.
pub const NOT_SHOWN: To = To::Drop("the chart shows it to nobody outside; set `expose` if your fork did");

const ROWS: &[Row] = &[
    row("replicaCount", To::Used("replicas")),
    row("servicePort", To::Only("8081", "Schema Registry listens on 8081")),
    row("kafka.bootstrapServers", To::Code(peers::bootstrap)),
    row("overrideGroupId", To::Code(group)),
    row("schemaRegistryOpts", To::Code(crate::import::environment::options)),
    row("external", NOT_SHOWN),
];

const DERIVED: &[Row] = &[
    row("listeners", To::Only("http://0.0.0.0:8081", "Schema Registry listens on 8081")),
    row("host.name", To::Drop("it is the pod's address")),
    row("kafkastore.bootstrap.servers", To::Code(peers::bootstrap)),
    row("kafkastore.connection.url", To::Drop("leaders are elected by Kafka, not by ZooKeeper")),
    row("master.eligibility", To::Only("true", "call it leader.eligibility, its name since 6.0")),
];

fn group(part: &mut Part, hit: &Hit) {
    match part.release.adopts() {
        true => part.property(hit, "kafkastore.group.id", part.text("overrideGroupId").unwrap_or_default()),
        false => part.tell(hit, Fate::Dropped("a new platform has a group of its own".into())),
    }
}

fn finish(part: &mut Part) {
    replicas(part);
}

/// `replicaCount`.
pub fn replicas(part: &mut Part) {
    let origin = part.origin("replicaCount");
    let count = part.number("replicaCount", 1);
    part.set(&["replicas"], count, origin);
}
