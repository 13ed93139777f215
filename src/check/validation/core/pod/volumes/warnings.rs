use super::overlaps;
use crate::check::validation::core::claim::claim_spec_warnings;
use crate::check::validation::core::source::warn;
use crate::check::validation::{Errors, Value};

/// Sources that do nothing any more, and since when.
const GONE: &[(&str, &str)] = &[
    ("photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+"),
    ("scaleIO", "deprecated in v1.16, non-functional in v1.22+"),
    ("flocker", "deprecated in v1.22, non-functional in v1.25+"),
    ("storageos", "deprecated in v1.22, non-functional in v1.25+"),
    ("quobyte", "deprecated in v1.22, non-functional in v1.25+"),
    ("glusterfs", "deprecated in v1.25, non-functional in v1.26+"),
    ("cephfs", "deprecated in v1.28, non-functional in v1.31+"),
    ("rbd", "deprecated in v1.28, non-functional in v1.31+"),
];

/// What the server warns of in the volumes of a pod (`GetWarningsForPod`).
pub fn volume_warnings<'n>(spec: Value<'n>, errors: &mut Errors<'n>) {
    for volume in spec.get("volumes").items() {
        for (field, source) in volume.fields() {
            match field {
                "ephemeral" => claim_spec_warnings(source.get("volumeClaimTemplate").get("spec"), errors),
                "gitRepo" if errors.since(33) => {
                    warn(source, "deprecated in v1.11, and disabled by default in v1.33+", errors);
                }
                "gitRepo" => warn(source, "deprecated in v1.11", errors),
                _ => {
                    if let Some((_, since)) = GONE.iter().find(|(gone, _)| *gone == field) {
                        warn(source, since, errors);
                    }
                }
            }
        }
        if errors.since(32) {
            overlaps::warn(volume, errors);
        }
    }
}
