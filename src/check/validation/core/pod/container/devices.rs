use super::super::facts::{Facts, Volume};
use crate::check::validation::seen::Seen;
use crate::check::validation::text::no_backsteps;
use crate::check::validation::{Errors, Value};

/// The volumes that a container has as devices (`ValidateVolumeDevices`).
pub fn devices<'n>(devices: Value<'n>, mounts: Value<'n>, facts: &Facts<'n>, errors: &mut Errors<'n>) {
    if devices.is_empty() {
        return;
    }
    let (mut mounted, mut mount_paths) = (Seen::new(), Seen::new());
    for mount in mounts.items() {
        mounted.insert(mount.get("name").text());
        mount_paths.insert(mount.get("mountPath").text());
    }
    let (mut names, mut paths) = (Seen::new(), Seen::new());
    for device in devices.items() {
        let (name, path) = (device.get("name"), device.get("devicePath"));
        if name.text().is_empty() {
            errors.required(name, "device-volume", "", "name a claim of the pod");
        } else if !names.insert(name.text()) {
            errors.invalid(name, "device-volume", "must be unique", "use each volume once");
        }
        match facts.volumes.of(name.text()) {
            Some(Volume::Claim) => {}
            None => {
                errors.not_found(name, "device-volume", "add a volume of that name, or name one that is there");
            }
            Some(_) => {
                let detail = "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode";
                errors.invalid(name, "device-volume", detail, "name a volume that is a claim");
            }
        }
        if path.text().is_empty() {
            errors.required(path, "device-path", "", "say where the device is");
        }
        if paths.has(path.text()) {
            errors.invalid(path, "device-path", "must be unique", "choose another path");
        }
        if no_backsteps(path.text()).is_empty() {
            paths.insert(path.text());
        } else {
            errors.invalid(path, "device-path", "can not contain backsteps ('..')", "write the path without `..`");
        }
        if mounted.has(name.text()) {
            let detail = "must not already exist in volumeMounts";
            errors.invalid(name, "device-volume", detail, "use a volume as files or as a device");
        }
        if mount_paths.has(path.text()) {
            let detail = "must not already exist as a path in volumeMounts";
            errors.invalid(path, "device-path", detail, "choose another path");
        }
    }
}
