//! REST Proxy.

use super::Component;
use super::derived::{clients, deployment_strategy, finish_http, refuse_derived, wait_env};
use crate::component;
use crate::model::part::expose::Expose;
use crate::model::part::format::Replicas;
use crate::model::part::resources::{HeapRule, Resources};
use crate::model::part::workload::Workload;
use crate::model::resolved::{Context, Files, Handler, Instance, Java, Plan, Port, Properties, env_from_field};
use crate::source::Findings;

component! {
    /// REST Proxy.
    RestProxy from Workload {
        replicas: Replicas(1),
        resources: Resources::of("250m", "1Gi"),
        ..Workload::default()
    },
    /// How clients outside the cluster reach it.
    expose: Expose = Expose::default(),
}

/// The entry in the list of components.
pub const COMPONENT: Component = Component { name: "rest-proxy", key: "restProxy", about: "REST Proxy", resolve };

const PORT: u32 = 8082;

const DERIVED: &[(&str, &str)] = &[
    ("bootstrap.servers", "kafka or external.kafka.bootstrap"),
    ("listeners", "nothing: it listens on 8082"),
    ("host.name", "nothing: it is the pod's address"),
    ("id", "nothing: it is the pod's name"),
    ("schema.registry.url", "schemaRegistry or external.schemaRegistry.url"),
    ("zookeeper.connect", "nothing: it talks to brokers"),
];

fn resolve(context: &Context, findings: &mut Findings) -> Vec<Instance> {
    let own = &context.values.rest_proxy;
    let Some(kafka) = own.enabled.then(|| clients(context, &["restProxy"], findings)).flatten() else {
        return Vec::new();
    };
    let workload = own.workload();
    let version = context.version(&own.version);
    let plan = Plan {
        component: "rest-proxy",
        section: vec!["restProxy"],
        role: "proxy",
        cluster: None,
        workload: &workload,
        repository: "confluentinc/cp-kafka-rest",
        tag: version.0.clone(),
        java: Java {
            prefix: "KAFKAREST",
            heap: HeapRule { percent: 70, at_most: 8 << 30 },
            log4j2: version.has_log4j2(),
        },
        ports: vec![Port::new("rest", PORT)],
        probes: [Handler::Tcp("rest"), Handler::Http("/v3/clusters", "rest"), Handler::Tcp("rest")],
        env: vec![env_from_field("CPGEN_POD_IP", "status.podIP"), wait_env(kafka, &own.config)],
        update_strategy: deployment_strategy(),
    };
    refuse_derived(context, &plan, DERIVED, findings);
    let mut properties = Properties::default();
    properties.set("listeners", format!("http://0.0.0.0:{PORT}")).set("bootstrap.servers", &kafka.bootstrap);
    kafka.security.properties("rest-proxy", &mut properties);
    if let Some(url) = &context.facts.schema_registry {
        properties.set("schema.registry.url", url);
    }
    properties.overlay(&workload.config);
    let mut config = Files::default();
    config
        .properties("kafka-rest.properties", &properties)
        .text("pod.properties", "id={pod}\nhost.name={podIP}\n".into());
    let instance = Instance::new(context, &plan);
    vec![finish_http(context, &plan, instance, kafka, config, &own.expose, findings)]
}
