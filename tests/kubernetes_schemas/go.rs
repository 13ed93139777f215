use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

/// The folder of a Go module at a version, which is downloaded where it is not there yet.
///
/// Fails where Go is missing or the module is not served: without the documents nothing proves what is committed.
pub fn module(path: &str, version: &str) -> PathBuf {
    let name = format!("{path}@v{version}");
    let download = || Command::new("go").args(["mod", "download", "-json", &name]).output();
    let output = download().expect("this test needs Go: https://go.dev/dl");
    let output = if output.status.success() { output } else { download().expect("go runs") };
    let said: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    let folder = said["Dir"].as_str().unwrap_or_else(|| panic!("go mod download {name}: {said}"));
    PathBuf::from(folder)
}
