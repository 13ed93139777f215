use super::Imported;
use super::chart::{CHARTS, Chart, chart};
use super::clusters;
use super::component::shared;
use super::document::Found;
use super::draft::Draft;
use super::helm;
use super::part::Part;
use super::report::{Fate, Line, Report};
use super::row::walk;
use super::write::write;
use crate::source::nearest;
use crate::values::{Node, Tree};

/// What the command line says about an import.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The Helm release.
    pub release: Option<String>,
    /// Its namespace.
    pub namespace: Option<String>,
    /// The one chart that was installed without the umbrella.
    pub component: Option<String>,
    /// Whether cpgen's own names are used instead of the release's.
    pub fresh: bool,
    /// The version of Confluent Platform to go to.
    pub upgrade_to: Option<String>,
}

/// What the old values say as a whole.
pub struct Release<'a> {
    /// The command line.
    pub options: &'a Options,
    /// Its name.
    pub name: String,
    /// All values.
    pub values: &'a Tree,
    /// The one chart, where there is no umbrella.
    pub single: Option<&'static Chart>,
    /// How many brokers there are.
    pub brokers: u64,
    /// The version of Confluent Platform that is rendered.
    pub version: String,
    /// Whether brokers are of the enterprise edition.
    pub enterprise: bool,
}

/// The version of the chart's own images.
pub const VERSION: &str = "6.1.0";
/// What replicas begin with that are elsewhere.
const BROKERS: u64 = 3;
/// As many brokers as cpgen takes.
const MOST_BROKERS: u64 = 1000;

impl<'a> Release<'a> {
    fn new(found: &'a Found, options: &'a Options) -> Release<'a> {
        let mut release = Release {
            options,
            name: options.release.clone().or(found.release.clone()).unwrap_or_else(|| "cp".into()),
            values: &found.values,
            single: found.single,
            brokers: BROKERS,
            version: VERSION.into(),
            enterprise: true,
        };
        let at = |path: &[&str]| release.part("cp-kafka").and_then(|part| helm::text(part.get(path)?));
        let brokers = at(&["brokers"]).and_then(|text| text.parse().ok()).filter(|count| *count > 0);
        let image = at(&["image"]);
        let tags = CHARTS.iter().filter_map(|chart| release.part(chart.name)?.get(&["imageTag"]));
        let tag = at(&["imageTag"]).into_iter().chain(tags.filter_map(helm::text)).find(|tag| is_known(tag));
        release.brokers = brokers.unwrap_or(BROKERS).min(MOST_BROKERS);
        release.version = options.upgrade_to.clone().or(tag).unwrap_or_else(|| VERSION.into());
        let community = |image: String| image.contains("cp-kafka") || image.contains("community");
        release.enterprise = image.is_none_or(|image| !community(image));
        release
    }

    /// The values of a chart, where its user has some.
    fn part(&self, name: &str) -> Option<&'a Tree> {
        match self.single {
            Some(chart) if chart.name == name => Some(self.values),
            // Alone, the chart of the brokers has ZooKeeper's below it.
            Some(chart) if chart.name == "cp-kafka" && name == "cp-zookeeper" => self.values.get(&[name]),
            Some(_) => None,
            None => self.values.get(&[name]),
        }
    }

    /// Whether names, disks and addresses of the release are kept.
    pub fn adopts(&self) -> bool {
        !self.options.fresh
    }

    /// Whether the release has this chart, and it is not switched off.
    pub fn has(&self, name: &str) -> bool {
        let is_there = match self.single {
            Some(chart) => chart.name == name || (chart.name == "cp-kafka" && name == "cp-zookeeper"),
            None => true,
        };
        let enabled = self.part(name).and_then(|part| helm::truth(part.get(&["enabled"])?)).unwrap_or(true);
        let kafka_wants = || {
            let scope = self.part("cp-kafka").and_then(|part| helm::truth(part.get(&["cp-zookeeper", "enabled"])?));
            name != "cp-zookeeper" || scope.unwrap_or(true)
        };
        is_there && enabled && kafka_wants()
    }

    /// Whether an address is one of the release's own Services.
    pub fn is_own(&self, address: &str) -> bool {
        let host = address.rsplit("://").next().unwrap_or_default();
        host.starts_with(&format!("{}-cp-", self.name)) || (host.starts_with(&self.name) && host.contains("-headless"))
    }
}

/// Whether a tag says the three numbers of a version.
fn is_version(tag: &str) -> bool {
    let core = tag.split('-').next().unwrap_or_default();
    let numbers: Vec<&str> = core.split('.').collect();
    numbers.len() == 3 && numbers.iter().all(|n| (1..=3).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether it is a version that cpgen renders: 6.0, whose images are configured as later ones are, or newer.
pub fn is_known(tag: &str) -> bool {
    is_version(tag) && minor(tag) >= (6, 0)
}

/// Major and minor of a version.
pub fn minor(version: &str) -> (u32, u32) {
    let mut numbers = version.split('.').map_while(|number| number.parse().ok());
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0))
}

