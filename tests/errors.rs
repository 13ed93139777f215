//! What a user sees when something is wrong: whole runs of the real binary, as files under tests/snapshots that a person
//! can judge. `INSTA_UPDATE=always cargo test --test errors` writes them anew.

mod binary;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use binary::{Folder, project};

/// One thing that goes wrong: what it is, the values file `v.yaml`, and the command line behind `cpgen`.
struct Case {
    about: &'static str,
    files: Vec<(&'static str, String)>,
    args: Vec<&'static str>,
    code: i32,
}

/// A values file that does not pass.
fn values(about: &'static str, text: &str) -> Case {
    Case { about, files: vec![("v.yaml", text.to_owned())], args: vec!["render", "-f", "v.yaml"], code: 2 }
}

/// A command line that does not pass.
fn flags(about: &'static str, args: &[&'static str]) -> Case {
    Case { about, files: Vec::new(), args: args.to_vec(), code: 2 }
}

impl Case {
    fn file(mut self, name: &'static str, text: &str) -> Case {
        self.files.push((name, text.to_owned()));
        self
    }

    fn with(mut self, args: &[&'static str]) -> Case {
        self.args.extend(args);
        self
    }

    fn exits(self, code: i32) -> Case {
        Case { code, ..self }
    }
}

/// Runs all cases and compares what is seen with the snapshot `name`.
fn seen(name: &str, cases: &[Case]) {
    let mut page = String::new();
    for case in cases {
        let files: Vec<(&str, &str)> = case.files.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let run = Folder::with(&files).run(&case.args);
        assert_eq!(run.stdout, "", "{}: nothing half may reach kubectl", case.about);
        assert_eq!(run.code, case.code, "{}: {}", case.about, run.stderr);
        check_form(case, &run.stderr);
        let _ = writeln!(page, "==== {}\n", case.about);
        for (name, text) in files {
            let shown: Vec<String> = text.lines().map(|line| format!("    {line}").trim_end().to_owned()).collect();
            let _ = writeln!(page, "{name}:\n{}\n", shown.join("\n"));
        }
        let _ = writeln!(page, "$ cpgen {}\n{}exit {}\n", case.args.join(" "), run.stderr, run.code);
    }
    insta::with_settings!({omit_expression => true, prepend_module_to_snapshot => true}, {
        insta::assert_snapshot!(name, page);
    });
}

/// Every finding has a rule, a place or a subject, and a fix; every other message is one sentence.
fn check_form(case: &Case, stderr: &str) {
    let findings: Vec<&str> = stderr.split("\n\n").filter(|part| part.contains("[")).collect();
    for finding in findings.iter().filter(|part| part.starts_with("error[") || part.starts_with("warning[")) {
        assert!(finding.contains("--> "), "{}: no place: {finding}", case.about);
        assert!(finding.contains("\nhelp: "), "{}: no fix: {finding}", case.about);
        let title = finding.lines().next().unwrap_or_default();
        assert!(!title.ends_with(['.', ':']) && !title.contains("``"), "{}: {title}", case.about);
    }
    let is_help = case.args.is_empty() && stderr.contains("Usage: ");
    assert!(stderr.starts_with("error") || stderr.starts_with("warning[") || is_help, "{}: {stderr}", case.about);
}

#[test]
fn keys() {
    seen(
        "keys",
        &[
            values("a slip", "kafak:\n  replicas: 3\n"),
            values("a slip, deep down", "kafka:\n  listeners:\n    external:\n      expose:\n        nodeport: {}\n"),
            values("the word of another tool", "schema-registry:\n  replicaCount: 3\n"),
            values("nothing is near", "kafka:\n  persistence: {}\n  image: { registry: x }\n"),
            values("several mistakes over two files", "kafka:\n  replicas: many\n  heep: 4Gi\n")
                .file("prod.yaml", "connect:\n  replicas: -1\nkafka:\n  storage: { disk0: { size: 4GB } }\n")
                .with(&["-f", "prod.yaml"]),
            values("a key twice", "kafka:\n  replicas: 3\nconnect: {}\nkafka:\n  heap: 4Gi\n"),
            values(
                "a key twice that is text",
                "kafka:\n  config:\n    min.insync.replicas: 2\n    min.insync.replicas: 1\n",
            ),
            values("no key at all", "kafka:\n  : 3\n"),
            values("a key that is a list", "? [a, b]\n: c\n"),
            values("a template that was not rendered", "name: {{ .Values.name }}\n"),
        ],
    );
}

#[test]
fn types() {
    seen(
        "types",
        &[
            values("text for a number", "kafka:\n  replicas: three\n"),
            values("a quoted number", "kafka:\n  replicas: \"3\"\n"),
            values("a unit for a number", "kafka:\n  terminationGracePeriodSeconds: 10m\n"),
            values("a fraction for a number", "kafka:\n  replicas: 2.5\n"),
            values("nothing for a number", "kafka:\n  replicas: \"\"\n"),
            values("a map for a number", "kafka:\n  replicas: { min: 3 }\n"),
            values("a list for a number", "kafka:\n  replicas: [3]\n"),
            values("a map for a text", "kafka:\n  config:\n    log.retention:\n      hours: 2\n"),
            values("a list for a text", "kafka:\n  config:\n    sasl.enabled.mechanisms: [PLAIN, SCRAM]\n"),
            values("a list for a map", "kafka:\n  config: [a=b]\n"),
            values("a list for settings", "kafka:\n  storage: [{ size: 1Gi }]\n"),
            values("a list of variables, as a pod has them", "kafka:\n  env:\n    - name: A\n      value: b\n"),
            values("a text for settings", "connect: disabled\n"),
            values("a bool for settings", "connect: false\n"),
            values("a short text for settings", "kafka:\n  storage:\n    disk0: 100Gi\n"),
            values("a map for a list", "images:\n  pullSecrets: {}\n"),
            values("a text for a list", "images:\n  pullSecrets: regcred\n"),
            values("a map in a list of texts", "images:\n  pullSecrets:\n    - name: regcred\n"),
            values("yes", "kafka:\n  enabled: yes\n"),
            values("off", "kafka:\n  enabled: off\n"),
            values("1", "kafka:\n  enabled: 1\n"),
            values("True", "kafka:\n  enabled: True\n"),
            values("a quoted bool", "kafka:\n  enabled: \"true\"\n"),
            values("a word for a bool", "kafka:\n  enabled: maybe\n"),
            values("a list at the top", "- kafka\n- connect\n"),
            values("a text at the top", "kafka\n"),
            values("a word that is no choice", "platform:\n  edition: comunity\n"),
            values("a word far from any choice", "platform:\n  metadata: etcd\n"),
            values("a choice in capitals that takes none", "images:\n  pullPolicy: always\n"),
            values("a level in small letters", "kafka:\n  logging: { level: debug }\n"),
            values("a map for a choice", "platform:\n  edition: { enterprise: { trial: true } }\n"),
            values("two choices", "platform:\n  edition: { community: {}, enterprise: {} }\n"),
            values("no choice", "platform:\n  edition: {}\n"),
            values("a choice that is null", "platform:\n  edition: { enterprise: null }\n"),
        ],
    );
}

#[test]
fn numbers() {
    seen(
        "numbers",
        &[
            values("a leading zero", "kafka:\n  replicas: 0777\n"),
            values("a leading zero that is not octal", "kafka:\n  replicas: 09\n"),
            values("a separator", "kafka:\n  terminationGracePeriodSeconds: 1_000\n"),
            values("an exponent", "kafka:\n  terminationGracePeriodSeconds: 1e3\n"),
            values("hexadecimal", "kafka:\n  listeners: { internal: { port: 0x2384 } }\n"),
            values("base 60", "kafka:\n  terminationGracePeriodSeconds: 12:30\n"),
            values("more than 64 bits", "kafka:\n  nodeIds: { first: 99999999999999999999 }\n"),
            values("in free-form parts", "kafka:\n  sidecars:\n    x: { ports: [{ containerPort: 0777 }] }\n"),
            values(
                "in free-form parts, too large",
                "kafka:\n  tolerations: []\n  placement:\n    tolerations: [{ tolerationSeconds: 99999999999999999999 }]\n",
            ),
            values("no replicas", "connect:\n  replicas: 0\n"),
            values("too many replicas", "kafka:\n  replicas: 5000\n"),
            values(
                "a port that is none",
                "kafka:\n  listeners:\n    internal: { port: 99999 }\n    replication: { port: 0 }\n",
            ),
            values("a node port outside of the range", "connect:\n  expose: { nodePort: { port: 8083 } }\n"),
            values("negative", "kafka:\n  minReadySeconds: -1\n"),
            values("a day and more", "kafka:\n  terminationGracePeriodSeconds: 100000\n"),
            values("a period of nothing", "kafka:\n  probes: { liveness: { periodSeconds: 0 } }\n"),
            values(
                "quantities",
                "kafka:\n  heap: 4g\n  resources:\n    limits: { memory: 4GB, cpu: two }\n  storage:\n    disk0: { size: 100 GiB }\n",
            ),
            values("megabytes as Java writes them", "kafka:\n  heap: 512m\n  storage: { disk0: { size: 0 } }\n"),
            values("a limit as Java writes it", "connect:\n  resources: { limits: { memory: 512m } }\n"),
            values(
                "a heap without its unit",
                "kafka:\n  heap: 512\nconnect:\n  resources: { limits: { memory: 9 } }\n",
            ),
            values("a heap that does not fit", "kafka:\n  heap: 4Gi\n  resources: { limits: { memory: 4Gi } }\n"),
            values(
                "requests over limits",
                "kafka:\n  resources: { limits: { cpu: 500m } }\n\
                 platform: { edition: enterprise }\ncontrolCenter:\n  enabled: true\n  nextGeneration:\n    \
                 prometheus: { resources: { limits: { memory: 2Gi }, requests: { memory: 3Gi } } }\n",
            ),
            values("a quantity that is a map", "kafka:\n  heap: { max: 4Gi }\n"),
        ],
    );
}

#[test]
fn names() {
    seen(
        "names",
        &[
            values("of the platform", "name: My_Platform\n"),
            values("of the platform, too long", "name: a-name-that-leaves-no-room-for-suffixes\n"),
            values("of the namespace", "namespace: Streaming.prod\n"),
            values("of a domain", "kubernetes: { clusterDomain: \"cluster..local\" }\n"),
            values("of a cluster id", "kraft: { clusterId: not-a-cluster-id }\n"),
            values("of versions", "platform: { version: \"7.9\" }\nkubernetes: { version: \"1.99\" }\n"),
            values("of versions that are not known", "platform: { version: 5.5.1 }\nkubernetes: { version: latest }\n"),
            values("of a disk", "kafka:\n  storage:\n    \"data,log\":\n      size: 1Gi\n"),
            values(
                "of a cluster",
                "connect:\n  clusters:\n    Mongo_DB:\n      groupId: a\n    main:\n      groupId: b\n",
            ),
            values(
                "of a volume",
                "kafka:\n  volumes:\n    My Volume: { emptyDir: {} }\n    config: { emptyDir: {} }\n    none: {}\n    both: { emptyDir: {}, secret: { secretName: s } }\n",
            ),
            values(
                "of containers",
                "kafka:\n  sidecars:\n    My Proxy: { image: envoy }\n    proxy: { name: envoy, image: envoy }\n  initContainers:\n    wait: busybox\n",
            ),
            values("of a label that selectors hold", "kafka:\n  podLabels:\n    app.kubernetes.io/name: my-kafka\n"),
            values("of a secret property", "kafka:\n  configFromSecrets:\n    \"ssl key\": { secret: s, key: k }\n"),
            flags("on the command line", &["render", "My_Platform", "-n", "Pro.d"]),
        ],
    );
}

#[test]
fn layers() {
    seen(
        "layers",
        &[
            values("a map, then a text", "kafka:\n  config:\n    a: b\n")
                .file("prod.yaml", "kafka:\n  config: none\n")
                .with(&["-f", "prod.yaml"]),
            values("a text, then a map", "kafka:\n  priorityClass: high\n")
                .file("prod.yaml", "kafka:\n  priorityClass: { name: high }\n")
                .with(&["-f", "prod.yaml"]),
            values("a list, then a map", "images:\n  pullSecrets: [a]\n")
                .file("prod.yaml", "images:\n  pullSecrets: { b: {} }\n")
                .with(&["-f", "prod.yaml"]),
            values("with the section defaults", "defaults:\n  env: { A: { value: b } }\nkafka:\n  env: { A: b }\n"),
            values("the section defaults is no map", "defaults: 5\nkafka: { replicas: 1 }\n"),
            values("a cluster is no map", "connect:\n  clusters:\n    mongo: yes\n"),
            values("two documents in one file", "kafka: { replicas: 3 }\n---\nkafka: [3]\n"),
        ],
    );
}

#[test]
fn syntax() {
    seen(
        "syntax",
        &[
            values("a tab", "kafka:\n\treplicas: 3\n"),
            values("indentation", "kafka:\n  replicas: 3\n   heap: 4Gi\n"),
            values("a colon in a text", "kafka:\n  config:\n    note: a: b\n"),
            values("a quote that is not closed", "name: \"orders\nkafka: {}\n"),
            values("a bracket that is not closed", "kafka: { replicas: 3\nconnect: {}\n"),
            values("an alias without an anchor", "kafka: *base\n"),
            values("an alias of itself", "kafka: &a\n  config: *a\n"),
            values("a merge of no map", "kafka:\n  <<: 5\n"),
            values("a tag", "name: !secret orders\n"),
            values("a control character", "name: a\u{7}b\n"),
        ],
    );
}

#[test]
fn chart_names() {
    const CHART: &str = "naming: { style: cp-helm-charts, release: rel }\n";
    let on = |name, more: &str| values(name, &format!("{CHART}{more}"));
    seen(
        "chart_names",
        &[
            on("disks that a Deployment has not", "controlCenter: { enabled: true }\n"),
            values("no release", "naming: { style: cp-helm-charts, release: Rel_1 }\n"),
            values(
                "a component that is not there",
                "naming: { style: cp-helm-charts, overrides: { kafk: { name: b } } }\nksql: { enabled: false }\n",
            ),
            on(
                "pods that wait for each other",
                "kafka: { rollout: { podManagement: OrderedReady } }\nksql: { enabled: false }\n",
            ),
            on(
                "controllers in order",
                "kraft: { rollout: { podManagement: OrderedReady } }\nksql: { enabled: false }\n",
            ),
            on("a label of the selector", "kafka: { labels: { release: mine } }\nksql: { enabled: false }\n"),
        ],
    );
}

#[test]
fn imports() {
    const TWO: &str = "releases:\n  - { name: a, values: [{}] }\n  - { name: b, values: [{}] }\n";
    let import = ["import", "cp-helm-charts", "v.yaml"];
    let of_rel = ["import", "cp-helm-charts", "v.yaml", "--release", "rel"];
    let of_chart = ["import", "cp-helm-charts", "v.yaml", "--component", "cp-kafak"];
    seen(
        "imports",
        &[
            flags("nobody says which release", &import).file("v.yaml", "cp-kafka: { brokers: 3 }\n"),
            flags("several releases", &import).file("v.yaml", TWO),
            flags("something else", &of_rel).file("v.yaml", "apiVersion: v1\nkind: Namespace\n"),
            flags("a list", &of_rel).file("v.yaml", "- cp-kafka\n"),
            flags("no such chart", &of_chart).file("v.yaml", "brokers: 3\n"),
        ],
    );
}

#[test]
fn reserved() {
    seen(
        "reserved",
        &[
            values(
                "all of them",
                "topics: { tweets: { partitions: 6 } }\nconnectors: { twitter: {} }\nschemas: { a: b }\nkafka:\n  pools: { a: { replicas: 2 } }\n",
            ),
            values("migration", "platform: { version: 7.9.2, metadata: migration }\n"),
        ],
    );
}

#[test]
fn secured() {
    seen(
        "secured",
        &[
            values(
                "who may come in",
                "kafka:
  version: 6.0.2
  interBrokerListener: between
  clientListener: internal
  listeners:
    internal: { tls: { secret: t, clientAuth: required }, authentication: { scramSha512: {} } }
    between: { port: 9095, tls: {}, authentication: { scramSha256: {} } }
    other: { port: 9096, authentication: { plain: {} } }
    more: { port: 9097, authentication: { plain: {}, scramSha256: {} } }
    last: { port: 9098, tls: { secret: t, ca: 'a b' }, authentication: { plain: { secret: s, brokers: '' } } }
",
            ),
            values(
                "elsewhere",
                "kafka: { enabled: false }
connect: { enabled: false }
ksql: { enabled: false }
external:
  kafka:
    bootstrap: k:9092
    tls: { secret: Not_A_Name }
    authentication: { plain: { secret: s } }
",
            ),
            values(
                "in the clear",
                "kafka: { listeners: { other: { port: 9096, authentication: { plain: { secret: s } } } }, \
                 storage: { disk0: null } }
",
            ),
        ],
    );
}

#[test]
fn derived() {
    seen(
        "derived",
        &[
            values(
                "of brokers",
                "kafka:\n  config:\n    listeners: PLAINTEXT://:9092\n    log.dirs: /data\n    zookeeper.connect: zk:2181\n    \
                 broker.id: 1\n    node.id: 1\n    advertised.listeners: X://a:1\n  configFromSecrets:\n    broker.rack: { \
                 secret: s, key: k }\n  brokers:\n    \"0\": { config: { log.dir: /x } }\n",
            ),
            values(
                "of controllers",
                "kraft:\n  config:\n    controller.quorum.voters: 1@a:1\n    zookeeper.connect: zk\n",
            ),
            values(
                "of ZooKeeper",
                "platform: { version: 7.9.2 }\nzookeeper:\n  config:\n    server.1: a\n    dataDir: /x\n",
            ),
            values(
                "of clients",
                "schemaRegistry:\n  config: { kafkastore.bootstrap.servers: a }\nconnect:\n  config: { group.id: a }\n  clusters: \
                 { mongo: { config: { bootstrap.servers: a } } }\nrestProxy:\n  config: { id: a }\nksql:\n  config: { \
                 ksql.service.id: a }\n",
            ),
            values(
                "of Control Center",
                "platform: { edition: enterprise }\ncontrolCenter:\n  enabled: true\n  config: { confluent.controlcenter.connect.a.cluster: b }\n",
            ),
        ],
    );
}

#[test]
fn platforms() {
    let only = "schemaRegistry: { enabled: false }\nconnect: { enabled: false }\nrestProxy: { enabled: false }\nksql: { enabled: false }\n";
    seen(
        "platforms",
        &[
            values("ZooKeeper with 8.x", "platform:\n  version: 8.0.0\n  metadata: zookeeper\n"),
            values("KRaft before 7.9", "platform:\n  version: 7.8.1\n  metadata: kraft\n"),
            values("nothing at all", &format!("{only}kafka: {{ enabled: false }}\nkraft: {{ enabled: false }}\n")),
            values("Kafka is missing", "kafka: { enabled: false }\n"),
            values("controllers are missing", &format!("{only}kraft: {{ enabled: false }}\n")),
            values(
                "ZooKeeper is missing",
                &format!("{only}platform: {{ version: 7.9.2 }}\nzookeeper: {{ enabled: false }}\n"),
            ),
            values(
                "controllers elsewhere without their id",
                &format!("{only}kraft: {{ enabled: false }}\nexternal: {{ kraft: {{ voters: \"1@a:9093\" }} }}\n"),
            ),
            values(
                "clients of a Kafka elsewhere",
                "kafka: { enabled: false }\nkraft: { enabled: false }\nexternal: { kafka: { bootstrap: \"k:9092\" } }\n",
            ),
            values(
                "addresses that nobody can dial",
                "kafka: { enabled: false }\nkraft: { enabled: false }\nschemaRegistry: { enabled: false }\nconnect: { groupId: \
                 a }\nksql: { serviceId: a }\nexternal:\n  kafka: { bootstrap: \"k-0:9092,k-1\" }\n  zookeeper: { connect: \"zk:x\" \
                 }\n  kraft: { voters: \"c-0:9093\" }\n  schemaRegistry: { url: sr.example.com }\n  connect: { url: \"\" }\n",
            ),
            values("ids of brokers and controllers overlap", "kafka: { nodeIds: { first: 9989 } }\n"),
            values("next-generation Control Center needs the enterprise edition", "controlCenter: { enabled: true }\n"),
            values(
                "Control Center runs once",
                "platform: { edition: enterprise }\ncontrolCenter: { enabled: true, replicas: 2 }\n",
            ),
        ],
    );
}

#[test]
fn brokers() {
    let external = |rest: &str| format!("kafka:\n  listeners:\n    external:\n      port: 9094\n{rest}");
    seen(
        "brokers",
        &[
            values("no disk", "kafka:\n  storage: { disk0: null }\n"),
            values(
                "disks with the names of cpgen's own volumes",
                "kafka:\n  storage:\n    disk0: null\n    tmp: { size: 1Gi }\n    live: { ephemeral: true }\n",
            ),
            values(
                "listener names",
                "kafka:\n  listeners:\n    EXTERNAL: { port: 9094 }\n    controller: { port: 9095 }\n",
            ),
            values(
                "ports that are taken",
                "kafka:\n  listeners:\n    a1: { port: 9092 }\n    b1: { port: 7777 }\n    c1: { port: 9404 }\n",
            ),
            values(
                "a wait that ends in a kill",
                "kafka:\n  rollGate: { holdSeconds: 300 }\n  terminationGracePeriodSeconds: 120\n",
            ),
            values("listeners that do not exist", "kafka:\n  clientListener: intern\n  interBrokerListener: x\n"),
            values(
                "two ways in",
                &external(
                    "      expose:\n        nodePort: {}\n        loadBalancer: { host: \"b{id}.example.com\" }\n",
                ),
            ),
            values("two ways into an HTTP component", "connect:\n  expose:\n    nodePort: {}\n    loadBalancer: {}\n"),
            values("a load balancer without a name", &external("      expose:\n        loadBalancer: {}\n")),
            values(
                "one name for all load balancers",
                &external("      expose:\n        loadBalancer: { host: kafka.example.com }\n"),
            ),
            values(
                "one address for two brokers",
                &format!(
                    "{}  brokers:\n    \"2\": {{ advertise: {{ external: {{ host: b1.example.com }} }} }}\n",
                    external("      expose:\n        loadBalancer: { host: \"b{id}.example.com\" }\n")
                ),
            ),
            values(
                "a host with a port",
                &external("      expose:\n        loadBalancer: { host: \"b{id}.example.com:9094\" }\n"),
            ),
            values(
                "a host that a shell would have filled in",
                &external("      expose:\n        nodePort: { advertise: { host: \"b${id}.example.com\" } }\n"),
            ),
            values(
                "two hosts",
                &external("      expose:\n        nodePort: { advertise: { host: a.example.com, hostIP: {} } }\n"),
            ),
            values(
                "node ports beyond the range",
                &format!("{}  replicas: 5\n", external("      expose:\n        nodePort: { first: 32766 }\n")),
            ),
            values(
                "brokers that do not exist",
                "kafka:\n  brokers:\n    \"7\": { config: { a: b } }\n    \"00\": {}\n    \"1\": { advertise: { outside: { host: a } } }\n",
            ),
            values(
                "a host with a line break",
                "kafka:\n  brokers:\n    \"0\":\n      advertise:\n        internal: { host: \"a\\nssl.key.password=b\" }\n",
            ),
        ],
    );
}

#[test]
fn clients() {
    seen(
        "clients",
        &[
            values("two clusters in one group", "connect:\n  groupId: a\n  clusters:\n    mongo: { groupId: a }\n"),
            values("two services of one name", "ksql:\n  serviceId: a\n  clusters:\n    second: { serviceId: a }\n"),
            values(
                "more replicas than brokers",
                "kafka:\n  config: { offsets.topic.replication.factor: 5, min.insync.replicas: 4 }\n\
                 connect:\n  config: { status.storage.replication.factor: 4 }\n\
                 ksql:\n  config: { ksql.streams.num.standby.replicas: 9 }\n",
            ),
            values("clusters of clusters", "connect:\n  clusters:\n    mongo:\n      clusters: { deep: {} }\n"),
            values("queries of a ConfigMap without a name", "ksql:\n  mode: headless\n  queries: { configMap: {} }\n"),
            values(
                "secrets without a key, or with no possible name",
                "platform: { edition: enterprise, license: { secret: s } }\n\
                 kafka:\n  configFromSecrets:\n    a.b: { secret: S_1, key: \"k k\" }\n",
            ),
            values("headless without queries", "ksql: { mode: headless }\n"),
            values(
                "headless with two sources",
                "ksql:\n  mode: headless\n  queries: { inline: \"X;\", configMap: { name: q } }\n",
            ),
            values(
                "headless and exposed",
                "ksql:\n  mode: headless\n  queries: { inline: \"X;\" }\n  expose: { nodePort: {} }\n",
            ),
            values("interactive with queries", "ksql:\n  queries: { inline: \"X;\" }\n"),
            values(
                "a variable with two values",
                "connect:\n  env:\n    A: { value: b, valueFrom: { fieldRef: {} } }\n",
            ),
            values("a probe that is no map", "connect:\n  probes: { readiness: { handler: /health } }\n"),
        ],
    );
}

#[test]
fn nulls() {
    seen(
        "nulls",
        &[
            values(
                "what is required goes back to its default, or is missing",
                "external: { kafka: { bootstrap: null } }\nkafka: { enabled: false }\n",
            ),
            values("null in a list of texts", "kafka:\n  jvmOptions: [null]\n"),
            values("null for the only disk", "kafka:\n  storage:\n    disk0: ~\n"),
            values("null for a listener that is in use", "kafka:\n  listeners: { internal: null }\n"),
        ],
    );
}

#[test]
fn patches() {
    seen(
        "patches",
        &[
            values(
                "matches nothing",
                "patches:\n  - target: { kind: StatefulSet, name: cp-kafak }\n    merge: { spec: { replicas: 1 } }\n",
            ),
            values("says nothing", "patches:\n  - target: { kind: StatefulSet }\n"),
            values("is no map", "patches:\n  - target: { name: cp-kafka, kind: StatefulSet }\n    merge: replicas\n"),
            values(
                "renames an object",
                "patches:\n  - target: { name: cp-kafka, kind: StatefulSet }\n    merge: { metadata: { name: other } }\n",
            ),
            values(
                "removes what makes it an object",
                "patches:\n  - target: { name: cp-kafka, kind: StatefulSet }\n    merge: { apiVersion: null }\n",
            ),
            values(
                "is not applicable",
                "patches:\n  - target: { name: cp-kafka, kind: StatefulSet }\n    json: [{ op: replace, path: /spec/none/x, value: 1 }]\n",
            ),
            values(
                "is no JSON Patch",
                "patches:\n  - target: { name: cp-kafka, kind: StatefulSet }\n    json: { op: replace }\n",
            ),
            values(
                "an item without its key",
                "patches:\n  - target: { name: cp-kafka, kind: StatefulSet }\n    merge: { spec: { template: { spec: { containers: [{ image: x }] } } } }\n",
            ),
            values(
                "an unknown directive",
                "patches:\n  - target: { name: cp-kafka, kind: StatefulSet }\n    merge: { spec: { $retainKeys: [a] } }\n",
            ),
            values(
                "breaks a rule",
                "patches:\n  - target: { name: cp-kafka, kind: StatefulSet }\n    merge: { spec: { selector: { matchLabels: { a: b } } } }\n",
            ),
        ],
    );
}

#[test]
fn rules() {
    seen(
        "rules",
        &[
            values(
                "labels that Kubernetes does not take",
                "connect:\n  labels: { team: \"a b\", \"no/such/key\": x }\n",
            ),
            values(
                "two variables of one name",
                "connect:\n  sidecars:\n    x: { image: a, env: [{ name: A, value: b }, { name: A, value: c }] }\n",
            ),
            values("one path, two mounts", "connect:\n  volumes:\n    a: { mountPath: /tmp, emptyDir: {} }\n"),
        ],
    );
}

/// What works but is worth a word: the manifests come all the same.
#[test]
fn warnings() {
    let mut page = String::new();
    for (about, text) in [
        ("an even quorum", "kraft: { replicas: 4 }\n"),
        ("a section without effect", "zookeeper:\n  replicas: 5\n"),
        ("a license that nothing reads", "platform: { license: { secret: s, key: k } }\n"),
        (
            "zones that brokers do not know",
            "kubernetes: { version: \"1.34\" }\nkafka: { placement: { zones: required } }\n",
        ),
        ("a disk beside the default one", "kafka: { storage: { data: { size: 1Ti } } }\n"),
        ("names of a chart that is not asked for", "naming: { release: rel, overrides: { kafka: { name: b } } }\n"),
        ("two flags for one value", "name: cp\n"),
    ] {
        let folder = Folder::with(&[("v.yaml", text)]);
        let run = folder.run(
            &["render", "-f", "v.yaml", "--set", "name=a", "--set-string", "name=b"]
                [..if about.contains("flags") { 7 } else { 3 }],
        );
        assert_eq!(run.code, 0, "{about}: {}", run.stderr);
        assert!(run.stdout.starts_with("---\n") && run.stderr.starts_with("warning["), "{about}: {}", run.stderr);
        let _ = writeln!(page, "==== {about}\n\n{text}\n{}", run.stderr);
    }
    insta::with_settings!({omit_expression => true}, { insta::assert_snapshot!("warnings", page) });
}

#[test]
fn flags_of_values() {
    seen(
        "flags_of_values",
        &[
            flags("a comma", &["render", "--set", "kafka.config.a=b,c"]),
            flags("no value", &["render", "--set", "kafka.replicas"]),
            flags("no key", &["render", "--set", "=3"]),
            flags("a key in the middle is missing", &["render", "--set", "kafka..replicas=3"]),
            flags("an index past the end", &["render", "--set", "images.pullSecrets[3]=a"]),
            flags("an index that is none", &["render", "--set", "images.pullSecrets[x]=a"]),
            flags("an index of a map", &["render", "--set", "kafka.storage[0]=a"]),
            flags("an index of a map in a file", &["render", "-f", "v.yaml", "--set", "kafka.config[0]=a"])
                .file("v.yaml", "kafka: { config: { a: b } }\n"),
            flags("a key of a list", &["render", "-f", "v.yaml", "--set", "images.pullSecrets.a=b"])
                .file("v.yaml", "images: { pullSecrets: [a] }\n"),
            flags("a list that does not end", &["render", "--set", "images.pullSecrets={a,b"]),
            flags("text behind a list", &["render", "--set", "images.pullSecrets={a}b"]),
            flags("an unknown key", &["render", "--set", "kafka.replica=5"]),
            flags("a wrong type", &["render", "--set", "kafka.replicas=many,kafka.enabled=yes"]),
            flags("text for a number", &["render", "--set-string", "kafka.replicas=3"]),
            flags("broken JSON", &["render", "--set-json", "kafka={replicas: 3}"]),
            flags("JSON without a value", &["render", "--set-json", "kafka="]),
            flags("text behind JSON", &["render", "--set-json", "kafka={} x"]),
            flags("a file that is not there", &["render", "--set-file", "ksql.queries.inline=none.sql"]),
            flags("a path as deep as an abyss", &["render", "--set", ABYSS]),
            flags(
                "two flags for one value",
                &["render", "--set", "kafka.replica=5", "--set-string", "kafka.replica=4"],
            ),
            flags("a map against a file's text", &["render", "-f", "v.yaml", "--set", "kafka.priorityClass.name=a"])
                .file("v.yaml", "kafka: { priorityClass: high }\n"),
        ],
    );
}

const ABYSS: &str = "a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.\
                     a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a=1";

#[test]
fn usage() {
    seen(
        "usage",
        &[
            flags("no verb", &[]),
            flags("an unknown verb", &["rendr"]),
            flags("an unknown flag", &["render", "--value", "v.yaml"]),
            flags("two names", &["render", "a", "b"]),
            flags("an unknown format", &["render", "-o", "toml"]),
            flags("a version of Kubernetes that is none", &["render", "--kube-version", "new"]),
            flags("a version of Kubernetes that is too old", &["render", "--kube-version", "1.19"]),
            flags("an unknown component", &["render", "-s", "kafak"]),
            flags("an unknown file", &["render", "-s", "kafka/stateful.yaml"]),
            flags("an unknown object", &["render", "-s", "statefulset/cp-kafk"]),
            flags("nothing near", &["render", "-s", "quite something else"]),
            flags("prune without a directory", &["render", "--prune"]),
            flags("prune of all but a part", &["render", "--output-dir", "out", "-s", "kafka", "--prune"]),
            flags("a directory and a format", &["render", "--output-dir", "out", "-o", "json"]),
            flags("a fleet without a directory", &["render", "--fleet", "."]),
            flags("an unknown template", &["show", "templates", "kafka/statefulset.yml"]),
            flags("a template nothing is near to", &["show", "templates", "x"]),
            flags("an unknown key", &["explain", "kafka.replcas"]),
            flags("a key nothing is near to", &["explain", "kafka.qqqqqqqq"]),
            flags("a key below a number", &["explain", "kafka.replicas.x"]),
            flags("an unknown shell", &["completion", "cmd"]),
            flags("a name that init cannot use", &["init", "Not_A_Name"]),
            flags("a file that init would replace", &["init", "-o", "v.yaml"]).file("v.yaml", "precious: true\n"),
            flags("an unknown preset", &["init", "--preset", "prod"]),
        ],
    );
}

#[test]
fn files() {
    seen(
        "files",
        &[
            flags("a values file that is not there", &["render", "-f", "none.yaml"]).exits(3),
            flags("a directory for a values file", &["render", "-f", "."]).exits(3),
            flags("a template folder that is not there", &["render", "--templates", "none"]).exits(3),
            flags("a template folder that is a file", &["render", "--templates", "v.yaml"]).file("v.yaml", "").exits(3),
            flags("an output directory that is a file", &["render", "--output-dir", "v.yaml"])
                .file("v.yaml", "")
                .exits(3),
            flags("a file in the way", &["render", "--output-dir", "."]).file("kafka/service.yaml", "mine\n").exits(3),
            flags("a fleet that is not there", &["render", "--fleet", "none", "--output-dir", "out"]).exits(3),
            flags("a fleet of nothing", &["render", "--fleet", "fleet", "--output-dir", "out"])
                .file("fleet/readme.txt", "")
                .exits(3),
            values("queries that are not there", "ksql:\n  mode: headless\n  queries: { file: none.sql }\n").exits(3),
            flags("init where no folder is", &["init", "-o", "none/values.yaml"]).exits(3),
        ],
    );
}

#[test]
fn templates() {
    let with = |about, file, text| flags(about, &["render", "--templates", "t"]).file("t/.keep", "").file(file, text);
    seen(
        "templates",
        &[
            with("a broken tag", "t/kafka/service.yaml", "apiVersion: v1\nkind: Service\nname: {{ object.name\n"),
            with(
                "an unknown value",
                "t/kafka/service.yaml",
                "apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ object.nmae }}\n",
            ),
            with("an unknown filter", "t/kafka/service.yaml", "name: {{ object.name | yaml }}\n"),
            with("an include that is not there", "t/kafka/service.yaml", "{% include \"part/none.yaml\" %}\n"),
            with("safe", "t/kafka/service.yaml", "name: {{ object.name | safe }}\n"),
            with("no object", "t/kafka/extra.yaml", "apiVersion: v1\nmetadata: { name: x }\n"),
            with("a text", "t/extra.yaml", "hello\n"),
            with(
                "a key twice",
                "t/extra.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\ndata: { a: b, a: c }\n",
            ),
            with("no YAML", "t/extra.yaml", "apiVersion: [v1\nkind: ConfigMap\n"),
            with("text behind a separator", "t/extra.yaml", "--- apiVersion: v1\n"),
            with("an alias without an anchor", "t/extra.yaml", "apiVersion: v1\nkind: &a [*a]\n"),
            with(
                "a key that is a map",
                "t/extra.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: { { x: y }: z } }\n",
            ),
            with("a tag", "t/extra.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\nspec: !!int x\n"),
            with(
                "not a number",
                "t/extra.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\nspec: .nan\n",
            ),
            with(
                "a merge of no map",
                "t/extra.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata: { <<: 5, name: x }\n",
            ),
            with("an abyss", "t/extra.yaml", &"- ".repeat(200)),
            with(
                "the same object twice",
                "t/extra.yaml",
                "apiVersion: v1\nkind: Service\nmetadata: { name: cp-kafka }\nspec: { ports: [{ port: 1 }] }\n",
            ),
        ],
    );
}

/// Only a root user reads what nobody may read; then the case shows nothing.
#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_exit_3() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with(&[("v.yaml", "name: a\n")]);
    fs::set_permissions(folder.0.join("v.yaml"), fs::Permissions::from_mode(0o000)).expect("the mode is set");
    if fs::read(folder.0.join("v.yaml")).is_ok() {
        // Root: /proc has files that not even root reads.
        let run = folder.run(&["render", "-f", "/proc/self/mem"]);
        assert_eq!((run.code, run.stdout.as_str()), (3, ""), "{}", run.stderr);
        assert!(run.stderr.starts_with("error: cannot read /proc/self/mem: "), "{}", run.stderr);
        return;
    }
    let run = folder.run(&["render", "-f", "v.yaml"]);
    assert_eq!((run.code, run.stdout.as_str()), (3, ""));
    assert!(run.stderr.starts_with("error: cannot read v.yaml: "), "{}", run.stderr);
}

