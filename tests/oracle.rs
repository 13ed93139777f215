//! The oracle, asked what is known: manifests and updates with the verdict of a real API server above each.

#[path = "support/oracle.rs"]
mod oracle;

#[path = "real/build/mod.rs"]
#[allow(dead_code, unused_imports)]
mod build;

use oracle::{Answer, Oracle, Request};

/// The oldest and the newest that there is an oracle for.
const MINORS: [u32; 2] = [30, 37];

/// Manifests, each below what the server says of it: `# accepted`, `# decoding: TEXT` or `# FIELD: TEXT` where the first
/// error is of that field and its message has that text. A line `# 1.30 ...` is about that version alone.
const CREATED: &str = include_str!("oracle/created.yaml");
/// The same by two and two: what was applied before, and what is applied now.
const UPDATED: &str = include_str!("oracle/updated.yaml");

#[test]
fn new_objects() {
    let documents: Vec<&str> = CREATED.split("---\n").collect();
    let requests: Vec<Request> = documents.iter().copied().map(Request::create).collect();
    assert!(documents.len() > 100);
    compare(&documents, &requests);
}

#[test]
fn changed_objects() {
    let documents: Vec<&str> = UPDATED.split("---\n").collect();
    let (pairs, rest) = documents.as_chunks();
    assert!(pairs.len() > 25 && rest.is_empty());
    let requests: Vec<Request> = pairs.iter().map(|[old, new]| Request::update(*old, *new)).collect();
    let new: Vec<&str> = pairs.iter().map(|[_, new]| *new).collect();
    compare(&new, &requests);
}

/// Whether the oracles say of each request what its document has above it.
fn compare(documents: &[&str], requests: &[Request]) {
    let mut wrong = Vec::new();
    for minor in MINORS {
        let answers = Oracle::new(minor).unwrap().judge(requests).unwrap();
        for (document, answer) in documents.iter().zip(&answers) {
            let expected = expected(document, minor);
            if !agrees(answer, expected) {
                wrong.push(format!("1.{minor} says {answer:?}, not {expected}:\n{document}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} answers:\n{}", wrong.len(), wrong.join("\n"));
}

fn expected(document: &str, minor: u32) -> &str {
    let own = format!("1.{minor} ");
    let mut lines = document.lines().map_while(|line| line.strip_prefix("# "));
    let line = lines.find_map(|line| if line.starts_with("1.") { line.strip_prefix(&own) } else { Some(line) });
    line.expect("every document has a verdict above it")
}

fn agrees(answer: &Answer, expected: &str) -> bool {
    let Some((field, text)) = expected.split_once(": ") else { return expected == "accepted" && answer.accepted };
    match (field, answer.errors.first()) {
        ("decoding", None) => answer.decode.contains(text) && !answer.accepted,
        (_, Some(first)) => first.path == field && first.message.contains(text) && !answer.accepted,
        (_, None) => false,
    }
}

#[test]
fn defaults_and_warnings() {
    let service = "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 80}]}}";
    let pod = "{apiVersion: v1, kind: Pod, metadata: {name: a}, \
               spec: {containers: [{name: a, image: b, env: [{name: A}, {name: A}]}]}}";
    for minor in MINORS {
        let oracle = Oracle::new(minor).unwrap();
        let [defaulted, warned] = &oracle.judge(&[Request::defaulted(service), Request::create(pod)]).unwrap()[..]
        else {
            panic!("two requests have two answers")
        };
        let object = defaulted.object.as_ref().unwrap();
        assert_eq!(object["spec"]["ports"][0]["targetPort"], 80, "{object}");
        assert_eq!(object["spec"]["sessionAffinity"], "None", "{object}");
        assert!(warned.accepted && warned.warnings[0].contains("hides previous definition of \"A\""), "{warned:?}");
    }
}

#[test]
fn what_cannot_be_read_is_an_answer_and_not_the_end() {
    let texts = ["", "a: [", "kind: A", "[]", "apiVersion: v1\nkind: ConfigMapList\nitems: []", "{\"kind\": 1}"];
    let requests: Vec<Request> = texts.iter().copied().map(Request::create).collect();
    for answer in Oracle::new(MINORS[1]).unwrap().judge(&requests).unwrap() {
        assert!(!answer.accepted && !answer.decode.is_empty(), "{answer:?}");
    }
    let taken = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}";
    let oracle = Oracle::new(MINORS[1]).unwrap();
    let many = vec![Request::create(taken); 5000];
    assert!(oracle.judge(&many).unwrap().iter().all(|answer| answer.accepted));
    assert!(oracle.judge(&many[..1]).unwrap()[0].accepted, "it is ready for more");
}
