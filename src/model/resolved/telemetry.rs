use super::{Context, Properties};
use crate::model::part::secret::SecretKey;

/// Reporters that feed Control Center: the Prometheus of the next generation, or the topic of 7.x. The enterprise
/// images alone carry them.
pub fn telemetry(context: &Context, properties: &mut Properties) {
    if let Some(url) = &context.facts.telemetry {
        let exporter = "confluent.telemetry.exporter.controlcenter";
        properties
            .set("metric.reporters", format!("{JMX},io.confluent.telemetry.reporter.TelemetryReporter"))
            .set(&format!("{exporter}.type"), "http")
            .set(&format!("{exporter}.enabled"), true)
            .set(&format!("{exporter}.metrics.include"), METRICS)
            .set(&format!("{exporter}.client.base.url"), format!("{url}/api/v1/otlp"))
            .set(&format!("{exporter}.client.compression"), "gzip")
            // Prometheus takes everybody; the reporter insists on a key all the same.
            .set(&format!("{exporter}.api.key"), "unused")
            .set(&format!("{exporter}.api.secret"), "unused")
            .set(&format!("{exporter}.buffer.pending.batches.max"), 80)
            .set(&format!("{exporter}.buffer.batch.items.max"), 4000)
            .set("confluent.telemetry.metrics.collector.interval.ms", 60000);
    }
    if let (true, Some(kafka)) = (context.facts.metrics_reporter, &context.facts.kafka) {
        properties
            .set("metric.reporters", "io.confluent.metrics.reporter.ConfluentMetricsReporter")
            .set("confluent.metrics.reporter.bootstrap.servers", &kafka.bootstrap)
            .set("confluent.metrics.reporter.topic.replicas", kafka.replication());
        kafka.security.properties("kafka", properties);
    }
}

/// What the reporter of 7.x logs in with.
pub fn telemetry_secrets(context: &Context) -> Vec<(String, SecretKey)> {
    match (context.facts.metrics_reporter, &context.facts.kafka) {
        (true, Some(kafka)) => kafka.security.secrets("kafka"),
        _ => Vec::new(),
    }
}

/// What the JMX exporter reads. It is the default, and from Kafka 4.0 on it is gone where other reporters are named:
/// `auto.include.jmx.reporter` went with KIP-830.
const JMX: &str = "org.apache.kafka.common.metrics.JmxReporter";

/// The metrics that Control Center draws.
const METRICS: &str = "io.confluent.kafka.server.*|io.confluent.kafka.controller.*|io.confluent.kafka.network.*|\
                       io.confluent.kafka.log.*|io.confluent.system.*|io.confluent.kafka.consumer_lag_offsets";
