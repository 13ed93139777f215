//! The macro that declares a component's settings.

/// Declares the settings of one component: the workload settings that all components have, and then its own.
/// Serde's `flatten` would lose the place of every mistake, hence a macro.
#[macro_export]
macro_rules! component {
    (
        $(#[$doc:meta])*
        $name:ident from $base:expr,
        $( $(#[$field_doc:meta])* $field:ident: $type:ty = $value:expr, )*
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize, schemars::JsonSchema)]
        #[serde(default, deny_unknown_fields, rename_all = "camelCase")]
        pub struct $name {
            /// Whether it is part of the platform. `false` keeps its other settings.
            pub enabled: bool,
            /// Version of Confluent Platform for this component alone. Unset: `platform.version`.
            pub version: Option<$crate::model::part::version::PlatformVersion>,
            /// Image, where it is not Confluent's own.
            pub image: $crate::model::part::image::Image,
            /// How many pods.
            pub replicas: $crate::model::part::format::Replicas,
            $( $(#[$field_doc])* pub $field: $type, )*
            /// What the main container asks for and may use.
            pub resources: $crate::model::part::resources::Resources,
            /// Java heap. Unset: a share of the memory limit.
            pub heap: Option<$crate::model::part::quantity::Bytes>,
            /// Further options of the Java virtual machine.
            pub jvm_options: Vec<String>,
            /// Properties of the component's own configuration file, in its own names; written exactly as they stand.
            pub config: indexmap::IndexMap<String, String>,
            /// Properties whose value stands in a Secret.
            pub config_from_secrets: indexmap::IndexMap<String, $crate::model::part::secret::SecretKey>,
            /// What is logged.
            pub logging: $crate::model::part::logging::Logging,
            /// Metrics for Prometheus.
            pub exporter: $crate::model::part::workload::Exporter,
            /// Where pods may run, and how they keep apart.
            pub placement: $crate::model::part::placement::Placement,
            /// PriorityClass of the pods.
            pub priority_class: Option<String>,
            /// Startup, readiness and liveness.
            pub probes: $crate::model::part::probe::Probes,
            /// Seconds that a pod has to stop in an orderly way.
            pub termination_grace_period_seconds: $crate::model::part::format::Seconds,
            /// Seconds that a pod must be ready before the next is replaced.
            pub min_ready_seconds: $crate::model::part::format::Seconds,
            /// How many pods may be evicted at once.
            pub disruption_budget: $crate::model::part::workload::DisruptionBudget,
            /// Labels of all its objects and pods. Never part of a selector.
            pub labels: indexmap::IndexMap<String, String>,
            /// Annotations of all its objects.
            pub annotations: indexmap::IndexMap<String, String>,
            /// Labels of the pods alone.
            pub pod_labels: indexmap::IndexMap<String, String>,
            /// Annotations of the pods alone.
            pub pod_annotations: indexmap::IndexMap<String, String>,
            /// The client Service.
            pub service: $crate::model::part::workload::ServiceSettings,
            /// The identity of the pods towards the API server.
            pub service_account: $crate::model::part::workload::ServiceAccount,
            /// Environment of the main container, by name.
            pub env: indexmap::IndexMap<String, $crate::model::part::workload::Env>,
            /// Environment from whole Secrets or ConfigMaps, as a container has it.
            pub env_from: Vec<serde_json::Value>,
            /// Further volumes, by name.
            pub volumes: indexmap::IndexMap<String, $crate::model::part::volume::Volume>,
            /// Further containers, by name, as a pod has them.
            pub sidecars: indexmap::IndexMap<String, serde_json::Value>,
            /// Containers that run before the main one, by name, as a pod has them.
            pub init_containers: indexmap::IndexMap<String, serde_json::Value>,
            /// Security context of the pod. The default passes the `restricted` Pod Security Standard.
            pub pod_security_context: $crate::model::part::security::SecurityContext,
            /// Security context of the main container.
            pub container_security_context: $crate::model::part::security::SecurityContext,
        }

        impl $name {
            /// The settings that it shares with all components.
            pub fn workload(&self) -> $crate::model::part::workload::Workload {
                $crate::model::part::workload::Workload::from(self.clone())
            }
        }

        impl Default for $name {
            fn default() -> $name {
                let base: $crate::model::part::workload::Workload = $base;
                $crate::workload_fields!(convert base => $name { $( $field: $value, )* })
            }
        }

        impl From<$name> for $crate::model::part::workload::Workload {
            fn from(settings: $name) -> $crate::model::part::workload::Workload {
                $crate::workload_fields!(convert settings => $crate::model::part::workload::Workload {})
            }
        }
    };
}

/// Moves the shared settings from one struct to another, beside the fields that are given.
#[macro_export]
macro_rules! workload_fields {
    (convert $from:ident => $to:path { $( $field:ident: $value:expr, )* }) => {{
        use $to as Target;
        Target {
            $( $field: $value, )*
            enabled: $from.enabled,
            version: $from.version,
            image: $from.image,
            replicas: $from.replicas,
            resources: $from.resources,
            heap: $from.heap,
            jvm_options: $from.jvm_options,
            config: $from.config,
            config_from_secrets: $from.config_from_secrets,
            logging: $from.logging,
            exporter: $from.exporter,
            placement: $from.placement,
            priority_class: $from.priority_class,
            probes: $from.probes,
            termination_grace_period_seconds: $from.termination_grace_period_seconds,
            min_ready_seconds: $from.min_ready_seconds,
            disruption_budget: $from.disruption_budget,
            labels: $from.labels,
            annotations: $from.annotations,
            pod_labels: $from.pod_labels,
            pod_annotations: $from.pod_annotations,
            service: $from.service,
            service_account: $from.service_account,
            env: $from.env,
            env_from: $from.env_from,
            volumes: $from.volumes,
            sidecars: $from.sidecars,
            init_containers: $from.init_containers,
            pod_security_context: $from.pod_security_context,
            container_security_context: $from.container_security_context,
        }
    }};
}
