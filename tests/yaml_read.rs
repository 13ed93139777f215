//! The reader agrees with kubectl's, its fast path with its exact one, and errors point at their place.

mod support;

use cpgen::source::{Finding, Source};
use cpgen::yaml::{Content, Node, exact, fast, parse, read, write};
use proptest::prelude::*;
use serde_json::{Value, json};
use support::{kubectl_reads, kubectl_takes, normal};

fn values(text: &str) -> Result<Vec<Value>, Vec<Finding>> {
    match read(&Source::new("test.yaml", text)) {
        Ok(documents) => Ok(documents.into_iter().map(|d| d.value).collect()),
        Err(findings) => Err(findings.sorted()),
    }
}

/// Every plain scalar of the table of what kubectl reads, and some around it.
const SCALARS: &str = "yes Yes YES on On ON y Y true True TRUE no No NO off Off OFF n N false False FALSE tRue yEs \
    ~ null Null NULL nULL 010 0777 00 -010 0o10 0O10 0o8 0o 08 09 0x1F 0X1f 0b11 0B11 -0b11 1_000 0x_1 1__0 1_0.5 _1 \
    1e3 1E3 1e+3 1.5e3 5e3 1. .5 5. +1 +1.5 1.0 1.10 3.0 1:30 190:20:30 12:30 2001-12-14 2001-12-14T21:59:43Z \
    9223372036854775807 9223372036854775808 18446744073709551615 18446744073709551616 -9223372036854775808 \
    -9223372036854775809 +9223372036854775808 1e400 -1e400 .inf -.inf +.inf .nan .Inf .NaN -.nan inf nan = << 0x 1e \
    0b2 +0x1F -0x1F 0xG ++1 -+1 +-1 0x-1 0x+1 1,000 1e21 1e-7 123456789012345678901 0.1 -0.0 -0 0_7 .5e1 .e1 1.e1 . \
    1e5.5 0b 0b_1 -0o7 +010 089 0x1.8 1_e3 ._5 9007199254740993 1.7976931348623157e308 4.9e-324 1Mi 500m 1h 0.5Gi";

#[test]
fn scalars_are_what_kubectl_reads() {
    let scalars: Vec<&str> = SCALARS.split_whitespace().collect();
    let stream: String = scalars.iter().map(|s| format!("---\nv: {s}\n")).collect();
    let theirs = kubectl_reads(&stream);
    assert_eq!(theirs.len(), scalars.len());
    for (scalar, theirs) in scalars.iter().zip(theirs) {
        let ours = values(&format!("v: {scalar}\n"));
        match (theirs, ours) {
            // Go prints a float below 1e21 without exponent, and serde_json reads many digits only roughly.
            (Ok(theirs), Ok(ours)) if ours[0]["v"].is_f64() => {
                let (theirs, ours) = (theirs["v"].as_f64().unwrap(), ours[0]["v"].as_f64().unwrap());
                assert!((theirs - ours).abs() <= ours.abs() * 1e-15, "{scalar}: {theirs} {ours}");
            }
            (Ok(theirs), Ok(ours)) => assert_eq!(normal(&theirs), normal(&ours[0]), "{scalar}"),
            (Err(_), Err(_)) => {}
            (theirs, ours) => panic!("{scalar}: kubectl {theirs:?}, cpgen {ours:?}"),
        }
    }
}

#[test]
fn keys_are_what_kubectl_reads() {
    let keys: Vec<&str> = SCALARS.split_whitespace().chain(["1234567.5", "1e6", "0.00001", "100000.5"]).collect();
    let stream: String = keys.iter().map(|s| format!("---\n{s}: 1\n")).collect();
    for (key, theirs) in keys.iter().zip(kubectl_reads(&stream)) {
        // kubectl makes a name of these, ".inf", where we see a mistake.
        if key.ends_with("inf") || key.ends_with("nan") || key.ends_with("Inf") || key.ends_with("NaN") {
            continue;
        }
        match (theirs, values(&format!("{key}: 1\n"))) {
            (Ok(theirs), Ok(ours)) => assert_eq!(theirs, ours[0], "{key}"),
            (Err(_), Err(_)) => {}
            (theirs, ours) => panic!("{key}: kubectl {theirs:?}, cpgen {ours:?}"),
        }
    }
}

