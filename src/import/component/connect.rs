//! `cp-kafka-connect`, and forks' further ones beside it.

use serde_json::{Value, json};

use super::schema_registry::replicas;
use crate::import::chart::Chart;
use crate::import::environment::SCRIPT;
use crate::import::helm;
use crate::import::part::{Hit, Part};
use crate::import::peers;
use crate::import::report::Fate;
use crate::import::row::{Row, To, row};
use crate::source::excerpt;

/// The chart.
pub const CHART: Chart = Chart {
    name: "cp-kafka-connect",
    component: "connect",
    section: "connect",
    prefix: "CONNECT_",
    images: ["confluentinc/cp-kafka-connect", "confluentinc/cp-server-connect"],
    image: "confluentinc/cp-kafka-connect",
    rows: ROWS,
    derived: DERIVED,
    finish,
};

const ROWS: &[Row] = &[
    row("replicaCount", To::Used("replicas")),
    row("servicePort", To::Only("8083", "Connect listens on 8083")),
    row("kafka.bootstrapServers", To::Code(peers::bootstrap)),
    row("cp-schema-registry.url", To::Code(peers::schema_registry)),
    row("overrideGroupId", To::Text("groupId")),
    row("secrets", To::Code(secrets)),
    row("external", super::schema_registry::NOT_SHOWN),
];

const JSON: &str = "org.apache.kafka.connect.json.JsonConverter";
const INTERNAL: &str = "Kafka 3 has no internal converters";

const DERIVED: &[Row] = &[
    row("bootstrap.servers", To::Code(peers::bootstrap)),
    row("group.id", To::Text("groupId")),
    row("listeners", To::Only("http://0.0.0.0:8083", "Connect listens on 8083")),
    row("rest.port", To::Only("8083", "Connect listens on 8083")),
    row("rest.advertised.host.name", To::Drop("it is the pod's address")),
    row("rest.advertised.port", To::Drop("Connect listens on 8083")),
    row("internal.key.converter", To::Only(JSON, INTERNAL)),
    row("internal.value.converter", To::Only(JSON, INTERNAL)),
    row("internal.key.converter.schemas.enable", To::Only("false", INTERNAL)),
    row("internal.value.converter.schemas.enable", To::Only("false", INTERNAL)),
];

/// What the chart put into a Secret stays there: values name secrets and hold none.
fn secrets(part: &mut Part, hit: &Hit) {
    let keys = match helm::json(&hit.tree) {
        Value::Object(map) => map.keys().map(|key| excerpt(key)).collect::<Vec<_>>().join(", "),
        _ => String::new(),
    };
    let why = format!(
        "values hold no secrets: the Secret that the chart made (`*-cp-kafka-connect`: {keys}) stays as it is; volumes, \
         env and configFromSecrets refer to it by name"
    );
    part.tell(hit, Fate::Dropped(why));
}

fn finish(part: &mut Part) {
    replicas(part);
    for (property, value) in [
        ("key.converter", "io.confluent.connect.avro.AvroConverter"),
        ("value.converter", "io.confluent.connect.avro.AvroConverter"),
        ("key.converter.schemas.enable", "false"),
        ("value.converter.schemas.enable", "false"),
    ] {
        part.fill(&["config", property], value);
    }
    script(part);
}

/// The chart ran the script of `CUSTOM_SCRIPT_PATH` beside the worker, under a shell that no signal got through.
fn script(part: &mut Part) {
    let Some(hit) = part.get(&format!("customEnv.{SCRIPT}")) else { return };
    let image = part.text("image").unwrap_or_else(|| CHART.image.into());
    let tag = part.image_tag();
    let mounts = part.get("volumeMounts").map_or(json!([]), |hit| helm::json(&hit.tree));
    let path = helm::text(&hit.tree).unwrap_or_default();
    let container = json!({
        "image": format!("{image}:{tag}"),
        "command": ["bash", "-c", "trap 'exit 0' TERM; \"$CUSTOM_SCRIPT_PATH\"; sleep infinity & wait"],
        "env": [{ "name": SCRIPT, "value": path }],
        "volumeMounts": mounts,
        "securityContext": { "allowPrivilegeEscalation": false, "capabilities": { "drop": ["ALL"] } },
    });
    part.set(&["sidecars", "custom-script"], container, hit.origin());
}
