//! What several tests share.
#![allow(dead_code)]

pub mod instance;
pub mod keys;
pub mod platform;
pub mod python;
pub mod typed;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;

/// Builds a program of the Go module under `tests/readback`. Fails where Go is missing: without kubectl's own readers
/// nothing proves that what we write is read as it was meant.
fn go_program(name: &str, package: &str) -> PathBuf {
    let program = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let module = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/readback");
    let build = Command::new("go").args(["build", "-o"]).arg(&program).arg(package).current_dir(module).output();
    let build = build.expect("this test needs Go: https://go.dev/dl");
    assert!(build.status.success(), "go build: {}", String::from_utf8_lossy(&build.stderr));
    program
}

/// What a program prints that is given the input, a line for each answer: JSON, or why there is none.
fn answers(program: &Path, input: &[u8]) -> Vec<Result<String, String>> {
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program of tests/readback starts");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    let output = std::thread::scope(|scope| {
        scope.spawn(move || stdin.write_all(input).expect("the program reads"));
        child.wait_with_output().expect("the program ends")
    });
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).expect("JSON is UTF-8");
    let answer = |line: &str| match line.strip_prefix("error: ") {
        Some(error) => Err(error.to_owned()),
        None => Ok(line.to_owned()),
    };
    text.lines().map(answer).collect()
}

fn json<T: serde::de::DeserializeOwned>(line: String) -> T {
    serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"))
}

/// What Go's strict decoder of the published types has against each object; nothing where it takes it.
pub fn decoded(objects: &[Value]) -> Vec<Option<String>> {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    let program = PROGRAM.get_or_init(|| go_program("decode", "./decode"));
    let input: String = objects.iter().map(|object| format!("{object}\n")).collect();
    let answers: Vec<_> = answers(program, input.as_bytes()).into_iter().map(Result::err).collect();
    assert_eq!(answers.len(), objects.len());
    answers
}

/// What kubectl's YAML library makes of every document of `stream`: the value, or its error.
pub fn kubectl_reads(stream: &str) -> Vec<Result<Value, String>> {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    let program = PROGRAM.get_or_init(|| go_program("readback", "."));
    answers(program, stream.as_bytes()).into_iter().map(|answer| answer.map(json)).collect()
}

/// What kubectl makes of each of the texts, given to it as a file: all objects, or the error that ends the reading.
pub fn kubectl_takes(texts: &[Vec<u8>]) -> Vec<Result<Vec<Value>, String>> {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    let program = PROGRAM.get_or_init(|| go_program("stream", "./stream"));
    let encoded = |text: &Vec<u8>| base64::Engine::encode(&base64::engine::general_purpose::STANDARD, text) + "\n";
    let input: String = texts.iter().map(encoded).collect();
    let answers: Vec<_> = answers(program, input.as_bytes()).into_iter().map(|answer| answer.map(json)).collect();
    assert_eq!(answers.len(), texts.len());
    answers
}

/// Whole floats as integers, because JSON does not tell them apart.
pub fn normal(value: &Value) -> Value {
    match value {
        Value::Number(n) => match n.as_f64() {
            Some(f) if !(n.is_i64() || n.is_u64()) && f.fract() == 0.0 && f.abs() < 9e18 => Value::from(f as i64),
            _ => value.clone(),
        },
        Value::Array(list) => list.iter().map(normal).collect(),
        Value::Object(map) => map.iter().map(|(k, v)| (k.clone(), normal(v))).collect(),
        _ => value.clone(),
    }
}
