//! More brokers by rendering again.

use anyhow::{Result, ensure};

use super::booting::{BOOT, kraft, line};
use super::{Case, Shape, Shared, When};
use crate::client::Client;
use crate::stand::Stand;
use crate::timeline::Timeline;

/// On real nodes.
pub const CASES: &[Case] = &[Case {
    name: "growing::three_to_five",
    shape: Shape::Real(Shared::Kraft),
    when: When::Newest,
    run: three_to_five,
}];

/// Two more brokers come with the right ids and addresses, and nobody else restarts. Also where a change of the readiness
/// script comes with them, which is reread.
fn three_to_five(stand: &mut Stand) -> Result<String> {
    let platform = kraft(stand);
    let platform = stand.platform(platform)?;
    platform.wait(&stand.cluster, BOOT)?;
    let timeline = Timeline::start(&stand.cluster, &platform.namespace)?;
    let grown = platform.with(&["--set", "kafka.replicas=5"]);
    grown.apply(&stand.cluster)?;
    grown.wait(&stand.cluster, BOOT)?;
    let seconds = timeline.seconds();
    let touched = timeline.replaced(|_| true);
    ensure!(touched.is_empty() && timeline.restarts().is_empty(), "{touched:?} {:?}", timeline.restarts());
    let outside = Client::outside(&stand.cluster, &grown, line(&grown))?;
    // Five replicas exist only on five brokers, and a client reaches all leaders only where addresses are right.
    // Leaders are dealt out by rack and by chance: of so many, each broker gets some.
    outside.make_topic("wide", 60, 5)?;
    let sent = outside.produce("wide", Some(2_000), None, "")?.finish()?;
    let lost = outside.missing("wide", &sent.values)?;
    ensure!(sent.values.len() == 2_000 && lost == 0, "{lost} of {} records are lost", sent.values.len());
    let described = outside.tool("kafka-topics", &["--describe", "--topic", "wide"])?;
    for id in 0..5 {
        ensure!(described.contains(&format!("Leader: {id}")), "broker {id} leads nothing:\n{described}");
    }
    stand.clear()?;
    Ok(format!("5 brokers in {seconds:.0} s, each leads; 2000 records through all of them; no other pod touched"))
}
