use crate::check::validation::text::{dns_label, in_range};
use crate::check::validation::{Errors, Value};

const PAIRS: &str = "must be a host:port pair or multiple pairs separated by commas";

/// A share of NFS (`validateNFSVolumeSource`).
pub fn nfs<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    let path = source.get("path");
    if !path.text().starts_with('/') {
        errors.invalid(path, "volume-path", "must be an absolute path", "begin with a slash");
    }
}

/// A disk of Fibre Channel (`validateFCVolumeSource`).
pub fn fibre_channel<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    let (targets, ids, lun) = (source.get("targetWWNs"), source.get("wwids"), source.get("lun"));
    let fix = "keep one of targetWWNs and wwids";
    if targets.is_empty() && ids.is_empty() {
        errors.required(targets, "volume-source", "must specify either targetWWNs or wwids, but not both", fix);
    }
    if targets.is_empty() {
        return;
    }
    if !ids.is_empty() {
        let detail = "targetWWNs and wwids can not be specified simultaneously";
        errors.invalid(targets, "volume-source", detail, fix);
    }
    match lun.integer() {
        None => {
            errors.required(lun, "volume-lun", "lun is required if targetWWNs is specified", "set lun");
        }
        Some(number) => errors.malformed(lun, "volume-lun", in_range(number, 0, 255), "write the number of the unit"),
    }
}

/// A volume of a driver in the flex format (`validateFlexVolumeSource`).
pub fn flex<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    for (key, value) in source.get("options").entries() {
        let domain = format!(".{}", key.split('/').next().unwrap_or_default().to_lowercase());
        if domain.ends_with(".kubernetes.io") || domain.ends_with(".k8s.io") {
            let detail = "kubernetes.io and k8s.io namespaces are reserved";
            errors.invalid_as(value, &format!("{key:?}"), "flex-option", detail, "use a key of the driver");
        }
    }
}

/// A dataset of Flocker (`validateFlockerVolumeSource`).
pub fn flocker<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    let (name, id) = (source.get("datasetName"), source.get("datasetUUID"));
    if name.is_empty() && id.is_empty() {
        errors.required(source, "volume-source", "one of datasetName and datasetUUID is required", "set one of them");
    }
    if !name.is_empty() && !id.is_empty() {
        let detail = "datasetName and datasetUUID can not be specified simultaneously";
        errors.invalid_as(source, "\"resource\"", "volume-source", detail, "keep one of them");
    }
    if name.text().contains('/') {
        errors.invalid(name, "volume-name", "must not contain '/'", "choose a name without it");
    }
}

/// A volume of Gluster in a PersistentVolume (`validateGlusterfsPersistentVolumeSource`).
pub fn glusterfs_volume<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    let namespace = source.get("endpointsNamespace");
    let fix = "name a namespace that can exist";
    if namespace.is_set() && namespace.text().is_empty() {
        let detail = "if the endpointnamespace is set, it must be a valid namespace name";
        errors.invalid(namespace, "namespace-name", detail, fix);
    } else if namespace.is_set() {
        errors.malformed(namespace, "namespace-name", dns_label(namespace.text()), fix);
    }
}

/// A volume of Quobyte (`validateQuobyteVolumeSource`).
pub fn quobyte<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    let (registry, tenant) = (source.get("registry"), source.get("tenant"));
    let fix = "write host:port";
    if registry.text().is_empty() {
        errors.required(registry, "volume-source", PAIRS, fix);
    } else if tenant.text().len() > 64 {
        let detail = "must be a UUID and may not exceed a length of 64 characters";
        errors.required(tenant, "volume-source", detail, "shorten it");
    } else {
        for _ in registry.text().split(',').filter(|pair| !is_host_and_port(pair)) {
            errors.invalid(registry, "volume-source", PAIRS, fix);
        }
    }
    errors.needed(source, "volume-source", &["volume"]);
}

/// Whether Go's `net.SplitHostPort` can split it.
fn is_host_and_port(text: &str) -> bool {
    let Some((host, port)) = text.rsplit_once(':') else { return false };
    let host = match host.strip_prefix('[') {
        Some(bracketed) => match bracketed.strip_suffix(']') {
            Some(inside) => inside,
            None => return false,
        },
        None if host.contains(':') => return false,
        None => host,
    };
    !host.contains(['[', ']']) && !port.contains(['[', ']'])
}
