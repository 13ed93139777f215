//! The archive of the classes that a broker loads, with which Java starts for two thirds of the work.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::cache::{Inputs, artefact};
use super::command::{command, run};
use super::debian;
use super::layers::{self, ARCHIVE, pack};
use super::line::Line;

/// Where Java looks for it: `kafka-run-class` says so.
const FILE: &str = "opt/kafka/classes.jsa";

/// Runs a command of shell in an image, with a network that leads nowhere.
const WITHIN: &str = r#"
ip link set lo up
mount -t proc proc "$1/proc"
mount --bind /dev "$1/dev"
exec chroot "$1" bash -euc "$2" boot "/$3"
"#;

/// Boots one node that is controller and broker, makes a topic, and stops it: then Java writes what it had loaded.
const BOOT: &str = r#"
export LOG_DIR=/tmp
cat >/tmp/server.properties <<END
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@localhost:9093
listeners=PLAINTEXT://localhost:9092,CONTROLLER://localhost:9093
controller.listener.names=CONTROLLER
log.dirs=/tmp/logs
END
kafka-storage format -t "$(kafka-storage random-uuid)" -c /tmp/server.properties
KAFKA_JVM_PERFORMANCE_OPTS="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:ArchiveClassesAtExit=$1" \
  kafka-server-start /tmp/server.properties &
broker=$!
for attempt in 1 2 3 4 5 6 7 8 9 10; do
  kafka-topics --bootstrap-server localhost:9092 --create --topic one && break
done
kill -TERM $broker
wait $broker || true
[ -s "$1" ]
"#;

/// The layer of it, which lies above those of Debian, Java and Kafka and fits them alone.
pub fn classes(line: Line) -> Result<PathBuf> {
    let below = [debian::base()?, debian::java(line)?, layers::kafka(line)?];
    let inputs = below.iter().fold(Inputs::new(include_str!("classes.rs")), |inputs, layer| inputs.artefact(layer));
    artefact(&format!("layer-classes-{}", line.folder()), inputs, |place, log| {
        let image = place.join("image");
        fs::create_dir_all(image.join("dev"))?;
        below.iter().try_for_each(|layer| unpack(&layer.join(ARCHIVE), &image, log))?;
        ["proc", "dev", "tmp"].iter().try_for_each(|name| fs::create_dir_all(image.join(name)))?;
        let mut boot = command("unshare");
        boot.args(["--mount", "--net", "--pid", "--fork", "--kill-child=KILL", "bash", "-euc", WITHIN, "within"]);
        run(boot.arg(&image).args([BOOT, FILE]), log)?;
        let file = place.join("tree").join(FILE);
        file.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::rename(image.join(FILE), file)?;
        fs::remove_dir_all(image)?;
        pack(place, log)
    })
}

fn unpack(archive: &Path, to: &Path, log: &Path) -> Result<()> {
    run(command("tar").arg("-xf").arg(archive).arg("-C").arg(to), log)
}
