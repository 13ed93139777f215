//! Kafka brokers.

mod advertise;
mod properties;
mod security;
mod services;
mod settings;

pub use security::of_clients;
pub use settings::{DISK, Kafka};

use advertise::Listeners;
use serde_json::json;

use super::Component;
use super::derived::{refuse_derived, statefulset_strategy};
use crate::model::part::format::short_label;
use crate::model::part::resources::HeapRule;
use crate::model::part::workload::PodManagement;
use crate::model::resolved::{
    Context, Files, Handler, Instance, Java, Plan, Port, Quorum, STATEFUL_SET, env, env_from_field, telemetry_secrets,
};
use crate::source::Findings;

/// The entry in the list of components.
pub const COMPONENT: Component = Component { name: "kafka", key: "kafka", about: "Kafka brokers", resolve };

const DERIVED: &[(&str, &str)] = &[
    ("process.roles", "nothing: these pods are brokers only"),
    ("node.id", "kafka.nodeIds.first"),
    ("broker.id", "kafka.nodeIds.first"),
    ("broker.id.generation.enable", "kafka.nodeIds.first"),
    ("broker.rack", "kafka.rack"),
    ("listeners", "kafka.listeners"),
    ("advertised.listeners", "kafka.listeners.<name>.expose"),
    ("listener.security.protocol.map", "kafka.listeners"),
    ("inter.broker.listener.name", "kafka.interBrokerListener"),
    ("security.inter.broker.protocol", "kafka.interBrokerListener"),
    ("controller.quorum.voters", "kraft.replicas"),
    ("controller.quorum.bootstrap.servers", "kraft.replicas"),
    ("controller.listener.names", "nothing: it is CONTROLLER"),
    ("zookeeper.connect", "external.zookeeper.connect"),
    ("log.dirs", "kafka.storage"),
    ("log.dir", "kafka.storage"),
];

fn resolve(context: &Context, findings: &mut Findings) -> Vec<Instance> {
    let own = &context.values.kafka;
    if !own.enabled {
        return Vec::new();
    }
    let workload = own.workload();
    let version = context.version(&own.version);
    let listeners = Listeners::resolve(context, findings);
    let plan = Plan {
        component: "kafka",
        section: vec!["kafka"],
        role: "broker",
        cluster: None,
        workload: &workload,
        repository: if context.is_enterprise() { "confluentinc/cp-server" } else { "confluentinc/cp-kafka" },
        tag: version.0.clone(),
        java: Java { prefix: "KAFKA", heap: HeapRule { percent: 50, at_most: 6 << 30 }, log4j2: version.has_log4j2() },
        ports: listeners.ports(),
        probes: probes(own, &listeners),
        env: environment(context, &listeners),
        update_strategy: statefulset_strategy(&own.rollout),
    };
    refuse_derived(context, &plan, DERIVED, findings);
    security::check(context, &version, findings);
    let mut instance = Instance::new(context, &plan);
    instance.secrets.extend(security::secrets(own));
    instance.secrets.extend(telemetry_secrets(context));
    instance.pod_management = own.rollout.pod_management;
    let mut config = Files::default();
    config
        .properties("server.properties", &properties::server(context, &listeners))
        .text("pod.properties", properties::pod(context, &listeners, &instance, None))
        .file("start.sh", "kafka/start.sh")
        .file("functions.sh", "part/functions.sh")
        .text(plan.java.log4j_file(), plan.java.log4j(&workload.logging));
    properties::overrides(context, &listeners, &instance, &mut config, findings);
    let mut live = Files::default();
    if let Some(quorum) = &context.facts.quorum {
        live.addresses("quorum", quorum.hosts());
    }
    if own.roll_gate.enabled {
        config.file("jolokia-access.xml", "part/jolokia-access.xml");
        live.file("ready.sh", "kafka/ready.sh")
            .file("gate.sh", "kafka/gate.sh")
            .file("jolokia.sh", "part/jolokia.sh")
            .addresses("brokers", &listeners.peers(context, &instance));
        if own.roll_gate.hold_seconds.0 > 0 {
            live.file("stop.sh", "kafka/stop.sh");
            instance.lifecycle = json!({ "preStop": { "exec": { "command": ["bash", "/etc/cpgen/live/stop.sh"] } } });
        }
    }
    for (name, disk) in &own.storage {
        if let Err(problem) = short_label(name) {
            context.error(findings, "bad-format", &["kafka", "storage", name], problem.sentence, problem.fix);
        }
        instance.storage.disk(name, &format!("/var/lib/kafka/{name}"), disk);
    }
    let is_ours =
        |name: &str| context.tree.get(&["kafka", "storage", name]).is_some_and(|disk| disk.place.is_default());
    if let (Some(disk), true) = (own.storage.get(DISK).filter(|_| is_ours(DISK)), own.storage.len() > 1) {
        let sentence = format!("beside these disks brokers keep the default `{DISK}` of {}", disk.size.0);
        let fix = format!("set `{DISK}: null` to have these alone, or say how large it is");
        context.warning(findings, "default-disk", &["kafka", "storage"], sentence, fix);
    }
    if own.storage.is_empty() {
        let fix = "give it one, as in `storage: { disk0: { size: 100Gi } }`, ephemeral if need be";
        context.error(findings, "no-disk", &["kafka", "storage"], "brokers have no disk", fix);
    }
    check_hold(context, findings);
    check_order(context, findings);
    instance.add_files(context, &plan, config, live, findings);
    instance.add_objects(&plan, STATEFUL_SET);
    services::expose(context, &mut instance, &listeners, findings);
    if own.roll_gate.enabled {
        instance.ports.push(Port::new("jolokia", own.roll_gate.port.0));
    }
    vec![instance]
}

