//! `cp-kafka-rest`.

use super::schema_registry::replicas;
use crate::import::chart::Chart;
use crate::import::part::Part;
use crate::import::peers;
use crate::import::row::{Row, To, row};

/// The chart.
pub const CHART: Chart = Chart {
    name: "cp-kafka-rest",
    component: "rest-proxy",
    section: "restProxy",
    prefix: "KAFKA_REST_",
    images: ["confluentinc/cp-kafka-rest"; 2],
    image: "confluentinc/cp-kafka-rest",
    rows: ROWS,
    derived: DERIVED,
    finish,
};

const ROWS: &[Row] = &[
    row("replicaCount", To::Used("replicas")),
    row("servicePort", To::Only("8082", "REST Proxy listens on 8082")),
    row("cp-kafka.bootstrapServers", To::Code(peers::bootstrap)),
    row("cp-schema-registry.url", To::Code(peers::schema_registry)),
    row("cp-schema-registry.nameOverride", To::Drop("it follows the name of Schema Registry")),
    row("cp-zookeeper.url", To::Drop("dead in the chart: REST Proxy talks to brokers")),
    row("external.enabled", To::Used("expose")),
    row("external.type", To::Used("expose")),
    row("external.port", To::Used("expose")),
    row("external.annotations", To::Used("expose")),
    row("external.loadBalancerSourceRanges", To::Used("expose")),
    row("external.externalTrafficPolicy", To::Only("Cluster", "set it with `patches` on the Service")),
];

const DERIVED: &[Row] = &[
    row("listeners", To::Only("http://0.0.0.0:8082", "REST Proxy listens on 8082")),
    row("host.name", To::Drop("it is the pod's address")),
    row("id", To::Drop("it is the pod's name")),
    row("bootstrap.servers", To::Code(peers::bootstrap)),
    row("schema.registry.url", To::Code(peers::schema_registry)),
    row("zookeeper.connect", To::Drop("REST Proxy talks to brokers")),
];

fn finish(part: &mut Part) {
    replicas(part);
    peers::external(part);
}
