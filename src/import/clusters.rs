//! Several clusters of one chart, which forks install beside each other under names such as `cp-kafka-connect-mongo`.

use serde_json::Value;

use super::chart::{CHARTS, Chart};
use super::draft::Draft;
use super::part::Part;
use super::release::Release;

/// Which of cpgen's clusters a chart becomes. cpgen has further ones beside a first only: where the chart itself is off,
/// the first of the further ones takes its place and keeps its name.
pub fn placed<'a>(
    release: &Release,
    chart: &Chart,
    cluster: Option<&'a str>,
    further: &[String],
    draft: &mut Draft,
) -> Option<&'a str> {
    let cluster = cluster?;
    let name = format!("{}-{cluster}", chart.name);
    let first = further.iter().find(|other| other.starts_with(chart.name));
    if release.has(chart.name) || first != Some(&name) {
        return Some(cluster);
    }
    if release.adopts() {
        draft.set(&["naming", "overrides", chart.component, "name"], name, "the first that is on");
    }
    None
}

/// Whether another one will take the place of a chart that is off.
pub fn is_taken(part: &Part) -> bool {
    let crate::values::Node::Map(map) = &part.release.values.node else { return false };
    map.keys().any(|key| key.starts_with(&format!("{}-", part.chart.name)))
        && matches!(part.chart.section, "connect" | "ksql")
        && part.release.single.is_none()
}

/// What a cluster of cpgen does not take over from the section that it starts from.
const IDENTITY: [&str; 6] = ["clusters", "groupId", "serviceId", "mode", "queries", "expose"];

/// Takes away from every further cluster what it would inherit from the first: to the chart they had nothing in common.
pub fn separate(draft: &mut Draft) {
    for section in CHARTS.iter().map(|chart| chart.section) {
        let Some(main) = draft.entries.get(section).map(|item| &item.inside) else { continue };
        let Some(clusters) = main.entries.get("clusters") else { continue };
        let mut found = Vec::new();
        leaves(main, &mut Vec::new(), &mut found);
        let missing: Vec<Vec<String>> = clusters
            .inside
            .entries
            .keys()
            .flat_map(|cluster| {
                let path = |leaf: &Vec<String>| [&["clusters".to_string(), cluster.clone()], &leaf[..]].concat();
                found.iter().map(path).filter(|path| main.item(&strs(path)).is_none()).collect::<Vec<_>>()
            })
            .collect();
        for path in missing {
            let whole = [&[section], &strs(&path)[..]].concat();
            draft.set(&whole, Value::Null, "the first cluster's alone");
        }
    }
}

fn strs(path: &[String]) -> Vec<&str> {
    path.iter().map(String::as_str).collect()
}

fn leaves(draft: &Draft, path: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    for (key, item) in &draft.entries {
        if path.is_empty() && IDENTITY.contains(&key.as_str()) {
            continue;
        }
        path.push(key.clone());
        if item.value.is_some() {
            found.push(path.clone());
        }
        leaves(&item.inside, path, found);
        path.pop();
    }
}
