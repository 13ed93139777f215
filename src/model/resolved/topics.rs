use super::{Context, Properties};

/// Topic defaults, which must stand on controllers as well as on brokers: in KRaft the controllers place new replicas.
pub fn topic_defaults(context: &Context, properties: &mut Properties) {
    if let Some(kafka) = &context.facts.kafka {
        properties.set("default.replication.factor", kafka.replication()).set("min.insync.replicas", kafka.min_isr());
    }
    properties.set("unclean.leader.election.enable", false);
    for name in
        ["default.replication.factor", "min.insync.replicas", "num.partitions", "unclean.leader.election.enable"]
    {
        if let Some(own) = context.values.kafka.config.get(name) {
            properties.set(name, own);
        }
    }
}

/// Replication of the topics that brokers keep for themselves.
pub fn replication(context: &Context, properties: &mut Properties) {
    let Some(kafka) = &context.facts.kafka else { return };
    let (replication, min_isr) = (kafka.replication(), kafka.min_isr());
    properties
        .set("offsets.topic.replication.factor", replication)
        .set("transaction.state.log.replication.factor", replication)
        .set("transaction.state.log.min.isr", min_isr);
    // Share groups came with Kafka 4.1 (KIP-932).
    if context.version(&context.values.kafka.version).minor() >= (8, 1) {
        properties
            .set("share.coordinator.state.topic.replication.factor", replication)
            .set("share.coordinator.state.topic.min.isr", min_isr);
    }
    if context.is_enterprise() {
        for topic in [
            "confluent.balancer.topic.replication.factor",
            "confluent.cluster.link.metadata.topic.replication.factor",
            "confluent.license.topic.replication.factor",
            "confluent.metadata.topic.replication.factor",
            "confluent.security.event.logger.exporter.kafka.topic.replicas",
        ] {
            properties.set(topic, replication);
        }
    }
}
