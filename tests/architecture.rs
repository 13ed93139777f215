//! The house rules: who may import whom, what the registries list, how large a file may be.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use cpgen::check::RULES;
use cpgen::model::component::COMPONENTS;

/// Each stage and the stages that it may import, beside itself.
const TABLE: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("yaml", &["source"]),
    ("values", &["source"]),
    ("model", &["values", "source", "yaml"]),
    ("render", &["model", "source", "yaml"]),
    ("manifest", &["source", "yaml"]),
    ("check", &["model", "manifest", "source", "yaml"]),
    ("diff", &["manifest", "check", "source", "yaml"]),
    ("import", &["values", "source", "yaml"]),
    ("emit", &["manifest", "check", "diff", "source", "yaml"]),
    ("cli", &[]),
    (
        "commands",
        &["source", "yaml", "values", "model", "render", "manifest", "check", "diff", "import", "emit", "cli"],
    ),
    ("main.rs", &["commands"]),
    ("lib.rs", &[]),
];

/// One source file: its path below `src/`, and its text without comments and unit tests.
struct File {
    path: String,
    lines: usize,
    code: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { walk(&path, found) } else { found.push(path) }
    }
}

fn sources() -> Vec<File> {
    let mut paths = Vec::new();
    walk(&root().join("src"), &mut paths);
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "rs"));
    paths.sort();
    assert!(paths.len() > 80, "src/ has {} files only: is this the right folder?", paths.len());
    let file = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let tested = text.split("#[cfg(test)]").next().unwrap();
        let code: Vec<&str> = tested.lines().map(|line| line.split("//").next().unwrap()).collect();
        let path = path.strip_prefix(root().join("src")).unwrap().to_str().unwrap().to_string();
        File { path, lines: text.lines().count(), code: code.join("\n") }
    };
    paths.into_iter().map(file).collect()
}

/// The identifiers that follow `prefix` in `code`, with those of a `{...}` list and of `super` steps.
fn after(code: &str, prefix: &str) -> Vec<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut found = Vec::new();
    for (at, _) in code.match_indices(prefix) {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
            continue;
        }
        let rest = &code[at + prefix.len()..];
        match rest.strip_prefix('{') {
            Some(list) => {
                let mut depth = 1;
                let mut start = true;
                for (at, c) in list.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' => depth -= 1,
                        ',' if depth == 1 => start = true,
                        c if start && depth == 1 && !c.is_whitespace() => {
                            found.push(word(&list[at..]));
                            start = false;
                        }
                        _ => {}
                    }
                    if depth == 0 {
                        break;
                    }
                }
            }
            None => found.push(word(rest)),
        }
    }
    found
}

fn stage(path: &str) -> &str {
    let first = path.split('/').next().unwrap();
    if matches!(first, "main.rs" | "lib.rs") { first } else { first.trim_end_matches(".rs") }
}

#[test]
fn stages_import_only_what_the_table_allows() {
    let mut breaches = Vec::new();
    let mut imports = 0;
    for file in sources() {
        let own = stage(&file.path);
        let Some((_, allowed)) = TABLE.iter().find(|(name, _)| *name == own) else {
            breaches.push(format!("{}: `{own}` is not in the table", file.path));
            continue;
        };
        let mut used = after(&file.code, "crate::");
        // A binary reaches its library by name, and a file of `src/` its neighbours by `super::` alone.
        used.extend(after(&file.code, "cpgen::"));
        let depth = file.path.matches('/').count() - usize::from(file.path.ends_with("/mod.rs"));
        used.extend(after(&file.code, &"super::".repeat(depth + 1)));
        for word in used.iter().filter(|word| TABLE.iter().any(|(name, _)| name == word)) {
            imports += 1;
            if word != own && !allowed.contains(&word.as_str()) {
                breaches.push(format!("{} imports {word}", file.path));
            }
        }
    }
    assert_eq!(breaches, Vec::<String>::new(), "see TABLE in tests/architecture.rs");
    assert!(imports > 100, "{imports} imports found: the search is broken");
}

/// Files of `folder` (or below it) that speak of another entry of `names`; what lies in `folder/NAME.rs` or
/// `folder/NAME/` belongs to NAME.
fn crossings(folder: &str, names: &BTreeSet<String>) -> Vec<String> {
    let mut found = Vec::new();
    for file in sources() {
        let Some(below) = file.path.strip_prefix(&format!("{folder}/")) else { continue };
        let own = below.split('/').next().unwrap().trim_end_matches(".rs");
        if !names.contains(own) {
            continue;
        }
        let module = folder.rsplit('/').next().unwrap();
        let ups = below.matches('/').count() + 1 - usize::from(below.ends_with("/mod.rs"));
        let mut used = after(&file.code, &"super::".repeat(ups));
        used.extend(after(&file.code, &format!("crate::{}::", folder.replace('/', "::"))));
        // `use crate::model::{component::kafka, ...}`
        used.extend(
            file.code
                .split(&format!("{module}::"))
                .skip(1)
                .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()),
        );
        found.extend(
            used.iter()
                .filter(|word| names.contains(*word) && *word != own)
                .map(|word| format!("{} imports {word}", file.path)),
        );
    }
    found
}

