use super::{Ksql, Mode, PORT};
use crate::model::resolved::{Context, Kafka, Properties};

/// `ksql-server.properties`. Beyond addresses it asks for what Confluent's production example asks for: acknowledged
/// writes that are retried until they succeed, and standby replicas where there is a second server.
pub fn server(context: &Context, own: &Ksql, service: &str, kafka: &Kafka) -> Properties {
    let mut properties = Properties::default();
    properties
        .set("bootstrap.servers", &kafka.bootstrap)
        .set("ksql.service.id", service)
        .set("ksql.streams.state.dir", "/var/lib/kafka-streams/state")
        .set("ksql.internal.topic.replicas", kafka.replication())
        .set("ksql.internal.topic.min.insync.replicas", kafka.min_isr())
        .set("ksql.streams.replication.factor", kafka.replication())
        .set("ksql.streams.topic.min.insync.replicas", kafka.min_isr())
        .set("ksql.streams.num.standby.replicas", (own.replicas.0 - 1).min(1))
        .set("ksql.streams.producer.acks", "all")
        .set("ksql.streams.producer.delivery.timeout.ms", i32::MAX)
        .set("ksql.streams.producer.max.block.ms", i64::MAX)
        .set("ksql.logging.processing.topic.replication.factor", kafka.replication());
    kafka.security.properties("ksql", &mut properties);
    if let Some(url) = &context.facts.schema_registry {
        properties.set("ksql.schema.registry.url", url);
    }
    match own.mode {
        Mode::Interactive => {
            properties.set("listeners", format!("http://0.0.0.0:{PORT}"));
            if let Some((_, url)) = context.facts.connect.first() {
                properties.set("ksql.connect.url", url);
            }
        }
        Mode::Headless => {
            properties.set("ksql.queries.file", "/etc/cpgen/queries/queries.sql");
        }
    }
    properties.overlay(&own.config);
    properties
}
