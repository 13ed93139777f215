//! What several tests share.
#![allow(dead_code)]

pub mod instance;
pub mod keys;
pub mod platform;
pub mod python;
pub mod typed;

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;

/// The program under `tests/readback`, built once. Fails where Go is missing: without kubectl's own reader nothing
/// proves that what we write is read as it was meant.
pub fn readback_program() -> &'static PathBuf {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| go_program("readback", "."))
}

/// Builds a program of the Go module under `tests/readback`.
fn go_program(name: &str, package: &str) -> PathBuf {
    let program = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let module = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/readback");
    let build = Command::new("go").args(["build", "-o"]).arg(&program).arg(package).current_dir(module).output();
    let build = build.expect("this test needs Go: https://go.dev/dl");
    assert!(build.status.success(), "go build: {}", String::from_utf8_lossy(&build.stderr));
    program
}

/// What Go's strict decoder of the published types has against each object; nothing where it takes it.
pub fn decoded(objects: &[Value]) -> Vec<Option<String>> {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    let program = PROGRAM.get_or_init(|| go_program("decode", "./decode"));
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the decoding program starts");
    let mut stdin = std::io::BufWriter::new(child.stdin.take().expect("stdin is piped"));
    let output = std::thread::scope(|scope| {
        scope.spawn(move || objects.iter().for_each(|object| writeln!(stdin, "{object}").expect("the program reads")));
        child.wait_with_output().expect("the decoding program ends")
    });
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).expect("text");
    let answers: Vec<_> = text.lines().map(|line| line.strip_prefix("error: ").map(str::to_owned)).collect();
    assert_eq!(answers.len(), objects.len());
    answers
}

/// What kubectl's YAML library makes of every document of `stream`: the value, or its error.
pub fn kubectl_reads(stream: &str) -> Vec<Result<Value, String>> {
    let mut child = Command::new(readback_program())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the readback program starts");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    let output = std::thread::scope(|scope| {
        scope.spawn(move || stdin.write_all(stream.as_bytes()).expect("the readback program reads"));
        child.wait_with_output().expect("the readback program ends")
    });
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).expect("JSON is UTF-8");
    let line = |line: &str| match line.strip_prefix("error: ") {
        Some(error) => Err(error.to_owned()),
        None => Ok(serde_json::from_str(line).expect("one line of JSON")),
    };
    text.lines().map(line).collect()
}

/// What kubectl makes of each of the texts, given to it as a file: all objects, or the error that ends the reading.
pub fn kubectl_takes(texts: &[Vec<u8>]) -> Vec<Result<Vec<Value>, String>> {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    let program = PROGRAM.get_or_init(|| go_program("stream", "./stream"));
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the streaming program starts");
    let mut stdin = std::io::BufWriter::new(child.stdin.take().expect("stdin is piped"));
    let encode = |text: &Vec<u8>| base64::Engine::encode(&base64::engine::general_purpose::STANDARD, text);
    let output = std::thread::scope(|scope| {
        scope.spawn(move || texts.iter().for_each(|text| writeln!(stdin, "{}", encode(text)).expect("it reads")));
        child.wait_with_output().expect("the streaming program ends")
    });
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).expect("JSON is UTF-8");
    let line = |line: &str| match line.strip_prefix("error: ") {
        Some(error) => Err(error.to_owned()),
        None => Ok(serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))),
    };
    let answers: Vec<_> = text.lines().map(line).collect();
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
