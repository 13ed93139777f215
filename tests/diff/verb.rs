//! The verb: its sides, its formats, its exit codes.

use super::binary::{Folder, Run, SMALL};
use serde_json::Value;

const CONFIG: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata:\n  a: \"1\"\n  file: |\n    one\n    two\n    three\n";
const SECRET: &str =
    "apiVersion: v1\nkind: Secret\nmetadata: { name: login }\nstringData: { user: ann, password: swordfish }\n";
const WEB: &str = "\
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: \"web:1\" }] }
";

fn folder() -> Folder {
    Folder::with(&[
        ("old.yaml", &format!("{CONFIG}---\n{WEB}")),
        ("new.yaml", &format!("{}---\n{WEB}", CONFIG.replace("two", "2").replace("\"1\"", "\"2\""))),
        ("rolled.yaml", &format!("{CONFIG}---\n{}", WEB.replace("web:1", "web:2"))),
        ("refused.yaml", &format!("{CONFIG}---\n{}", WEB.replace("app: web", "app: other"))),
        ("values.yaml", SMALL),
    ])
}

fn code(run: &Run) -> i32 {
    run.code
}

#[test]
fn exit_codes_are_those_of_kubectl_diff() {
    let folder = folder();
    let run = |args: &[&str]| folder.run(&[&["diff"], args].concat());
    assert_eq!(code(&run(&["old.yaml", "old.yaml"])), 0);
    for (new, fail_on, expected) in [
        ("new.yaml", "change", 1),
        ("new.yaml", "restart", 0),
        ("new.yaml", "refused", 0),
        ("rolled.yaml", "restart", 1),
        ("rolled.yaml", "refused", 0),
        ("refused.yaml", "refused", 1),
        ("refused.yaml", "restart", 1),
    ] {
        let run = run(&["old.yaml", new, "--fail-on", fail_on]);
        assert_eq!(run.code, expected, "{new} {fail_on}:\n{}{}", run.stdout, run.stderr);
    }
    assert_eq!(code(&run(&["old.yaml", "nowhere.yaml"])), 3);
    assert_eq!(code(&run(&["old.yaml"])), 2);
    assert_eq!(code(&run(&["-", "-"])), 2);
    assert_eq!(code(&run(&["old.yaml", "new.yaml", "--kube-version", "1.12"])), 2);
}

