//! Every format of `cpgen validate` as its own readers take it: JUnit by junitparser, TAP by tap.py, SARIF by the schema
//! that OASIS publishes, JSON into the types of kubeconform's.

#[path = "../binary/mod.rs"]
mod binary;
#[path = "../kubernetes_schemas/go.rs"]
mod go;
#[path = "../support/python.rs"]
mod python;

use std::collections::HashSet;
use std::process::Command;

use binary::Folder;
use serde::Deserialize;
use serde_json::Value;

/// Valid, invalid, broken, deprecated and unknown objects, in files and under names that no format can take as they are.
fn report(format: &str) -> (Folder, String) {
    let folder = Folder::with(&[
        ("m/a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: 'a<&>\"#%', namespace: ns}\n"),
        (
            "m/b #1,x:y.yml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n\
             data: {ü😀: 1, \"<b>&\\\"\": [1], \"r\\u0001\\u001b\": 2, \"]]>\": 1, \"::error::\\n\": 3}\n---\na: [\n---\n\
             apiVersion: v1\nkind: Endpoints\nmetadata: {name: e}\n---\napiVersion: x.y/v1\nkind: Foo\n\
             metadata: {name: \"# skip\"}\n",
        ),
        (
            "m/c.json",
            "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\
             \"metadata\":{\"name\":\"s\"},\"data\":{\"a\":\"!!\",\"b\":1}},{\"apiVersion\":\"v1\",\"kind\":\"Pod\"}]}",
        ),
    ]);
    let args = ["validate", "./m", "--schemas-only", "--verbose", "--summary", "--skip", "Pod", "-o", format];
    let run = folder.run(&args);
    assert_eq!(run.code, 1, "{}", run.stderr);
    folder.write("report", &run.stdout);
    (folder, run.stdout)
}

