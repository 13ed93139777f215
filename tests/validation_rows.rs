//! What the API server has against objects of the differential test's seeds after one change: its paths and its words, as
//! real API servers gave them.

use cpgen::check::schema::{Minor, Schemas, resources};
use cpgen::source::Source;
use cpgen::yaml::parse;
use serde::Deserialize;
use serde_yaml::{Deserializer, Value};

/// Valid objects, and rows of changes to them.
const TOPICS: &[(&[&str], &str)] = &[
    (&[include_str!("differential/seeds/pods.yaml")], include_str!("validation/pods.txt")),
    (&[include_str!("differential/seeds/controllers.yaml")], include_str!("validation/workloads.txt")),
    (&[include_str!("differential/seeds/kinds.yaml")], include_str!("validation/amounts.txt")),
    (&[include_str!("differential/seeds/expressions.yaml")], include_str!("validation/expressions.txt")),
    (&[include_str!("differential/seeds/expressions.yaml")], include_str!("validation/addresses.txt")),
    (&[include_str!("differential/seeds/networks.yaml")], include_str!("validation/networks.txt")),
    (
        &[include_str!("differential/seeds/volumes.yaml"), include_str!("differential/seeds/scheduling.yaml")],
        include_str!("validation/volumes.txt"),
    ),
];

fn objects(texts: &[&str]) -> Vec<Value> {
    let documents = texts.iter().flat_map(|text| Deserializer::from_str(text));
    documents.map(|document| Value::deserialize(document).unwrap()).collect()
}

/// The last object of that name, of the newest version: `kind/name`, or the name alone.
fn object(objects: &[Value], wanted: &str) -> Value {
    let (kind, name) = wanted.split_once('/').map_or((None, wanted), |(kind, name)| (Some(kind), name));
    let is_it = |object: &&Value| {
        let metadata = &object["metadata"];
        kind.is_none_or(|kind| object["kind"] == kind) && (metadata["name"] == name || metadata["generateName"] == name)
    };
    objects.iter().rfind(is_it).unwrap_or_else(|| panic!("no {wanted}")).clone()
}

fn set(object: &mut Value, path: &str, value: Value) {
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let place = match first.parse::<usize>() {
        Ok(index) => &mut object[index],
        Err(_) => &mut object[first],
    };
    match rest {
        Some(rest) => set(place, rest, value),
        None => *place = value,
    }
}

/// The first error of an object, and its path.
fn first_error(object: &Value, minor: &str) -> Option<(String, String)> {
    let source = Source::new("object", serde_json::to_string(object).unwrap());
    let stream = parse(&source);
    let schemas = Schemas::new(Minor::all().filter(|known| known.to_string() == minor).collect());
    let found = resources(&stream.documents[0]);
    let judged = schemas.judge(found[0].as_ref().unwrap());
    let mut faults = judged.faults.into_iter().map(|(fault, _)| fault);
    faults.find(|fault| !fault.is_warning).map(|fault| (fault.path, fault.sentence))
}

#[test]
fn every_object_is_valid() {
    for object in TOPICS.iter().flat_map(|(texts, _)| objects(texts)) {
        assert_eq!(first_error(&object, "1.37"), None, "{object:?}");
    }
}

#[test]
fn the_first_error_is_that_of_the_api_server() {
    let mut wrong = Vec::new();
    for (texts, rows) in TOPICS {
        let objects = objects(texts);
        for row in rows.lines().filter(|row| !row.starts_with('#')) {
            let (change, wanted) = row.split_once(" => ").unwrap();
            let (target, value) = change.split_once('=').unwrap();
            let words: Vec<&str> = target.split(' ').collect();
            let mut object = object(&objects, words[1]);
            set(&mut object, words[2], serde_yaml::from_str(value).unwrap());
            let found = first_error(&object, words[0]);
            let is_right = match (&found, wanted.split_once(": ")) {
                (None, None) => true,
                (Some((path, sentence)), Some((at, words))) => path == at && sentence.contains(words),
                _ => false,
            };
            if !is_right {
                wrong.push(format!("{row}\n    {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