#[test]
fn text_shows_what_differs() {
    let run = folder().run(&["diff", "old.yaml", "new.yaml"]);
    let expected = "\
changed ConfigMap default/settings (new.yaml:1)
  ~ data[a]: \"1\" -> \"2\"
  ~ data[file]:
      - two
      + 2

0 added, 1 changed, 0 removed, 1 unchanged
";
    assert_eq!(run.stdout, expected);
    let run = folder().run(&["diff", "old.yaml", "rolled.yaml"]);
    let restart = "Deployment default/web: 2 pods, rolling: up to 25% more, up to 25% fewer than wanted";
    assert!(run.stdout.contains(restart), "{}", run.stdout);
    let run = folder().run(&["diff", "old.yaml", "refused.yaml"]);
    assert!(
        run.stdout.contains("  refused: spec.selector: Invalid value: field is immutable (refused.yaml:16:3)\n"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout.contains("    instead: `kubectl delete deployment web -n default --cascade=orphan`"),
        "{}",
        run.stdout
    );
}

#[test]
fn json_and_markdown_say_the_same() {
    let folder = folder();
    let run = folder.run(&["diff", "old.yaml", "rolled.yaml", "-o", "json"]);
    let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(report["summary"]["changed"], 1);
    let object = &report["objects"].as_array().expect("objects")[1];
    assert_eq!(object["changes"][0]["path"], "spec.template.spec.containers[web].image");
    assert_eq!((&object["changes"][0]["old"], &object["changes"][0]["new"]), (&"web:1".into(), &"web:2".into()));
    assert_eq!((&object["new"]["line"], &object["new"]["file"]), (&11.into(), &"rolled.yaml".into()));
    assert_eq!(report["restarts"][0]["pods"], 2);
    let run = folder.run(&["diff", "old.yaml", "rolled.yaml", "-o", "markdown"]);
    assert!(run.stdout.starts_with("**0 added, 1 changed"), "{}", run.stdout);
    assert!(
        run.stdout.contains("```diff\n! spec.template.spec.containers[web].image: web:1 -> web:2\n```"),
        "{}",
        run.stdout
    );
}

#[test]
fn secrets_are_not_shown() {
    let folder = Folder::with(&[
        ("old.yaml", SECRET),
        ("new.yaml", &SECRET.replace("swordfish", "anglerfish").replace("user: ann, ", "token: eel, ")),
        ("added.yaml", &format!("{CONFIG}---\n{SECRET}")),
        ("broken.yaml", &SECRET.replace("password:", "password: \"")),
        ("config.yaml", CONFIG),
    ]);
    for (old, new) in [
        ("old.yaml", "new.yaml"),
        ("config.yaml", "added.yaml"),
        ("added.yaml", "config.yaml"),
        ("old.yaml", "broken.yaml"),
    ] {
        for format in ["text", "json", "markdown"] {
            let run = folder.run(&["diff", old, new, "-o", format]);
            assert!(run.code != 0, "{old} {new}");
            for secret in ["swordfish", "anglerfish", "c3dvcmRmaXNo", "YW5nbGVyZmlzaA==", "eel", "ZWVs"] {
                let all = format!("{}{}", run.stdout, run.stderr);
                assert!(!all.contains(secret), "{old} {new} {format}: {all}");
            }
        }
    }
    let run = folder.run(&["diff", "old.yaml", "new.yaml"]);
    assert!(run.stdout.contains("~ data[password]: (secret) differs\n"), "{}", run.stdout);
}

#[test]
fn sides_are_files_folders_streams_and_values() {
    let folder = folder();
    folder.write("one/config.yaml", CONFIG);
    folder.write("one/more/web.yml", WEB);
    folder.write("one/notes.txt", "no manifest");
    assert_eq!(code(&folder.run(&["diff", "old.yaml", "one"])), 0);
    let stream = folder.read("old.yaml");
    assert_eq!(code(&folder.feed(&["diff", "one", "-"], stream.as_bytes())), 0);
    let list = format!("apiVersion: v1\nkind: ConfigMapList\nitems:\n- {}", CONFIG.replace('\n', "\n  ").trim_end());
    folder.write("list.yaml", format!("{list}\n---\n{WEB}"));
    let run = folder.run(&["diff", "list.yaml", "old.yaml"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.stdout);

    let rendered = folder.run(&["render", "-f", "values.yaml"]);
    folder.write("rendered.yaml", &rendered.stdout);
    let run = folder.run(&["diff", "rendered.yaml", "values.yaml"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    let run = folder.feed(&["diff", "rendered.yaml", "-"], SMALL.as_bytes());
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    folder.write("more.yaml", format!("{SMALL}restProxy: {{ replicas: 3 }}\n"));
    let run = folder.run(&["diff", "values.yaml", "more.yaml"]);
    assert!(run.code == 1 && run.stdout.contains("~ spec.replicas: "), "{}{}", run.stdout, run.stderr);
    // Nothing at all is no objects; or values, where somebody says so.
    folder.write("empty.yaml", "# nothing\n");
    let run = folder.run(&["diff", "empty.yaml", "values.yaml"]);
    assert!(run.code == 1 && run.stdout.contains("added "), "{}{}", run.stdout, run.stderr);
    let run = folder.run(&["diff", "empty.yaml", "empty.yaml", "--old-is", "values"]);
    assert!(run.code == 1 && run.stdout.contains("removed StatefulSet"), "{}{}", run.stdout, run.stderr);
}

#[test]
fn mistakes_are_shown_where_they_are() {
    let folder = folder();
    for (text, code, said) in [
        ("a: b: c\n", 2, "bad.yaml:1:"),
        ("kafka: { replica: 3 }\n", 2, "there is no setting `kafka.replica`"),
        ("kind: ConfigMap\nmetadata: { name: a }\n", 2, "no `apiVersion`"),
        ("apiVersion: v1\nkind: ConfigMap\n", 2, "bad.yaml:1:1"),
        ("- a\n", 2, "bad.yaml:1:1"),
    ] {
        folder.write("bad.yaml", text);
        let run = folder.run(&["diff", "old.yaml", "bad.yaml"]);
        assert_eq!((run.code, run.stdout.as_str()), (code, ""), "{text}{}", run.stderr);
        assert!(run.stderr.contains(said), "{text}{}", run.stderr);
    }
    folder.write("twice.yaml", format!("{CONFIG}---\n{CONFIG}"));
    let run = folder.run(&["diff", "twice.yaml", "twice.yaml"]);
    assert!(run.code == 0 && run.stderr.contains("twice.yaml:11:1"), "{}{}", run.stdout, run.stderr);
}

#[test]
fn an_object_that_is_there_twice_is_warned_of() {
    let folder = folder();
    folder.write("twice.yaml", format!("{CONFIG}---\n{CONFIG}---\n{WEB}"));
    let run = folder.run(&["diff", "old.yaml", "twice.yaml"]);
    assert_eq!(run.code, 0, "{}", run.stdout);
    assert!(
        run.stderr.contains("warning[duplicate-object]: ") && run.stderr.contains("twice.yaml:11:1"),
        "{}",
        run.stderr
    );
}

#[test]
fn containers_that_stand_twice_are_refused() {
    let folder = folder();
    let twice = WEB.replace("containers: [", "containers: [{ name: web, image: \"web:2\" }, ");
    folder.write("twice.yaml", format!("{CONFIG}---\n{twice}"));
    let run = folder.run(&["diff", "old.yaml", "twice.yaml", "--fail-on", "refused"]);
    assert_eq!(run.code, 1, "{}{}", run.stdout, run.stderr);
    let refusal = "refused: spec.template.spec.containers[1].name: Duplicate value: \"web\"";
    assert!(run.stdout.contains(refusal), "{}", run.stdout);
}
