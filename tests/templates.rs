//! Templates give objects their shape and nothing else. Tera is silent where a condition asks for what does not exist,
//! so every path that a template uses is looked up in what the model hands over.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use cpgen::model::component::COMPONENTS;
use cpgen::model::{FORMATS, Platform, Values, defaults, resolve, spread};
use cpgen::render::Templates;
use cpgen::source::{Findings, Source};
use cpgen::values::{parse, read};
use serde_json::{Value, json};

/// Between them they render every template of every component.
const PLATFORMS: [&str; 4] = [
    "
name: orders
namespace: streaming
platform: { version: 7.9.2 }
images: { pullSecrets: [registry] }
kafka: { listeners: { external: { expose: { nodePort: {} } } } }
schemaRegistry: { replicas: 2, expose: { nodePort: {} } }
connect: { replicas: 2, expose: { loadBalancer: {} } }
restProxy: { replicas: 2, expose: { loadBalancer: {} } }
ksql: { replicas: 2, mode: headless, queries: { inline: SHOW TOPICS; }, sidecars: { s: { image: i } } }
",
    "
platform: { edition: enterprise }
kafka: { listeners: { external: { expose: { loadBalancer: { host: 'h-{id}' } } } } }
ksql: { expose: { loadBalancer: {} } }
controlCenter: { enabled: true, exporter: { enabled: true }, expose: { nodePort: {} } }
",
    "
platform: { version: 7.9.2 }
naming: { style: cp-helm-charts, release: rel }
ksql: { storage: { state: { ephemeral: true } } }
controlCenter: { enabled: true, storage: { data: { ephemeral: true } } }
",
    "
schemaRegistry: { expose: { ingress: {} } }
connect: { expose: { ingress: {} } }
restProxy: { expose: { ingress: {} } }
ksql: { expose: { ingress: {} } }
controlCenter: { enabled: true, storage: { data: { ephemeral: true } }, expose: { ingress: {} } }
platform: { edition: enterprise }
",
];

fn platforms() -> Vec<Platform> {
    let platform = |text: &str| {
        let mut findings = Findings::default();
        let tree = parse(&Source::new("values.yaml", text)).unwrap_or_else(|found| panic!("{:?}", found.sorted()));
        let tree = spread(defaults().clone(), tree, &mut findings);
        let values = read::<Values>(&tree, &FORMATS, &mut findings).unwrap();
        resolve(&values, &tree, &mut findings).unwrap_or_else(|| panic!("{:?}", findings.sorted()))
    };
    PLATFORMS.map(platform).into()
}

fn text(template: &str) -> String {
    Templates::default().text(template).unwrap_or_else(|| panic!("there is no template {template}")).to_string()
}

/// The templates that `start` includes, and itself.
fn with_included(start: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut open = vec![start.to_string()];
    while let Some(name) = open.pop() {
        for part in text(&name).split("{% include \"").skip(1) {
            open.push(part.split('"').next().unwrap().to_string());
        }
        all.insert(name);
    }
    all
}

/// The templates that are rendered, as opposed to files that are carried into ConfigMaps as they are.
fn rendered() -> BTreeSet<String> {
    let own = |platform: &Platform| -> Vec<String> {
        let all = platform.instances.iter().flat_map(|instance| {
            instance.objects.iter().map(move |object| format!("{}/{}", instance.component, object.template))
        });
        all.collect()
    };
    platforms().iter().flat_map(own).flat_map(|name| with_included(&name)).collect()
}

/// One `{{ }}` or `{% %}` of a template.
#[derive(Debug)]
enum Tag {
    Print(String),
    Statement(String),
}

fn tags(text: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{']) {
        rest = &rest[at..];
        let (end, make): (&str, fn(String) -> Tag) = match rest.get(..2) {
            Some("{{") => ("}}", Tag::Print),
            Some("{%") => ("%}", Tag::Statement),
            _ => {
                rest = &rest[1..];
                continue;
            }
        };
        let (inner, after) = rest[2..].split_once(end).expect("a tag ends");
        found.push(make(inner.trim_matches('-').trim().to_string()));
        rest = after;
    }
    found
}

