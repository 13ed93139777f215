use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::component;
use crate::model::part::disk::Disk;
use crate::model::part::expose::Expose;
use crate::model::part::format::Count;
use crate::model::part::image::Image;
use crate::model::part::probe::{Probe, Probes};
use crate::model::part::resources::Resources;
use crate::model::part::workload::{Exporter, Workload};

component! {
    /// Control Center. It needs a license after 30 days.
    ControlCenter from Workload {
        enabled: false,
        resources: Resources::of("1", "8Gi"),
        probes: Probes {
            startup: Probe::every(15, 5, 60),
            readiness: Probe::every(15, 5, 4),
            liveness: Probe::every(15, 5, 8),
        },
        // It publishes nothing that the exporter could show beyond the Java virtual machine.
        exporter: Exporter { enabled: false, ..Exporter::default() },
        ..Workload::default()
    },
    /// Its disks.
    storage: Storage = Storage::default(),
    /// How clients outside the cluster reach it.
    expose: Expose = Expose::default(),
    /// What belongs to the next generation, from 8.0 on.
    next_generation: NextGeneration = NextGeneration::default(),
}

/// The disks of Control Center.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Storage {
    /// Its own state.
    pub data: Disk,
    /// The metrics that Prometheus keeps (next generation only).
    pub prometheus: Disk,
}

impl Default for Storage {
    fn default() -> Storage {
        Storage { data: Disk::of("50Gi"), prometheus: Disk::of("100Gi") }
    }
}

/// Next-generation Control Center, which has versions of its own.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct NextGeneration {
    /// Tag of its three images, which must be the same.
    pub version: String,
    /// The Prometheus that brokers send their metrics to.
    pub prometheus: Monitor,
    /// The Alertmanager that sends alerts.
    pub alertmanager: Monitor,
    /// Days that metrics are kept.
    pub retention_days: Count,
}

impl Default for NextGeneration {
    fn default() -> NextGeneration {
        NextGeneration {
            version: "2.5.0".into(),
            prometheus: Monitor { image: Image::default(), resources: Resources::of("500m", "4Gi") },
            alertmanager: Monitor { image: Image::default(), resources: Resources::of("50m", "256Mi") },
            retention_days: Count(15),
        }
    }
}

/// A process beside Control Center.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Monitor {
    /// Its image, where it is not Confluent's own.
    pub image: Image,
    /// What it asks for and may use.
    pub resources: Resources,
}
