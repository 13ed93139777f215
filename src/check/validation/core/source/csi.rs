use crate::check::validation::text::{dns_label, dns_subdomain};
use crate::check::validation::{Errors, Value};

/// The longest name of a driver.
const LONGEST: usize = 63;

/// The name of a driver of volumes (`ValidateCSIDriverName`).
pub fn csi_driver_name<'n>(name: Value<'n>, errors: &mut Errors<'n>) {
    let fix = "write the name that the driver has";
    if name.text().is_empty() {
        errors.required(name, "csi-driver-name", "", fix);
        // Up to 1.34 an empty name was also no subdomain, which is not worth a second word.
        return;
    }
    if name.text().len() > LONGEST {
        errors.too_long(name, "csi-driver-name", LONGEST, fix);
    }
    errors.malformed(name, "csi-driver-name", dns_subdomain(&name.text().to_lowercase()), fix);
}

/// A volume of a driver in a pod (`validateCSIVolumeSource`).
pub fn csi<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    csi_driver_name(source.get("driver"), errors);
    let secret = source.get("nodePublishSecretRef");
    if !secret.is_set() {
        return;
    }
    let name = secret.get("name");
    if name.text().is_empty() {
        errors.needed(secret, "volume-secret", &["name"]);
        return;
    }
    let before = errors.count();
    errors.malformed(name, "secret-name", dns_subdomain(name.text()), "name a Secret that can exist");
    for fault in errors.after(before) {
        fault.path = fault.path.replace(".nodePublishSecretRef.name", ".name");
    }
}

/// A volume of a driver in a PersistentVolume (`validateCSIPersistentVolumeSource`).
pub fn csi_volume<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    csi_driver_name(source.get("driver"), errors);
    errors.needed(source, "volume-source", &["volumeHandle"]);
    for field in
        ["controllerPublishSecretRef", "controllerExpandSecretRef", "nodePublishSecretRef", "nodeExpandSecretRef"]
    {
        let secret = source.get(field);
        if secret.is_set() {
            secret_form(secret.get("name"), dns_subdomain, errors);
            secret_form(secret.get("namespace"), dns_label, errors);
        }
    }
}

fn secret_form<'n>(name: Value<'n>, form: fn(&str) -> Vec<String>, errors: &mut Errors<'n>) {
    if name.text().is_empty() {
        errors.required(name, "volume-secret", "", "name the Secret and its namespace");
    } else {
        errors.malformed(name, "volume-secret", form(name.text()), "name a Secret that can exist");
    }
}
