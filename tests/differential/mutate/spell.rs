//! The same manifest in another spelling of YAML, or in one that is easily taken for the same.

use serde_json::{Map, Value};

use crate::random::Random;

/// Another way to write a text.
type Spelling = fn(String) -> String;

/// Writes a manifest in block style, and a few of its values in an odd way.
pub fn spell(value: &Value, random: &mut Random) -> (String, String) {
    let mut nodes = 0;
    count(value, &mut nodes);
    let odd = 1 + random.below(3);
    let chosen = (0..odd).map(|_| random.below(nodes)).collect();
    let mut writer = Writer { random, chosen, at: 0, out: String::new(), what: Vec::new(), anchored: None };
    writer.node(value, 0);
    let (mut text, mut what) = (writer.out, writer.what);
    let around: [(_, Spelling); 7] = [
        ("CRLF", |text| text.replace('\n', "\r\n")),
        ("BOM", |text| format!("\u{feff}{text}")),
        ("---", |text| format!("---\n{text}")),
        ("...", |text| format!("{text}...\n")),
        ("comment", |text| format!("# a: b\n{text}# c\n")),
        ("trailing spaces", |text| text.replace('\n', "  \n")),
        ("indented", |text| text.lines().map(|line| format!("  {line}\n")).collect()),
    ];
    if random.chance(15)
        && let Some((name, change)) = random.pick(&around)
    {
        text = change(text);
        what.push((*name).to_owned());
    }
    (text, what.join(", "))
}

fn count(value: &Value, nodes: &mut usize) {
    *nodes += 1;
    match value {
        Value::Array(list) => list.iter().for_each(|value| count(value, nodes)),
        Value::Object(map) => map.values().for_each(|value| count(value, nodes)),
        _ => {}
    }
}

struct Writer<'r> {
    random: &'r mut Random,
    chosen: Vec<usize>,
    at: usize,
    out: String,
    what: Vec<String>,
    anchored: Option<Value>,
}

impl Writer<'_> {
    /// Behind a key, a dash, or at the beginning; ends in a newline.
    fn node(&mut self, value: &Value, indent: usize) {
        let is_odd = self.chosen.contains(&self.at);
        self.at += 1;
        if is_odd && self.random.chance(15) {
            if self.anchored.as_ref() == Some(value) {
                self.what.push("alias".to_owned());
                return self.out.push_str(" *a\n");
            }
            if self.anchored.is_none() {
                self.what.push("anchor".to_owned());
                self.anchored = Some(value.clone());
                self.out.push_str(" &a");
            }
        }
        match value {
            Value::Object(map) if !map.is_empty() && is_odd => self.odd_map(map, indent),
            Value::Array(list) if !list.is_empty() && is_odd && self.random.chance(70) => {
                self.skip(value);
                self.flow("flow list", &Value::Array(list.clone()));
            }
            Value::Object(map) if !map.is_empty() => self.map(map, indent),
            Value::Array(list) if !list.is_empty() => self.list(list, indent),
            _ if is_odd => {
                let spelled = super::scalar::odd(value, indent, self.random);
                self.what.push(spelled.trim().replace('\n', "\\n"));
                self.out.push_str(&format!(" {spelled}\n"));
            }
            _ => self.out.push_str(&format!(" {value}\n")),
        }
    }

    fn map(&mut self, map: &Map<String, Value>, indent: usize) {
        self.open();
        for (key, value) in map {
            self.entry(key, value, indent);
        }
    }

    fn entry(&mut self, key: &str, value: &Value, indent: usize) {
        let pad = " ".repeat(indent);
        let spelled = if cpgen::yaml::is_plain_safe(key) { key.to_owned() } else { Value::from(key).to_string() };
        self.out.push_str(&format!("{pad}{spelled}:"));
        self.node(value, indent + 2);
    }

    fn list(&mut self, list: &[Value], indent: usize) {
        self.open();
        for value in list {
            self.out.push_str(&format!("{}-", " ".repeat(indent)));
            self.node(value, indent + 2);
        }
    }

    /// A collection begins on a line of its own.
    fn open(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn odd_map(&mut self, map: &Map<String, Value>, indent: usize) {
        let pad = " ".repeat(indent);
        match self.random.below(8) {
            0 | 1 => {
                self.skip(&Value::Object(map.clone()));
                self.flow("flow map", &Value::Object(map.clone()));
            }
            2 => {
                self.what.push("merge key".to_owned());
                let half = map.len() / 2;
                let merged: Map<String, Value> = map.iter().take(half).map(|(k, v)| (k.clone(), v.clone())).collect();
                self.open();
                self.out.push_str(&format!("{pad}<<: {}\n", Value::Object(merged)));
                map.iter().for_each(|(key, value)| self.entry(key, value, indent));
            }
            3 => {
                self.what.push("duplicate key".to_owned());
                self.map(map, indent);
                let at = self.random.below(map.len());
                let Some((key, value)) = map.iter().nth(at) else { return };
                let other = [value.clone(), Value::Null, Value::from("x"), Value::from(1)];
                let other = &other[self.random.below(4)];
                self.out.push_str(&format!("{pad}{}: {other}\n", Value::from(key.as_str())));
            }
            4 => {
                self.what.push("complex key".to_owned());
                self.open();
                for (key, value) in map {
                    self.out.push_str(&format!("{pad}? {}\n{pad}:", Value::from(key.as_str())));
                    self.node(value, indent + 2);
                }
            }
            5 => {
                let more =
                    ["yes: x", "1: x", "~: x", "010: x", "'': x", "a", "? [a]\n: b", "\ta: b", "{a: b}: c", "a: b: c"];
                let more = more[self.random.below(more.len())];
                self.what.push(format!("more: {more}"));
                self.map(map, indent);
                self.out.push_str(&format!("{pad}{more}\n"));
            }
            6 => {
                self.what.push("spaces before colons".to_owned());
                self.open();
                for (key, value) in map {
                    self.out.push_str(&format!("{pad}'{}'  :", key.replace('\'', "''")));
                    self.node(value, indent + 4);
                }
            }
            _ => {
                self.what.push("comments".to_owned());
                self.open();
                for (key, value) in map {
                    self.out.push_str(&format!("\n{pad}# {key}: x\n"));
                    self.entry(key, value, indent);
                }
            }
        }
    }

    fn flow(&mut self, what: &str, value: &Value) {
        self.what.push(what.to_owned());
        let json = value.to_string();
        // A comma before the end, which JSON does not have, and YAML has.
        let text = if self.random.chance(20) {
            format!("{},{}", &json[..json.len() - 1], &json[json.len() - 1..])
        } else {
            json
        };
        self.out.push_str(&format!(" {text}\n"));
    }

    /// Counts what is written without [`Writer::node`].
    fn skip(&mut self, value: &Value) {
        let mut nodes = 0;
        count(value, &mut nodes);
        self.at += nodes - 1;
    }
}
