use super::advertise::{Advertised, Listeners};
use super::security;
use super::settings::Broker;
use crate::model::component::derived::instead;
use crate::model::resolved::{
    CONTROLLER_LISTENER, Context, Files, Instance, Properties, Quorum, replication, telemetry, topic_defaults,
};
use crate::source::Findings;

/// `server.properties`: what is the same for all brokers.
pub fn server(context: &Context, listeners: &Listeners) -> Properties {
    let own = &context.values.kafka;
    let mut properties = Properties::default();
    let mut protocols: Vec<String> =
        listeners.iter().map(|(_, name, listener)| format!("{name}:{}", listener.protocol())).collect();
    match &context.facts.quorum {
        Some(Quorum::Kraft { voters, .. }) => {
            protocols.push(format!("{}:PLAINTEXT", CONTROLLER_LISTENER));
            properties
                .set("process.roles", "broker")
                .set("controller.quorum.voters", voters)
                .set("controller.listener.names", CONTROLLER_LISTENER);
        }
        Some(Quorum::Zookeeper { connect, .. }) => {
            properties.set("zookeeper.connect", connect);
        }
        None => {}
    }
    let disks: Vec<String> = own.storage.keys().map(|name| format!("/var/lib/kafka/{name}/logs")).collect();
    let (bound, differs) = listeners.bound();
    if !differs {
        properties.set("listeners", bound);
    }
    properties
        .set("listener.security.protocol.map", protocols.join(","))
        .set("inter.broker.listener.name", own.inter_broker_listener.to_uppercase())
        .set("log.dirs", disks.join(","))
        .set("auto.create.topics.enable", false);
    security::properties(own, &mut properties);
    topic_defaults(context, &mut properties);
    replication(context, &mut properties);
    telemetry(context, &mut properties);
    properties.overlay(&own.config);
    properties
}

/// `pod.properties`: what only the pod knows. The start script replaces what stands in braces. `broker` is what differs
/// for one of them.
pub fn pod(context: &Context, listeners: &Listeners, instance: &Instance, broker: Option<&Broker>) -> String {
    let id = match context.facts.quorum {
        Some(Quorum::Zookeeper { .. }) => "broker.id",
        _ => "node.id",
    };
    let advertised: Vec<String> = listeners
        .iter()
        .map(|(key, name, listener)| {
            let Advertised { mut host, mut port } = listeners.advertised(context, instance, listener);
            if let Some(own) = broker.and_then(|broker| broker.advertise.get(key)) {
                if !own.host.is_empty() {
                    host = own.host.clone();
                }
                port = own.port.map_or(port, |p| p.0.to_string());
            }
            format!("{name}://{host}:{port}")
        })
        .collect();
    let mut text = format!("{id}={{id}}\nadvertised.listeners={}\n", advertised.join(","));
    let (bound, differs) = listeners.bound();
    if differs {
        text.push_str(&format!("listeners={bound}\n"));
    }
    match broker.map(|broker| broker.rack.as_str()).filter(|rack| !rack.is_empty()) {
        Some(rack) => text.push_str(Properties::default().set("broker.rack", rack).text().as_str()),
        None if context.values.kafka.has_rack(context.values.kubernetes.version.minor()) => {
            text.push_str("broker.rack={zone}\n");
        }
        None => {}
    }
    text
}

/// `broker-<id>.properties` and `pod-<id>.properties` for the brokers that differ.
pub fn overrides(
    context: &Context,
    listeners: &Listeners,
    instance: &Instance,
    config: &mut Files,
    findings: &mut Findings,
) {
    let own = &context.values.kafka;
    let first = own.node_ids.first.0;
    let last = first + instance.replicas - 1;
    for (id, broker) in &own.brokers {
        let path = ["kafka", "brokers", id];
        if !id.parse::<u32>().is_ok_and(|number| (first..=last).contains(&number) && number.to_string() == *id) {
            let sentence = format!("there is no broker `{id}`");
            context.error(findings, "unknown-broker", &path, sentence, format!("take an id from {first} to {last}"));
        }
        for (property, key) in super::DERIVED.iter().filter(|(name, _)| broker.config.contains_key(*name)) {
            let path = [&path[..], &["config", property]].concat();
            let sentence = format!("cpgen derives `{property}`");
            context.error(findings, "derived-property", &path, sentence, instead(key));
        }
        for listener in broker.advertise.keys().filter(|name| !own.listeners.contains_key(*name)) {
            let path = [&path[..], &["advertise", listener]].concat();
            let sentence = format!("there is no listener `{listener}`");
            context.error(findings, "unknown-listener", &path, sentence, "take a key of kafka.listeners");
        }
        for (listener, address) in broker.advertise.iter().filter(|(_, address)| !address.host.is_empty()) {
            let path = [&path[..], &["advertise", listener, "host"]].concat();
            super::services::check_host(context, &address.host, &path, findings);
        }
        if !broker.config.is_empty() {
            let mut properties = Properties::default();
            properties.overlay(&broker.config);
            config.properties(&format!("broker-{id}.properties"), &properties);
        }
        if !broker.advertise.is_empty() || !broker.rack.is_empty() {
            let text = pod(context, listeners, instance, Some(broker));
            config.text(&format!("pod-{id}.properties"), text);
        }
    }
}