/// What a broker needs after its wait to hand over what it leads and to close its logs.
const FAREWELL_SECONDS: u32 = 60;

/// Reports a wait after which brokers would be killed before they have stopped.
fn check_hold(context: &Context, findings: &mut Findings) {
    let own = &context.values.kafka;
    let (hold, grace) = (own.roll_gate.hold_seconds.0, own.workload().termination_grace_period_seconds.0);
    if own.roll_gate.enabled && hold > 0 && hold.saturating_add(FAREWELL_SECONDS) > grace {
        let sentence = format!("a broker that waits for {hold} s is killed after {grace} s, before it has stopped");
        let fix = format!("set it to {} at most", grace.saturating_sub(FAREWELL_SECONDS));
        let fix = format!("{fix}, or kafka.terminationGracePeriodSeconds to {}", hold.saturating_add(FAREWELL_SECONDS));
        context.error(findings, "hold-exceeds-grace", &["kafka", "rollGate", "holdSeconds"], sentence, fix);
    }
}

/// Reports a gate that would never open: after the loss of all pods the first is never ready, because replicas are away,
/// and the others are not made before it is.
fn check_order(context: &Context, findings: &mut Findings) {
    let own = &context.values.kafka;
    let waits = own.roll_gate.enabled && own.roll_gate.give_up_after_seconds.is_none();
    if own.rollout.pod_management == PodManagement::OrderedReady && waits {
        let sentence = "the first broker waits for replicas on brokers that start only when it is ready";
        let fix = "set kafka.rollGate.giveUpAfterSeconds, or remove it: `Parallel` is the default";
        context.error(findings, "ordered-gate", &["kafka", "rollout", "podManagement"], sentence, fix);
    }
}

/// Startup and liveness ask the listener of the platform's own clients, which never depends on the outside.
fn probes(own: &Kafka, listeners: &Listeners) -> [Handler; 3] {
    let alive = || Handler::TcpPort(listeners.client_port());
    let ready = if own.roll_gate.enabled { Handler::Script("ready.sh") } else { alive() };
    [alive(), ready, alive()]
}

fn environment(context: &Context, listeners: &Listeners) -> Vec<serde_json::Value> {
    let own = &context.values.kafka;
    let mut list = vec![env("CPGEN_FIRST_ID", own.node_ids.first.0)];
    match &context.facts.quorum {
        Some(Quorum::Kraft { cluster_id, hosts, .. }) => {
            list.push(env("CPGEN_CLUSTER_ID", cluster_id));
            list.push(env("CPGEN_WAIT_CONTROLLERS", hosts.len() / 2 + 1));
        }
        Some(Quorum::Zookeeper { .. }) => list.push(env("CPGEN_WAIT_ZOOKEEPER", 1)),
        None => {}
    }
    if own.has_rack(context.values.kubernetes.version.minor()) {
        list.push(env_from_field("CPGEN_ZONE", "metadata.labels['topology.kubernetes.io/zone']"));
    }
    if listeners.advertise_host_ip() {
        list.push(env_from_field("CPGEN_HOST_IP", "status.hostIP"));
    }
    if own.roll_gate.enabled {
        list.push(env("CPGEN_JOLOKIA_PORT", own.roll_gate.port.0));
        list.push(env("CPGEN_READY_PORT", listeners.client_port()));
        if let Some(seconds) = own.roll_gate.give_up_after_seconds {
            list.push(env("CPGEN_GATE_SECONDS", seconds.0));
        }
        if own.roll_gate.hold_seconds.0 > 0 {
            list.push(env("CPGEN_HOLD_SECONDS", own.roll_gate.hold_seconds.0));
        }
    }
    list
}

/// `service-broker.yaml` shows one Service of one broker.
const BROKER_SERVICE: &str = "service-broker.yaml";

/// The label by which a StatefulSet marks each pod.
fn pod_selector(instance: &Instance, ordinal: u32) -> serde_json::Value {
    let mut selector = json!(instance.selector);
    selector["statefulset.kubernetes.io/pod-name"] = format!("{}-{ordinal}", instance.name).into();
    selector
}
