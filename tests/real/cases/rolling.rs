//! A change rolls the brokers under a running producer, and no record that was acknowledged is lost.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use serde_json::Value;

use super::booting::{BOOT, kraft, line, zookeeper};
use super::{Case, Shape, Shared, When};
use crate::client::Client;
use crate::cluster::Cluster;
use crate::cluster::process::wait;
use crate::platform::Platform;
use crate::stand::Stand;
use crate::timeline::Timeline;

/// On real nodes.
pub const CASES: &[Case] = &[
    Case {
        name: "rolling::kraft",
        shape: Shape::Real(Shared::Kraft),
        when: When::Newest,
        run: |stand| rolls(stand, kraft),
    },
    Case {
        name: "rolling::zookeeper",
        shape: Shape::Real(Shared::Zookeeper),
        when: When::Long,
        run: |stand| rolls(stand, zookeeper),
    },
    Case {
        name: "rolling::control_without_gate",
        shape: Shape::Real(Shared::Nothing),
        when: When::LongNewest,
        run: control,
    },
];

/// Seconds in which three brokers have to be replaced. While one is away records pile up that come back at the throttled
/// rate, so that a slow start costs twice.
const ROLL: u64 = 900;

/// Bytes per second that a leader sends to followers. A thousand records a second are 17 kB, of which each of two leaders
/// sends a half to the follower that is in sync and a half to the one that was away, beside what that one has missed: for
/// every second of absence it needs about one to catch up.
const RATE: &str = "leader.replication.throttled.rate=28000";

/// Under-replicated partitions of the whole cluster, over time.
pub struct Replication {
    samples: Arc<Mutex<Vec<(Instant, usize)>>>,
    stop: Arc<AtomicBool>,
}

impl Replication {
    /// Asks every broker several times a second.
    pub fn watch(cluster: &Cluster, platform: &Platform) -> Result<Replication> {
        let (samples, stop) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
        let (seen, end, base) = (samples.clone(), stop.clone(), cluster.api.base());
        let path = format!(
            "{base}/api/v1/namespaces/{}/pods?labelSelector=app.kubernetes.io%2Fname%3Dkafka",
            platform.namespace
        );
        std::thread::spawn(move || {
            let agent = ureq::Agent::config_builder().timeout_global(Some(Duration::from_secs(2))).build().into();
            let (mut brokers, mut known) = (Vec::new(), None::<Instant>);
            while !end.load(Ordering::Relaxed) {
                // The list of pods costs far more than the question, and changes seldom.
                if known.is_none_or(|known| known.elapsed() > Duration::from_millis(500)) {
                    brokers = addresses(&path).unwrap_or(brokers);
                    known = Some(Instant::now());
                }
                if let Some(total) = under_replicated(&agent, &brokers)
                    && let Ok(mut samples) = seen.lock()
                {
                    samples.push((Instant::now(), total));
                }
                std::thread::sleep(Duration::from_millis(50));
            }
        });
        let watch = Replication { samples, stop };
        wait("word of under-replicated partitions", Duration::from_secs(30), || {
            ensure!(watch.samples.lock().is_ok_and(|samples| !samples.is_empty()), "no broker tells");
            Ok(())
        })?;
        Ok(watch)
    }

    /// Whether there was a figure of zero in the second before a moment: the pod that comes next is deleted right after
    /// the gate has seen one.
    fn was_whole(&self, moment: Instant) -> bool {
        let Ok(samples) = self.samples.lock() else { return false };
        let mut before = samples.iter().rev().filter(|(when, _)| *when <= moment);
        let last = before.next().is_some_and(|(_, total)| *total == 0);
        last || before.take_while(|(when, _)| *when + Duration::from_secs(1) >= moment).any(|(_, total)| *total == 0)
    }
}

