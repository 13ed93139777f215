use indexmap::IndexMap;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::pod::{self, Handler, Java, Port};
use super::volumes::Volumes;
use super::{Context, Endpoint, Files, Object, naming, placement, service};
use crate::model::part::secret::SecretKey;
use crate::model::part::workload::{PodManagement, Workload};
use crate::model::section::NamingStyle;
use crate::source::Findings;
use crate::yaml;

/// One StatefulSet or Deployment with everything that belongs to it, as templates see it under the name `workload`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "named and shaped as in the Kubernetes objects that templates make of them")]
pub struct Instance {
    pub component: &'static str,
    /// Folder that its objects are written to: the component, and the cluster where there are several.
    pub folder: String,
    pub name: String,
    pub labels: IndexMap<String, String>,
    pub selector: IndexMap<String, String>,
    pub annotations: IndexMap<String, String>,
    pub pod_labels: IndexMap<String, String>,
    pub pod_annotations: IndexMap<String, String>,
    pub replicas: u32,
    pub headless_service: String,
    pub pod_management: PodManagement,
    pub revision_history_limit: u32,
    pub claim_labels: IndexMap<String, String>,
    pub service_account: String,
    pub image: String,
    pub env: Vec<Value>,
    pub env_from: Vec<Value>,
    pub ports: Vec<Port>,
    /// Ports of other containers of the pod that Services lead to as well.
    #[serde(skip)]
    pub ports_of_sidecars: Vec<Port>,
    pub startup_probe: Value,
    pub readiness_probe: Value,
    pub liveness_probe: Value,
    pub lifecycle: Value,
    pub resources: Value,
    pub container_security_context: Map<String, Value>,
    pub pod_security_context: Map<String, Value>,
    #[serde(flatten)]
    pub storage: Volumes,
    pub sidecars: Vec<Value>,
    pub init_containers: Vec<Value>,
    pub affinity: Value,
    pub topology_spread_constraints: Vec<Value>,
    pub node_selector: Map<String, Value>,
    pub tolerations: Vec<Value>,
    pub priority_class: Option<String>,
    pub termination_grace_period_seconds: u32,
    pub min_ready_seconds: u32,
    pub update_strategy: Value,
    /// Properties that cpgen derives, whose values stand in Secrets.
    #[serde(skip)]
    pub secrets: IndexMap<String, SecretKey>,
    /// How its objects are named.
    #[serde(skip)]
    pub style: NamingStyle,
    /// The objects that are rendered for it.
    #[serde(skip)]
    pub objects: Vec<Object>,
    /// What clients dial.
    #[serde(skip)]
    pub endpoints: Vec<Endpoint>,
}

/// What a component says to become an [`Instance`].
pub struct Plan<'a> {
    /// Component: `schema-registry`.
    pub component: &'static str,
    /// Its section in the values, for findings: `["connect", "clusters", "mongo"]`.
    pub section: Vec<&'a str>,
    /// `app.kubernetes.io/component`.
    pub role: &'static str,
    /// Which of several clusters.
    pub cluster: Option<&'a str>,
    /// The settings that it shares with all components.
    pub workload: &'a Workload,
    /// Confluent's image, without registry: `confluentinc/cp-kafka`.
    pub repository: &'static str,
    /// Its tag, where the values do not say.
    pub tag: String,
    /// The Java virtual machine.
    pub java: Java,
    /// Ports of the main container, without the exporter's.
    pub ports: Vec<Port>,
    /// What startup, readiness and liveness ask.
    pub probes: [Handler; 3],
    /// Environment of its start script.
    pub env: Vec<Value>,
    /// Update strategy of its StatefulSet or Deployment.
    pub update_strategy: Value,
}

