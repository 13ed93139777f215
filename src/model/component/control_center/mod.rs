//! Control Center: the one of 7.x, and from 8.0 on the next generation with its Prometheus and Alertmanager.

mod monitoring;
mod properties;
mod settings;

pub use monitoring::PROMETHEUS_PORT;
pub use settings::ControlCenter;

use super::Component;
use super::derived::{
    add_client_files, add_http, clients, refuse_claims, refuse_derived, single_strategy, statefulset_strategy, wait_env,
};
use crate::model::part::resources::HeapRule;
use crate::model::part::version::PlatformVersion;
use crate::model::part::workload::Rollout;
use crate::model::resolved::{Context, DEPLOYMENT, Files, Handler, Instance, Java, Plan, Port, check_resources};
use crate::model::section::Edition;
use crate::source::Findings;

/// The entry in the list of components.
pub const COMPONENT: Component =
    Component { name: "control-center", key: "controlCenter", about: "Control Center", resolve };

const PORT: u32 = 9021;

const DERIVED: &[(&str, &str)] = &[
    ("bootstrap.servers", "kafka or external.kafka.bootstrap"),
    ("zookeeper.connect", "zookeeper or external.zookeeper.connect"),
    ("confluent.controlcenter.data.dir", "controlCenter.storage.data"),
    ("confluent.controlcenter.rest.listeners", "nothing: it listens on 9021"),
    ("confluent.controlcenter.schema.registry.url", "schemaRegistry or external.schemaRegistry.url"),
    ("confluent.controlcenter.connect.*", "connect or external.connect.url"),
    ("confluent.controlcenter.ksql.*", "ksql or external.ksql.url"),
    ("confluent.controlcenter.prometheus.*", "controlCenter.nextGeneration"),
    ("confluent.controlcenter.alertmanager.*", "controlCenter.nextGeneration"),
];

/// Whether this version of the platform has the next generation.
pub fn is_next_generation(version: &PlatformVersion) -> bool {
    version.minor() >= (8, 0)
}

fn resolve(context: &Context, findings: &mut Findings) -> Vec<Instance> {
    let own = &context.values.control_center;
    let section = ["controlCenter"];
    let Some(kafka) = own.enabled.then(|| clients(context, &section, findings)).flatten() else { return Vec::new() };
    let version = context.version(&own.version);
    let next = is_next_generation(&version);
    if next && context.values.platform.edition == Edition::Community && context.values.kafka.enabled {
        let sentence =
            "next-generation Control Center needs the metrics that only brokers of the enterprise edition send";
        let fix = "set `platform.edition: enterprise`, or `controlCenter.enabled: false`";
        context.error(findings, "control-center-edition", &["controlCenter", "enabled"], sentence, fix);
    }
    if own.replicas.0 != 1 {
        let fix = "remove it: a second one would need an id of its own, which is not built yet";
        let path = ["controlCenter", "replicas"];
        context.error(findings, "control-center-replicas", &path, "Control Center runs once", fix);
    }
    let workload = own.workload();
    let template = context.workload();
    let plan = Plan {
        component: "control-center",
        section: section.to_vec(),
        role: "control-center",
        cluster: None,
        workload: &workload,
        repository: match next {
            true => "confluentinc/cp-enterprise-control-center-next-gen",
            false => "confluentinc/cp-enterprise-control-center",
        },
        tag: if next { own.next_generation.version.clone() } else { version.0.clone() },
        java: Java {
            prefix: "CONTROL_CENTER",
            heap: HeapRule { percent: 75, at_most: 31 << 30 },
            log4j2: version.has_log4j2(),
        },
        ports: vec![Port::new("http", PORT)],
        probes: [Handler::Tcp("http"), Handler::Tcp("http"), Handler::Tcp("http")],
        env: vec![wait_env(kafka, &own.config)],
        update_strategy: match template {
            DEPLOYMENT => single_strategy(),
            _ => statefulset_strategy(&Rollout::default()),
        },
    };
    refuse_derived(context, &plan, DERIVED, findings);
    let mut instance = Instance::new(context, &plan);
    let mut config = Files::default();
    config.properties("control-center.properties", &properties::server(context, own, kafka, next));
    let mut disks = vec![("data", &own.storage.data)];
    disks.extend(next.then_some(("prometheus", &own.storage.prometheus)));
    refuse_claims(context, template, &section, &disks, findings);
    instance.storage.disk("data", "/var/lib/confluent-control-center", &own.storage.data);
    add_client_files(context, &plan, &mut instance, kafka, &mut config, findings);
    if next {
        monitoring::add(context, own, &mut instance);
        for (key, monitor) in
            [("prometheus", &own.next_generation.prometheus), ("alertmanager", &own.next_generation.alertmanager)]
        {
            let path = ["controlCenter", "nextGeneration", key, "resources"];
            check_resources(context, &path, &monitor.resources, findings);
        }
    }
    instance.add_objects(&plan, template);
    add_http(context, &plan, &mut instance, &own.expose, findings);
    vec![instance]
}
