//! How the components find each other: every address, count and id that more than one of them uses.

use base64::Engine;
use sha2::{Digest, Sha256};

use super::component::kafka::of_clients;
use super::component::{connect, control_center, kraft, ksql, schema_registry, zookeeper};
use super::part::placement::Apart;
use super::resolved::{Context, Facts, Kafka, Quorum, host, object_name};
use super::section::*;
use super::values::Values;
use crate::source::Findings;

/// What several components must agree on.
pub fn facts(values: &Values, metadata: Metadata) -> Facts {
    let kafka = kafka(values);
    let enterprise = values.platform.edition == Edition::Enterprise;
    let version = values.control_center.version.as_ref().unwrap_or(&values.platform.version);
    let next = control_center::is_next_generation(version);
    let reports = values.control_center.enabled && enterprise;
    let prometheus = host(values, &object_name(values, "control-center", None));
    Facts {
        metadata,
        quorum: match metadata {
            Metadata::Zookeeper => zookeeper_quorum(values),
            _ => kraft_quorum(values),
        },
        schema_registry: match (&values.schema_registry.enabled, &values.external.schema_registry) {
            (true, _) => Some(url(values, "schema-registry", None, schema_registry::PORT)),
            (false, Some(external)) => Some(external.url.clone()),
            (false, None) => None,
        },
        connect: connects(values),
        ksql: ksqls(values),
        telemetry: (reports && next).then(|| format!("http://{prometheus}:{}", control_center::PROMETHEUS_PORT)),
        metrics_reporter: reports && !next,
        kafka,
    }
}

/// The first of `count` pods of a StatefulSet and those after it, each with its port.
fn pods(values: &Values, component: &str, count: u32, port: u32) -> Vec<String> {
    let name = object_name(values, component, None);
    let headless = host(values, &format!("{name}-headless"));
    (0..count).map(|ordinal| format!("{name}-{ordinal}.{headless}:{port}")).collect()
}

fn url(values: &Values, component: &str, cluster: Option<&str>, port: u32) -> String {
    format!("http://{}:{port}", host(values, &object_name(values, component, cluster)))
}

fn kafka(values: &Values) -> Option<Kafka> {
    let own = &values.kafka;
    if own.enabled {
        let port = own.listeners.get(&own.client_listener).map_or(0, |listener| listener.port.0);
        let hosts = pods(values, "kafka", own.replicas.0, port);
        // Three are enough to begin with, and the list does not change when brokers are added.
        let bootstrap = hosts.iter().take(3).cloned().collect::<Vec<_>>().join(",");
        let security = of_clients(own);
        return Some(Kafka { bootstrap, brokers: own.replicas.0, hosts, external: false, security });
    }
    let external = values.external.kafka.as_ref().filter(|kafka| !kafka.bootstrap.trim().is_empty())?;
    let hosts = external.bootstrap.split(',').map(|address| address.trim().to_string()).collect();
    Some(Kafka {
        bootstrap: external.bootstrap.clone(),
        brokers: external.brokers.0,
        hosts,
        external: true,
        security: external.security(),
    })
}

fn zookeeper_quorum(values: &Values) -> Option<Quorum> {
    if values.zookeeper.enabled {
        let hosts = pods(values, "zookeeper", values.zookeeper.replicas.0, zookeeper::CLIENT_PORT);
        return Some(Quorum::Zookeeper { connect: hosts.join(","), hosts });
    }
    let connect = values.external.zookeeper.as_ref().map(|z| z.connect.trim()).filter(|text| !text.is_empty())?;
    let servers = connect.split('/').next().unwrap_or_default();
    let hosts = servers.split(',').map(|server| with_port(server.trim(), zookeeper::CLIENT_PORT)).collect();
    Some(Quorum::Zookeeper { connect: connect.to_string(), hosts })
}

fn with_port(server: &str, port: u32) -> String {
    if server.contains(':') { server.to_string() } else { format!("{server}:{port}") }
}

fn kraft_quorum(values: &Values) -> Option<Quorum> {
    let cluster_id = cluster_id(values);
    if values.kraft.enabled {
        let hosts = pods(values, "kraft", values.kraft.replicas.0, kraft::PORT);
        let first = values.kraft.node_ids.first.0;
        let voter = |(number, host): (usize, &String)| format!("{}@{host}", first as usize + number);
        let voters = hosts.iter().enumerate().map(voter).collect::<Vec<_>>().join(",");
        return Some(Quorum::Kraft { voters, hosts, cluster_id });
    }
    let voters = values.external.kraft.as_ref().map(|k| k.voters.trim()).filter(|text| !text.is_empty())?;
    let hosts = voters.split(',').map(|v| v.split_once('@').map_or(v, |(_, host)| host).trim().to_string()).collect();
    Some(Quorum::Kraft { voters: voters.to_string(), hosts, cluster_id })
}

