use crate::check::validation::core::csi_driver_name;
use crate::check::validation::meta::object_meta;
use crate::check::validation::seen::Seen;
use crate::check::validation::text::{dns_subdomain, label_key};
use crate::check::validation::{Errors, Value};

/// A CSINode (`ValidateCSINode`).
pub fn csi_node<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    object_meta(object, dns_subdomain, false, errors);
    let mut names = Seen::new();
    for driver in object.get("spec").get("drivers").items() {
        let (name, id) = (driver.get("name"), driver.get("nodeID"));
        csi_driver_name(name, errors);
        node_id(id, errors);
        let count = driver.get("allocatable").get("count");
        if count.integer().is_some_and(|number| number < 0) {
            let detail = "must be greater than or equal to 0";
            errors.invalid(count, "negative-number", detail, "write 0 or more");
        }
        if !names.insert(name.text()) {
            errors.duplicate(name, "csi-driver-name", "list a driver once");
        }
        topology_keys(driver, errors);
    }
}

fn node_id<'n>(id: Value<'n>, errors: &mut Errors<'n>) {
    let longest = 256;
    let fix = "write the name that the driver gave the node";
    if id.text().is_empty() {
        errors.required(id, "node-id", "", fix);
    } else if id.text().len() > longest {
        errors.invalid(id, "node-id", &format!("must be {longest} characters or less"), fix);
    }
}

/// The labels that say where a driver's volumes are in reach. The server reports them at the driver.
fn topology_keys<'n>(driver: Value<'n>, errors: &mut Errors<'n>) {
    let mut seen = Seen::new();
    for key in driver.get("topologyKeys").items() {
        let shown = format!("{:?}", key.text());
        let mut at_driver = |sentence: String| {
            errors.add(driver, "topology-key", sentence, "name each label of nodes once").span = key.span();
        };
        if key.text().is_empty() {
            at_driver("Required value".to_owned());
        }
        if !seen.insert(key.text()) {
            at_driver(format!("Duplicate value: {shown}"));
        }
        label_key(key.text()).into_iter().for_each(|problem| at_driver(format!("Invalid value: {shown}: {problem}")));
    }
}
