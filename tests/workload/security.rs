//! TLS and SASL: of each listener of brokers, and of the components that come in through it.

use serde_json::{Value, json};

use super::case::{Case, case, refused};
use super::support::instance::Instance;
use super::support::platform::merged;

pub fn cases() -> Vec<Case> {
    [tls(), authentication(), clients()].into_iter().flatten().map(|case| case.on(&["kafka"])).collect()
}

fn comes_from(i: &Instance, property: &str, name: &str, key: &str) -> bool {
    i.secret(property) == Some((name.into(), key.into()))
}

fn own(more: Value) -> Value {
    json!({ "listeners": { "own": merged(&json!({ "port": 9777 }), &more) } })
}

fn has_protocol(i: &Instance, protocol: &str) -> bool {
    let map = i.property("listener.security.protocol.map").unwrap_or_default();
    map.split(',').any(|entry| entry == format!("OWN:{protocol}"))
}

const CHAIN: &str = "listener.name.own.ssl.keystore.certificate.chain";
const KEY: &str = "listener.name.own.ssl.keystore.key";
const TRUST: &str = "listener.name.own.ssl.truststore.certificates";

fn tls() -> Vec<Case> {
    let between = || json!({ "interBrokerListener": "own" });
    vec![
        case("listeners.*.tls.secret", own(json!({ "tls": { "secret": "s" } })), |i| {
            has_protocol(i, "SSL")
                && i.property("listener.name.own.ssl.keystore.type") == Some("PEM")
                && comes_from(i, CHAIN, "s", "tls.crt")
                && comes_from(i, KEY, "s", "tls.key")
                // Nobody is checked, so nobody needs to be trusted.
                && i.secret(TRUST).is_none()
                && i.property("listener.name.own.ssl.client.auth") == Some("none")
        }),
        case("listeners.*.tls.clientAuth", own(json!({ "tls": { "secret": "s", "clientAuth": "requested" } })), |i| {
            i.property("listener.name.own.ssl.client.auth") == Some("requested")
                && i.property("listener.name.own.ssl.truststore.type") == Some("PEM")
                && comes_from(i, TRUST, "s", "ca.crt")
        }),
        case("brokers trust each other", merged(&own(json!({ "tls": { "secret": "s" } })), &between()), |i| {
            comes_from(i, TRUST, "s", "ca.crt") && i.property("inter.broker.listener.name") == Some("OWN")
        }),
        case(
            "listeners.*.tls.ca",
            own(json!({ "tls": { "secret": "s", "ca": "other.pem", "clientAuth": "required" } })),
            |i| comes_from(i, TRUST, "s", "other.pem"),
        ),
        case(
            "the authorities of Java",
            own(json!({ "tls": { "secret": "s", "ca": "", "clientAuth": "required" } })),
            |i| {
                has_protocol(i, "SSL") && i.secret(TRUST).is_none() && {
                    i.property("listener.name.own.ssl.truststore.type").is_none()
                }
            },
        ),
        case(
            "key stores of one's own",
            merged(
                &own(json!({ "tls": {} })),
                &json!({ "config": { "listener.name.own.ssl.keystore.location": "/mnt/own.jks" } }),
            ),
            |i| has_protocol(i, "SSL") && i.secret(CHAIN).is_none(),
        ),
        refused("no certificate", own(json!({ "tls": {} })), "no-certificate"),
        refused("no such Secret", own(json!({ "tls": { "secret": "Not A Name" } })), "bad-reference"),
        refused(
            "no certificate for components",
            merged(
                &own(json!({ "tls": { "secret": "s", "clientAuth": "required" } })),
                &json!({ "clientListener": "own" }),
            ),
            "no-client-certificate",
        ),
        refused(
            "before PEM",
            merged(&own(json!({ "tls": { "secret": "s" } })), &json!({ "version": "6.0.2" })),
            "pem-version",
        ),
    ]
}

fn authentication() -> Vec<Case> {
    let login = |mechanism: &str, more: Value| own(json!({ "authentication": { mechanism: more } }));
    let jaas = |mechanism: &str| format!("listener.name.own.{mechanism}.sasl.jaas.config");
    let plain = jaas("plain");
    let mut all = vec![
        case("listeners.*.authentication.plain", login("plain", json!({ "secret": "s" })), move |i| {
            has_protocol(i, "SASL_PLAINTEXT")
                && i.property("listener.name.own.sasl.enabled.mechanisms") == Some("PLAIN")
                && comes_from(i, &plain, "s", "brokers")
                && i.property("sasl.mechanism.inter.broker.protocol").is_none()
        }),
        case(
            "listeners.*.authentication.plain.brokers",
            login("plain", json!({ "secret": "s", "brokers": "other" })),
            |i| comes_from(i, "listener.name.own.plain.sasl.jaas.config", "s", "other"),
        ),
        case(
            "brokers log in at each other",
            merged(&login("plain", json!({ "secret": "s" })), &json!({ "interBrokerListener": "own" })),
            |i| i.property("sasl.mechanism.inter.broker.protocol") == Some("PLAIN"),
        ),
        case(
            "with TLS",
            own(json!({ "tls": { "secret": "s" }, "authentication": { "plain": { "secret": "s" } } })),
            |i| has_protocol(i, "SASL_SSL"),
        ),
        case(
            "users of one's own",
            merged(
                &login("plain", json!({})),
                &json!({ "configFromSecrets": { "sasl.jaas.config": { "secret": "s", "key": "k" } } }),
            ),
            |i| has_protocol(i, "SASL_PLAINTEXT") && i.secret("listener.name.own.plain.sasl.jaas.config").is_none(),
        ),
        refused("nobody", login("plain", json!({})), "no-login"),
        refused("no mechanism", own(json!({ "authentication": {} })), "one-mechanism"),
        refused(
            "two mechanisms",
            own(json!({ "authentication": { "plain": { "secret": "s" }, "scramSha512": {} } })),
            "one-mechanism",
        ),
        refused(
            "SCRAM between brokers",
            merged(&login("scramSha512", json!({})), &json!({ "interBrokerListener": "own" })),
            "scram-between-brokers",
        ),
        refused(
            "components without a login",
            merged(&login("scramSha512", json!({})), &json!({ "clientListener": "own" })),
            "no-login",
        ),
        refused("no such Secret", login("scramSha256", json!({ "secret": "Not A Name" })), "bad-reference"),
    ];
    for (key, name) in [("scramSha256", "SCRAM-SHA-256"), ("scramSha512", "SCRAM-SHA-512")] {
        let jaas = jaas(&name.to_lowercase());
        all.push(case(&format!("listeners.*.authentication.{key}"), login(key, json!({ "secret": "s" })), move |i| {
            let module = "org.apache.kafka.common.security.scram.ScramLoginModule required;";
            i.property("listener.name.own.sasl.enabled.mechanisms") == Some(name)
                && i.property(&jaas) == Some(module)
                && i.secret(&jaas).is_none()
        }));
    }
    all
}

