//! KSQL: interactive or headless, one cluster and any number of further ones.

mod properties;
mod settings;

pub use settings::{Ksql, Mode, Queries};

use super::Component;
use super::derived::{
    add_client_files, add_http, check_cluster, clients, cluster_section, deployment_strategy, refuse_claims,
    refuse_derived, statefulset_strategy, wait_env,
};
use crate::model::part::resources::HeapRule;
use crate::model::resolved::{
    Context, DEPLOYMENT, Files, Handler, Instance, Java, Kafka, Plan, Port, check_reference, env_from_field,
};
use crate::source::Findings;
use indexmap::IndexMap;
use serde_json::{Value, json};

/// The entry in the list of components.
pub const COMPONENT: Component = Component { name: "ksql", key: "ksql", about: "KSQL", resolve };

/// Its REST port.
pub const PORT: u32 = 8088;

const DERIVED: &[(&str, &str)] = &[
    ("bootstrap.servers", "kafka or external.kafka.bootstrap"),
    ("ksql.streams.bootstrap.servers", "kafka or external.kafka.bootstrap"),
    ("listeners", "nothing: it listens on 8088"),
    ("ksql.advertised.listener", "nothing: it is the pod's address"),
    ("ksql.service.id", "serviceId"),
    ("ksql.queries.file", "queries"),
    ("ksql.schema.registry.url", "schemaRegistry or external.schemaRegistry.url"),
    ("ksql.streams.state.dir", "storage.state"),
];

fn resolve(context: &Context, findings: &mut Findings) -> Vec<Instance> {
    let main = &context.values.ksql;
    let mut instances = Vec::new();
    let mut services: IndexMap<String, String> = IndexMap::new();
    let all = std::iter::once((None, main)).chain(main.clusters.iter().map(|(name, c)| (Some(name.as_str()), c)));
    for (cluster, own) in all {
        let section = cluster_section("ksql", cluster);
        let enabled = main.enabled && own.enabled;
        let Some(kafka) = enabled.then(|| clients(context, &section, findings)).flatten() else { continue };
        check_cluster(context, &section, !own.clusters.is_empty(), findings);
        let service = own.service_id.clone().unwrap_or_else(|| match (context.release(), cluster) {
            (Some(release), None) => release.to_string(),
            _ => format!("{}_", context.name("ksql", cluster)),
        });
        let path = [&section[..], &["serviceId"]].concat();
        if kafka.external && own.service_id.is_none() {
            let sentence = "Kafka is elsewhere, and another platform there could have the same service";
            context.error(
                findings,
                "missing-service-id",
                &path,
                sentence,
                format!("set {} to a name of its own", path.join(".")),
            );
        }
        if let Some(other) = services.insert(service.clone(), section.join(".")) {
            let sentence = format!("{other} has the service `{service}` too");
            context.error(findings, "shared-service-id", &path, sentence, "give each KSQL cluster its own serviceId");
        }
        check_queries(context, own, &section, findings);
        instances.push(instance(context, own, cluster, section, &service, kafka, findings));
    }
    instances
}

/// Headless KSQL needs exactly one source of queries, interactive KSQL none.
fn check_queries(context: &Context, own: &Ksql, section: &[&str], findings: &mut Findings) {
    let path = [section, &["queries"]].concat();
    let set = own.queries.sources();
    if own.mode == Mode::Headless && set != 1 {
        let sentence = if set == 0 { "headless KSQL has no queries" } else { "the queries have more than one source" };
        let fix = "set exactly one of queries.inline, queries.file and queries.configMap";
        context.error(findings, "headless-queries", &path, sentence, fix);
    }
    if let Some(at) = own.queries.config_map.as_ref().filter(|at| !(context.keeps_chart() && at.name.is_empty())) {
        check_reference(
            context,
            &[&path[..], &["configMap"]].concat(),
            ("name", &at.name),
            &[("key", &at.key)],
            findings,
        );
    }
    if own.mode == Mode::Interactive && set > 0 {
        let fix = "set `mode: headless`, or send them to the REST interface";
        context.error(findings, "interactive-queries", &path, "interactive KSQL reads no queries from a file", fix);
    }
}

