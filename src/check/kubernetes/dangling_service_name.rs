use crate::check::maps::spec;
use crate::check::{Report, Rule};
use crate::manifest::Manifests;

/// A StatefulSet's Service is part of the platform.
pub const RULE: Rule = Rule {
    name: "dangling-service-name",
    explanation: "The pods of a StatefulSet get their DNS names from the Service that `serviceName` names. Without it \
                  brokers and quorum members cannot resolve each other.",
    bad: "\
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: kafka}
spec: {serviceName: kafka-headless, selector: {}, template: {}}
",
    good: "\
apiVersion: v1
kind: Service
metadata: {name: kafka-headless}
spec: {clusterIP: None}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: kafka}
spec: {serviceName: kafka-headless, selector: {}, template: {}}
",
    check,
};

fn check(manifests: &Manifests, report: &mut Report) {
    for object in manifests.objects().iter().filter(|object| object.kind() == "StatefulSet") {
        let Some(name) = spec(object).get("serviceName").and_then(|name| name.as_str()) else { continue };
        let mut services = manifests.objects().iter().filter(|other| other.kind() == "Service");
        if !services.any(|service| service.name() == name && service.namespace() == object.namespace()) {
            let sentence = format!("no Service of this platform is called `{name}`");
            report.error(object, "spec.serviceName", sentence, "name the headless Service of this StatefulSet");
        }
    }
}
