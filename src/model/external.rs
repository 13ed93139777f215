//! Addresses of what lives elsewhere: they go to lists of lines that start scripts read, so each must be one.

use super::part::format::{is_address, is_host};
use super::resolved::{Context, Security, Tls, check_mechanisms, check_reference};
use super::section::{ExternalKafka, ExternalUrl};
use crate::source::{Findings, excerpt};

/// Reports what nobody could dial.
pub fn check(context: &Context, findings: &mut Findings) {
    let external = &context.values.external;
    let mut report = |key: &[&str], text: &str, what: &str, fix: &str| {
        let sentence = match text.trim().is_empty() {
            true => format!("{what} is missing"),
            false => format!("`{}` is not {what}", excerpt(text)),
        };
        context.error(findings, "bad-address", &[&["external"], key].concat(), sentence, fix);
    };
    // A blank behind a comma is common; a tab or a line break is an accident, and would get into the lists of lines.
    let is_each = |list: &str, is_one: &dyn Fn(&str) -> bool| {
        !list.contains(char::is_control) && list.split(',').all(|one| is_one(one.trim()))
    };
    if let Some(kafka) = &external.kafka
        && !is_each(&kafka.bootstrap, &is_address)
    {
        let fix = "write `host:port`, several separated by commas, without a protocol: `k-0:9092,k-1:9092`";
        report(&["kafka", "bootstrap"], &kafka.bootstrap, "an address of brokers", fix);
    }
    if let Some(zookeeper) = &external.zookeeper {
        let (servers, root) = zookeeper.connect.split_once('/').unwrap_or((&zookeeper.connect, ""));
        let is_server = |server: &str| is_address(server) || is_host(server);
        if !is_each(servers, &is_server) || !root.chars().all(|c| c.is_ascii_graphic()) {
            let fix = "write `host:port`, several separated by commas, and a root if it has one: `zk-0:2181/kafka`";
            report(&["zookeeper", "connect"], &zookeeper.connect, "an address of a ZooKeeper ensemble", fix);
        }
    }
    if let Some(kraft) = &external.kraft {
        let is_voter = |voter: &str| {
            voter.split_once('@').is_some_and(|(id, address)| id.parse::<u32>().is_ok() && is_address(address))
        };
        if !is_each(&kraft.voters, &is_voter) {
            let fix = "write `id@host:port`, several separated by commas: `9990@c-0:9093,9991@c-1:9093`";
            report(&["kraft", "voters"], &kraft.voters, "a list of controllers", fix);
        }
    }
    let urls =
        [("schemaRegistry", &external.schema_registry), ("connect", &external.connect), ("ksql", &external.ksql)];
    for (key, url) in urls {
        if url.as_ref().is_some_and(|url| !is_url(url)) {
            let text = url.as_ref().map_or("", |url| &url.url);
            report(&[key, "url"], text, "a URL", "write it with its scheme: `https://sr.example.com:8081`");
        }
    }
    if let Some(kafka) = &external.kafka {
        check_security(context, kafka, findings);
    }
}

/// Reports references that lead nowhere, and a login under more than one mechanism.
fn check_security(context: &Context, kafka: &ExternalKafka, findings: &mut Findings) {
    let path = ["external", "kafka", "tls"];
    if let Some(tls) = &kafka.tls {
        if !tls.secret.is_empty() {
            check_reference(context, &path, ("secret", &tls.secret), &[("ca", &tls.ca)], findings);
        }
        if !tls.client_secret.is_empty() {
            check_reference(context, &path, ("clientSecret", &tls.client_secret), &[], findings);
        }
    }
    let Some(authentication) = &kafka.authentication else { return };
    let path = ["external", "kafka", "authentication"];
    match authentication.mechanisms()[..] {
        [(mechanism, login)] => {
            let path = [&path[..], &[mechanism.key()]].concat();
            check_reference(context, &path, ("secret", &login.secret), &[("key", &login.key)], findings);
        }
        ref all => check_mechanisms(context, &path, all.len(), findings),
    }
}

impl ExternalKafka {
    /// How components speak to it.
    pub fn security(&self) -> Security {
        let login = self.authentication.as_ref().and_then(|all| all.mechanisms().into_iter().next());
        Security {
            tls: self.tls.as_ref().map(|tls| Tls::new(&tls.secret, &tls.ca, &tls.client_secret)),
            sasl: login.map(|(mechanism, at)| (mechanism, at.clone())),
        }
    }
}

fn is_url(url: &ExternalUrl) -> bool {
    url.url.split(',').all(|one| {
        let rest = one.strip_prefix("http://").or(one.strip_prefix("https://"));
        rest.is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_graphic()))
    })
}
