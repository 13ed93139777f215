//! What `cpgen init` writes, and what a terminal gets to see.

mod binary;

use std::process::Command;

use binary::{Folder, Run, finish};
use serde_json::{Value, json};

/// Runs cpgen and expects it to succeed without a word on standard error.
fn quiet(folder: &Folder, args: &[&str]) -> String {
    let run = folder.run(args);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{args:?}");
    run.stdout
}

fn names(folder: &Folder, args: &[&str]) -> Vec<String> {
    quiet(folder, &[&["render", "-o", "name"], args].concat()).lines().map(str::to_owned).collect()
}

fn refused(run: &Run, code: i32, words: &[&str]) {
    assert_eq!((run.code, run.stdout.as_str()), (code, ""), "{}", run.stderr);
    for word in words {
        assert!(run.stderr.contains(word), "`{word}` is not in: {}", run.stderr);
    }
}

#[test]
fn init_replaces_its_own_schema_and_no_other() {
    let folder = Folder::with(&[("values.schema.json", "{ \"title\": \"a chart\" }\n")]);
    refused(&folder.run(&["init", "-o", "a.yaml"]), 2, &["values.schema.json is not cpgen's", "--force"]);
    assert_eq!(folder.files(), ["values.schema.json"]);
    assert_eq!(folder.run(&["init", "-o", "a.yaml", "--force"]).code, 0);
    let schema = quiet(&folder, &["show", "schema"]);
    folder.write("values.schema.json", schema.replace("Prefix of every", "An older word for every"));
    assert_eq!(folder.run(&["init", "-o", "b.yaml"]).code, 0, "one of an earlier cpgen");
    assert_eq!(folder.read("values.schema.json"), schema);
    refused(&folder.run(&["init", "-o", "values.schema.json", "--force"]), 2, &["where the schema goes"]);
    assert_eq!(folder.read("values.schema.json"), schema);
}

/// Words that YAML reads as something else are names all the same.
#[test]
fn init_takes_any_name_that_kubernetes_takes() {
    let folder = Folder::new();
    for name in ["null", "true", "yes", "no", "e1", "x-0"] {
        let text = quiet(&folder, &["init", name, "-n", name, "-o", "-"]);
        folder.write("v.yaml", &text);
        assert_eq!(names(&folder, &["-f", "v.yaml", "-s", "kafka/service.yaml"]), [format!("service/{name}-kafka")]);
        let values: Value = serde_yaml::from_str(&text).expect("YAML");
        assert_eq!((&values["name"], &values["namespace"]), (&json!(name), &json!(name)));
    }
}

/// On a terminal: colours, unless NO_COLOR says otherwise.
#[test]
fn a_terminal_has_colours() {
    let folder = Folder::new();
    for (setting, expected) in [("", true), ("NO_COLOR= ", true), ("NO_COLOR=1 ", false)] {
        for (flag, expected) in [("", expected), (" --color never", false), (" --color always", true)] {
            let program = env!("CARGO_BIN_EXE_cpgen");
            let mut script = Command::new("script");
            let line = format!("{setting}{program} render --set kafka.replica=3{flag}");
            script.args(["-qec", &line, "/dev/null"]).current_dir(&folder.0).env_clear();
            script.env("PATH", "/usr/bin:/bin").env("TERM", "xterm");
            let run = finish(script, b"");
            assert_eq!(run.code, 2, "{line}: {}", run.stdout);
            assert!(run.stdout.contains("there is no setting"), "{line}: {}", run.stdout);
            assert_eq!(run.stdout.contains("\u{1b}["), expected, "{line}");
        }
    }
}
