//! Whatever comes in: no panic, and a report or an error; what is printed can be read again.

use cpgen::import::{Imported, Options, import};
use cpgen::source::Source;
use cpgen::values::{decode, parse};
use proptest::prelude::*;

const PIECES: &[&str] = &[
    "cp-kafka",
    "cp-zookeeper",
    "cp-kafka-connect",
    "cp-kafka-connect-x",
    "cp-ksql-server",
    "cp-control-center",
    "cp-schema-registry",
    "cp-helm-charts",
    "brokers",
    "servers",
    "persistence",
    "size",
    "nodeport",
    "enabled",
    "firstListenerPort",
    "configurationOverrides",
    "advertised.listeners",
    "customEnv",
    "volumes",
    "volumeMounts",
    "heapOptions",
    "imageTag",
    "resources",
    "limits",
    "memory",
    "releases",
    "values",
    "apiVersion",
    "kind",
    "Application",
    "HelmRelease",
    "spec",
    "source",
    "helm",
    "external",
    "ksql",
    "headless",
    "securityContext",
    ": ",
    ":\n",
    "\n",
    "\n  ",
    "\n    ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    ", ",
    "\"",
    "'",
    "|\n  ",
    "---\n",
    "&a ",
    "*a",
    "#",
    "EXTERNAL://${HOST_IP}:$((31090 + ${KAFKA_BROKER_ID}))",
    "-Xmx1G",
    "99999999999999999999",
    "18446744073709551615",
    "-1",
    "0",
    "1",
    "1e99",
    "yes",
    "null",
    "~",
    "é",
    "😀",
    "\u{2028}",
    "",
];

fn options() -> impl Strategy<Value = Options> {
    let chart = prop::sample::select(vec![None, Some("cp-kafka"), Some("cp-kafka-connect"), Some("cp-ksql-server")]);
    let version = prop::sample::select(vec![None, Some("7.9.2")]);
    (any::<bool>(), chart, version).prop_map(|(fresh, chart, version)| Options {
        release: Some("rel".into()),
        namespace: None,
        component: chart.map(str::to_string),
        fresh,
        upgrade_to: version.map(str::to_string),
    })
}

fn check(bytes: Vec<u8>, options: &Options) {
    let Ok(source) = decode("v.yaml", bytes) else { return };
    match import(&[source], options) {
        Ok(Imported { text, report }) => {
            parse(&Source::new("new", text.clone())).unwrap_or_else(|findings| panic!("{findings:?}\n{text}"));
            for format in ["text", "json", "markdown"] {
                let shown = report.write(format);
                assert!(!shown.contains(|c: char| c.is_control() && c != '\n'), "{shown:?}");
            }
        }
        Err(findings) => assert!(findings.has_errors()),
    }
}

/// A value of any shape for any key.
fn anything() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::{Value, json};
    let key = prop::sample::select(PIECES.to_vec());
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f32>().prop_map(|f| json!(f)),
        ".{0,12}".prop_map(Value::from),
        key.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 40, 6, move |inner| {
        let entries = prop::collection::vec((key.clone(), inner.clone()), 0..6);
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(Value::from),
            entries.prop_map(|all| all.into_iter().map(|(k, v)| (k.to_string(), v)).collect()),
        ]
    })
}

fn config(cases: u32) -> ProptestConfig {
    let persistence =
        proptest::test_runner::FileFailurePersistence::Direct("tests/import/hostile.proptest-regressions");
    ProptestConfig { cases, failure_persistence: Some(Box::new(persistence)), ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(3000))]

    #[test]
    fn bytes(bytes in prop::collection::vec(any::<u8>(), 0..200), options in options()) {
        check(bytes, &options);
    }

    #[test]
    fn pieces(pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..40), options in options()) {
        check(pieces.concat().into_bytes(), &options);
    }

    #[test]
    fn shapes(value in anything(), options in options()) {
        check(value.to_string().into_bytes(), &options);
    }

    /// Any value below any key of any chart.
    #[test]
    fn keys(
        chart in any::<prop::sample::Index>(),
        row in any::<prop::sample::Index>(),
        value in anything(),
        options in options(),
    ) {
        let chart = &cpgen::import::CHARTS[chart.index(cpgen::import::CHARTS.len())];
        let row = chart.rows[row.index(chart.rows.len())];
        let inner = row.key.rsplit('.').fold(value, |inner, key| serde_json::json!({ key: inner }));
        check(serde_json::json!({ chart.name: inner }).to_string().into_bytes(), &options);
    }
}

/// A path of a million steps, and a map as deep as the reader lets it be.
#[test]
fn depth() {
    let dots = format!("releases: [{{ name: rel, set: [{{ name: \"{}\", value: 1 }}] }}]", "a.".repeat(100_000));
    check(dots.into_bytes(), &Options::default());
    for depth in [60, 70, 10_000] {
        let deep = format!("cp-kafka: {}1{}", "{a: ".repeat(depth), "}".repeat(depth));
        check(deep.into_bytes(), &Options { release: Some("rel".into()), ..Options::default() });
    }
}