/// The dotted paths in an expression: no strings, no filters, no words of the language.
fn paths(expression: &str) -> Vec<String> {
    let without_strings: String = expression.split('"').step_by(2).collect();
    let mut found = Vec::new();
    let mut rest = without_strings.as_str();
    let in_word = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    while let Some(start) = rest.find(in_word) {
        let is_filter = rest[..start].trim_end().ends_with('|');
        rest = &rest[start..];
        let (word, after) = rest.split_at(rest.find(|c| !in_word(c)).unwrap_or(rest.len()));
        rest = after;
        let is_language = ["and", "or", "not", "in", "is", "true", "false", "null", "none"].contains(&word);
        if !is_filter && !is_language && !word.starts_with(|c: char| c.is_ascii_digit()) {
            found.push(word.to_string());
        }
    }
    found
}

/// Looks up every path of the template `name` in `context`; `seen` collects the paths that were found.
fn look_up(name: &str, context: &Value, seen: &mut BTreeSet<String>, missing: &mut BTreeSet<String>) {
    let mut loops: Vec<Option<(String, Vec<Value>)>> = Vec::new();
    let mut check = |path: &str, loops: &[Option<(String, Vec<Value>)>]| -> Vec<Value> {
        let (root, rest) = path.split_once('.').unwrap_or((path, ""));
        if root == "loop" {
            return Vec::new();
        }
        let of_loop = loops.iter().rev().flatten().find(|(variable, _)| variable == root);
        let roots = match of_loop {
            Some((_, items)) => items.clone(),
            None => context.get(root).cloned().into_iter().collect(),
        };
        if roots.is_empty() && of_loop.is_none() {
            missing.insert(format!("{name}: {path}"));
        }
        let step = |value: &Value| {
            rest.split('.').filter(|key| !key.is_empty()).try_fold(value.clone(), |value, key| value.get(key).cloned())
        };
        let found: Vec<Option<Value>> = roots.iter().map(step).collect();
        if found.iter().any(Option::is_none) {
            missing.insert(format!("{name}: {path}"));
        }
        if !found.is_empty() {
            seen.insert(format!("{name}: {path}"));
        }
        found.into_iter().flatten().collect()
    };
    for tag in tags(&text(name)) {
        match tag {
            Tag::Print(expression) => paths(&expression).iter().for_each(|path| drop(check(path, &loops))),
            Tag::Statement(statement) => {
                let (word, rest) = statement.split_once(' ').unwrap_or((&statement, ""));
                match word {
                    "if" => {
                        paths(rest).iter().for_each(|path| drop(check(path, &loops)));
                        loops.push(None);
                    }
                    "elif" => paths(rest).iter().for_each(|path| drop(check(path, &loops))),
                    "for" => {
                        let (variable, list) = rest.split_once(" in ").expect("`for x in y`");
                        let lists = check(list.trim(), &loops);
                        let items = lists.iter().flat_map(|list| list.as_array().expect("a list").clone()).collect();
                        loops.push(Some((variable.trim().to_string(), items)));
                    }
                    "endif" | "endfor" => drop(loops.pop()),
                    "else" | "include" => {}
                    other => panic!("{name}: `{other}` is new here: teach tests/templates.rs its paths"),
                }
            }
        }
    }
}

fn paths_of(name: &str) -> BTreeSet<String> {
    let of_tag = |tag: Tag| match tag {
        Tag::Print(expression) => paths(&expression),
        Tag::Statement(statement) => match statement.split_once(' ') {
            Some(("if" | "elif", rest)) => paths(rest),
            Some(("for", rest)) => paths(rest.split_once(" in ").unwrap().1),
            _ => Vec::new(),
        },
    };
    tags(&text(name)).into_iter().flat_map(of_tag).map(|path| format!("{name}: {path}")).collect()
}

#[test]
fn every_path_exists_wherever_its_template_is_rendered() {
    let (mut seen, mut missing) = (BTreeSet::new(), BTreeSet::new());
    for platform in platforms() {
        for instance in &platform.instances {
            for object in &instance.objects {
                let context = json!({ "platform": platform, "workload": instance, "object": object });
                for template in with_included(&format!("{}/{}", instance.component, object.template)) {
                    look_up(&template, &context, &mut seen, &mut missing);
                }
            }
        }
    }
    assert_eq!(missing, BTreeSet::new(), "not in the context");
    let used: BTreeSet<String> = rendered().iter().flat_map(|name| paths_of(name)).collect();
    assert!(used.len() > 40, "{used:?}");
    // What stands in a loop over a list that is always empty has been looked up nowhere.
    assert_eq!(used.difference(&seen).collect::<Vec<_>>(), Vec::<&String>::new(), "never looked up");
}

