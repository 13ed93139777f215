//! What the API server has against workloads, jobs, disruption budgets and autoscalers: its paths and its words, as real
//! API servers gave them.

use cpgen::check::schema::{Minor, Schemas, resources};
use cpgen::source::Source;
use cpgen::yaml::parse;
use serde::Deserialize;
use serde_yaml::{Deserializer, Value};

const OBJECTS: &str = include_str!("differential/seeds/controllers.yaml");
const ROWS: &str = include_str!("validation/workloads.txt");

fn objects() -> Vec<Value> {
    Deserializer::from_str(OBJECTS).map(|document| Value::deserialize(document).unwrap()).collect()
}

/// The last object of that kind and name, of the newest version.
fn object(kind: &str, name: &str) -> Value {
    let is_it = |object: &&Value| object["kind"] == kind && object["metadata"]["name"] == name;
    objects().iter().rfind(is_it).unwrap_or_else(|| panic!("no {kind}/{name}")).clone()
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
    let source = Source::new("object", serde_yaml::to_string(object).unwrap());
    let stream = parse(&source);
    let schemas = Schemas::new(Minor::all().filter(|known| known.to_string() == minor).collect());
    let found = resources(&stream.documents[0]);
    let judged = schemas.judge(found[0].as_ref().unwrap());
    let mut faults = judged.faults.into_iter().map(|(fault, _)| fault);
    faults.find(|fault| !fault.is_warning).map(|fault| (fault.path, fault.sentence))
}

#[test]
fn every_object_is_valid() {
    for object in objects() {
        assert_eq!(first_error(&object, "1.37"), None, "{object:?}");
    }
}

#[test]
fn the_first_error_is_that_of_the_api_server() {
    let mut wrong = Vec::new();
    for row in ROWS.lines().filter(|row| !row.starts_with('#')) {
        let (change, wanted) = row.split_once(" => ").unwrap();
        let (target, value) = change.split_once('=').unwrap();
        let words: Vec<&str> = target.split(' ').collect();
        let (kind, name) = words[1].split_once('/').unwrap();
        let mut object = object(kind, name);
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
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
