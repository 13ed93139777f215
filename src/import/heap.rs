use super::part::{Hit, Part};
use super::report::Fate;
use crate::values::Tree;

/// `heapOptions`, or the variable of the image that it becomes: both sizes of the heap, and options beside them.
pub fn heap(part: &mut Part, hit: &Hit) {
    let Some(text) = super::helm::text(&hit.tree) else { return part.wrong(hit, "a text") };
    let mut sizes = [None, None];
    let mut others = Vec::new();
    for option in text.split_whitespace() {
        match (option.strip_prefix("-Xmx").and_then(size), option.strip_prefix("-Xms").and_then(size)) {
            (Some(most), _) => sizes[0] = Some(most),
            (_, Some(first)) => sizes[1] = Some(first),
            _ => others.push(option),
        }
    }
    if !others.is_empty() {
        part.set(&["jvmOptions"], others.iter().map(|option| option.to_string()).collect::<Vec<_>>(), hit.origin());
    }
    let Some(heap) = sizes[0].or(sizes[1]) else {
        let fate = match others.is_empty() {
            true => Fate::Open("it holds no size of a heap".into()),
            false => Fate::Mapped(part.path("jvmOptions")),
        };
        return part.tell(hit, fate);
    };
    if let Some(limit) = limit(part.values)
        && heap >= limit
    {
        let sentence = "a heap as large as the memory limit ends in an OOM kill; cpgen takes a share of the limit";
        return part.tell(hit, Fate::Dropped(sentence.into()));
    }
    part.set(&["heap"], written(heap), hit.origin());
    let more = if sizes[0] != sizes[1] { ", where the first size is the last one too" } else { "" };
    let path = part.path("heap");
    part.tell(hit, Fate::Mapped(format!("{path}{more}")));
}

/// The heap that the chart takes where its user sets none.
pub fn fill(part: &mut Part) {
    const DEFAULT: u64 = 512 << 20;
    if part.get("heapOptions").is_none() && limit(part.values).is_none_or(|limit| limit > DEFAULT) {
        part.fill(&["heap"], written(DEFAULT));
    }
}

/// Bytes of a size as Java has it: `512M`, `1g`.
fn size(text: &str) -> Option<u64> {
    let shift = match text.bytes().last()?.to_ascii_lowercase() {
        b'k' => 10,
        b'm' => 20,
        b'g' => 30,
        b't' => 40,
        _ => return text.parse().ok(),
    };
    text[..text.len() - 1].parse::<u64>().ok()?.checked_mul(1 << shift)
}

fn written(bytes: u64) -> String {
    match bytes {
        _ if bytes.is_multiple_of(1 << 30) => format!("{}Gi", bytes >> 30),
        _ if bytes.is_multiple_of(1 << 20) => format!("{}Mi", bytes >> 20),
        _ if bytes.is_multiple_of(1 << 10) => format!("{}Ki", bytes >> 10),
        _ => bytes.to_string(),
    }
}

/// The memory limit of the main container.
fn limit(values: &Tree) -> Option<u64> {
    let text = super::helm::text(values.get(&["resources", "limits", "memory"])?)?;
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit: u64 = match &text[digits.len()..] {
        "" => 1,
        "k" => 1000,
        "M" => 1_000_000,
        "G" => 1_000_000_000,
        "Ki" => 1 << 10,
        "Mi" => 1 << 20,
        "Gi" => 1 << 30,
        "Ti" => 1 << 40,
        _ => return None,
    };
    let amount: f64 = digits.parse().ok()?;
    Some((amount * unit as f64) as u64)
}
