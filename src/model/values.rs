use std::sync::LazyLock;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::component::connect::Connect;
use super::component::control_center::ControlCenter;
use super::component::kafka::Kafka;
use super::component::kraft::Kraft;
use super::component::ksql::Ksql;
use super::component::rest_proxy::RestProxy;
use super::component::schema_registry::SchemaRegistry;
use super::component::zookeeper::Zookeeper;
use super::part::format::{self, Namespace, PlatformName};
use super::part::{quantity, version};
use super::section::*;
use crate::values::{Formats, Tree, from_value};

/// One values file: everything that can be said about one Confluent Platform in one namespace. An empty file means
/// all defaults.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Values {
    /// Prefix of every object's name; NAME on the command line wins.
    pub name: PlatformName,
    /// Namespace of every object; `-n` wins. Unset: none is written, and names inside the platform stay relative.
    pub namespace: Option<Namespace>,
    /// The Kubernetes that the manifests are for.
    pub kubernetes: Kubernetes,
    /// What is deployed.
    pub platform: PlatformSection,
    /// What holds for all images.
    pub images: Images,
    /// Settings that every component starts from; what a component says itself wins.
    pub defaults: Defaults,
    /// The ZooKeeper ensemble. Used when Kafka's metadata is in ZooKeeper.
    pub zookeeper: Zookeeper,
    /// The KRaft controllers. Used when Kafka's metadata is in KRaft.
    pub kraft: Kraft,
    /// The Kafka brokers.
    pub kafka: Kafka,
    /// Schema Registry.
    pub schema_registry: SchemaRegistry,
    /// Kafka Connect.
    pub connect: Connect,
    /// REST Proxy.
    pub rest_proxy: RestProxy,
    /// KSQL.
    pub ksql: Ksql,
    /// Control Center.
    pub control_center: ControlCenter,
    /// Where a component that is switched off lives instead.
    pub external: External,
    /// Reserved: topics are not built yet.
    pub topics: IndexMap<String, Value>,
    /// Reserved: connectors are not built yet.
    pub connectors: IndexMap<String, Value>,
    /// Reserved: schemas are not built yet.
    pub schemas: IndexMap<String, Value>,
    /// How objects are named.
    pub naming: Naming,
    /// Changes to rendered objects, the last resort.
    pub patches: Vec<PatchSettings>,
}

impl Default for Values {
    fn default() -> Values {
        Values {
            name: PlatformName("cp".into()),
            namespace: None,
            kubernetes: Kubernetes::default(),
            platform: PlatformSection::default(),
            images: Images::default(),
            defaults: Defaults::default(),
            zookeeper: Zookeeper::default(),
            kraft: Kraft::default(),
            kafka: Kafka::default(),
            schema_registry: SchemaRegistry::default(),
            connect: Connect::default(),
            rest_proxy: RestProxy::default(),
            ksql: Ksql::default(),
            control_center: ControlCenter::default(),
            external: External::default(),
            topics: IndexMap::new(),
            connectors: IndexMap::new(),
            schemas: IndexMap::new(),
            naming: Naming::default(),
            patches: Vec::new(),
        }
    }
}

/// The built-in defaults as the lowest layer of values.
pub fn defaults() -> &'static Tree {
    static DEFAULTS: LazyLock<Tree> =
        LazyLock::new(|| from_value(&serde_json::to_value(Values::default()).unwrap_or(Value::Null)));
    &DEFAULTS
}

/// The check of every scalar type that has a form, by the name of the type.
pub const FORMATS: Formats = Formats(&[
    ("PlatformName", format::platform_name),
    ("Namespace", format::namespace),
    ("ReleaseName", format::release_name),
    ("Domain", format::domain),
    ("Port", format::port),
    ("NodePort", format::node_port),
    ("Replicas", format::replicas),
    ("Seconds", format::seconds),
    ("Count", format::count),
    ("NodeId", format::node_id),
    ("ClusterId", format::cluster_id),
    ("Quantity", quantity::quantity),
    ("Bytes", quantity::bytes),
    ("PlatformVersion", version::platform_version),
    ("KubernetesVersion", version::kubernetes_version),
]);
