//! Schema Registry.

use super::Component;
use super::derived::{clients, deployment_strategy, finish_http, refuse_derived, wait_env};
use crate::component;
use crate::model::part::expose::Expose;
use crate::model::part::format::Replicas;
use crate::model::part::resources::{HeapRule, Resources};
use crate::model::part::workload::Workload;
use crate::model::resolved::{Context, Files, Handler, Instance, Java, Kafka, Plan, Port, Properties, env_from_field};
use crate::source::Findings;

component! {
    /// Schema Registry.
    SchemaRegistry from Workload {
        replicas: Replicas(2),
        resources: Resources::of("250m", "1Gi"),
        ..Workload::default()
    },
    /// How clients outside the cluster reach it.
    expose: Expose = Expose::default(),
}

/// The entry in the list of components.
pub const COMPONENT: Component =
    Component { name: "schema-registry", key: "schemaRegistry", about: "Schema Registry", resolve };

/// Its REST port.
pub const PORT: u32 = 8081;

const DERIVED: &[(&str, &str)] = &[
    ("listeners", "nothing: it listens on 8081"),
    ("host.name", "nothing: it is the pod's address"),
    ("kafkastore.bootstrap.servers", "kafka or external.kafka.bootstrap"),
    ("kafkastore.connection.url", "kafka or external.kafka.bootstrap"),
];

fn resolve(context: &Context, findings: &mut Findings) -> Vec<Instance> {
    let own = &context.values.schema_registry;
    let Some(kafka) = own.enabled.then(|| clients(context, &["schemaRegistry"], findings)).flatten() else {
        return Vec::new();
    };
    let workload = own.workload();
    let version = context.version(&own.version);
    let plan = Plan {
        component: "schema-registry",
        section: vec!["schemaRegistry"],
        role: "registry",
        cluster: None,
        workload: &workload,
        repository: "confluentinc/cp-schema-registry",
        tag: version.0.clone(),
        java: Java {
            prefix: "SCHEMA_REGISTRY",
            heap: HeapRule { percent: 70, at_most: 8 << 30 },
            log4j2: version.has_log4j2(),
        },
        ports: vec![Port::new("rest", PORT)],
        probes: [Handler::Tcp("rest"), Handler::Http("/subjects", "rest"), Handler::Tcp("rest")],
        env: vec![env_from_field("CPGEN_POD_IP", "status.podIP"), wait_env(kafka, &own.config)],
        update_strategy: deployment_strategy(),
    };
    refuse_derived(context, &plan, DERIVED, findings);
    let mut properties = Properties::default();
    properties
        .set("listeners", format!("http://0.0.0.0:{PORT}"))
        .set("kafkastore.bootstrap.servers", with_protocol(kafka))
        .set("kafkastore.topic.replication.factor", kafka.replication());
    kafka.security.properties("schema-registry", &mut properties);
    match context.release() {
        // Servers of the old chart elect their leader in the default group, and two leaders would hand out the same ids.
        Some(release) => {
            properties.set("schema.registry.group.id", "schema-registry").set("kafkastore.group.id", release)
        }
        None => properties.set("schema.registry.group.id", context.name("schema-registry", None)),
    };
    properties.set("inter.instance.protocol", "http").overlay(&workload.config);
    let mut config = Files::default();
    config.properties("schema-registry.properties", &properties).text("pod.properties", "host.name={podIP}\n".into());
    let instance = Instance::new(context, &plan);
    vec![finish_http(context, &plan, instance, kafka, config, &own.expose, findings)]
}

/// Schema Registry wants the protocol before each address.
fn with_protocol(kafka: &Kafka) -> String {
    let protocol = kafka.security.protocol();
    let address = |a: &str| if a.contains("://") { a.to_string() } else { format!("{protocol}://{a}") };
    kafka.bootstrap.split(',').map(|a| address(a.trim())).collect::<Vec<_>>().join(",")
}
