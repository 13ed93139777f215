//! Where pods go, what they find there, and what rolls, drains and scaling do to them.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::admission::PROFILES;
use super::{Case, Shape, When};
use crate::cluster::Cluster;
use crate::cluster::api::{has, name};
use crate::cluster::process::{at_once, wait};
use crate::platform::Platform;
use crate::stand::Stand;
use crate::timeline::Timeline;

const fn case(name: &'static str, run: fn(&mut Stand) -> Result<String>) -> Case {
    Case { name, shape: Shape::Simulated, when: When::Newest, run }
}

/// On simulated nodes.
pub const CASES: &[Case] = &[
    case("scheduling::one_node_too_few", one_node_too_few),
    case("scheduling::every_profile_runs", every_profile_runs),
    case("scheduling::applying_again_changes_nothing", applying_again_changes_nothing),
    case("scheduling::rolls_one_at_a_time", rolls_one_at_a_time),
    case("scheduling::drains_leave_the_quorum", drains_leave_the_quorum),
    case("scheduling::scales_without_touching_others", scales_without_touching_others),
];

/// Seconds within which simulated pods are ready, several platforms side by side.
const SOON: u64 = 180;

fn of(profile: &str, namespace: &str, stand: &Stand, more: &[&str]) -> Platform {
    let usual = ["--kube-version", stand.kube_version(), "--set", HASTE];
    Platform::of_profile(profile, namespace, &[&usual, more].concat())
}

/// Simulated pods are ready at once, and nothing is learned from waiting for them.
const HASTE: &str = "kafka.minReadySeconds=1,kraft.minReadySeconds=1,zookeeper.minReadySeconds=1,\
    schemaRegistry.minReadySeconds=1,connect.minReadySeconds=1,restProxy.minReadySeconds=1,ksql.minReadySeconds=1,\
    controlCenter.minReadySeconds=1";

