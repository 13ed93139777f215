use super::super::facts::Facts;
use super::any::any;
use super::ports::HostPorts;
use super::{lifecycle, probe, resize, restart};
use crate::check::validation::Errors;
use crate::check::validation::seen::Seen;

/// `initContainers`; those that restart always run beside the others (`validateInitContainers`).
pub fn init_containers<'n>(facts: &Facts<'n>, errors: &mut Errors<'n>) {
    let list = facts.spec.get("initContainers");
    if list.is_empty() {
        return;
    }
    let mut names = Seen::new();
    for container in facts.spec.get("containers").items() {
        names.insert(container.get("name").text());
    }
    for container in list.items() {
        any(container, facts, errors);
        restart::of_init_container(container, errors);
        let name = container.get("name");
        if names.has(name.text()) {
            errors.duplicate(name, "container-name", "rename one of the containers");
        } else if !name.text().is_empty() {
            names.insert(name.text());
        }
        // They run one after the other, so that only the ports of one can be in conflict. The server counts each as the
        // first of the list.
        let before = errors.count();
        HostPorts::new().take(container, facts, errors);
        if errors.count() > before {
            let (place, first) = (errors.path_of(container), errors.path_of(list) + "[0]");
            for fault in errors.after(before) {
                fault.path = fault.path.replacen(&place, &first, 1);
            }
        }
        if container.get("restartPolicy").text() == "Always" {
            lifecycle::lifecycle(container.get("lifecycle"), facts, errors);
            probe::probes(container, facts, errors);
            continue;
        }
        for field in ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"] {
            let value = container.get(field);
            if value.is_set() && (field != "lifecycle" || lifecycle::is_kept(value, errors)) {
                let detail = "may not be set for init containers without restartPolicy=Always";
                let fix = "remove it, or let the container restart always";
                errors.forbidden(value, "init-container-field", detail, fix);
            }
        }
        resize::of_init_container(container.get("resizePolicy"), errors);
    }
}
