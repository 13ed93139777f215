use super::{Context, Properties};
use crate::model::part::listener::protocol;
use crate::model::part::sasl::Mechanism;
use crate::model::part::secret::SecretKey;
use crate::source::Findings;

/// How clients speak to a listener of Kafka.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Security {
    /// With TLS.
    pub tls: Option<Tls>,
    /// With SASL: the mechanism, and where its login stands.
    pub sasl: Option<(Mechanism, SecretKey)>,
}

/// The stores of one side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tls {
    /// The authority it trusts; unset those that Java trusts.
    pub trust: Option<SecretKey>,
    /// The Secret with the certificate that it shows.
    pub identity: Option<String>,
}

impl Tls {
    /// The authority is the key `ca` of the Secret `trust`; the certificate stands in the Secret `identity`. What is empty
    /// is not there.
    pub fn new(trust: &str, ca: &str, identity: &str) -> Tls {
        let is_named = !trust.is_empty() && !ca.is_empty();
        Tls {
            trust: is_named.then(|| SecretKey { secret: trust.to_string(), key: ca.to_string() }),
            identity: (!identity.is_empty()).then(|| identity.to_string()),
        }
    }

    /// Types of the stores (KIP-651).
    pub fn properties(&self, prefix: &str, properties: &mut Properties) {
        for (store, is_there) in [("keystore", self.identity.is_some()), ("truststore", self.trust.is_some())] {
            if is_there {
                properties.set(&format!("{prefix}ssl.{store}.type"), "PEM");
            }
        }
    }

    /// Properties whose values stand in Secrets.
    pub fn secrets(&self, prefix: &str) -> Vec<(String, SecretKey)> {
        let mut all = Vec::new();
        if let Some(secret) = &self.identity {
            let key = |key: &str| SecretKey { secret: secret.clone(), key: key.to_string() };
            all.push((format!("{prefix}ssl.keystore.certificate.chain"), key("tls.crt")));
            all.push((format!("{prefix}ssl.keystore.key"), key("tls.key")));
        }
        if let Some(trust) = &self.trust {
            all.push((format!("{prefix}ssl.truststore.certificates"), trust.clone()));
        }
        all
    }
}

impl Security {
    /// `security.protocol`.
    pub fn protocol(&self) -> &'static str {
        protocol(self.tls.is_some(), self.sasl.is_some())
    }

    /// What a client of Kafka sets; nothing where there is neither TLS nor SASL.
    pub fn properties(&self, component: &str, properties: &mut Properties) {
        if *self == Security::default() {
            return;
        }
        for prefix in prefixes(component) {
            properties.set(&format!("{prefix}security.protocol"), self.protocol());
            if let Some(tls) = &self.tls {
                tls.properties(prefix, properties);
            }
            if let Some((mechanism, _)) = &self.sasl {
                properties.set(&format!("{prefix}sasl.mechanism"), mechanism.name());
            }
        }
    }

    /// Properties of a client whose values stand in Secrets.
    pub fn secrets(&self, component: &str) -> Vec<(String, SecretKey)> {
        let mut all = Vec::new();
        for prefix in prefixes(component) {
            all.extend(self.tls.iter().flat_map(|tls| tls.secrets(prefix)));
            all.extend(self.sasl.iter().map(|(_, login)| (format!("{prefix}sasl.jaas.config"), login.clone())));
        }
        all
    }
}

/// Reports that `count` mechanisms are set where it has to be one.
pub fn check_mechanisms(context: &Context, path: &[&str], count: usize, findings: &mut Findings) {
    let sentence = if count == 0 { "it names no mechanism" } else { "it names more than one mechanism" };
    let fix = "keep one of plain, scramSha256 and scramSha512 and set the others to null";
    context.error(findings, "one-mechanism", path, sentence, fix);
}

/// What stands before the properties of the Kafka clients in each component. Connect has one client of its own and three
/// for connectors, which inherit nothing; brokers have the reporter that feeds the Control Center of 7.x.
fn prefixes(component: &str) -> &'static [&'static str] {
    match component {
        "kafka" => &["confluent.metrics.reporter."],
        "schema-registry" => &["kafkastore."],
        "connect" => &["", "producer.", "consumer.", "admin."],
        "rest-proxy" => &["client."],
        "ksql" => &[""],
        "control-center" => &["confluent.controlcenter.streams."],
        _ => &[],
    }
}
