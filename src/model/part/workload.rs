use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::format::{Count, Port};

/// One environment variable: a `value` or where it comes from.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Env {
    /// The text itself.
    pub value: Option<String>,
    /// Where it comes from, as a container has it: `{ secretKeyRef: { name: n, key: k } }`.
    pub value_from: Option<Value>,
}

/// The identity that pods have towards the API server. They get no token.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct ServiceAccount {
    /// An existing ServiceAccount. Empty: one of the component's own is rendered.
    pub name: String,
    /// Annotations of the rendered one, as cloud identities need them.
    pub annotations: IndexMap<String, String>,
}

/// What the client Service carries beside its ports.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct ServiceSettings {
    /// Labels of the client Service.
    pub labels: IndexMap<String, String>,
    /// Annotations of the client Service.
    pub annotations: IndexMap<String, String>,
}

/// How many pods may be evicted at once. Rendered from two replicas on: with one it would block every drain.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct DisruptionBudget {
    /// Whether it is rendered.
    pub enabled: bool,
    /// Pods that may be missing at once.
    pub max_unavailable: Count,
}

impl Default for DisruptionBudget {
    fn default() -> DisruptionBudget {
        DisruptionBudget { enabled: true, max_unavailable: Count(1) }
    }
}

/// Metrics for Prometheus, by the JMX exporter that Confluent's images carry, as an agent in the same JVM.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Exporter {
    /// Whether the agent runs.
    pub enabled: bool,
    /// The port that Prometheus scrapes.
    pub port: Port,
    /// Rules of the exporter instead of cpgen's own, as its documentation has them.
    pub rules: Option<Value>,
}

impl Default for Exporter {
    fn default() -> Exporter {
        Exporter { enabled: true, port: Port(9404), rules: None }
    }
}

/// How a StatefulSet replaces its pods.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Rollout {
    /// One after another, or only when somebody deletes a pod.
    pub strategy: Strategy,
    /// Pods with an ordinal below this keep the old version.
    pub partition: u32,
    /// Whether pods start all at once or one after another. A StatefulSet keeps what it was created with.
    pub pod_management: PodManagement,
}

/// The pod management policies of a StatefulSet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
pub enum PodManagement {
    /// All at once, as a quorum needs it.
    #[default]
    Parallel,
    /// The next when the last is ready; readiness then waits for no other pod.
    OrderedReady,
}

/// The update strategies of a StatefulSet.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
pub enum Strategy {
    /// One pod at a time, the highest ordinal first; the next when the last is Ready.
    RollingUpdate,
    /// A pod is replaced when somebody deletes it.
    OnDelete,
}

impl Default for Rollout {
    fn default() -> Rollout {
        Rollout { strategy: Strategy::RollingUpdate, partition: 0, pod_management: PodManagement::default() }
    }
}

/// The settings that all components share, whichever component they were read for.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "documented once, where `component!` declares them")]
pub struct Workload {
    pub enabled: bool,
    pub version: Option<super::version::PlatformVersion>,
    pub image: super::image::Image,
    pub replicas: super::format::Replicas,
    pub resources: super::resources::Resources,
    pub heap: Option<super::quantity::Bytes>,
    pub jvm_options: Vec<String>,
    pub config: IndexMap<String, String>,
    pub config_from_secrets: IndexMap<String, super::secret::SecretKey>,
    pub logging: super::logging::Logging,
    pub exporter: Exporter,
    pub placement: super::placement::Placement,
    pub priority_class: Option<String>,
    pub probes: super::probe::Probes,
    pub termination_grace_period_seconds: super::format::Seconds,
    pub min_ready_seconds: super::format::Seconds,
    pub disruption_budget: DisruptionBudget,
    pub labels: IndexMap<String, String>,
    pub annotations: IndexMap<String, String>,
    pub pod_labels: IndexMap<String, String>,
    pub pod_annotations: IndexMap<String, String>,
    pub service: ServiceSettings,
    pub service_account: ServiceAccount,
    pub env: IndexMap<String, Env>,
    pub env_from: Vec<Value>,
    pub volumes: IndexMap<String, super::volume::Volume>,
    pub sidecars: IndexMap<String, Value>,
    pub init_containers: IndexMap<String, Value>,
    pub pod_security_context: super::security::SecurityContext,
    pub container_security_context: super::security::SecurityContext,
}

impl Default for Workload {
    /// What holds for a component that says nothing else.
    fn default() -> Workload {
        Workload {
            enabled: true,
            version: None,
            image: super::image::Image::default(),
            replicas: super::format::Replicas(1),
            resources: super::resources::Resources::of("500m", "1Gi"),
            heap: None,
            jvm_options: Vec::new(),
            config: IndexMap::new(),
            config_from_secrets: IndexMap::new(),
            logging: super::logging::Logging::default(),
            exporter: Exporter::default(),
            placement: super::placement::Placement::default(),
            priority_class: None,
            probes: super::probe::Probes::default(),
            termination_grace_period_seconds: super::format::Seconds(60),
            min_ready_seconds: super::format::Seconds(5),
            disruption_budget: DisruptionBudget::default(),
            labels: IndexMap::new(),
            annotations: IndexMap::new(),
            pod_labels: IndexMap::new(),
            pod_annotations: IndexMap::new(),
            service: ServiceSettings::default(),
            service_account: ServiceAccount::default(),
            env: IndexMap::new(),
            env_from: Vec::new(),
            volumes: IndexMap::new(),
            sidecars: IndexMap::new(),
            init_containers: IndexMap::new(),
            pod_security_context: super::security::restricted_pod(),
            container_security_context: super::security::restricted_container(),
        }
    }
}