/// Whole documents that both must read alike.
const DOCUMENTS: &[&str] = &[
    "v:",
    "a: !!str 123\nb: !!int \"12\"\nc: !!bool yes\nd: !!binary aGVsbG8=\ne: !foo bar\nf: !!float 1",
    "base: &b {a: 1, c: [x]}\nd:\n  <<: *b\n  a: 2\ne:\n  a: '9'\n  <<: *b",
    "- &x {a: 1}\n- &y {a: 2, b: 3}\n- <<: [*x, *y]\n- <<: {q: 1}",
    "a: |\n  #!/bin/sh\n\n  echo $x\nb: |-\n  x\nc: |+\n  x\n\nd: >-\n  a\n  b",
    "a: \"x\\x01\\0\\u263A\\U0001F600\\e\\N\\_\\L\\P\"",
    "a: 'it''s'\nb: \"line\n  folded\"\nc: plain\n  folded",
    "list:\n- a\n- - b\n  - c\n- k: v\n  l: [1, 2, {m: n}]\n-\n- ~",
    "\"a\": {\"b\":1,\"c\":\"d\"}\nx: y # comment\nz: a#b\nurl: http://x/y:80\n? complex\n: 1",
    "{\"a\": [1, true, null, \"x\\n\\u00e9\"]}",
    "{\n  \"a\": 1,\n  \"b\": [\n    2\n  ]\n}\n",
    "a: 1 \nb:   2\n\n\n# c\nc:\n  # d\n  d: -1\n  e: -a\n",
    "a: x\r\nb: y\r\n",
    "key with spaces: v\n'q': 1\n1.0: a\n010: b\nyes: c",
    "a: [x y, 'b', -1]\nb: {c: d e}\nf: {}\ng: []",
    "\u{feff}a: 1",
    "a: b: c",
    "a: 'x",
    "\tx: 1",
    "a: @x",
    "a: `x`",
    "a: %x",
    "a: *nope",
    "[a, b]: 1",
    "{{ .Values.x }}: 1",
    "a: {{ x }}",
    "~: 1",
    "a: &x [*x]",
    "!!null x",
    "a: !!int x",
    "%YAML 1.2\n---\na: 1",
    "a: 1\n b: 2",
    "a:\n  - b\n c: d",
    "- a\nb: c",
    "x: \u{1}",
    "a: {\n}\nb: 1",
    "a:\n  b: [\n  1\n  ]",
    "a:\n  c: {\n\"k\": 1\n}\n",
    "args: [\n  \"a\",\n  'b',\n]\nb: 1",
];

#[test]
fn documents_are_what_kubectl_reads() {
    for document in DOCUMENTS {
        let theirs: Result<Vec<Value>, String> = kubectl_reads(document).into_iter().collect();
        match (theirs, values(document)) {
            (Ok(theirs), Ok(ours)) => {
                assert_eq!(theirs.iter().map(normal).collect::<Vec<_>>(), ours, "{document}")
            }
            (Err(_), Err(_)) => {}
            (theirs, ours) => panic!("{document:?}: kubectl {theirs:?}, cpgen {ours:?}"),
        }
    }
}

#[test]
fn streams_are_split_as_kubectl_does() {
    let text = "# c\n---\n\n--- # d\na: 1\n---   \n# only\n---\nb: |\n  x\n  ---\n---\nc: {\"d\":1}";
    let documents = read(&Source::new("s", text)).unwrap();
    let got: Vec<_> = documents.iter().map(|d| (d.line, d.value.clone())).collect();
    assert_eq!(got, [(5, json!({"a": 1})), (9, json!({"b": "x\n---\n"})), (13, json!({"c": {"d": 1}}))]);
    for text in ["--- {a: 1}", "---foo", "----", "a: \"\n---\nx\""] {
        assert!(values(text).is_err(), "{text}");
    }
}

