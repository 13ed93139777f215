//! The API server's verdicts.

use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde::{Deserialize, Serialize};

/// A manifest to judge.
#[derive(Clone, Debug, Serialize)]
pub struct Request<'t> {
    /// The manifest.
    pub new: &'t str,
    /// What is there already, where it is an update.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<&'t str>,
}

/// What the server says to it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Answer {
    /// Whether it takes it.
    pub accepted: bool,
    /// The whole text of a refusal.
    pub error: String,
    /// The same, where nothing was validated because decoding refused it.
    pub decode: String,
    /// What validation found.
    pub errors: Vec<Cause>,
    /// What it warns of.
    pub warnings: Vec<String>,
}

/// One error of validation.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Cause {
    /// `FieldValueInvalid`.
    pub r#type: String,
    /// `spec.ports[0].port`.
    pub path: String,
    /// What is wrong.
    pub message: String,
}

/// The API server of one minor.
#[derive(Debug)]
pub struct Judge {
    child: Child,
    stdin: BufWriter<ChildStdin>,
    stdout: BufReader<ChildStdout>,
}

impl Judge {
    /// That of `1.NUMBER`.
    pub fn new(number: u32) -> Judge {
        let program = PathBuf::from(format!("/root/.cache/cpgen/real/oracle-1.{number}/first/oracle"));
        let child = Command::new(program).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut child = child.unwrap_or_else(|error| panic!("the oracle of 1.{number}: {error}"));
        let stdin = BufWriter::new(child.stdin.take().expect("a pipe"));
        let stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        Judge { child, stdin, stdout }
    }

    /// The answers, in the order of the requests.
    pub fn judge(&mut self, requests: &[Request]) -> Vec<Answer> {
        let Judge { stdin, stdout, .. } = self;
        std::thread::scope(|scope| {
            scope.spawn(move || {
                for request in requests {
                    serde_json::to_writer(&mut *stdin, request).expect("the oracle reads");
                    stdin.write_all(b"\n").expect("the oracle reads");
                }
                stdin.flush().expect("the oracle reads");
            });
            let answer = |_| {
                let mut line = String::new();
                stdout.read_line(&mut line).expect("the oracle answers");
                serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line:?}"))
            };
            (0..requests.len()).map(answer).collect()
        })
    }

    /// The answers to manifests that shall be created.
    pub fn created(&mut self, texts: &[&str]) -> Vec<Answer> {
        let requests: Vec<Request> = texts.iter().map(|new| Request { new, old: None }).collect();
        self.judge(&requests)
    }
}

impl Drop for Judge {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}
