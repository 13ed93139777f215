//! A platform on a cluster, as its users put it there: `cpgen render | kubectl apply -f -`.

use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Error, Result, anyhow, ensure};
use serde_json::Value;

use crate::cluster::Cluster;
use crate::cluster::api::{has, name};
use crate::cluster::process::{run, wait};

/// What is rendered, and where it goes.
#[derive(Clone, Debug)]
pub struct Platform {
    /// Prefix of its objects.
    pub name: String,
    /// Where it lives.
    pub namespace: String,
    arguments: Vec<String>,
    is_server_side: bool,
}

impl Platform {
    /// A platform of a profile below `values/`, made small.
    pub fn of_profile(profile: &str, namespace: &str, arguments: &[&str]) -> Platform {
        let mut own = vec!["-f".to_string(), project(&format!("values/{profile}.yaml"))];
        own.extend(arguments.iter().map(|argument| argument.to_string()));
        own.extend(["-n".to_string(), namespace.to_string()]);
        let name = if matches!(profile, "quickstart" | "default") { "cp" } else { "orders" };
        Platform { name: name.to_string(), namespace: namespace.to_string(), arguments: own, is_server_side: false }
    }

    /// The same with more arguments.
    pub fn with(&self, arguments: &[&str]) -> Platform {
        let mut more = self.clone();
        more.arguments.extend(arguments.iter().map(|argument| argument.to_string()));
        more
    }

    /// The same, applied by the server.
    pub fn server_side(mut self) -> Platform {
        self.is_server_side = true;
        self
    }

    /// What `kubectl apply` and `kubectl diff` are told beside.
    pub fn mode(&self) -> &'static [&'static str] {
        if self.is_server_side { &["--server-side"] } else { &[] }
    }

    /// Whether one that stands is this one, whatever was changed of it since.
    pub fn is_served_by(&self, standing: &Platform) -> bool {
        standing.namespace == self.namespace && standing.is_server_side == self.is_server_side
    }

    /// What cpgen makes of it.
    pub fn render(&self) -> Result<String> {
        run(Command::new(env!("CARGO_BIN_EXE_cpgen")).arg("render").args(&self.arguments))
    }

    /// What clients dial, as `cpgen show endpoints` says it.
    pub fn endpoints(&self) -> Result<Vec<Value>> {
        let said =
            run(Command::new(env!("CARGO_BIN_EXE_cpgen")).args(["show", "endpoints", "--json"]).args(&self.arguments))?;
        Ok(serde_json::from_str::<Value>(&said)?.as_array().cloned().unwrap_or_default())
    }

    /// Makes its namespace, which enforces the `restricted` Pod Security Standard, with the Secret that profiles name.
    pub fn make_namespace(&self, cluster: &Cluster) -> Result<()> {
        make_namespace(cluster, &self.namespace, &["enforce", "warn"])?;
        let secret =
            "apiVersion: v1\nkind: Secret\nmetadata: {name: confluent-license}\nstringData: {license.txt: none}\n";
        cluster.apply(secret, &["-n", &self.namespace])?;
        Ok(())
    }

    /// Applies it. A warning of the server is a failure.
    pub fn apply(&self, cluster: &Cluster) -> Result<()> {
        let said = cluster.apply(&self.render()?, self.mode())?;
        ensure!(said.errors.is_empty(), "kubectl apply said: {}", said.errors);
        Ok(())
    }

    /// Waits until every StatefulSet and Deployment has rolled out, and says how many seconds it took.
    pub fn wait(&self, cluster: &Cluster, limit: u64) -> Result<f64> {
        let begin = Instant::now();
        wait(&format!("{} in {}", self.name, self.namespace), Duration::from_secs(limit), || {
            let late = self.late(cluster)?;
            ensure!(late.is_empty(), "not rolled out: {}", late.join(", "));
            Ok(())
        })
        .map_err(|late| described(late, cluster, &self.namespace))?;
        Ok(begin.elapsed().as_secs_f64())
    }

    /// Workloads that have not rolled out.
    pub fn late(&self, cluster: &Cluster) -> Result<Vec<String>> {
        let mut late = Vec::new();
        for kind in ["statefulsets", "deployments"] {
            for set in cluster.api.list(&format!("/apis/apps/v1/namespaces/{}/{kind}", self.namespace))? {
                let (wanted, status) = (&set["spec"]["replicas"], &set["status"]);
                let count = |key: &str| status[key].as_u64().unwrap_or(0);
                let wanted = wanted.as_u64().unwrap_or(1);
                let seen = status["observedGeneration"] == set["metadata"]["generation"];
                let complete = ["readyReplicas", "updatedReplicas", "availableReplicas", "replicas"];
                if !seen || complete.iter().any(|key| count(key) != wanted) {
                    late.push(format!("{} ({} of {wanted} ready)", name(&set), count("readyReplicas")));
                }
            }
        }
        Ok(late)
    }

    /// The pods of one of its components.
    pub fn pods(&self, cluster: &Cluster, component: &str) -> Result<Vec<Value>> {
        let mut pods = cluster
            .api
            .pods(&self.namespace, &format!("cpgen.dev/platform={},app.kubernetes.io/name={component}", self.name))?;
        pods.sort_by_key(|pod| name(pod).to_string());
        Ok(pods)
    }

    /// Waits until this many of its pods of a component are ready.
    pub fn wait_for(&self, cluster: &Cluster, component: &str, count: usize, limit: u64) -> Result<()> {
        wait(&format!("{count} ready pods of {component}"), Duration::from_secs(limit), || {
            let ready = self.pods(cluster, component)?.iter().filter(|pod| has(pod, "Ready")).count();
            ensure!(ready == count, "{ready} are ready");
            Ok(())
        })
        .map_err(|late| described(late, cluster, &self.namespace))
    }

    /// Deletes its namespace with everything in it.
    pub fn remove(&self, cluster: &Cluster) -> Result<()> {
        remove_namespace(cluster, &self.namespace)
    }
}

