//! `cargo bench --bench render`: cpgen against `helm template`, whole processes in turn, and a fleet of many platforms.
//! Prints the table of the README. Needs Go, to build Helm.

mod measure;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use measure::{CPGEN, Figures, command, in_turn, text};

const HELM: &str = "helm.sh/helm/v4/cmd/helm@v4.3.1";
const RUNS: usize = 21;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let work = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench");
    let _ = fs::remove_dir_all(work.join("fleet"));
    fs::create_dir_all(&work).expect("a directory to work in");
    let helm = helm(&work);
    let values = root.join("values/production.yaml");
    let (bare, objects) = chart(&work, "bare", &values);
    let (chart, _) = chart(&work, "chart", &values);
    take_values(&chart);

    println!("| command | time (median) | peak memory | against `helm template` |");
    println!("|---|---|---|---|");
    let [ours, bare, theirs] = in_turn(
        RUNS,
        [
            &|| command(CPGEN, &["render", "-f", &text(&values)]),
            &|| command(&text(&helm), &["template", "orders", &text(&bare)]),
            &|| command(&text(&helm), &["template", "orders", &text(&chart), "-f", &text(&values)]),
        ],
    );
    row(&format!("`helm template`, the same {objects} objects, values and schema"), &theirs, None);
    row(&format!("`helm template`, the same {objects} objects alone"), &bare, Some(theirs.seconds / bare.seconds));
    row("`cpgen render -f values/production.yaml`", &ours, Some(theirs.seconds / ours.seconds));
    for (count, threads) in [(250, "2"), (500, "2"), (1000, "2"), (1000, "1")] {
        let folder = fleet(&work, count);
        // In memory where there is such a place: how a disk makes files says nothing of cpgen.
        let memory = Some(PathBuf::from("/dev/shm")).filter(|folder| folder.is_dir());
        let out = memory.unwrap_or_else(std::env::temp_dir).join(format!("cpgen-bench-{}", std::process::id()));
        let one = || {
            let _ = fs::remove_dir_all(&out);
            let mut command = command(CPGEN, &["render", "--fleet", &text(&folder), "--output-dir", &text(&out)]);
            command.env("RAYON_NUM_THREADS", threads);
            command
        };
        let [fleet] = in_turn(3, [&one]);
        let _ = fs::remove_dir_all(&out);
        let each = theirs.seconds * count as f64 / fleet.seconds;
        let threads = if threads == "1" { "1 thread".to_owned() } else { format!("{threads} threads") };
        row(&format!("`cpgen render --fleet`, {count} platforms, {threads}"), &fleet, Some(each));
    }
}

fn row(what: &str, figures: &Figures, ratio: Option<f64>) {
    let ratio = ratio.map_or("1".to_string(), |ratio| match ratio < 2.0 {
        true => format!("{ratio:.1} times as fast"),
        false => format!("{ratio:.0} times as fast"),
    });
    println!("| {what} | {:.1} ms | {:.0} MiB | {ratio} |", figures.seconds * 1000.0, figures.mebibytes);
}

/// Helm itself, built from its Go module.
fn helm(work: &Path) -> PathBuf {
    let folder = work.join("bin");
    let helm = folder.join("helm");
    if !helm.exists() {
        let status = Command::new("go").args(["install", HELM]).env("GOBIN", &folder).status();
        assert!(status.is_ok_and(|status| status.success()), "helm cannot be built: is Go there?");
    }
    helm
}

/// A chart whose templates are the objects that cpgen renders, with the platform's name as their one value, and how many
/// they are. Helm has less to do with it than with a chart of loops and conditions.
fn chart(work: &Path, name: &str, values: &Path) -> (PathBuf, usize) {
    let chart = work.join(name);
    let templates = chart.join("templates");
    let _ = fs::remove_dir_all(&chart);
    fs::create_dir_all(&templates).expect("a chart");
    fs::write(chart.join("Chart.yaml"), "apiVersion: v2\nname: same-size\nversion: 1.0.0\n").expect("a chart");
    let output = command(CPGEN, &["render", "-f", &text(values)]).output().expect("cpgen runs");
    let stream = String::from_utf8(output.stdout).expect("manifests are text");
    let objects: Vec<&str> = stream.split("---\n").filter(|object| !object.is_empty()).collect();
    for (number, object) in objects.iter().enumerate() {
        let object = object.replace("{{", "{{ \"{{\" }}").replace("orders-", "{{ .Release.Name }}-");
        fs::write(templates.join(format!("{number:03}.yaml")), object).expect("a template");
    }
    (chart, objects.len())
}

/// Gives a chart cpgen's defaults and their schema, by which Helm checks values as cpgen does.
fn take_values(chart: &Path) {
    for (file, what) in [("values.yaml", "values"), ("values.schema.json", "schema")] {
        let output = command(CPGEN, &["show", what]).output().expect("cpgen runs");
        fs::write(chart.join(file), output.stdout).expect("a chart");
    }
}

/// Values of `count` platforms that differ.
fn fleet(work: &Path, count: usize) -> PathBuf {
    let folder = work.join("fleet").join(count.to_string());
    fs::create_dir_all(&folder).expect("a fleet");
    for number in 0..count {
        let mut file = fs::File::create(folder.join(format!("p{number}.yaml"))).expect("a values file");
        let (brokers, size) = (3 + number % 5, 100 + number);
        write!(
            file,
            "name: p{number}\nnamespace: n{}\nkafka:\n  replicas: {brokers}\n  storage: {{ disk0: {{ size: {size}Gi }} }}\n  \
             config: {{ log.retention.ms: {number}000 }}\n",
            number % 7
        )
        .expect("a values file");
    }
    folder
}