/// Whole files that kubectl takes with all that is in them, or refuses.
const FILES: &[&str] = &[
    "{\"a\":1}{\"b\":2}",
    "{\"a\":1}\n{\"b\":2}\n",
    "{\"a\":1}\n---\n{\"b\":2}",
    "{\"a\":1}\n---\nb: 2\n",
    "a: 1\n---\n{\"b\":2}",
    "{\"a\":1,}",
    "{\n\t\"a\": 1,\n\t\"b\": [\n\t\t1\n\t]\n}",
    "{\"a\":1},{\"b\":2}",
    "{\"a\":1}{\"b\":2}\n---\n{\"c\":3}",
    "{\"a\":1}\n\n---\n\n---\n{\"b\":2}",
    "{a: 1, b: yes}",
    "---\na: 1\n",
    "--- # c\na: 1\n",
    "---   \na: 1\n",
    "---\t\na: 1\n",
    "a: 1\n---\r\nb: 2\n",
    "a: 1\r\n---\r\nb: 2\r\n",
    "--- {a: b}\na: 1\n",
    "a: 1\n---foo\nb: 1\n",
    "a: 1\n----\nb: 1\n",
    "a: 1\n...\n",
    "a: 1\n...\n---\nb: 1\n",
    "...\na: 1\n",
    "\u{feff}a: 1\n",
    "\u{feff}---\na: 1\n",
    "a: 1\n---\n\u{feff}b: 1\n",
    "\u{feff}{\"a\":1}{\"b\":2}",
    "a: \"x\n---\ny\"\n",
    "a: |\n  ---\n  b\n",
    "%YAML 1.1\n---\na: 1\n",
    "%YAML 1.2\n---\na: 1\n",
    "",
    "# c\n",
    "---\nnull\n---\n~\n---\n",
    "a: 1\n\u{c}\n",
    "a:\u{a0}1\nb: 1\n",
    "a:\n  b: 1\n\t\n  c: 2\n",
    "a:\n  b: \"1\"\n\t\n  c: 2\n",
    "a:\n  b: 1\n   \t\n  c: 2\n",
    "a:\n  b: |\n    x\n\t\n  c: 2\n",
    "a:\n\t# c\n  b: 1\n",
    "a:\n  \tb: 1\n",
    "-\ta\n",
    "- \ta: 1\n",
    "a:\tb\nc:\t\td e\nd:\t\"x\"\nf:\t{g: h}\ni:\t|\n  x\nj:\t-1\n",
    "a: b\t# c\nd: [1,\t2,\n\t3]\n",
    "a: {\n\tb: 1\n}\n",
    "a: &x b\nc: *x\n---\nd: *x\n",
    "&x a: b\nc: *x\n",
];

/// What of a file kubectl drops without a word is refused, because whoever wrote it wants it applied.
const DROPPED: &[&str] = &[
    "a: 1\n---\n{\"b\":2}{\"c\":3}",
    "---\n{\"b\":2}{\"c\":3}",
    "a: 1\n...\nb: 2\n",
    "{a: 1}{b: 2}",
    "# c\n{\"a\":1}{\"b\":2}",
];

#[test]
fn files_are_what_kubectl_takes() {
    let texts = |list: &[&str]| list.iter().map(|text| text.as_bytes().to_vec()).collect::<Vec<_>>();
    for (text, theirs) in FILES.iter().zip(kubectl_takes(&texts(FILES))) {
        match (theirs, values(text)) {
            (Ok(theirs), Ok(ours)) => assert_eq!(theirs.iter().map(normal).collect::<Vec<_>>(), ours, "{text:?}"),
            (Err(_), Err(_)) => {}
            (theirs, ours) => panic!("{text:?}: kubectl {theirs:?}, cpgen {ours:?}"),
        }
    }
    for (text, theirs) in DROPPED.iter().zip(kubectl_takes(&texts(DROPPED))) {
        assert!(
            theirs.is_ok_and(|theirs| theirs.len()
                < text.matches('1').count() + text.matches('2').count() + text.matches('3').count()),
            "{text:?}"
        );
        assert!(values(text).is_err(), "{text:?}");
    }
    // A colon that is part of a word is refused rather than read as a key.
    for (text, key) in [("{a:}", "a:"), ("x: {a:, b: 1}", "x")] {
        let theirs = kubectl_takes(&texts(&[text])).remove(0).expect("kubectl takes it");
        assert!(theirs[0].get(key).is_some() && values(text).is_err(), "{text:?} {theirs:?}");
    }
}

