//! TLS and SASL of brokers: what each listener is set to, and what would keep everybody out.

use super::Kafka;
use crate::model::part::listener::Listener;
use crate::model::part::sasl::{Logins, Mechanism};
use crate::model::part::secret::SecretKey;
use crate::model::part::tls::{ClientAuth, ListenerTls};
use crate::model::part::version::PlatformVersion;
use crate::model::resolved::{Context, Properties, Security, Tls, check_mechanisms, check_reference};
use crate::source::Findings;

/// The first Confluent Platform whose Kafka (2.7) reads certificates as PEM (KIP-651).
const PEM: (u32, u32) = (6, 1);

/// What brokers load for SCRAM: they keep its users themselves.
const SCRAM: &str = "org.apache.kafka.common.security.scram.ScramLoginModule required;";

/// How the platform's own components speak to their listener.
pub fn of_clients(own: &Kafka) -> Security {
    let Some(listener) = own.listeners.get(&own.client_listener) else { return Security::default() };
    let key = |secret: &str, key: &str| SecretKey { secret: secret.to_string(), key: key.to_string() };
    Security {
        tls: listener.tls.as_ref().map(|tls| Tls::new(&tls.secret, &tls.ca, &tls.client_secret)),
        sasl: mechanism(listener).map(|(mechanism, logins)| (mechanism, key(&logins.secret, &logins.clients))),
    }
}

fn mechanism(listener: &Listener) -> Option<(Mechanism, Logins)> {
    listener.authentication.as_ref()?.mechanisms().into_iter().next()
}

/// What brokers load for a listener. The authority is of use only where they check certificates: those of clients, or
/// their own among themselves.
fn stores(own: &Kafka, name: &str, tls: &ListenerTls) -> Tls {
    let checks = tls.client_auth != ClientAuth::None || name == own.inter_broker_listener;
    Tls::new(&tls.secret, if checks { &tls.ca } else { "" }, &tls.secret)
}

fn jaas(name: &str, mechanism: Mechanism) -> String {
    format!("listener.name.{name}.{}.sasl.jaas.config", mechanism.name().to_lowercase())
}

/// Properties of all listeners that have TLS or SASL.
pub fn properties(own: &Kafka, properties: &mut Properties) {
    for (name, listener) in &own.listeners {
        let prefix = format!("listener.name.{name}.");
        if let Some(tls) = &listener.tls {
            stores(own, name, tls).properties(&prefix, properties);
            let auth = match tls.client_auth {
                ClientAuth::None => "none",
                ClientAuth::Requested => "requested",
                ClientAuth::Required => "required",
            };
            properties.set(&format!("{prefix}ssl.client.auth"), auth);
        }
        let Some((mechanism, _)) = mechanism(listener) else { continue };
        properties.set(&format!("{prefix}sasl.enabled.mechanisms"), mechanism.name());
        if mechanism != Mechanism::Plain {
            properties.set(&jaas(name, mechanism), SCRAM);
        }
        if *name == own.inter_broker_listener {
            properties.set("sasl.mechanism.inter.broker.protocol", mechanism.name());
        }
    }
}

/// The properties of listeners whose values stand in Secrets.
pub fn secrets(own: &Kafka) -> Vec<(String, SecretKey)> {
    let mut all = Vec::new();
    for (name, listener) in &own.listeners {
        if let Some(tls) = &listener.tls {
            all.extend(stores(own, name, tls).secrets(&format!("listener.name.{name}.")));
        }
        if let Some((Mechanism::Plain, logins)) = mechanism(listener).filter(|(_, logins)| !logins.secret.is_empty()) {
            let at = SecretKey { secret: logins.secret.clone(), key: logins.brokers.clone() };
            all.push((jaas(name, Mechanism::Plain), at));
        }
    }
    all
}

/// Reports listeners that nobody could come in through.
pub fn check(context: &Context, version: &PlatformVersion, findings: &mut Findings) {
    for (name, listener) in &context.values.kafka.listeners {
        let one = Checked { context, name, path: ["kafka", "listeners", name] };
        if let Some(tls) = &listener.tls {
            one.tls(tls, version, findings);
        }
        if let Some(authentication) = &listener.authentication {
            let mechanisms = authentication.mechanisms();
            match &mechanisms[..] {
                [(mechanism, logins)] => one.login(listener, *mechanism, logins, findings),
                _ => {
                    let path = [&one.path[..], &["authentication"]].concat();
                    check_mechanisms(context, &path, mechanisms.len(), findings);
                }
            }
        }
    }
}

/// One listener, where its mistakes are reported.
struct Checked<'a> {
    context: &'a Context<'a>,
    name: &'a str,
    path: [&'a str; 3],
}

