use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Where pods may run, and how they keep apart.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Placement {
    /// Whether two pods of a component may share a node (`kubernetes.io/hostname`).
    pub hosts: Apart,
    /// Whether pods are spread evenly over zones (`topology.kubernetes.io/zone`).
    pub zones: Apart,
    /// Labels that a node must have.
    pub node_selector: IndexMap<String, String>,
    /// Tolerations, as a pod has them.
    pub tolerations: Vec<Value>,
    /// Further affinity, as a pod has it; it is merged with what `hosts` makes.
    pub affinity: Option<Value>,
}

/// How strictly pods keep apart.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Apart {
    /// A pod stays pending rather than break the rule.
    Required,
    /// The scheduler tries.
    Preferred,
    /// No rule.
    None,
}

impl Default for Placement {
    fn default() -> Placement {
        Placement {
            hosts: Apart::Preferred,
            zones: Apart::Preferred,
            node_selector: IndexMap::new(),
            tolerations: Vec::new(),
            affinity: None,
        }
    }
}

impl Placement {
    /// For brokers and quorums: never two on one node.
    pub fn one_per_host() -> Placement {
        Placement { hosts: Apart::Required, ..Placement::default() }
    }
}
