//! Addresses of what a component talks to: its own platform's, or something elsewhere.

use super::helm;
use super::part::{Hit, Part};
use super::report::Fate;

/// `bootstrapServers` of a client of Kafka.
pub fn bootstrap(part: &mut Part, hit: &Hit) {
    let Some(text) = helm::text(&hit.tree) else { return part.wrong(hit, "a text") };
    let parts = |one: &str| match one.trim().split_once("://") {
        Some((protocol, address)) => (protocol.to_string(), address.to_string()),
        None => ("PLAINTEXT".to_string(), one.trim().to_string()),
    };
    let (protocols, addresses): (Vec<String>, Vec<String>) = text.split(',').map(parts).unzip();
    let is_elsewhere = !part.release.has("cp-kafka");
    let starts = |start: &str| protocols.iter().any(|protocol| protocol.starts_with(start));
    if is_elsewhere && starts("SASL") {
        let why = "the mechanism and the login stand elsewhere; set external.kafka with tls and authentication";
        return part.tell(hit, Fate::Open(why.into()));
    }
    if is_elsewhere && starts("SSL") {
        part.draft.set(&["external", "kafka", "tls"], serde_json::json!({}), hit.origin());
    }
    elsewhere(part, hit, "cp-kafka", &["external", "kafka", "bootstrap"], addresses.join(","));
}

/// `cp-schema-registry.url`.
pub fn schema_registry(part: &mut Part, hit: &Hit) {
    url(part, hit, "cp-schema-registry", "schemaRegistry");
}

/// `cp-kafka-connect.url`.
pub fn connect(part: &mut Part, hit: &Hit) {
    url(part, hit, "cp-kafka-connect", "connect");
}

/// `cp-ksql-server.url`.
pub fn ksql(part: &mut Part, hit: &Hit) {
    url(part, hit, "cp-ksql-server", "ksql");
}

fn url(part: &mut Part, hit: &Hit, chart: &str, key: &str) {
    let Some(mut text) = helm::text(&hit.tree) else { return part.wrong(hit, "a text") };
    if !text.contains("://") {
        text = format!("http://{text}");
    }
    elsewhere(part, hit, chart, &["external", key, "url"], text);
}

/// Sets where a component lives that this platform does not have. Where it has it, everybody uses that one.
fn elsewhere(part: &mut Part, hit: &Hit, chart: &str, path: &[&str], address: String) {
    if part.release.has(chart) {
        let fate = match part.release.is_own(&address) {
            true => Fate::Default("it is the platform's own".into()),
            false => Fate::Open(format!("the platform has a {chart} of its own, which all its components use")),
        };
        return part.tell(hit, fate);
    }
    let there = part.draft.get(path).and_then(|value| value.as_str()).map(str::to_string);
    match there {
        Some(other) if other != address => {
            part.tell(hit, Fate::Open(format!("{} is {other}, and one for all", path.join("."))));
        }
        _ => {
            part.draft.set(path, address, hit.origin());
            part.tell(hit, Fate::Mapped(path.join(".")));
        }
    }
}

/// `zookeeper.connect`, or the `url` beside it.
pub fn zookeeper(part: &mut Part, hit: &Hit) {
    let Some(text) = helm::text(&hit.tree) else { return part.wrong(hit, "a text") };
    if part.release.has("cp-zookeeper") {
        let own = part.release.is_own(&text) && !text.contains('/');
        let fate = match own {
            true => Fate::Default("it is the platform's own".into()),
            false => Fate::Open("brokers use the platform's own ensemble, at its root".into()),
        };
        return part.tell(hit, fate);
    }
    part.draft.set(&["external", "zookeeper", "connect"], text, hit.origin());
    part.tell(hit, Fate::Mapped("external.zookeeper.connect".into()));
}

/// `external` of a component that the chart shows outside.
pub fn external(part: &mut Part) {
    let Some(hit) = part.get("external.enabled").filter(|hit| helm::truth(&hit.tree) == Some(true)) else { return };
    let kind = part.text("external.type").unwrap_or_else(|| "LoadBalancer".into());
    let (key, port) = match kind.as_str() {
        "NodePort" => ("nodePort", None),
        _ => ("loadBalancer", part.get("external.port")),
    };
    part.set(&["expose", key], serde_json::json!({}), hit.origin());
    if let Some((hit, port)) = port.and_then(|hit| Some((hit.clone(), helm::whole(&hit.tree)?))) {
        part.set(&["expose", key, "port"], port, hit.origin());
    }
    if let Some(hit) = part.get("external.annotations") {
        part.set(&["expose", key, "annotations"], helm::json(&hit.tree), hit.origin());
    }
    if let (Some(hit), "loadBalancer") = (part.get("external.loadBalancerSourceRanges"), key) {
        part.set(&["expose", key, "sourceRanges"], helm::json(&hit.tree), hit.origin());
    }
}
