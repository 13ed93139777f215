//! A Kubernetes in three shapes, and a fourth: whatever the kubeconfig of the moment leads to.

pub mod api;
mod control_plane;
pub mod dns;
pub mod node;
pub mod pods;
pub mod process;
pub mod simulated;
pub mod volumes;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

use api::{Api, has, name};
use control_plane::ControlPlane;
use node::Node;
use process::{Process, Said, pipe, run, wait};
use serde_json::{Value, json};

use crate::build::{self, Minor};
use crate::sandbox;

/// A running Kubernetes.
pub struct Cluster {
    /// Real nodes; none in the other shapes.
    pub nodes: Vec<Node>,
    /// Its API server.
    pub api: Api,
    folder: PathBuf,
    control_plane: Option<ControlPlane>,
    dns: Option<Process>,
    outside: Option<Process>,
    _kubelets: Option<Process>,
}

impl Cluster {
    /// A control plane alone: admission and dry runs.
    pub fn control_plane(minor: Minor) -> Result<Cluster> {
        let folder = folder(minor)?;
        let control_plane = ControlPlane::start(minor, &folder)?;
        let api = Api::start(kubectl(Some(&control_plane)), &folder.join("logs"))?;
        Ok(Cluster {
            nodes: Vec::new(),
            api,
            folder,
            control_plane: Some(control_plane),
            dns: None,
            outside: None,
            _kubelets: None,
        })
    }

    /// With simulated nodes: scheduling, budgets, drains.
    pub fn simulated(minor: Minor) -> Result<Cluster> {
        let mut cluster = Cluster::control_plane(minor)?;
        cluster.apply(&simulated::manifests(), &[])?;
        let kubeconfig = cluster.kubeconfig()?.to_path_buf();
        cluster._kubelets = Some(simulated::start(&kubeconfig, &cluster.folder.join("logs"))?);
        cluster.wait_for_nodes(simulated::NODES)?;
        Ok(cluster)
    }

    /// With `count` real nodes.
    pub fn real(minor: Minor, count: usize) -> Result<Cluster> {
        let mut cluster = Cluster::control_plane(minor)?;
        let kubeconfig = cluster.kubeconfig()?.to_path_buf();
        cluster.dns = Some(dns::start(&kubeconfig, &cluster.folder, dns::Caching::None)?);
        cluster.outside = Some(outside(&cluster.folder)?);
        let binaries = cluster.control_plane.as_ref().map(|c| c.binaries.clone()).unwrap_or_default();
        let mut manifests = volumes::classes();
        for index in 1..=count {
            let mut node = Node::new(index, &cluster.folder);
            node.start(&binaries, &kubeconfig)?;
            for (number, class) in volumes::CLASSES.iter().cycle().take(DISKS * volumes::CLASSES.len()).enumerate() {
                let path = node.disk(number);
                fs::create_dir_all(path.join("lost+found"))?;
                let volume = format!("{}-disk{number}", node.name);
                manifests.push_str(&volumes::local(&volume, class, &node.name, &path.display().to_string()));
            }
            cluster.nodes.push(node);
        }
        cluster.apply(&manifests, &[])?;
        cluster.wait_for_nodes(count)?;
        Ok(cluster)
    }