/// What stands before the properties of the clients in each component.
const PREFIXES: [(&str, &[&str]); 5] = [
    ("schemaRegistry", &["kafkastore."]),
    ("connect", &["", "producer.", "consumer.", "admin."]),
    ("restProxy", &["client."]),
    ("ksql", &[""]),
    ("controlCenter", &["confluent.controlcenter.streams."]),
];

fn of_all(i: &Instance, passes: impl Fn(&Instance, &str) -> bool) -> bool {
    PREFIXES.iter().all(|(key, prefixes)| {
        let client = Instance::of(i.objects, key, None);
        prefixes.iter().all(|prefix| passes(&client, prefix))
    })
}

fn clients() -> Vec<Case> {
    let client = |more: Value| merged(&own(more), &json!({ "clientListener": "own" }));
    let both = json!({ "tls": { "secret": "s" }, "authentication": { "scramSha256": { "secret": "u" } } });
    let mut all = vec![
        case("clients follow their listener", client(both), |i| {
            let schema_registry = Instance::of(i.objects, "schemaRegistry", None);
            let bootstrap = schema_registry.property("kafkastore.bootstrap.servers").unwrap_or_default();
            bootstrap.matches("SASL_SSL://").count() == 3
                && of_all(i, |client, prefix| {
                    client.property(&format!("{prefix}security.protocol")) == Some("SASL_SSL")
                        && client.property(&format!("{prefix}ssl.truststore.type")) == Some("PEM")
                        && comes_from(client, &format!("{prefix}ssl.truststore.certificates"), "s", "ca.crt")
                        && client.property(&format!("{prefix}sasl.mechanism")) == Some("SCRAM-SHA-256")
                        && comes_from(client, &format!("{prefix}sasl.jaas.config"), "u", "clients")
                        && client.secret(&format!("{prefix}ssl.keystore.key")).is_none()
                })
        }),
        case(
            "listeners.*.tls.clientSecret",
            client(json!({ "tls": { "secret": "s", "clientAuth": "required", "clientSecret": "c" } })),
            |i| {
                of_all(i, |client, prefix| {
                    client.property(&format!("{prefix}security.protocol")) == Some("SSL")
                        && client.property(&format!("{prefix}ssl.keystore.type")) == Some("PEM")
                        && comes_from(client, &format!("{prefix}ssl.keystore.certificate.chain"), "c", "tls.crt")
                        && comes_from(client, &format!("{prefix}ssl.keystore.key"), "c", "tls.key")
                })
            },
        ),
        // The reporter of 7.x is a client of its own, on brokers.
        case("brokers report", client(json!({ "tls": { "secret": "s" } })), |i| {
            let reporter = "confluent.metrics.reporter.";
            let reports = i.property(&format!("{reporter}bootstrap.servers")).is_some();
            has_protocol(i, "SSL")
                && (i.property(&format!("{reporter}security.protocol")) == Some("SSL")) == reports
                && comes_from(i, &format!("{reporter}ssl.truststore.certificates"), "s", "ca.crt") == reports
        }),
        case("what a component says wins", client(json!({ "tls": { "secret": "s" } })), |i| {
            let connect = Instance::of(i.objects, "connect", None);
            connect.property("ssl.truststore.certificates") == Some("own")
                && connect.secret("ssl.truststore.certificates").is_none()
                && comes_from(&connect, "admin.ssl.truststore.certificates", "s", "ca.crt")
        })
        .top(json!({ "connect": { "config": { "ssl.truststore.certificates": "own" } } })),
    ];
    for key in ["plain", "scramSha256", "scramSha512"] {
        let set = client(json!({ "authentication": { key: { "secret": "u", "clients": "other" } } }));
        all.push(case(&format!("listeners.*.authentication.{key}.clients"), set, |i| {
            of_all(i, |client, prefix| {
                client.property(&format!("{prefix}security.protocol")) == Some("SASL_PLAINTEXT")
                    && comes_from(client, &format!("{prefix}sasl.jaas.config"), "u", "other")
            })
        }));
    }
    all
}