impl Instance {
    /// The instance with all that does not differ between components. Volumes and files come later.
    pub fn new(context: &Context, plan: &Plan) -> Instance {
        let workload = plan.workload;
        let name = context.name(plan.component, plan.cluster);
        let selector = super::labels::selector(context, plan);
        let mut ports = plan.ports.clone();
        if workload.exporter.enabled {
            ports.push(Port::new("metrics", workload.exporter.port.0));
        }
        let [startup, readiness, liveness] = &plan.probes;
        let mut env = pod::java_env(plan.java, workload);
        env.extend(plan.env.iter().cloned());
        Instance {
            component: plan.component,
            folder: naming::folder(plan.component, plan.cluster),
            style: context.values.naming.style,
            headless_service: format!("{name}-headless"),
            pod_management: PodManagement::default(),
            // Up to Kubernetes 1.32 it is immutable, and the old chart had the server's default.
            revision_history_limit: if context.keeps_chart() { 10 } else { 5 },
            claim_labels: if context.keeps_chart() { IndexMap::new() } else { selector.clone() },
            service_account: match workload.service_account.name.as_str() {
                "" => name.clone(),
                own => own.to_string(),
            },
            labels: super::labels::object(context, plan, &selector),
            annotations: workload.annotations.clone(),
            pod_labels: super::labels::pod(context, plan, &selector),
            pod_annotations: super::labels::pod_annotations(workload, plan.component),
            replicas: workload.replicas.0,
            image: workload.image.reference(&context.values.images.registry, plan.repository, &plan.tag),
            env: pod::with_user_env(env, workload),
            env_from: workload.env_from.clone(),
            ports,
            ports_of_sidecars: Vec::new(),
            startup_probe: pod::probe(&workload.probes.startup, startup),
            readiness_probe: pod::probe(&workload.probes.readiness, readiness),
            liveness_probe: pod::probe(&workload.probes.liveness, liveness),
            lifecycle: Value::Null,
            resources: json!(workload.resources.with_memory_request()),
            container_security_context: placement::object(&workload.container_security_context),
            pod_security_context: placement::object(&workload.pod_security_context),
            storage: Volumes::default(),
            sidecars: super::labels::named(&workload.sidecars),
            init_containers: super::labels::named(&workload.init_containers),
            affinity: placement::affinity(&workload.placement, &selector),
            topology_spread_constraints: placement::spread(&workload.placement, &selector),
            node_selector: placement::object(&workload.placement.node_selector),
            tolerations: workload.placement.tolerations.clone(),
            priority_class: workload.priority_class.clone(),
            termination_grace_period_seconds: workload.termination_grace_period_seconds.0,
            min_ready_seconds: workload.min_ready_seconds.0,
            update_strategy: plan.update_strategy.clone(),
            secrets: IndexMap::new(),
            objects: Vec::new(),
            endpoints: Vec::new(),
            selector,
            name,
        }
    }

    /// An object named like the instance, in a file named like its template.
    pub fn object(&self, template: &'static str, fields: Map<String, Value>) -> Object {
        Object {
            template,
            file: template.to_string(),
            name: self.name.clone(),
            labels: self.labels.clone(),
            annotations: self.annotations.clone(),
            files: IndexMap::new(),
            fields,
        }
    }

    /// The instance's annotations with `more`, which win.
    pub fn annotated(&self, more: &IndexMap<String, String>) -> IndexMap<String, String> {
        let mut all = self.annotations.clone();
        all.extend(more.clone());
        all
    }

