//! The API server over plain HTTP, through `kubectl proxy`: milliseconds where each kubectl takes a tenth of a second.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use serde_json::Value;

use super::process::{Process, wait};

/// Asks one API server.
pub struct Api {
    base: String,
    _proxy: Process,
}

impl Api {
    /// Through the credentials of `kubectl` as it is given.
    pub fn start(mut kubectl: Command, logs: &Path) -> Result<Api> {
        let proxy = Process::start("kubectl-proxy", logs, kubectl.args(["proxy", "--port=0"]))?;
        let log = logs.join("kubectl-proxy.log");
        let base = wait("kubectl proxy", Duration::from_secs(20), || {
            let said = std::fs::read_to_string(&log)?;
            let address = said.split_whitespace().find(|word| word.starts_with("127.0.0.1:"));
            address.map(|address| format!("http://{address}")).ok_or_else(|| anyhow!("it says {said:?}"))
        })?;
        Ok(Api { base, _proxy: proxy })
    }

    /// The object or list at a path: `/api/v1/nodes`.
    pub fn get(&self, path: &str) -> Result<Value> {
        let text = ureq::get(format!("{}{path}", self.base)).call().with_context(|| format!("GET {path}"))?;
        Ok(serde_json::from_str(&text.into_body().read_to_string()?)?)
    }

    /// The items of a list.
    pub fn list(&self, path: &str) -> Result<Vec<Value>> {
        match self.get(path)?.get_mut("items").map(Value::take) {
            Some(Value::Array(items)) => Ok(items),
            _ => Err(anyhow!("{path} is no list")),
        }
    }

    /// Pods of a namespace that a label selector takes; `""` takes all.
    pub fn pods(&self, namespace: &str, selector: &str) -> Result<Vec<Value>> {
        let selector = selector.replace('=', "%3D").replace(',', "%2C");
        self.list(&format!("/api/v1/namespaces/{namespace}/pods?labelSelector={selector}"))
    }

    /// Sends a new object, whatever comes of it.
    pub fn post(&self, path: &str, object: &str) -> Result<Posted> {
        let request = ureq::post(format!("{}{path}", self.base)).header("Content-Type", "application/json");
        let request = request.config().http_status_as_error(false).build();
        let answer = request.send(object).with_context(|| format!("POST {path}"))?;
        let warnings = answer.headers().get_all("Warning").iter().map(|header| {
            // 299 - "text"
            let text = header.to_str()?.splitn(3, ' ').nth(2).context("no text")?;
            Ok(serde_json::from_str(text)?)
        });
        let warnings: Vec<String> = warnings.collect::<Result<_>>()?;
        let status = answer.status().as_u16();
        let said: Value = serde_json::from_str(&answer.into_body().read_to_string()?)?;
        Ok(Posted { status, warnings, message: said["message"].as_str().unwrap_or_default().to_string() })
    }

    /// Changes an object by a JSON merge patch.
    pub fn patch(&self, path: &str, change: &Value) -> Result<()> {
        ureq::patch(format!("{}{path}", self.base))
            .header("Content-Type", "application/merge-patch+json")
            .send(change.to_string())
            .with_context(|| format!("PATCH {path}"))?;
        Ok(())
    }

    /// Events of a list as they happen, until `each` says no or the server ends the watch.
    pub fn watch_at(base: &str, path: &str, mut each: impl FnMut(Value) -> bool) -> Result<()> {
        let answer = ureq::get(format!("{base}{path}?watch=1")).call()?;
        for line in BufReader::new(answer.into_body().into_reader()).lines() {
            if !each(serde_json::from_str(&line?)?) {
                break;
            }
        }
        Ok(())
    }

    /// Where it is reached: for threads that watch on their own.
    pub fn base(&self) -> String {
        self.base.clone()
    }
}

/// What the server says to a new object.
#[derive(Debug)]
pub struct Posted {
    /// Of HTTP: 201 where it takes it.
    pub status: u16,
    /// What it warns of.
    pub warnings: Vec<String>,
    /// Why it refuses it.
    pub message: String,
}

/// Whether a condition of an object is true: `Ready` of a pod or node.
pub fn has(object: &Value, condition: &str) -> bool {
    let all = object["status"]["conditions"].as_array();
    all.is_some_and(|all| all.iter().any(|one| one["type"] == condition && one["status"] == "True"))
}

/// Name of an object.
pub fn name(object: &Value) -> &str {
    object["metadata"]["name"].as_str().unwrap_or_default()
}
