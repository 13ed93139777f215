use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::quantity::{Bytes, Quantity};

/// What the main container asks for and may use, by resource name (`cpu`, `memory`, ...).
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Resources {
    /// What the scheduler sets aside. Memory follows the limit unless it is set here.
    pub requests: IndexMap<String, Quantity>,
    /// What the container may use at most. There is no CPU limit by default: throttling hurts latency.
    pub limits: IndexMap<String, Quantity>,
}

impl Resources {
    /// `cpu` to ask for, `memory` as request and limit in one.
    pub fn of(cpu: &str, memory: &str) -> Resources {
        let one = |name: &str, amount: &str| IndexMap::from([(name.to_string(), Quantity(amount.to_string()))]);
        Resources { requests: one("cpu", cpu), limits: one("memory", memory) }
    }

    /// The same with the memory request filled in from the limit.
    pub fn with_memory_request(&self) -> Resources {
        let mut filled = self.clone();
        if let Some(limit) = self.limits.get("memory") {
            filled.requests.entry("memory".into()).or_insert_with(|| limit.clone());
        }
        filled
    }

    /// Bytes that the container can count on: the memory limit, else the request.
    pub fn memory(&self) -> Option<u64> {
        self.limits.get("memory").or(self.requests.get("memory")).map(Quantity::units)
    }
}

/// How much of a container's memory becomes Java heap when `heap` is not set.
#[derive(Clone, Copy, Debug)]
pub struct HeapRule {
    /// Percent of the memory limit.
    pub percent: u64,
    /// At most this many bytes: beyond it a bigger page cache or direct memory serves better.
    pub at_most: u64,
}

impl HeapRule {
    /// Bytes of heap: as set, else the share of `memory` bytes; nothing where neither is known.
    pub fn bytes(&self, heap: Option<&Bytes>, memory: Option<u64>) -> Option<u64> {
        let share = |bytes: u64| u128::from(bytes) * u128::from(self.percent) / 100;
        let derived = memory.map(|bytes| u64::try_from(share(bytes)).unwrap_or(u64::MAX).min(self.at_most));
        heap.map(Bytes::count).or(derived)
    }

    /// `-Xms` and `-Xmx` for a container with `memory` bytes; nothing where neither heap nor memory is set, so that
    /// the image's own default holds.
    pub fn options(&self, heap: Option<&Bytes>, memory: Option<u64>) -> String {
        match self.bytes(heap, memory) {
            Some(bytes) => format!("-Xms{0}m -Xmx{0}m", (bytes >> 20).max(1)),
            None => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heap_is_a_share_of_memory_to_the_mebibyte() {
        let rule = HeapRule { percent: 50, at_most: 6 << 30 };
        let options = |heap: Option<&str>, memory: Option<u64>| {
            rule.options(heap.map(|text| Bytes(text.to_string())).as_ref(), memory)
        };
        for (memory, mebibytes) in [(8 << 30, 4096), (1 << 30, 512), (3 << 20, 1), (u64::MAX, 6144)] {
            assert_eq!(options(None, Some(memory)), format!("-Xms{mebibytes}m -Xmx{mebibytes}m"));
        }
        assert_eq!(options(Some("1536Mi"), Some(8 << 30)), "-Xms1536m -Xmx1536m");
        assert_eq!(options(None, None), "");
    }
}
