//! `cp-ksql-server`.

use serde_json::json;

use super::schema_registry::replicas;
use crate::import::chart::Chart;
use crate::import::helm;
use crate::import::part::{Hit, Part};
use crate::import::peers;
use crate::import::report::Fate;
use crate::import::row::{Row, To, row};

/// The chart.
pub const CHART: Chart = Chart {
    name: "cp-ksql-server",
    component: "ksql",
    section: "ksql",
    prefix: "KSQL_",
    images: ["confluentinc/cp-ksqldb-server"; 2],
    image: "confluentinc/cp-ksqldb-server",
    rows: ROWS,
    derived: DERIVED,
    finish,
};

const ROWS: &[Row] = &[
    row("replicaCount", To::Used("replicas")),
    row("servicePort", To::Only("8088", "KSQL listens on 8088")),
    row("ksql.headless", To::Code(queries)),
    row("kafka.bootstrapServers", To::Code(peers::bootstrap)),
    row("cp-schema-registry.url", To::Code(peers::schema_registry)),
    row("overrideServiceId", To::Text("serviceId")),
    row("external.enabled", To::Code(shown)),
    row("external.type", To::Used("expose")),
    row("external.port", To::Used("expose")),
    row("external.annotations", To::Used("expose")),
    row("external.loadBalancerSourceRanges", To::Used("expose")),
    row("external.externalTrafficPolicy", To::Only("Cluster", "set it with `patches` on the Service")),
];

const DERIVED: &[Row] = &[
    row("bootstrap.servers", To::Code(peers::bootstrap)),
    row("ksql.streams.bootstrap.servers", To::Code(peers::bootstrap)),
    row("listeners", To::Only("http://0.0.0.0:8088", "KSQL listens on 8088")),
    row("ksql.advertised.listener", To::Drop("it is the pod's address")),
    row("ksql.service.id", To::Text("serviceId")),
    row("ksql.queries.file", To::Drop("it follows from ksql.queries")),
    row("ksql.schema.registry.url", To::Code(peers::schema_registry)),
    row("ksql.streams.state.dir", To::Drop("it follows from ksql.storage")),
];

/// Alone the chart is headless where nobody says otherwise.
fn is_headless(part: &Part) -> bool {
    part.truth("ksql.headless", part.release.single.is_some())
}

fn shown(part: &mut Part, hit: &Hit) {
    let fate = match is_headless(part) && helm::truth(&hit.tree) == Some(true) {
        true => Fate::Dropped("headless KSQL has nothing to show outside".into()),
        false => Fate::Mapped(part.path("expose")),
    };
    part.tell(hit, fate);
}

/// The queries were a file in the chart. The ConfigMap that it made of them is still there.
fn queries(part: &mut Part, hit: &Hit) {
    let mode = part.path("mode");
    let fate = match (is_headless(part), part.release.adopts()) {
        (true, false) => {
            let why = "the queries were a file in the chart: make a ConfigMap of it, or inline them";
            Fate::Open(format!("{mode}; {why}"))
        }
        (true, true) => Fate::Mapped(format!("{mode}, with the queries in the ConfigMap of the release")),
        (false, _) => Fate::Mapped(mode),
    };
    part.tell(hit, fate);
}

fn finish(part: &mut Part) {
    replicas(part);
    if is_headless(part) {
        part.set(&["mode"], "headless", part.origin("ksql.headless"));
        match part.release.adopts() {
            true => part.set(&["queries", "configMap"], json!({}), "the one that the release made, which has to stay"),
            false => {
                let why = "put the file queries.sql of your chart there";
                part.set(&["queries", "configMap", "name"], "ksql-queries", why);
            }
        }
    } else {
        peers::external(part);
    }
    if part.release.adopts() {
        part.set(&["storage", "state", "ephemeral"], json!(true), "the chart keeps no state of KSQL");
    }
}
