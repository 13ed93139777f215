use serde::Serialize;

/// One address that a client dials.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Endpoint {
    /// What answers: `kafka`, `connect-mongo`.
    pub component: String,
    /// From where it can be reached.
    pub audience: Audience,
    /// `host:port` or a URL. What only the running cluster knows stands in angle brackets.
    pub address: String,
    /// What it is: a listener's name, `REST`.
    pub purpose: String,
}

/// From where an address can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Audience {
    /// From pods of the cluster (of the namespace, where the address is relative).
    Inside,
    /// From outside the cluster.
    Outside,
}
