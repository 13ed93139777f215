//! The README is run: its files are written, its commands executed, their output compared.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::CommandFactory;

const README: &str = include_str!("../README.md");

/// One fenced block: its language and its text.
struct Block<'a> {
    language: &'a str,
    text: String,
}

fn blocks() -> Vec<Block<'static>> {
    let mut blocks = Vec::new();
    let mut lines = README.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let text: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
            blocks.push(Block { language, text: text.join("\n") + "\n" });
        }
    }
    blocks
}

/// A directory with what the commands expect beside them, and the search path that finds cpgen in it.
fn workplace() -> (PathBuf, String) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("bin")).expect("a folder");
    for name in ["values", "Cargo.toml", "Cargo.lock", "src", "templates", "build.rs", "benches", "tests"] {
        std::os::unix::fs::symlink(root.join(name), folder.join(name)).expect("a link");
    }
    // No cluster is here to apply to. The stand-in reads the stream as kubectl would and fails where it has no objects.
    let kubectl = "#!/bin/sh\n[ \"$*\" = 'apply -f -' ] && [ \"$(grep -c '^kind: ')\" -gt 40 ]\n";
    let stand_in = folder.join("bin/kubectl");
    fs::write(&stand_in, kubectl).expect("a stand-in");
    Command::new("chmod").arg("+x").arg(&stand_in).status().expect("chmod runs");
    // Nor a release of Helm. The stand-in knows the manifest of one.
    let helm = format!(
        "#!/bin/sh\n[ \"$*\" = 'get manifest rel -n kafka' ] && cat {}/tests/import/chart/default.yaml\n",
        root.display()
    );
    let release = folder.join("bin/helm");
    fs::write(&release, helm).expect("a stand-in");
    Command::new("chmod").arg("+x").arg(&release).status().expect("chmod runs");
    let binary = Path::new(env!("CARGO_BIN_EXE_cpgen")).parent().expect("a folder of binaries");
    let path = format!("{}/bin:{}:{}", folder.display(), binary.display(), env!("PATH"));
    (folder, path)
}

#[test]
fn every_example_does_what_it_says() {
    let (folder, path) = workplace();
    let mut commands = 0;
    for block in blocks() {
        match block.language {
            "yaml" => {
                let name = block.text.lines().next().and_then(|line| line.strip_prefix("# ")).expect("a file name");
                fs::write(folder.join(name), &block.text).expect("an example file");
            }
            "console" => {
                let mut code = 0;
                for step in block.text.split("\n$ ").map(|step| step.trim_start_matches("$ ")) {
                    let (command, expected) = step.split_once('\n').unwrap_or((step, ""));
                    let command = command.replace("$?", &code.to_string());
                    let run = Command::new("bash")
                        .args(["-c", &format!("exec 2>&1; {command}")])
                        .current_dir(&folder)
                        .env("PATH", &path)
                        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join(".."))
                        .output()
                        .expect("bash runs");
                    code = run.status.code().unwrap_or(-1);
                    let printed = String::from_utf8_lossy(&run.stdout);
                    assert_eq!(printed.trim_end(), expected.trim_end(), "$ {command}");
                    commands += 1;
                }
            }
            "sh" => assert!(
                include_str!("../.ci/run").contains(block.text.trim()),
                "the gate does not call the README's `{}`",
                block.text.trim()
            ),
            other => panic!("a block in `{other}` is not run"),
        }
    }
    assert!(commands >= 10, "only {commands} commands were found");
}

#[test]
fn every_verb_has_a_row() {
    for verb in cpgen::cli::Cli::command().get_subcommands() {
        let name = verb.get_name();
        let inner: Vec<&str> = verb.get_subcommands().map(|inner| inner.get_name()).collect();
        let rows = if inner.is_empty() {
            vec![name.to_string()]
        } else {
            inner.iter().map(|i| format!("{name} {i}")).collect()
        };
        for row in rows {
            assert!(README.contains(&format!("| `cpgen {row}` |")), "no row for `cpgen {row}`");
        }
    }
}

/// Code in tables that names a key of the values, a path of the project or a link must exist.
#[test]
fn every_name_in_a_table_exists() {
    let schema: serde_json::Value = serde_json::from_str(&cpgen::commands::json_schema()).expect("a schema");
    let sections: Vec<&String> = schema["properties"].as_object().expect("properties").keys().collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut keys, mut paths) = (0, 0);
    for row in README.lines().filter(|line| line.starts_with("| ")) {
        let words =
            row.split('`').skip(1).step_by(2).chain(row.split("](").skip(1).filter_map(|l| l.split(')').next()));
        for word in words.filter(|word| !word.contains(' ')) {
            if word.contains('.') && sections.iter().any(|section| word.starts_with(&format!("{section}."))) {
                let known =
                    Command::new(env!("CARGO_BIN_EXE_cpgen")).args(["explain", word]).output().expect("cpgen runs");
                assert!(known.status.success(), "the README names `{word}`, which no values have");
                keys += 1;
            } else if word.ends_with('/') || word.starts_with("src/") || word.starts_with("values/") {
                let inside = ["", "src/model/"].iter().any(|folder| root.join(folder).join(word).exists());
                assert!(inside, "the README names `{word}`, which is not there");
                paths += 1;
            }
        }
    }
    assert!(keys > 10 && paths > 10, "{keys} keys and {paths} paths were found");
}
