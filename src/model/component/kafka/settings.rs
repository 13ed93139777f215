use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::component;
use crate::model::part::disk::Disk;
use crate::model::part::format::{NodeId, Port, Replicas, Seconds};
use crate::model::part::listener::Listener;
use crate::model::part::placement::Placement;
use crate::model::part::probe::{Probe, Probes};
use crate::model::part::resources::Resources;
use crate::model::part::workload::{Rollout, Workload};

/// The disk that brokers have where the values name none.
pub const DISK: &str = "disk0";

component! {
    /// The Kafka brokers.
    Kafka from Workload {
        replicas: Replicas(3),
        resources: Resources::of("1", "4Gi"),
        placement: Placement::one_per_host(),
        probes: Probes {
            // Log recovery after a crash takes minutes on a full disk; half an hour is allowed.
            startup: Probe::every(2, 2, 900),
            readiness: Probe::every(5, 10, 3),
            liveness: Probe::every(15, 10, 8),
        },
        termination_grace_period_seconds: Seconds(600),
        min_ready_seconds: Seconds(30),
        ..Workload::default()
    },
    /// The ids of the brokers.
    node_ids: NodeIds = NodeIds { first: NodeId(0) },
    /// Disks by name: each is a claim of every broker and an entry of `log.dirs`. `disk0: null` takes the default one
    /// away.
    storage: IndexMap<String, Disk> = IndexMap::from([(DISK.to_string(), Disk::of("100Gi"))]),
    /// Ports on which brokers take connections, by name. Kafka sees the name in capitals.
    listeners: IndexMap<String, Listener> = IndexMap::from([
        ("replication".to_string(), Listener::on(9091)),
        ("internal".to_string(), Listener::on(9092)),
    ]),
    /// The listener that brokers use among themselves.
    inter_broker_listener: String = "replication".to_string(),
    /// The listener that the platform's other components use.
    client_listener: String = "internal".to_string(),
    /// Overrides for single brokers, by node id.
    brokers: IndexMap<String, Broker> = IndexMap::new(),
    /// Reserved: several StatefulSets of brokers are not built yet.
    pools: IndexMap<String, Value> = IndexMap::new(),
    /// Where `broker.rack` comes from.
    rack: Rack = Rack { from: RackSource::TopologyLabel },
    /// When a restarted broker counts as ready, and the roll goes on to the next.
    roll_gate: RollGate = RollGate::default(),
    /// How their StatefulSet replaces pods.
    rollout: Rollout = Rollout::default(),
}

impl Kafka {
    /// Whether brokers can know their zone: Kubernetes copies the zone's label to pods from 1.35 on (KEP-4742).
    pub fn has_rack(&self, kubernetes_minor: u32) -> bool {
        self.rack.from == RackSource::TopologyLabel && kubernetes_minor >= 35
    }

    /// Whether each broker is told its zone by hand.
    pub fn has_racks(&self) -> bool {
        let has_one = |id: u32| self.brokers.get(&id.to_string()).is_some_and(|broker| !broker.rack.is_empty());
        (self.node_ids.first.0..).take(self.replicas.0 as usize).all(has_one)
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
        NodeIds { first: NodeId(0) }
    }
}

/// What differs for one broker.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Broker {
    /// Properties of its configuration file.
    pub config: IndexMap<String, String>,
    /// What it tells clients to dial, by listener.
    pub advertise: IndexMap<String, Address>,
    /// Its `broker.rack`. Empty: as `kafka.rack` says.
    pub rack: String,
}

/// An address that clients dial.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Address {
    /// The host. Empty: as for the other brokers.
    pub host: String,
    /// The port. Unset: as for the other brokers.
    pub port: Option<Port>,
}

/// Where `broker.rack` comes from.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Rack {
    /// The source.
    pub from: RackSource,
}

impl Default for Rack {
    fn default() -> Rack {
        Rack { from: RackSource::TopologyLabel }
    }
}

/// Where `broker.rack` comes from.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum RackSource {
    /// The node's `topology.kubernetes.io/zone`, which Kubernetes copies to the pod from 1.35 on. Before, there is none.
    TopologyLabel,
    /// No rack.
    None,
}

/// A broker is ready again only when no reachable broker has under-replicated partitions; then only its port counts
/// until its process restarts. And it does not stop while another one is away.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct RollGate {
    /// Without it a broker is ready as soon as its port is open, and a roll can take partitions below min ISR.
    pub enabled: bool,
    /// The port on which brokers ask each other for those numbers (Jolokia, read-only).
    pub port: Port,
    /// Seconds after which a broker counts as ready whatever the others say. Unset: never. Set it for the roll that
    /// brings the gate or another port to a running platform: brokers that have not restarted yet do not answer.
    pub give_up_after_seconds: Option<Seconds>,
    /// Seconds for which a broker that is told to stop waits while another one is down or catches up. 0: it stops at
    /// once. They count towards its grace period.
    pub hold_seconds: Seconds,
}

impl Default for RollGate {
    fn default() -> RollGate {
        RollGate { enabled: true, port: Port(7777), give_up_after_seconds: None, hold_seconds: Seconds(180) }
    }
}
