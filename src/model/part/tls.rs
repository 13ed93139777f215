use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// TLS on a listener. Certificates are PEM, under the names that Kubernetes gives them in Secrets of the type
/// `kubernetes.io/tls` and cert-manager follows: `tls.crt`, and `tls.key` in PKCS#8, the only form that Kafka reads
/// (KIP-651).
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct ListenerTls {
    /// Secret with the certificate of the brokers and its key. Empty: `config` names key stores of your own.
    pub secret: String,
    /// Key in it of the authority that brokers and the platform's components trust. Empty: those that Java trusts.
    pub ca: String,
    /// Whether clients show a certificate.
    pub client_auth: ClientAuth,
    /// Secret with the certificate that the platform's own components show, where this is their listener.
    pub client_secret: String,
}

impl Default for ListenerTls {
    fn default() -> ListenerTls {
        ListenerTls {
            secret: String::new(),
            ca: CA.to_string(),
            client_auth: ClientAuth::None,
            client_secret: String::new(),
        }
    }
}

const CA: &str = "ca.crt";

/// `ssl.client.auth` of a listener.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ClientAuth {
    /// They need none.
    None,
    /// They may, and are known by it then.
    Requested,
    /// Without one they are refused.
    Required,
}

/// TLS of a Kafka cluster elsewhere.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct ClientTls {
    /// Secret with the authority that signed the brokers' certificates. Empty: Java trusts it already.
    pub secret: String,
    /// Key in it.
    pub ca: String,
    /// Secret with the certificate that components show: `tls.crt` and `tls.key`. Empty: they show none.
    pub client_secret: String,
}

impl Default for ClientTls {
    fn default() -> ClientTls {
        ClientTls { secret: String::new(), ca: CA.to_string(), client_secret: String::new() }
    }
}