/// Texts of up to `longest` pieces, always the same.
fn random_texts(pieces: &[&str], count: usize, longest: usize) -> Vec<String> {
    let mut seed = 1_u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    (0..count).map(|_| (0..=next(longest)).map(|_| pieces[next(pieces.len())]).collect()).collect()
}

/// Every sign that means something to a reader, in any order and cut off anywhere.
#[test]
fn no_mix_of_signs_panics() {
    let signs: Vec<&str> =
        "- ? : , [ ] { } # & * ! | > ' \" % @ ` \\ a x 0 9 . < ~ ^ / + = _ é \u{2028} --- ... << !!str"
            .split(' ')
            .chain([" ", "  ", "\t", "\n", "\r", "\n  ", "\u{feff}"])
            .collect();
    let (count, rounds) = if std::env::var_os("CPGEN_LONG").is_some() { (10_000_000, 10) } else { (200_000, 2) };
    for longest in 1..=rounds {
        for text in random_texts(&signs, count / rounds, longest * 3) {
            let read = std::panic::catch_unwind(|| {
                let _ = exact::read(&Source::new("x", &text), &text, 0, &mut Vec::new());
            });
            assert!(read.is_ok(), "{text:?}");
        }
    }
}

/// Long texts on one line and over many: a reader that looks at the rest for every piece would take hours.
#[test]
fn long_texts_are_read_piece_by_piece() {
    let many = 300_000;
    let anchors: String = (0..many).map(|n| format!("&a{n} x,")).collect();
    let texts = [
        format!("a: &x 1\nb: [{}1]", "1,".repeat(many)),
        format!("a: [{anchors}]"),
        format!("a: &x 1\nb: {}", "!".repeat(many)),
        format!("a: &x 1\nb: \"{}\"", "\\'".repeat(many)),
        format!("a: &x 1\nb: >\n{}", " x\n".repeat(many)),
        format!("a: &x 1\nb: |\n{}", " x\n".repeat(many)),
        format!("a: &x 1\nb: \"{}\"", "x\n ".repeat(many)),
        format!("a: &x 1\n{}", "#\n".repeat(many)),
    ];
    for text in texts {
        assert!(exact::read(&Source::new("x", &text), &text, 0, &mut Vec::new()).is_ok(), "{}", &text[..40]);
    }
    let open = "&x ".to_owned() + &"[".repeat(many);
    assert!(exact::read(&Source::new("x", &open), &open, 0, &mut Vec::new()).is_err());
}

/// What cpgen refuses on purpose: text that kubectl drops without a word, YAML right behind JSON, keys that occur twice, a
/// colon that is part of a word, and a tag that brackets are part of.
fn is_policy(text: &str, finding: &Finding) -> bool {
    finding.rule == "duplicate-key"
        || finding.sentence.contains("kubectl stops reading before this")
        || finding.sentence.contains("found unexpected ':'")
        || finding.sentence.contains("did not find expected whitespace or line break while scanning a tag")
        || finding.sentence.contains("cannot start any token") && text.contains(['}', ']'])
        || text.trim_start().starts_with(['{', '['])
}

