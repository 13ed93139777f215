use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::format::{Count, Seconds};

/// The three questions that the kubelet asks of a container.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Probes {
    /// Has it started? Until then nothing else is asked, so that log recovery is not interrupted.
    pub startup: Probe,
    /// May it get traffic, and may a rolling update go on?
    pub readiness: Probe,
    /// Is the process stuck? Never asks the rest of the cluster.
    pub liveness: Probe,
}

/// Timing of one probe.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Probe {
    /// Whether it is rendered at all.
    pub enabled: bool,
    /// Seconds before the first one.
    pub initial_delay_seconds: Seconds,
    /// Seconds between two.
    pub period_seconds: Count,
    /// Seconds that an answer may take.
    pub timeout_seconds: Count,
    /// How many in a row must fail.
    pub failure_threshold: Count,
    /// What is asked instead of cpgen's own question, as a pod has it: `{ httpGet: { path: /, port: 8080 } }`.
    pub handler: Option<Value>,
}

impl Probe {
    /// Every `period` seconds, `timeout` seconds to answer, `failures` in a row to fail.
    pub fn every(period: u32, timeout: u32, failures: u32) -> Probe {
        Probe {
            enabled: true,
            initial_delay_seconds: Seconds(0),
            period_seconds: Count(period),
            timeout_seconds: Count(timeout),
            failure_threshold: Count(failures),
            handler: None,
        }
    }
}

impl Default for Probe {
    fn default() -> Probe {
        Probe::every(10, 5, 6)
    }
}

impl Default for Probes {
    /// Ten minutes to start, a minute of deafness before a restart.
    fn default() -> Probes {
        Probes { startup: Probe::every(10, 5, 60), readiness: Probe::every(10, 5, 3), liveness: Probe::every(15, 5, 6) }
    }
}
