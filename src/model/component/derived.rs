//! What the files of several components have in common.

use indexmap::IndexMap;
use serde_json::{Value, json};

use crate::model::part::disk::Disk;
use crate::model::part::expose::Expose;
use crate::model::part::format::short_label;
use crate::model::part::workload::{Rollout, Strategy};
use crate::model::resolved::{
    Audience, Context, DEPLOYMENT, Endpoint, Files, Instance, Kafka, Plan, brokers_needed, env, expose,
};
use crate::source::Findings;

/// Reports properties in `config` that cpgen derives. `derived` pairs each (a final `*` stands for any ending) with the
/// values key to use instead.
pub fn refuse_derived(context: &Context, plan: &Plan, derived: &[(&str, &str)], findings: &mut Findings) {
    let set = plan.workload.config.keys().map(|p| ("config", p));
    let from_secrets = plan.workload.config_from_secrets.keys().map(|p| ("configFromSecrets", p));
    for (section, property) in set.chain(from_secrets) {
        let hit = derived.iter().find(|(name, _)| match name.strip_suffix('*') {
            Some(start) => property.starts_with(start),
            None => name == property,
        });
        if let Some((_, key)) = hit {
            let path = [&plan.section[..], &[section, property]].concat();
            let sentence = format!("cpgen derives `{property}`");
            context.error(findings, "derived-property", &path, sentence, instead(key));
        }
    }
}

/// What to do instead of setting a property that follows from `key`, or from `nothing: why`.
pub fn instead(key: &str) -> String {
    match key.strip_prefix("nothing: ") {
        Some(why) => format!("remove it: {why}"),
        None => format!("remove it and set {key}"),
    }
}

/// `updateStrategy` of a StatefulSet. The partition stands there even where it is 0: without it the controller makes a
/// pod that was lost during a roll in the old revision again (`newVersionedStatefulSetPod`), and from 1.35 on deletes it
/// at once for being unavailable and outdated (`MaxUnavailableStatefulSet`), over and over.
pub fn statefulset_strategy(rollout: &Rollout) -> Value {
    match rollout.strategy {
        Strategy::OnDelete => json!({ "type": "OnDelete" }),
        Strategy::RollingUpdate => {
            json!({ "type": "RollingUpdate", "rollingUpdate": { "partition": rollout.partition } })
        }
    }
}

/// `strategy` of a Deployment: a new pod first, so that capacity never drops.
pub fn deployment_strategy() -> Value {
    json!({ "type": "RollingUpdate", "rollingUpdate": { "maxSurge": 1, "maxUnavailable": 0 } })
}

/// `strategy` of a Deployment of which two at once would be in each other's way.
pub fn single_strategy() -> Value {
    json!({ "type": "Recreate" })
}

/// Reports disks that a Deployment, which has no claims, could not keep.
pub fn refuse_claims(
    context: &Context,
    template: &str,
    section: &[&str],
    disks: &[(&str, &Disk)],
    findings: &mut Findings,
) {
    for (name, _) in disks.iter().filter(|(_, disk)| template == DEPLOYMENT && !disk.ephemeral) {
        let path = [section, &["storage", name]].concat();
        let sentence = "the old chart runs this as a Deployment, whose pods cannot have a claim each";
        let fix = "set `ephemeral: true`, or use `naming.style: cpgen`";
        context.error(findings, "no-claims", &path, sentence, fix);
    }
}

/// The Kafka cluster that a component needs, or an error that says how to name one.
pub fn clients<'a>(context: &'a Context, section: &[&str], findings: &mut Findings) -> Option<&'a Kafka> {
    if context.facts.kafka.is_none() {
        let sentence = format!("{} needs Kafka, which is switched off", section.join("."));
        let fix = "set external.kafka.bootstrap to a cluster elsewhere, or set `enabled: false` here too";
        context.error(findings, "missing-kafka", section, sentence, fix);
    }
    context.facts.kafka.as_ref()
}

/// How many brokers a start script waits for before internal topics can be created: as many as replicate them, be that
/// derived or said in `config`.
pub fn wait_env(kafka: &Kafka, config: &IndexMap<String, String>) -> Value {
    let said = brokers_needed(config).map(|(_, brokers)| brokers).max().unwrap_or(0);
    env("CPGEN_WAIT_BROKERS", kafka.needed(said))
}

/// Completes a component that serves HTTP from a Deployment: files, volumes, objects, the way in from outside.
pub fn finish_http(
    context: &Context,
    plan: &Plan,
    mut instance: Instance,
    kafka: &Kafka,
    mut config: Files,
    exposed: &Expose,
    findings: &mut Findings,
) -> Instance {
    add_client_files(context, plan, &mut instance, kafka, &mut config, findings);
    instance.add_objects(plan, DEPLOYMENT);
    add_http(context, plan, &mut instance, exposed, findings);
    instance
}

/// Adds the files that every client of Kafka has: its start script, its logging, and the brokers to wait for.
pub fn add_client_files(
    context: &Context,
    plan: &Plan,
    instance: &mut Instance,
    kafka: &Kafka,
    config: &mut Files,
    findings: &mut Findings,
) {
    config
        .file("start.sh", &format!("{}/start.sh", plan.component))
        .file("functions.sh", "part/functions.sh")
        .text(plan.java.log4j_file(), plan.java.log4j(&plan.workload.logging));
    instance.secrets.extend(kafka.security.secrets(plan.component));
    let mut live = Files::default();
    live.addresses("brokers", &kafka.hosts);
    instance.add_files(context, plan, std::mem::take(config), live, findings);
}

/// Adds what clients of its first port dial, inside and, where it is exposed, outside.
pub fn add_http(context: &Context, plan: &Plan, instance: &mut Instance, exposed: &Expose, findings: &mut Findings) {
    let Some(port) = plan.ports.first() else { return };
    instance.endpoints.push(Endpoint {
        component: instance.folder.clone(),
        audience: Audience::Inside,
        address: format!("http://{}:{}", context.host(&instance.name), port.port),
        purpose: port.name.to_uppercase(),
    });
    expose(context, instance, exposed, &plan.section, &port.name, findings);
}

/// Path of a cluster's section: the component's own, or one of its `clusters`.
pub fn cluster_section<'a>(key: &'a str, cluster: Option<&'a str>) -> Vec<&'a str> {
    match cluster {
        Some(cluster) => vec![key, "clusters", cluster],
        None => vec![key],
    }
}

/// Reports a cluster whose name no object can carry, or that has clusters itself.
pub fn check_cluster(context: &Context, section: &[&str], has_clusters: bool, findings: &mut Findings) {
    let [_, _, cluster] = section else { return };
    if let Err(problem) = short_label(cluster) {
        context.error(findings, "bad-format", section, problem.sentence, problem.fix);
    }
    if *cluster == "main" {
        let fix = "give it another name";
        context.error(findings, "cluster-name", section, "`main` is the section's own cluster", fix);
    }
    if has_clusters {
        let path = [section, &["clusters"]].concat();
        let fix = "move them up to the component's own `clusters`";
        context.error(findings, "nested-clusters", &path, "a cluster cannot have clusters", fix);
    }
}
