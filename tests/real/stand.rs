//! What a case stands on: a cluster, and the platforms that earlier cases left running on it.

use anyhow::{Context, Result, bail};

use crate::Scope;
use crate::build::Minor;
use crate::cases::Shape;
use crate::cluster::Cluster;
use crate::cluster::process::at_once;
use crate::platform::Platform;

/// Real nodes: as many as brokers in the largest case.
const NODES: usize = 5;

/// A cluster with what runs on it.
pub struct Stand {
    /// The cluster.
    pub cluster: Cluster,
    /// Its version.
    pub minor: Minor,
    kube_version: String,
    shape: Shape,
    standing: Vec<Platform>,
    is_spent: bool,
}

impl Stand {
    /// What stands already where it is of this shape and version; else a new one in its place.
    pub fn take(place: &mut Option<Stand>, scope: Scope, minor: Minor, shape: Shape) -> Result<&mut Stand> {
        if !place.as_ref().is_some_and(|stand| scope == Scope::Existing || stand.serves(minor, shape)) {
            // Ports and addresses are the same in each: the old one goes first.
            drop(place.take());
            let cluster = match (scope, shape) {
                (Scope::Existing, _) => Cluster::existing(),
                (_, Shape::ControlPlane) => Cluster::control_plane(minor),
                (_, Shape::Simulated) => Cluster::simulated(minor),
                (_, Shape::Real(_)) => Cluster::real(minor, NODES),
            };
            let cluster = cluster.context("no cluster")?;
            let kube_version = match scope {
                Scope::Existing => known_version(&cluster)?,
                Scope::Core | Scope::All => minor.name().to_owned(),
            };
            *place = Some(Stand { cluster, minor, kube_version, shape, standing: Vec::new(), is_spent: false });
        }
        place.as_mut().context("no cluster")
    }

    fn serves(&self, minor: Minor, shape: Shape) -> bool {
        let is_real = |shape: Shape| matches!(shape, Shape::Real(_));
        !self.is_spent && self.minor == minor && (self.shape == shape || is_real(self.shape) && is_real(shape))
    }

    /// The platform: what an earlier case left, or a new one in the place of what it left.
    pub fn platform(&mut self, wanted: Platform) -> Result<Platform> {
        Ok(self.platforms(vec![wanted])?.remove(0))
    }

    /// The same for several platforms, each in a namespace of its own. What is not wanted goes.
    pub fn platforms(&mut self, wanted: Vec<Platform>) -> Result<Vec<Platform>> {
        let (kept, left) = std::mem::take(&mut self.standing)
            .into_iter()
            .partition(|standing| wanted.iter().any(|wanted| wanted.is_served_by(standing)));
        self.standing = kept;
        self.remove(&left)?;
        let cluster = &self.cluster;
        let all = at_once(&wanted, |wanted| {
            if let Some(standing) = self.standing.iter().find(|standing| wanted.is_served_by(standing)) {
                return Ok(standing.clone());
            }
            wanted.make_namespace(cluster)?;
            wanted.apply(cluster)?;
            Ok(wanted.clone())
        })?;
        self.standing = all.clone();
        Ok(all)
    }

    /// After a case that has changed a platform for good: the next one goes on from there, and has no roll to wait for.
    pub fn changed_to(&mut self, platform: Platform) {
        self.standing.retain(|standing| !platform.is_served_by(standing));
        self.standing.push(platform);
    }

    /// After a case that has done to the cluster what nobody can undo: the next one gets a new cluster.
    pub fn spend(&mut self) {
        self.is_spent = true;
    }

    /// Removes the platforms that stand, with their data.
    pub fn clear(&mut self) -> Result<()> {
        let left = std::mem::take(&mut self.standing);
        self.remove(&left)
    }

    fn remove(&self, left: &[Platform]) -> Result<()> {
        if left.is_empty() {
            return Ok(());
        }
        at_once(left, |platform| platform.remove(&self.cluster))?;
        let kept: Vec<&str> = self.standing.iter().map(|platform| platform.namespace.as_str()).collect();
        self.cluster.renew_volumes(&kept)
    }

    /// The version of Kubernetes as `--kube-version` takes it.
    pub fn kube_version(&self) -> &str {
        &self.kube_version
    }

    /// What it is, in words.
    pub fn describe(&self) -> String {
        match self.shape {
            Shape::ControlPlane => "control plane".to_string(),
            Shape::Simulated => "simulated nodes".to_string(),
            Shape::Real(_) => format!("{NODES} real nodes"),
        }
    }

    /// Fails where a case cannot do on this cluster what it has to.
    pub fn needs_power(&self) -> Result<()> {
        if self.cluster.nodes.is_empty() {
            bail!("this case switches nodes off, which it cannot do to a cluster that exists");
        }
        Ok(())
    }
}

/// The version of a cluster that exists, as `--kube-version` takes it: of one that cpgen does not know yet the newest that
/// it knows.
fn known_version(cluster: &Cluster) -> Result<String> {
    let version = cluster.api.get("/version")?;
    let minor: u32 = version["minor"].as_str().unwrap_or_default().trim_end_matches('+').parse()?;
    Ok(format!("1.{}", minor.min(Minor::Newest.number())))
}
