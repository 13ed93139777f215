use serde::Serialize;
use serde_json::{Value, json};

use crate::model::part::logging::Logging;
use crate::model::part::probe::Probe;
use crate::model::part::resources::HeapRule;
use crate::model::part::workload::Workload;

/// A port of the main container and of the Services in front of it.
#[derive(Clone, Debug, Serialize)]
pub struct Port {
    /// Name of at most 15 characters.
    pub name: String,
    /// Number.
    pub port: u32,
}

impl Port {
    /// A port with a name.
    pub fn new(name: &str, port: u32) -> Port {
        Port { name: name.to_string(), port }
    }
}

/// What a probe asks.
#[derive(Clone, Debug)]
pub enum Handler {
    /// Whether the port of this name takes connections.
    Tcp(&'static str),
    /// Whether the port of this number takes connections.
    TcpPort(u32),
    /// Whether `GET path` on the port of this name succeeds.
    Http(&'static str, &'static str),
    /// Whether a script below `/etc/cpgen/live` ends with 0.
    Script(&'static str),
    /// Nothing.
    None,
}

/// One probe of a container, with the timing that the values set; nothing where it is off.
pub fn probe(settings: &Probe, handler: &Handler) -> Value {
    let own = match handler {
        Handler::Tcp(port) => json!({ "tcpSocket": { "port": port } }),
        Handler::TcpPort(port) => json!({ "tcpSocket": { "port": port } }),
        Handler::Http(path, port) => json!({ "httpGet": { "path": path, "port": port } }),
        Handler::Script(file) => json!({ "exec": { "command": ["bash", format!("/etc/cpgen/live/{file}")] } }),
        Handler::None => Value::Null,
    };
    let chosen = settings.handler.clone().unwrap_or(own);
    let Value::Object(mut probe) = chosen else { return Value::Null };
    if !settings.enabled {
        return Value::Null;
    }
    if settings.initial_delay_seconds.0 > 0 {
        probe.insert("initialDelaySeconds".into(), settings.initial_delay_seconds.0.into());
    }
    probe.insert("periodSeconds".into(), settings.period_seconds.0.into());
    probe.insert("timeoutSeconds".into(), settings.timeout_seconds.0.into());
    probe.insert("failureThreshold".into(), settings.failure_threshold.0.into());
    Value::Object(probe)
}

/// How a component's Java virtual machine is set up.
#[derive(Clone, Copy, Debug)]
pub struct Java {
    /// What its start command calls its environment: `KAFKA` of `KAFKA_HEAP_OPTS`.
    pub prefix: &'static str,
    /// How much of the memory limit becomes heap.
    pub heap: HeapRule,
    /// Whether logging is Log4j 2.
    pub log4j2: bool,
}

impl Java {
    /// Name of the logging configuration.
    pub fn log4j_file(self) -> &'static str {
        if self.log4j2 { "log4j2.properties" } else { "log4j.properties" }
    }

    /// The logging configuration.
    pub fn log4j(self, logging: &Logging) -> String {
        if self.log4j2 { logging.log4j2() } else { logging.log4j() }
    }
}

/// A plain environment variable.
pub fn env(name: &str, value: impl ToString) -> Value {
    json!({ "name": name, "value": value.to_string() })
}

/// An environment variable from a field of the pod.
pub fn env_from_field(name: &str, path: &str) -> Value {
    json!({ "name": name, "valueFrom": { "fieldRef": { "fieldPath": path } } })
}

/// The environment that every start script and its Java virtual machine read.
pub fn java_env(java: Java, workload: &Workload) -> Vec<Value> {
    let mut options = vec!["-XX:+ExitOnOutOfMemoryError".to_string()];
    options.extend(workload.jvm_options.iter().cloned());
    let option = if java.log4j2 { "-Dlog4j2.configurationFile=" } else { "-Dlog4j.configuration=file:" };
    let log4j = format!("{option}/etc/cpgen/config/{}", java.log4j_file());
    let heap = java.heap.options(workload.heap.as_ref(), workload.resources.memory());
    let mut list = vec![env("LOG_DIR", "/tmp")];
    if !heap.is_empty() {
        list.push(env(&format!("{}_HEAP_OPTS", java.prefix), heap));
    }
    list.push(env(&format!("{}_LOG4J_OPTS", java.prefix), log4j));
    list.push(env(&format!("{}_OPTS", java.prefix), options.join(" ")));
    if workload.exporter.enabled {
        list.push(env("CPGEN_EXPORTER_PORT", workload.exporter.port.0));
    }
    list
}

/// `list` with the user's own variables: each name once, theirs in the place of ours.
pub fn with_user_env(mut list: Vec<Value>, workload: &Workload) -> Vec<Value> {
    for (name, variable) in &workload.env {
        let entry = match (&variable.value, &variable.value_from) {
            (Some(value), _) => env(name, value),
            (None, Some(source)) => json!({ "name": name, "valueFrom": source }),
            (None, None) => env(name, ""),
        };
        match list.iter_mut().find(|e| e["name"] == name.as_str()) {
            Some(ours) => *ours = entry,
            None => list.push(entry),
        }
    }
    list
}
