//! Values that are valid, made at random: settings that the tests of single keys know to be good, put together.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::case::{Case, platforms};
use crate::support::platform::merged;
use crate::{kafka, own, shared};

/// What a platform can do without.
const OPTIONAL: [&str; 5] = ["schemaRegistry", "connect", "restProxy", "ksql", "controlCenter"];

/// Values of a seed: one of the platforms with some of its components, and up to twelve settings of those.
pub fn random(seed: u64) -> Value {
    let mut dice = Dice(seed);
    let (mut values, never) = platforms()[dice.below(2)].clone();
    let mut missing = vec![never];
    missing.extend(OPTIONAL.into_iter().filter(|_| dice.below(2) == 0));
    for key in &missing[1..] {
        values = merged(&values, &json!({ *key: { "enabled": false } }));
    }
    let cases = good_cases();
    for _ in 0..=dice.below(12) {
        let case = &cases[dice.below(cases.len())];
        let key = case.on[dice.below(case.on.len())];
        if missing.contains(&key) {
            continue;
        }
        values = merged(&values, &case.top);
        values = merged(&values, &json!({ key: merged(&case.with, &case.set) }));
    }
    values
}

fn good_cases() -> &'static [Case] {
    static CASES: OnceLock<Vec<Case>> = OnceLock::new();
    CASES.get_or_init(|| {
        let all = [shared::cases(), own::cases(), kafka::cases()];
        all.into_iter().flatten().filter(Case::is_good).collect()
    })
}

/// What cpgen renders from them, or nothing where it refuses them.
pub fn render(values: &Value, namespace: &str, name: &str, kube_version: &str) -> Result<Option<String>> {
    let output = feed(&[name, "-n", namespace, "--kube-version", kube_version], values.to_string().as_bytes())?;
    Ok(output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned()))
}

/// What cpgen renders from an import of values of cp-helm-charts.
pub fn import(case: &crate::chart_values::Case, namespace: &str, kube_version: &str) -> Result<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/values");
    let mut import = Command::new(env!("CARGO_BIN_EXE_cpgen"));
    import.args(["import", "cp-helm-charts"]).args(case.files.iter().map(|file| folder.join(file)));
    let imported = import.args(["--release", "rel", "-n", namespace]).args(case.more).output()?;
    ensure!(imported.status.success(), "{:?}: {}", case.files, String::from_utf8_lossy(&imported.stderr));
    let rendered = feed(&["--kube-version", kube_version], &imported.stdout)?;
    ensure!(rendered.status.success(), "{:?}: {}", case.files, String::from_utf8_lossy(&rendered.stderr));
    Ok(String::from_utf8_lossy(&rendered.stdout).into_owned())
}

/// `cpgen render -f -` with `values` on its standard input.
fn feed(arguments: &[&str], values: &[u8]) -> Result<Output> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_cpgen"))
        .args(["render", "-f", "-"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("cpgen does not start")?;
    child.stdin.take().context("no standard input")?.write_all(values)?;
    Ok(child.wait_with_output()?)
}

/// SplitMix64: the same numbers for the same seed, everywhere.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }
}
