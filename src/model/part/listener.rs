use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::format::{NodePort, Port};
use super::sasl::Authentication;
use super::tls::ListenerTls;

/// One port on which brokers take connections.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Listener {
    /// The port in the pod.
    pub port: Port,
    /// How clients outside the cluster reach it. Empty: only pods do.
    pub expose: ListenerExpose,
    /// Encryption, and certificates.
    pub tls: Option<ListenerTls>,
    /// Names and passwords.
    pub authentication: Option<Authentication>,
}

impl Default for Listener {
    fn default() -> Listener {
        Listener::on(9094)
    }
}

impl Listener {
    /// `security.protocol` of its clients.
    pub fn protocol(&self) -> &'static str {
        protocol(self.tls.is_some(), self.authentication.is_some())
    }

    /// A listener on `port` for pods only.
    pub fn on(port: u32) -> Listener {
        Listener { port: Port(port), expose: ListenerExpose::default(), tls: None, authentication: None }
    }
}

/// The protocol of a listener (Kafka's `SecurityProtocol`).
pub fn protocol(has_tls: bool, has_sasl: bool) -> &'static str {
    match (has_tls, has_sasl) {
        (false, false) => "PLAINTEXT",
        (true, false) => "SSL",
        (false, true) => "SASL_PLAINTEXT",
        (true, true) => "SASL_SSL",
    }
}

/// One Service per broker, since a client must reach the very broker that leads a partition. At most one of the two.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct ListenerExpose {
    /// A port of every node for each broker.
    pub node_port: Option<BrokerNodePorts>,
    /// A load balancer for each broker.
    pub load_balancer: Option<BrokerLoadBalancers>,
}

/// Node ports in a row, one per broker.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct BrokerNodePorts {
    /// The port of the first broker; broker N has this plus N.
    pub first: NodePort,
    /// What brokers tell clients to dial.
    pub advertise: Advertise,
    /// Annotations of the Services. `{id}` and `{ordinal}` are replaced.
    pub annotations: IndexMap<String, String>,
}

impl Default for BrokerNodePorts {
    fn default() -> BrokerNodePorts {
        BrokerNodePorts { first: NodePort(31090), advertise: Advertise::default(), annotations: IndexMap::new() }
    }
}

/// The host that clients dial: one of the two, or else the IP of the node that the broker runs on.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Advertise {
    /// The IP of the node that the broker runs on (`status.hostIP`); traffic then stays on that node.
    #[serde(rename = "hostIP")]
    pub host_ip: Option<HostIp>,
    /// A fixed name. `{id}` and `{ordinal}` are replaced: `b{id}.example.com`.
    pub host: String,
}

/// The node's own address has no settings.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct HostIp {}

/// One load balancer per broker.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct BrokerLoadBalancers {
    /// The name that clients dial, known before the cloud hands out an address: `b{id}.example.com`. `{id}` and
    /// `{ordinal}` are replaced.
    pub host: String,
    /// The port that clients dial. Unset: the listener's own.
    pub port: Option<Port>,
    /// Annotations of the Services. `{id}` and `{ordinal}` are replaced.
    pub annotations: IndexMap<String, String>,
    /// Who may come in, as CIDRs. Empty: everybody.
    pub source_ranges: Vec<String>,
    /// `loadBalancerClass` of the Services.
    pub class: Option<String>,
}
