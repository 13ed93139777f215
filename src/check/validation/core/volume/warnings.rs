use crate::check::validation::core::pod::scheduling::term_warnings;
use crate::check::validation::core::source::warn;
use crate::check::validation::{Errors, Value};

const RECYCLE: &str = "The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic \
                       provisioning.";

/// Sources that do nothing any more, in the server's order.
const GONE: &[(&str, &str)] = &[
    ("cephfs", "deprecated in v1.28, non-functional in v1.31+"),
    ("photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+"),
    ("scaleIO", "deprecated in v1.16, non-functional in v1.22+"),
    ("storageos", "deprecated in v1.22, non-functional in v1.25+"),
    ("glusterfs", "deprecated in v1.25, non-functional in v1.26+"),
    ("rbd", "deprecated in v1.28, non-functional in v1.31+"),
];

/// What the server warns of in a PersistentVolume (`GetWarningsForPersistentVolume`).
pub fn volume_warnings<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    let (annotations, spec) = (object.get("metadata").get("annotations"), object.get("spec"));
    if let Some(class) = annotations.key("volume.beta.kubernetes.io/storage-class") {
        let sentence = "deprecated since v1.8; use \"storageClassName\" attribute instead";
        errors.warn(class, "deprecated-annotation", sentence, "set spec.storageClassName");
    }
    if let Some(options) = annotations.key("volume.beta.kubernetes.io/mount-options").filter(|_| errors.since(31)) {
        let sentence = "deprecated since v1.31; use \"mountOptions\" attribute instead";
        errors.warn(options, "deprecated-annotation", sentence, "set spec.mountOptions");
    }
    let reclaim = spec.get("persistentVolumeReclaimPolicy");
    if reclaim.text() == "Recycle" {
        errors.warn(reclaim, "reclaim-policy", RECYCLE, "write Retain or Delete");
    }
    for term in spec.get("nodeAffinity").get("required").get("nodeSelectorTerms").items() {
        term_warnings(term, false, errors);
    }
    for (field, since) in GONE {
        let source = spec.get(field);
        if source.is_set() {
            warn(source, since, errors);
        }
    }
}