impl Checked<'_> {
    fn error(&self, rule: &'static str, key: &[&str], sentence: &str, fix: &str, findings: &mut Findings) {
        self.context.error(findings, rule, &[&self.path[..], key].concat(), sentence, fix);
    }

    /// Whether brokers are told a property that ends like this for the listener, or for all.
    fn is_said(&self, ends: &[&str]) -> bool {
        let own = &self.context.values.kafka;
        let prefix = format!("listener.name.{}.", self.name);
        own.config.keys().chain(own.config_from_secrets.keys()).any(|property| {
            let is_ours = property.starts_with(&prefix) || !property.starts_with("listener.name.");
            is_ours && ends.iter().any(|end| property.ends_with(end))
        })
    }

    fn is(&self, listener: &str) -> bool {
        self.name == listener
    }

    fn tls(&self, tls: &ListenerTls, version: &PlatformVersion, findings: &mut Findings) {
        let own = &self.context.values.kafka;
        let path = [&self.path[..], &["tls"]].concat();
        if tls.secret.is_empty() {
            if !self.is_said(&["ssl.keystore.location", "ssl.keystore.certificate.chain"]) {
                let fix = "set `secret` to one with tls.crt, tls.key and ca.crt, as cert-manager writes it";
                self.error("no-certificate", &["tls"], "brokers have no certificate to show", fix, findings);
            }
        } else {
            // Where it is empty, Java's own authorities are trusted.
            let ca: &[(&str, &str)] = if tls.ca.is_empty() { &[] } else { &[("ca", &tls.ca)] };
            check_reference(self.context, &path, ("secret", &tls.secret), ca, findings);
            if version.minor() < PEM {
                let sentence = "certificates as PEM are read from Confluent Platform 6.1 on";
                let fix = "take a newer version, or remove `secret` and name key stores in kafka.config";
                self.error("pem-version", &["tls", "secret"], sentence, fix, findings);
            }
        }
        if !tls.client_secret.is_empty() {
            check_reference(self.context, &path, ("clientSecret", &tls.client_secret), &[], findings);
        } else if tls.client_auth == ClientAuth::Required && self.is(&own.client_listener) {
            let fix = "set `clientSecret`, or kafka.clientListener to another listener";
            let sentence = "the platform's own components have no certificate to show";
            self.error("no-client-certificate", &["tls", "clientAuth"], sentence, fix, findings);
        }
    }

    fn login(&self, listener: &Listener, mechanism: Mechanism, logins: &Logins, findings: &mut Findings) {
        let own = &self.context.values.kafka;
        let key = ["authentication", mechanism.key()];
        if !logins.secret.is_empty() {
            let path = [&self.path[..], &key].concat();
            let all = [("clients", logins.clients.as_str()), ("brokers", &logins.brokers)];
            // Brokers keep the logins of SCRAM themselves.
            let keys = if mechanism == Mechanism::Plain { &all[..] } else { &all[..1] };
            check_reference(self.context, &path, ("secret", &logins.secret), keys, findings);
        } else if mechanism == Mechanism::Plain && !self.is_said(&["sasl.jaas.config"]) && !self.has_file() {
            let fix = format!("set `secret` to one with the keys `{}` and `{}`", logins.brokers, logins.clients);
            self.error("no-login", &key, "brokers know nobody who may come in", &fix, findings);
        } else if self.is(&own.client_listener) {
            let fix = "set `secret`, or kafka.clientListener to another listener";
            self.error("no-login", &key, "the platform's own components have nothing to log in with", fix, findings);
        }
        if mechanism != Mechanism::Plain && self.is(&own.inter_broker_listener) {
            let sentence = "the first broker would log in as somebody whom only a running broker can store";
            let fix = "take `plain`, or TLS with `clientAuth: required`, or another kafka.interBrokerListener";
            self.error("scram-between-brokers", &key, sentence, fix, findings);
        }
        if mechanism == Mechanism::Plain && listener.tls.is_none() {
            let path = [&self.path[..], &key].concat();
            let fix = "add `tls`, or take scramSha512";
            self.context.warning(findings, "plain-in-the-clear", &path, "passwords cross the network as text", fix);
        }
    }

    /// Whether Java is told of a file with logins.
    fn has_file(&self) -> bool {
        const FILE: &str = "java.security.auth.login.config";
        let own = &self.context.values.kafka;
        let named = own.env.values().any(|env| env.value.as_ref().is_some_and(|text| text.contains(FILE)));
        named || own.jvm_options.iter().any(|option| option.contains(FILE))
    }
}
