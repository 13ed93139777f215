//! TLS and SASL of the chart's listeners, which its users set up property by property.

use serde_json::json;

use super::helm;
use super::listeners::{INSIDE, outside_name};
use super::part::{Hit, Part};
use super::report::Fate;

/// The mechanisms that the values have a key for.
const MECHANISMS: [(&str, &str); 3] =
    [("PLAIN", "plain"), ("SCRAM-SHA-256", "scramSha256"), ("SCRAM-SHA-512", "scramSha512")];

/// `listener.security.protocol.map`: what goes beyond plain text becomes a setting of its listener; stores and logins stay
/// the properties that they are.
pub fn map(part: &mut Part, hit: &Hit) {
    let text = helm::text(&hit.tree).unwrap_or_default();
    let entries = text.split(',').filter_map(|entry| entry.trim().split_once(':'));
    let (mut set, mut absent, mut unread) = (Vec::new(), Vec::new(), Vec::new());
    for (name, protocol) in entries.filter(|(_, protocol)| *protocol != "PLAINTEXT") {
        let listener = name.to_lowercase();
        if !is_there(part, &listener) {
            absent.push(name);
            continue;
        }
        let inner = if part.release.adopts() || listener != INSIDE { listener } else { "internal".to_string() };
        match secure(part, &inner, protocol, hit) {
            true => set.push(part.path(&format!("listeners.{inner}"))),
            false => unread.push(name),
        }
    }
    let fate = if !unread.is_empty() {
        let why = "one of PLAIN, SCRAM-SHA-256 and SCRAM-SHA-512 in sasl.enabled.mechanisms can be read here";
        Fate::Open(format!("{}: {why}; set kafka.listeners", unread.join(", ")))
    } else if !set.is_empty() {
        Fate::Mapped(format!("tls and authentication of {}", set.join(" and ")))
    } else if !absent.is_empty() {
        Fate::Dropped(format!("nothing listens for {}: nodeport.enabled is not set", absent.join(", ")))
    } else {
        Fate::Default("cpgen derives it from kafka.listeners".into())
    };
    part.tell(hit, fate);
}

/// `security.inter.broker.protocol`: what brokers use among themselves follows from their listener.
pub fn between(part: &mut Part, hit: &Hit) {
    let fate = match helm::text(&hit.tree).as_deref() {
        Some("PLAINTEXT") => Fate::Default("cpgen derives it from kafka.listeners".into()),
        _ => Fate::Open("set tls and authentication of kafka.interBrokerListener".into()),
    };
    part.tell(hit, fate);
}

fn is_there(part: &Part, listener: &str) -> bool {
    listener == INSIDE || (part.truth("nodeport.enabled", false) && listener == outside_name(part))
}

/// Sets TLS and SASL of a listener; false where the mechanism is none of ours.
fn secure(part: &mut Part, listener: &str, protocol: &str, hit: &Hit) -> bool {
    let (has_tls, has_sasl) = match protocol {
        "SSL" => (true, false),
        "SASL_PLAINTEXT" => (false, true),
        "SASL_SSL" => (true, true),
        _ => return false,
    };
    if has_sasl {
        let enabled = part.get_override("sasl.enabled.mechanisms").unwrap_or_default();
        let Some((_, key)) = MECHANISMS.iter().find(|(name, _)| *name == enabled.trim()) else { return false };
        part.set(&["listeners", listener, "authentication", key], json!({}), hit.origin());
    }
    if has_tls {
        part.set(&["listeners", listener, "tls"], json!({}), hit.origin());
    }
    true
}
