//! What the API server of a version says of manifests, without a server.
#![allow(dead_code)]

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::build;

/// A manifest to judge: YAML or JSON, one document.
#[derive(Clone, Debug, Serialize)]
pub struct Request {
    new: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    want: Option<&'static str>,
}

impl Request {
    /// What would the server say to this as a new object?
    pub fn create(new: impl Into<String>) -> Request {
        Request { new: new.into(), old: None, want: None }
    }

    /// What would it say to `kubectl apply` of `new` where `old` was applied before?
    pub fn update(old: impl Into<String>, new: impl Into<String>) -> Request {
        Request { new: new.into(), old: Some(old.into()), want: None }
    }

    /// What does it take this for, with all defaults filled in?
    pub fn defaulted(new: impl Into<String>) -> Request {
        Request { new: new.into(), old: None, want: Some("defaulted") }
    }
}

/// What the server says.
#[derive(Clone, Debug, Deserialize)]
pub struct Answer {
    /// Whether it would store the object.
    pub accepted: bool,
    /// The whole text of a refusal.
    #[serde(default)]
    pub error: String,
    /// The same where decoding refused it, so that nothing was validated.
    #[serde(default)]
    pub decode: String,
    /// What validation found.
    #[serde(default)]
    pub errors: Vec<Cause>,
    /// What it would warn of.
    #[serde(default)]
    pub warnings: Vec<String>,
    /// The object, where the request was for its defaults.
    #[serde(default)]
    pub object: Option<Value>,
}

impl Answer {
    /// Whether the server's own code broke, so that there is no verdict.
    pub fn is_panic(&self) -> bool {
        self.error.starts_with("panic:")
    }
}

/// One error of validation.
#[derive(Clone, Debug, Deserialize)]
pub struct Cause {
    /// Its reason: `FieldValueInvalid`.
    #[serde(rename = "type")]
    pub reason: String,
    /// The field: `spec.ports[0].port`.
    pub path: String,
    /// `Invalid value: 0: must be between 1 and 65535, inclusive`.
    pub message: String,
}

/// A running judge.
pub struct Oracle {
    child: Child,
    pipes: Mutex<(ChildStdin, BufReader<ChildStdout>)>,
}

impl Oracle {
    /// That of Kubernetes 1.`minor`, built where it is not yet.
    pub fn new(minor: u32) -> Result<Oracle> {
        let program = build::oracle(minor)?;
        let mut child = Command::new(program).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let questions = child.stdin.take().context("no standard input")?;
        let answers = BufReader::new(child.stdout.take().context("no standard output")?);
        Ok(Oracle { child, pipes: Mutex::new((questions, answers)) })
    }

    /// Its answers to all of them, in the same order.
    pub fn judge(&self, requests: &[Request]) -> Result<Vec<Answer>> {
        let mut pipes = self.pipes.lock().unwrap_or_else(PoisonError::into_inner);
        let (questions, answers) = &mut *pipes;
        // It answers while it is being asked: whoever only writes fills both pipes and waits for ever.
        thread::scope(|scope| {
            let asking = scope.spawn(|| {
                let mut text = Vec::new();
                for request in requests {
                    serde_json::to_writer(&mut text, request)?;
                    text.push(b'\n');
                }
                questions.write_all(&text)
            });
            let mut line = String::new();
            let read = |_| {
                line.clear();
                answers.read_line(&mut line)?;
                serde_json::from_str(&line).with_context(|| format!("the oracle answers {line:?}"))
            };
            let judged: Result<Vec<Answer>> = requests.iter().map(read).collect();
            asking.join().expect("asking does not panic").context("the oracle does not listen")?;
            judged
        })
    }
}

impl Drop for Oracle {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
