//! The sections of a values file that are not components.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::part::format::{Domain, ReleaseName, Replicas};
use super::part::logging::Logging;
use super::part::placement::Placement;
use super::part::sasl::ClientAuthentication;
use super::part::secret::SecretKey;
use super::part::security::SecurityContext;
use super::part::tls::ClientTls;
use super::part::version::{KubernetesVersion, PlatformVersion};
use super::part::workload::{Env, Exporter};

/// The Kubernetes that the manifests are for.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Kubernetes {
    /// Its minor version. `--kube-version` wins.
    pub version: KubernetesVersion,
    /// Domain of its DNS.
    pub cluster_domain: Domain,
}

impl Default for Kubernetes {
    fn default() -> Kubernetes {
        Kubernetes { version: KubernetesVersion("1.37".into()), cluster_domain: Domain("cluster.local".into()) }
    }
}

/// What is deployed.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct PlatformSection {
    /// Version of Confluent Platform for all components. It decides what is possible.
    pub version: PlatformVersion,
    /// Community images, or those that need a license after 30 days.
    pub edition: Edition,
    /// Where Kafka keeps its metadata. Unset: kraft from 8.0 on, zookeeper before.
    pub metadata: Option<Metadata>,
    /// License of the enterprise edition.
    pub license: Option<SecretKey>,
}

impl Default for PlatformSection {
    fn default() -> PlatformSection {
        PlatformSection {
            version: PlatformVersion("8.3.0".into()),
            edition: Edition::Community,
            metadata: None,
            license: None,
        }
    }
}

/// Which images.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Edition {
    /// cp-kafka and friends.
    Community,
    /// cp-server and friends.
    Enterprise,
}

/// Where Kafka keeps its metadata.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Metadata {
    /// A ZooKeeper ensemble, up to 7.9.
    Zookeeper,
    /// KRaft controllers, from 7.9 on.
    Kraft,
    /// Reserved: the way from one to the other is not built yet.
    Migration,
}

/// What holds for all images.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Images {
    /// Registry in front of Confluent's repositories: a mirror. Empty: the node's default.
    pub registry: String,
    /// Secrets that the kubelet pulls with, by name.
    pub pull_secrets: Vec<String>,
    /// When the kubelet pulls.
    pub pull_policy: PullPolicy,
}

impl Default for Images {
    fn default() -> Images {
        Images { registry: String::new(), pull_secrets: Vec::new(), pull_policy: PullPolicy::IfNotPresent }
    }
}

/// When the kubelet pulls an image.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
pub enum PullPolicy {
    /// When the node does not have it.
    IfNotPresent,
    /// At every start.
    Always,
    /// Never.
    Never,
}

/// Settings that every component starts from; what a component says itself wins.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Defaults {
    /// Where pods may run, and how they keep apart.
    pub placement: Option<Placement>,
    /// PriorityClass of the pods.
    pub priority_class: Option<String>,
    /// What is logged.
    pub logging: Option<Logging>,
    /// Metrics for Prometheus.
    pub exporter: Option<Exporter>,
    /// Labels of all objects and pods.
    pub labels: Option<IndexMap<String, String>>,
    /// Annotations of all objects.
    pub annotations: Option<IndexMap<String, String>>,
    /// Labels of the pods alone.
    pub pod_labels: Option<IndexMap<String, String>>,
    /// Annotations of the pods alone.
    pub pod_annotations: Option<IndexMap<String, String>>,
    /// Environment of the main containers.
    pub env: Option<IndexMap<String, Env>>,
    /// Security context of the pods.
    pub pod_security_context: Option<SecurityContext>,
    /// Security context of the main containers.
    pub container_security_context: Option<SecurityContext>,
}

/// Where a component that is switched off lives instead.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct External {
    /// A ZooKeeper ensemble.
    pub zookeeper: Option<ExternalZookeeper>,
    /// KRaft controllers.
    pub kraft: Option<ExternalKraft>,
    /// A Kafka cluster.
    pub kafka: Option<ExternalKafka>,
    /// A Schema Registry.
    pub schema_registry: Option<ExternalUrl>,
    /// A Connect cluster, for KSQL and Control Center.
    pub connect: Option<ExternalUrl>,
    /// A KSQL cluster, for Control Center.
    pub ksql: Option<ExternalUrl>,
}

/// A ZooKeeper ensemble elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct ExternalZookeeper {
    /// `zookeeper.connect`: `zk-0:2181,zk-1:2181/kafka`.
    pub connect: String,
}

/// KRaft controllers elsewhere. Their cluster id goes to `kraft.clusterId`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct ExternalKraft {
    /// `controller.quorum.voters`: `9990@c-0:9093,9991@c-1:9093`.
    pub voters: String,
}

/// A Kafka cluster elsewhere.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct ExternalKafka {
    /// `bootstrap.servers`: `k-0:9092,k-1:9092`.
    pub bootstrap: String,
    /// How many brokers it has; replication factors stay below it.
    pub brokers: Replicas,
    /// Encryption, and certificates.
    pub tls: Option<ClientTls>,
    /// Name and password.
    pub authentication: Option<ClientAuthentication>,
}

impl Default for ExternalKafka {
    fn default() -> ExternalKafka {
        ExternalKafka { bootstrap: String::new(), brokers: Replicas(3), tls: None, authentication: None }
    }
}

/// An HTTP component elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct ExternalUrl {
    /// Its base URL: `https://sr.example.com`.
    pub url: String,
}

/// How objects are named.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Naming {
    /// The scheme.
    pub style: NamingStyle,
    /// The Helm release whose names are kept (`cp-helm-charts` only). Unset: the platform's name.
    pub release: Option<ReleaseName>,
    /// What the release called single components otherwise, by component (`kafka`, `connect-mongo`; `cp-helm-charts`
    /// only).
    pub overrides: IndexMap<String, NameOverride>,
}

/// How a release called a component otherwise than its chart does.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct NameOverride {
    /// The chart's `nameOverride`: takes the place of the chart's name, in labels too.
    pub name: String,
    /// The chart's `fullnameOverride`: the whole name of its objects.
    pub full_name: String,
}

/// A scheme of names.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NamingStyle {
    /// `<name>-<component>`.
    Cpgen,
    /// Names, selectors, kinds, ports and claims of a release of cp-helm-charts, so that its pods and disks are taken
    /// over.
    CpHelmCharts,
}

impl Default for Naming {
    fn default() -> Naming {
        Naming { style: NamingStyle::Cpgen, release: None, overrides: IndexMap::new() }
    }
}

/// A change to rendered objects, the last resort. It must match at least one object.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct PatchSettings {
    /// Which objects.
    pub target: PatchTarget,
    /// Strategic merge patch, as `kubectl patch` has it.
    pub merge: Option<Value>,
    /// JSON patch (RFC 6902): a list of operations.
    pub json: Option<Value>,
}

/// The objects that a patch changes; what is empty matches all.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct PatchTarget {
    /// Kind: `StatefulSet`.
    pub kind: Option<String>,
    /// Name of the object.
    pub name: Option<String>,
    /// Component folder: `schema-registry`.
    pub component: Option<String>,
}
