//! The ZooKeeper ensemble: Confluent Platform up to 7.9.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Component;
use super::derived::{refuse_derived, statefulset_strategy};
use crate::component;
use crate::model::part::disk::Disk;
use crate::model::part::format::{Replicas, Seconds};
use crate::model::part::placement::Placement;
use crate::model::part::probe::{Probe, Probes};
use crate::model::part::resources::{HeapRule, Resources};
use crate::model::part::workload::{Rollout, Workload};
use crate::model::resolved::{Audience, Context, Endpoint, Files, Handler, Instance, Java, Plan, Port, Properties};
use crate::model::section::Metadata;
use crate::source::Findings;

component! {
    /// The ZooKeeper ensemble.
    Zookeeper from Workload {
        replicas: Replicas(3),
        resources: Resources::of("250m", "1Gi"),
        placement: Placement::one_per_host(),
        probes: Probes {
            startup: Probe::every(5, 5, 60),
            readiness: Probe::every(10, 5, 3),
            liveness: Probe::every(15, 5, 6),
        },
        termination_grace_period_seconds: Seconds(120),
        min_ready_seconds: Seconds(15),
        ..Workload::default()
    },
    /// Its disks. The transaction log wants one of its own.
    storage: Storage = Storage::default(),
    /// How its StatefulSet replaces pods.
    rollout: Rollout = Rollout::default(),
}

/// The disks of a ZooKeeper server.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Storage {
    /// Snapshots (`dataDir`).
    pub data: Disk,
    /// Transaction log (`dataLogDir`).
    pub log: Disk,
}

impl Default for Storage {
    fn default() -> Storage {
        Storage { data: Disk::of("10Gi"), log: Disk::of("10Gi") }
    }
}

/// The entry in the list of components.
pub const COMPONENT: Component = Component {
    name: "zookeeper",
    key: "zookeeper",
    about: "ZooKeeper ensemble (Confluent Platform up to 7.9)",
    resolve,
};

/// The port for clients, for followers, and for elections: ZooKeeper's own defaults.
pub const CLIENT_PORT: u32 = 2181;
const PEER_PORT: u32 = 2888;
const ELECTION_PORT: u32 = 3888;

const DERIVED: &[(&str, &str)] = &[
    ("dataDir", "zookeeper.storage.data"),
    ("dataLogDir", "zookeeper.storage.log"),
    ("clientPort", "nothing: the port is 2181"),
    ("server.*", "zookeeper.replicas"),
];

fn resolve(context: &Context, findings: &mut Findings) -> Vec<Instance> {
    let own = &context.values.zookeeper;
    if !own.enabled || context.facts.metadata != Metadata::Zookeeper || !context.wants_quorum("zookeeper") {
        return Vec::new();
    }
    let workload = own.workload();
    let plan = Plan {
        component: "zookeeper",
        section: vec!["zookeeper"],
        role: "ensemble",
        cluster: None,
        workload: &workload,
        repository: "confluentinc/cp-zookeeper",
        tag: context.version(&own.version).0,
        java: Java {
            prefix: "KAFKA",
            heap: HeapRule { percent: 50, at_most: 4 << 30 },
            log4j2: context.version(&own.version).has_log4j2(),
        },
        ports: vec![
            Port::new("client", CLIENT_PORT),
            Port::new("peer", PEER_PORT),
            Port::new("election", ELECTION_PORT),
        ],
        probes: [Handler::Tcp("client"), Handler::Script("ready.sh"), Handler::Tcp("client")],
        env: Vec::new(),
        update_strategy: statefulset_strategy(&own.rollout),
    };
    refuse_derived(context, &plan, DERIVED, findings);
    let mut instance = Instance::new(context, &plan);
    let mut config = Files::default();
    config
        .properties("zookeeper.properties", &properties(context, &instance, &workload.config))
        .file("start.sh", "zookeeper/start.sh")
        .file("functions.sh", "part/functions.sh");
    config.text(plan.java.log4j_file(), plan.java.log4j(&workload.logging));
    let mut live = Files::default();
    live.file("ready.sh", "zookeeper/ready.sh");
    instance.storage.disk("data", "/var/lib/zookeeper/data", &own.storage.data);
    instance.storage.disk("log", "/var/lib/zookeeper/log", &own.storage.log);
    instance.add_files(context, &plan, config, live, findings);
    instance.add_objects(&plan, "statefulset.yaml");
    instance.endpoints.push(Endpoint {
        component: instance.folder.clone(),
        audience: Audience::Inside,
        address: format!("{}:{CLIENT_PORT}", context.host(&instance.name)),
        purpose: "CLIENT".into(),
    });
    vec![instance]
}

fn properties(context: &Context, instance: &Instance, config: &IndexMap<String, String>) -> Properties {
    let mut properties = Properties::default();
    properties
        .set("dataDir", "/var/lib/zookeeper/data/zookeeper")
        .set("dataLogDir", "/var/lib/zookeeper/log/zookeeper")
        .set("clientPort", CLIENT_PORT)
        .set("tickTime", 2000)
        .set("initLimit", 10)
        .set("syncLimit", 5)
        .set("maxClientCnxns", 60)
        // 0, ZooKeeper's own default, never purges and fills the disk.
        .set("autopurge.snapRetainCount", 3)
        .set("autopurge.purgeInterval", 24)
        .set("4lw.commands.whitelist", "srvr,mntr,ruok")
        .set("admin.enableServer", false)
        // Its own name may not resolve yet when a server starts.
        .set("quorumListenOnAllIPs", true);
    for ordinal in 0..instance.replicas {
        let host = context.host(&instance.headless_service);
        let server = format!("{}-{ordinal}.{host}:{PEER_PORT}:{ELECTION_PORT}", instance.name);
        properties.set(&format!("server.{}", ordinal + 1), server);
    }
    properties.overlay(config);
    properties
}