/// Kafka's cluster id: as set, else 16 bytes that follow from the namespace and the name, so that every render says the
/// same.
pub fn cluster_id(values: &Values) -> String {
    let own = &values.kraft.cluster_id.0;
    if !own.is_empty() {
        return own.clone();
    }
    let namespace = values.namespace.as_ref().map_or("", |n| n.0.as_str());
    let mut bytes = Sha256::digest(format!("{namespace}/{}", values.name.0));
    // Kafka refuses ids that begin with `-`, which the highest six bits 62 would become.
    bytes[0] &= 0x7f;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(&bytes[..16])
}

fn connects(values: &Values) -> Vec<(String, String)> {
    let own = &values.connect;
    let mut all = Vec::new();
    if own.enabled {
        all.push(("connect".to_string(), url(values, "connect", None, connect::PORT)));
        let clusters = own.clusters.iter().filter(|(_, cluster)| cluster.enabled);
        all.extend(clusters.map(|(name, _)| (name.clone(), url(values, "connect", Some(name), connect::PORT))));
    } else if let Some(external) = &values.external.connect {
        all.push(("connect".to_string(), external.url.clone()));
    }
    all
}

fn ksqls(values: &Values) -> Vec<(String, String)> {
    let own = &values.ksql;
    let mut all = Vec::new();
    if own.enabled {
        if own.mode == ksql::Mode::Interactive {
            all.push(("ksql".to_string(), url(values, "ksql", None, ksql::PORT)));
        }
        let shown = own.clusters.iter().filter(|(_, c)| c.enabled && c.mode == ksql::Mode::Interactive);
        all.extend(shown.map(|(name, _)| (name.clone(), url(values, "ksql", Some(name), ksql::PORT))));
    } else if let Some(external) = &values.external.ksql {
        all.push(("ksql".to_string(), external.url.clone()));
    }
    all
}

/// Reports what cannot work between components.
pub fn check(context: &Context, findings: &mut Findings) {
    let values = context.values;
    if values.kafka.enabled && context.facts.quorum.is_none() {
        let (section, key) = match context.facts.metadata {
            Metadata::Zookeeper => ("zookeeper", "external.zookeeper.connect"),
            _ => ("kraft", "external.kraft.voters"),
        };
        let sentence = format!("brokers need {section}, which is switched off");
        let fix = format!("set {key}, or switch {section} on");
        context.error(findings, "missing-quorum", &[section, "enabled"], sentence, fix);
    }
    if values.kafka.enabled && context.facts.metadata == Metadata::Kraft {
        check_ids(context, findings);
        if !values.kraft.enabled && context.facts.quorum.is_some() && values.kraft.cluster_id.0.is_empty() {
            let sentence = "controllers elsewhere have a cluster id already";
            let fix = "set kraft.clusterId to it: `kafka-cluster cluster-id` prints it";
            context.error(findings, "missing-cluster-id", &["kraft", "clusterId"], sentence, fix);
        }
    }
    for (section, replicas, placement) in [
        (
            "zookeeper",
            values.zookeeper.replicas.0,
            context.facts.metadata == Metadata::Zookeeper && values.zookeeper.enabled,
        ),
        ("kraft", values.kraft.replicas.0, context.facts.metadata == Metadata::Kraft && values.kraft.enabled),
    ] {
        if placement && replicas % 2 == 0 {
            let sentence = format!("{replicas} voters survive no more failures than {}", replicas - 1);
            let fix = format!("take {} or {}", replicas - 1, replicas + 1);
            context.warning(findings, "even-quorum", &[section, "replicas"], sentence, fix);
        }
    }
    let zones = values.kafka.placement.zones;
    let has_rack = values.kafka.has_rack(values.kubernetes.version.minor()) || values.kafka.has_racks();
    if zones == Apart::Required && !has_rack {
        let sentence = "brokers are spread over zones but do not know theirs, so replicas of a partition may share one";
        let fix = "use Kubernetes 1.35 or later with `rack.from: topologyLabel`, or name each zone in kafka.brokers";
        context.warning(findings, "no-rack", &["kafka", "placement", "zones"], sentence, fix);
    }
}

/// Brokers and controllers share one space of ids.
fn check_ids(context: &Context, findings: &mut Findings) {
    let values = context.values;
    let brokers = values.kafka.node_ids.first.0..values.kafka.node_ids.first.0 + values.kafka.replicas.0;
    let controllers = values.kraft.node_ids.first.0..values.kraft.node_ids.first.0 + values.kraft.replicas.0;
    if values.kraft.enabled && brokers.start < controllers.end && controllers.start < brokers.end {
        let sentence = format!(
            "controllers {} to {} have ids of brokers ({} to {})",
            controllers.start,
            controllers.end - 1,
            brokers.start,
            brokers.end - 1
        );
        let is_set = |section| context.tree.get(&[section, "nodeIds", "first"]).is_some_and(|n| !n.place.is_default());
        let section = if !is_set("kraft") && is_set("kafka") { "kafka" } else { "kraft" };
        let fix = "move kraft.nodeIds.first behind the brokers";
        context.error(findings, "id-overlap", &[section, "nodeIds", "first"], sentence, fix);
    }
}
