package io.confluent.telemetry.reporter;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/** Stands in for the reporter of Confluent Server, which cannot be had: it checks its exporters, and sends nothing. */
public class TelemetryReporter implements MetricsReporter {
  private static final String PREFIX = "confluent.telemetry.exporter.";

  /** Fails where an exporter has no type, or one that speaks HTTP has no address. */
  @Override
  public void configure(Map<String, ?> configs) {
    for (String key : configs.keySet()) {
      if (!key.startsWith(PREFIX)) {
        continue;
      }
      String exporter = key.substring(0, key.indexOf('.', PREFIX.length()) + 1);
      Object type = configs.get(exporter + "type");
      if (type == null) {
        throw new ConfigException(exporter + "type is missing");
      }
      if (type.equals("http") && configs.get(exporter + "client.base.url") == null) {
        throw new ConfigException(exporter + "client.base.url is missing");
      }
    }
  }

  @Override
  public void init(List<KafkaMetric> metrics) {}

  @Override
  public void metricChange(KafkaMetric metric) {}

  @Override
  public void metricRemoval(KafkaMetric metric) {}

  @Override
  public void close() {}
}
