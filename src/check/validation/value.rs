use crate::check::schema::Step;
use crate::yaml::{Content, Entry, Node, Span};

/// How many absent fields are named below what is there.
const ABSENT: usize = 6;

/// A value of an object, or the place where it would stand. Null is absent, as Go's zero values are.
///
/// It is cheap to copy and knows no path: [`super::Errors`] looks that up where there is something to say.
#[derive(Clone, Copy, Debug)]
pub struct Value<'n> {
    /// The value, or what is there of the way to it.
    anchor: &'n Node<'n>,
    /// Names of the absent fields from there on.
    absent: [&'static str; ABSENT],
    missing: u8,
    depth: u8,
    /// A bit for every step that is a key its author chose, not a field.
    keys: u128,
}

impl<'n> Value<'n> {
    /// A whole object.
    pub fn new(object: &'n Node<'n>) -> Value<'n> {
        Value { anchor: object, absent: [""; ABSENT], missing: 0, depth: 0, keys: 0 }
    }

    /// The field of that name.
    pub fn get(self, name: &'static str) -> Value<'n> {
        match self.child(name) {
            Some(child) => self.below(child),
            None => self.lacking(name),
        }
    }

    /// The value of a key that the author of the object chose.
    pub fn key(self, name: &str) -> Option<Value<'n>> {
        Some(self.keyed().below(self.child(name)?))
    }

    fn child(self, name: &str) -> Option<&'n Node<'n>> {
        if self.missing > 0 {
            return None;
        }
        self.anchor.get(name).filter(|node| node.content != Content::Null)
    }

    fn lacking(self, name: &'static str) -> Value<'n> {
        let mut value = self;
        if let Some(slot) = value.absent.get_mut(usize::from(self.missing)) {
            *slot = name;
            value.missing += 1;
        }
        value
    }

    fn below(self, anchor: &'n Node<'n>) -> Value<'n> {
        Value { anchor, depth: self.depth + 1, ..self }
    }

    /// The same, whose next step is a key.
    fn keyed(self) -> Value<'n> {
        Value { keys: self.keys | 1u128.checked_shl(u32::from(self.depth)).unwrap_or(0), ..self }
    }

    /// Whether it is there. An empty map, list or text is.
    pub fn is_set(self) -> bool {
        self.missing == 0 && self.anchor.content != Content::Null
    }

    /// The node, where it is there.
    pub fn node(self) -> Option<&'n Node<'n>> {
        self.is_set().then_some(self.anchor)
    }

    /// The text; empty where there is none, as in Go.
    pub fn text(self) -> &'n str {
        self.node().and_then(Node::text).unwrap_or_default()
    }

    /// The text, or what the API server defaults an absent or empty one to.
    pub fn text_or(self, default: &'n str) -> &'n str {
        Some(self.text()).filter(|text| !text.is_empty()).unwrap_or(default)
    }

    /// Whether it is text.
    pub fn is_text(self) -> bool {
        self.node().is_some_and(|node| node.text().is_some())
    }

    /// The whole number. `1.0` is one, as the API server decodes it.
    pub fn integer(self) -> Option<i64> {
        match &self.node()?.content {
            Content::Number(number) => number.as_i64().or_else(|| number.as_f64().map(|float| float as i64)),
            _ => None,
        }
    }

    /// The number, where it is one.
    pub fn float(self) -> Option<f64> {
        match &self.node()?.content {
            Content::Number(number) => number.as_f64(),
            _ => None,
        }
    }

    /// Whether it is `true`.
    pub fn is_true(self) -> bool {
        self.node().is_some_and(|node| node.content == Content::Bool(true))
    }

    /// Whether it is `false`, and not only absent.
    pub fn is_false(self) -> bool {
        self.node().is_some_and(|node| node.content == Content::Bool(false))
    }

    /// The items, where it is a list. One that is null counts as an empty object.
    pub fn items(self) -> impl DoubleEndedIterator<Item = Value<'n>> + ExactSizeIterator {
        let list: &[Node] = match self.node().map(|node| &node.content) {
            Some(Content::List(list)) => list,
            _ => &[],
        };
        list.iter().map(move |item| self.below(item))
    }

    /// The keys that its author chose and their values, where it is a map. Null values are given too.
    pub fn entries(self) -> impl ExactSizeIterator<Item = (&'n str, Value<'n>)> {
        let entries: &[Entry] = self.node().and_then(Node::entries).unwrap_or_default();
        let keyed = self.keyed();
        entries.iter().map(move |entry| (entry.key.as_ref(), keyed.below(&entry.value)))
    }

    /// The fields that are there and their names, in the order in which they are written.
    pub fn fields(self) -> impl Iterator<Item = (&'n str, Value<'n>)> {
        let entries: &[Entry] = self.node().and_then(Node::entries).unwrap_or_default();
        let set = entries.iter().filter(|entry| entry.value.content != Content::Null);
        set.map(move |entry| (entry.key.as_ref(), self.below(&entry.value)))
    }

    /// Whether both are the same part of an object, and not only alike.
    pub fn is(self, other: Value) -> bool {
        matches!((self.node(), other.node()), (Some(this), Some(that)) if std::ptr::eq(this, that))
    }

    /// How many items or entries it has.
    pub fn len(self) -> usize {
        match self.node().map(|node| &node.content) {
            Some(Content::List(list)) => list.len(),
            Some(Content::Map(entries)) => entries.len(),
            _ => 0,
        }
    }

    /// Whether it has no items, entries or text, or is absent.
    pub fn is_empty(self) -> bool {
        self.len() == 0 && self.text().is_empty()
    }

    /// Where it is written, or what it would be written into.
    pub fn span(self) -> Span {
        self.anchor.span
    }

    /// The steps that lead to it from `root`.
    pub(super) fn steps(self, root: &'n Node<'n>) -> Vec<Step<'n>> {
        let mut steps = Vec::new();
        find(root, self.anchor, self.keys, &mut steps);
        steps.extend(self.absent[..usize::from(self.missing)].iter().map(|name| Step::Field(name)));
        steps
    }
}

/// The way from a node to one below it.
fn find<'n>(from: &'n Node<'n>, wanted: &Node, keys: u128, steps: &mut Vec<Step<'n>>) -> bool {
    if std::ptr::eq(from, wanted) {
        return true;
    }
    let is_key = keys.checked_shr(steps.len() as u32).unwrap_or(0) & 1 == 1;
    let mut through = |step: Step<'n>, below: &'n Node<'n>| {
        steps.push(step);
        let found = find(below, wanted, keys, steps);
        if !found {
            steps.pop();
        }
        found
    };
    match &from.content {
        Content::List(list) => list.iter().enumerate().any(|(index, item)| through(Step::Item(index), item)),
        Content::Map(entries) => entries.iter().any(|entry| {
            let step = if is_key { Step::Key(&entry.key) } else { Step::Field(&entry.key) };
            through(step, &entry.value)
        }),
        _ => false,
    }
}
