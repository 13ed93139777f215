//! KRaft controllers: Confluent Platform from 7.9 on.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Component;
use super::derived::{refuse_derived, statefulset_strategy};
use crate::component;
use crate::model::part::disk::Disk;
use crate::model::part::format::{self as part, ClusterId, NodeId, Replicas, Seconds};
use crate::model::part::placement::Placement;
use crate::model::part::probe::{Probe, Probes};
use crate::model::part::resources::{HeapRule, Resources};
use crate::model::part::workload::{PodManagement, Rollout, Workload};
use crate::model::resolved::{
    Audience, CONTROLLER_LISTENER, Context, Endpoint, Files, Handler, Instance, Java, Plan, Port, Properties, Quorum,
    STATEFUL_SET, env, telemetry, telemetry_secrets, topic_defaults,
};
use crate::model::section::Metadata;
use crate::source::Findings;

component! {
    /// The KRaft controllers.
    Kraft from Workload {
        replicas: Replicas(3),
        resources: Resources::of("250m", "2Gi"),
        placement: Placement::one_per_host(),
        probes: Probes {
            startup: Probe::every(10, 5, 60),
            readiness: Probe::every(10, 5, 3),
            liveness: Probe::every(15, 5, 6),
        },
        termination_grace_period_seconds: Seconds(120),
        min_ready_seconds: Seconds(20),
        ..Workload::default()
    },
    /// Kafka's cluster id (`kafka-storage random-uuid`), which must never change. Empty: derived from the namespace and
    /// the name; `cpgen init` writes it down.
    cluster_id: ClusterId = ClusterId(String::new()),
    /// The ids of the controllers.
    node_ids: NodeIds = NodeIds::default(),
    /// Their disk.
    storage: Storage = Storage::default(),
    /// When a controller formats its disk.
    format_guard: FormatGuard = FormatGuard::default(),
    /// How their StatefulSet replaces pods.
    rollout: Rollout = Rollout::default(),
}

/// A controller whose disk is empty waits while others hold metadata and no controller leads: a majority of empty disks
/// would elect one of them, and the cluster would forget everything.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct FormatGuard {
    /// Without it every empty disk is formatted.
    pub enabled: bool,
    /// The port on which controllers tell each other how far their metadata goes (Jolokia, read-only). It has to be that
    /// of `kafka.rollGate` for brokers to be asked too.
    pub port: part::Port,
}

impl Default for FormatGuard {
    fn default() -> FormatGuard {
        FormatGuard { enabled: true, port: part::Port(7777) }
    }
}

/// Ids in a row.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct NodeIds {
    /// The id of the first; the others follow. Brokers and controllers share one space of ids.
    pub first: NodeId,
}

impl Default for NodeIds {
    fn default() -> NodeIds {
        NodeIds { first: NodeId(9990) }
    }
}

/// The disk of a controller.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Storage {
    /// The metadata log.
    pub metadata: Disk,
}

impl Default for Storage {
    fn default() -> Storage {
        Storage { metadata: Disk::of("10Gi") }
    }
}

/// The entry in the list of components.
pub const COMPONENT: Component =
    Component { name: "kraft", key: "kraft", about: "KRaft controllers (Confluent Platform 7.9 and 8.x)", resolve };

/// The port of the controllers' listener.
pub const PORT: u32 = 9093;

const DERIVED: &[(&str, &str)] = &[
    ("process.roles", "nothing: these pods are controllers only"),
    ("node.id", "kraft.nodeIds.first"),
    ("controller.quorum.voters", "kraft.replicas"),
    ("controller.quorum.bootstrap.servers", "kraft.replicas"),
    ("controller.listener.names", "nothing: it is CONTROLLER"),
    ("listeners", "nothing: controllers listen on 9093"),
    ("log.dirs", "kraft.storage.metadata"),
    ("metadata.log.dir", "kraft.storage.metadata"),
    ("zookeeper.*", "platform.metadata"),
];

