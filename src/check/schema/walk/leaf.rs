use super::Walk;
use crate::check::schema::Shape;
use crate::check::schema::text::{is_base64, is_micro_time, is_quantity, is_time};
use crate::source::excerpt;
use crate::yaml::{Content, Node};

impl<'n> Walk<'_, 'n> {
    /// A value without fields or items; null is absent.
    pub(super) fn leaf(&mut self, node: &'n Node, shape: Shape) {
        match (shape, &node.content) {
            (_, Content::Null) => {}
            (Shape::Boolean, Content::Bool(_)) => {}
            (Shape::Text, Content::Text(_)) => {}
            (Shape::Double, Content::Number(_)) => {}
            (Shape::IntOrText, Content::Text(_)) => {}
            (Shape::Int32 | Shape::IntOrText, Content::Number(number)) => self.whole(node, number, 32),
            (Shape::Int64, Content::Number(number)) => self.whole(node, number, 64),
            (Shape::Quantity, Content::Number(_)) => {}
            (Shape::Quantity, Content::Text(text)) if is_quantity(text) => {}
            (Shape::Quantity, Content::Text(_)) => {
                let fix = "write a number with one of m k M G T P E Ki Mi Gi Ti Pi Ei behind it, or none: 500m, 2Gi";
                self.bad_text(node, "no amount", fix);
            }
            (Shape::Bytes, Content::Text(text)) if is_base64(text) => {}
            (Shape::Bytes, Content::Text(_)) => {
                let sentence = "the value is not base64".to_owned();
                let fix = "encode it with `base64 -w0`, or use `stringData` in a Secret".to_owned();
                self.fault("bad-value", node.span, sentence, fix);
            }
            // To Go bytes are a list of numbers too.
            (Shape::Bytes, Content::List(list)) if list.iter().all(is_byte) => {}
            (Shape::Time, Content::Text(text)) if is_time(text) => {}
            (Shape::Time, Content::Text(_)) => {
                self.bad_text(node, "no time of RFC 3339", "write it as in 2006-01-02T15:04:05Z");
            }
            (Shape::MicroTime, Content::Text(text)) if is_micro_time(text) => {}
            (Shape::MicroTime, Content::Text(_)) => {
                self.bad_text(node, "no time with microseconds", "write it as in 2006-01-02T15:04:05.000000Z");
            }
            _ => self.wrong_type(node, wanted(shape)),
        }
    }

    fn whole(&mut self, node: &'n Node, number: &serde_json::Number, bits: u32) {
        let limit = if bits == 32 { i64::from(i32::MAX) } else { i64::MAX };
        let fits = |whole: i64| whole <= limit && whole >= -limit - 1;
        let whole = number.as_i64().or_else(|| number.as_f64().filter(|float| *float == 0.0).map(|_| 0));
        if whole.is_some_and(fits) {
            return;
        }
        let is_fraction = number.as_f64().is_some_and(|float| float.fract() != 0.0);
        let shown = self.shown(node);
        if is_fraction {
            self.fault("wrong-type", node.span, format!("{shown} is not a whole number"), "round it".to_owned());
        } else {
            let sentence = format!("{shown} does not fit into {bits} bits");
            let fix = format!("take a number from {} to {limit}", -limit - 1);
            self.fault("bad-value", node.span, sentence, fix);
        }
    }

    fn bad_text(&mut self, node: &'n Node, what: &str, fix: &str) {
        let sentence = format!("{} is {what}", self.shown(node));
        self.fault("bad-value", node.span, sentence, fix.to_owned());
    }

    pub(super) fn wrong_type(&mut self, node: &'n Node, wanted: &str) {
        let sentence = format!("{wanted} is wanted here, and {} is given", self.given(node));
        let fix = match (&node.content, wanted) {
            (Content::Bool(_) | Content::Number(_), "text") if self.secret => "quote it".to_owned(),
            (Content::Bool(_) | Content::Number(_), "text") => format!("quote it: \"{}\"", plain(node)),
            (Content::Text(text), "a whole number" | "a boolean" | "a number") if !self.secret => {
                match crate::yaml::resolve(text) {
                    crate::yaml::Scalar::Value(Content::Number(_) | Content::Bool(_)) => {
                        format!("write it without quotes: {}", excerpt(text))
                    }
                    _ => format!("give {wanted}"),
                }
            }
            (Content::Map(_), "a list") => "put a dash before each item".to_owned(),
            (Content::List(_), "a map") => "remove the dashes, or take one of the items".to_owned(),
            _ => format!("give {wanted}"),
        };
        self.fault("wrong-type", node.span, sentence, fix);
    }

    fn given(&self, node: &Node) -> String {
        let kind = match &node.content {
            Content::Null => return "nothing".to_owned(),
            Content::Map(_) => return "a map".to_owned(),
            Content::List(_) => return "a list".to_owned(),
            Content::Bool(_) => "the boolean",
            Content::Number(_) => "the number",
            Content::Text(_) => "the text",
        };
        if self.secret { kind.replace("the ", "a ") } else { format!("{kind} {}", self.shown(node)) }
    }

    /// The value as a sentence may repeat it.
    fn shown(&self, node: &Node) -> String {
        if self.secret { "the value".to_owned() } else { format!("`{}`", plain(node)) }
    }
}

fn is_byte(node: &Node) -> bool {
    match &node.content {
        Content::Number(number) => number.as_u64().is_some_and(|number| number < 256),
        content => *content == Content::Null,
    }
}

fn plain(node: &Node) -> String {
    match &node.content {
        Content::Bool(bool) => bool.to_string(),
        Content::Number(number) => number.to_string(),
        Content::Text(text) => excerpt(text),
        _ => String::new(),
    }
}

fn wanted(shape: Shape) -> &'static str {
    match shape {
        Shape::Boolean => "a boolean",
        Shape::Int32 | Shape::Int64 => "a whole number",
        Shape::Double => "a number",
        Shape::Text => "text",
        Shape::Bytes => "base64 text",
        Shape::Time | Shape::MicroTime => "a time",
        Shape::Quantity => "an amount",
        Shape::IntOrText => "a whole number or text",
        _ => "another value",
    }
}
