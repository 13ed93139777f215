//! Whether the mutants reach our rules.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Words of the rules' code that look like names of rules and are none.
const OTHERS: &str = include_str!("words.txt");

/// The name of every rule: what the code of the rules has of words in kebab case.
pub fn names() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check/validation"), &mut names);
    assert!(names.len() > 5, "no rules are found");
    names.retain(|name| !OTHERS.lines().any(|word| word == name));
    names
}

fn walk(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            walk(&path, names);
            continue;
        }
        let text = fs::read_to_string(path).expect("Rust is text");
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        for line in code {
            names.extend(line.split('"').skip(1).step_by(2).filter(|word| is_kebab(word)).map(str::to_owned));
        }
    }
}

fn is_kebab(word: &str) -> bool {
    let is_part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase());
    word.contains('-') && word.split('-').all(is_part)
}
