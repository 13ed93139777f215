use super::immutable::IMMUTABLE;
use super::{Refusal, Update};
use crate::diff::Change;

/// Where a volume's data lies never changes (`ValidatePersistentVolumeUpdate`).
pub fn volume(update: &Update) -> Vec<Refusal> {
    const OTHERS: [&str; 10] = [
        "spec.accessModes",
        "spec.capacity",
        "spec.claimRef",
        "spec.mountOptions",
        "spec.nodeAffinity",
        "spec.persistentVolumeReclaimPolicy",
        "spec.storageClassName",
        "spec.volumeAttributesClassName",
        "spec.volumeMode",
        "spec.csi.controllerExpandSecretRef",
    ];
    let instead = format!(
        "with persistentVolumeReclaimPolicy Retain, `kubectl delete {}` and apply the new one under another name; the \
         data stays where it is",
        update.argument()
    );
    let mut refusals = Vec::new();
    // A secret for expansion may be added where there was none.
    let secret = "/spec/csi/controllerExpandSecretRef";
    let others = if update.before(secret).is_none() { &OTHERS[..] } else { &OTHERS[..9] };
    if update.changes_beside("spec", others) {
        let sentence = "Forbidden: spec.persistentvolumesource is immutable after creation";
        refusals.push(update.refuse("spec.persistentvolumesource", sentence, &*instead));
    }
    if update.changes("spec.volumeMode") {
        refusals.push(update.refuse("volumeMode", IMMUTABLE, &*instead));
    }
    if update.before("/spec/nodeAffinity").is_some() && update.changes("spec.nodeAffinity") {
        let sentence = "Invalid value: field is immutable, except for updating from beta label to GA";
        refusals.push(update.refuse("nodeAffinity", sentence, &*instead));
    }
    if update.changes("spec.volumeAttributesClassName") {
        let class = "/spec/volumeAttributesClassName";
        if update.before(class).is_some() && update.after(class).is_none() {
            let sentence = "Forbidden: update from non-nil value to nil is forbidden";
            refusals.push(update.refuse("spec.volumeAttributesClassName", sentence, "name another class"));
        }
    }
    refusals
}

/// What a node's driver is called stays while the driver does (`ValidateCSINodeUpdate`).
pub fn node(update: &Update) -> Vec<Refusal> {
    // Drivers may come and go as a whole.
    let is_kept =
        |change: &&Change| change.counts() && change.path.touches("spec.drivers") && change.path.fields().count() > 2;
    let may = |change: &Change| update.minor >= 35 && change.is_within("spec.drivers.allocatable");
    let refused = update.changes.iter().filter(is_kept).any(|change| !may(change));
    let instead = "drivers write this object themselves: leave it to them";
    let path = if update.minor >= 33 { "spec.drivers" } else { "CSINodeDriver" };
    refused.then(|| update.refuse(path, IMMUTABLE, instead)).into_iter().collect()
}
