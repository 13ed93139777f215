//! Scalars whose text must have a form: each is a type, so that a range is written once.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::source::excerpt;
use crate::values::FormatError;

/// Names a platform: a DNS label that leaves room for the longest suffix cpgen adds to it.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
pub struct PlatformName(#[schemars(regex(pattern = r"^[a-z]([-a-z0-9]{0,30}[a-z0-9])?$"))] pub String);

/// Name of a disk, a listener's key, a further cluster: a short DNS label.
pub fn short_label(text: &str) -> Result<(), FormatError> {
    let ok = text.len() <= 20
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.ends_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if ok {
        return Ok(());
    }
    Err(FormatError {
        sentence: format!("`{}` is not a short DNS label", excerpt(text)),
        fix: "use at most 20 of a-z, 0-9 and -, beginning with a letter and ending in a letter or digit".into(),
    })
}

/// Checks a [`PlatformName`]: at most 32 characters of `[a-z0-9-]` (RFC 1035 label, since Services carry it).
pub fn platform_name(text: &str) -> Result<(), FormatError> {
    let ok = text.len() <= 32
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.ends_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if ok {
        return Ok(());
    }
    Err(FormatError {
        sentence: format!("`{}` cannot name a platform, since names of Services begin with it", excerpt(text)),
        fix: "use at most 32 of a-z, 0-9 and -, beginning with a letter and ending in a letter or digit".into(),
    })
}

/// Name of a Helm release.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
pub struct ReleaseName(#[schemars(regex(pattern = r"^[a-z0-9]([-a-z0-9.]{0,51}[a-z0-9])?$"))] pub String);

/// Checks a [`ReleaseName`] as Helm does (`chartutil.ValidateReleaseName`): at most 53 characters of `[a-z0-9.-]`.
pub fn release_name(text: &str) -> Result<(), FormatError> {
    if text.len() <= 53 && domain(text).is_ok() {
        return Ok(());
    }
    Err(FormatError {
        sentence: format!("`{}` is not the name of a Helm release", excerpt(text)),
        fix: "write it as `helm list` shows it: at most 53 of a-z, 0-9, - and .".into(),
    })
}

/// A namespace: a DNS label (RFC 1123).
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
pub struct Namespace(#[schemars(regex(pattern = r"^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$"))] pub String);

/// Checks a [`Namespace`].
pub fn namespace(text: &str) -> Result<(), FormatError> {
    let edge = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let ok = !text.is_empty()
        && text.len() <= 63
        && text.starts_with(edge)
        && text.ends_with(edge)
        && text.chars().all(|c| edge(c) || c == '-');
    if ok {
        return Ok(());
    }
    Err(FormatError {
        sentence: format!("`{}` is not a namespace", excerpt(text)),
        fix: "use at most 63 of a-z, 0-9 and -, beginning and ending with a letter or digit".into(),
    })
}

/// A DNS domain: `cluster.local`.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
pub struct Domain(pub String);

/// Checks a [`Domain`]: DNS labels joined by dots.
pub fn domain(text: &str) -> Result<(), FormatError> {
    if !text.is_empty() && text.len() <= 253 && text.split('.').all(|label| namespace(label).is_ok()) {
        return Ok(());
    }
    Err(FormatError {
        sentence: format!("`{}` is not a DNS domain", excerpt(text)),
        fix: "write labels of a-z, 0-9 and - joined by dots, as in cluster.local".into(),
    })
}

/// Whether `text` is what a client can dial: a DNS name, an IPv4 address, or an IPv6 address in brackets.
pub fn is_host(text: &str) -> bool {
    if let Some(inner) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return inner.parse::<std::net::Ipv6Addr>().is_ok();
    }
    let label = |label: &str| {
        (1..=63).contains(&label.len()) && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
    };
    text.len() <= 253 && text.strip_suffix('.').unwrap_or(text).split('.').all(label)
}

/// Whether `text` is `host:port`.
pub fn is_address(text: &str) -> bool {
    text.rsplit_once(':').is_some_and(|(host, number)| is_host(host) && port(number).is_ok())
}

fn whole(text: &str, low: u64, high: u64, what: &str) -> Result<(), FormatError> {
    match text.parse::<u64>() {
        Ok(number) if (low..=high).contains(&number) => Ok(()),
        _ => Err(FormatError {
            sentence: format!("`{}` is out of range for {what}", excerpt(text)),
            fix: format!("write a whole number from {low} to {high}"),
        }),
    }
}

/// A TCP port.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub struct Port(#[schemars(range(min = 1, max = 65535))] pub u32);

/// Checks a [`Port`].
pub fn port(text: &str) -> Result<(), FormatError> {
    whole(text, 1, 65535, "a TCP port")
}

/// A port that a node opens, in the range that API servers hand out unless told otherwise
/// (`--service-node-port-range`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub struct NodePort(#[schemars(range(min = 30000, max = 32767))] pub u32);

/// Checks a [`NodePort`].
pub fn node_port(text: &str) -> Result<(), FormatError> {
    whole(text, 30000, 32767, "a node port")
}

/// How many pods. None at all is `enabled: false`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub struct Replicas(#[schemars(range(min = 1, max = 1000))] pub u32);

/// Checks [`Replicas`].
pub fn replicas(text: &str) -> Result<(), FormatError> {
    if text == "0" {
        return Err(FormatError {
            sentence: "a component with 0 replicas does not run".into(),
            fix: "write `enabled: false` instead, which keeps the other settings".into(),
        });
    }
    whole(text, 1, 1000, "a number of replicas")
}

/// A duration in whole seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub struct Seconds(#[schemars(range(min = 0, max = 86400))] pub u32);

/// Checks [`Seconds`]: up to a day.
pub fn seconds(text: &str) -> Result<(), FormatError> {
    whole(text, 0, 86400, "a duration in seconds")
}

/// A count that must be at least 1: a threshold, a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub struct Count(#[schemars(range(min = 1, max = 1000000))] pub u32);

/// Checks a [`Count`].
pub fn count(text: &str) -> Result<(), FormatError> {
    whole(text, 1, 1_000_000, "a count")
}

/// Kafka's `node.id` or `broker.id`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub struct NodeId(#[schemars(range(min = 0, max = 2000000000))] pub u32);

/// Checks a [`NodeId`]: a Java int that leaves room for ordinals.
pub fn node_id(text: &str) -> Result<(), FormatError> {
    whole(text, 0, 2_000_000_000, "a node id")
}

/// Kafka's cluster id: 16 bytes in base64url, 22 characters (`kafka-storage random-uuid`). Empty: derived.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
pub struct ClusterId(#[schemars(regex(pattern = r"^([A-Za-z0-9_][A-Za-z0-9_-]{21})?$"))] pub String);

/// Checks a [`ClusterId`]: `kafka-storage format` parses it as a `org.apache.kafka.common.Uuid`.
pub fn cluster_id(text: &str) -> Result<(), FormatError> {
    use base64::Engine;
    let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(text);
    if text.is_empty() || (!text.starts_with('-') && bytes.is_ok_and(|b| b.len() == 16)) {
        return Ok(());
    }
    Err(FormatError {
        sentence: format!("`{}` is not a cluster id", excerpt(text)),
        fix: "write 16 bytes in base64url (22 characters, not beginning with -), or take the one that `cpgen init` \
              writes"
            .into(),
    })
}
