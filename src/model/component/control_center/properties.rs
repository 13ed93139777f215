use super::monitoring::{ALERTMANAGER_PORT, PROMETHEUS_PORT};
use super::{ControlCenter, PORT};
use crate::model::resolved::{Context, Kafka, Properties, Quorum};

/// `control-center.properties`.
pub fn server(context: &Context, own: &ControlCenter, kafka: &Kafka, next: bool) -> Properties {
    let mut properties = Properties::default();
    let prefix = "confluent.controlcenter";
    properties.set("bootstrap.servers", &kafka.bootstrap);
    kafka.security.properties("control-center", &mut properties);
    if let (false, Some(Quorum::Zookeeper { connect, .. })) = (next, &context.facts.quorum) {
        properties.set("zookeeper.connect", connect);
    }
    properties
        .set(&format!("{prefix}.data.dir"), "/var/lib/confluent-control-center/data")
        .set(&format!("{prefix}.rest.listeners"), format!("http://0.0.0.0:{PORT}"))
        .set(&format!("{prefix}.internal.topics.replication"), kafka.replication())
        .set(&format!("{prefix}.command.topic.replication"), kafka.replication())
        .set("confluent.metrics.topic.replication", kafka.replication())
        .set("confluent.monitoring.interceptor.topic.replication", kafka.replication());
    if let Some(url) = &context.facts.schema_registry {
        properties.set(&format!("{prefix}.schema.registry.url"), url);
    }
    for (name, url) in &context.facts.connect {
        properties.set(&format!("{prefix}.connect.{name}.cluster"), url);
    }
    for (name, url) in &context.facts.ksql {
        properties
            .set(&format!("{prefix}.ksql.{name}.url"), url)
            .set(&format!("{prefix}.ksql.{name}.advertised.url"), url);
    }
    if next {
        properties
            .set(&format!("{prefix}.prometheus.enable"), true)
            .set(&format!("{prefix}.prometheus.url"), format!("http://localhost:{PROMETHEUS_PORT}"))
            .set(&format!("{prefix}.prometheus.rules.file"), "/mnt/config/trigger_rules-generated.yml")
            .set(&format!("{prefix}.alertmanager.url"), format!("http://localhost:{ALERTMANAGER_PORT}"))
            .set(&format!("{prefix}.alertmanager.config.file"), "/mnt/config/alertmanager-generated.yml");
    }
    properties.overlay(&own.config);
    properties
}
