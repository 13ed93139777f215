package main

// A component that the recorder stands in for.
type component struct {
	// What its file of known keys is called.
	keys string
	// What stands before the names of its Java options: PREFIX_OPTS, PREFIX_HEAP_OPTS, PREFIX_LOG4J_OPTS.
	options string
	// The property that lists where it listens, and its value where the property is missing.
	listeners, listen string
	// What its probes ask for. Any other path is not found.
	paths []string
	// Files that must be there, by the property that names them.
	files []string
	// A property that switches the HTTP server off.
	headless string
}

// By the name of the start command.
var components = map[string]component{
	"schema-registry-start": {
		keys: "schema-registry", options: "SCHEMA_REGISTRY",
		listeners: "listeners", listen: "http://0.0.0.0:8081",
		paths: []string{"/", "/subjects", "/config"},
		files: []string{"kafkastore.ssl.keystore.location", "kafkastore.ssl.truststore.location", "ssl.keystore.location"},
	},
	"kafka-rest-start": {
		keys: "kafka-rest", options: "KAFKAREST",
		listeners: "listeners", listen: "http://0.0.0.0:8082",
		paths: []string{"/", "/v3/clusters"},
		files: []string{"client.ssl.keystore.location", "client.ssl.truststore.location", "ssl.keystore.location"},
	},
	"ksql-server-start": {
		keys: "ksql-server", options: "KSQL",
		listeners: "listeners", listen: "http://0.0.0.0:8088",
		paths:    []string{"/info", "/healthcheck"},
		files:    []string{"ksql.queries.file", "ssl.keystore.location", "ssl.truststore.location"},
		headless: "ksql.queries.file",
	},
	"control-center-start": {
		keys: "control-center", options: "CONTROL_CENTER",
		listeners: "confluent.controlcenter.rest.listeners", listen: "http://0.0.0.0:9021",
		paths: []string{"/"},
		files: []string{
			"confluent.controlcenter.data.dir",
			"confluent.controlcenter.prometheus.rules.file",
			"confluent.controlcenter.alertmanager.config.file",
		},
	},
}
