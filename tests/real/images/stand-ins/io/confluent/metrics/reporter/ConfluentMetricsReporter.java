package io.confluent.metrics.reporter;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/** Stands in for the reporter of Confluent Server, which cannot be had: it checks its settings, and sends nothing. */
public class ConfluentMetricsReporter implements MetricsReporter {
  private static final String BROKERS = "confluent.metrics.reporter.bootstrap.servers";

  /** Fails where it is not told whom to send to. */
  @Override
  public void configure(Map<String, ?> configs) {
    if (configs.get(BROKERS) == null) {
      throw new ConfigException(BROKERS + " is missing");
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
