//! How fast a whole platform is read and written, on the quick path and by the exact reader alone: `cargo bench --bench yaml`.

use std::time::{Duration, Instant};

use cpgen::source::Source;
use cpgen::yaml::{exact, parse, read, write};
use serde_json::{Value, json};

/// Sixty documents and about 150 KB, as templates render them: flow style values and long JSON strings.
fn platform() -> String {
    let script =
        "#!/bin/sh\nset -eu\nid=\"${HOSTNAME##*-}\"\necho \"node.id=$id\" >> /tmp/server.properties\n".repeat(6);
    let object = |i: usize| {
        let labels = json!({"app.kubernetes.io/name": "kafka", "app.kubernetes.io/instance": "orders", "i": i});
        let env: Vec<Value> = (0..30).map(|e| json!({"name": format!("E{e}"), "value": "some value"})).collect();
        format!(
            "apiVersion: \"v1\"\nkind: \"ConfigMap\"\nmetadata:\n  name: \"orders-{i}\"\n  labels: {labels}\ndata:\n  \
             \"start.sh\": {}\nspec:\n  env: {}\n  ports:\n  - name: http\n    port: 80\n",
            json!(script),
            json!(env)
        )
    };
    (0..60).map(|i| format!("---\n{}", object(i))).collect()
}

fn best(mut run: impl FnMut()) -> Duration {
    let time = |_| {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    (0..30).map(time).min().unwrap_or_default()
}

fn main() {
    let source = Source::new("platform", platform());
    let documents = read(&source).expect("it is YAML");
    assert_eq!(documents.len(), 60);
    let reading = best(|| drop(read(&source)));
    let parsing = best(|| drop(parse(&source)));
    // The exact reader takes one document at a time.
    let exactly = best(|| {
        source.text.split("---\n").for_each(|text| drop(exact::read(&source, text, 0, &mut Vec::new())));
    });
    let writing = best(|| {
        let mut out = String::with_capacity(source.text.len());
        documents.iter().for_each(|d| write(&d.value, &mut out));
    });
    let rate = |time: Duration| source.text.len() as f64 / time.as_secs_f64() / 1e6;
    println!("{} KB in {} documents", source.text.len() / 1000, documents.len());
    for (what, time) in [("parse", parsing), ("read", reading), ("exact", exactly), ("write", writing)] {
        println!("{what}: {time:?}, {:.0} MB/s", rate(time));
    }
}
