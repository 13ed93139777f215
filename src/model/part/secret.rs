use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One key of a Secret that exists already. cpgen refers to Secrets and never contains them.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct SecretKey {
    /// Name of the Secret.
    pub secret: String,
    /// Key in it.
    pub key: String,
}
