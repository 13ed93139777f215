use serde::Serialize;

use super::Security;
use crate::model::section::Metadata;

/// What several components must agree on, derived once.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Where Kafka keeps its metadata.
    pub metadata: Metadata,
    /// The quorum that brokers register with.
    pub quorum: Option<Quorum>,
    /// The Kafka cluster that the other components use.
    pub kafka: Option<Kafka>,
    /// Base URL of Schema Registry.
    pub schema_registry: Option<String>,
    /// Connect clusters by name, with their base URL.
    pub connect: Vec<(String, String)>,
    /// Interactive KSQL clusters by name, with their base URL.
    pub ksql: Vec<(String, String)>,
    /// Where brokers and controllers of the enterprise edition send their metrics: the Prometheus of next-generation
    /// Control Center.
    pub telemetry: Option<String>,
    /// Whether brokers report metrics to the Control Center of 7.x.
    pub metrics_reporter: bool,
}

/// The name of the controllers' listener, which brokers must know too.
pub const CONTROLLER_LISTENER: &str = "CONTROLLER";

/// The quorum that brokers register with.
#[derive(Clone, Debug)]
pub enum Quorum {
    /// A ZooKeeper ensemble.
    Zookeeper {
        /// `zookeeper.connect`.
        connect: String,
        /// `host:port` of each server.
        hosts: Vec<String>,
    },
    /// KRaft controllers.
    Kraft {
        /// `controller.quorum.voters`.
        voters: String,
        /// `host:port` of each controller.
        hosts: Vec<String>,
        /// Kafka's cluster id.
        cluster_id: String,
    },
}

impl Quorum {
    /// `host:port` of each member.
    pub fn hosts(&self) -> &[String] {
        match self {
            Quorum::Zookeeper { hosts, .. } | Quorum::Kraft { hosts, .. } => hosts,
        }
    }
}

/// The Kafka cluster that the other components use.
#[derive(Clone, Debug, Serialize)]
pub struct Kafka {
    /// `bootstrap.servers`.
    pub bootstrap: String,
    /// How many brokers it has.
    pub brokers: u32,
    /// `host:port` of each broker, or of the bootstrap addresses of a cluster elsewhere.
    pub hosts: Vec<String>,
    /// Whether it is outside this platform.
    pub external: bool,
    /// TLS and SASL of its clients.
    #[serde(skip)]
    pub security: Security,
}

impl Kafka {
    /// Replication factor of internal topics: 3, or as many as there are brokers.
    pub fn replication(&self) -> u32 {
        self.brokers.min(3)
    }

    /// `min.insync.replicas` for it: one less, so that one broker may be away.
    pub fn min_isr(&self) -> u32 {
        (self.replication() - 1).max(1)
    }

    /// How many of [`Kafka::hosts`] must take connections before internal topics with `replicas`, or more where that is
    /// usual, can be created.
    pub fn needed(&self, replicas: u32) -> u32 {
        if self.external { 1 } else { replicas.max(self.replication()).min(self.brokers) }
    }
}
