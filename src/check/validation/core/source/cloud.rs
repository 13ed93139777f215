use crate::check::validation::text::dns_label;
use crate::check::validation::{Errors, Value};

/// A disk of AWS (`validateAWSElasticBlockStoreVolumeSource`).
pub fn aws_disk<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    let partition = source.get("partition");
    if partition.integer().is_some_and(|number| !(0..=255).contains(&number)) {
        let detail = "must be between 1 and 255, inclusive";
        errors.invalid(partition, "disk-partition", detail, "write the number of the partition");
    }
}

/// A disk of GCE (`validateGCEPersistentDiskVolumeSource`), which the server calls `persistentDisk`.
pub fn gce_disk<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    let before = errors.count();
    errors.needed(source, "volume-source", &["pdName"]);
    aws_disk(source, errors);
    for fault in errors.after(before) {
        fault.path = fault.path.replace(".gcePersistentDisk.", ".persistentDisk.");
    }
}

/// A disk of OpenStack in a pod (`validateCinderVolumeSource`).
pub fn cinder<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    secret_needs(source, &["name"], errors);
}

/// A disk of OpenStack in a PersistentVolume (`validateCinderPersistentVolumeSource`).
pub fn cinder_volume<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    secret_needs(source, &["name", "namespace"], errors);
}

/// A disk of StorageOS in a pod (`validateStorageOSVolumeSource`).
pub fn storage_os<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    for name in [source.get("volumeName"), source.get("volumeNamespace")] {
        if !name.text().is_empty() {
            errors.malformed(name, "volume-name", dns_label(name.text()), "choose a name that is one");
        }
    }
    secret_needs(source, &["name"], errors);
}

/// A disk of StorageOS in a PersistentVolume (`validateStorageOSPersistentVolumeSource`).
pub fn storage_os_volume<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    storage_os(source, errors);
    let secret = source.get("secretRef");
    if secret.is_set() {
        errors.needed(secret, "volume-secret", &["namespace"]);
    }
}

fn secret_needs<'n>(source: Value<'n>, names: &[&'static str], errors: &mut Errors<'n>) {
    let secret = source.get("secretRef");
    if secret.is_set() {
        errors.needed(secret, "volume-secret", names);
    }
}
