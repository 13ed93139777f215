//! Platforms rendered by the program itself.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Map, Value, json};

/// What a run of the program came to.
pub struct Run {
    pub code: i32,
    pub text: String,
    pub messages: String,
}

/// Runs the program in the project's folder with `input` on its standard input.
pub fn cpgen(args: &[&str], input: &str) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_cpgen"))
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    let output = std::thread::scope(|scope| {
        // It may end before it has read everything, which its exit code tells.
        scope.spawn(move || drop(stdin.write_all(input.as_bytes())));
        child.wait_with_output().expect("the program ends")
    });
    let text = |bytes| String::from_utf8(bytes).expect("all output is UTF-8");
    Run { code: output.status.code().expect("no signal"), text: text(output.stdout), messages: text(output.stderr) }
}

/// The profiles below `values/`, by name.
pub fn profiles() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/values");
    let entries = std::fs::read_dir(folder).expect("values/ is there");
    let paths = entries.map(|entry| entry.expect("values/ can be read").path());
    let yaml = paths.filter(|path| path.extension().is_some_and(|end| end == "yaml"));
    let mut names: Vec<String> = yaml.map(|path| path.file_stem().unwrap().to_str().unwrap().to_string()).collect();
    names.sort();
    assert!(names.len() >= 4, "values/ holds {names:?} only");
    names
}

/// All objects of one platform.
#[derive(Clone, Debug)]
pub struct Objects(pub Vec<Value>);

impl Objects {
    /// What the program makes of `values`.
    pub fn of(values: &Value) -> Objects {
        Objects::by(&["render", "-f", "-", "-o", "json"], &values.to_string())
    }

    /// What the program makes of a profile.
    pub fn of_profile(name: &str) -> Objects {
        Objects::by(&["render", "-f", &format!("values/{name}.yaml"), "-o", "json"], "")
    }

    fn by(args: &[&str], input: &str) -> Objects {
        let run = cpgen(args, input);
        assert_eq!(run.code, 0, "{input}\n{}", run.messages);
        let list: Value = serde_json::from_str(&run.text).expect("`-o json` prints JSON");
        Objects(list["items"].as_array().expect("a List has items").clone())
    }

    /// The objects of one kind.
    pub fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Value> {
        self.0.iter().filter(move |object| object["kind"] == kind)
    }

    /// One object, or null.
    pub fn get(&self, kind: &str, name: &str) -> &Value {
        let mut of_kind = self.0.iter().filter(|object| object["kind"] == kind);
        of_kind.find(|object| object["metadata"]["name"] == name).unwrap_or(&Value::Null)
    }

    /// The StatefulSet or Deployment of this name, or null.
    pub fn workload(&self, name: &str) -> &Value {
        match self.get("StatefulSet", name) {
            Value::Null => self.get("Deployment", name),
            found => found,
        }
    }

    /// The StatefulSets and Deployments.
    pub fn workloads(&self) -> impl Iterator<Item = &Value> {
        self.0.iter().filter(|object| object["kind"] == "StatefulSet" || object["kind"] == "Deployment")
    }

    /// The pod's specification of a workload, or null.
    pub fn pod(&self, name: &str) -> &Value {
        &self.workload(name)["spec"]["template"]["spec"]
    }

    /// One file of a ConfigMap; empty where there is none.
    pub fn file(&self, config_map: &str, file: &str) -> &str {
        self.get("ConfigMap", config_map)["data"][file].as_str().unwrap_or_default()
    }
}

/// The entry of a list whose `name` is this, or null.
pub fn named<'a>(list: &'a Value, name: &str) -> &'a Value {
    let entries = list.as_array().map(Vec::as_slice).unwrap_or_default();
    entries.iter().find(|entry| entry["name"] == name).unwrap_or(&Value::Null)
}

/// What the program says about `values` that it must refuse: exit code 2, and nothing on standard output.
pub fn refused(values: &Value) -> String {
    let run = cpgen(&["render", "-f", "-"], &values.to_string());
    assert_eq!((run.code, run.text.as_str()), (2, ""), "{values}\n{}", run.messages);
    run.messages
}

/// `over` laid over `under`: maps merge, all else is replaced.
pub fn merged(under: &Value, over: &Value) -> Value {
    match (under, over) {
        (Value::Object(under), Value::Object(over)) => {
            let mut both: Map<String, Value> = under.clone();
            for (key, value) in over {
                let below = both.get(key).cloned().unwrap_or(Value::Null);
                both.insert(key.clone(), merged(&below, value));
            }
            Value::Object(both)
        }
        _ => over.clone(),
    }
}

/// `value` below `path`: `at("kafka.storage", v)` is `{"kafka": {"storage": v}}`.
pub fn at(path: &str, value: Value) -> Value {
    path.rsplit('.').fold(value, |inner, key| json!({ key: inner }))
}
