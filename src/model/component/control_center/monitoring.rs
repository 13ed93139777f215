use serde_json::{Value, json};

use super::settings::{ControlCenter, Monitor};
use crate::model::resolved::{Context, Files, Instance, Port, env};

/// Prometheus' own port; brokers and controllers push their metrics to it.
pub const PROMETHEUS_PORT: u32 = 9090;
/// Alertmanager's own port.
pub const ALERTMANAGER_PORT: u32 = 9093;

/// Adds Prometheus and Alertmanager to Control Center's pod. They share a directory with it, since Control Center
/// rewrites the files of both while it runs.
pub fn add(context: &Context, own: &ControlCenter, instance: &mut Instance) {
    let mut files = Files::default();
    for name in ["prometheus-generated.yml", "recording_rules-generated.yml", "trigger_rules-generated.yml"] {
        files.file(name, &format!("control-center/{name}"));
    }
    for name in ["alertmanager-generated.yml", "web-config-prom.yml", "web-config-am.yml"] {
        files.file(name, &format!("control-center/{name}"));
    }
    instance.add_config_map("configmap-monitoring.yaml", "monitoring", files, false);
    instance.storage.mount("shared", "/mnt/config", true, json!({ "emptyDir": {} }));
    let shared = json!({ "name": "shared", "mountPath": "/mnt/config" });
    let disk = &own.storage.prometheus;
    instance.storage.disk("prometheus", "/var/lib/prometheus", disk);
    let Some(data) = instance.storage.mounts.pop() else { return };
    let source = json!({ "name": "monitoring", "mountPath": "/etc/cpgen/monitoring", "readOnly": true });
    instance.init_containers.insert(
        0,
        json!({
            "name": "share-configuration",
            "image": instance.image,
            "imagePullPolicy": context.values.images.pull_policy,
            "command": ["bash", "-c", "cp /etc/cpgen/monitoring/*.yml /mnt/config/"],
            "resources": instance.resources,
            "securityContext": instance.container_security_context,
            "volumeMounts": [source, shared],
        }),
    );
    let retention = env("METRICS_RETENTION_DAYS", format!("{}d", own.next_generation.retention_days.0));
    let prometheus = Process {
        name: "prometheus",
        repository: "confluentinc/cp-enterprise-prometheus",
        settings: &own.next_generation.prometheus,
        port: PROMETHEUS_PORT,
        directory: "/var/lib/prometheus",
        env: vec![retention],
        mounts: vec![shared.clone(), data],
    };
    let alertmanager = Process {
        name: "alertmanager",
        repository: "confluentinc/cp-enterprise-alertmanager",
        settings: &own.next_generation.alertmanager,
        port: ALERTMANAGER_PORT,
        directory: "/tmp",
        env: Vec::new(),
        mounts: vec![shared],
    };
    let sidecars = [prometheus, alertmanager].map(|process| process.container(context, own, instance));
    instance.sidecars.splice(0..0, sidecars);
    instance.ports_of_sidecars.push(Port::new("prometheus", PROMETHEUS_PORT));
}

struct Process<'a> {
    name: &'static str,
    repository: &'static str,
    settings: &'a Monitor,
    port: u32,
    directory: &'static str,
    env: Vec<Value>,
    mounts: Vec<Value>,
}

impl Process<'_> {
    /// The container, with a `/tmp` of its own: that of Control Center holds the license.
    fn container(self, context: &Context, own: &ControlCenter, instance: &mut Instance) -> Value {
        let tmp = format!("tmp-{}", self.name);
        instance.storage.volumes.push(json!({ "name": tmp, "emptyDir": {} }));
        let mut env =
            vec![env("CONFIG_PATH", "/mnt/config"), env("SHOULD_LOG_TO_FILE", false), env("LOG_FILE", "/dev/null")];
        env.extend(self.env);
        let mut mounts = self.mounts;
        mounts.push(json!({ "name": tmp, "mountPath": "/tmp" }));
        let registry = &context.values.images.registry;
        let ready =
            json!({ "httpGet": { "path": "/-/ready", "port": self.name }, "periodSeconds": 10, "timeoutSeconds": 5 });
        json!({
            "name": self.name,
            "image": self.settings.image.reference(registry, self.repository, &own.next_generation.version),
            "imagePullPolicy": context.values.images.pull_policy,
            "command": [format!("{}-start", self.name)],
            "workingDir": self.directory,
            "env": env,
            "ports": [{ "name": self.name, "containerPort": self.port, "protocol": "TCP" }],
            "readinessProbe": ready,
            "resources": self.settings.resources.with_memory_request(),
            "securityContext": instance.container_security_context,
            "volumeMounts": mounts,
        })
    }
}
