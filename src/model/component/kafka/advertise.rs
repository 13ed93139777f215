use indexmap::IndexMap;

use super::Kafka;
use crate::model::part::listener::Listener;
use crate::model::resolved::{Context, Instance, Port};
use crate::source::{Findings, excerpt};
use crate::values::nearest;

/// The listeners of all brokers.
pub struct Listeners<'a> {
    own: &'a Kafka,
    keeps_chart: bool,
    all: &'a IndexMap<String, Listener>,
}

/// Host and port that a broker advertises; both may hold `{pod}`, `{id}`, `{ordinal}`, `{hostIP}` and
/// `{31090+ordinal}`, which the start script replaces.
pub struct Advertised {
    /// The host.
    pub host: String,
    /// The port.
    pub port: String,
}

impl<'a> Listeners<'a> {
    /// The listeners that the values set, checked.
    pub fn resolve(context: &'a Context, findings: &mut Findings) -> Listeners<'a> {
        let own = &context.values.kafka;
        let listeners = Listeners { own, keeps_chart: context.keeps_chart(), all: &own.listeners };
        listeners.check(context, findings);
        listeners
    }

    fn check(&self, context: &Context, findings: &mut Findings) {
        let mut ports: IndexMap<u32, &str> = IndexMap::new();
        if self.own.exporter.enabled {
            ports.insert(self.own.exporter.port.0, "the exporter");
        }
        if self.own.roll_gate.enabled {
            ports.insert(self.own.roll_gate.port.0, "the roll gate");
        }
        for (name, listener) in self.all {
            let path = ["kafka", "listeners", name];
            let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
            let is_name = (2..=15).contains(&name.len())
                && name.starts_with(|c: char| c.is_ascii_lowercase())
                && name.chars().all(letters)
                && name != "controller";
            if !is_name {
                let sentence = format!("`{name}` cannot name a listener");
                let fix = "use 2 to 15 of a-z and 0-9, beginning with a letter; `controller` is taken";
                context.error(findings, "listener-name", &path, sentence, fix);
            }
            if let Some(other) = ports.insert(listener.port.0, name) {
                let sentence = format!("port {} is used by {other} already", listener.port.0);
                context.error(findings, "port-taken", &path, sentence, "give one of them another port");
            }
        }
        for (key, name) in
            [("interBrokerListener", &self.own.inter_broker_listener), ("clientListener", &self.own.client_listener)]
        {
            if !self.all.contains_key(name) {
                let known = self.all.keys().map(String::as_str);
                let fix = match nearest(name, known.clone()) {
                    Some(near) => format!("write `{near}`, or add it to kafka.listeners"),
                    None => format!("take one of {}", known.collect::<Vec<_>>().join(", ")),
                };
                let sentence = format!("kafka.{key} is `{}`, and there is no such listener", excerpt(name));
                context.error(findings, "unknown-listener", &["kafka", key], sentence, fix);
            }
        }
    }

    /// Names in the values and in Kafka, with the port.
    pub fn iter(&self) -> impl Iterator<Item = (&'a str, String, &'a Listener)> {
        self.all.iter().map(|(name, listener)| (name.as_str(), name.to_uppercase(), listener))
    }

    /// Ports of the container that are the same for all brokers.
    pub fn ports(&self) -> Vec<Port> {
        let all = self.all.iter().filter(|(_, listener)| self.first_port(listener).is_none());
        all.map(|(name, listener)| Port::new(name, listener.port.0)).collect()
    }

    /// The first of the ports in a row that brokers listen on, where it is another one for each: brokers of the old chart
    /// listen on the very node port that leads to them.
    pub fn first_port(&self, listener: &Listener) -> Option<u32> {
        let node_port = listener.expose.node_port.as_ref().filter(|_| self.keeps_chart)?;
        Some(node_port.first.0)
    }

    /// `listeners`, and whether the start script has ports to fill in.
    pub fn bound(&self) -> (String, bool) {
        let address = |(_, name, listener): (_, String, &Listener)| match self.first_port(listener) {
            Some(first) => format!("{name}://:{{{first}+ordinal}}"),
            None => format!("{name}://:{}", listener.port.0),
        };
        let differs = self.all.values().any(|listener| self.first_port(listener).is_some());
        (self.iter().map(address).collect::<Vec<_>>().join(","), differs)
    }

    /// The port that the platform's own clients use.
    pub fn client_port(&self) -> u32 {
        port_of(self.own, &self.own.client_listener)
    }

    /// Whether any listener advertises the IP of the node.
    pub fn advertise_host_ip(&self) -> bool {
        self.all.values().any(|listener| match &listener.expose.node_port {
            Some(node_port) => node_port.advertise.host.is_empty(),
            None => false,
        })
    }

    /// `host:port` of every broker on the listener that brokers use among themselves.
    pub fn peers(&self, context: &Context, instance: &Instance) -> Vec<String> {
        let headless = context.host(&instance.headless_service);
        let port = port_of(self.own, &self.own.inter_broker_listener);
        (0..instance.replicas).map(|ordinal| format!("{}-{ordinal}.{headless}:{port}", instance.name)).collect()
    }

    /// What a broker advertises on one listener.
    pub fn advertised(&self, context: &Context, instance: &Instance, listener: &Listener) -> Advertised {
        match (&listener.expose.node_port, &listener.expose.load_balancer) {
            (Some(node_port), _) => Advertised {
                host: match node_port.advertise.host.as_str() {
                    "" => "{hostIP}".to_string(),
                    host => host.to_string(),
                },
                port: format!("{{{}+ordinal}}", node_port.first.0),
            },
            (None, Some(balancer)) => {
                Advertised { host: balancer.host.clone(), port: balancer.port.unwrap_or(listener.port).0.to_string() }
            }
            (None, None) => Advertised {
                host: format!("{{pod}}.{}", context.host(&instance.headless_service)),
                port: listener.port.0.to_string(),
            },
        }
    }
}

/// The port of a listener; 0 for one that does not exist, which is reported where listeners are checked.
pub fn port_of(own: &Kafka, listener: &str) -> u32 {
    own.listeners.get(listener).map_or(0, |l| l.port.0)
}
