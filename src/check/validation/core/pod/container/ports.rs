use super::super::facts::Facts;
use crate::check::validation::seen::Seen;
use crate::check::validation::text::{port, port_name};
use crate::check::validation::{Errors, Value};

const PROTOCOLS: &[&str] = &["SCTP", "TCP", "UDP"];
const RANGE: &str = "write a port from 1 to 65535";

/// The ports of a container (`validateContainerPorts`).
pub fn ports<'n>(ports: Value<'n>, facts: &Facts<'n>, errors: &mut Errors<'n>) {
    let mut names = Seen::new();
    for entry in ports.items() {
        let (name, number) = (entry.get("name"), entry.get("containerPort"));
        if !name.text().is_empty() {
            let problems = port_name(name.text());
            let is_good = problems.is_empty();
            errors.malformed(name, "port-name", problems, "choose a name that is one");
            if is_good && !names.insert(name.text()) {
                errors.duplicate(name, "port-name", "rename one of the ports");
            }
        }
        match number.integer().unwrap_or(0) {
            0 => {
                errors.required(number, "port-range", "", RANGE);
            }
            written => errors.malformed(number, "port-range", port(written), RANGE),
        }
        let host_port = facts.host_port(entry);
        if host_port != 0 {
            for problem in port(host_port) {
                let shown = host_port.to_string();
                errors.invalid_as(entry.get("hostPort"), &shown, "port-range", &problem, RANGE);
            }
        }
        errors.one_of(entry.get("protocol"), "port-protocol", PROTOCOLS);
    }
}

/// The ports of the host that containers take (`AccumulateUniqueHostPorts`).
pub struct HostPorts<'n>(Seen<(&'n str, &'n str, i64)>);

impl<'n> HostPorts<'n> {
    /// None yet.
    pub fn new() -> HostPorts<'n> {
        HostPorts(Seen::new())
    }

    /// Takes those of a container.
    pub fn take(&mut self, container: Value<'n>, facts: &Facts<'n>, errors: &mut Errors<'n>) {
        for entry in container.get("ports").items() {
            let number = facts.host_port(entry);
            if number == 0 {
                continue;
            }
            let (protocol, address) = (entry.get("protocol").text_or("TCP"), entry.get("hostIP").text());
            if !self.0.insert((protocol, address, number)) {
                let sentence = format!("Duplicate value: \"{protocol}/{address}/{number}\"");
                let fix = "two containers cannot listen on one port of the host";
                errors.add(entry.get("hostPort"), "host-port-conflict", sentence, fix);
            }
        }
    }
}

/// Where the network is that of the host, its port is the same (`validatePodHostNetworkDeps`).
pub fn of_host_network<'n>(facts: &Facts<'n>, errors: &mut Errors<'n>) {
    if !facts.host_network {
        return;
    }
    for container in facts.spec.get("containers").items() {
        for entry in container.get("ports").items() {
            let number = facts.host_port(entry);
            if number != 0 && Some(number) != entry.get("containerPort").integer() {
                let detail = "must match `containerPort` when `hostNetwork` is true";
                errors.invalid(entry.get("hostPort"), "host-port-conflict", detail, "remove it, or make both equal");
            }
        }
    }
}
