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
