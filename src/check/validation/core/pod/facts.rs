use std::collections::HashMap;

use super::PodContext;
use crate::check::validation::seen::Seen;
use crate::check::validation::{Errors, Value};

/// How many volumes are compared one by one; a longer list is worth a table.
const FEW: usize = 8;

/// What the rules of one part of a pod ask of its other parts, after defaulting.
pub struct Facts<'n> {
    /// The spec itself.
    pub spec: Value<'n>,
    /// Whether it is the spec of a template, not that of a pod.
    pub is_template: bool,
    /// What its containers can mount.
    pub volumes: Volumes<'n>,
    /// Names of its claims of resources.
    pub claims: Seen<&'n str>,
    /// How long it may take to end, in seconds.
    pub grace: i64,
    /// Its restart policy.
    pub restarts: &'n str,
    /// Whether its users are those of the host.
    pub host_users: bool,
    /// Whether its network is that of the host.
    pub host_network: bool,
}

impl<'n> Facts<'n> {
    /// What the spec says.
    pub fn new(spec: Value<'n>, context: &PodContext<'n>, errors: &Errors<'n>) -> Facts<'n> {
        let grace = spec.get("terminationGracePeriodSeconds").integer().unwrap_or(30);
        let mut claims = Seen::new();
        for claim in spec.get("resourceClaims").items() {
            let name = claim.get("name").text();
            if !name.is_empty() {
                claims.insert(name);
            }
        }
        Facts {
            spec,
            is_template: context.is_template,
            volumes: Volumes::new(spec, context, errors.since(35)),
            claims,
            // Only the objects that become pods at once are mended.
            grace: if context.is_template || grace >= 0 { grace } else { 1 },
            restarts: spec.get("restartPolicy").text_or("Always"),
            // Before 1.33 the field is dropped.
            host_users: !errors.since(33) || !spec.get("hostUsers").is_false(),
            host_network: spec.get("hostNetwork").is_true(),
        }
    }

    /// The port of the host that a port of a container gets.
    pub fn host_port(&self, port: Value) -> i64 {
        match port.get("hostPort").integer().unwrap_or(0) {
            0 if self.host_network && !self.is_template => port.get("containerPort").integer().unwrap_or(0),
            written => written,
        }
    }

    /// All containers in the order in which the server visits them: initContainers, containers, ephemeralContainers.
    pub fn all_containers(&self) -> impl Iterator<Item = Value<'n>> + use<'n> {
        let spec = self.spec;
        let lists = ["initContainers", "containers", "ephemeralContainers"].into_iter();
        lists.flat_map(move |field| spec.get(field).items())
    }
}

/// What a volume is to a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Volume {
    /// A claim, which may be a device.
    Claim,
    /// An empty folder.
    Empty,
    /// Not there for this minor: the server drops it and all mounts of it.
    Dropped,
    /// Anything else.
    Other,
}

/// The volumes of a pod by their names.
pub struct Volumes<'n> {
    few: [Option<(&'n str, Volume)>; FEW],
    many: HashMap<&'n str, Volume>,
}

impl<'n> Volumes<'n> {
    fn new(spec: Value<'n>, context: &PodContext<'n>, has_images: bool) -> Volumes<'n> {
        let mut volumes = Volumes { few: [None; FEW], many: HashMap::new() };
        context.claims.iter().for_each(|name| volumes.insert(name, Volume::Claim));
        for volume in spec.get("volumes").items() {
            let mut what = Volume::Empty;
            let mut name = "";
            for (field, value) in volume.fields() {
                match field {
                    "name" => name = value.text(),
                    "persistentVolumeClaim" | "ephemeral" => what = Volume::Claim,
                    "image" if !has_images => what = Volume::Dropped,
                    "emptyDir" => {}
                    _ => what = Volume::Other,
                }
            }
            volumes.insert(name, what);
        }
        volumes
    }

    fn insert(&mut self, name: &'n str, what: Volume) {
        if self.of(name).is_some() {
            return;
        }
        match self.few.iter_mut().find(|place| place.is_none()) {
            Some(place) => *place = Some((name, what)),
            None => {
                self.many.insert(name, what);
            }
        }
    }

    /// The volume of that name.
    pub fn of(&self, name: &str) -> Option<Volume> {
        let near = self.few.iter().map_while(|place| *place).find(|(known, _)| *known == name);
        near.map(|(_, what)| what).or_else(|| self.many.get(name).copied())
    }
}
