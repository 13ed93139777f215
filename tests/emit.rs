//! How checked objects leave.

use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::{Path, PathBuf};

use cpgen::check::{Checked, check};
use cpgen::emit::{DirectoryError, Written, directory, json, name, stream};
use cpgen::manifest::Manifests;
use cpgen::source::Rendered;

fn checked(texts: &[(&str, &str)]) -> Checked {
    let rendered = texts.iter().map(|(t, text)| Rendered { template: t.to_string(), text: text.to_string() });
    let (checked, findings) = check(Manifests::parse(rendered.collect()).expect("objects"), None);
    checked.unwrap_or_else(|| panic!("{:?}", findings.sorted()))
}

fn config_map(name: &str) -> String {
    format!("{{apiVersion: v1, kind: ConfigMap, metadata: {{name: {name}}}, data: {{a: \"yes\"}}}}\n---\n")
}

fn platform(templates: &[&str]) -> Checked {
    let texts: Vec<String> = (0..templates.len()).map(|index| config_map(&format!("c{index}"))).collect();
    let pairs: Vec<_> = templates.iter().copied().zip(texts.iter().map(String::as_str)).collect();
    checked(&pairs)
}

fn text(write: impl Fn(&Checked, &mut dyn std::io::Write) -> std::io::Result<()>, checked: &Checked) -> String {
    let mut out = Vec::new();
    write(checked, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn streams_name_the_template_of_every_document() {
    let service = "apiVersion: v1\nkind: Service\nmetadata: {name: orders}\n";
    let workload = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: b}\n";
    let checked = checked(&[("kafka/service.yaml", service), ("b\nc.yaml", workload)]);
    let expected = "\
---
# Source: cpgen/kafka/service.yaml
apiVersion: v1
kind: Service
metadata:
  name: orders
---
# Source: cpgen/b?c.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: b
";
    assert_eq!(text(stream, &checked), expected);
    assert_eq!(text(name, &checked), "service/orders\ndeployment.apps/b\n");
    let list: serde_json::Value = serde_json::from_str(&text(json, &checked)).unwrap();
    assert_eq!((&list["kind"], &list["items"][1]["metadata"]["name"]), (&"List".into(), &"b".into()));
}

/// An empty directory of its own for each test.
fn empty(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("emit").join(name);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).unwrap();
    dir
}

fn files(dir: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry.clone());
            }
            found.push(entry.strip_prefix(dir).unwrap().to_string_lossy().into_owned());
        }
    }
    found.sort();
    found
}

fn strings(list: &[&str]) -> Vec<String> {
    list.iter().map(|text| text.to_string()).collect()
}

#[test]
fn one_file_per_object_and_only_what_changed_is_written() {
    let dir = empty("one_file").join("new/deep");
    let first = directory(&platform(&["a/x.yaml", "b/y.yaml"]), &dir, false).unwrap();
    assert_eq!(first, Written { written: strings(&["a/x.yaml", "b/y.yaml"]), ..Written::default() });
    assert_eq!(files(&dir), [".cpgen-manifest", "a", "a/x.yaml", "b", "b/y.yaml"]);
    let expected =
        "# Source: cpgen/a/x.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c0\ndata:\n  a: \"yes\"\n";
    assert_eq!(fs::read_to_string(dir.join("a/x.yaml")).unwrap(), expected);
    assert_eq!(fs::read_to_string(dir.join(".cpgen-manifest")).unwrap(), "a/x.yaml\nb/y.yaml\n");
    let inode = |path: &str| fs::metadata(dir.join(path)).unwrap().ino();
    let before = [inode("a/x.yaml"), inode(".cpgen-manifest")];
    fs::write(dir.join("b/y.yaml"), "edited").unwrap();
    let second = directory(&platform(&["a/x.yaml", "b/y.yaml"]), &dir, false).unwrap();
    let expected = Written { written: strings(&["b/y.yaml"]), unchanged: strings(&["a/x.yaml"]), ..Written::default() };
    assert_eq!(second, expected);
    assert_eq!([inode("a/x.yaml"), inode(".cpgen-manifest")], before);
}

