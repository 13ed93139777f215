use indexmap::IndexMap;

use super::{Context, Plan};
use crate::model::part::quantity::bytes;
use crate::model::part::resources::Resources;
use crate::source::Findings;

/// No process of Confluent Platform starts with a smaller heap.
const SMALLEST_HEAP: u64 = 16 << 20;

/// Reports a heap that no process starts with, or that does not fit into the container.
pub fn check_heap(context: &Context, plan: &Plan, findings: &mut Findings) {
    let (heap, resources) = (&plan.workload.heap, &plan.workload.resources);
    let Some(size) = plan.java.heap.bytes(heap.as_ref(), resources.memory()) else { return };
    let mut error = |key: &[&str], sentence: String, fix: String| {
        context.error(findings, "heap-size", &[&plan.section[..], key].concat(), sentence, fix);
    };
    if size < SMALLEST_HEAP {
        let key: &[&str] = match (heap, resources.limits.contains_key("memory")) {
            (Some(_), _) => &["heap"],
            (None, true) => &["resources", "limits", "memory"],
            (None, false) => &["resources", "requests", "memory"],
        };
        let sentence = format!("this leaves {size} bytes of heap, and nothing starts with less than 16Mi");
        error(key, sentence, "write more, with its unit, as in 512Mi or 4Gi".into());
    }
    if let (Some(heap), Some(limit)) = (heap, resources.limits.get("memory"))
        && heap.count() >= limit.units()
    {
        let sentence = format!("a heap of {} does not fit into the memory limit of {}", heap.0, limit.0);
        let section = plan.section.join(".");
        let fix = format!("raise {section}.resources.limits.memory: a process takes more memory than its heap");
        error(&["heap"], sentence, fix);
    }
}

/// How names of properties end that need as many brokers as their value says.
const BROKERS: &[&str] =
    &["replication.factor", ".topic.replicas", ".replication", "min.insync.replicas", ".topic.min.isr", ".log.min.isr"];

/// How many brokers the properties of a component's `config` need, each with its name.
pub fn brokers_needed(config: &IndexMap<String, String>) -> impl Iterator<Item = (&str, u32)> {
    let of_brokers = config.iter().filter(|(name, _)| BROKERS.iter().any(|end| name.ends_with(end)));
    of_brokers.filter_map(|(name, value)| Some((name.as_str(), value.trim().parse().ok()?)))
}

/// Reports replication that Kafka has too few brokers for: it would never create such a topic, or never take a write.
pub fn check_replication(context: &Context, plan: &Plan, findings: &mut Findings) {
    let Some(kafka) = &context.facts.kafka else { return };
    for (property, needed) in brokers_needed(&plan.workload.config).filter(|(_, needed)| *needed > kafka.brokers) {
        let path = [&plan.section[..], &["config", property]].concat();
        let sentence = format!("`{property}` needs {needed} brokers, and Kafka has {}", kafka.brokers);
        let key = if kafka.external { "external.kafka.brokers" } else { "kafka.replicas" };
        let fix = format!("lower it, or remove it and let it follow {key}");
        context.error(findings, "too-few-brokers", &path, sentence, fix);
    }
}

/// Reports what the API server refuses, a request above its limit, or takes for next to nothing, a fraction of a byte.
pub fn check_resources(context: &Context, section: &[&str], resources: &Resources, findings: &mut Findings) {
    for (name, limit) in &resources.limits {
        let Some(request) = resources.requests.get(name).filter(|r| r.thousandths() > limit.thousandths()) else {
            continue;
        };
        let path = [section, &["limits", name]].concat();
        let sentence = format!("the container asks for {} of {name} and may use {}", request.0, limit.0);
        let fix = format!("raise the limit, or lower {}.requests.{name}", section.join("."));
        context.error(findings, "request-over-limit", &path, sentence, fix);
    }
    for (kind, amounts) in [("requests", &resources.requests), ("limits", &resources.limits)] {
        for (name, amount) in
            amounts.iter().filter(|(name, _)| ["memory", "ephemeral-storage"].contains(&name.as_str()))
        {
            if let (false, Err(problem)) = (amount.units() == 0, bytes(&amount.0)) {
                let path = [section, &[kind, name]].concat();
                context.error(findings, "bad-format", &path, problem.sentence, problem.fix);
            }
        }
    }
}