    /// The cluster of the current kubeconfig, as it is.
    pub fn existing() -> Result<Cluster> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("existing");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder)?;
        let api = Api::start(kubectl(None), &folder)?;
        Ok(Cluster { nodes: Vec::new(), api, folder, control_plane: None, dns: None, outside: None, _kubelets: None })
    }

    /// `kubectl` for this cluster.
    pub fn kubectl(&self) -> Command {
        kubectl(self.control_plane.as_ref())
    }

    /// The newest `kubectl` for this cluster. Before 1.33 each object of a dry run makes it read the API's documents
    /// anew, which takes 50 ms of work where a newer one takes 10.
    pub fn newest_kubectl(&self) -> Result<Command> {
        match &self.control_plane {
            None => Ok(kubectl(None)),
            Some(control_plane) => Ok(of(&build::kubernetes(Minor::Newest)?, &control_plane.kubeconfig)),
        }
    }

    /// Runs `kubectl` with arguments and gives what it prints.
    pub fn ask(&self, arguments: &[&str]) -> Result<String> {
        run(self.kubectl().args(arguments))
    }

    /// `kubectl apply -f -` of a stream of manifests.
    pub fn apply(&self, manifests: &str, arguments: &[&str]) -> Result<Said> {
        let said = self.pipe(&[&["apply", "-f", "-"], arguments].concat(), manifests)?;
        ensure!(said.success, "kubectl apply {arguments:?}: {}", said.errors);
        Ok(said)
    }

    /// Runs `kubectl` with something on its standard input, whatever comes of it.
    pub fn pipe(&self, arguments: &[&str], input: &str) -> Result<Said> {
        pipe(self.kubectl().args(arguments), input)
    }

    /// Starts the name server anew with other caching.
    pub fn cache_names(&mut self, caching: dns::Caching) -> Result<()> {
        let kubeconfig = self.kubeconfig()?.to_path_buf();
        self.dns = None;
        self.dns = Some(dns::start(&kubeconfig, &self.folder, caching)?);
        Ok(())
    }

    /// Switches a node on again.
    pub fn start_node(&mut self, index: usize) -> Result<()> {
        let kubeconfig = self.kubeconfig()?.to_path_buf();
        let binaries = self.control_plane.as_ref().map(|c| c.binaries.clone()).unwrap_or_default();
        self.nodes[index].start(&binaries, &kubeconfig)
    }

    /// Waits until this many nodes are ready.
    pub fn wait_for_nodes(&self, count: usize) -> Result<()> {
        wait("nodes", Duration::from_secs(180), || {
            let nodes = self.api.list("/api/v1/nodes")?;
            let ready = nodes.iter().filter(|node| has(node, "Ready")).count();
            ensure!(ready == count, "{ready} of {count} are ready");
            Ok(())
        })
    }

    /// Where its processes write, for whoever looks into a failure.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A command that runs on the host outside.
    pub fn outside(&self) -> Command {
        match &self.outside {
            None => Command::new("env"),
            Some(outside) => {
                let mut command = Command::new("nsenter");
                command.arg(format!("--net=/proc/{}/ns/net", outside.id()));
                command
            }
        }
    }

    /// Names of its nodes.
    pub fn node_names(&self) -> Result<Vec<String>> {
        Ok(self.api.list("/api/v1/nodes")?.iter().map(|node| name(node).to_string()).collect())
    }

    /// Empties its own volumes, but for those of the namespaces that are kept, once their claims are gone, and offers them
    /// again. Those of a cluster that exists are not ours.
    pub fn renew_volumes(&self, kept: &[&str]) -> Result<()> {
        if self.control_plane.is_none() {
            return Ok(());
        }
        let path = "/api/v1/persistentvolumes";
        let used: Vec<Value> = wait("released volumes", Duration::from_secs(30), || {
            let all = self.api.list(path)?;
            let holder = |volume: &Value| volume["spec"]["claimRef"]["namespace"].as_str().map(str::to_string);
            let is_used = |volume: &Value| holder(volume).is_some_and(|holder| !kept.contains(&holder.as_str()));
            let used: Vec<Value> = all.into_iter().filter(is_used).collect();
            ensure!(used.iter().all(|volume| volume["status"]["phase"] == "Released"), "some are in use");
            Ok(used)
        })?;
        for volume in used {
            let folder = Path::new(volume["spec"]["local"]["path"].as_str().context("no local volume")?);
            if folder.starts_with(&self.folder) {
                for entry in fs::read_dir(folder)?.flatten().filter(|entry| entry.file_name() != "lost+found") {
                    match entry.path().is_dir() {
                        true => fs::remove_dir_all(entry.path())?,
                        false => fs::remove_file(entry.path())?,
                    }
                }
            }
            self.api.patch(&format!("{path}/{}", name(&volume)), &json!({ "spec": { "claimRef": null } }))?;
        }
        Ok(())
    }

    fn kubeconfig(&self) -> Result<&Path> {
        match &self.control_plane {
            Some(control_plane) => Ok(&control_plane.kubeconfig),
            None => bail!("this cluster is not ours to change"),
        }
    }
}

/// Volumes of each class on each real node.
const DISKS: usize = 8;

fn kubectl(control_plane: Option<&ControlPlane>) -> Command {
    match control_plane {
        None => Command::new("kubectl"),
        Some(control_plane) => of(&control_plane.binaries, &control_plane.kubeconfig),
    }
}

fn of(binaries: &Path, kubeconfig: &Path) -> Command {
    let mut command = Command::new(binaries.join("kubectl"));
    command.arg("--kubeconfig").arg(kubeconfig);
    // Its cache of what the server knows would survive the server.
    command.env("KUBECACHEDIR", kubeconfig.with_file_name("kubectl-cache"));
    command
}

/// A host on the bridge that knows no way to pods and Services: what it reaches, anybody reaches.
fn outside(folder: &Path) -> Result<Process> {
    let mut command = Command::new("unshare");
    let host = Process::start("outside", &folder.join("logs"), command.args(["--net", "sleep", "infinity"]))?;
    let id = host.id();
    process::shell(&format!(
        "until [ \"$(readlink /proc/{id}/ns/net)\" != \"$(readlink /proc/self/ns/net)\" ]; do sleep 0.05; done
         ip link add cpgen0 type veth peer name eth0 netns {id}
         ip link set cpgen0 master cpgen up
         nsenter --net=/proc/{id}/ns/net bash -c 'ip link set lo up; ip addr add 172.30.0.200/24 dev eth0; ip link set eth0 up'"
    ))?;
    Ok(host)
}

/// A new folder for one cluster.
fn folder(minor: Minor) -> Result<PathBuf> {
    let root = sandbox::folder().context("clusters live in a sandbox")?;
    let number = fs::read_dir(&root)?.count();
    let folder = root.join(format!("{number}-kubernetes-{}", minor.name()));
    fs::create_dir_all(folder.join("logs"))?;
    Ok(folder)
}
