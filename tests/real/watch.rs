//! Watches what clients care about: whether brokers take connections.

use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::Result;
use serde_json::Value;

use crate::cluster::Cluster;
use crate::cluster::api::name;
use crate::platform::Platform;

/// Knocks at the internal port of every broker several times a second.
pub struct Ports {
    most: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
}

const PAUSE: Duration = Duration::from_millis(250);

impl Ports {
    /// Watches the brokers that are there now.
    pub fn start(cluster: &Cluster, platform: &Platform) -> Result<Ports> {
        let names: Vec<String> = platform.pods(cluster, "kafka")?.iter().map(|pod| name(pod).to_string()).collect();
        let path = format!(
            "{}/api/v1/namespaces/{}/pods?labelSelector=app.kubernetes.io%2Fname%3Dkafka",
            cluster.api.base(),
            platform.namespace
        );
        let (most, stop) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
        let (seen, end) = (most.clone(), stop.clone());
        std::thread::spawn(move || {
            while !end.load(Ordering::Relaxed) {
                if let Some(open) = open(&path) {
                    seen.fetch_max(names.iter().filter(|name| !open.contains(name)).count(), Ordering::Relaxed);
                }
                std::thread::sleep(PAUSE);
            }
        });
        Ok(Ports { most, stop })
    }

    /// The largest number of brokers that took no connections at one moment.
    pub fn most_down(&self) -> usize {
        self.most.load(Ordering::Relaxed)
    }
}

impl Drop for Ports {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// Names of the brokers whose port is open; nothing where the API server does not tell their addresses.
fn open(path: &str) -> Option<Vec<String>> {
    let ask = || -> Result<Value> { Ok(serde_json::from_str(&ureq::get(path).call()?.into_body().read_to_string()?)?) };
    let list = ask().ok()?;
    let pods = list["items"].as_array()?;
    let is_open = |pod: &&Value| {
        let address = pod["status"]["podIP"].as_str().and_then(|ip| format!("{ip}:9092").parse::<SocketAddr>().ok());
        address.is_some_and(|address| TcpStream::connect_timeout(&address, Duration::from_millis(500)).is_ok())
    };
    Some(pods.iter().filter(is_open).map(|pod| name(pod).to_string()).collect())
}
