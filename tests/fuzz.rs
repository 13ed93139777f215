//! Whatever comes in: no panic, no endless run, and nothing leaves where there is an error.

mod corridor;
mod settings;

use std::time::{Duration, Instant};

use cpgen::source::{Findings, report};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use serde_json::{Value, json};
use settings::{Field, Kind, NAME, put};

/// Far beyond what any input takes: a run that gets here would never end.
const LONGEST: Duration = Duration::from_secs(30);

/// One run of the whole corridor. Its error is checked to be one that a person can read.
fn run(files: &[(&str, &[u8])]) -> Result<String, Findings> {
    let started = Instant::now();
    let result = corridor::corridor(files);
    assert!(started.elapsed() < LONGEST, "{:?}", started.elapsed());
    match result {
        Ok(checked) => {
            let stream = corridor::stream(&checked);
            assert!(!checked.objects().is_empty() && stream.starts_with("---\n"));
            Ok(stream)
        }
        Err(findings) => {
            assert!(findings.has_errors(), "nothing came out, and nobody said why");
            let shown = report(&findings.clone().sorted(), false);
            assert!(shown.contains("error[") && shown.contains("help: "));
            assert!(!shown.contains(|c: char| c.is_control() && c != '\n'), "{shown:?}");
            Err(findings)
        }
    }
}

fn config(cases: u32) -> ProptestConfig {
    // What once failed is kept beside this file, as the other property tests do.
    let persistence = FileFailurePersistence::Direct("tests/fuzz.proptest-regressions");
    ProptestConfig { cases, failure_persistence: Some(Box::new(persistence)), ..ProptestConfig::default() }
}

/// Pieces of which values files are made, whole and broken.
const PIECES: &[&str] = &[
    "kafka",
    "connect",
    "ksql",
    "config",
    "storage",
    "listeners",
    "clusters",
    "replicas",
    "env",
    "patches",
    "defaults",
    ":",
    ": ",
    ":\n",
    "\n",
    "\n  ",
    "\n    ",
    "- ",
    "\n- ",
    "{",
    "}",
    "[",
    "]",
    ", ",
    "&a ",
    "*a",
    "<<: *a",
    "? ",
    "!x ",
    "!!int ",
    "!!str ",
    "|\n  ",
    ">-\n  ",
    "\"",
    "'",
    "\\",
    "#",
    " # ",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "\t",
    "\r\n",
    "\u{feff}",
    "\u{85}",
    "\u{2028}",
    "é",
    "😀",
    "0",
    "-1",
    "0777",
    "1e3",
    ".inf",
    "99999999999999999999",
    "true",
    "no",
    "null",
    "~",
    "",
    "x",
    "name: a\n",
    "kafka: {replicas: 1}\n",
    "connect: {enabled: false}\n",
];

/// One value for a field, good or bad, chosen by `dice`.
fn value(field: &Field, dice: u32) -> Value {
    let pick = |list: &[Value]| list[dice as usize % list.len()].clone();
    let odd = [
        json!(null),
        json!({}),
        json!([]),
        json!(""),
        json!("x"),
        json!(-1),
        json!(1.5),
        json!(u64::MAX),
        json!(true),
        json!({"a": null}),
        json!([null]),
        json!([{"name": "a"}, {"name": "a"}]),
        json!("\n"),
        json!({"": ""}),
    ];
    if dice % 5 == 4 {
        return pick(&odd);
    }
    let own = match field.kind {
        Kind::Number => {
            vec![0, 1, 2, 3, 80, 9092, 9404, 30000, 32767, 65535, 2_000_000_000].into_iter().map(Value::from).collect()
        }
        Kind::Truth => vec![json!(true), json!(false)],
        Kind::Choice => field.words.iter().map(|word| json!(word)).collect(),
        Kind::Free => vec![
            json!({"name": "a", "image": "b", "env": [{"name": "A", "value": "b"}]}),
            json!({"httpGet": {"port": 1}}),
            json!({}),
            json!("x"),
            json!([1]),
            json!({"configMap": {"name": "cp-kafka-config"}}),
            json!(null),
            json!([{"op": "remove", "path": "/spec"}]),
            json!([{"op": "replace", "path": "/metadata/name", "value": 1}]),
            json!({"metadata": null}),
            json!({"kind": "Pod"}),
            json!({"spec": {"$patch": "delete"}}),
            json!({"spec": 1}),
            json!({"metadata": {"labels": 1, "annotations": []}}),
            json!({"spec": {"template": []}}),
            json!({"data": {"start.sh": null, "x": 1}}),
            json!({"spec": {"template": {"spec": {"containers": "x"}}}}),
            json!({"spec": {"template": {"metadata": {"annotations": "x"}}}}),
            json!({"spec": {"ports": {}}}),
        ],
        Kind::Text | Kind::Key => [
            "a",
            "4Gi",
            "1",
            "x.example.com",
            "k:9092",
            "1@c:9093",
            "http://x",
            "7.9.2",
            "8.0.0",
            "1.34",
            "internal",
            "-",
            "a b",
            "{id}",
            "${x}",
        ]
        .map(|word| json!(word))
        .to_vec(),
    };
    pick(&own)
}

