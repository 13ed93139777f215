use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::secret::SecretKey;

/// Who may come in through a listener: SASL with one of the three.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Authentication {
    /// Names and passwords that stand in a Secret.
    pub plain: Option<Logins>,
    /// Names and salted passwords that Kafka keeps itself, with SHA-256.
    pub scram_sha256: Option<ScramLogins>,
    /// The same with SHA-512.
    pub scram_sha512: Option<ScramLogins>,
}

impl Authentication {
    /// The mechanisms that are set.
    pub fn mechanisms(&self) -> Vec<(Mechanism, Logins)> {
        let scram = |logins: &ScramLogins| Logins {
            secret: logins.secret.clone(),
            brokers: String::new(),
            clients: logins.clients.clone(),
        };
        let all = [self.plain.clone(), self.scram_sha256.as_ref().map(scram), self.scram_sha512.as_ref().map(scram)];
        each(all)
    }
}

/// How components log in to a Kafka cluster elsewhere: the key of a Secret with a login module as `sasl.jaas.config`
/// has it, under one of three mechanisms.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct ClientAuthentication {
    /// PLAIN.
    pub plain: Option<SecretKey>,
    /// SCRAM-SHA-256.
    pub scram_sha256: Option<SecretKey>,
    /// SCRAM-SHA-512.
    pub scram_sha512: Option<SecretKey>,
}

impl ClientAuthentication {
    /// The mechanisms that are set.
    pub fn mechanisms(&self) -> Vec<(Mechanism, &SecretKey)> {
        each([self.plain.as_ref(), self.scram_sha256.as_ref(), self.scram_sha512.as_ref()])
    }
}

/// What is set, with its mechanism.
fn each<T>(all: [Option<T>; 3]) -> Vec<(Mechanism, T)> {
    let mechanisms = [Mechanism::Plain, Mechanism::ScramSha256, Mechanism::ScramSha512];
    mechanisms.into_iter().zip(all).filter_map(|(mechanism, set)| Some((mechanism, set?))).collect()
}

/// Keys of a Secret, each with a login module as `sasl.jaas.config` has it:
/// `org.apache.kafka.common.security.plain.PlainLoginModule required username="a" password="b";`.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Logins {
    /// The Secret. Empty: `config` holds what brokers load, and the platform's own components use another listener.
    pub secret: String,
    /// Key of what brokers load: all users (`user_NAME="PASSWORD"`), and the broker itself where it logs in at others.
    pub brokers: String,
    /// Key of what the platform's own components log in with, where this is their listener.
    pub clients: String,
}

impl Default for Logins {
    fn default() -> Logins {
        Logins { secret: String::new(), brokers: "brokers".into(), clients: "clients".into() }
    }
}

/// The login of the platform's own components; brokers keep all users themselves and load nothing.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct ScramLogins {
    /// The Secret. Empty: the platform's own components use another listener.
    pub secret: String,
    /// Key of what they log in with, a login module as `sasl.jaas.config` has it.
    pub clients: String,
}

impl Default for ScramLogins {
    fn default() -> ScramLogins {
        ScramLogins { secret: String::new(), clients: "clients".into() }
    }
}

/// A SASL mechanism.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mechanism {
    /// Name and password in clear text.
    Plain,
    /// Salted, SHA-256.
    ScramSha256,
    /// Salted, SHA-512.
    ScramSha512,
}

impl Mechanism {
    /// As Kafka calls it.
    pub fn name(self) -> &'static str {
        match self {
            Mechanism::Plain => "PLAIN",
            Mechanism::ScramSha256 => "SCRAM-SHA-256",
            Mechanism::ScramSha512 => "SCRAM-SHA-512",
        }
    }

    /// Its key in the values.
    pub fn key(self) -> &'static str {
        match self {
            Mechanism::Plain => "plain",
            Mechanism::ScramSha256 => "scramSha256",
            Mechanism::ScramSha512 => "scramSha512",
        }
    }
}
