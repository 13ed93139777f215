//! Kafka Connect: one cluster, and any number of further ones.

use indexmap::IndexMap;

use super::Component;
use super::derived::{clients, deployment_strategy, finish_http, refuse_derived, wait_env};
use crate::component;
use crate::model::part::expose::Expose;
use crate::model::part::format::{Replicas, Seconds};
use crate::model::part::logging::{Level, Logging};
use crate::model::part::resources::{HeapRule, Resources};
use crate::model::part::workload::Workload;
use crate::model::resolved::{Context, Files, Handler, Instance, Java, Kafka, Plan, Port, Properties, env_from_field};
use crate::source::Findings;

component! {
    /// Kafka Connect.
    Connect from Workload {
        replicas: Replicas(2),
        resources: Resources::of("500m", "2Gi"),
        termination_grace_period_seconds: Seconds(120),
        min_ready_seconds: Seconds(30),
        logging: Logging {
            // Scanning plugins makes it complain about every jar.
            loggers: IndexMap::from([("org.reflections".to_string(), Level::Error)]),
            ..Logging::default()
        },
        ..Workload::default()
    },
    /// `group.id`, from which the names of its three topics follow. Unset: the platform's name with `-connect`;
    /// required when Kafka is elsewhere.
    group_id: Option<String> = None,
    /// How clients outside the cluster reach its REST interface.
    expose: Expose = Expose::default(),
    /// Further clusters by name. Each starts from this section, but for `groupId` and `expose`.
    clusters: IndexMap<String, Connect> = IndexMap::new(),
}

/// The entry in the list of components.
pub const COMPONENT: Component = Component { name: "connect", key: "connect", about: "Kafka Connect", resolve };

/// Its REST port.
pub const PORT: u32 = 8083;

const DERIVED: &[(&str, &str)] = &[
    ("bootstrap.servers", "kafka or external.kafka.bootstrap"),
    ("group.id", "groupId"),
    ("listeners", "nothing: it listens on 8083"),
    ("rest.port", "nothing: it listens on 8083"),
    ("rest.advertised.host.name", "nothing: it is the pod's address"),
    ("rest.advertised.port", "nothing: it is 8083"),
];

fn resolve(context: &Context, findings: &mut Findings) -> Vec<Instance> {
    let main = &context.values.connect;
    let mut instances: Vec<Instance> = Vec::new();
    let mut groups: IndexMap<String, String> = IndexMap::new();
    let all = std::iter::once((None, main)).chain(main.clusters.iter().map(|(name, c)| (Some(name.as_str()), c)));
    for (cluster, own) in all {
        let section = super::derived::cluster_section("connect", cluster);
        let enabled = main.enabled && own.enabled;
        let Some(kafka) = enabled.then(|| clients(context, &section, findings)).flatten() else { continue };
        super::derived::check_cluster(context, &section, !own.clusters.is_empty(), findings);
        let group = own.group_id.clone().unwrap_or_else(|| match (context.release(), cluster) {
            (Some(release), None) => release.to_string(),
            _ => context.name("connect", cluster),
        });
        if kafka.external && own.group_id.is_none() {
            let sentence = "Kafka is elsewhere, and another platform there could have the same group";
            let path = [&section[..], &["groupId"]].concat();
            context.error(
                findings,
                "missing-group",
                &path,
                sentence,
                format!("set {} to a name of its own", path.join(".")),
            );
        }
        if let Some(other) = groups.insert(group.clone(), section.join(".")) {
            let sentence = format!("{other} has the group `{group}` too");
            let path = [&section[..], &["groupId"]].concat();
            context.error(findings, "shared-group", &path, sentence, "give each Connect cluster its own groupId");
        }
        instances.push(instance(context, own, cluster, section, &group, kafka, findings));
    }
    instances
}

fn instance<'a>(
    context: &Context,
    own: &Connect,
    cluster: Option<&'a str>,
    section: Vec<&'a str>,
    group: &str,
    kafka: &Kafka,
    findings: &mut Findings,
) -> Instance {
    let workload = own.workload();
    let version = context.version(&own.version);
    let plan = Plan {
        component: "connect",
        section,
        role: "worker",
        cluster,
        workload: &workload,
        repository: match context.is_enterprise() {
            true => "confluentinc/cp-server-connect",
            false => "confluentinc/cp-kafka-connect",
        },
        tag: version.0.clone(),
        java: Java { prefix: "KAFKA", heap: HeapRule { percent: 75, at_most: 31 << 30 }, log4j2: version.has_log4j2() },
        ports: vec![Port::new("rest", PORT)],
        // GET /health came with Kafka 3.9 (KIP-1017).
        probes: match version.minor() >= (7, 9) {
            true => [Handler::Http("/health", "rest"), Handler::Http("/health", "rest"), Handler::Tcp("rest")],
            false => [Handler::Tcp("rest"), Handler::Http("/connectors", "rest"), Handler::Tcp("rest")],
        },
        env: vec![env_from_field("CPGEN_POD_IP", "status.podIP"), wait_env(kafka, &own.config)],
        update_strategy: deployment_strategy(),
    };
    refuse_derived(context, &plan, DERIVED, findings);
    let mut config = Files::default();
    config
        .properties("connect-distributed.properties", &properties(context, &plan, group, kafka))
        .text("pod.properties", "rest.advertised.host.name={podIP}\n".into());
    let instance = Instance::new(context, &plan);
    finish_http(context, &plan, instance, kafka, config, &own.expose, findings)
}

fn properties(context: &Context, plan: &Plan, group: &str, kafka: &Kafka) -> Properties {
    let objects = context.name("connect", plan.cluster);
    let mut properties = Properties::default();
    properties
        .set("bootstrap.servers", &kafka.bootstrap)
        .set("group.id", group)
        .set("listeners", format!("http://0.0.0.0:{PORT}"))
        .set("rest.advertised.port", PORT)
        .set("plugin.path", "/usr/share/java,/usr/share/confluent-hub-components");
    kafka.security.properties("connect", &mut properties);
    for (topic, name) in [("config", "configs"), ("offset", "offsets"), ("status", "status")] {
        properties
            .set(
                &format!("{topic}.storage.topic"),
                match context.keeps_chart() {
                    true => format!("{objects}-{topic}"),
                    false => format!("{group}-{name}"),
                },
            )
            .set(&format!("{topic}.storage.replication.factor"), kafka.replication());
    }
    for converter in ["key.converter", "value.converter"] {
        match &context.facts.schema_registry {
            Some(url) => properties
                .set(converter, "io.confluent.connect.avro.AvroConverter")
                .set(&format!("{converter}.schema.registry.url"), url),
            None => properties.set(converter, "org.apache.kafka.connect.json.JsonConverter"),
        };
    }
    properties.overlay(&plan.workload.config);
    properties
}
