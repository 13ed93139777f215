use crate::manifest::{Manifests, Object};
use crate::source::{Finding, Findings};

/// Something that must hold for all objects of a platform.
#[derive(Debug)]
pub struct Rule {
    /// Stable name in kebab case, under which its findings go.
    pub name: &'static str,
    /// Why it is a rule: what happens in a cluster where it is broken.
    pub explanation: &'static str,
    /// Objects that break this rule and no other.
    pub bad: &'static str,
    /// The same objects as they should be.
    pub good: &'static str,
    /// Looks at all objects and reports what breaks the rule.
    pub check: fn(&Manifests, &mut Report),
}

/// Takes the findings of one rule.
#[derive(Debug)]
pub struct Report<'a> {
    rule: &'static str,
    findings: &'a mut Findings,
}

impl<'a> Report<'a> {
    /// A report that adds to `findings`.
    pub fn new(rule: &Rule, findings: &'a mut Findings) -> Report<'a> {
        Report { rule: rule.name, findings }
    }

    /// Reports an error at `path` in `object`: `spec.ports[0].name`.
    pub fn error(&mut self, object: &Object, path: &str, sentence: impl AsRef<str>, fix: impl Into<String>) {
        let sentence = with_template(object, sentence.as_ref());
        self.findings.push(Finding::error(self.rule, subject(object, path), sentence, fix));
    }

    /// Reports a warning at `path` in `object`.
    pub fn warning(&mut self, object: &Object, path: &str, sentence: impl AsRef<str>, fix: impl Into<String>) {
        let sentence = with_template(object, sentence.as_ref());
        self.findings.push(Finding::warning(self.rule, subject(object, path), sentence, fix));
    }
}

/// How findings call a place in an object: `Service/orders-kafka spec.ports[0].name`.
pub(super) fn subject(object: &Object, path: &str) -> String {
    format!("{} {path}", object.id())
}

/// A sentence about an object with the template that it comes from.
pub(super) fn with_template(object: &Object, sentence: &str) -> String {
    format!("{sentence} (template {})", object.template)
}
