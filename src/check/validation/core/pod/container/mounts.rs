use super::super::facts::{Facts, Volume};
use crate::check::validation::seen::Seen;
use crate::check::validation::text::relative_path;
use crate::check::validation::{Errors, Value};

const PROPAGATIONS: &[&str] = &["Bidirectional", "HostToContainer", "None"];
const READ_ONLY: &[&str] = &["Disabled", "Enabled", "IfPossible"];

/// The volumes that a container mounts (`ValidateVolumeMounts`). Of paths within volumes and of modes the API server
/// does not say which mount they are of.
pub fn mounts<'n>(
    container: Value<'n>,
    mounts: Value<'n>,
    devices: Value<'n>,
    facts: &Facts<'n>,
    errors: &mut Errors<'n>,
) {
    let (mut names, mut places) = (Seen::new(), Seen::new());
    for device in devices.items() {
        names.insert(device.get("name").text());
        places.insert(device.get("devicePath").text());
    }
    let mut paths = Seen::new();
    for mount in mounts.items() {
        let (name, path) = (mount.get("name"), mount.get("mountPath"));
        let volume = facts.volumes.of(name.text());
        if volume == Some(Volume::Dropped) {
            continue;
        }
        if name.text().is_empty() {
            errors.required(name, "mount-volume", "", "name a volume of the pod");
        }
        if volume.is_none() {
            errors.not_found(name, "mount-volume", "add a volume of that name, or name one that is there");
        }
        if path.text().is_empty() {
            errors.required(path, "mount-path", "", "say where the volume is mounted");
        }
        if !paths.insert(path.text()) {
            errors.invalid(path, "mount-path", "must be unique", "mount one volume at each path");
        }
        if names.has(name.text()) {
            let detail = "must not already exist in volumeDevices";
            errors.invalid(name, "mount-volume", detail, "use a volume as files or as a device");
        }
        if places.has(path.text()) {
            let detail = "must not already exist as a path in volumeDevices";
            errors.invalid(path, "mount-path", detail, "choose another path");
        }
        sub_paths(mount, mounts, errors);
        modes(mount, mounts, container, errors);
    }
}

fn sub_paths<'n>(mount: Value<'n>, mounts: Value<'n>, errors: &mut Errors<'n>) {
    for field in ["subPath", "subPathExpr"] {
        let path = mount.get(field);
        if path.text().is_empty() {
            continue;
        }
        if field == "subPathExpr" && !mount.get("subPath").text().is_empty() {
            let detail = "subPathExpr and subPath are mutually exclusive";
            errors.invalid(path, "mount-sub-path", detail, "keep one of them");
        }
        for problem in relative_path(path.text()) {
            let shown = format!("{:?}", path.text());
            let fix = "write a path below the root of the volume";
            errors.invalid_as(mounts.get(field), &shown, "mount-sub-path", &problem, fix).span = path.span();
        }
    }
}

/// `validateMountPropagation` and `validateMountRecursiveReadOnly`.
fn modes<'n>(mount: Value<'n>, mounts: Value<'n>, container: Value<'n>, errors: &mut Errors<'n>) {
    let propagation = mount.get("mountPropagation");
    if propagation.is_set() {
        let at = mounts.get("mountPropagation");
        if !PROPAGATIONS.contains(&propagation.text()) {
            errors.unsupported_at(at, propagation, "mount-propagation", PROPAGATIONS);
        }
        let is_privileged = container.get("securityContext").get("privileged").is_true();
        if propagation.text() == "Bidirectional" && !is_privileged {
            let detail = "Bidirectional mount propagation is available only to privileged containers";
            let fix = "write HostToContainer, or make the container privileged";
            errors.forbidden(at, "mount-propagation", detail, fix).span = propagation.span();
        }
    }
    let read_only = mount.get("recursiveReadOnly");
    if !read_only.is_set() || !errors.since(31) {
        return;
    }
    let at = mounts.get("recursiveReadOnly");
    match read_only.text() {
        "Disabled" => {}
        "Enabled" | "IfPossible" => {
            if !mount.get("readOnly").is_true() {
                let detail = "may only be specified when readOnly is true";
                errors.forbidden(at, "recursive-read-only", detail, "set readOnly: true").span = read_only.span();
            }
            if propagation.is_set() && propagation.text() != "None" {
                let detail = "may only be specified when mountPropagation is None or not specified";
                errors.forbidden(at, "recursive-read-only", detail, "remove mountPropagation").span = read_only.span();
            }
        }
        _ => {
            errors.unsupported_at(at, read_only, "recursive-read-only", READ_ONLY);
        }
    }
}