/// What a program of Python says of `report`.
fn python(folder: &Folder, program: &str) -> Value {
    let run = Command::new(python::python("python")).args(["-c", program]).current_dir(&folder.0).output();
    let run = run.expect("Python runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    serde_json::from_slice(&run.stdout).expect("JSON")
}

#[test]
fn junit_is_read_by_junitparser() {
    let (folder, text) = report("junit");
    let program = "
import json, junitparser
xml = junitparser.JUnitXml.fromfile('report')
cases = [[s.name, c.name, c.classname, [[type(r).__name__, r.message, r.text] for r in c.result]] for s in xml for c in s]
print(json.dumps({'counts': [xml.tests, xml.failures, xml.errors], 'cases': cases}))";
    let read = python(&folder, program);
    assert_eq!(read["counts"], serde_json::json!([7, 3, 1]), "{text}");
    let cases = read["cases"].as_array().expect("cases");
    assert_eq!(cases.len(), 7);
    assert_eq!(cases[0], serde_json::json!(["./m/a.yaml", "ns/a<&>\"#%", "ConfigMap@v1", []]));
    let kinds: Vec<&str> = cases.iter().filter_map(|case| case[3][0][0].as_str()).collect();
    assert_eq!(kinds, ["Failure", "Error", "Failure", "Failure", "Skipped"]);
    // All errors of an object are in its one failure.
    let (message, lines) = (cases[1][3][0][1].as_str().unwrap(), cases[1][3][0][2].as_str().unwrap());
    assert!(message.contains("data[ü😀]") && message.contains("data[]]>]") && message.contains("data[<b>&\""));
    assert!(lines.lines().count() == 5 && lines.starts_with("./m/b #1,x:y.yml:4:12: data[ü😀]"), "{lines}");
}

#[test]
fn tap_is_read_by_tap_py() {
    let (folder, text) = report("tap");
    let program = "
import json
from tap.parser import Parser
lines = list(Parser().parse_file('report'))
print(json.dumps([[l.category, getattr(l, 'ok', None), bool(getattr(l, 'skip', False)), str(l)] for l in lines]))";
    let read = python(&folder, program);
    let lines = read.as_array().expect("lines");
    let of = |category: &str| lines.iter().filter(|line| line[0] == category).count();
    assert_eq!((of("version"), of("test"), of("plan"), of("unknown")), (1, 7, 1, 0), "{text}");
    let tests: Vec<_> = lines.iter().filter(|line| line[0] == "test").map(|l| (l[1] == true, l[2] == true)).collect();
    let (ok, no, skipped) = ((true, false), (false, false), (true, true));
    assert_eq!(tests, [ok, no, no, ok, no, no, skipped], "{text}");
}

#[test]
fn sarif_is_what_its_schema_says() {
    let (_, text) = report("sarif");
    let code = go::module("github.com/owenrumney/go-sarif/v3", "3.3.1").join("pkg/report/v210/sarif/schema.go");
    let code = std::fs::read_to_string(code).expect("the schema in a Go file");
    let schema: Value = serde_json::from_str(code.split('`').nth(1).expect("a raw string")).expect("the schema");
    let mut compiler = boon::Compiler::new();
    let mut schemas = boon::Schemas::new();
    compiler.add_resource("http://localhost/sarif", schema).expect("a resource");
    let schema = compiler.compile("http://localhost/sarif", &mut schemas).expect("a schema of draft 4");
    let report: Value = serde_json::from_str(&text).expect("JSON");
    schemas.validate(&report, schema).unwrap_or_else(|error| panic!("{error:#}\n{text}"));
    let results = report["runs"][0]["results"].as_array().expect("results");
    let uri = |result: &Value| {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().expect("a URI").to_owned()
    };
    assert!(results.len() == 10 && results.iter().any(|result| uri(result) == "m/b%20%231%2Cx%3Ay.yml"), "{text}");
    // A path from the root is a URI of its own kind.
    let folder = Folder::with(&[("a.yaml", "kind: x\n")]);
    let path = folder.0.join("a.yaml").display().to_string();
    let run = folder.run(&["validate", &path, "-o", "sarif"]);
    let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(uri(&report["runs"][0]["results"][0]), format!("file://{path}"));
}

/// kubeconform's own types (`pkg/output/json.go`).
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Theirs {
    resources: Vec<Resource>,
    summary: std::collections::BTreeMap<String, usize>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Resource {
    filename: String,
    kind: String,
    name: String,
    version: String,
    status: String,
    msg: String,
    #[serde(default)]
    validation_errors: Vec<Cause>,
}

#[derive(Debug, Deserialize)]
struct Cause {
    path: String,
    msg: String,
}

#[test]
fn json_is_read_as_kubeconforms() {
    let (_, text) = report("json");
    let report: Theirs = serde_json::from_str(&text).expect("kubeconform's types");
    let counts: Vec<_> = report.summary.iter().map(|(word, count)| (word.as_str(), *count)).collect();
    assert_eq!(counts, [("errors", 1), ("invalid", 3), ("skipped", 1), ("valid", 2)]);
    let statuses: Vec<&str> = report.resources.iter().map(|resource| resource.status.as_str()).collect();
    let (valid, invalid) = ("statusValid", "statusInvalid");
    assert_eq!(statuses, [valid, invalid, "statusError", valid, invalid, invalid, "statusSkipped"]);
    for resource in report.resources {
        let is_bad = matches!(resource.status.as_str(), "statusInvalid" | "statusError");
        assert!(is_bad != resource.msg.is_empty() && resource.filename.starts_with("./m/"), "{resource:?}");
        assert!(resource.status == "statusError" || !(resource.kind.is_empty() || resource.version.is_empty()));
        assert!(!is_bad || resource.validation_errors.iter().all(|cause| !cause.msg.is_empty()), "{resource:?}");
        if resource.name == "b" {
            let paths: Vec<&str> = resource.validation_errors.iter().map(|cause| cause.path.as_str()).collect();
            assert_eq!(paths, ["/data/ü😀", "/data/<b>&\"", "/data/r\u{1}\u{1b}", "/data/]]>", "/data/::error::\n"]);
        }
    }
}

#[test]
fn gitlab_has_what_code_quality_asks_for() {
    let (_, text) = report("gitlab");
    let findings: Vec<Value> = serde_json::from_str(&text).expect("JSON");
    assert_eq!(findings.len(), 10);
    let marks: HashSet<&str> = findings.iter().filter_map(|finding| finding["fingerprint"].as_str()).collect();
    assert_eq!(marks.len(), 10, "fingerprints are unique");
    for finding in &findings {
        for field in ["description", "check_name"] {
            assert!(finding[field].as_str().is_some_and(|text| !text.is_empty()), "{finding}");
        }
        let severity = finding["severity"].as_str().unwrap_or_default();
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&severity), "{finding}");
        assert!(finding["location"]["path"].as_str().is_some_and(|path| path.starts_with("m/")), "{finding}");
        assert!(finding["location"]["lines"]["begin"].as_u64().is_some_and(|line| line > 0), "{finding}");
    }
}

#[test]
fn github_has_one_command_for_each_finding() {
    let (_, text) = report("github");
    let commands: Vec<&str> = text.lines().filter(|line| line.starts_with("::")).collect();
    assert!(commands.len() == 10 && text.lines().count() == 11, "{text}");
    assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text}");
    for command in commands {
        let (properties, message) = command[2..].split_once("::").expect("properties and a message");
        let (level, properties) = properties.split_once(' ').expect("a level");
        assert!(["error", "warning"].contains(&level) && !message.is_empty(), "{command}");
        let names: Vec<&str> = properties.split(',').filter_map(|one| Some(one.split_once('=')?.0)).collect();
        assert_eq!(names, ["file", "line", "col", "title"], "{command}");
    }
    assert!(text.contains("file=m/b #1%2Cx%3Ay.yml,line=4,col=12,"), "{text}");
}
