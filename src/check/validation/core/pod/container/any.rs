use super::super::facts::Facts;
use super::super::resources::container_resources;
use super::super::security::container_security;
use super::{devices, env, mounts, ports, resize};
use crate::check::validation::text::dns_label;
use crate::check::validation::{Errors, Value};

const MESSAGES: &[&str] = &["File", "FallbackToLogsOnError"];
const PULLS: &[&str] = &["Always", "IfNotPresent", "Never"];

/// What all sorts of containers have to keep to (`validateContainerCommon`).
pub fn any<'n>(container: Value<'n>, facts: &Facts<'n>, errors: &mut Errors<'n>) {
    let (name, image) = (container.get("name"), container.get("image"));
    if name.text().is_empty() {
        errors.required(name, "container-name", "", "name the container");
    } else {
        errors.malformed(name, "container-name", dns_label(name.text()), "choose a name that is one");
    }
    if image.text().is_empty() {
        errors.required(image, "container-image", "", "name the image");
    }
    errors.one_of(container.get("terminationMessagePolicy"), "termination-message-policy", MESSAGES);
    ports::ports(container.get("ports"), facts, errors);
    env::env(container.get("env"), errors);
    env::env_from(container.get("envFrom"), errors);
    let (mounted, devices) = (container.get("volumeMounts"), container.get("volumeDevices"));
    mounts::mounts(container, mounted, devices, facts, errors);
    devices::devices(devices, mounted, facts, errors);
    errors.one_of(container.get("imagePullPolicy"), "image-pull-policy", PULLS);
    container_resources(container.get("resources"), &facts.claims, errors);
    resize::policies(container.get("resizePolicy"), facts, errors);
    container_security(container.get("securityContext"), facts, errors);
}

/// What only the containers of pods have to keep to, not those of templates (`validateContainerOnlyForPod`).
pub fn only_for_pod<'n>(container: Value<'n>, errors: &mut Errors<'n>) {
    let image = container.get("image");
    if image.text().trim().len() != image.text().len() {
        let detail = "must not have leading or trailing whitespace";
        errors.invalid(image, "container-image", detail, "remove the white space around it");
    }
}