/// The platform of a profile.
type Profile = (&'static str, Platform);

/// Platforms of these profiles, each rolled out in a namespace of its own.
fn standing(stand: &mut Stand, profiles: &[&'static str], is_server_side: bool) -> Result<Vec<Profile>> {
    let wanted = |profile: &&str| {
        let platform = of(profile, &format!("{profile}-simulated"), stand, &[]);
        if is_server_side { platform.server_side() } else { platform }
    };
    let wanted: Vec<Platform> = profiles.iter().map(wanted).collect();
    let platforms = stand.platforms(wanted)?;
    let all: Vec<Profile> = profiles.iter().copied().zip(platforms).collect();
    on_each(&all, |_, platform| platform.wait(&stand.cluster, SOON))?;
    Ok(all)
}

/// Does something with all of them at once. A failure says which it is of.
fn on_each<T: Send>(all: &[Profile], each: impl Fn(&'static str, &Platform) -> Result<T> + Sync) -> Result<Vec<T>> {
    at_once(all, |(profile, platform)| each(profile, platform).context(*profile))
}

fn every_profile_runs(stand: &mut Stand) -> Result<String> {
    let all = standing(stand, &PROFILES, true)?;
    let cluster = &stand.cluster;
    let counts = on_each(&all, |profile, platform| {
        let pods = all_pods_ready(cluster, platform)?;
        let services = services_select_their_pods(cluster, platform)?;
        let claims = claims_are_bound(cluster, platform)?;
        spread(cluster, platform, profile)?;
        node_ports_are_advertised(cluster, platform)?;
        Ok([pods, claims, services])
    })?;
    let [pods, claims, services] = [0, 1, 2].map(|what| counts.iter().map(|counts| counts[what]).sum::<usize>());
    Ok(format!("{} profiles: {pods} pods ready, {claims} claims bound, {services} Services right", PROFILES.len()))
}

fn all_pods_ready(cluster: &Cluster, platform: &Platform) -> Result<usize> {
    let pods = cluster.api.pods(&platform.namespace, "")?;
    let late: Vec<&str> = pods.iter().filter(|pod| !has(pod, "Ready")).map(name).collect();
    ensure!(late.is_empty() && !pods.is_empty(), "not ready: {late:?}");
    Ok(pods.len())
}

fn claims_are_bound(cluster: &Cluster, platform: &Platform) -> Result<usize> {
    let claims = cluster.api.list(&format!("/api/v1/namespaces/{}/persistentvolumeclaims", platform.namespace))?;
    let loose: Vec<&str> = claims.iter().filter(|claim| claim["status"]["phase"] != "Bound").map(name).collect();
    ensure!(loose.is_empty() && !claims.is_empty(), "not bound: {loose:?}");
    Ok(claims.len())
}

/// Every Service leads to the pods of its own component, and one of a single broker to this broker.
fn services_select_their_pods(cluster: &Cluster, platform: &Platform) -> Result<usize> {
    let path = |group: &str, what: &str| format!("{group}/namespaces/{}/{what}", platform.namespace);
    let pods = cluster.api.pods(&platform.namespace, "")?;
    let services = cluster.api.list(&path("/api/v1", "services"))?;
    for service in &services {
        let labels = &service["metadata"]["labels"];
        let broker = service["spec"]["selector"]["statefulset.kubernetes.io/pod-name"].as_str();
        let meant: BTreeSet<&str> = match broker {
            Some(_) => {
                // `orders-kafka-external-2` is for `orders-kafka-2`.
                let (rest, number) = name(service).rsplit_once('-').context("no number")?;
                let pod = format!("{}-{number}", rest.trim_end_matches("-external"));
                pods.iter().map(name).filter(|one| **one == pod).collect()
            }
            None => {
                let same = |pod: &&Value| {
                    ["app.kubernetes.io/name", "cpgen.dev/platform", "cpgen.dev/cluster"]
                        .iter()
                        .all(|key| pod["metadata"]["labels"][*key] == labels[*key])
                };
                pods.iter().filter(same).map(name).collect()
            }
        };
        wait(&format!("endpoints of {}", name(service)), Duration::from_secs(30), || {
            let selector = format!("endpointslices?labelSelector=kubernetes.io%2Fservice-name%3D{}", name(service));
            let slices = cluster.api.list(&path("/apis/discovery.k8s.io/v1", &selector))?;
            let endpoints = slices.iter().flat_map(|slice| slice["endpoints"].as_array().cloned().unwrap_or_default());
            let found: Vec<String> =
                endpoints.filter_map(|one| one["targetRef"]["name"].as_str().map(str::to_string)).collect();
            let found: BTreeSet<&str> = found.iter().map(String::as_str).collect();
            ensure!(found == meant && !meant.is_empty(), "it leads to {found:?}, not to {meant:?}");
            Ok(())
        })?;
    }
    Ok(services.len())
}

/// What is a quorum or a broker has a node of its own; what has to be spread over zones is.
fn spread(cluster: &Cluster, platform: &Platform, profile: &str) -> Result<()> {
    let zones: BTreeMap<String, String> = cluster
        .api
        .list("/api/v1/nodes")?
        .iter()
        .map(|node| {
            let zone = node["metadata"]["labels"]["topology.kubernetes.io/zone"].as_str().unwrap_or_default();
            (name(node).to_string(), zone.to_string())
        })
        .collect();
    for component in ["zookeeper", "kraft", "kafka"] {
        let pods = platform.pods(cluster, component)?;
        let nodes: Vec<&str> = pods.iter().filter_map(|pod| pod["spec"]["nodeName"].as_str()).collect();
        let own: BTreeSet<&&str> = nodes.iter().collect();
        ensure!(own.len() == pods.len(), "{profile}: pods of {component} share nodes: {nodes:?}");
        if !matches!(profile, "production" | "kraft") || pods.is_empty() {
            continue;
        }
        let mut counts: BTreeMap<&str, usize> = zones.values().map(|zone| (zone.as_str(), 0)).collect();
        for node in nodes {
            *counts.entry(zones.get(node).context("no such node")?).or_default() += 1;
        }
        let (most, least) = (counts.values().max(), counts.values().min());
        ensure!(most.zip(least).is_some_and(|(most, least)| most - least <= 1), "{profile}: {component} in {counts:?}");
    }
    Ok(())
}

fn node_ports_are_advertised(cluster: &Cluster, platform: &Platform) -> Result<()> {
    let services = cluster.api.list(&format!("/api/v1/namespaces/{}/services", platform.namespace))?;
    let open: BTreeSet<u64> = services
        .iter()
        .filter(|service| !service["spec"]["selector"]["statefulset.kubernetes.io/pod-name"].is_null())
        .flat_map(|service| service["spec"]["ports"].as_array().cloned().unwrap_or_default())
        .filter_map(|port| port["nodePort"].as_u64())
        .collect();
    let dialled: BTreeSet<u64> = platform
        .endpoints()?
        .iter()
        .filter(|endpoint| endpoint["component"] == "kafka" && endpoint["audience"] == "outside")
        .filter_map(|endpoint| endpoint["address"].as_str()?.rsplit_once(':')?.1.parse().ok())
        .collect();
    let by_node_port = services.iter().any(|service| service["spec"]["type"] == "NodePort");
    ensure!(!by_node_port || open == dialled, "open: {open:?}, advertised: {dialled:?}");
    Ok(())
}

/// With as many nodes as brokers less one, exactly one broker stays pending under the hard rule, none under the soft.
fn one_node_too_few(stand: &mut Stand) -> Result<String> {
    const RULES: [(&str, usize); 2] = [("required", 1), ("preferred", 0)];
    stand.clear()?;
    // One node of each zone but for one, so that zones do not decide.
    let (left, off): (Vec<_>, Vec<_>) =
        stand.cluster.node_names()?.into_iter().partition(|node| matches!(node.as_str(), "node1" | "node2"));
    let off: Vec<&str> = off.iter().map(String::as_str).collect();
    stand.cluster.ask(&[&["cordon"], &off[..]].concat())?;
    let wanted = RULES.map(|(rule, _)| {
        let set = format!("kafka.placement.hosts={rule},kafka.placement.zones=none,schemaRegistry.enabled=false");
        let more = ["--set", &set, "--set", "connect.enabled=false,restProxy.enabled=false,ksql.enabled=false"];
        of("default", &format!("few-{rule}"), stand, &more)
    });
    let result = stand.platforms(wanted.into()).and_then(|platforms| {
        let cluster = &stand.cluster;
        for (platform, (_, expected)) in platforms.iter().zip(RULES) {
            platform.wait_for(cluster, "kafka", 3 - expected, SOON)?;
        }
        // A pod that is only late would come by now.
        std::thread::sleep(Duration::from_secs(3));
        for (platform, (rule, expected)) in platforms.iter().zip(RULES) {
            let pods = platform.pods(cluster, "kafka")?;
            let pending = pods.iter().filter(|pod| pod["status"]["phase"] == "Pending").count();
            ensure!(pods.len() == 3 && pending == expected, "{rule}: {pending} of {} are pending", pods.len());
        }
        Ok(())
    });
    stand.cluster.ask(&[&["uncordon"], &off[..]].concat())?;
    result?;
    let said = RULES.map(|(rule, expected)| format!("{rule}: {expected} pending on {} nodes", left.len()));
    Ok(said.join("; "))
}

/// The profile of each kind of quorum.
const QUORUMS: [&str; 2] = ["kraft", "production"];

fn quorum(profile: &str) -> &'static str {
    if profile == "kraft" { "kraft" } else { "zookeeper" }
}

fn rolls_one_at_a_time(stand: &mut Stand) -> Result<String> {
    let all = standing(stand, &QUORUMS, false)?;
    let cluster = &stand.cluster;
    let rolled = on_each(&all, |profile, platform| {
        let quorum = quorum(profile);
        let timeline = Timeline::start(cluster, &platform.namespace)?;
        let change = format!("{quorum}.logging.level=WARN,kafka.logging.level=WARN");
        let changed = platform.with(&["--set", &change]);
        changed.apply(cluster)?;
        changed.wait(cluster, SOON)?;
        for component in [quorum, "kafka"] {
            let prefix = format!("{}-{component}-", platform.name);
            let of_it = |pod: &str| pod.starts_with(&prefix);
            let (rolled, most) = (timeline.replaced(of_it), timeline.most_down(of_it));
            ensure!(rolled.len() == 3 && most == 1, "{component}: {rolled:?} rolled, {most} down at once");
        }
        let others = timeline.replaced(|pod| !pod.contains("-kafka-") && !pod.contains(&format!("-{quorum}-")));
        ensure!(others.is_empty(), "{others:?} rolled too");
        Ok((changed, format!("{profile}: 6 pods in {:.0} s, never two of a component", timeline.seconds())))
    })?;
    let (changed, said): (Vec<Platform>, Vec<String>) = rolled.into_iter().unzip();
    changed.into_iter().for_each(|changed| stand.changed_to(changed));
    Ok(said.join("; "))
}

fn drains_leave_the_quorum(stand: &mut Stand) -> Result<String> {
    let all = standing(stand, &QUORUMS, false)?;
    let cluster = &stand.cluster;
    let ready = || on_each(&all, |_, platform| platform.wait(cluster, SOON));
    let timelines = on_each(&all, |_, platform| Timeline::start(cluster, &platform.namespace))?;
    let nodes = cluster.node_names()?;
    for node in &nodes {
        drain(cluster, node, DRAIN)?;
        cluster.ask(&["uncordon", node])?;
        ready()?;
    }
    let mut refused = 0;
    for ((profile, platform), timeline) in all.iter().zip(timelines) {
        for component in [quorum(profile), "kafka"] {
            let prefix = format!("{}-{component}-", platform.name);
            let most = timeline.most_down(|pod| pod.starts_with(&prefix));
            ensure!(most == 1, "{most} pods of {component} were down at once");
            // While the first one is away, nobody may evict a second one.
            let pods = platform.pods(cluster, component)?;
            let nodes: Vec<&str> = pods.iter().filter_map(|pod| pod["spec"]["nodeName"].as_str()).collect();
            drain(cluster, nodes[0], DRAIN)?;
            let second = drain(cluster, nodes[1], 3);
            cluster.ask(&["uncordon", nodes[0], nodes[1]])?;
            let said = second.err().map(|error| format!("{error:#}")).unwrap_or_default();
            let of_it = format!("pods/\"{}\" -n \"{}\"", name(&pods[1]), platform.namespace);
            let is_refused = said.lines().any(|line| line.contains(&of_it) && line.contains("disruption budget"));
            ensure!(is_refused, "{component}: the second drain was let through: {said}");
            refused += 1;
            ready()?;
        }
    }
    let (nodes, platforms) = (nodes.len(), all.len());
    Ok(format!(
        "{nodes} nodes drained, one pod of each of {platforms} quorums away at most; {refused} second evictions refused"
    ))
}

/// Seconds within which a node is empty.
const DRAIN: u64 = 60;

fn drain(cluster: &Cluster, node: &str, seconds: u64) -> Result<()> {
    let timeout = format!("--timeout={seconds}s");
    cluster.ask(&["drain", node, "--ignore-daemonsets", "--delete-emptydir-data", &timeout])?;
    Ok(())
}

fn scales_without_touching_others(stand: &mut Stand) -> Result<String> {
    let all = standing(stand, &QUORUMS, false)?;
    let cluster = &stand.cluster;
    let said = on_each(&all, |profile, platform| {
        let count = |what: &str| -> Result<usize> {
            Ok(cluster.api.list(&format!("/api/v1/namespaces/{}/{what}", platform.namespace))?.len())
        };
        let counts =
            || -> Result<[usize; 3]> { Ok([count("pods")?, count("persistentvolumeclaims")?, count("services")?]) };
        let before = counts()?;
        let timeline = Timeline::start(cluster, &platform.namespace)?;
        platform.with(&["--set", "kafka.replicas=5"]).apply(cluster)?;
        platform.wait(cluster, SOON)?;
        let disks = if profile == "production" { 2 } else { 1 };
        let more: Vec<usize> = counts()?.iter().zip(before).map(|(after, before)| after - before).collect();
        ensure!(more == [2, 2 * disks, 2], "{more:?} pods, claims, Services more");
        let now: BTreeMap<String, String> = cluster
            .api
            .pods(&platform.namespace, "")?
            .iter()
            .map(|pod| (name(pod).to_string(), pod["metadata"]["uid"].as_str().unwrap_or_default().to_string()))
            .collect();
        let touched: Vec<_> = timeline.at_first().into_iter().filter(|(pod, uid)| now.get(pod) != Some(uid)).collect();
        ensure!(touched.is_empty(), "{touched:?} were replaced");
        Ok(format!("{profile}: +{} pods, +{} claims, +{} Services", more[0], more[1], more[2]))
    })?;
    stand.clear()?;
    Ok(format!("{}; no other pod touched", said.join("; ")))
}

fn applying_again_changes_nothing(stand: &mut Stand) -> Result<String> {
    let mut compared = 0;
    for is_server_side in [true, false] {
        let all = standing(stand, &PROFILES, is_server_side)?;
        let cluster = &stand.cluster;
        let again = |_: &str, platform: &Platform| {
            let (manifests, mode) = (platform.render()?, platform.mode());
            let said = cluster.pipe(&[&["diff", "-f", "-"], mode].concat(), &manifests)?;
            ensure!(said.code == 0 && said.text.is_empty(), "{mode:?}: {}{}", said.text, said.errors);
            cluster.apply(&manifests, mode)?;
            let late = platform.late(cluster)?;
            ensure!(late.is_empty(), "{mode:?}: applying again rolls {late:?}");
            Ok(())
        };
        compared += on_each(&all, again)?.len();
    }
    Ok(format!("{compared} second applies and diffs empty, client-side and server-side"))
}