/// Names of the modules in a folder of `src/`, but for `mod`.
fn modules(folder: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(root().join("src").join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let names = entries.map(|path| path.file_stem().unwrap().to_str().unwrap().to_string());
    names.filter(|name| name != "mod").collect()
}

#[test]
fn no_component_imports_another() {
    let mut components = modules("model/component");
    // What components share lies beside them, and knows none of them.
    assert!(components.contains("derived"));
    components.remove("derived");
    assert_eq!(crossings("model/component", &components), Vec::<String>::new());
    let derived = sources().into_iter().find(|file| file.path == "model/component/derived.rs").unwrap();
    let known: Vec<String> = after(&derived.code, "super::").into_iter().filter(|w| components.contains(w)).collect();
    assert_eq!(known, Vec::<String>::new(), "derived.rs imports components");
}

/// The folders of rules; schemas, what the API server makes and asks of objects behind them, and the verdicts that they
/// lead to, are none.
fn families() -> Vec<String> {
    const OTHERS: [&str; 4] = ["defaults", "schema", "validation", "verdict"];
    let is_family = |name: &String| root().join("src/check").join(name).is_dir() && !OTHERS.contains(&name.as_str());
    modules("check").into_iter().filter(is_family).collect()
}

#[test]
fn no_rule_imports_another() {
    for family in families() {
        let folder = format!("check/{family}");
        assert_eq!(crossings(&folder, &modules(&folder)), Vec::<String>::new());
    }
}

#[test]
fn components_are_the_folders_on_disk() {
    let listed: BTreeSet<String> = COMPONENTS.iter().map(|component| component.name.to_string()).collect();
    assert_eq!(listed.len(), COMPONENTS.len());
    let mut modelled: BTreeSet<String> = modules("model/component").iter().map(|name| name.replace('_', "-")).collect();
    modelled.remove("derived");
    assert_eq!(listed, modelled, "COMPONENTS and src/model/component/");
    let mut drawn: BTreeSet<String> = fs::read_dir(root().join("templates"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_str().unwrap().to_string())
        .collect();
    assert!(drawn.remove("part"));
    assert_eq!(listed, drawn, "COMPONENTS and templates/");
    for component in COMPONENTS {
        let mut camel = String::new();
        for (number, word) in component.name.split('-').enumerate() {
            let (head, tail) = word.split_at(1);
            camel.push_str(&if number > 0 { head.to_uppercase() } else { head.to_string() });
            camel.push_str(tail);
        }
        assert_eq!(camel, component.key);
    }
}

#[test]
fn rules_are_the_files_on_disk() {
    let listed: BTreeSet<String> = RULES.iter().map(|rule| rule.name.replace('-', "_")).collect();
    let families = families().into_iter();
    let files: BTreeSet<String> = families.flat_map(|family| modules(&format!("check/{family}"))).collect();
    assert_eq!(listed, files, "RULES and src/check/");
}

#[test]
fn files_are_small() {
    let files = sources();
    let large: Vec<String> =
        files.iter().filter(|file| file.lines > 300).map(|file| format!("{}: {}", file.path, file.lines)).collect();
    assert_eq!(large, Vec::<String>::new(), "no file has more than 300 lines");
    let mut sizes: Vec<usize> = files.iter().map(|file| file.lines).collect();
    sizes.sort_unstable();
    let median = sizes[sizes.len() / 2];
    println!("{} files, median {median} lines, largest {}", sizes.len(), sizes[sizes.len() - 1]);
    assert!(median < 80, "the median file has {median} lines");
    for name in ["utils", "util", "helpers", "helper", "common", "misc", "types"] {
        let called = |file: &&File| file.path.split(['/', '.']).any(|part| part == name);
        assert!(!files.iter().any(|file| called(&file)), "`{name}` says nothing about what is inside");
    }
}

#[test]
fn nothing_panics_on_purpose() {
    let mut found = Vec::new();
    for file in sources() {
        for call in [".unwrap()", "panic!(", "todo!(", "unimplemented!(", "unreachable!("] {
            found.extend(file.code.matches(call).map(|call| format!("{}: {call}", file.path)));
        }
        // `expect()` without a message is a parser's own.
        let expects = file.code.split(".expect(").skip(1).filter(|rest| !rest.starts_with(')'));
        found.extend(expects.map(|_| format!("{}: .expect(", file.path)));
    }
    assert_eq!(found, Vec::<String>::new());
}
