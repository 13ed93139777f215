//! One thing that values may say and where it shows. Every case is told apart: it must not show where nothing says it.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::sync::Mutex;

use serde_json::{Value, json};

use super::support::instance::{ALL, Instance};
use super::support::platform::{Objects, at, cpgen, merged};
use super::support::typed::mistakes;

type Found = Box<dyn Fn(&Instance) -> bool + Send + Sync>;

pub struct Case {
    pub name: String,
    /// What the section of a component says.
    pub set: Value,
    /// The components that it is said to.
    pub on: Vec<&'static str>,
    /// What the section says besides, in both renders.
    pub with: Value,
    /// What the rest of the values says besides, in both renders.
    pub top: Value,
    clusters: bool,
    expect: Expect,
}

enum Expect {
    Found(Found),
    /// The finding of this rule.
    Refused(&'static str),
}

pub fn case(name: &str, set: Value, found: impl Fn(&Instance) -> bool + Send + Sync + 'static) -> Case {
    let on = ALL.iter().map(|component| component.key).collect();
    let expect = Expect::Found(Box::new(found));
    Case { name: name.into(), set, on, with: json!({}), top: json!({}), clusters: true, expect }
}

pub fn refused(name: &str, set: Value, rule: &'static str) -> Case {
    Case { expect: Expect::Refused(rule), ..case(name, set, |_| false) }
}

impl Case {
    pub fn on(self, keys: &[&'static str]) -> Case {
        Case { on: keys.to_vec(), ..self }
    }

    pub fn except(mut self, keys: &[&str]) -> Case {
        self.on.retain(|key| !keys.contains(key));
        self
    }

    pub fn with(self, with: Value) -> Case {
        Case { with, ..self }
    }

    pub fn top(self, top: Value) -> Case {
        Case { top, ..self }
    }

    /// Not for further clusters.
    pub fn main_only(self) -> Case {
        Case { clusters: false, ..self }
    }

    /// Whether it says something that is right.
    pub fn is_good(&self) -> bool {
        matches!(self.expect, Expect::Found(_))
    }

    /// What is wrong; nothing where the case holds.
    pub fn mistakes(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for (platform, missing) in platforms() {
            let on: Vec<&str> = self.on.iter().copied().filter(|key| *key != missing).collect();
            // What both platforms have is asked of the newer one, and of the older where it alone has a part in it.
            if on.is_empty() || (missing == "kraft" && !on.iter().any(|key| ["zookeeper", "kafka"].contains(key))) {
                continue;
            }
            let say = |values: &Value, what: &Value| {
                on.iter().fold(values.clone(), |values, key| merged(&values, &json!({ *key: what })))
            };
            let before = say(&merged(&platform, &self.top), &self.with);
            self.compare(&before, &say(&before, &self.set), &on, None, &mut wrong);
        }
        let newer = &platforms()[1].0;
        for key in self.on.iter().filter(|key| self.clusters && ["connect", "ksql"].contains(key)) {
            let extra = |what: &Value| at(&format!("{key}.clusters.extra"), what.clone());
            let before = merged(&merged(newer, &self.top), &extra(&self.with));
            self.compare(&before, &merged(&before, &extra(&self.set)), &[key], Some("extra"), &mut wrong);
        }
        wrong
    }

    fn compare(&self, before: &Value, after: &Value, on: &[&str], cluster: Option<&str>, wrong: &mut Vec<String>) {
        let name = |key: &str| format!("{} in {key}{}", self.name, cluster.map_or("", |_| ".clusters.extra"));
        let found = match &self.expect {
            Expect::Found(found) => found,
            Expect::Refused(rule) => {
                let run = cpgen(&["render", "-f", "-"], &after.to_string());
                if run.code != 2 || !run.messages.contains(&format!("error[{rule}]")) {
                    wrong.push(format!("{}: not refused as {rule}: {}", name(&on.join(", ")), run.messages));
                }
                return;
            }
        };
        let (Ok(before), Ok(after)) = (objects(before), objects(after).map_err(|said| wrong.push(said))) else {
            return;
        };
        // Whatever values say, what comes out is what Kubernetes knows.
        wrong.extend(after.0.iter().flat_map(mistakes).map(|said| format!("{}: {said}", self.name)));
        for key in on {
            if found(&Instance::of(&before, key, cluster)) {
                wrong.push(format!("{}: shows though nothing says it", name(key)));
            }
            if !found(&Instance::of(&after, key, cluster)) {
                wrong.push(format!("{}: does not show", name(key)));
            }
            let main = [&before, &after].map(|objects| found(&Instance::of(objects, key, None)));
            if cluster.is_some() && main[0] != main[1] {
                wrong.push(format!("{}: shows in {key} itself", name(key)));
            }
        }
    }
}

/// Many cases begin with the same platform, which is rendered once.
fn objects(values: &Value) -> Result<Objects, String> {
    static KNOWN: Mutex<BTreeMap<String, Objects>> = Mutex::new(BTreeMap::new());
    let text = values.to_string();
    if let Some(known) = KNOWN.lock().unwrap().get(&text) {
        return Ok(known.clone());
    }
    let objects = rendered(values)?;
    KNOWN.lock().unwrap().insert(text, objects.clone());
    Ok(objects)
}

fn rendered(values: &Value) -> Result<Objects, String> {
    let run = cpgen(&["render", "-f", "-", "-o", "json"], &values.to_string());
    let list: Value = serde_json::from_str(&run.text).map_err(|_| format!("{values}\n{}", run.messages))?;
    Ok(Objects(list["items"].as_array().cloned().unwrap_or_default()))
}

/// Two platforms with every component, but for the one that is named beside them.
pub fn platforms() -> [(Value, &'static str); 2] {
    let of = |platform: Value| {
        json!({
            "name": "orders", "namespace": "shop", "platform": platform, "controlCenter": { "enabled": true },
            "connect": { "clusters": { "extra": {} } }, "ksql": { "clusters": { "extra": {} } },
        })
    };
    [
        (of(json!({ "version": "7.9.2", "edition": "enterprise" })), "kraft"),
        (of(json!({ "version": "8.3.0", "edition": "enterprise" })), "zookeeper"),
    ]
}