impl Drop for Replication {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// Addresses of the brokers' pods.
fn addresses(pods: &str) -> Option<Vec<String>> {
    let text = ureq::get(pods).call().ok()?.into_body().read_to_string().ok()?;
    let list: Value = serde_json::from_str(&text).ok()?;
    let address = |pod: &Value| pod["status"]["podIP"].as_str().map(str::to_string);
    Some(list["items"].as_array()?.iter().filter_map(address).collect())
}

/// The sum over all brokers that answer; nothing where none does.
fn under_replicated(agent: &ureq::Agent, addresses: &[String]) -> Option<usize> {
    // All at once: a page takes a while on a busy machine, and the figure must be of one moment.
    let numbers: Vec<usize> = std::thread::scope(|scope| {
        let asked: Vec<_> =
            addresses.iter().map(|address| scope.spawn(move || under_replicated_on(agent, address))).collect();
        asked.into_iter().filter_map(|thread| thread.join().ok().flatten()).collect()
    });
    (!numbers.is_empty()).then(|| numbers.iter().sum())
}

/// What the readiness gate asks is answered at once; where there is no gate, the exporter tells after a while.
fn under_replicated_on(agent: &ureq::Agent, address: &str) -> Option<usize> {
    let ask = |path: &str| agent.get(format!("http://{address}:{path}")).call().ok()?.into_body().read_to_string().ok();
    if let Some(answer) = ask("7777/jolokia/read/kafka.server:type=ReplicaManager,name=UnderReplicatedPartitions/Value")
    {
        let answer: Value = serde_json::from_str(&answer).ok()?;
        return answer["value"].as_u64().map(|value| value as usize);
    }
    let page = ask("9404/metrics")?;
    let name = "kafka_server_replicamanager_underreplicatedpartitions ";
    let value = page.lines().find_map(|line| line.strip_prefix(name))?;
    value.trim().parse::<f64>().ok().map(|value| value as usize)
}

/// What one roll under load came to.
struct Roll {
    seconds: f64,
    records: usize,
    failed: usize,
    lost: usize,
    gap: Duration,
    /// Brokers that went down while another one still had to catch up.
    early: Vec<String>,
    most: usize,
    restarts: Vec<String>,
}

/// Changes the configuration of all brokers while a producer sends, with replication so slow that it shows.
fn roll(stand: &mut Stand, platform: &Platform, changed: &Platform, topic: &str) -> Result<Roll> {
    let cluster = &stand.cluster;
    let inside = Client::inside(cluster, platform, line(platform))?;
    let outside = Client::outside(cluster, platform, line(platform))?;
    inside.make_topic(topic, 12, 3)?;
    let throttle = |kind: &str, of: &str, change: &[&str]| {
        let alter = ["--alter", "--entity-type", kind, "--entity-name", of];
        inside.tool("kafka-configs", &[&alter, change].concat())
    };
    throttle("topics", topic, &["--add-config", "leader.replication.throttled.replicas=*"])?;
    for id in ["0", "1", "2"] {
        throttle("brokers", id, &["--add-config", RATE])?;
    }
    let settings = "delivery.timeout.ms=30000\nrequest.timeout.ms=10000\n";
    let producer = outside.produce(topic, None, Some(1_000), settings)?;
    std::thread::sleep(Duration::from_secs(5));
    let replication = Replication::watch(cluster, platform)?;
    let timeline = Timeline::start(cluster, &platform.namespace)?;
    let begin = Instant::now();
    changed.apply(cluster)?;
    platform.wait(cluster, ROLL)?;
    let seconds = begin.elapsed().as_secs_f64();
    let sent = producer.stop()?;
    let lost = outside.missing(topic, &sent.values)?;
    let prefix = format!("{}-kafka-", platform.name);
    let rolled = timeline.replaced(|pod| pod.starts_with(&prefix));
    ensure!(rolled.len() == 3, "{rolled:?} rolled");
    let left: BTreeMap<String, Instant> = timeline.left(|pod| pod.starts_with(&prefix));
    let early = left.iter().filter(|(_, when)| !replication.was_whole(**when));
    let early = early.map(|(pod, _)| pod.clone()).collect();
    throttle("topics", topic, &["--delete-config", "leader.replication.throttled.replicas"])?;
    Ok(Roll {
        seconds,
        records: sent.values.len(),
        failed: sent.failed,
        lost,
        gap: sent.gap,
        early,
        most: timeline.most_down(|pod| pod.starts_with(&prefix)),
        restarts: timeline.restarts(),
    })
}

fn rolls(stand: &mut Stand, wanted: fn(&Stand) -> Platform) -> Result<String> {
    let wanted = wanted(stand);
    let platform = stand.platform(wanted)?;
    platform.wait(&stand.cluster, BOOT)?;
    let changed = platform.with(&["--set-string", "kafka.config.log\\.retention\\.hours=100"]);
    let roll = roll(stand, &platform, &changed, "rolled")?;
    ensure!(roll.lost == 0, "{} acknowledged records are lost", roll.lost);
    ensure!(roll.failed == 0, "{} records failed", roll.failed);
    ensure!(roll.most == 1, "{} brokers were down at once", roll.most);
    ensure!(roll.early.is_empty(), "{:?} went down while partitions were under-replicated", roll.early);
    // Not those of the cases before, which may have killed what this one only looks at.
    ensure!(roll.restarts.is_empty(), "{:?} restarted", roll.restarts);
    stand.changed_to(changed);
    Ok(format!(
        "rolled in {:.0} s; {} records acknowledged, none lost, none failed; longest silence {:.1} s",
        roll.seconds,
        roll.records,
        roll.gap.as_secs_f64()
    ))
}

/// Without the gate the same roll takes a broker down before the one before it has caught up.
fn control(stand: &mut Stand) -> Result<String> {
    stand.clear()?;
    let bare = kraft(stand).with(&["--set", "kafka.rollGate.enabled=false"]);
    let platform = stand.platform(bare)?;
    platform.wait(&stand.cluster, BOOT)?;
    let changed = platform.with(&["--set-string", "kafka.config.log\\.retention\\.hours=100"]);
    let result = roll(stand, &platform, &changed, "rolled-bare");
    stand.clear()?;
    let roll = result?;
    ensure!(!roll.early.is_empty(), "the gate changes nothing: no broker went down early without it");
    Ok(format!(
        "control, gate off: {} of 3 brokers went down early; {} of {} records failed; longest silence {:.1} s",
        roll.early.len(),
        roll.failed,
        roll.records,
        roll.gap.as_secs_f64()
    ))
}
