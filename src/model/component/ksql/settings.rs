use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::component;
use crate::model::part::disk::Disk;
use crate::model::part::expose::Expose;
use crate::model::part::format::{Replicas, Seconds};
use crate::model::part::resources::Resources;
use crate::model::part::workload::{Rollout, Workload};

component! {
    /// KSQL.
    Ksql from Workload {
        replicas: Replicas(1),
        resources: Resources::of("500m", "4Gi"),
        termination_grace_period_seconds: Seconds(120),
        min_ready_seconds: Seconds(15),
        ..Workload::default()
    },
    /// Interactive clusters take statements over REST; headless ones run the same queries from their start on.
    mode: Mode = Mode::Interactive,
    /// `ksql.service.id`, the prefix of its internal topics. Unset: the platform's name with `-ksql_`; required when
    /// Kafka is elsewhere.
    service_id: Option<String> = None,
    /// What a headless cluster runs.
    queries: Queries = Queries::default(),
    /// Its disk.
    storage: Storage = Storage::default(),
    /// How clients outside the cluster reach its REST interface.
    expose: Expose = Expose::default(),
    /// How its StatefulSet replaces pods.
    rollout: Rollout = Rollout::default(),
    /// Further clusters by name. Each starts from this section, but for `serviceId`, `mode`, `queries` and
    /// `expose`.
    clusters: IndexMap<String, Ksql> = IndexMap::new(),
}

/// How KSQL gets its queries.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Mode {
    /// Over REST, from the CLI or Control Center.
    Interactive,
    /// From a file, with no REST interface.
    Headless,
}

/// The queries of a headless cluster, from one of three sources.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Queries {
    /// The statements themselves.
    pub inline: Option<String>,
    /// A file beside the values file, or an absolute path.
    pub file: Option<String>,
    /// A ConfigMap that exists already.
    pub config_map: Option<ConfigMapKey>,
    #[serde(skip)]
    #[schemars(skip)]
    /// The text of `file`, filled in where values are read.
    pub(crate) loaded: Option<String>,
}

impl Queries {
    /// How many sources are set.
    pub fn sources(&self) -> usize {
        [self.inline.is_some(), self.file.is_some(), self.config_map.is_some()].iter().filter(|set| **set).count()
    }

    /// The statements, where they are known when rendering.
    pub fn text(&self) -> Option<&str> {
        self.inline.as_deref().or(self.loaded.as_deref())
    }
}

/// One key of a ConfigMap.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct ConfigMapKey {
    /// Name of the ConfigMap. Empty, with `naming.style: cp-helm-charts` only: the one that the chart made.
    pub name: String,
    /// Key in it.
    pub key: String,
}

impl Default for ConfigMapKey {
    fn default() -> ConfigMapKey {
        ConfigMapKey { name: String::new(), key: "queries.sql".into() }
    }
}

/// The disk of a KSQL server.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Storage {
    /// State stores. They can be rebuilt from Kafka, at the price of time.
    pub state: Disk,
}

impl Default for Storage {
    fn default() -> Storage {
        Storage { state: Disk::of("20Gi") }
    }
}