/// Texts made by chance: whatever kubectl refuses is refused, whatever it takes is taken, and is the same.
#[test]
fn random_texts_are_what_kubectl_takes() {
    const PIECES: &[&str] = &[
        "a",
        "b: ",
        "c:",
        "- ",
        "\n",
        "\n  ",
        "\n    ",
        "\n",
        "  ",
        "\"x\"",
        "'y'",
        "{",
        "}",
        "[",
        "]",
        ", ",
        "{\"a\":1}",
        "[1, 2]",
        " # c",
        ": ",
        "1e3",
        "yes",
        "~",
        "&a ",
        "*a",
        "\t",
        "\n\t",
        ":\t",
        "? ",
        "<<: ",
        "\"\\u00e9\"",
        "é😀",
        "a b",
        "a: b\n",
        "  c: d\n",
        "- e\n",
        "g:\n",
        "h: {\"i\":\"j\"}\n",
        "{a: b}",
        "  \"k\": 1\n",
        "\n---\n",
        "\r\n",
        "0x1F",
        "http://a:80/b",
        "|\n",
        "|+\n",
        ">-\n",
        "!!str ",
        "!a",
        "\u{85}",
        "\u{2028}",
        "\"x\n",
        "\n y\"",
        "'a\n\tb'",
        "\\",
        "%",
        "@",
    ];
    let count = if std::env::var_os("CPGEN_LONG").is_some() { 400_000 } else { 20_000 };
    let texts = random_texts(PIECES, count, 12);
    let bytes: Vec<Vec<u8>> = texts.iter().map(|text| text.as_bytes().to_vec()).collect();
    let (mut same, mut wrong) = (0, Vec::new());
    for (text, theirs) in texts.iter().zip(kubectl_takes(&bytes)) {
        match (theirs, values(text)) {
            (Ok(theirs), Err(ours)) if !is_policy(text, &ours[0]) => {
                wrong.push(format!("{text:?}: kubectl {theirs:?}, cpgen {ours:?}"));
            }
            (_, Err(_)) => {}
            // What may stand around JSON and in it differs between the two halves of kubectl's guessing.
            (Err(error), _)
                if error.starts_with("\"json: ") && text.contains(['\t', '#', '\\', '\u{85}', '\u{2028}']) => {}
            (Ok(theirs), Ok(ours)) if theirs.iter().map(normal).collect::<Vec<_>>() == ours => same += 1,
            (theirs, Ok(ours)) => wrong.push(format!("{text:?}: kubectl {theirs:?}, cpgen {ours:?}")),
        }
    }
    assert!(same > count / 8, "{same} of {count} are taken by both");
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong[..wrong.len().min(20)].join("\n"));
}

#[test]
fn errors_point_at_their_place() {
    let cases = [
        ("a: 1\nb:\n  c: 1\n  c: 2\n", "duplicate-key", 4, 3),
        ("---\na: 1\n---\n{\"x\": 1, \"x\": 2}\n", "duplicate-key", 4, 10),
        ("a: *b\n", "yaml-alias", 1, 4),
        ("a: &b [*b]\n", "yaml-alias", 1, 8),
        ("a: .inf\n", "yaml-number", 1, 4),
        ("a: !!int x\n", "yaml-tag", 1, 10),
        ("a:\n  ~: 1\n", "yaml-key", 2, 3),
        ("a: 1\n--- b\n", "yaml-syntax", 2, 5),
        ("x: ü\u{7f}\n", "yaml-syntax", 1, 5),
        ("<<: 1\n", "yaml-merge", 1, 5),
    ];
    for (text, rule, line, column) in cases {
        let findings = values(text).unwrap_err();
        let place = findings[0].place.as_ref().unwrap();
        assert_eq!((findings[0].rule, place.line, place.column), (rule, line, column), "{text:?} {findings:?}");
        assert!(!findings[0].fix.is_empty());
    }
}

#[test]
fn all_broken_documents_are_reported_at_once() {
    assert_eq!(values("a: [\n---\nb: 1\n---\nc: 1\nc: 2\n").unwrap_err().len(), 2);
}

