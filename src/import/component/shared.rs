//! What all charts have.

use crate::import::draft::Draft;
use crate::import::environment::{self, JMX};
use crate::import::heap::{self, heap};
use crate::import::helm;
use crate::import::part::{Hit, Part};
use crate::import::release::{Release, is_known, minor};
use crate::import::report::{Fate, Report};
use crate::import::row::{Row, To, row};
use crate::import::write::one_line;
use crate::import::{probes, scheduling, volumes};
use crate::values::Tree;

const SIDECAR: &str = "the exporter runs inside the process and has no container of its own";

/// The keys of every chart, those of the usual forks included.
pub const ROWS: &[Row] = &[
    row("enabled", To::Used("enabled")),
    row("nameOverride", To::Code(name_override)),
    row("fullnameOverride", To::Code(name_override)),
    row("image", To::Used("image.repository")),
    row("imageTag", To::Code(tag)),
    row("imagePullPolicy", To::Code(scheduling::pull_policy)),
    row("imagePullSecrets", To::Code(scheduling::pull_secrets)),
    row("heapOptions", To::Code(heap)),
    row("resources", To::Code(scheduling::resources)),
    row("podAnnotations", To::Code(scheduling::pod_annotations)),
    row("podLabels", To::Code(scheduling::pod_labels)),
    row("nodeSelector", To::Code(scheduling::node_selector)),
    row("tolerations", To::Code(scheduling::tolerations)),
    row("affinity", To::Code(scheduling::affinity)),
    row("securityContext", To::Code(scheduling::security)),
    row("podSecurityContext", To::Code(scheduling::security)),
    row("configurationOverrides", To::Code(environment::overrides)),
    row("customEnv", To::Code(environment::custom)),
    row("jmx.port", To::Drop(JMX)),
    row("jmx.enabled", To::Drop(JMX)),
    row("prometheus.jmx.enabled", To::Truth("exporter.enabled")),
    row("prometheus.jmx.port", To::Number("exporter.port")),
    row("prometheus.jmx.image", To::Drop(SIDECAR)),
    row("prometheus.jmx.imageTag", To::Drop(SIDECAR)),
    row("prometheus.jmx.imagePullPolicy", To::Drop(SIDECAR)),
    row("prometheus.jmx.resources", To::Drop(SIDECAR)),
    // Of forks.
    row("priorityClassName", To::Text("priorityClass")),
    row("terminationGracePeriodSeconds", To::Number("terminationGracePeriodSeconds")),
    row("serviceAccount", To::Code(scheduling::service_account)),
    row("serviceAccountName", To::Text("serviceAccount.name")),
    row("serviceMonitor", To::Code(monitor)),
    row("prometheus.serviceMonitor", To::Code(monitor)),
    row("livenessProbe", To::Code(probes::liveness)),
    row("readinessProbe", To::Code(probes::readiness)),
    row("startupProbe", To::Code(probes::startup)),
    row("volumes", To::Code(volumes::volumes)),
    row("extraVolumes", To::Drop("write it as `volumes`, as the chart of Connect has them")),
    row("volumeMounts", To::Code(volumes::mounts)),
    row("initContainers", To::Code(volumes::init_containers)),
    row("extraContainers", To::Code(volumes::sidecars)),
    row("sidecars", To::Code(volumes::sidecars)),
    row("env", To::Code(volumes::env)),
    row("extraEnv", To::Code(volumes::env)),
    row("envFromSecret", To::Code(volumes::env_from_secret)),
    row("podDisruptionBudget.enabled", To::Truth("disruptionBudget.enabled")),
    row("podDisruptionBudget.maxUnavailable", To::Number("disruptionBudget.maxUnavailable")),
];

/// `imageTag`, which is a version of Confluent Platform where the image is Confluent's.
fn tag(part: &mut Part, hit: &Hit) {
    let Some(text) = helm::text(&hit.tree) else { return part.wrong(hit, "a text") };
    let is_confluent = part.text("image").is_none_or(|image| image.contains("confluentinc/"));
    let fate = match (is_known(&text), is_confluent, &part.release.options.upgrade_to) {
        (_, true, Some(version)) => Fate::Dropped(format!("it goes to {version}")),
        (true, true, _) => Fate::Mapped("platform.version".into()),
        (false, true, _) => {
            let why = "cpgen's scripts are written for 6.0 and later; upgrade the release first";
            Fate::Open(format!("{}: {why}", part.path("image.tag")))
        }
        (_, false, _) => Fate::Mapped(part.path("image.tag")),
    };
    part.tell(hit, fate);
}

