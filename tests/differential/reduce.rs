//! The smallest manifest that still shows a difference.

use cpgen::check::schema::Schemas;
use cpgen::source::Source;
use cpgen::yaml::parse;
use serde_json::Value;

use crate::compare::{Relation, same_path};
use crate::disagreement::Disagreement;
use crate::judge::Judge;
use crate::site::{Step, put};
use crate::verdict::verdict;

/// Takes away from manifests for as long as the difference stays.
pub struct Reducer<'j> {
    /// What the server says.
    pub judge: &'j Judge,
    /// What we say.
    pub schemas: &'j Schemas,
}

impl Reducer<'_> {
    /// What is left of a manifest.
    pub fn reduce(&mut self, wanted: &Disagreement, text: &str) -> String {
        let source = Source::new("mutant.yaml", text);
        if let [document] = parse(&source).documents.as_slice() {
            let value = document.to_json();
            if self.show(wanted, &[written(&value)]) == [true] {
                return written(&self.tree(wanted, value));
            }
        }
        self.lines(wanted, text)
    }

    /// Without as many of its values as can be spared: first those near the root, with all that is below them.
    fn tree(&mut self, wanted: &Disagreement, mut value: Value) -> Value {
        let mut depth = 1;
        loop {
            let mut paths = Vec::new();
            collect(&value, &mut Vec::new(), &mut paths);
            if paths.iter().all(|path| path.len() < depth) {
                return value;
            }
            paths.retain(|path| path.len() == depth);
            let texts: Vec<String> = paths.iter().map(|path| written(&without(&value, &[path]))).collect();
            let shown = self.show(wanted, &texts);
            let spare: Vec<&Vec<Step>> =
                paths.iter().zip(shown).filter(|(_, shown)| *shown).map(|(path, _)| path).collect();
            if spare.is_empty() {
                depth += 1;
                continue;
            }
            // All at once, or the half, or less: the largest number that works.
            let mut count = spare.len();
            loop {
                let next = without(&value, &spare[..count]);
                if count == 1 || self.show(wanted, &[written(&next)]) == [true] {
                    value = next;
                    break;
                }
                count /= 2;
            }
        }
    }

    /// Without as many of its lines as can be spared: for what only its spelling shows.
    fn lines(&mut self, wanted: &Disagreement, text: &str) -> String {
        let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
        let mut size = lines.len().div_ceil(2);
        while size > 0 {
            let starts: Vec<usize> = (0..lines.len()).step_by(size).collect();
            let shorter = |start: usize| [&lines[..start], &lines[lines.len().min(start + size)..]].concat();
            let texts: Vec<String> = starts.iter().map(|start| shorter(*start).concat()).collect();
            match self.show(wanted, &texts).iter().position(|shown| *shown) {
                Some(found) => lines = shorter(starts[found]),
                None => size /= 2,
            }
        }
        lines.concat()
    }

    /// Which of the texts show the difference.
    fn show(&mut self, wanted: &Disagreement, texts: &[String]) -> Vec<bool> {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let answers = self.judge.created(&texts);
        let shows = |(text, theirs): (&&str, _)| {
            let ours = verdict(text, self.schemas);
            let relation = Relation::of(&ours, theirs);
            let differs = relation.is_disagreement() || same_path(&ours, theirs) == Some(false);
            differs && Disagreement::of(wanted.kind, relation, &ours, theirs) == *wanted
        };
        texts.iter().zip(&answers).map(shows).collect()
    }
}

fn written(value: &Value) -> String {
    let mut text = String::new();
    cpgen::yaml::write(value, &mut text);
    text
}

/// The paths of all values, those above before those below.
fn collect(value: &Value, path: &mut Vec<Step>, paths: &mut Vec<Vec<Step>>) {
    let steps: Vec<(Step, &Value)> = match value {
        Value::Object(map) => map.iter().map(|(key, value)| (Step::Key(key.clone()), value)).collect(),
        Value::Array(list) => list.iter().enumerate().map(|(at, value)| (Step::Item(at), value)).collect(),
        _ => return,
    };
    for (step, value) in steps {
        path.push(step);
        paths.push(path.clone());
        collect(value, path, paths);
        path.pop();
    }
}

/// The last ones first, so that indexes stay true.
fn without(value: &Value, paths: &[&Vec<Step>]) -> Value {
    let mut value = value.clone();
    for path in paths.iter().rev() {
        put(&mut value, path, None);
    }
    value
}
