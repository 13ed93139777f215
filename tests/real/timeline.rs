//! What happened to the pods of a namespace while something else went on, as the API server told it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use anyhow::Result;
use serde_json::Value;

use crate::cluster::Cluster;
use crate::cluster::api::{Api, has, name};

/// One pod at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Sight {
    /// Identity: a pod that comes back under its name has another one.
    pub uid: String,
    /// Whether it is ready. A pod that is being deleted is not.
    pub ready: bool,
    /// Whether it is being deleted.
    pub leaving: bool,
    /// Restarts of all its containers.
    pub restarts: u64,
    /// Why its containers ended last, if they did.
    pub ended: Option<String>,
}

/// When, which pod, and how it was seen; nothing where it was gone.
type Event = (Instant, String, Option<Sight>);

/// Watches from its start to its end.
pub struct Timeline {
    events: Arc<Mutex<Vec<Event>>>,
    begin: Instant,
}

impl Timeline {
    /// Begins to watch. The thread ends with the process or when the server ends the watch.
    pub fn start(cluster: &Cluster, namespace: &str) -> Result<Timeline> {
        let events = Arc::new(Mutex::new(Vec::new()));
        let begin = Instant::now();
        for pod in cluster.api.pods(namespace, "")? {
            record(&events, name(&pod), Some(sight(&pod)));
        }
        let (path, seen, base) = (format!("/api/v1/namespaces/{namespace}/pods"), events.clone(), cluster.api.base());
        std::thread::spawn(move || {
            // A watch ends after some minutes, or with the server. The list that a new one begins with mends the gap.
            while Arc::strong_count(&seen) > 1 {
                let ended = Api::watch_at(&base, &path, |event| {
                    let gone = event["type"] == "DELETED";
                    record(&seen, name(&event["object"]), (!gone).then(|| sight(&event["object"])));
                    Arc::strong_count(&seen) > 1
                });
                if ended.is_err() {
                    std::thread::sleep(Duration::from_millis(500));
                }
            }
        });
        Ok(Timeline { events, begin })
    }

    /// The largest number of pods that were not ready at one moment, of those whose names `wanted` takes and that were
    /// ready before.
    pub fn most_down(&self, wanted: impl Fn(&str) -> bool) -> usize {
        let mut was_ready: BTreeMap<String, bool> = BTreeMap::new();
        let mut most = 0;
        for (_, pod, sight) in self.events() {
            if !wanted(&pod) {
                continue;
            }
            let ready = sight.is_some_and(|sight| sight.ready);
            if ready || was_ready.contains_key(&pod) {
                was_ready.insert(pod, ready);
            }
            most = most.max(was_ready.values().filter(|ready| !**ready).count());
        }
        most
    }

    /// When pods that `wanted` takes turned ready after having been replaced, in this order.
    pub fn replaced(&self, wanted: impl Fn(&str) -> bool) -> Vec<String> {
        let mut first: BTreeMap<String, String> = BTreeMap::new();
        let mut order = Vec::new();
        for (_, pod, sight) in self.events() {
            let (true, Some(sight)) = (wanted(&pod), sight) else { continue };
            let known = first.entry(pod.clone()).or_insert_with(|| sight.uid.clone());
            if *known != sight.uid && sight.ready {
                *known = sight.uid;
                order.push(pod);
            }
        }
        order
    }

    /// When each pod that `wanted` takes began to leave, the first time.
    pub fn left(&self, wanted: impl Fn(&str) -> bool) -> BTreeMap<String, Instant> {
        let mut left = BTreeMap::new();
        for (when, pod, sight) in self.events() {
            if wanted(&pod) && sight.is_none_or(|sight| sight.leaving) {
                left.entry(pod).or_insert(when);
            }
        }
        left
    }

    /// Restarts of containers since the beginning, by pod, with the reason; nothing where there were none.
    pub fn restarts(&self) -> Vec<String> {
        let mut last: BTreeMap<(String, String), u64> = BTreeMap::new();
        let (first, mut found) = (self.at_first(), Vec::new());
        for (_, pod, sight) in self.events() {
            let Some(sight) = sight else { continue };
            let before = last.insert((pod.clone(), sight.uid.clone()), sight.restarts);
            let known = || if first.values().any(|one| *one == sight.uid) { sight.restarts } else { 0 };
            if sight.restarts > before.unwrap_or_else(known) {
                found.push(format!("{pod}: {}", sight.ended.unwrap_or_default()));
            }
        }
        found
    }

    /// Identities of the pods at the beginning.
    pub fn at_first(&self) -> BTreeMap<String, String> {
        let mut first = BTreeMap::new();
        for (_, pod, sight) in self.events() {
            if let Some(sight) = sight {
                first.entry(pod).or_insert(sight.uid);
            }
        }
        first
    }

    /// Seconds since it began.
    pub fn seconds(&self) -> f64 {
        self.begin.elapsed().as_secs_f64()
    }

    fn events(&self) -> Vec<Event> {
        self.events.lock().map(|events| events.clone()).unwrap_or_default()
    }
}

fn record(events: &Mutex<Vec<Event>>, pod: &str, sight: Option<Sight>) {
    if let Ok(mut events) = events.lock() {
        events.push((Instant::now(), pod.to_string(), sight));
    }
}

fn sight(pod: &Value) -> Sight {
    let containers = pod["status"]["containerStatuses"].as_array().cloned().unwrap_or_default();
    let ended = |container: &Value| {
        let last = &container["lastState"]["terminated"];
        last.is_object().then(|| format!("{} (exit code {})", last["reason"].as_str().unwrap_or("?"), last["exitCode"]))
    };
    Sight {
        uid: pod["metadata"]["uid"].as_str().unwrap_or_default().to_string(),
        ready: has(pod, "Ready") && pod["metadata"]["deletionTimestamp"].is_null(),
        leaving: !pod["metadata"]["deletionTimestamp"].is_null(),
        restarts: containers.iter().filter_map(|container| container["restartCount"].as_u64()).sum(),
        ended: containers.iter().find_map(ended),
    }
}