#[test]
fn what_a_second_key_replaces_need_not_be_json() {
    let texts = ["a: {~: 1}\na: 2\n", "a: {b: .nan}\na: 2\n", "a:\n- {~: 1}\n- .inf\nb: 1\na: {\"\\0\": 2}\n"];
    for text in texts {
        let source = Source::new("x", text);
        let stream = parse(&source);
        assert!(stream.broken.is_empty(), "{text}: {:?}", stream.broken);
        assert_eq!(kubectl_reads(text), [Ok(stream.documents[0].to_json())]);
    }
    for text in ["a: {~: 1}\nb: 2\nb: 3\n", "a: {[x]: 1}\na: 2\n", "\"\\0\": 1\na: .nan\n", "a: {b: [{~: 1}]}\n"] {
        assert!(kubectl_reads(text)[0].is_err(), "{text}");
        assert_eq!(parse(&Source::new("x", text)).broken.len(), 1, "{text}");
    }
}

#[test]
fn depth_and_size_are_capped() {
    for text in ["[".repeat(1000), "- ".repeat(100_000), "{a: ".repeat(1000), "a:\n ".repeat(500), "? ".repeat(9999)] {
        assert!(values(&text).is_err());
    }
    let deep = |levels| format!("{}1{}", "[".repeat(levels), "]".repeat(levels));
    assert!(values(&deep(128)).is_ok());
    assert_eq!(values(&deep(129)).unwrap_err()[0].rule, "yaml-size");
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for i in 1..10 {
        let alias = format!("*a{}", i - 1);
        bomb += &format!("a{i}: &a{i} [{}]\n", vec![alias; 10].join(", "));
    }
    assert_eq!(values(&bomb).unwrap_err()[0].rule, "yaml-size");
}

#[test]
fn all_keys_that_occur_twice_are_reported_and_the_last_wins() {
    for text in ["a: 1\nb: {c: 1, c: 2}\na: 3\n", "a: &x 1\nb: {c: 1, c: 2}\na: 3\n"] {
        let source = Source::new("x", text);
        let stream = parse(&source);
        assert_eq!(stream.documents[0].to_json(), json!({"a": 3, "b": {"c": 2}}));
        let places: Vec<_> = stream.duplicates.iter().map(|f| f.place.as_ref().map(|p| (p.line, p.column))).collect();
        assert_eq!(places.len(), 2, "{text}");
        assert!(places.contains(&Some((3, 1))), "{places:?}");
    }
}

#[test]
fn json_objects_follow_each_other() {
    let values = values("{\"a\":1}{\"b\":\"\\ud83d\\ude00\"}\n\t{\"c\":[\t]}").unwrap();
    assert_eq!(values, [json!({"a": 1}), json!({"b": "😀"}), json!({"c": []})]);
}

/// The fast reader must take what templates render; else the speed is gone without anyone noticing.
#[test]
fn templates_take_the_fast_path() {
    let text = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: \"a\" # x\n  labels: {\"a\":\"b\",\"c\":{\"d\":[1,true]}}\n\
                data:\n  \"server.properties\": \"a=b\\nc=d\\n\"\n  start.sh: |\n    #!/bin/sh\n\n    a: b\nlist:\n- x: 'y'\n  z: {a: 1}\n- -1\nempty:\n  - a\n";
    let read = fast::read(text, 0).expect("this is plain enough");
    let [document] = &read.documents[..] else { panic!("{:?}", read.documents) };
    assert_eq!(vec![document.to_json()], values(text).unwrap());
}

/// Same documents, same places of every node.
fn agree(text: &str) {
    let Some(quick) = fast::read(text, 0) else { return };
    let breaks = ['\u{85}', '\u{2028}', '\u{2029}'];
    if text.trim_start().starts_with('{') && text.contains(breaks) {
        return; // JSON, which has no such breaks
    }
    let mut duplicates = Vec::new();
    if quick.documents.len() > 1 {
        return; // see `json_objects_follow_each_other`
    }
    match exact::read(&Source::new("x", text), text, 0, &mut duplicates) {
        // The quick reader takes JSON as JSON, which YAML does not always. kubectl's decoder is the judge there.
        Err(finding) => {
            let theirs = kubectl_takes(&[text.as_bytes().to_vec()]).remove(0);
            let theirs = theirs.unwrap_or_else(|error| panic!("{text:?}: kubectl {error}, exact {finding:?}"));
            let ours: Vec<Value> = quick.documents.iter().map(Node::to_json).collect();
            assert_eq!(theirs.iter().map(normal).collect::<Vec<_>>(), ours, "{text:?}");
        }
        Ok(exact) => {
            assert_eq!(quick.documents.len(), exact.len(), "{text:?}");
            quick.documents.iter().zip(&exact).for_each(|(quick, exact)| same(quick, exact, text));
            assert_eq!(quick.duplicates.len(), duplicates.len(), "{text:?}");
        }
    }
}