/// Turns the values of a release into a values file.
pub fn convert(found: Found, options: &Options) -> Imported {
    let release = Release::new(&found, options);
    let mut report = Report { lines: found.lines.clone(), notes: Vec::new() };
    let mut draft = head(&release, &found);
    let names = CHARTS.iter().map(|chart| chart.name.to_string());
    let further = match &release.values.node {
        Node::Map(map) if release.single.is_none() => {
            map.keys().filter(|key| matches!(chart(key), Some((_, Some(_))))).cloned().collect()
        }
        _ => Vec::new(),
    };
    let further: Vec<String> = further;
    for name in names.chain(further.iter().cloned()) {
        let Some((chart, cluster)) = chart(&name) else { continue };
        let cluster = clusters::placed(&release, chart, cluster, &further, &mut draft);
        convert_chart(&release, chart, cluster, &name, &mut draft, &mut report);
    }
    clusters::separate(&mut draft);
    if release.single.is_none() {
        beside_the_charts(release.values, &mut report);
    }
    shared::notes(&release, &draft, &mut report);
    report.lines.sort_by_key(|line| (line.place.source.name.clone(), line.place.line, line.place.column));
    Imported { text: shared::header(&release, &found.values) + &write(&draft), report }
}

fn head(release: &Release, found: &Found) -> Draft {
    let mut draft = Draft::default();
    let is_name = release.name.len() <= 32 && release.name.starts_with(|c: char| c.is_ascii_lowercase());
    let is_name = is_name && release.name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    draft.set(&["name"], if is_name { release.name.as_str() } else { "cp" }, "");
    if let Some(namespace) = release.options.namespace.as_ref().or(found.namespace.as_ref()) {
        draft.set(&["namespace"], namespace.as_str(), "");
    }
    if release.adopts() {
        draft.set(&["naming", "style"], "cp-helm-charts", "its names, selectors, ports and claims are kept");
        draft.set(&["naming", "release"], release.name.as_str(), "");
    }
    draft.set(&["platform", "version"], release.version.as_str(), "");
    let edition = if release.enterprise { "enterprise" } else { "community" };
    draft.set(&["platform", "edition"], edition, "what the image of the brokers is");
    draft.set(&["platform", "metadata"], "zookeeper", "the chart knows nothing else");
    draft.section("images");
    for chart in CHARTS {
        draft.section(chart.section);
    }
    draft
}

fn convert_chart(
    release: &Release,
    chart: &'static Chart,
    cluster: Option<&str>,
    name: &str,
    draft: &mut Draft,
    report: &mut Report,
) {
    let nothing = Tree::empty_map(release.values.place.clone());
    let own = if name == chart.name { release.part(chart.name) } else { release.values.get(&[name]) };
    let nested = release.single.is_some_and(|single| single.name != chart.name);
    let prefix = if release.single.is_some() && !nested { String::new() } else { name.to_string() };
    let values = own.unwrap_or(&nothing);
    if let Node::Scalar { .. } | Node::List(_) = values.node {
        let fate = Fate::Open(format!("a chart's values are a map, and this is {}", values.described()));
        report.lines.push(Line { key: name.to_string(), place: values.place.clone(), fate });
    }
    if own.is_some_and(helm::is_nothing) {
        let fate = Fate::Default("it sets nothing".into());
        report.lines.push(Line { key: name.to_string(), place: values.place.clone(), fate });
    }
    let mut part = Part { chart, cluster, values, release, name: prefix, draft, report };
    walk(&mut part, &[chart.rows, shared::ROWS], values, "");
    if name == chart.name && !release.has(chart.name) {
        if clusters::is_taken(&part) {
            return;
        }
        part.set(&["enabled"], false, part.get("enabled").map_or(String::new(), |hit| hit.origin()));
        return;
    }
    if let (false, Some(hit)) = (part.truth("enabled", true), part.get("enabled")) {
        part.set(&["enabled"], false, hit.origin());
    }
    (chart.finish)(&mut part);
    shared::finish(&mut part);
}

/// Reports what stands beside the charts: subcharts' keys that Helm never hands on are a common slip.
fn beside_the_charts(values: &Tree, report: &mut Report) {
    let Node::Map(map) = &values.node else { return };
    for (key, entry) in map.iter().filter(|(key, _)| chart(key).is_none()) {
        let owner = CHARTS.iter().find(|chart| chart.rows.iter().any(|row| row.key.split('.').next() == Some(key)));
        let near = match owner {
            Some(chart) => Some(format!("{}.{key}", chart.name)),
            None => nearest(key, CHARTS.iter().map(|chart| chart.name)).map(str::to_string),
        };
        unknown(key, &entry.value, &near, report);
    }
}

fn unknown(key: &str, tree: &Tree, near: &Option<String>, report: &mut Report) {
    match &tree.node {
        Node::Map(map) if !map.is_empty() => {
            map.iter().for_each(|(inner, entry)| unknown(&format!("{key}.{inner}"), &entry.value, near, report));
        }
        _ => {
            let fate = Fate::Unknown(near.clone());
            report.lines.push(Line { key: key.to_string(), place: tree.place.clone(), fate });
        }
    }
}
