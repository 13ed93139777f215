use indexmap::IndexMap;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::Context;
use crate::model::part::disk::Disk;
use crate::model::part::format::namespace;
use crate::model::part::secret::SecretKey;
use crate::model::part::workload::Workload;
use crate::source::{Findings, excerpt};

/// A claim template of a StatefulSet.
#[derive(Clone, Debug, Serialize)]
pub struct Claim {
    /// Its name; Kubernetes appends the pod's.
    pub name: String,
    /// Its specification.
    pub spec: Value,
}

/// Volumes of a pod, their mounts in the main container, and claims.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Volumes {
    /// `volumes` of the pod.
    pub volumes: Vec<Value>,
    /// `volumeMounts` of the main container.
    pub mounts: Vec<Value>,
    /// `volumeClaimTemplates` of the StatefulSet.
    pub claims: Vec<Claim>,
}

impl Volumes {
    /// Adds a volume and mounts it, read-only where `writable` is false.
    pub fn mount(&mut self, name: &str, path: &str, writable: bool, source: Value) {
        let Value::Object(mut volume) = source else { return };
        volume.shift_insert(0, "name".into(), name.into());
        self.volumes.push(Value::Object(volume));
        self.mount_only(name, path, writable);
    }

    fn mount_only(&mut self, name: &str, path: &str, writable: bool) {
        let mut mount = json!({ "name": name, "mountPath": path });
        if !writable {
            mount["readOnly"] = true.into();
        }
        self.mounts.push(mount);
    }

    /// Adds one disk: a claim, or an emptyDir where it is ephemeral.
    pub fn disk(&mut self, name: &str, path: &str, disk: &Disk) {
        if disk.ephemeral {
            return self.mount(name, path, true, json!({ "emptyDir": { "sizeLimit": disk.size } }));
        }
        let mut spec = Map::new();
        spec.insert("accessModes".into(), json!([disk.access_mode]));
        match disk.class.as_deref() {
            None => {}
            Some("-") => drop(spec.insert("storageClassName".into(), "".into())),
            Some(class) => drop(spec.insert("storageClassName".into(), class.into())),
        }
        if !disk.selector.is_empty() {
            spec.insert("selector".into(), json!({ "matchLabels": disk.selector }));
        }
        spec.insert("resources".into(), json!({ "requests": { "storage": disk.size } }));
        self.claims.push(Claim { name: name.to_string(), spec: Value::Object(spec) });
        self.mount_only(name, path, true);
    }

    /// Mounts the keys of Secrets as files that are named after the properties they become.
    pub fn secret_properties(&mut self, properties: &IndexMap<String, SecretKey>) {
        if properties.is_empty() {
            return;
        }
        let sources: Vec<Value> = properties
            .iter()
            .map(|(property, at)| {
                json!({ "secret": { "name": at.secret, "items": [{ "key": at.key, "path": property }] } })
            })
            .collect();
        self.mount("secrets", "/etc/cpgen/secrets", false, json!({ "projected": { "sources": sources } }));
    }

    /// Reports disks whose name cpgen's own volumes have: a claim would take the place of the volume without a word.
    pub fn check_disks(&self, context: &Context, section: &[&str], findings: &mut Findings) {
        let volumes = self.volumes.iter().filter_map(|volume| volume["name"].as_str());
        let mut seen: Vec<&str> = Vec::new();
        for name in self.claims.iter().map(|claim| claim.name.as_str()).chain(volumes) {
            if seen.contains(&name) {
                let path = [section, &["storage", name]].concat();
                let sentence = format!("the pod has a volume `{name}` already");
                context.error(findings, "volume-name-taken", &path, sentence, "give the disk another name");
            }
            seen.push(name);
        }
    }

    /// Adds the user's own volumes. One without exactly one source, or with a name that is taken, is an error.
    pub fn user(&mut self, context: &Context, section: &[&str], workload: &Workload, findings: &mut Findings) {
        for (name, volume) in &workload.volumes {
            let path = [section, &["volumes", name]].concat();
            let sources = volume.sources();
            let taken = self.volumes.iter().any(|v| v["name"] == name.as_str())
                || self.claims.iter().any(|claim| claim.name == *name);
            if let Err(problem) = namespace(name) {
                let sentence = format!("`{}` cannot name a volume", excerpt(name));
                context.error(findings, "bad-format", &path, sentence, problem.fix);
            } else if taken {
                let sentence = format!("the pod has a volume `{name}` already");
                context.error(findings, "volume-name-taken", &path, sentence, "give it another name");
            } else if sources.len() != 1 {
                let count = if sources.is_empty() { "no source" } else { "more than one source" };
                let fix = "give it exactly one, as in `secret: { secretName: ca }`";
                context.error(findings, "volume-source", &path, format!("volume `{name}` has {count}"), fix);
            } else {
                let mut entry = sources;
                entry.shift_insert(0, "name".into(), name.as_str().into());
                self.volumes.push(Value::Object(entry));
                if !volume.mount_path.is_empty() {
                    self.mount_only(name, &volume.mount_path, !volume.read_only);
                    if let (Some(mount), false) = (self.mounts.last_mut(), volume.sub_path.is_empty()) {
                        mount["subPath"] = volume.sub_path.as_str().into();
                    }
                }
            }
        }
    }
}
