//! Many platforms in one run: each as if it had been rendered alone, all or none.

mod binary;

use std::fs;

use binary::{Folder, Run};

fn refused(run: &Run, code: i32, words: &[&str]) {
    assert_eq!((run.code, run.stdout.as_str()), (code, ""), "{}", run.stderr);
    for word in words {
        assert!(run.stderr.contains(word), "`{word}` is not in: {}", run.stderr);
    }
}

#[test]
fn a_fleet_is_one_directory_per_file() {
    let folder = Folder::with(&[
        ("base.yaml", "namespace: streaming\nksql: { enabled: false }\n"),
        ("fleet/orders.yaml", "kafka: { replicas: 5 }\n"),
        ("fleet/clicks.yml", "name: other\n"),
        ("fleet/readme.txt", "not: [ yaml"),
    ]);
    let run = folder.run(&["render", "-f", "base.yaml", "--fleet", "fleet", "--output-dir", "out"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    assert!(run.stderr.starts_with("2 platforms, out: ") && run.stderr.ends_with("0 removed\n"), "{}", run.stderr);
    // Each holds what a run of its own would have written; where nothing names a platform its file does.
    folder.run(&["render", "orders", "-f", "base.yaml", "-f", "fleet/orders.yaml", "--output-dir", "alone/orders"]);
    folder.run(&["render", "-f", "base.yaml", "-f", "fleet/clicks.yml", "--output-dir", "alone/clicks"]);
    let below = |top: &str| -> Vec<(String, String)> {
        let files = folder.files().into_iter().filter(|file| file.starts_with(top));
        files.map(|file| (file[top.len()..].to_owned(), folder.read(&file))).collect()
    };
    assert!(below("out/").len() > 70);
    assert_eq!(folder.read("out/.cpgen-fleet"), "clicks\norders\n");
    fs::remove_file(folder.0.join("out/.cpgen-fleet")).unwrap();
    assert!(below("out/") == below("alone/"));
    assert!(folder.read("out/clicks/kafka/service.yaml").contains("name: other-kafka\n"));
}

#[test]
fn standard_input_lies_under_every_platform_of_a_fleet() {
    let folder = Folder::with(&[("fleet/a.yaml", ""), ("fleet/b.yaml", ""), ("fleet/c.yaml", "")]);
    let run = folder.feed(&["render", "--fleet", "fleet", "--output-dir", "out", "-f", "-"], b"namespace: piped\n");
    assert_eq!(run.code, 0, "{}", run.stderr);
    for platform in ["a", "b", "c"] {
        let service = folder.read(&format!("out/{platform}/kafka/service.yaml"));
        assert!(service.contains("namespace: piped\n") && service.contains(&format!("name: {platform}-kafka\n")));
    }
}

#[test]
fn a_broken_file_stops_the_whole_fleet() {
    let folder = Folder::with(&[
        ("fleet/a.yaml", "kafka: { replica: 3 }\n"),
        ("fleet/b.yaml", "name: fine\n"),
        ("fleet/c.yaml", "ksql: { replicas: many }\n"),
    ]);
    let run = folder.run(&["render", "--fleet", "fleet", "--output-dir", "out"]);
    refused(&run, 2, &["fleet/a.yaml:1:10", "fleet/c.yaml:1:19", "2 errors"]);
    assert!(!folder.has("out"));
    // What lies under all of them is wrong once, not three times.
    folder.write("base.yaml", "connect: { replica: 1 }\n");
    let run = folder.run(&["render", "--fleet", "fleet", "--output-dir", "out", "-f", "base.yaml"]);
    refused(&run, 2, &["base.yaml:1:12", "3 errors"]);
}

#[test]
fn no_two_files_of_a_fleet_share_a_directory() {
    let folder = Folder::with(&[("fleet/a.yaml", ""), ("fleet/a.yb.yaml", ""), ("fleet/a.yml", "")]);
    let run = folder.run(&["render", "--fleet", "fleet", "--output-dir", "out"]);
    refused(&run, 2, &["fleet/a.yaml", "fleet/a.yml", "rename one"]);
    assert!(!folder.has("out"));
}

#[test]
fn a_fleet_prunes_in_every_directory() {
    let folder = Folder::with(&[("fleet/a.yaml", "{}"), ("fleet/b.yaml", "{}")]);
    folder.run(&["render", "--fleet", "fleet", "--output-dir", "out"]);
    folder.write("out/b/ksql/mine.yaml", "");
    folder.write("fleet/b.yaml", "ksql: { enabled: false }");
    let run = folder.run(&["render", "--fleet", "fleet", "--output-dir", "out", "--prune"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(folder.has("out/a/ksql/statefulset.yaml") && !folder.has("out/b/ksql/statefulset.yaml"));
    assert!(folder.has("out/b/ksql/mine.yaml"));
}

#[test]
fn a_platform_that_left_the_fleet_is_pruned() {
    let folder = Folder::with(&[("fleet/a.yaml", "{}"), ("fleet/b.yaml", "{}")]);
    let render = |more: &[&str]| {
        let run = folder.run(&[&["render", "--fleet", "fleet", "--output-dir", "out"], more].concat());
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.stderr
    };
    render(&[]);
    folder.write("out/b/mine.yaml", "");
    folder.run(&["render", "--output-dir", "out/alone"]);
    fs::remove_file(folder.0.join("fleet/b.yaml")).unwrap();
    render(&[]);
    assert!(folder.has("out/b/kafka/service.yaml"), "without --prune nothing goes");
    assert!(render(&["--prune"]).ends_with("43 unchanged, 43 removed\n"));
    let left = |top: &str| folder.files().into_iter().filter(|file| file.starts_with(top)).count();
    assert_eq!((left("out/a/"), left("out/b/"), left("out/alone/")), (44, 1, 44));
    assert!(folder.has("out/b/mine.yaml") && !folder.has("out/b/kafka"));
    // A list that somebody wrote reaches nothing outside.
    folder.write("victim/.cpgen-manifest", "precious");
    folder.write("victim/precious", "");
    folder.write("out/.cpgen-fleet", "../victim\n");
    let run = folder.run(&["render", "--fleet", "fleet", "--output-dir", "out", "--prune"]);
    refused(&run, 3, &["will not touch `../victim/.cpgen-manifest`"]);
    assert!(folder.has("victim/precious"));
}

#[test]
fn a_warning_about_what_lies_under_all_is_given_once() {
    let folder = Folder::with(&[("base.yaml", "kraft: { replicas: 4 }\n"), ("fleet/a.yaml", ""), ("fleet/b.yaml", "")]);
    let run = folder.run(&["render", "-f", "base.yaml", "--fleet", "fleet", "--output-dir", "out"]);
    assert_eq!((run.code, run.stderr.matches("warning[even-quorum]").count()), (0, 1), "{}", run.stderr);
}
