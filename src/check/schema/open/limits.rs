use std::fmt::Display;

use serde_json::{Map, Value};

use super::Check;
use crate::check::schema::text::{Url, is_base64, is_time};
use crate::yaml::{Content, Node};

impl<'t, 'n> Check<'t, 'n> {
    /// Enumerations, ranges, lengths, patterns, formats.
    pub(super) fn limits(&mut self, rules: &'t Map<String, Value>, node: &'n Node) {
        let number = |name: &str| rules.get(name).and_then(Value::as_f64);
        if let Some(allowed) = rules.get("enum").and_then(Value::as_array)
            && !allowed.is_empty()
            && !allowed.contains(&node.to_json())
        {
            let words: Vec<String> = allowed.iter().filter(|word| !word.is_null()).map(Value::to_string).collect();
            let sentence = format!("{} is none of the allowed values", self.given(node));
            self.fault("bad-value", node.span, sentence, format!("take one of {}", words.join(", ")));
        }
        let sizes = match &node.content {
            Content::Text(text) => Some((text.chars().count(), "minLength", "maxLength", "characters")),
            Content::List(list) => Some((list.len(), "minItems", "maxItems", "items")),
            Content::Map(entries) => Some((entries.len(), "minProperties", "maxProperties", "fields")),
            _ => None,
        };
        if let Some((size, least, most, unit)) = sizes {
            self.range(node, size as f64, (number(least), number(most)), (false, false), &format!(" {unit}"));
        }
        match &node.content {
            Content::Number(value) => {
                let excludes = |name: &str| rules.get(name) == Some(&Value::Bool(true));
                let open = (excludes("exclusiveMinimum"), excludes("exclusiveMaximum"));
                let (least, most, step) = (number("minimum"), number("maximum"), number("multipleOf"));
                let float = value.as_f64().unwrap_or_default();
                match value.as_i64() {
                    Some(value) => {
                        self.range(node, value, (least.map(whole), most.map(whole)), open, "");
                        let step = step.map(whole);
                        self.steps(node, step, |step| value % step == 0);
                    }
                    None => {
                        self.range(node, float, (least, most), open, "");
                        let is_whole = |times: f64| (times - times.round()).abs() <= 1e-9;
                        self.steps(node, step, |step| is_whole(float / step));
                    }
                }
                self.format_of_number(rules, node, float);
            }
            Content::Text(text) => self.text(rules, node, text),
            _ => {}
        }
    }

    fn range<N: Copy + PartialOrd + Display>(
        &mut self,
        node: &'n Node,
        value: N,
        (least, most): (Option<N>, Option<N>),
        (above, below): (bool, bool),
        unit: &str,
    ) {
        let too_small = least.filter(|least| value < *least || (above && value == *least));
        let too_large = most.filter(|most| value > *most || (below && value == *most));
        let bound = match (too_small, too_large) {
            (Some(least), _) if above => format!("more than {least}{unit}"),
            (Some(least), _) => format!("at least {least}{unit}"),
            (_, Some(most)) if below => format!("less than {most}{unit}"),
            (_, Some(most)) => format!("at most {most}{unit}"),
            _ => return,
        };
        self.fault(
            "bad-value",
            node.span,
            format!("{bound} are allowed here").replace("are", if unit.is_empty() { "is" } else { "are" }),
            format!("give {bound}"),
        );
    }

    fn steps<N: Copy + Default + PartialOrd + Display>(
        &mut self,
        node: &'n Node,
        step: Option<N>,
        is_multiple_of: impl Fn(N) -> bool,
    ) {
        let Some(step) = step else { return };
        if step <= N::default() {
            let fix = "correct `multipleOf` in the schema".to_owned();
            return self.fault("bad-value", node.span, "the schema's `multipleOf` must be positive".to_owned(), fix);
        }
        if !is_multiple_of(step) {
            let fix = format!("take a multiple of {step}");
            self.fault("bad-value", node.span, format!("the number is not a multiple of {step}"), fix);
        }
    }

    fn format_of_number(&mut self, rules: &Map<String, Value>, node: &'n Node, value: f64) {
        let (low, high) = match rules.get("format").and_then(Value::as_str) {
            Some("int32") => (f64::from(i32::MIN), f64::from(i32::MAX)),
            Some("int64") => (i64::MIN as f64, i64::MAX as f64),
            _ => return,
        };
        let exact = matches!(&node.content, Content::Number(number) if number.is_u64() && number.as_i64().is_none());
        if value < low || value > high || exact {
            let fix = format!("take a number from {low} to {high}");
            self.fault("bad-value", node.span, "the number does not fit into its format".to_owned(), fix);
        }
    }

    fn text(&mut self, rules: &Map<String, Value>, node: &'n Node, text: &str) {
        if let Some(pattern) = rules.get("pattern").and_then(Value::as_str)
            && regex::Regex::new(pattern).is_ok_and(|regex| !regex.is_match(text))
        {
            let sentence = format!("{} does not match the pattern", self.given(node));
            self.fault("bad-value", node.span, sentence, format!("write it to match `{pattern}`"));
        }
        let fits = match rules.get("format").and_then(Value::as_str) {
            Some("date-time") => is_time(text),
            Some("byte") => is_base64(text),
            Some("date") => is_time(&format!("{text}T00:00:00Z")),
            Some("uri") => Url::of_request(text).is_some(),
            Some("ipv4") => text.parse::<std::net::Ipv4Addr>().is_ok(),
            Some("ipv6") => text.parse::<std::net::Ipv6Addr>().is_ok(),
            _ => true,
        };
        if !fits {
            let format = rules.get("format").and_then(Value::as_str).unwrap_or_default();
            let sentence = format!("{} is not of the format `{format}`", self.given(node));
            self.fault("bad-value", node.span, sentence, format!("write it as `{format}` wants it"));
        }
    }
}

/// A limit of a whole number as the API server takes it: its whole part, and where that has more than 64 bits the least
/// that there is (`MaximumNativeType` of kube-openapi, and how processors convert numbers).
fn whole(limit: f64) -> i64 {
    if (i64::MIN as f64..-(i64::MIN as f64)).contains(&limit) { limit as i64 } else { i64::MIN }
}
