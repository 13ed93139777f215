package io.confluent.connect.avro;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.json.JsonConverter;

/** Stands in for Confluent's converter, which cannot be had: it writes JSON with its schema in the place of Avro. */
public class AvroConverter extends JsonConverter {
  private static final String REGISTRY = "schema.registry.url";

  /** Fails where it is not told where the Schema Registry is. */
  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    if (configs.get(REGISTRY) == null) {
      throw new ConfigException(REGISTRY + " is missing");
    }
    super.configure(new HashMap<>(configs), isKey);
  }
}
