use serde_json::Value;

use super::chart::Chart;
use super::draft::Draft;
use super::helm;
use super::release::{Release, VERSION};
use super::report::{Fate, Line, Report};
use super::write::one_line;
use crate::source::{Place, excerpt};
use crate::values::{Tree, join};

/// One chart's values while they are read, and where they go.
pub struct Part<'a> {
    /// The chart.
    pub chart: &'static Chart,
    /// Which of several clusters.
    pub cluster: Option<&'a str>,
    /// The chart's values as its user has them.
    pub values: &'a Tree,
    /// What the values as a whole say.
    pub release: &'a Release<'a>,
    /// The chart's key, which begins the names of its keys; empty where it stands alone.
    pub name: String,
    /// The values of cpgen.
    pub draft: &'a mut Draft,
    /// What became of the keys.
    pub report: &'a mut Report,
}

/// A key that is set.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The whole key: `cp-kafka.persistence.size`.
    pub key: String,
    /// Where it stands.
    pub place: Place,
    /// Its value.
    pub tree: Tree,
}

impl Hit {
    /// Where it came from, for a comment.
    pub fn origin(&self) -> String {
        format!("{}:{} {}", one_line(&self.place.source.name), self.place.line, one_line(&self.key))
    }

    /// A part of its value as a hit of its own.
    pub fn inside(&self, key: &str, place: &Place, tree: &Tree) -> Hit {
        Hit { key: join(&self.key, key), place: place.clone(), tree: tree.clone() }
    }
}

/// What a value says that stands in no file.
pub const CHART_DEFAULT: &str = "the chart's default";

impl Part<'_> {
    /// The chart's key as the whole of the values has it.
    pub fn key(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_string() } else { format!("{}.{key}", self.name) }
    }

    /// The key at `path` of the chart, which holds `tree`.
    pub fn hit(&self, path: &str, place: &Place, tree: &Tree) -> Hit {
        Hit { key: self.key(path), place: place.clone(), tree: tree.clone() }
    }

    /// The value of the chart's key, where one is set.
    pub fn get(&self, key: &str) -> Option<Hit> {
        let steps: Vec<&str> = key.split('.').collect();
        let tree = self.values.get(&steps).filter(|tree| !helm::is_nothing(tree))?;
        Some(self.hit(key, &tree.place, tree))
    }

    /// The text of a property in `configurationOverrides`, where one is set.
    pub fn get_override(&self, property: &str) -> Option<String> {
        let overrides = self.get("configurationOverrides")?;
        overrides.tree.get(&[property]).filter(|tree| !helm::is_nothing(tree)).and_then(helm::text)
    }

    /// Where the value of the chart's key comes from: from its user, or from the chart.
    pub fn origin(&self, key: &str) -> String {
        self.get(key).map_or(CHART_DEFAULT.to_string(), |hit| hit.origin())
    }

    /// The list at the chart's key, which is empty where there is none.
    pub fn list(&self, key: &str) -> Vec<Value> {
        match self.get(key).map(|hit| helm::json(&hit.tree)) {
            Some(Value::Array(list)) => list,
            _ => Vec::new(),
        }
    }

    /// The tag of the image.
    pub fn image_tag(&self) -> String {
        self.text("imageTag").unwrap_or_else(|| VERSION.into())
    }

    /// Why a property that needs so many brokers is left out, where there are fewer.
    pub fn lacks_brokers(&self, needed: u64) -> Option<Fate> {
        let there = self.release.brokers;
        let why = || format!("it needs {needed} brokers, and there are {there}: cpgen derives it");
        (needed > there).then(|| Fate::Dropped(why()))
    }

    /// The text of the chart's key.
    pub fn text(&self, key: &str) -> Option<String> {
        helm::text(&self.get(key)?.tree)
    }

    /// The truth of the chart's key.
    pub fn truth(&self, key: &str, default: bool) -> bool {
        self.get(key).and_then(|hit| helm::truth(&hit.tree)).unwrap_or(default)
    }

    /// The number of the chart's key; 0 is what the chart takes for not set.
    pub fn number(&self, key: &str, default: u64) -> u64 {
        self.get(key).and_then(|hit| helm::whole(&hit.tree)).filter(|number| *number > 0).unwrap_or(default)
    }

    /// The component's section in cpgen's values.
    pub fn section(&self) -> Vec<&str> {
        match self.cluster {
            Some(cluster) => vec![self.chart.section, "clusters", cluster],
            None => vec![self.chart.section],
        }
    }

    /// A path of the section as the report shows it.
    pub fn path(&self, path: &str) -> String {
        format!("{}.{path}", self.section().join("."))
    }

    /// Sets a value in the section.
    pub fn set(&mut self, path: &[&str], value: impl Into<Value>, origin: impl Into<String>) {
        let cluster = self.cluster;
        let whole: Vec<&str> = match cluster {
            Some(cluster) => [&[self.chart.section, "clusters", cluster], path].concat(),
            None => [&[self.chart.section], path].concat(),
        };
        self.draft.set(&whole, value, origin);
    }

    /// The value in the section that was set before.
    pub fn drafted(&self, path: &[&str]) -> Option<&Value> {
        self.draft.get(&[&self.section()[..], path].concat())
    }

    /// Sets a value in the section that the chart has where its user sets none.
    pub fn fill(&mut self, path: &[&str], value: impl Into<Value>) {
        self.fill_for(path, value, CHART_DEFAULT);
    }

    /// The same for another reason.
    pub fn fill_for(&mut self, path: &[&str], value: impl Into<Value>, reason: &str) {
        if self.drafted(path).is_none() {
            self.set(path, value, reason);
        }
    }

    /// Sets a value at a dotted path of the section, and reports so.
    pub fn map(&mut self, hit: &Hit, path: &str, value: impl Into<Value>) {
        let steps: Vec<&str> = path.split('.').collect();
        self.set(&steps, value, hit.origin());
        let path = self.path(path);
        self.tell(hit, Fate::Mapped(path));
    }

    /// Sets a property of the component's configuration file, and reports so.
    pub fn property(&mut self, hit: &Hit, name: &str, value: String) {
        let before = self.drafted(&["config", name]).and_then(Value::as_str).filter(|before| *before != value);
        let over = before.map(|before| format!(", over `{}` of another key", excerpt(before))).unwrap_or_default();
        self.set(&["config", name], value, hit.origin());
        let path = join(&self.path("config"), name);
        self.tell(hit, Fate::Mapped(format!("{path}{over}")));
    }

    /// Reports what became of a key.
    pub fn tell(&mut self, hit: &Hit, fate: Fate) {
        self.report.lines.push(Line { key: hit.key.clone(), place: hit.place.clone(), fate });
    }

    /// Says more of a line of the report, where its key was mapped.
    pub fn tell_more(&mut self, line: usize, more: &str) {
        if let Some(Fate::Mapped(text)) = self.report.lines.get_mut(line).map(|line| &mut line.fate) {
            text.push_str(more);
        }
    }

    /// Reports a value that the chart could not have used.
    pub fn wrong(&mut self, hit: &Hit, wanted: &str) {
        self.tell(hit, Fate::Open(format!("it wants {wanted}, and this is {}", hit.tree.described())));
    }
}
