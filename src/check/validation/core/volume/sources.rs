use crate::check::validation::core::source::{self, Source, judged, one_too_many, plain};
use crate::check::validation::{Errors, Value};

/// What a PersistentVolume may come from, in the order in which the server looks.
const SOURCES: &[Source] = &[
    judged("hostPath", &["path"], source::host_path),
    judged("gcePersistentDisk", &[], source::gce_disk),
    judged("awsElasticBlockStore", &["volumeID"], source::aws_disk),
    judged("glusterfs", &["endpoints", "path"], source::glusterfs_volume),
    judged("flocker", &[], source::flocker),
    judged("nfs", &["server", "path"], source::nfs),
    plain("rbd", &["monitors", "image"]),
    judged("quobyte", &[], source::quobyte),
    plain("cephfs", &["monitors"]),
    judged("iscsi", &["targetPortal"], source::iscsi_volume),
    judged("cinder", &["volumeID"], source::cinder_volume),
    judged("fc", &[], source::fibre_channel),
    judged("flexVolume", &["driver"], source::flex),
    judged("azureFile", &["secretName", "shareName"], source::azure_file_volume),
    plain("vsphereVolume", &["volumePath"]),
    plain("photonPersistentDisk", &["pdID"]),
    plain("portworxVolume", &["volumeID"]),
    judged("azureDisk", &["diskName", "diskURI"], source::azure_disk),
    plain("scaleIO", &["gateway", "system", "volumeName"]),
    judged("local", &["path"], source::local),
    judged("storageos", &["volumeName"], source::storage_os_volume),
    judged("csi", &[], source::csi_volume),
];

/// Sources that still take mount options from an annotation.
const MOUNTED: &[&str] = &[
    "gcePersistentDisk",
    "awsElasticBlockStore",
    "glusterfs",
    "nfs",
    "rbd",
    "quobyte",
    "iscsi",
    "cinder",
    "cephfs",
    "azureFile",
    "vsphereVolume",
    "azureDisk",
    "photonPersistentDisk",
];

const OPTIONS: &str = "volume.beta.kubernetes.io/mount-options";

/// Where the volume comes from: one source, but that the server never minds a flexVolume.
pub fn volume_source<'n>(spec: Value<'n>, errors: &mut Errors<'n>) {
    let mut count = 0;
    let all = SOURCES.iter().map(|source| (source, spec.get(source.field)));
    for (source, value) in all.filter(|(_, value)| value.is_set()) {
        if count > 0 && source.field != "flexVolume" {
            one_too_many(value, errors);
            continue;
        }
        count += 1;
        source.judge(value, errors);
        let affinity = spec.get("nodeAffinity");
        if source.field == "local" && !affinity.is_set() {
            let detail = "Local volume requires node affinity";
            errors.required(affinity, "node-affinity", detail, "name the node that has the disk");
        }
    }
    if count == 0 {
        errors.required(spec, "volume-source", "must specify a volume type", "say where the volume comes from");
    }
}

/// Mount options in an annotation, which not every source takes (`volumevalidation.ValidatePersistentVolume`).
pub fn mount_options<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    let (annotations, spec) = (object.get("metadata").get("annotations"), object.get("spec"));
    let options = annotations.entries().find(|(key, _)| *key == OPTIONS);
    if let Some((key, value)) = options.filter(|_| !MOUNTED.iter().any(|field| spec.get(field).is_set())) {
        let detail = "may not specify mount options for this volume type";
        let fault = errors.forbidden(annotations, "mount-options", detail, "set spec.mountOptions");
        (fault.path, fault.span) = (format!("{}.{key}", fault.path), value.span());
    }
}
