//! What the values stage promises: places, every mistake at once, no loss, no harm from hostile files.

use std::time::{Duration, Instant};

use cpgen::source::{Findings, Source, count, report};
use cpgen::values::{
    FormatError, Formats, Sets, Tree, decode, from_value, layer, nearest, parse, quoted, read, set, write,
};
use indexmap::IndexMap;
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Debug, Default, Deserialize, PartialEq)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
struct Sample {
    kafka: Section,
    connect: Option<Section>,
    anything: serde_json::Value,
    items: Vec<Section>,
    by_id: IndexMap<u32, Section>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
struct Section {
    enabled: bool,
    replicas: u16,
    big: i64,
    port: Port,
    heap: Option<Heap>,
    config: IndexMap<String, String>,
    names: Vec<String>,
    policy: Policy,
    expose: Option<Expose>,
    strict: Option<Strict>,
    even: Even,
}

impl Default for Section {
    fn default() -> Section {
        Section {
            enabled: true,
            replicas: 3,
            big: 0,
            port: Port(9092),
            heap: Some(Heap("1Gi".into())),
            config: IndexMap::new(),
            names: vec!["a".into()],
            policy: Policy::IfNotPresent,
            expose: None,
            strict: None,
            even: Even(0),
        }
    }
}

#[derive(Debug, Deserialize, PartialEq)]
struct Port(u16);
#[derive(Debug, Deserialize, PartialEq)]
struct Heap(String);
#[derive(Debug, Deserialize, PartialEq)]
enum Policy {
    IfNotPresent,
    Always,
}
#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase")]
enum Expose {
    None,
    NodePort(NodePort),
    Host { name: String },
}
#[derive(Debug, Default, Deserialize, PartialEq)]
#[serde(default, deny_unknown_fields)]
struct NodePort {
    first: Option<u16>,
}
#[derive(Debug, Deserialize, PartialEq)]
struct Strict {
    must: String,
}
#[derive(Debug, Deserialize, PartialEq)]
#[serde(try_from = "u8")]
struct Even(u8);
impl TryFrom<u8> for Even {
    type Error = String;
    fn try_from(n: u8) -> Result<Even, String> {
        if n.is_multiple_of(2) { Ok(Even(n)) } else { Err(format!("{n} is odd")) }
    }
}

const FORMATS: Formats = Formats(&[("Port", port), ("Heap", heap)]);

fn wrong(fix: &str) -> Result<(), FormatError> {
    Err(FormatError { sentence: "the text is wrong".into(), fix: fix.into() })
}

fn port(text: &str) -> Result<(), FormatError> {
    if text == "0" { wrong("write a port from 1 to 65535") } else { Ok(()) }
}

fn heap(text: &str) -> Result<(), FormatError> {
    if text.ends_with("Gi") { Ok(()) } else { wrong("write a quantity such as 4Gi") }
}

fn tree(text: &str) -> Tree {
    parse(&Source::new("v.yaml", text)).unwrap_or_else(|f| panic!("{}", report(&f.sorted(), false)))
}

/// `rule line:column fix` of every finding.
fn lines(findings: Findings) -> Vec<String> {
    let line = |f: cpgen::source::Finding| {
        let place = f.place.map_or("-".to_owned(), |p| format!("{}:{}", p.line, p.column));
        format!("{} {place} {} | {} | {}", f.rule, f.subject, f.sentence, f.fix)
    };
    findings.sorted().into_iter().map(line).collect()
}

fn refused(text: &str) -> Vec<String> {
    lines(parse(&Source::new("v.yaml", text)).expect_err("it should be refused"))
}

fn json(text: &str) -> String {
    tree(text).to_json().to_string()
}

fn sample(text: &str) -> (Option<Sample>, Vec<String>) {
    let mut findings = Findings::default();
    let sample = read(&tree(text), &FORMATS, &mut findings);
    (sample, lines(findings))
}

fn mistakes(text: &str) -> Vec<String> {
    let (sample, findings) = sample(text);
    assert!(sample.is_some(), "it should recover from {text}");
    findings
}

// ---- parse

#[test]
fn keys_are_text_and_plain_scalars_follow_the_core_schema() {
    assert_eq!(
        json("y: yes\nno: 0o17\n1: 1.5\nt: true\n~: ~\ne:\nq: \"1\"\nb: |\n  x\n"),
        r#"{"y":"yes","no":15,"1":1.5,"t":true,"~":null,"e":null,"q":"1","b":"x\n"}"#
    );
}

#[test]
fn an_empty_file_is_an_empty_map() {
    for text in ["", "# only this\n", "---\n", "null\n", "\n\n---\n# x\n---\n"] {
        assert_eq!(json(text), "{}", "{text:?}");
    }
}

#[test]
fn documents_are_layered_in_order() {
    assert_eq!(json("a: {b: 1, c: 2}\n---\na: {b: 3}\n"), r#"{"a":{"b":3,"c":2}}"#);
}

#[test]
fn places_are_those_of_the_file() {
    let tree = tree("a:\n  - x\n  - {b: ö, c: \"d e\"}\nn:\nz: 1\n");
    let at = |path: &[&str]| tree.get(path).map(|t| (t.place.line, t.place.column, t.place.length));
    assert_eq!(at(&["a", "0"]), Some((2, 5, 1)));
    assert_eq!(at(&["a", "1", "c"]), Some((3, 15, 5)));
    assert_eq!(at(&["n"]), Some((4, 1, 1)));
}

#[test]
fn anchors_and_merge_keys_are_resolved_and_own_keys_win() {
    assert_eq!(
        json("a: &a {x: 1, y: 2}\nb: &b {y: 3, z: 4}\nc: {<<: [*a, *b], x: 9}\nd: *b\n\"q\": {\"<<\": 1}\n"),
        r#"{"a":{"x":1,"y":2},"b":{"y":3,"z":4},"c":{"x":9,"y":2,"z":4},"d":{"y":3,"z":4},"q":{"<<":1}}"#
    );
}

#[test]
fn all_duplicate_keys_are_reported_with_the_first_place() {
    let found = refused("a: 1\nb: {c: 1, c: 2}\na: 3\n");
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found[0].starts_with("duplicate-key 2:11 c") && found[0].contains("v.yaml:2:5"), "{found:#?}");
    assert!(found[1].starts_with("duplicate-key 3:1 a") && found[1].contains("v.yaml:1:1"), "{found:#?}");
}

#[test]
fn what_is_no_values_file_is_refused_where_it_is_wrong() {
    for (text, expected) in [
        ("- a\n", "not-a-map 1:1"),
        ("word\n", "not-a-map 1:1"),
        ("{a: 1}: 2\n", "bad-key 1:1"),
        ("[a]: 2\n", "bad-key 1:1"),
        (": 2\n", "bad-key 1:"),
        ("a: *b\n", "unknown-alias 1:4"),
        ("a: &b 1\n---\nc: *b\n", "unknown-alias 3:4"),
        ("a: &b [*b]\n", "unknown-alias 1:8"),
        ("a: !vault x\n", "unknown-tag 1:"),
        ("a: !!binary x\n", "unknown-tag 1:"),
        ("a: {{ x }}\n", "bad-key 1:5"),
        ("<<: 3\n", "bad-merge 1:1"),
        ("a: \"x\n", "syntax "),
        ("a: b: c\n", "syntax 1:"),
        ("a: [1\nb: 2\n", "syntax "),
        ("a: x\u{0}y\n", "not-text 1:5"),
        ("a: 1\nb: \u{7}\n", "not-text 2:4"),
    ] {
        let found = refused(text);
        assert!(found[0].starts_with(expected), "{text:?}: {found:#?}");
    }
}

#[test]
fn core_tags_are_understood() {
    assert_eq!(
        json("a: !!str 1\nb: !!int \"2\"\nc: !!map {}\nd: !!seq []\ne: ! 3\n"),
        r#"{"a":"1","b":2,"c":{},"d":[],"e":"3"}"#
    );
}

#[test]
fn bytes_become_text_or_the_place_of_the_first_bad_one() {
    assert_eq!(decode("v", b"\xef\xbb\xbfa: 1".to_vec()).expect("a BOM is fine").text, "a: 1");
    let bad = |bytes: &[u8]| lines(decode("v", bytes.to_vec()).expect_err("not text")).remove(0);
    assert!(bad(b"a: 1\nb: \xc3\xb6\xff").starts_with("not-text 2:5"), "{}", bad(b"a: 1\nb: \xc3\xb6\xff"));
    assert!(bad(b"\x7fELF\x00").starts_with("not-text 1:1"));
    assert!(bad(b"\xff\xfea\0").contains("UTF-16"));
    assert!(bad(&vec![b'#'; (4 << 20) + 1]).starts_with("file-too-large"));
}

#[test]
fn hostile_files_end_soon_in_a_finding() {
    let bomb: String = (1..40).fold("a0: &a0 [x, x]\n".to_owned(), |text, i| {
        let last = i - 1;
        format!("{text}a{i}: &a{i} [*a{last}, *a{last}, *a{last}]\n")
    });
    let fat = format!("a: &a \"{}\"\nb: [{}]\n", "x".repeat(1 << 20), "*a,".repeat(10_000));
    let files = [
        ("[".repeat(4 << 20), "too-deep"),
        ("[".repeat(10 << 20), "file-too-large"),
        ("{a: ".repeat(1 << 20), "too-deep"),
        ("- ".repeat(1_000_000), "too-deep"),
        ("? ".repeat(1_000_000), "too-deep"),
        (bomb, "too-many-values"),
        (fat, "too-many-values"),
        ((0..300_000).map(|i| format!("k{i}: 1\n")).collect(), "too-many-values"),
        ("a: 1\n".repeat(90_000), "duplicate-key"),
        ("~: 1\n".repeat(90_000), "duplicate-key"),
        (format!("a: [{}", "1,".repeat(2_000_000)), "too-many-values"),
        (format!("a: [{}", "[1,".repeat(1_000_000)), "too-deep"),
        (format!("a: \"{}", " x\n".repeat(1_000_000)), "too-large-value"),
        (format!("a: \"{}", "x\n".repeat(200_000)), "syntax"),
        (format!("a: {}", "x ".repeat(2_000_000)), ""),
        ("&a ".repeat(1 << 20), ""),
        ("!a ".repeat(1 << 20), ""),
        ("%A b\n".repeat(800_000), "too-large-value"),
        ("\n".repeat(4 << 20), ""),
        ("---\n".repeat(1 << 20), ""),
        (format!("a: |\n{}", "  x\n".repeat(1_000_000)), ""),
        (format!("{}: 1", "k".repeat(4_000_000)), ""),
        ("a:\n - ".repeat(100_000), ""),
        (format!("[{}", "1,".repeat(2_000_000)), "too-large-value"),
        (format!("[{}", "1,".repeat(500_000)), "too-many-values"),
        (format!("{{{}", "? ".repeat(2_000_000)), ""),
        (format!("- [{}", "a: 1,".repeat(800_000)), ""),
    ];
    for (text, rule) in files {
        let head: String = text.chars().take(20).collect();
        let start = Instant::now();
        let result = parse(&Source::new("v.yaml", text));
        let took = start.elapsed();
        println!("{took:?} {head:?} {:?}", result.as_ref().err().map(|f| f.clone().sorted()[0].rule));
        if !rule.is_empty() {
            let findings = result.expect_err("it should be refused").sorted();
            assert!(findings.iter().any(|f| f.rule == rule), "{head:?}: {:?}", findings[0].rule);
        }
        assert!(took < Duration::from_secs(30), "{head:?} took {took:?}");
    }
}

#[test]
fn sixty_four_levels_are_enough_for_everyone_and_allowed() {
    let nested = |n: usize| format!("a: {}{}\n", "[".repeat(n), "]".repeat(n));
    assert!(parse(&Source::new("v", nested(64))).is_ok());
    assert!(parse(&Source::new("v", nested(65))).is_err());
}

// ---- layer

fn layered(under: &str, over: &str) -> (Tree, Vec<String>) {
    let mut findings = Findings::default();
    let over = parse(&Source::new("w.yaml", over)).expect("over");
    (layer(tree(under), over, &mut findings), lines(findings))
}

#[test]
fn layers_merge_as_helm_does() {
    for (under, over, expected) in [
        ("a: {x: 1, y: 2}", "a: {y: 3, z: 4}", r#"{"a":{"x":1,"y":3,"z":4}}"#),
        ("a: [1, 2]", "a: [3]", r#"{"a":[3]}"#),
        ("a: [1, 2]", "a: []", r#"{"a":[]}"#),
        ("a: {x: 1}", "a: {}", r#"{"a":{"x":1}}"#),
        ("a: {x: 1}", "a: null", r#"{"a":null}"#),
        ("a: {x: null}", "a: {x: {y: 1}}", r#"{"a":{"x":{"y":1}}}"#),
    ] {
        let (tree, findings) = layered(under, over);
        assert_eq!(findings, Vec::<String>::new());
        assert_eq!(tree.to_json().to_string(), expected);
    }
    let (tree, _) = layered("a: {x: 1}", "a: {y: 2}");
    assert_eq!(tree.get(&["a", "x"]).map(|t| t.place.to_string()), Some("v.yaml:1:8".into()));
    assert_eq!(tree.get(&["a", "y"]).map(|t| t.place.to_string()), Some("w.yaml:1:8".into()));
}

#[test]
fn a_map_never_gives_way_to_a_scalar_nor_the_reverse() {
    for (under, over) in [("a: {x: 1}", "a: 5"), ("a: 5", "a: {x: 1}"), ("a: []", "a: {}"), ("a: {x: 1}", "a: [1]")] {
        let (_, findings) = layered(under, over);
        assert_eq!(findings.len(), 1, "{under} {over}");
        assert!(findings[0].starts_with("kind-conflict 1:4 a ") && findings[0].contains("v.yaml:1:4"), "{findings:?}");
    }
}

#[test]
fn null_removes_what_the_defaults_set_and_a_later_file_starts_again_from_them() {
    let defaults = || from_value(&serde_json::json!({"z": {"p": 1, "q": 2}, "unset": null, "list": []}));
    let mut findings = Findings::default();
    let mut files = layer(tree("z: null"), tree("z: {p: 9}\nunset: {a: 1}"), &mut findings);
    files = layer(defaults(), files, &mut findings);
    assert_eq!(files.to_json().to_string(), r#"{"z":{"p":9,"q":2},"unset":{"a":1},"list":[]}"#);
    assert!(findings.is_empty());
    assert!(files.get(&["z", "q"]).is_some_and(|t| t.place.is_default()));
}

// ---- set

fn set_on(text: &str, sets: &Sets) -> (String, Vec<String>) {
    let mut findings = Findings::default();
    let open = |name: &str| if name == "gone" { Err("gone".to_owned()) } else { Ok(format!("text of {name}\n")) };
    let defaults = from_value(&serde_json::json!({"d": {"p": 1, "q": 2}, "m": {}}));
    let tree = layer(defaults.clone(), tree(text), &mut findings);
    let tree = set(tree, &defaults, sets, &open, &mut findings);
    (tree.to_json().to_string(), lines(findings))
}

fn plain(text: &str, argument: &str) -> (String, Vec<String>) {
    let (json, findings) = set_on(text, &Sets { plain: vec![argument.into()], ..Sets::default() });
    (json.replace(r#""d":{"p":1,"q":2},"m":{}"#, "").replace("{,", "{"), findings)
}

#[test]
fn set_has_the_grammar_of_helm() {
    for (text, argument, expected) in [
        ("", "a.b=c", r#"{"a":{"b":"c"}}"#),
        ("", "a=1,b=true,c=null,e=", r#"{"a":1,"b":true,"c":null,"e":""}"#),
        ("", r"a=1\,2,foo\.bar/baz=x=y", r#"{"a":"1,2","foo.bar/baz":"x=y"}"#),
        ("", "a={x,1},b={}", r#"{"a":["x",1],"b":[]}"#),
        ("", "a.b[0].c=x", r#"{"a":{"b":[{"c":"x"}]}}"#),
        ("l: [{n: 1, k: 2}, {n: 3}]", "l[0].n=9", r#"{"l":[{"n":9,"k":2},{"n":3}]}"#),
        ("l: [1]", "l[1]=2", r#"{"l":[1,2]}"#),
        ("l: [[1]]", "l[0][0]=2", r#"{"l":[[2]]}"#),
        ("a: {b: 1}", "a=null", r#"{"a":null}"#),
    ] {
        let (json, findings) = plain(text, argument);
        assert_eq!(findings, Vec::<String>::new(), "{argument}");
        assert_eq!(json, expected, "{argument}");
    }
}

#[test]
fn set_says_where_and_what_is_wrong() {
    for (text, argument, expected) in [
        ("", "s=a,b", r"set-syntax 1:5 --set | `b` has no value"),
        ("", "a", "set-syntax 1:1"),
        ("", "", "set-syntax 1:1"),
        ("", "=x", "set-syntax 1:1"),
        ("", "a[x]=1", "set-syntax 1:3"),
        ("", "a={x,y", "set-syntax 1:7"),
        ("l: [1, 2]", "l[3]=1", "set-conflict 1:1 l | index 3 is past the end of `l` (length 2)"),
        ("l: [1, 2]", "l.x=1", "set-conflict 1:1 l | `l` is a list (at v.yaml:1:4)"),
        ("a: 1", "x=1,a.b=1", "set-conflict 1:5 a | `a` is `1` (at v.yaml:1:4)"),
        ("a: {b: 1}", "a=5", "kind-conflict 1:3 a"),
    ] {
        let (_, findings) = plain(text, argument);
        assert!(findings.len() == 1 && findings[0].starts_with(expected), "{argument}: {findings:#?}");
    }
    assert!(plain("", "s=a,b").1[0].contains(r"\,"));
}

#[test]
fn classes_win_by_their_order_and_a_path_of_two_is_warned_of() {
    let sets = Sets {
        json: vec![r#"a={"x":1},b=[1, {"y":2}]"#.into(), r#"{"c":{"n":1}}"#.into()],
        plain: vec!["t=7".into()],
        string: vec!["t=7,u=007".into()],
        file: vec!["f=a.txt".into(), "g=gone".into()],
    };
    let (json, findings) = set_on("c: {o: 2}", &sets);
    assert_eq!(
        json,
        r#"{"d":{"p":1,"q":2},"m":{},"c":{"o":2,"n":1},"a":{"x":1},"b":[1,{"y":2}],"t":"7","u":"007","f":"text of a.txt\n"}"#
    );
    assert_eq!(findings.len(), 2);
    assert!(findings.iter().any(|f| f.starts_with("set-twice 1:1 t")), "{findings:#?}");
    assert!(findings.iter().any(|f| f.starts_with("set-file 1:3 g")), "{findings:#?}");
}

#[test]
fn set_json_replaces_what_files_say_and_keeps_the_defaults() {
    let (json, findings) = set_on("d: {z: 3}", &Sets { json: vec![r#"d={"p":5}"#.into()], ..Sets::default() });
    assert_eq!((json.as_str(), findings.len()), (r#"{"d":{"p":5,"q":2},"m":{}}"#, 0));
    for bad in ["a=[1", "a=", "a=1 2", "{\"a\":1}x", "a"] {
        let (_, findings) = set_on("", &Sets { json: vec![bad.into()], ..Sets::default() });
        assert!(findings.len() == 1 && findings[0].starts_with("set-syntax"), "{bad}: {findings:?}");
    }
}

// ---- read

#[test]
fn a_right_file_is_read_as_its_fields_want_it() {
    let (sample, findings) = sample(
        "kafka:\n  replicas: 5\n  big: -9223372036854775808\n  port: 1\n  heap: 4Gi\n  config: {a: 0777, b: no, c: 1_000, d: 1.10, e: \"q\"}\n  \
         names: [yes, 1]\n  policy: Always\n  expose: {nodePort: {first: 31090}}\nconnect: {expose: none}\n\
         anything: {a: [1, \"1\", 1.5, on, null, 18446744073709551615], n: null}\nbyId: {2: {enabled: false}}\n",
    );
    assert_eq!(findings, Vec::<String>::new());
    let sample = sample.expect("a sample");
    assert_eq!((sample.kafka.replicas, sample.kafka.big), (5, i64::MIN));
    assert_eq!(sample.kafka.config.values().collect::<Vec<_>>(), ["0777", "no", "1_000", "1.10", "q"]);
    assert_eq!(sample.kafka.names, ["yes", "1"]);
    assert_eq!(sample.kafka.expose, Some(Expose::NodePort(NodePort { first: Some(31090) })));
    assert_eq!(sample.connect.map(|c| c.expose), Some(Some(Expose::None)));
    assert_eq!(sample.anything.to_string(), r#"{"a":[1,"1",1.5,"on",null,18446744073709551615]}"#);
    assert!(!sample.by_id[&2].enabled);
}

#[test]
fn null_is_not_set() {
    let (sample, findings) =
        sample("kafka: {replicas: null, heap: null, names: ~, config: {a: null, b: 1}, policy:}\nanything: ~\n");
    assert_eq!(findings, Vec::<String>::new());
    let kafka = sample.expect("a sample").kafka;
    assert_eq!((kafka.replicas, kafka.heap, kafka.names), (3, None, vec!["a".to_owned()]));
    assert_eq!(kafka.config.keys().collect::<Vec<_>>(), ["b"]);
}

#[test]
fn every_mistake_is_found_at_once() {
    let findings = mistakes(
        "kafak: {}\nkafka:\n  replica: 3\n  replicas: 03\n  enabled: yes\n  config: {min.x: [1]}\n  policy: always\n  \
         expose: {nodeport: {}}\n  heap: 4G\n  port: 0\nitems: [{frist: 1}, 5]\nconnect: 7\n",
    );
    insta::assert_snapshot!(findings.join("\n"), @r##"
    unknown-key 1:1 kafak | there is no setting `kafak` | did you mean `kafka`?
    unknown-key 3:3 kafka.replica | there is no setting `kafka.replica` | did you mean `replicas`?
    doubtful-number 4:13 kafka.replicas | `kafka.replicas` is `03`, which not every reader takes for the same whole number | write 3
    wrong-type 5:12 kafka.enabled | `kafka.enabled` takes `true` or `false`, not `yes` | write `true`
    wrong-type 6:19 kafka.config."min.x" | `kafka.config."min.x"` takes a text, not a list | write one text, in quotes if it begins with `[`; properties separate by commas: `a,b`
    unknown-choice 7:11 kafka.policy | `kafka.policy` cannot be `always` | did you mean `Always`?
    unknown-choice 8:12 kafka.expose | `kafka.expose` cannot be `nodeport` | did you mean `nodePort`?
    bad-format 9:9 kafka.heap | the text is wrong | write a quantity such as 4Gi
    out-of-range 10:9 kafka.port | the text is wrong | write a port from 1 to 65535
    unknown-key 11:10 items[0].frist | there is no setting `items[0].frist` | remove it, or see `cpgen show values` for every key
    wrong-type 11:21 items[1] | `items[1]` takes a map of settings, not `5` | write `key: value` lines below it, or `{}`
    wrong-type 12:10 connect | `connect` takes a map of settings, not `7` | write `key: value` lines below it, or `{}`
    "##);
}

#[test]
fn doubtful_numbers_say_what_to_write() {
    for (text, expected) in [
        ("010", "write 10, or 8 if it is octal"),
        ("007", "write 7"),
        ("08", "write 8"),
        ("1_000", "write 1000"),
        ("1e3", "write 1000"),
        ("0x10", "write 16"),
        ("0o17", "write 15"),
        ("1.0", "write 1"),
        ("+1", "write 1"),
        ("1.5", "digits only"),
        ("\"3\"", "write `3` without quotes"),
        ("3Gi", "without a unit"),
        ("99999", "from 0 to 65535"),
        ("-1", "from 0 to 65535"),
        ("99999999999999999999999999999999999999999999999", "from 0 to 65535"),
        ("1e999", "write a"),
        ("[]", "write a number"),
    ] {
        let findings = mistakes(&format!("kafka: {{replicas: {text}}}"));
        assert!(findings.len() == 1 && findings[0].contains(expected), "{text}: {findings:?}");
    }
    let findings = mistakes("anything: {mode: 0755, big: 99999999999999999999, zip: 0089}");
    assert!(findings[0].contains("write 493 or \"0755\""), "{findings:?}");
    assert!(findings[1].starts_with("out-of-range"), "{findings:?}");
    assert!(findings[2].contains("write 89 or"), "{findings:?}");
}

#[test]
fn what_a_type_refuses_leaves_the_rest_to_be_read() {
    let findings = mistakes(
        "kafka: {even: 3, strict: {}, replicas: x}\nconnect: {strict: {must: 1}, even: [1]}\nitems: [{even: 5}, {even: 4}]\nbyId: {x: {}, 1: {}}\n",
    );
    let rules: Vec<_> = findings.iter().map(|f| f.split(" |").next().unwrap_or_default().to_owned()).collect();
    assert_eq!(
        rules,
        [
            "bad-value 1:15 kafka.even",
            "missing-key 1:26 kafka.strict",
            "wrong-type 1:40 kafka.replicas",
            "wrong-type 2:36 connect.even",
            "bad-value 3:16 items[0].even",
            "wrong-type 4:8 byId.x",
        ],
        "{findings:#?}"
    );
}

#[test]
fn a_required_key_that_a_layer_removed_says_where() {
    let findings = mistakes("kafka:\n  strict: {must: null}\n");
    assert_eq!(
        findings,
        ["missing-key 2:11 kafka.strict | `kafka.strict` needs `must`; it was removed at v.yaml:2:18 | set `must`"]
    );
}

#[test]
fn a_wrong_kind_against_a_default_is_judged_by_its_field() {
    let defaults = from_value(&serde_json::json!({"items": [], "kafka": {"config": {"a": 1}, "expose": "none"}}));
    let mut findings = Findings::default();
    let tree = layer(defaults, tree("items: {}\nkafka: {config: [], expose: {host: {name: x}}}\n"), &mut findings);
    let sample: Option<Sample> = read(&tree, &FORMATS, &mut findings);
    assert_eq!(sample.and_then(|s| s.kafka.expose), Some(Expose::Host { name: "x".into() }));
    assert_eq!(
        lines(findings),
        [
            "wrong-type 1:8 items | `items` takes a list, not a map | write a list, `[a, b]`; `[]` is the empty one",
            "wrong-type 2:17 kafka.config | `kafka.config` takes a map, not a list | write `key: value` lines, or `{}`",
        ]
    );
}

#[test]
fn a_choice_is_exactly_one() {
    for (text, expected) in [
        ("{nodePort: {}, host: {name: x}}", "several-choices 1:33"),
        ("{}", "no-choice 1:18"),
        ("{nodePort: null}", "write `nodePort: {}`"),
        ("nodePort", "write `{ nodePort: {} }`"),
        ("{none: 3}", "write only the word `none`"),
        ("{host: {nmae: x, name: y}}", "did you mean `name`?"),
        ("{host: {}}", "missing-key"),
        ("[]", "wrong-type 1:18"),
    ] {
        let findings = mistakes(&format!("kafka: {{expose:  {text}}}"));
        assert!(findings.len() == 1 && findings[0].contains(expected), "{text}: {findings:?}");
    }
    assert_eq!(mistakes("kafka: {expose: {nodePort: null, host: {name: x}}}"), Vec::<String>::new());
}

#[test]
fn a_file_of_nothing_but_mistakes_is_reported_in_time() {
    let text: String = (0..60_000).map(|i| format!("k{i}: 1\n")).collect();
    let start = Instant::now();
    let findings = mistakes(&text);
    assert_eq!(findings.len(), 60_000);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

// ---- the rest

#[test]
fn suggestions_are_sensible() {
    let known = ["schemaRegistry", "kafka", "replicas", "heap", "tls"];
    for (word, expected) in [
        ("schema-registry", Some("schemaRegistry")),
        ("SCHEMAREGISTRY", Some("schemaRegistry")),
        ("kafak", Some("kafka")),
        ("replica", Some("replicas")),
        ("heep", Some("heap")),
        ("zookeeper", None),
        ("x", None),
        ("", None),
    ] {
        assert_eq!(nearest(word, known), expected, "{word}");
    }
    assert_eq!(format!("kafka.config.{}", quoted("min.insync.replicas")), r#"kafka.config."min.insync.replicas""#);
}

#[test]
fn a_tree_is_written_with_its_origins() {
    let mut findings = Findings::default();
    let defaults = from_value(&serde_json::json!({"a": {"x": "1", "y": 2}, "e": [], "n": null}));
    let tree = layer(
        defaults,
        tree("a: {y: 007}\nl:\n- {k: v, \"# w\": \"a: b\"}\n- - |\n    two\n    lines\n"),
        &mut findings,
    );
    insta::assert_snapshot!(write(&tree, true), @r##"
    a:
      x: "1" # default
      y: 007 # v.yaml:1
    e: [] # default
    n: null # default
    l:
      - k: v # v.yaml:3
        "# w": "a: b" # v.yaml:3
      - - "two\nlines\n" # v.yaml:5
    "##);
    assert_eq!(write(&from_value(&serde_json::json!({})), false), "{}\n");
}

#[test]
fn a_report_looks_like_a_compilers() {
    let text = format!(
        "kafka:\n  replica: 3 \u{1b}[31m\n  \tname: x\r\nlong: [{} 0x10, {}]\n",
        "1, ".repeat(100),
        "2, ".repeat(100)
    );
    let source = Source::new("values/prod.yaml", text);
    let place = |line, column, length| cpgen::source::Place { source: source.clone(), line, column, length };
    use cpgen::source::Finding;
    let findings = [
        Finding::error(
            "unknown-key",
            "kafka.replica",
            "there is no setting `kafka.replica`",
            "did you mean `replicas`?",
        )
        .at(&place(2, 3, 7)),
        Finding::warning("set-twice", "a", "tabs stay \u{202e} layout", "keep one").at(&place(3, 4, 4)),
        Finding::error("doubtful-number", "long", "far out in a long line", "write 16").at(&place(4, 309, 4)),
        Finding::error("syntax", "", "behind the last line", "end it").at(&place(9, 1, 1)),
        Finding::error("syntax", "", "behind the end of a line", "end it").at(&place(1, 7, 1)),
        Finding::error("bad-name", "StatefulSet/orders-kafka", "without a place", "rename it"),
    ];
    insta::assert_snapshot!(report(&findings, false), @r##"
    error[unknown-key]: there is no setting `kafka.replica`
     --> values/prod.yaml:2:3
      |
    2 |   replica: 3 \u{1b}[31m
      |   ^^^^^^^
      |
    help: did you mean `replicas`?

    warning[set-twice]: tabs stay \u{202e} layout
     --> values/prod.yaml:3:4
      |
    3 |       name: x
      |       ^^^^
      |
    help: keep one

    error[doubtful-number]: far out in a long line
     --> values/prod.yaml:4:309
      |
    4 | …  1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,  0x10, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,  …
      |                                                     ^^^^
      |
    help: write 16

    error[syntax]: behind the last line
    --> values/prod.yaml:9:1
     |
    help: end it

    error[syntax]: behind the end of a line
     --> values/prod.yaml:1:7
      |
    1 | kafka: 
      |       ^
      |
    help: end it

    error[bad-name]: without a place
    --> StatefulSet/orders-kafka
     |
    help: rename it
    "##);
    assert!(report(&findings[..1], true).contains("\u{1b}["));
    assert_eq!(count(&findings), "5 errors, 1 warning");
    assert_eq!(count(&findings[..1]), "1 error");
    assert_eq!(count(&[]), "");
}

#[test]
fn a_line_of_megabytes_is_cut() {
    let source = Source::new("v", format!("{{{}", "é: 1, ".repeat(500_000)));
    let findings: Vec<_> = parse(&source).expect_err("an endless map").sorted().into_iter().take(50).collect();
    let start = Instant::now();
    assert!(report(&findings, false).len() < 50 * 1000);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

fn yamlish() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "kafka", "replicas", "anything", "items", "expose", "config", ":", ": ", "\n", "\n  ", "- ", "[", "]", "{",
        "}", ",", "\"", "'", "&a ", "*a", "<<: ", "!!str ", "!x ", "|\n", "---\n", "#", "null", "~", "007", "1e3", "-",
        "?", " ", "\t", "é", "\u{feff}", "%",
    ]);
    prop::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
}

fn walk(bytes: Vec<u8>) {
    let mut findings = Findings::default();
    let Ok(source) = decode("v", bytes) else { return };
    let tree = match parse(&source) {
        Ok(tree) => tree,
        Err(found) => {
            report(&found.sorted(), true);
            return;
        }
    };
    let again = parse(&Source::new("w", write(&tree, true))).expect("what it writes it reads");
    assert_eq!(again.to_json(), tree.to_json());
    let defaults = from_value(&serde_json::json!({"kafka": {"replicas": 3}, "items": []}));
    let whole = layer(defaults, tree, &mut findings);
    let _: Option<Sample> = read(&whole, &FORMATS, &mut findings);
    report(&findings.sorted(), false);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        walk(bytes);
    }

    #[test]
    fn no_text_makes_it_panic(text in yamlish()) {
        walk(text.into_bytes());
    }

    #[test]
    fn no_flag_makes_it_panic(argument in r#"[ab.,=\[\]{}\\0-9" ]{0,20}"#) {
        let sets = Sets { json: vec![argument.clone()], plain: vec![argument.clone()], string: vec![argument.clone()], file: vec![argument] };
        set_on("a: {b: [1]}", &sets);
    }

    #[test]
    fn scalars_survive_writing(text in any::<String>(), key in any::<String>()) {
        let tree = from_value(&serde_json::json!({key: [text.clone(), {"k": text}]}));
        let again = parse(&Source::new("w", write(&tree, false))).expect("what it writes it reads");
        prop_assert_eq!(again.to_json(), tree.to_json());
    }
}
