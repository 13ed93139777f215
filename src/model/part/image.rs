use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which image a component runs. What is left empty follows from `platform.version` and `platform.edition`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Image {
    /// Repository without tag: `registry.example.com/kafka`. Empty: Confluent's own, below `images.registry`.
    pub repository: String,
    /// Tag. Empty: the component's version.
    pub tag: String,
    /// Digest (`sha256:...`); wins over the tag.
    pub digest: String,
}

impl Image {
    /// The reference to pull: `registry/confluentinc/cp-kafka:7.9.2`. `repository` and `tag` are what holds where the
    /// values leave them empty; `registry` may be empty.
    pub fn reference(&self, registry: &str, repository: &str, tag: &str) -> String {
        let repository = match (self.repository.as_str(), registry.trim_end_matches('/')) {
            ("", "") => repository.to_string(),
            ("", registry) => format!("{registry}/{repository}"),
            (own, _) => own.to_string(),
        };
        let tag = if self.tag.is_empty() { tag } else { &self.tag };
        match self.digest.as_str() {
            "" => format!("{repository}:{tag}"),
            digest => format!("{repository}@{digest}"),
        }
    }
}