    /// Adds the objects that every component has: ServiceAccount, client Service, disruption budget, the workload
    /// itself (`template`), and the headless Service of a StatefulSet.
    pub fn add_objects(&mut self, plan: &Plan, template: &'static str) {
        let workload = plan.workload;
        if workload.service_account.name.is_empty() {
            let annotations = self.annotated(&workload.service_account.annotations);
            let object = Object { annotations, ..self.object("serviceaccount.yaml", Map::new()) };
            self.objects.push(object);
        }
        let all = self.ports.iter().chain(&self.ports_of_sidecars);
        let ports: Vec<_> = all.map(|port| service::port(self.style, self.component, port)).collect();
        // A Service without ports is refused, unless it is headless.
        if !ports.is_empty() {
            let mut client = self.object("service.yaml", service::fields("ClusterIP", &self.selector, ports.clone()));
            client.labels.extend(workload.service.labels.clone());
            client.annotations = self.annotated(&workload.service.annotations);
            self.objects.push(client);
        }
        if template == naming::STATEFUL_SET {
            let mut fields = service::fields("ClusterIP", &self.selector, ports);
            fields.insert("publishNotReadyAddresses".into(), true.into());
            let name = self.headless_service.clone();
            self.objects.push(Object { name, ..self.object("service-headless.yaml", fields) });
        }
        if workload.disruption_budget.enabled && self.replicas > 1 {
            let mut fields = Map::new();
            fields.insert("maxUnavailable".into(), workload.disruption_budget.max_unavailable.0.into());
            let mut budget = self.object("poddisruptionbudget.yaml", fields);
            if self.style == NamingStyle::CpHelmCharts {
                // A pod that two budgets select can never be evicted.
                budget.name = format!("{}-pdb", self.name);
            }
            self.objects.push(budget);
        }
        self.objects.push(self.object(template, Map::new()));
    }

    /// Adds the volumes and ConfigMaps that every component has. `config` is what the process reads only at its start,
    /// `live` what it rereads.
    pub fn add_files(&mut self, context: &Context, plan: &Plan, config: Files, live: Files, findings: &mut Findings) {
        let workload = plan.workload;
        super::labels::check(context, plan, findings);
        super::free_form::check(context, plan, findings);
        super::amounts::check_heap(context, plan, findings);
        super::amounts::check_replication(context, plan, findings);
        let path = [&plan.section[..], &["resources"]].concat();
        super::amounts::check_resources(context, &path, &workload.resources, findings);
        self.storage.mount("tmp", "/tmp", true, json!({ "emptyDir": {} }));
        self.add_config_map("configmap.yaml", "config", config, false);
        if live.is_any() {
            self.add_config_map("configmap-live.yaml", "live", live, true);
        }
        if workload.exporter.enabled {
            let mut rules = Files::default();
            match &workload.exporter.rules {
                Some(own) => {
                    let mut text = String::new();
                    yaml::write(own, &mut text);
                    rules.text("exporter.yaml", text)
                }
                None => rules.file("exporter.yaml", &format!("{}/exporter.yaml", plan.component)),
            };
            self.add_config_map("configmap-exporter.yaml", "exporter", rules, true);
        }
        let mut secrets = workload.config_from_secrets.clone();
        if let (true, Some(license)) = (needs_license(context, plan), &context.values.platform.license) {
            secrets.entry("confluent.license".into()).or_insert_with(|| license.clone());
        }
        // What a user says in `config` wins here too, though Secrets come last in the file.
        let derived = self.secrets.iter().filter(|(property, _)| !workload.config.contains_key(*property));
        for (property, at) in derived {
            secrets.entry(property.clone()).or_insert_with(|| at.clone());
        }
        self.storage.secret_properties(&secrets);
        self.storage.check_disks(context, &plan.section, findings);
        self.storage.user(context, &plan.section, workload, findings);
    }

    /// Adds a ConfigMap and mounts it at `/etc/cpgen/<volume>`. `live` says that its files are reread, so that a change
    /// restarts nothing.
    pub fn add_config_map(&mut self, template: &'static str, volume: &str, files: Files, live: bool) {
        let name = format!("{}-{volume}", self.name);
        let source = json!({ "configMap": { "name": name } });
        self.storage.mount(volume, &format!("/etc/cpgen/{volume}"), false, source);
        let mut fields = Map::new();
        fields.insert("data".into(), json!(files.texts));
        let mut object = Object { name, files: files.paths, ..self.object(template, fields) };
        if live {
            object.annotations.insert("cpgen.dev/reload".into(), "live".into());
        }
        self.objects.push(object);
    }
}

/// Everything of the enterprise edition, and Control Center in any; ZooKeeper has no use for a license.
fn needs_license(context: &Context, plan: &Plan) -> bool {
    plan.component == "control-center" || (context.is_enterprise() && plan.component != "zookeeper")
}