fn same(quick: &Node, exact: &Node, text: &str) {
    // Of a block list the readers say now where its dash is, now where its first item is; of nothing, nothing.
    let is_word = |node: &Node| !matches!(node.content, Content::List(_) | Content::Map(_) | Content::Null);
    if is_word(quick) {
        assert_eq!(quick.span.start, exact.span.start, "{text:?}: {quick:?} {exact:?}");
    }
    match (&quick.content, &exact.content) {
        (Content::List(a), Content::List(b)) if a.len() == b.len() => {
            a.iter().zip(b).for_each(|(a, b)| same(a, b, text));
        }
        (Content::Map(a), Content::Map(b)) if a.len() == b.len() => a.iter().zip(b).for_each(|(a, b)| {
            assert_eq!((&a.key, a.span), (&b.key, b.span), "{text:?}");
            same(&a.value, &b.value, text);
        }),
        (a, b) => assert_eq!(a, b, "{text:?}"),
    }
}

#[test]
fn fast_and_exact_agree_on_the_tables() {
    DOCUMENTS.iter().for_each(|text| agree(text));
    SCALARS.split_whitespace().for_each(|s| {
        agree(s);
        agree(&format!("[{s}]"));
        agree(&format!("a: {s}\nb: {{c: {s}, {s}: d}}\n{s}: [{s}, \"{s}\"]\n- {s}"));
    });
}

/// YAML made of pieces that mean something to a reader.
fn yaml_like() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "b",
        "key",
        "a:",
        "b: ",
        "c:",
        "- ",
        "-",
        "\n",
        "\n  ",
        "\n    ",
        "\n",
        " ",
        "  ",
        "\"x\"",
        "\"x\": ",
        "'y'",
        "{",
        "}",
        "[",
        "]",
        ",",
        ", ",
        "{\"a\":1}",
        "[1, 2]",
        "#",
        " # c",
        ": ",
        "1",
        "1e3",
        "yes",
        "~",
        "null",
        ".inf",
        "&a ",
        "*a",
        "|",
        ">",
        "!",
        "%",
        "@",
        "`",
        "\t",
        "\r",
        "...",
        "? ",
        "<<: ",
        "\"\\n\"",
        "\"\\u00e9\"",
        "é",
        "\\",
        "\"",
        "'",
        "0x1F",
        "-1",
        "--",
        "=",
        "$x",
        "(a b)",
        "/x",
        "http://a:80/b",
        "\u{85}",
        "\u{2028}",
        "|\n  x\n",
        "|-\n",
        "|+\n",
        "  x y\n",
        "\n\n",
        "'a b', ",
        "a b",
        "a: b\n",
        "  c: d\n",
        "- e\n",
        "  - f\n",
        "g:\n",
        "h: {\"i\":\"j\"}\n",
        "{a: b}",
        "{\n",
        "  \"k\": 1\n",
        "}\n",
    ]);
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        "[ -~\n\té\u{2028}]{0,12}".prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec(("[ -~]{0,8}", inner), 0..5).prop_map(|e| Value::Object(e.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fast_and_exact_agree(text in yaml_like()) {
        agree(&text);
    }

    #[test]
    fn reading_never_panics(text in any::<String>()) {
        let _ = values(&text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn json_and_what_we_write_come_back(value in any_value()) {
        let mut block = String::new();
        write(&value, &mut block);
        let pretty = serde_json::to_string_pretty(&value).unwrap();
        agree(&block);
        agree(&pretty);
        let expected: Vec<Value> = Some(value.clone()).filter(|v| !v.is_null()).into_iter().collect();
        prop_assert_eq!(values(&block).unwrap(), expected);
    }
}
