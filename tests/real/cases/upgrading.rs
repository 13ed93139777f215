//! From 7.9 to 8.x by rendering again.

use anyhow::{Result, ensure};

use super::booting::{BOOT, nothing_restarted, of};
use super::{Case, Shape, Shared, When};
use crate::build::Line;
use crate::client::Client;
use crate::platform::project;
use crate::stand::Stand;
use crate::timeline::Timeline;

/// On real nodes.
pub const CASES: &[Case] =
    &[Case { name: "upgrading::7_9_to_8", shape: Shape::Real(Shared::Nothing), when: When::Long, run: from_7_9_to_8 }];

fn from_7_9_to_8(stand: &mut Stand) -> Result<String> {
    stand.clear()?;
    let overlay = project("tests/real/kraft.yaml");
    // The reporters of the enterprise edition are another story in each of the two.
    let community = ["-f", overlay.as_str(), "--set", "platform.edition=community,controlCenter.enabled=false"];
    let before = ["--set", "platform.version=7.9.2,platform.metadata=kraft"];
    let old = of("kraft", "upgraded", stand, &[&community[..], &before].concat());
    let platform = stand.platform(old)?;
    platform.wait(&stand.cluster, BOOT)?;
    let outside = Client::outside(&stand.cluster, &platform, Line::V7)?;
    outside.make_topic("kept", 6, 3)?;
    let sent = outside.produce("kept", Some(5_000), None, "")?.finish()?;
    let producer = outside.produce("kept", None, Some(200), "")?;
    let timeline = Timeline::start(&stand.cluster, &platform.namespace)?;
    let new = of("kraft", "upgraded", stand, &community);
    new.apply(&stand.cluster)?;
    new.wait(&stand.cluster, 2 * BOOT)?;
    let seconds = timeline.seconds();
    let late = producer.stop()?;
    for component in ["kraft", "kafka"] {
        let most = timeline.most_down(|pod| pod.starts_with(&format!("{}-{component}-", platform.name)));
        ensure!(most == 1, "{most} pods of {component} were down at once");
    }
    let all: std::collections::BTreeSet<String> = sent.values.union(&late.values).cloned().collect();
    let lost = Client::outside(&stand.cluster, &new, Line::V8)?.missing("kept", &all)?;
    ensure!(lost == 0 && late.failed == 0, "{lost} of {} are lost, {} failed", all.len(), late.failed);
    nothing_restarted(stand, &new)?;
    stand.clear()?;
    Ok(format!("rolled in {seconds:.0} s under a producer, one pod of a kind at a time; {} records intact", all.len()))
}