#[test]
fn pruning_removes_only_what_was_written_before() {
    let dir = empty("prune");
    directory(&platform(&["a/x.yaml", "b/y.yaml", "b/z.yaml"]), &dir, false).unwrap();
    fs::write(dir.join("b/mine.yaml"), "mine").unwrap();
    let kept = directory(&platform(&["b/z.yaml"]), &dir, false).unwrap();
    assert_eq!(kept.removed, Vec::<String>::new());
    assert!(dir.join("a/x.yaml").exists(), "without prune nothing goes");
    let pruned = directory(&platform(&["b/z.yaml"]), &dir, true).unwrap();
    assert_eq!(pruned.removed, ["a/x.yaml", "b/y.yaml"], "a run without prune between does not lose the list");
    assert_eq!(files(&dir), [".cpgen-manifest", "b", "b/mine.yaml", "b/z.yaml"]);
    assert_eq!(fs::read_to_string(dir.join(".cpgen-manifest")).unwrap(), "b/z.yaml\n");
}

#[test]
fn a_file_of_somebody_else_is_left_alone() {
    let dir = empty("foreign");
    fs::create_dir(dir.join("a")).unwrap();
    fs::write(dir.join("a/x.yaml"), "kind: Precious\n").unwrap();
    assert!(refused(directory(&platform(&["b/y.yaml", "a/x.yaml"]), &dir, false)));
    assert_eq!(files(&dir), ["a", "a/x.yaml"]);
    assert_eq!(fs::read_to_string(dir.join("a/x.yaml")).unwrap(), "kind: Precious\n");
    // What cpgen wrote may be replaced even where the list was lost.
    fs::write(dir.join("a/x.yaml"), "# Source: cpgen/a/x.yaml\n").unwrap();
    assert_eq!(directory(&platform(&["a/x.yaml"]), &dir, false).unwrap().written, ["a/x.yaml"]);
}

#[test]
fn several_objects_of_one_template_get_files_of_their_own() {
    let dir = empty("several");
    let two = config_map("a") + &config_map("b");
    let platform = checked(&[("t/x.yaml", &two), ("t/x-2.yaml", &config_map("c")), ("plain", &config_map("d"))]);
    let written = directory(&platform, &dir, false).unwrap().written;
    assert_eq!(written, ["t/x.yaml", "t/x-3.yaml", "t/x-2.yaml", "plain"]);
}

fn refused(result: Result<Written, DirectoryError>) -> bool {
    matches!(result, Err(DirectoryError::Refused { .. }))
}

#[test]
fn nothing_leaves_the_directory() {
    for path in ["../x.yaml", "/tmp/x.yaml", "a/../../x.yaml", "..", "a\\b.yaml", ".cpgen-manifest", "a/", "./a\nb"] {
        let dir = empty("leave").join("out");
        assert!(refused(directory(&platform(&["ok.yaml", path]), &dir, false)), "{path}");
        assert!(!dir.exists(), "nothing is written where one path is refused: {path}");
    }
    let dir = empty("leave_list");
    fs::write(dir.join("victim"), "v").unwrap();
    let out = dir.join("out");
    fs::create_dir(&out).unwrap();
    fs::write(out.join(".cpgen-manifest"), "../victim\n").unwrap();
    assert!(refused(directory(&platform(&["ok.yaml"]), &out, true)));
    assert!(dir.join("victim").exists());
}

#[test]
fn symbolic_links_are_not_followed() {
    let dir = empty("links");
    let (outside, out) = (dir.join("outside"), dir.join("out"));
    fs::create_dir(&outside).unwrap();
    fs::create_dir(&out).unwrap();
    symlink(&outside, out.join("folder")).unwrap();
    symlink(outside.join("file"), out.join("file.yaml")).unwrap();
    assert!(refused(directory(&platform(&["folder/x.yaml"]), &out, false)));
    assert!(refused(directory(&platform(&["file.yaml"]), &out, false)));
    fs::create_dir(out.join("real")).unwrap();
    symlink(outside.join("file"), out.join("real/.x.yaml.cpgen-new")).unwrap();
    directory(&platform(&["real/x.yaml"]), &out, false).unwrap();
    assert_eq!(files(&outside), Vec::<String>::new());
    symlink(outside.join("file"), out.join(".cpgen-manifest.cpgen-new")).unwrap();
    fs::remove_file(out.join(".cpgen-manifest")).unwrap();
    symlink(outside.join("file"), out.join(".cpgen-manifest")).unwrap();
    assert!(refused(directory(&platform(&["real/x.yaml"]), &out, false)));
}

#[test]
fn errors_name_the_path_and_leave_no_halves() {
    let dir = empty("errors");
    fs::create_dir_all(dir.join("a/.z.yaml.cpgen-new/x")).unwrap();
    let error = directory(&platform(&["a/x.yaml", "a/z.yaml"]), &dir, false).unwrap_err();
    assert!(error.to_string().contains("z.yaml.cpgen-new"), "{error}");
    assert!(!dir.join("a/x.yaml").exists() && !dir.join("a/.x.yaml.cpgen-new").exists());
}
