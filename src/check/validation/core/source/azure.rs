use crate::check::validation::{Errors, Value};

const CACHING: &[&str] = &["None", "ReadOnly", "ReadWrite"];
const KINDS: &[&str] = &["Dedicated", "Managed", "Shared"];
const MANAGED: &str = "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}";
const BLOB: &str = "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd";

/// A disk of Azure (`validateAzureDisk`).
pub fn azure_disk<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    let (caching, kind, uri) = (source.get("cachingMode"), source.get("kind"), source.get("diskURI"));
    if caching.is_set() && !CACHING.contains(&caching.text()) {
        errors.unsupported(caching, "azure-disk", CACHING);
    }
    if kind.is_set() && !KINDS.contains(&kind.text()) {
        errors.unsupported(kind, "azure-disk", KINDS);
    }
    let is_managed = kind.text() == "Managed";
    if is_managed && !uri.text().starts_with("/subscriptions/") {
        errors.unsupported(uri, "azure-disk", &[MANAGED]);
    }
    if !is_managed && !uri.text().starts_with("https://") {
        errors.unsupported(uri, "azure-disk", &[BLOB]);
    }
}

/// A share of Azure in a PersistentVolume (`validateAzureFilePV`).
pub fn azure_file_volume<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    let namespace = source.get("secretNamespace");
    if namespace.is_set() && namespace.text().is_empty() {
        errors.required(namespace, "volume-secret", "", "name the namespace of the secret, or remove the field");
    }
}
