//! Everything that is built, in the order in which it is asked for, and about how long it takes the first time.

use super::go;

/// Name in the cache, what it is, and how long it takes on two cores.
const STEPS: &[(&str, &str, &str)] = &[
    ("kubernetes-1.37", "Kubernetes", "5 minutes"),
    ("kubernetes-1.32", "Kubernetes", "4 minutes"),
    ("oracle-1.37", "the oracle of Kubernetes", "3 minutes"),
    ("oracle-1.36", "the oracle of Kubernetes", "3 minutes"),
    ("oracle-1.35", "the oracle of Kubernetes", "3 minutes"),
    ("oracle-1.34", "the oracle of Kubernetes", "3 minutes"),
    ("oracle-1.33", "the oracle of Kubernetes", "3 minutes"),
    ("oracle-1.32", "the oracle of Kubernetes", "3 minutes"),
    ("oracle-1.31", "the oracle of Kubernetes", "3 minutes"),
    ("oracle-1.30", "the oracle of Kubernetes", "3 minutes"),
    ("etcd", "etcd", "half a minute"),
    ("kwok", "kwok", "2 minutes"),
    ("containerd", "containerd", "1 minute"),
    ("coredns", "CoreDNS", "1 minute"),
    ("pause", "the pause container", "a few seconds"),
    ("recorder", "the recorder", "a few seconds"),
    ("prometheus", "Prometheus", "2 minutes"),
    ("alertmanager", "Alertmanager", "1 minute"),
    ("base", "the base of the images", "10 seconds"),
    ("java-17", "the Java of 7.9", "1 minute"),
    ("java-25", "the Java of 8.3", "1 minute"),
    ("kafka-3.9", "the jars of Kafka 3.9", "1 minute"),
    ("kafka-4.3", "the jars of Kafka 4.3", "1 minute"),
    ("layer-classes-kafka-3.9", "the archive of classes of Kafka 3.9", "half a minute"),
    ("layer-classes-kafka-4.3", "the archive of classes of Kafka 4.3", "half a minute"),
    ("image-7", "the images of 7.9", "10 seconds"),
    ("image-8", "the images of 8.3", "10 seconds"),
    ("image-pause", "the image of the pause container", "a second"),
    ("store", "what nodes have of the images", "half a minute"),
];

/// What the thing of this name is, with its version where it has one.
pub fn title(name: &str) -> String {
    let what = STEPS.iter().find(|step| step.0 == name).map_or(name, |step| step.1);
    match go::version(name) {
        Some(version) => format!("{what} {version}"),
        None => what.to_string(),
    }
}

/// What is said when its build begins; nothing where it takes no time.
pub fn begin(name: &str) -> Option<String> {
    let at = STEPS.iter().position(|step| step.0 == name)?;
    let (step, all) = (at + 1, STEPS.len());
    Some(format!("building {} ({step} of {all}), about {} the first time", title(name), STEPS[at].2))
}
