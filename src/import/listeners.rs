use super::helm;
use super::part::{Hit, Part};
use super::report::Fate;

/// What the chart's brokers call the listener for pods, and what its users call the one for outside.
pub const INSIDE: &str = "plaintext";
const OUTSIDE: &str = "external";

/// One entry of `advertised.listeners`, which a shell in the pod expands.
struct Advertised {
    name: String,
    host: String,
    port: Port,
}

/// A port, or the first of one for each broker.
#[derive(PartialEq)]
enum Port {
    Fixed(u64),
    First(u64),
}

fn advertised(text: &str) -> Option<Advertised> {
    let (name, address) = text.trim().split_once("://")?;
    let (host, port) = address.rsplit_once(':')?;
    let id = ["$((${KAFKA_BROKER_ID}))", "$(($KAFKA_BROKER_ID))", "${KAFKA_BROKER_ID}", "$KAFKA_BROKER_ID"];
    let replaced = |text: &str| id.iter().fold(text.to_string(), |text, name| text.replace(name, "{id}"));
    let host = replaced(host).replace("${HOST_IP}", "{hostIP}").replace("$HOST_IP", "{hostIP}");
    let port: String = replaced(port).chars().filter(|c| !c.is_whitespace()).collect();
    let port = match port.strip_prefix("$((").and_then(|sum| sum.strip_suffix("))")) {
        Some(sum) => Port::First(sum.replace("{id}", "").trim_matches('+').parse().ok()?),
        None => Port::Fixed(port.parse().ok()?),
    };
    let name = name.to_lowercase();
    let is_name = (2..=15).contains(&name.len()) && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    (is_name && !host.contains('$')).then_some(Advertised { name, host, port })
}

/// What the listener for outside is called.
pub fn outside_name(part: &Part) -> String {
    let said = part.get_override("advertised.listeners").and_then(|text| advertised(&text));
    said.map_or(OUTSIDE.to_string(), |found| found.name)
}

/// `advertised.listeners`: what brokers tell clients outside to dial.
pub fn outside(part: &mut Part, hit: &Hit) {
    fill(part);
    let text = helm::text(&hit.tree).unwrap_or_default();
    if text.trim().is_empty() {
        return part.tell(hit, Fate::Default("it sets nothing".into()));
    }
    let all: Vec<&str> = text.split(',').filter(|one| !one.trim().is_empty()).collect();
    let [one] = all[..] else {
        let why = "one listener for outside can be read here; set kafka.listeners";
        return part.tell(hit, Fate::Open(why.into()));
    };
    let Some(found) = advertised(one) else {
        let why = "only ${HOST_IP}, ${KAFKA_BROKER_ID} and a sum with it can be read here; set kafka.listeners";
        return part.tell(hit, Fate::Open(why.into()));
    };
    let on_nodes = part.truth("nodeport.enabled", false);
    let first = part.number("nodeport.firstListenerPort", FIRST);
    match (on_nodes, found.host.as_str()) {
        (false, "{hostIP}") => {
            part.tell(hit, Fate::Dropped("nothing listens on the node: nodeport.enabled is not set".into()));
        }
        (true, host) if found.port == Port::First(first) => {
            if host != "{hostIP}" {
                let path = ["listeners", &found.name, "expose", "nodePort", "advertise", "host"];
                part.set(&path, host, hit.origin());
            }
            node_ports(part, &found.name, &hit.origin());
            let path = part.path(&format!("listeners.{}.expose.nodePort", found.name));
            part.tell(hit, Fate::Mapped(path));
        }
        (true, _) => {
            let why = "clients are told another port than the node's; set kafka.listeners";
            part.tell(hit, Fate::Open(why.into()));
        }
        (false, _) => fixed(part, hit, &found),
    }
}

/// Addresses that lead to Services of the user's own.
fn fixed(part: &mut Part, hit: &Hit, found: &Advertised) {
    let (Port::Fixed(port) | Port::First(port)) = found.port;
    part.set(&["listeners", &found.name, "port"], port, hit.origin());
    for id in 0..part.release.brokers {
        let own = match found.port {
            Port::Fixed(port) => port,
            Port::First(first) => first.saturating_add(id),
        };
        let id = id.to_string();
        let address = ["brokers", &id, "advertise", &found.name];
        part.set(&[&address[..], &["host"]].concat(), found.host.replace("{id}", &id), hit.origin());
        part.set(&[&address[..], &["port"]].concat(), own, hit.origin());
    }
    let path = part.path(&format!("listeners.{}", found.name));
    let fate = match found.port {
        Port::Fixed(_) => Fate::Mapped(format!("{path}, and kafka.brokers for what each advertises")),
        Port::First(_) => Fate::Open(format!("{path}: all brokers listen on {port}; point your own Services at it")),
    };
    part.tell(hit, fate);
}

/// The chart's own first port.
pub const FIRST: u64 = 31090;
/// What its Services of node ports listen on inside.
const SERVICE_PORT: u64 = 19092;

/// Node ports for the listener of that name.
fn node_ports(part: &mut Part, name: &str, origin: &str) {
    let service = if part.release.adopts() { part.number("nodeport.servicePort", SERVICE_PORT) } else { 9094 };
    let first = part.number("nodeport.firstListenerPort", FIRST);
    part.set(&["listeners", name, "port"], service, origin);
    part.set(&["listeners", name, "expose", "nodePort", "first"], first, origin);
}

/// `nodeport`, where `advertised.listeners` has not said so already.
pub fn finish(part: &mut Part) {
    let Some(hit) = part.get("nodeport.enabled").filter(|hit| helm::truth(&hit.tree) == Some(true)) else { return };
    let first = part.number("nodeport.firstListenerPort", FIRST);
    if !(30000..=32768 - part.release.brokers).contains(&first) {
        let why = "node ports lie between 30000 and 32767; set kafka.listeners";
        part.tell(&hit, Fate::Open(why.into()));
        return;
    }
    if part.get_override("advertised.listeners").is_none() {
        node_ports(part, OUTSIDE, &hit.origin());
    }
}

/// The listeners that all brokers have. A broker of the chart calls the one for pods PLAINTEXT and knows no other, so that
/// taken over it must be there under that name.
pub fn fill(part: &mut Part) {
    const WHY: &str = "brokers of the chart know no other listener, and must reach those that are replaced";
    if part.release.adopts() {
        part.set(&["listeners", "replication"], serde_json::Value::Null, WHY);
        part.set(&["listeners", "internal"], serde_json::Value::Null, WHY);
        part.set(&["listeners", INSIDE, "port"], 9092, WHY);
        part.set(&["interBrokerListener"], INSIDE, WHY);
        part.set(&["clientListener"], INSIDE, WHY);
    }
}