/// A values file of some settings: each takes a field and a value by a number of its own, so that it can shrink.
fn values(dice: &[(u32, u32)]) -> Value {
    let fields = fields();
    let mut whole = json!({});
    for (which, what) in dice {
        let field = &fields[*which as usize % fields.len()];
        let names = ["a", "internal", "disk0", "0", "mongo", "x.y", "memory", "A", "main", ""];
        let mut path = field.path.clone();
        for step in path.iter_mut().filter(|step| *step == NAME) {
            // A `0` would make a list of the map.
            *step = names[*what as usize / 7 % names.len()].replace('0', "disk0");
        }
        put(&mut whole, &path, value(field, *what));
    }
    whole
}

fn fields() -> &'static [Field] {
    static FIELDS: std::sync::OnceLock<Vec<Field>> = std::sync::OnceLock::new();
    FIELDS.get_or_init(settings::fields)
}

proptest! {
    #![proptest_config(config(1500))]

    #[test]
    fn random_bytes_are_refused_or_rendered(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = run(&[("v.yaml", &bytes)]);
    }

    #[test]
    fn random_pieces_are_refused_or_rendered(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        let _ = run(&[("v.yaml", pieces.concat().as_bytes())]);
    }

    #[test]
    fn random_settings_are_refused_or_rendered(dice in prop::collection::vec(any::<(u32, u32)>(), 1..12)) {
        let _ = run(&[("v.yaml", values(&dice).to_string().as_bytes())]);
    }

    #[test]
    fn random_layers_are_refused_or_rendered(
        one in prop::collection::vec(any::<(u32, u32)>(), 1..6),
        two in prop::collection::vec(any::<(u32, u32)>(), 1..6),
    ) {
        let (one, two) = (values(&one).to_string(), values(&two).to_string());
        let _ = run(&[("one.yaml", one.as_bytes()), ("two.yaml", two.as_bytes())]);
    }
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn a_good_file_with_a_piece_changed_is_refused_or_rendered(
        which in 0usize..4, at in any::<prop::sample::Index>(), length in 0usize..12,
        piece in prop::sample::select(PIECES),
    ) {
        let name = ["kraft", "production", "quickstart", "tweets"][which];
        let path = format!("{}/values/{name}.yaml", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).expect("a values file");
        let mut characters: Vec<char> = text.chars().collect();
        let start = at.index(characters.len());
        let end = (start + length).min(characters.len());
        characters.splice(start..end, piece.chars());
        let changed: String = characters.into_iter().collect();
        let _ = run(&[("v.yaml", changed.as_bytes())]);
    }
}

/// The generator reaches both ends, or the tests above prove nothing.
#[test]
fn some_random_settings_pass_and_some_do_not() {
    let numbers: Vec<(u32, u32)> =
        (0..4000u32).map(|n| (n.wrapping_mul(2_654_435_761), n.wrapping_mul(40_503))).collect();
    let results: Vec<bool> = numbers
        .chunks(4)
        .take(400)
        .map(|dice| run(&[("v.yaml", values(dice).to_string().as_bytes())]).is_ok())
        .collect();
    let passed = results.iter().filter(|passed| **passed).count();
    assert!((10..390).contains(&passed), "{passed} of {} pass", results.len());
}

/// What random search cannot find: shapes that exhaust the stack or memory when somebody recurses over them.
#[test]
fn deep_and_wide_shapes_end_soon() {
    let deep = |open: &str, close: &str, count: usize| format!("{}{}", open.repeat(count), close.repeat(count));
    let nested = |count: usize| format!("connect: {{env: {{a: {{valueFrom: {}}}}}}}\n", deep("{b: ", "}", count));
    let shapes = [
        deep("[", "]", 100_000),
        deep("{a: ", "}", 100_000),
        nested(50),
        nested(60),
        nested(100_000),
        format!("patches: [{{target: {{}}, merge: {}}}]\n", deep("{b: ", "}", 55)),
        "a:\n".chars().cycle().take(300_000).collect(),
        (0..20_000).map(|n| format!("{}a:\n", " ".repeat(n % 200))).collect(),
        format!("kafka: {{config: {{{}}}}}\n", (0..20_000).map(|n| format!("k{n}: v")).collect::<Vec<_>>().join(", ")),
        format!(
            "connect: {{clusters: {{{}}}}}\n",
            (0..200).map(|n| format!("c{n}: {{groupId: g{n}}}")).collect::<Vec<_>>().join(", ")
        ),
        "kafka: {replicas: 1000, listeners: {external: {port: 9094, expose: {nodePort: {first: 30000}}}}}\n".to_owned(),
        format!("ksql: {{mode: headless, queries: {{inline: \"{}\"}}}}\n", "x".repeat(900_000)),
        "x: &a [*a, *a]\n".to_owned(),
        "<<: ".repeat(1000),
        "? ".repeat(50) + "x",
        "- ".repeat(63) + "x",
        "!".repeat(100_000),
        "&".repeat(100_000),
        "%".repeat(100_000),
        "'".repeat(100_001),
        "\"\\".repeat(100_000),
        "#".repeat(3_000_000),
        "\n".repeat(3_000_000),
        " ".repeat(3_000_000),
        "--- ".repeat(100_000),
        "---\n".repeat(200_000),
        "a: |\n".to_owned() + &" x\n".repeat(500_000),
    ];
    for (number, shape) in shapes.iter().enumerate() {
        let started = Instant::now();
        let result = run(&[("v.yaml", shape.as_bytes())]).map(|stream| stream.len());
        eprintln!("shape {number}: {:?}, {:?}", started.elapsed(), result.map_err(|f| f.sorted()[0].rule));
    }
}
