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
use crate::model::part::workload::{PodManagement, Rollout, Workload};
use crate::model::resolved::{
    Audience, Context, Endpoint, Files, Handler, Instance, Java, Plan, Port, Properties, STATEFUL_SET,
};
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
        probes: [Handler::Tcp("client"), readiness(own), Handler::Tcp("client")],
        env: Vec::new(),
        update_strategy: statefulset_strategy(&own.rollout),
    };
    refuse_derived(context, &plan, DERIVED, findings);
    let mut instance = Instance::new(context, &plan);
    instance.pod_management = own.rollout.pod_management;
    let mut config = Files::default();
    config
        .properties("zookeeper.properties", &properties(context, &instance, &workload.config))
        .file("start.sh", "zookeeper/start.sh")
        .file("functions.sh", "part/functions.sh");
    config.text(plan.java.log4j_file(), plan.java.log4j(&workload.logging));
    let mut live = Files::default();
    live.file("ready.sh", "zookeeper/ready.sh");
    for (place, disk) in disks(context).iter().zip([&own.storage.data, &own.storage.log]) {
        instance.storage.disk(place.claim, place.mount, disk);
    }
    instance.add_files(context, &plan, config, live, findings);
    instance.add_objects(&plan, STATEFUL_SET);
    instance.endpoints.push(Endpoint {
        component: instance.folder.clone(),
        audience: Audience::Inside,
        address: format!("{}:{CLIENT_PORT}", context.host(&instance.name)),
        purpose: "CLIENT".into(),
    });
    vec![instance]
}

/// Ready is a server that belongs to a quorum. Where the next is made only when the last is ready, there would never be
/// one, and a port that is open has to do.
fn readiness(own: &Zookeeper) -> Handler {
    match own.rollout.pod_management {
        PodManagement::Parallel => Handler::Script("ready.sh"),
        PodManagement::OrderedReady => Handler::Tcp("client"),
    }
}

/// A disk of a server: the name of its claim, and where its data is.
struct Place {
    claim: &'static str,
    mount: &'static str,
    folder: &'static str,
}

/// The two disks. Those of the old chart hold the data without a folder.
fn disks(context: &Context) -> [Place; 2] {
    const DATA: &str = "/var/lib/zookeeper/data";
    const LOG: &str = "/var/lib/zookeeper/log";
    match context.keeps_chart() {
        true => [
            Place { claim: "datadir", mount: DATA, folder: DATA },
            Place { claim: "datalogdir", mount: LOG, folder: LOG },
        ],
        false => [
            Place { claim: "data", mount: DATA, folder: "/var/lib/zookeeper/data/zookeeper" },
            Place { claim: "log", mount: LOG, folder: "/var/lib/zookeeper/log/zookeeper" },
        ],
    }
}

fn properties(context: &Context, instance: &Instance, config: &IndexMap<String, String>) -> Properties {
    let mut properties = Properties::default();
    let [data, log] = disks(context);
    properties
        .set("dataDir", data.folder)
        .set("dataLogDir", log.folder)
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
