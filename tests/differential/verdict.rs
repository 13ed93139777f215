//! Our verdict.

use cpgen::check::schema::{Minor, Schemas, resources};
use cpgen::source::Source;
use cpgen::yaml::parse;

/// Rules of ours that refuse on purpose what some API server takes: pods that its controllers can never create.
pub const POLICY: &[&str] = &["pods-never-created"];

/// What a server says only where it stores an object, which the oracle never does.
const STORED: &str = "resource-version";

/// What we say of one manifest.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    /// The errors, but for those of policy.
    pub errors: Vec<Said>,
    /// Whether a rule of policy refuses it.
    pub is_against_policy: bool,
    /// Rules that warn.
    pub warnings: Vec<&'static str>,
    /// Whether it is no YAML, or nothing that could be an object.
    pub is_unread: bool,
    /// Whether a key occurs twice in it, which `cpgen validate` refuses and the server does not.
    pub has_duplicates: bool,
}

/// One error.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The rule.
    pub rule: &'static str,
    /// The path, as the server would write it.
    pub path: String,
    /// What is wrong.
    pub sentence: String,
}

impl Verdict {
    /// Whether we take it.
    pub fn accepted(&self) -> bool {
        !self.is_unread && self.errors.is_empty() && !self.is_against_policy
    }

    /// Whether nothing but policy speaks against it.
    pub fn is_policy(&self) -> bool {
        !self.is_unread && self.errors.is_empty() && self.is_against_policy
    }
}

/// What objects are judged by, for one minor.
pub fn schemas(minor: Minor) -> Schemas {
    Schemas::new(vec![minor])
}

/// What we say of the one manifest in `text`, in the way of `cpgen validate --allow-duplicate-keys`.
pub fn verdict(text: &str, schemas: &Schemas) -> Verdict {
    let source = Source::new("mutant.yaml", text);
    let stream = parse(&source);
    let has_duplicates = !stream.duplicates.is_empty();
    let unread = Verdict { is_unread: true, has_duplicates, ..Verdict::default() };
    let document = match stream.documents.as_slice() {
        [document] if stream.broken.is_empty() => document,
        _ => return unread,
    };
    let resources = resources(document);
    let [Ok(resource)] = resources.as_slice() else { return unread };
    let mut verdict = Verdict { has_duplicates, ..Verdict::default() };
    for (fault, _) in schemas.judge(resource).faults {
        if fault.rule == STORED {
            continue;
        }
        if fault.is_warning {
            verdict.warnings.push(fault.rule);
        } else if POLICY.contains(&fault.rule) {
            verdict.is_against_policy = true;
        } else {
            verdict.errors.push(Said { rule: fault.rule, path: fault.path, sentence: fault.sentence });
        }
    }
    verdict
}
