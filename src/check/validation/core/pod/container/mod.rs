//! The containers of a pod (`validateContainers`, `validateInitContainers`, `validateEphemeralContainers`).

mod any;
mod devices;
mod env;
mod ephemeral;
mod handler;
mod init;
mod lifecycle;
mod mounts;
pub mod ports;
mod probe;
mod resize;
mod restart;

pub use any::only_for_pod;
pub use env::file_key_volumes;
pub use ephemeral::ephemeral_containers;
pub use init::init_containers;

use super::facts::Facts;
use crate::check::validation::Errors;
use crate::check::validation::seen::Seen;
use any::any;
use ports::HostPorts;

/// `containers`.
pub fn containers<'n>(facts: &Facts<'n>, errors: &mut Errors<'n>) {
    let list = facts.spec.get("containers");
    if list.is_empty() {
        errors.required(list, "no-containers", "", "give the pod a container");
        return;
    }
    let mut names = Seen::new();
    for container in list.items() {
        any(container, facts, errors);
        let name = container.get("name");
        if !names.insert(name.text()) {
            errors.duplicate(name, "container-name", "rename one of the containers");
        }
        lifecycle::lifecycle(container.get("lifecycle"), facts, errors);
        probe::probes(container, facts, errors);
        restart::of_container(container, errors);
    }
    let mut taken = HostPorts::new();
    list.items().for_each(|container| taken.take(container, facts, errors));
}
