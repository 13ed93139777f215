use super::{Value, words};
use crate::check::schema::{Fault, Minor, Path, Resource, Step};
use crate::source::nearest;
use crate::yaml::{Content, Node};

/// What one minor of Kubernetes has against one object.
///
/// Each way to add something takes the value, the name of the rule in kebab case, the API server's own words, and what
/// to do about it. The sentence comes out as the server writes it (`k8s.io/apimachinery/pkg/util/validation/field`).
#[derive(Debug)]
pub struct Errors<'n> {
    root: &'n Node<'n>,
    path: Path<'n>,
    kind: &'n str,
    minor: u32,
    secret: bool,
    faults: Vec<Fault>,
    /// Faults that the API server finds after all others.
    late: Vec<usize>,
}

impl<'n> Errors<'n> {
    /// No errors yet.
    pub fn new(resource: &Resource<'n, 'n>, minor: Minor) -> Errors<'n> {
        let (root, path, secret) = (resource.node, resource.path.clone(), resource.is_secret());
        let (kind, minor) = (resource.kind, minor.number());
        Errors { root, path, kind, minor, secret, faults: Vec::new(), late: Vec::new() }
    }

    /// The kind of the object.
    pub fn kind(&self) -> &'n str {
        self.kind
    }

    /// Whether the minor is `number` or newer: 34 for 1.34.
    pub fn since(&self, number: u32) -> bool {
        self.minor >= number
    }

    /// The whole object.
    pub fn object(&self) -> Value<'n> {
        Value::new(self.root)
    }

    /// The faults behind the first `count`, for the paths that the server names otherwise.
    pub fn after(&mut self, count: usize) -> &mut [Fault] {
        self.faults.get_mut(count..).unwrap_or_default()
    }

    /// Where a value is, as the server writes it.
    pub fn path_of(&self, value: Value<'n>) -> String {
        self.path_to(value).to_string()
    }

    fn path_to(&self, value: Value<'n>) -> Path<'n> {
        let mut path = self.path.clone();
        value.steps(self.root).into_iter().for_each(|step| path.step(step));
        path
    }

    /// What a judge has against an object that is not a part of this one.
    pub fn apart<'m>(&self, object: &'m Node<'m>, judge: impl FnOnce(Value<'m>, &mut Errors<'m>)) -> Vec<Fault> {
        let (minor, secret) = (self.minor, self.secret);
        let (faults, late) = (Vec::new(), Vec::new());
        let mut errors = Errors { root: object, path: Path::default(), kind: "", minor, secret, faults, late };
        judge(Value::new(object), &mut errors);
        errors.into_faults()
    }

    /// How many faults there are so far.
    pub fn count(&self) -> usize {
        self.faults.len()
    }

    /// Whether there is anything for which the API server refuses the object.
    pub fn are_there(&self) -> bool {
        self.faults.iter().any(|fault| !fault.is_warning)
    }

    /// Takes those faults away, for a place further behind.
    pub fn cut(&mut self, count: usize) -> Vec<Fault> {
        self.faults.split_off(count.min(self.faults.len()))
    }

    /// Adds what was cut.
    pub fn extend(&mut self, faults: Vec<Fault>) {
        self.faults.extend(faults);
    }

    /// All faults, in the order in which the API server finds them.
    pub fn into_faults(self) -> Vec<Fault> {
        if self.late.is_empty() {
            return self.faults;
        }
        let is_late = |at: usize| self.late.contains(&at);
        let (late, early): (Vec<_>, Vec<_>) = self.faults.into_iter().enumerate().partition(|(at, _)| is_late(*at));
        early.into_iter().chain(late).map(|(_, fault)| fault).collect()
    }

    /// Since 1.37 some rules are declared with the types and judged after all that is written out by hand: the fault
    /// that was added last comes from such a rule.
    pub fn declared(&mut self) {
        if self.since(37) {
            self.late.extend(self.faults.len().checked_sub(1));
        }
    }

    /// `Invalid value: "x": DETAIL`
    pub fn invalid(&mut self, value: Value<'n>, rule: &'static str, detail: &str, fix: &str) -> &mut Fault {
        let sentence = format!("Invalid value: {}: {detail}", self.shown(value));
        self.add(value, rule, sentence, fix)
    }

    /// `Invalid value: DETAIL` once for each problem with the form of a text.
    pub fn malformed(&mut self, value: Value<'n>, rule: &'static str, problems: Vec<String>, fix: &str) {
        for problem in problems {
            self.invalid(value, rule, &problem, fix);
        }
    }

    /// `Invalid value: SHOWN: DETAIL`, where the server shows something else than the value that is written.
    pub fn invalid_as(
        &mut self,
        value: Value<'n>,
        shown: &str,
        rule: &'static str,
        detail: &str,
        fix: &str,
    ) -> &mut Fault {
        self.add(value, rule, format!("Invalid value: {shown}: {detail}"), fix)
    }

    /// `Required value` for each of the fields that is absent or empty.
    pub fn needed(&mut self, value: Value<'n>, rule: &'static str, names: &[&'static str]) {
        for name in names {
            let field = value.get(name);
            if field.is_empty() {
                self.required(field, rule, "", &format!("set {name}"));
            }
        }
    }

    /// `Required value: DETAIL`, or without the detail where it is empty.
    pub fn required(&mut self, value: Value<'n>, rule: &'static str, detail: &str, fix: &str) -> &mut Fault {
        self.add(value, rule, with_detail("Required value", detail), fix)
    }

    /// `Forbidden: DETAIL`
    pub fn forbidden(&mut self, value: Value<'n>, rule: &'static str, detail: &str, fix: &str) -> &mut Fault {
        self.add(value, rule, with_detail("Forbidden", detail), fix)
    }

    /// `Duplicate value: "x"`
    pub fn duplicate(&mut self, value: Value<'n>, rule: &'static str, fix: &str) -> &mut Fault {
        let sentence = format!("Duplicate value: {}", self.shown(value));
        self.add(value, rule, sentence, fix)
    }

    /// `Not found: "x"`
    pub fn not_found(&mut self, value: Value<'n>, rule: &'static str, fix: &str) -> &mut Fault {
        let sentence = format!("Not found: {}", self.shown(value));
        self.add(value, rule, sentence, fix)
    }

    /// `Unsupported value: "x": supported values: "A", "B"`. The fix names the nearest of them.
    pub fn unsupported(&mut self, value: Value<'n>, rule: &'static str, supported: &[&str]) -> &mut Fault {
        self.unsupported_at(value, value, rule, supported)
    }

    /// The same, where the server names another place than that of the value.
    pub fn unsupported_at(
        &mut self,
        place: Value<'n>,
        value: Value<'n>,
        rule: &'static str,
        supported: &[&str],
    ) -> &mut Fault {
        let names: Vec<String> = supported.iter().map(|name| format!("{name:?}")).collect();
        let sentence = format!("Unsupported value: {}: supported values: {}", self.shown(value), names.join(", "));
        let fix = match nearest(value.text(), supported.iter().copied()) {
            Some(near) => format!("did you mean {near}?"),
            None => format!("write {}", supported.join(" or ")),
        };
        let fault = self.add(place, rule, sentence, &fix);
        fault.span = value.span();
        fault
    }

    /// Asks for one of those words, where there is one at all; the API server has a default for none.
    pub fn one_of(&mut self, value: Value<'n>, rule: &'static str, supported: &[&str]) {
        let text = value.text();
        if !text.is_empty() && !supported.contains(&text) {
            self.unsupported(value, rule, supported);
        }
    }

    /// `Too long: may not be more than LIMIT bytes`
    pub fn too_long(&mut self, value: Value<'n>, rule: &'static str, limit: usize, fix: &str) -> &mut Fault {
        self.add(value, rule, format!("Too long: may not be more than {limit} bytes"), fix)
    }

    /// `Too many: N: must have at most LIMIT items`
    pub fn too_many(&mut self, value: Value<'n>, rule: &'static str, limit: usize, fix: &str) -> &mut Fault {
        let sentence = format!("Too many: {}: must have at most {limit} items", value.len());
        self.add(value, rule, sentence, fix)
    }

    /// Something that the API server accepts with a warning.
    pub fn warn(&mut self, value: Value<'n>, rule: &'static str, sentence: &str, fix: &str) -> &mut Fault {
        let fault = self.add(value, rule, sentence.to_owned(), fix);
        fault.is_warning = true;
        fault
    }

    /// Anything, in words of one's own.
    pub fn add(&mut self, value: Value<'n>, rule: &'static str, sentence: String, fix: &str) -> &mut Fault {
        let path = self.path_to(value);
        let sentence = words::of_minor(sentence, self.minor);
        self.faults.push(Fault::error(rule, &path, value.span(), sentence, fix));
        let last = self.faults.len() - 1;
        &mut self.faults[last]
    }

    fn is_of_metadata(&self, value: Value<'n>) -> bool {
        matches!(value.steps(self.root).first(), Some(Step::Field("metadata")))
    }

    /// The value as the API server shows it; maps and lists without their content, and nothing of a Secret.
    fn shown(&self, value: Value<'n>) -> String {
        match value.node().map(|node| &node.content) {
            _ if self.secret && !self.is_of_metadata(value) => "(hidden)".to_owned(),
            None | Some(Content::Null) => "\"\"".to_owned(),
            Some(Content::Text(text)) => format!("{:?}", crate::source::excerpt(text).trim_matches('`')),
            Some(Content::Bool(bool)) => bool.to_string(),
            Some(Content::Number(number)) => number.to_string(),
            Some(Content::List(list)) if list.iter().all(|item| item.text().is_some()) => {
                let texts: Vec<String> =
                    list.iter().map(|item| format!("{:?}", item.text().unwrap_or_default())).collect();
                format!("[{}]", texts.join(","))
            }
            Some(Content::List(_)) => "[...]".to_owned(),
            Some(Content::Map(_)) => "{...}".to_owned(),
        }
    }
}

fn with_detail(kind: &str, detail: &str) -> String {
    if detail.is_empty() { kind.to_owned() } else { format!("{kind}: {detail}") }
}