/// Forks add a ServiceMonitor, which is a custom resource.
fn monitor(part: &mut Part, hit: &Hit) {
    let is_off = hit.tree.get(&["enabled"]).and_then(helm::truth) == Some(false);
    let fate = match is_off {
        true => Fate::Default("cpgen renders none".into()),
        false => {
            Fate::Open("cpgen renders no ServiceMonitor; keep it as a file of your own, or see --templates".into())
        }
    };
    part.tell(hit, fate);
}

/// The names that a release gave a component, which all others follow now.
fn name_override(part: &mut Part, hit: &Hit) {
    let Some(text) = helm::text(&hit.tree) else { return part.wrong(hit, "a text") };
    if !part.release.adopts() {
        return part.tell(hit, Fate::Dropped("cpgen has names of its own".into()));
    }
    let component = match part.cluster {
        Some(cluster) => format!("{}-{cluster}", part.chart.component),
        None => part.chart.component.to_string(),
    };
    let key = if hit.key.ends_with("fullnameOverride") { "fullName" } else { "name" };
    part.draft.set(&["naming", "overrides", &component, key], text, hit.origin());
    part.tell(hit, Fate::Mapped(format!("naming.overrides.{component}.{key}")));
}

/// Writes what every chart has where its user sets nothing.
pub fn finish(part: &mut Part) {
    image(part);
    // The chart names neither for Control Center: it has no exporter, and reads the heap from another variable.
    if part.chart.section != "controlCenter" {
        part.fill(&["exporter", "port"], 5556);
        heap::fill(part);
    }
    const NONE: &str = "the chart asks for nothing, cpgen would";
    part.fill_for(&["resources", "requests", "cpu"], serde_json::Value::Null, NONE);
    part.fill_for(&["resources", "limits", "memory"], serde_json::Value::Null, NONE);
}

/// The image, where it is not the one that follows from version and edition.
fn image(part: &mut Part) {
    let written = part.text("image").unwrap_or_else(|| part.chart.image.to_string());
    let tag = part.image_tag();
    let repository = written.trim_start_matches("docker.io/");
    let is_confluent = repository.starts_with("confluentinc/");
    if let (Some((repository, "sha256")), true) = (repository.split_once('@'), tag.len() == 64) {
        part.set(&["image", "repository"], repository, part.origin("image"));
        part.set(&["image", "digest"], format!("sha256:{tag}"), part.origin("imageTag"));
        return;
    }
    let upgrades = part.release.options.upgrade_to.is_some();
    let own = part.chart.images[usize::from(part.release.enterprise)];
    // Later versions have this image under another name only.
    let renamed = upgrades && repository == "confluentinc/cp-enterprise-kafka";
    if repository != own && !renamed {
        part.set(&["image", "repository"], repository, part.origin("image"));
    }
    if upgrades && is_confluent {
        return;
    }
    if let (true, Some(hit)) = (upgrades, part.get("image")) {
        let why = format!("build it on Confluent Platform {}", part.release.version);
        part.tell(&hit, Fate::Open(why));
    }
    match (is_known(&tag) && is_confluent, tag == part.release.version) {
        (true, true) => {}
        (true, false) => part.set(&["version"], tag, part.origin("imageTag")),
        (false, _) => part.set(&["image", "tag"], tag, part.origin("imageTag")),
    }
}

/// What the report says about the whole.
pub fn notes(release: &Release, draft: &Draft, report: &mut Report) {
    let version = &release.version;
    if minor(version) < (7, 9) {
        report.notes.push(format!(
            "Confluent Platform {version} is rendered as the newer ones are, but below 7.9 nothing was proven on real \
             pods; `--upgrade-to 7.9.2` takes the last line with ZooKeeper"
        ));
    }
    if draft.get(&["name"]).and_then(serde_json::Value::as_str) != Some(release.name.as_str()) {
        report.notes.push("the platform is called `cp`: cpgen's own labels take up to 32 of a-z, 0-9 and -".into());
    }
    if draft.get(&["namespace"]).is_none() {
        let why = "without a namespace brokers advertise names that only pods of their own namespace can dial; say --namespace";
        report.notes.push(why.into());
    }
    if release.adopts() {
        report.notes.push(
            "before the first apply, `kubectl apply set-last-applied --create-annotation` on what `helm get manifest` \
             prints, or containers of the chart stay; never `helm uninstall`, which deletes the platform"
                .into(),
        );
    }
}

/// The first lines of the values file.
pub fn header(release: &Release, values: &Tree) -> String {
    let source = if values.place.is_default() { "no values" } else { &values.place.source.name };
    let mut text =
        format!("# Imported from cp-helm-charts: release {}, {}\n", one_line(&release.name), one_line(source));
    if minor(&release.version) < (7, 9) {
        text.push_str("# Below Confluent Platform 7.9 nothing was proven on real pods.\n");
    }
    text
}
