use super::heap::heap;
use super::helm;
use super::part::{Hit, Part};
use super::properties::{counts_brokers, property, variable};
use super::report::Fate;
use super::row::To;
use crate::source::excerpt;
use crate::values::Node;

/// `configurationOverrides`: the chart made variables of them, and the image properties of those.
pub fn overrides(part: &mut Part, hit: &Hit) {
    let Node::Map(map) = &hit.tree.node else { return part.wrong(hit, "a map") };
    for (key, entry) in map {
        let inner = hit.inside(key, &entry.key, &entry.value);
        match helm::text(&entry.value) {
            Some(value) => {
                let name = format!("{}{}", part.chart.prefix, variable(key));
                set(part, &inner, &name, value, key);
            }
            None if matches!(entry.value.node, Node::Null) => {
                part.tell(&inner, Fate::Default("null sets nothing".into()));
            }
            None => part.tell(&inner, Fate::Open("a property has one text; this is a map or a list".into())),
        }
    }
}

/// `customEnv`: variables as they are. Those that the image makes properties of become properties.
pub fn custom(part: &mut Part, hit: &Hit) {
    let Node::Map(map) = &hit.tree.node else { return part.wrong(hit, "a map") };
    for (name, entry) in map {
        let inner = hit.inside(name, &entry.key, &entry.value);
        match helm::text(&entry.value) {
            Some(value) => set(part, &inner, name, value, name),
            None => part.tell(&inner, Fate::Dropped("a variable without a text".into())),
        }
    }
}

/// Settings of the image that are no properties, by how their variables end.
const OF_THE_IMAGE: &[(&str, To)] = &[
    ("HEAP_OPTS", To::Code(heap)),
    ("JMX_OPTS", To::Drop(JMX)),
    ("JMX_PORT", To::Drop(JMX)),
    ("JMX_HOSTNAME", To::Drop(JMX)),
    ("JVM_PERFORMANCE_OPTS", To::Code(options)),
    ("GC_LOG_OPTS", To::Drop("logs of the garbage collector go nowhere; set it in `env` if you read them")),
    ("TOOLS_LOG4J_LOGLEVEL", To::Drop("it concerns tools that are run by hand")),
    ("LOG4J_ROOT_LOGLEVEL", To::Code(level)),
    ("LOG4J_LOGGERS", To::Code(loggers)),
    ("OPTS", To::Code(options)),
];

/// The variable that names a script to run beside a Connect worker.
pub const SCRIPT: &str = "CUSTOM_SCRIPT_PATH";

/// Why remote JMX is left out.
pub const JMX: &str = "the exporter runs inside the process, and remote JMX stays closed";

/// Sets what the variable `name` means to the image. `written` is how its author called it.
fn set(part: &mut Part, hit: &Hit, name: &str, value: String, written: &str) {
    let of_image =
        |end: &str| ["KAFKA_", "KAFKAREST_", part.chart.prefix].iter().any(|prefix| *name == format!("{prefix}{end}"));
    if let Some((_, to)) = OF_THE_IMAGE.iter().find(|(end, _)| of_image(end)) {
        return match to {
            To::Code(code) => code(part, hit),
            To::Drop(reason) => part.tell(hit, Fate::Dropped((*reason).into())),
            _ => {}
        };
    }
    if name == SCRIPT && part.chart.section == "connect" {
        let path = part.path("sidecars.custom-script");
        return part.tell(hit, Fate::Mapped(path));
    }
    let confluent = name.starts_with("CONFLUENT_") && matches!(part.chart.section, "kafka" | "controlCenter");
    let property = match name.strip_prefix(part.chart.prefix) {
        Some(rest) => of_component(part, &property(rest)),
        None if confluent => property(name),
        None => {
            part.set(&["env", name, "value"], value, hit.origin());
            let path = part.path(&format!("env.{}", excerpt(name)));
            return part.tell(hit, Fate::Mapped(path));
        }
    };
    let before = part.report.lines.len();
    let shown = value.clone();
    apply(part, hit, &property, value);
    let misread = property != written && !written.contains("..") && name != written && !property.ends_with(written);
    let raw = match &hit.tree.node {
        Node::Scalar { text, .. } => text.clone(),
        _ => String::new(),
    };
    if raw != shown {
        part.tell_more(before, &format!(", where Helm reads `{}` as {shown}", excerpt(&raw)));
    }
    if misread {
        part.tell_more(before, &format!(", which is what the image reads `{}` as", excerpt(written)));
    }
}

/// Control Center puts a prefix before most of its properties.
fn of_component(part: &Part, property: &str) -> String {
    let bare = ["bootstrap.servers", "zookeeper.connect", "replication.factor"];
    match part.chart.section {
        "controlCenter" if property.starts_with("metrics.") || property.starts_with("monitoring.interceptor.") => {
            format!("confluent.{property}")
        }
        "controlCenter" if property == "license" => "confluent.license".into(),
        "controlCenter" if !bare.contains(&property) => format!("confluent.controlcenter.{property}"),
        _ => property.to_string(),
    }
}

/// Sets a property, unless cpgen derives it.
fn apply(part: &mut Part, hit: &Hit, name: &str, value: String) {
    if let Some(row) = part.chart.derived.iter().find(|row| row.key == name) {
        return match row.to {
            To::Code(code) => code(part, hit),
            To::Text(path) => part.map(hit, path, value),
            To::Only(default, _) if default == value => {
                part.tell(hit, Fate::Default("cpgen has it like this".into()));
            }
            To::Only(_, otherwise) => part.tell(hit, Fate::Open(otherwise.into())),
            To::Drop(reason) => part.tell(hit, Fate::Dropped(reason.into())),
            _ => part.property(hit, name, value),
        };
    }
    let needed = value.trim().parse::<u64>().ok().filter(|_| counts_brokers(name));
    match needed.and_then(|needed| part.lacks_brokers(needed)) {
        Some(fate) => part.tell(hit, fate),
        None => part.property(hit, name, value),
    }
}

/// Options of the Java virtual machine.
pub fn options(part: &mut Part, hit: &Hit) {
    let text = helm::text(&hit.tree).unwrap_or_default();
    let all: Vec<String> = text.split_whitespace().map(str::to_string).collect();
    part.map(hit, "jvmOptions", all);
}

/// The level of the root logger.
fn level(part: &mut Part, hit: &Hit) {
    let text = helm::text(&hit.tree).unwrap_or_default();
    part.map(hit, "logging.level", text.trim().to_uppercase());
}

/// `a.b=WARN,c=INFO`.
fn loggers(part: &mut Part, hit: &Hit) {
    let text = helm::text(&hit.tree).unwrap_or_default();
    for (logger, level) in text.split(',').filter_map(|one| one.split_once('=')) {
        part.set(&["logging", "loggers", logger.trim()], level.trim().to_uppercase(), hit.origin());
    }
    let path = part.path("logging.loggers");
    part.tell(hit, Fate::Mapped(path));
}