fn resolve(context: &Context, findings: &mut Findings) -> Vec<Instance> {
    let own = &context.values.kraft;
    let Some(Quorum::Kraft { voters, cluster_id, hosts }) = &context.facts.quorum else { return Vec::new() };
    if !own.enabled || context.facts.metadata != Metadata::Kraft || !context.wants_quorum("kraft") {
        return Vec::new();
    }
    let workload = own.workload();
    let version = context.version(&own.version);
    let plan = Plan {
        component: "kraft",
        section: vec!["kraft"],
        role: "controller",
        cluster: None,
        workload: &workload,
        repository: if context.is_enterprise() { "confluentinc/cp-server" } else { "confluentinc/cp-kafka" },
        tag: version.0.clone(),
        java: Java { prefix: "KAFKA", heap: HeapRule { percent: 75, at_most: 8 << 30 }, log4j2: version.has_log4j2() },
        ports: vec![Port::new("controller", PORT)],
        probes: [Handler::Tcp("controller"), Handler::Tcp("controller"), Handler::Tcp("controller")],
        env: environment(own, cluster_id),
        update_strategy: statefulset_strategy(&own.rollout),
    };
    refuse_derived(context, &plan, DERIVED, findings);
    if own.rollout.pod_management == PodManagement::OrderedReady {
        let path = ["kraft", "rollout", "podManagement"];
        let sentence = "a quorum is not there before most controllers are, so they have to start all at once";
        context.error(findings, "ordered-quorum", &path, sentence, "remove it: `Parallel` is the default");
    }
    let mut instance = Instance::new(context, &plan);
    instance.secrets.extend(telemetry_secrets(context));
    let mut config = Files::default();
    config
        .properties("controller.properties", &properties(context, voters, &workload.config))
        .text("pod.properties", "node.id={id}\n".into())
        .file("start.sh", "kraft/start.sh")
        .file("functions.sh", "part/functions.sh")
        .text(plan.java.log4j_file(), plan.java.log4j(&workload.logging));
    instance.storage.disk("metadata", "/var/lib/kafka/metadata", &own.storage.metadata);
    let mut live = Files::default();
    if own.format_guard.enabled {
        config.file("jolokia.sh", "part/jolokia.sh").file("jolokia-access.xml", "part/jolokia-access.xml");
        let own_brokers = context.facts.kafka.as_ref().filter(|kafka| !kafka.external);
        let brokers = own_brokers.map(|kafka| kafka.hosts.as_slice()).unwrap_or_default();
        live.addresses("quorum", hosts).addresses("brokers", brokers);
    }
    instance.add_files(context, &plan, config, live, findings);
    instance.add_objects(&plan, STATEFUL_SET);
    if own.format_guard.enabled {
        instance.ports.push(Port::new("jolokia", own.format_guard.port.0));
    }
    instance.endpoints.push(Endpoint {
        component: instance.folder.clone(),
        audience: Audience::Inside,
        address: format!("{}:{PORT}", context.host(&instance.name)),
        purpose: CONTROLLER_LISTENER.into(),
    });
    vec![instance]
}

fn environment(own: &Kraft, cluster_id: &str) -> Vec<Value> {
    let mut list = vec![env("CPGEN_CLUSTER_ID", cluster_id), env("CPGEN_FIRST_ID", own.node_ids.first.0)];
    if own.format_guard.enabled {
        list.push(env("CPGEN_JOLOKIA_PORT", own.format_guard.port.0));
    }
    list
}

fn properties(context: &Context, voters: &str, config: &IndexMap<String, String>) -> Properties {
    let mut properties = Properties::default();
    properties
        .set("process.roles", "controller")
        .set("controller.quorum.voters", voters)
        .set("controller.listener.names", CONTROLLER_LISTENER)
        .set("listeners", format!("{CONTROLLER_LISTENER}://:{PORT}"))
        .set("listener.security.protocol.map", format!("{CONTROLLER_LISTENER}:PLAINTEXT"))
        .set("log.dirs", "/var/lib/kafka/metadata/logs");
    // Controllers place the replicas of new topics, so topic defaults that stand on brokers alone have no effect.
    topic_defaults(context, &mut properties);
    telemetry(context, &mut properties);
    properties.overlay(config);
    properties
}
