//! `cp-ksql-server`.

use serde_json::json;

use super::schema_registry::replicas;
use crate::import::chart::Chart;
use crate::import::helm;
use crate::import::part::Part;
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
    row("ksql.headless", To::Used("mode")),
    row("kafka.bootstrapServers", To::Code(peers::bootstrap)),
    row("cp-schema-registry.url", To::Code(peers::schema_registry)),
    row("overrideServiceId", To::Text("serviceId")),
    row("external.enabled", To::Used("expose")),
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

fn finish(part: &mut Part) {
    replicas(part);
    // Alone the chart is headless where nobody says otherwise.
    let headless = part.truth("ksql.headless", part.release.single.is_some());
    if headless {
        let hit = part.get("ksql.headless");
        let origin = hit.as_ref().map_or(super::CHART_DEFAULT.to_string(), |hit| hit.origin());
        part.set(&["mode"], "headless", origin.clone());
        let name = "ksql-queries";
        part.set(&["queries", "configMap", "name"], name, "put the file queries.sql of your chart there");
        if let Some(hit) = hit {
            let why =
                format!("the queries were a file in the chart: make a ConfigMap `{name}` of it, or use queries.inline");
            part.tell(&hit, Fate::Open(why));
        }
    } else {
        peers::external(part);
    }
    let is_shown = part.get("external.enabled").filter(|hit| helm::truth(&hit.tree) == Some(true));
    if let (true, Some(hit)) = (headless, is_shown) {
        part.tell(&hit, Fate::Dropped("headless KSQL has nothing to show outside".into()));
    }
    if part.release.adopts() {
        part.set(&["storage", "state", "ephemeral"], json!(true), "the chart keeps no state of KSQL");
    }
}
