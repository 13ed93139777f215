//! Clients of Kafka: outside of the cluster on a network of their own, and inside in a pod. They are Kafka's own
//! verifiable producer and consumer, which print a line of JSON for every record.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::build::{self, Line};
use crate::cluster::Cluster;
use crate::cluster::api::name;
use crate::cluster::process::run;
use crate::platform::Platform;

/// Where a client runs.
#[derive(Clone)]
pub enum Place {
    /// On a host that reaches nothing but the nodes' own addresses.
    Outside,
    /// In a pod of the platform's namespace.
    Inside,
}

/// A place to run Kafka's tools in, and the addresses to begin with.
pub struct Client<'a> {
    cluster: &'a Cluster,
    platform: &'a Platform,
    line: Line,
    place: Place,
    bootstrap: String,
    settings: Option<Settings>,
}

/// What a client sets beside its addresses.
struct Settings {
    text: String,
    /// The file of it, where the client runs.
    file: String,
}

impl<'a> Client<'a> {
    /// A client outside, which begins with the addresses that the endpoints say.
    pub fn outside(cluster: &'a Cluster, platform: &'a Platform, line: Line) -> Result<Client<'a>> {
        let pods = platform.pods(cluster, "kafka")?;
        let mut bootstrap = Vec::new();
        for endpoint in platform.endpoints()? {
            if endpoint["component"] == "kafka" && endpoint["audience"] == "outside" {
                let mut address = endpoint["address"].as_str().unwrap_or_default().to_string();
                for pod in &pods {
                    let node = pod["status"]["hostIP"].as_str().unwrap_or_default();
                    address = address.replace(&format!("<node of {}>", name(pod)), node);
                }
                bootstrap.push(address);
            }
        }
        ensure!(!bootstrap.is_empty(), "nothing is open to the outside");
        let bootstrap = bootstrap.join(",");
        Ok(Client { cluster, platform, line, place: Place::Outside, bootstrap, settings: None })
    }

    /// The same client with more settings, such as a password.
    pub fn with(mut self, text: &str) -> Result<Client<'a>> {
        let file = match self.place {
            Place::Outside => {
                let file = self.file("client", "settings");
                fs::write(&file, text)?;
                file.display().to_string()
            }
            Place::Inside => {
                let write = ["exec", "-i", "-n", &self.platform.namespace, "client", "--", "tee", "/tmp/settings"];
                let said = self.cluster.pipe(&write, text)?;
                ensure!(said.success, "{}", said.errors);
                "/tmp/settings".to_string()
            }
        };
        self.settings = Some(Settings { text: text.to_string(), file });
        Ok(self)
    }

    /// A client in a pod. Makes the pod where it is not there.
    pub fn inside(cluster: &'a Cluster, platform: &'a Platform, line: Line) -> Result<Client<'a>> {
        let image = build::client_image(line);
        let pod = format!(
            "apiVersion: v1\nkind: Pod\nmetadata: {{name: client, namespace: {}}}\nspec:\n  \
             terminationGracePeriodSeconds: 0\n  enableServiceLinks: false\n  automountServiceAccountToken: false\n  \
             securityContext: {{runAsNonRoot: true, runAsUser: 1000, seccompProfile: {{type: RuntimeDefault}}}}\n  \
             containers:\n    - name: client\n      image: {image}\n      command: [sleep, infinity]\n      env: [{{name: \
             LOG_DIR, value: /tmp}}]\n      securityContext: {{allowPrivilegeEscalation: false, capabilities: {{drop: \
             [ALL]}}}}\n",
            platform.namespace
        );
        cluster.apply(&pod, &[])?;
        cluster.ask(&["wait", "--for=condition=Ready", "pod/client", "-n", &platform.namespace, "--timeout=60s"])?;
        let bootstrap = format!("{}-kafka:9092", platform.name);
        Ok(Client { cluster, platform, line, place: Place::Inside, bootstrap, settings: None })
    }

    /// Runs one of Kafka's tools, such as `kafka-topics`, and gives what it prints.
    pub fn tool(&self, tool: &str, arguments: &[&str]) -> Result<String> {
        let mut command = self.command(tool)?;
        if let Some(settings) = &self.settings {
            command.args(["--command-config", &settings.file]);
        }
        run(command.args(["--bootstrap-server", &self.bootstrap]).args(arguments))
    }

    /// Makes a topic where it is not there.
    pub fn make_topic(&self, topic: &str, partitions: u32, replicas: u32) -> Result<()> {
        let (partitions, replicas) = (partitions.to_string(), replicas.to_string());
        let arguments = ["--create", "--if-not-exists", "--topic", topic, "--partitions", &partitions];
        self.tool("kafka-topics", &[&arguments[..], &["--replication-factor", &replicas]].concat())?;
        Ok(())
    }

    /// Sends `count` records, or records until it is stopped, at `rate` a second or as fast as it goes; each is told what
    /// acks=all said.
    pub fn produce(&self, topic: &str, count: Option<u32>, rate: Option<u32>, settings: &str) -> Result<Producer> {
        let log = self.file(topic, "produced");
        let mut command = self.command("kafka-verifiable-producer")?;
        command.args(["--bootstrap-server", &self.bootstrap, "--topic", topic, "--acks", "-1"]);
        let number = |value: Option<u32>| value.map_or("-1".to_string(), |value| value.to_string());
        command.args(["--throughput", &number(rate), "--max-messages", &number(count)]);
        // No two producers send the same values.
        static PRODUCERS: AtomicU32 = AtomicU32::new(1);
        command.args(["--value-prefix", &PRODUCERS.fetch_add(1, Ordering::Relaxed).to_string()]);
        if matches!(self.place, Place::Outside) {
            // It retries nothing unless told to, which every ordinary producer does, as it sends several records at once.
            let file = self.file(topic, "settings");
            let own = self.settings.as_ref().map_or("", |own| &own.text);
            fs::write(&file, format!("retries=2147483647\nlinger.ms=50\n{settings}\n{own}"))?;
            command.arg(build::settings_flag(self.line, "producer")).arg(&file);
        }
        let child = command.stdin(Stdio::null()).stdout(File::create(&log)?).stderr(Stdio::null()).spawn()?;
        Ok(Producer { child, log })
    }

    /// Reads a topic from its beginning until all of these values are there or nothing comes any more; gives how many are
    /// missing. There may be more: a record can be written whose acknowledgement never arrived.
    pub fn missing(&self, topic: &str, wanted: &BTreeSet<String>) -> Result<usize> {
        let group = format!("reader-{topic}-{}", wanted.len());
        let mut command = self.command("kafka-verifiable-consumer")?;
        command.args(["--bootstrap-server", &self.bootstrap, "--topic", topic, "--group-id", &group, "--verbose"]);
        command.args(["--reset-policy", "earliest"]);
        if let Some(settings) = &self.settings {
            command.arg(build::settings_flag(self.line, "consumer")).arg(&settings.file);
        }
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let out = child.stdout.take().context("no output")?;
        let (sender, lines) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            BufReader::new(out).lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
        });
        let mut missing: BTreeSet<&str> = wanted.iter().map(String::as_str).collect();
        let begin = Instant::now();
        while !missing.is_empty() && begin.elapsed() < Duration::from_secs(300) {
            let Ok(line) = lines.recv_timeout(Duration::from_secs(40)) else { break };
            let Ok(event) = serde_json::from_str::<Value>(&line) else { continue };
            if event["name"] == "record_data" {
                missing.remove(event["value"].as_str().unwrap_or_default());
            }
        }
        let _ = child.kill();
        let _ = child.wait();
        Ok(missing.len())
    }

    fn command(&self, tool: &str) -> Result<Command> {
        Ok(match self.place {
            Place::Outside => {
                let mut command = self.cluster.outside();
                command.args(["java", "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]);
                command.arg("-cp").arg(build::libraries(self.line)?);
                command.arg(build::main_class(self.line, tool)?);
                command
            }
            Place::Inside => {
                let mut command = self.cluster.kubectl();
                command.args(["exec", "-n", &self.platform.namespace, "client", "--", tool]);
                command
            }
        })
    }

    fn file(&self, topic: &str, what: &str) -> PathBuf {
        self.cluster.folder().join(format!("{}-{topic}-{what}", self.platform.namespace))
    }
}

/// A producer at work.
pub struct Producer {
    child: Child,
    log: PathBuf,
}

impl Drop for Producer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a producer was told.
#[derive(Debug, Default)]
pub struct Acknowledged {
    /// Values of records that the brokers have.
    pub values: BTreeSet<String>,
    /// Records that failed.
    pub failed: usize,
    /// Why the first of them did.
    pub reason: String,
    /// The longest time between two acknowledgements.
    pub gap: Duration,
}

impl Producer {
    /// Waits for its own end.
    pub fn finish(mut self) -> Result<Acknowledged> {
        self.child.wait()?;
        acknowledged(&self.log)
    }

    /// Stops it as Ctrl-C would: what is on its way is still sent.
    pub fn stop(mut self) -> Result<Acknowledged> {
        run(Command::new("kill").args(["-TERM", &self.child.id().to_string()]))?;
        self.child.wait()?;
        acknowledged(&self.log)
    }

    /// How many records were acknowledged up to now.
    pub fn count(&self) -> Result<usize> {
        Ok(fs::read_to_string(&self.log)?.matches(SUCCESS).count())
    }
}

/// What the producer calls an acknowledgement.
const SUCCESS: &str = "producer_send_success";

fn acknowledged(log: &Path) -> Result<Acknowledged> {
    let mut all = Acknowledged::default();
    let mut last: Option<u64> = None;
    for line in BufReader::new(File::open(log)?).lines() {
        let Ok(event) = serde_json::from_str::<Value>(&line?) else { continue };
        match event["name"].as_str() {
            Some(SUCCESS) => {
                all.values.insert(event["value"].as_str().unwrap_or_default().to_string());
                let now = event["timestamp"].as_u64().unwrap_or_default();
                all.gap = all.gap.max(Duration::from_millis(now.saturating_sub(last.unwrap_or(now))));
                last = Some(now);
            }
            Some("producer_send_error") => {
                if all.failed == 0 {
                    all.reason = event["message"].to_string();
                }
                all.failed += 1;
            }
            _ => {}
        }
    }
    Ok(all)
}