/// An error with pods and late events, for whoever reads a failure.
fn described(error: Error, cluster: &Cluster, namespace: &str) -> Error {
    let pods = cluster.ask(&["get", "pods", "-o", "wide", "-n", namespace]).unwrap_or_default();
    let events = cluster.ask(&["get", "events", "-n", namespace, "--sort-by=.lastTimestamp"]);
    let events: Vec<String> = events.unwrap_or_default().lines().map(str::to_string).collect();
    anyhow!("{error:#}\n{pods}{}", events[events.len().saturating_sub(12)..].join("\n"))
}

/// What every namespace of the cases is labelled with, so that none is left on a cluster that is not ours.
const OWN: &str = "cpgen.dev/case";

/// Deletes whatever namespaces cases have left.
pub fn remove_namespaces(cluster: &Cluster) -> Result<()> {
    let left = cluster.api.list(&format!("/api/v1/namespaces?labelSelector={}", OWN.replace('/', "%2F")))?;
    left.iter().try_for_each(|namespace| remove_namespace(cluster, name(namespace)))
}

fn remove_namespace(cluster: &Cluster, namespace: &str) -> Result<()> {
    // Where pods are left a namespace waits for half their grace period before it looks again. Pods that go with their
    // owner take the whole of it, and brokers would wait for each other: without an owner they go when they are told.
    let (all, here) = (["--all", "--wait=false"], ["-n", namespace]);
    let owners = ["delete", "statefulsets,deployments,replicasets", "--cascade=orphan"];
    cluster.ask(&[&owners[..], &all, &here].concat())?;
    cluster.ask(&[&["delete", "pods", "--grace-period=1"][..], &all, &here].concat())?;
    wait("pods to go", Duration::from_secs(120), || {
        let left = cluster.api.pods(namespace, "")?;
        ensure!(left.is_empty(), "{} are left", left.len());
        Ok(())
    })
    .map_err(|left| described(left, cluster, namespace))?;
    // What still has a finalizer when the namespace is emptied makes it wait for eight seconds.
    cluster.ask(&[&["delete", "persistentvolumeclaims", "--all", "--timeout=60s"][..], &here].concat())?;
    cluster.ask(&["delete", "namespace", namespace, "--wait=true", "--timeout=120s"])?;
    Ok(())
}

/// Makes a namespace in which the `restricted` Pod Security Standard stands in these modes.
pub fn make_namespace(cluster: &Cluster, name: &str, modes: &[&str]) -> Result<()> {
    let modes = modes.iter().map(|mode| format!("pod-security.kubernetes.io/{mode}: restricted"));
    let labels: Vec<String> = modes.chain([format!("{OWN}: \"true\"")]).collect();
    let labels = labels.join(", ");
    cluster
        .apply(&format!("apiVersion: v1\nkind: Namespace\nmetadata: {{name: {name}, labels: {{{labels}}}}}\n"), &[])?;
    wait("service account", Duration::from_secs(20), || {
        cluster.api.get(&format!("/api/v1/namespaces/{name}/serviceaccounts/default"))
    })?;
    Ok(())
}

/// A file of the project.
pub fn project(path: &str) -> String {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path).display().to_string()
}
