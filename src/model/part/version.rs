use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::source::excerpt;
use crate::values::FormatError;

/// A version of Confluent Platform: `7.9.2`.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
pub struct PlatformVersion(
    #[schemars(regex(pattern = r"^[678]\.[0-9]{1,2}\.[0-9]{1,3}(-[0-9A-Za-z.-]+)?$"))] pub String,
);

/// The minors of Confluent Platform that cpgen knows, oldest first, with the Kafka that each carries. 6.0 is the
/// oldest whose images are configured alike; the list of the newest is open at the end.
const FIRST: (u32, u32) = (6, 0);
const LAST_WITH_ZOOKEEPER: (u32, u32) = (7, 9);

impl PlatformVersion {
    /// Major and minor. (0, 0) where the text is malformed, which [`platform_version`] has refused before.
    pub fn minor(&self) -> (u32, u32) {
        numbers(&self.0).map_or((0, 0), |(major, minor, _)| (major, minor))
    }

    /// Whether its images still come with ZooKeeper (up to 7.9).
    pub fn has_zookeeper(&self) -> bool {
        self.minor() <= LAST_WITH_ZOOKEEPER
    }

    /// Whether KRaft is fit for production with it: 7.9, the bridge release, and later.
    pub fn has_kraft(&self) -> bool {
        self.minor() >= LAST_WITH_ZOOKEEPER
    }

    /// Whether its logging is Log4j 2 (8.0 and later) and not Log4j 1.
    pub fn has_log4j2(&self) -> bool {
        self.minor() >= (8, 0)
    }
}

fn numbers(text: &str) -> Option<(u32, u32, u32)> {
    let (core, suffix) = text.split_once('-').unwrap_or((text, "0"));
    let parts: Vec<u32> = core.split('.').map(|p| p.parse().ok()).collect::<Option<_>>()?;
    let tag = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
    match parts[..] {
        [major, minor, patch] if !suffix.is_empty() && suffix.chars().all(tag) => Some((major, minor, patch)),
        _ => None,
    }
}

/// Checks a [`PlatformVersion`].
pub fn platform_version(text: &str) -> Result<(), FormatError> {
    match numbers(text) {
        Some((major, minor, _)) if (major, minor) >= FIRST && major <= 8 => Ok(()),
        Some(_) => Err(FormatError {
            sentence: format!("Confluent Platform {} is not one that cpgen knows", excerpt(text)),
            fix: "take one from 6.0 to 8.x".into(),
        }),
        None => Err(FormatError {
            sentence: format!("`{}` is not a version of Confluent Platform", excerpt(text)),
            fix: "write all three numbers, as in 7.9.2".into(),
        }),
    }
}

/// A minor version of Kubernetes: `1.34`.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
pub struct KubernetesVersion(#[schemars(regex(pattern = r"^v?1\.(3[0-7])(\.[0-9]+)?$"))] pub String);

/// The minors of Kubernetes that cpgen renders for.
pub const KUBERNETES_MINORS: std::ops::RangeInclusive<u32> = 30..=37;

impl KubernetesVersion {
    /// The minor: 34 of `1.34`. 0 where the text is malformed, which [`kubernetes_version`] has refused before.
    pub fn minor(&self) -> u32 {
        kubernetes_minor(&self.0).unwrap_or(0)
    }
}

fn kubernetes_minor(text: &str) -> Option<u32> {
    let parts: Vec<&str> = text.strip_prefix('v').unwrap_or(text).split('.').collect();
    let digits = |p: &&str| !p.is_empty() && p.len() < 4 && p.chars().all(|c| c.is_ascii_digit());
    match parts[..] {
        ["1", minor] if digits(&minor) => minor.parse().ok(),
        ["1", minor, patch] if digits(&minor) && digits(&patch) => minor.parse().ok(),
        _ => None,
    }
}

/// Checks a [`KubernetesVersion`]: `1.34`, `v1.34` and `1.34.2` are all understood.
pub fn kubernetes_version(text: &str) -> Result<(), FormatError> {
    match kubernetes_minor(text) {
        Some(minor) if KUBERNETES_MINORS.contains(&minor) => Ok(()),
        Some(minor) => {
            let (oldest, newest) = (KUBERNETES_MINORS.start(), KUBERNETES_MINORS.end());
            let nearest = minor.clamp(*oldest, *newest);
            Err(FormatError {
                sentence: format!("cpgen does not know Kubernetes {}", excerpt(text)),
                fix: format!("take one from 1.{oldest} to 1.{newest}; 1.{nearest} is the nearest"),
            })
        }
        None => Err(FormatError {
            sentence: format!("`{}` is not a version of Kubernetes", excerpt(text)),
            fix: "write it as in 1.34".into(),
        }),
    }
}