/// Files made to hurt: all are refused as what they are, soon, with a short message and nothing on standard output.
#[test]
fn hostile_files_are_refused_soon() {
    let bomb: String = std::iter::once("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned())
        .chain((1..40).map(|n| {
            let aliases = vec![format!("*a{}", n - 1); 10].join(", ");
            format!("a{n}: &a{n} [{aliases}]\n")
        }))
        .collect();
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain("name: a\n".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let binary: Vec<u8> =
        b"\x7fELF\x02\x01\x01\0".iter().copied().chain((0..1 << 20).map(|n: u32| (n % 251) as u8)).collect();
    let keys: String = (0..5_000).map(|n| format!("key{n}: x\n")).collect();
    let files: Vec<(&str, Vec<u8>, &str)> = vec![
        ("a binary", binary, "not-text"),
        ("UTF-16", utf16, "not-text"),
        ("Latin-1", b"name: caf\xe9\n".to_vec(), "not-text"),
        ("a NUL", b"name: a\0b\n".to_vec(), "not-text"),
        ("10 MiB of [", vec![b'['; 10 << 20], "file-too-large"),
        ("4 MiB of [", vec![b'['; 4 << 20], "too-deep"),
        ("4 MiB of {", vec![b'{'; 4 << 20], "too-deep"),
        ("a million dashes", "- ".repeat(1_000_000).into_bytes(), "too-deep"),
        ("a million maps", "a: {".repeat(1_000_000).into_bytes(), "too-deep"),
        ("a million keys", "? ".repeat(1_000_000).into_bytes(), "too-deep"),
        ("an alias bomb", bomb.into_bytes(), "too-many-values"),
        ("5 MiB", [b"name: ".as_slice(), &vec![b'x'; 5 << 20]].concat(), "file-too-large"),
        ("a quote that never ends", [b"name: \"".as_slice(), &vec![b'x'; 3 << 20]].concat(), "too-large-value"),
        ("five thousand unknown keys", keys.into_bytes(), "unknown-key"),
        ("a line of a megabyte", format!("{}: x\n", "k".repeat(1000)).repeat(900).into_bytes(), "duplicate-key"),
        (
            "a key of two thousand characters",
            format!("kafka: {{ labels: {{ {}: x }} }}", "k".repeat(2000)).into_bytes(),
            "too-long-key",
        ),
        ("anchors in anchors", "&a [".repeat(100_000).into_bytes(), "too-deep"),
        ("two hundred thousand commas", format!("kafka: [{}", ",".repeat(200_000)).into_bytes(), "syntax"),
    ];
    let mut rules = String::new();
    for (about, content, rule) in files {
        let folder = Folder::new();
        folder.write("v.yaml", &content);
        let started = Instant::now();
        let run = folder.run(&["render", "-f", "v.yaml"]);
        let took = started.elapsed();
        eprintln!("{about}: {took:?}");
        assert!(took < Duration::from_secs(30), "{about}: {took:?}");
        assert_eq!((run.code, run.stdout.len()), (2, 0), "{about}: {}", &run.stderr[..run.stderr.len().min(500)]);
        let first = run.stderr.lines().next().unwrap_or_default();
        assert!(first.starts_with(&format!("error[{rule}]: ")), "{about}: {first}");
        let longest = run.stderr.lines().map(|line| line.chars().count()).max().unwrap_or_default();
        assert!(longest < 300, "{about}: a line of {longest} characters");
        assert!(!run.stderr.contains(['\0', '\u{1b}']), "{about}: control characters on a terminal");
        let again = folder.feed(&["render", "-f", "-"], &content);
        assert_eq!((again.code, again.stdout.len()), (2, 0), "{about} on standard input");
        let head: Vec<&str> = run.stderr.split("\n\n").next().unwrap_or_default().lines().collect();
        let _ = writeln!(rules, "==== {about}\n\n{}\n", head.join("\n"));
    }
    insta::with_settings!({omit_expression => true}, { insta::assert_snapshot!("hostile_files", rules) });
}

/// Rules that values files and flags cannot break, with the test that shows them all the same.
const SHOWN_ELSEWHERE: &[(&str, &str)] = &[
    // No setting lacks a default or has a type with an opinion of its own.
    ("missing-key", "tests/values.rs"),
    ("bad-value", "tests/values.rs"),
    // What `cpgen validate` says of manifests.
    ("deprecated-api", "tests/validate.rs"),
    ("missing-field", "tests/validate.rs"),
    ("nested-list", "tests/validate.rs"),
    ("rejected-kind", "tests/validate.rs"),
    // What `cpgen diff` says of its sides.
    ("duplicate-object", "tests/diff/verb.rs"),
];

/// A message that nobody has seen is a message that nobody has judged.
#[test]
fn every_rule_is_in_a_snapshot() {
    let mut seen = String::new();
    for entry in fs::read_dir(project("tests/snapshots")).expect("there are snapshots") {
        let path = entry.expect("a snapshot").path();
        if path.extension().is_some_and(|end| end == "snap") {
            seen.push_str(&fs::read_to_string(path).expect("a snapshot is text"));
        }
    }
    let known: BTreeSet<String> = rules_in(&project("src"));
    assert!(known.len() > 60 && known.contains("unknown-key") && known.contains("out-of-range"), "{known:?}");
    let examples: BTreeSet<&str> = cpgen::check::RULES.iter().map(|rule| rule.name).collect();
    let missing: Vec<&String> = known
        .iter()
        .filter(|rule| !seen.contains(&format!("[{rule}]")) && !examples.contains(rule.as_str()))
        .filter(|rule| !SHOWN_ELSEWHERE.iter().any(|(name, _)| name == rule))
        .collect();
    assert!(missing.is_empty(), "no snapshot shows {missing:?}");
    for (rule, file) in SHOWN_ELSEWHERE {
        assert!(known.contains(*rule), "{rule} is gone");
        assert!(fs::read_to_string(project(file)).expect("a test").contains(rule), "{file} does not show {rule}");
        assert!(!seen.contains(&format!("[{rule}]")), "{rule} can be shown after all");
    }
}

/// The names of rules in the source: the first text that `error(` and its kin are given, and what becomes `rule`.
fn rules_in(folder: &Path) -> BTreeSet<String> {
    let mut rules = BTreeSet::new();
    for entry in fs::read_dir(folder).expect("the source is read") {
        let path = entry.expect("the source is read").path();
        // What the API server validates is compared with itself: tests/differential, tests/validation.
        if path.ends_with("check/validation") {
            continue;
        }
        if path.is_dir() {
            rules.extend(rules_in(&path));
            continue;
        }
        if path.extension().is_none_or(|end| end != "rs") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("the source is text");
        for start in ["error(", "warning(", "error_at(", "report("] {
            for (at, _) in text.match_indices(start) {
                let arguments = &text[at + start.len()..];
                let quote = arguments.find('"').unwrap_or(arguments.len());
                // Before the rule's name stand places and paths at most.
                let is_short = !arguments[..quote].contains([';', '{', '!']);
                rules.extend(is_short.then(|| words(&arguments[quote..]).next()).flatten());
                // `error(findings, &["kafka", key], "rule", ...)`: the path has words as well.
                let after = arguments.find(']').filter(|end| arguments[..*end].contains("&[") && *end < 120);
                rules.extend(after.and_then(|end| words(arguments[end..].trim_start_matches("], ")).next()));
            }
        }
        for (at, _) in text.match_indices("let rule =") {
            rules.extend(words(&text[at..at + text[at..].find(';').unwrap_or(0)]));
        }
        for (at, _) in text.match_indices("rule: \"") {
            rules.extend(words(&text[at..at + 60]).next());
        }
    }
    rules
}

/// The literals of `text` that look like the name of a rule.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    let is_name = |word: &&str| {
        let letters = |c: char| c.is_ascii_lowercase() || c == '-';
        !word.is_empty() && word.chars().all(letters) && !word.starts_with('-') && !word.ends_with('-')
    };
    text.split('"')
        .skip(1)
        .step_by(2)
        .filter(is_name)
        .filter(|word| word.contains('-') || *word == "syntax" || *word == "template" || *word == "usage")
        .map(str::to_owned)
}