/// What its start script reads. Pods of a Deployment have no name that others can resolve.
fn environment(kafka: &Kafka, own: &Ksql, template: &str) -> Vec<Value> {
    let mut list = vec![wait_env(kafka, &own.config)];
    if template == DEPLOYMENT {
        list.push(env_from_field("CPGEN_POD_IP", "status.podIP"));
    }
    list
}

fn instance<'a>(
    context: &Context,
    own: &Ksql,
    cluster: Option<&'a str>,
    section: Vec<&'a str>,
    service: &str,
    kafka: &Kafka,
    findings: &mut Findings,
) -> Instance {
    let workload = own.workload();
    let version = context.version(&own.version);
    let headless = own.mode == Mode::Headless;
    let template = context.workload();
    // Without REST only the exporter's port shows that the process runs.
    let alive = || match (headless, workload.exporter.enabled) {
        (false, _) => Handler::Tcp("rest"),
        (true, true) => Handler::Tcp("metrics"),
        (true, false) => Handler::None,
    };
    let plan = Plan {
        component: "ksql",
        section,
        role: "server",
        cluster,
        workload: &workload,
        repository: "confluentinc/cp-ksqldb-server",
        tag: version.0.clone(),
        java: Java { prefix: "KSQL", heap: HeapRule { percent: 60, at_most: 31 << 30 }, log4j2: version.has_log4j2() },
        ports: if headless { Vec::new() } else { vec![Port::new("rest", PORT)] },
        probes: [alive(), if headless { alive() } else { Handler::Http("/healthcheck", "rest") }, alive()],
        env: environment(kafka, own, template),
        update_strategy: match template {
            DEPLOYMENT => deployment_strategy(),
            _ => statefulset_strategy(&own.rollout),
        },
    };
    refuse_derived(context, &plan, DERIVED, findings);
    let mut instance = Instance::new(context, &plan);
    let mut config = Files::default();
    config.properties("ksql-server.properties", &properties::server(context, own, service, kafka));
    if !headless {
        let host = match template {
            DEPLOYMENT => "{podIP}".to_string(),
            _ => format!("{{pod}}.{}", context.host(&instance.headless_service)),
        };
        config.text("pod.properties", format!("ksql.advertised.listener=http://{host}:{PORT}\n"));
    }
    instance.pod_management = own.rollout.pod_management;
    refuse_claims(context, template, &plan.section, &[("state", &own.storage.state)], findings);
    instance.storage.disk("state", "/var/lib/kafka-streams", &own.storage.state);
    add_client_files(context, &plan, &mut instance, kafka, &mut config, findings);
    if let Some(text) = own.queries.text() {
        let mut queries = Files::default();
        queries.text("queries.sql", text.to_string());
        instance.add_config_map("configmap-queries.yaml", "queries", queries, false);
    } else if let Some(elsewhere) = &own.queries.config_map {
        let items = json!([{ "key": elsewhere.key, "path": "queries.sql" }]);
        // The one that the old chart made of a file in it.
        let kept = format!("{}-ksql-queries-configmap", instance.name);
        let name = if elsewhere.name.is_empty() { &kept } else { &elsewhere.name };
        let source = json!({ "configMap": { "name": name, "items": items } });
        instance.storage.mount("queries", "/etc/cpgen/queries", false, source);
    }
    instance.add_objects(&plan, template);
    add_http(context, &plan, &mut instance, &own.expose, findings);
    if headless && !own.expose.ways().is_empty() {
        let path = [&plan.section[..], &["expose"]].concat();
        let fix = "remove it, or set `mode: interactive`";
        context.error(findings, "headless-exposed", &path, "headless KSQL has no REST interface to expose", fix);
    }
    instance
}
