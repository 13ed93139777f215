use super::component;
use super::part::Part;
use super::row::Row;

/// One chart below the umbrella.
pub struct Chart {
    /// Its key in the umbrella's values.
    pub name: &'static str,
    /// What cpgen calls the component in names of folders.
    pub component: &'static str,
    /// The section of cpgen's values.
    pub section: &'static str,
    /// How names of the image's environment begin that become properties.
    pub prefix: &'static str,
    /// The image, without registry and tag, that cpgen takes by itself in the community and the enterprise edition.
    pub images: [&'static str; 2],
    /// The image that the umbrella had.
    pub image: &'static str,
    /// Its own keys; those that all charts share stand beside them.
    pub rows: &'static [Row],
    /// Properties that cpgen derives, and what becomes of them in overrides.
    pub derived: &'static [Row],
    /// Writes what follows from several keys, or from the chart's own defaults.
    pub finish: fn(&mut Part),
}

/// All charts, in the order in which their components depend on each other.
pub const CHARTS: &[Chart] = &[
    component::zookeeper::CHART,
    component::kafka::CHART,
    component::schema_registry::CHART,
    component::connect::CHART,
    component::rest_proxy::CHART,
    component::ksql::CHART,
    component::control_center::CHART,
];

/// The chart of that name, and the name behind it where a fork has several: `mongo` of `cp-kafka-connect-mongo`.
pub fn chart(key: &str) -> Option<(&'static Chart, Option<&str>)> {
    if let Some(chart) = CHARTS.iter().find(|chart| chart.name == key) {
        return Some((chart, None));
    }
    let several = CHARTS.iter().filter(|chart| matches!(chart.section, "connect" | "ksql"));
    several.into_iter().find_map(|chart| {
        let cluster = key.strip_prefix(chart.name)?.strip_prefix('-')?;
        (!cluster.is_empty()).then_some((chart, Some(cluster)))
    })
}