#[test]
fn nothing_is_made_up_in_templates() {
    for name in rendered() {
        for tag in tags(&text(&name)) {
            let (Tag::Print(inside) | Tag::Statement(inside)) = tag;
            let words: Vec<&str> = inside.split(|c: char| !(c.is_alphanumeric() || c == '_')).collect();
            for banned in ["default", "or", "safe", "indent", "quote", "set", "macro", "raw"] {
                assert!(!words.contains(&banned), "{name}: `{banned}` in {inside}");
            }
            assert!(!inside.contains("?.") && !inside.contains('~'), "{name}: {inside}");
            let filters: Vec<&str> = inside.split('|').skip(1).map(str::trim).collect();
            assert!(filters.iter().all(|filter| *filter == "json"), "{name}: {inside}");
        }
    }
}

#[test]
fn a_print_is_the_whole_scalar() {
    let mut prints = 0;
    for name in rendered() {
        for line in text(&name).lines().filter(|line| line.contains("{{")) {
            let (before, rest) = line.split_once("{{").unwrap();
            let (_, after) = rest.split_once("}}").unwrap();
            let begins = before.trim().is_empty() || before.ends_with(": ") || before.ends_with("- ");
            assert!(begins && after.is_empty(), "{name}: `{line}` joins a value and text");
            prints += 1;
        }
        for line in text(&name).lines().filter(|line| line.contains("{%")) {
            let alone = line.starts_with("{%") && line.ends_with("%}") && line.matches("{%").count() == 1;
            assert!(alone, "{name}: `{line}` is no line of its own");
        }
    }
    assert!(prints > 40, "{prints}");
}

/// The templates of each component that are rendered, by folder.
fn by_component() -> BTreeMap<String, BTreeSet<String>> {
    let mut folders: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for name in rendered().iter().filter(|name| !name.starts_with("part/")) {
        let (folder, file) = name.split_once('/').unwrap();
        folders.entry(folder.into()).or_default().insert(file.into());
    }
    folders
}

#[test]
fn one_file_name_means_one_kind_everywhere() {
    let mut shapes: BTreeMap<String, String> = BTreeMap::new();
    for (folder, files) in by_component() {
        for file in files {
            let shape = text(&format!("{folder}/{file}"));
            let known = shapes.entry(file.clone()).or_insert(shape.clone());
            assert_eq!(*known, shape, "{folder}/{file} differs from the others of that name");
            let whole: String = with_included(&format!("{folder}/{file}")).iter().map(|name| text(name)).collect();
            let kinds: Vec<&str> = whole.lines().filter_map(|line| line.strip_prefix("kind: ")).collect();
            let [kind] = kinds[..] else { panic!("{folder}/{file}: {kinds:?}") };
            let word = file.split(['-', '.']).next().unwrap();
            assert_eq!(word, kind.to_lowercase(), "{folder}/{file}");
        }
    }
}

#[test]
fn every_component_has_the_same_files() {
    let folders = by_component();
    assert_eq!(folders.len(), COMPONENTS.len());
    for (folder, files) in &folders {
        let has = |file: &str| files.contains(file);
        for file in ["serviceaccount.yaml", "service.yaml", "configmap.yaml", "configmap-exporter.yaml"] {
            assert!(has(file), "{folder} renders no {file}");
        }
        // Under the names of the old chart these two are Deployments.
        let either = ["ksql", "control-center"].contains(&folder.as_str());
        assert_eq!(has("statefulset.yaml") && has("deployment.yaml"), either, "{folder}: one workload");
        assert!(has("statefulset.yaml") || has("deployment.yaml"), "{folder} has no workload");
        assert_eq!(has("statefulset.yaml"), has("service-headless.yaml"), "{folder}");
        // Control Center runs once, and a budget for one pod would block every drain.
        assert_eq!(has("poddisruptionbudget.yaml"), folder != "control-center", "{folder}");
        for file in ["start.sh", "exporter.yaml"] {
            assert!(Templates::built_in().contains(&format!("{folder}/{file}").as_str()), "{folder}/{file}");
        }
    }
}

#[test]
fn every_file_is_used_and_every_file_that_is_used_exists() {
    let mut used = rendered();
    for platform in platforms() {
        for object in platform.instances.iter().flat_map(|instance| &instance.objects) {
            for (entry, path) in &object.files {
                assert!(!text(path).trim().is_empty(), "{}: {entry} is empty", object.name);
                used.insert(path.clone());
            }
        }
    }
    let dead: Vec<&str> = Templates::built_in().into_iter().filter(|path| !used.contains(*path)).collect();
    assert_eq!(dead, Vec::<&str>::new(), "no platform uses them");
}
