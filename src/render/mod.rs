//! The only stage that knows Tera: a resolved platform and templates become the text of Kubernetes objects.

mod engine;
mod escape;
mod filter;
mod templates;

use rayon::prelude::*;
use serde_json::Map;
use tera::{Context, Tera, Value};

use crate::model::Platform;
use crate::model::resolved::{Instance, Object};
use crate::source::{Finding, Findings, Place, Rendered, Source};
pub use engine::parse;
pub use templates::{TemplateError, Templates};

/// The text of every object of `platform`, in the order in which the model lists them, and after them what the user's
/// own templates add. Findings name the template that cannot be rendered.
pub fn render(platform: &Platform, templates: &Templates) -> Result<Vec<Rendered>, Findings> {
    let (shared, jobs) = rayon::join(|| Value::from_serializable(platform), || jobs(platform, templates));
    let own;
    let engine = match templates.is_built_in() {
        true => engine::BUILT_IN.as_ref(),
        false => {
            own = engine::build(templates, jobs.iter().map(|job| job.template.as_str()));
            own.as_ref()
        }
    };
    let engine = engine.map_err(|error| refused(error, templates))?;
    let mut findings = Findings::default();
    let mut rendered = Vec::with_capacity(jobs.len());
    let texts: Vec<_> = jobs.par_iter().map(|job| job.render(engine, &shared, templates)).collect();
    for text in texts {
        match text {
            Ok(text) => rendered.push(text),
            Err(error) => findings.extend(refused(&error, templates)),
        }
    }
    if findings.has_errors() { Err(findings) } else { Ok(rendered) }
}

/// One template to render, for one instance or for the whole platform.
struct Job<'a> {
    template: String,
    file: String,
    instance: Option<(&'a Instance, Value)>,
    object: Option<Object>,
}

fn jobs<'a>(platform: &'a Platform, templates: &Templates) -> Vec<Job<'a>> {
    let mut jobs = Vec::new();
    for instance in &platform.instances {
        let value = Value::from_serializable(instance);
        for object in &instance.objects {
            jobs.push(Job {
                template: format!("{}/{}", instance.component, object.template),
                file: format!("{}/{}", instance.folder, object.file),
                instance: Some((instance, value.clone())),
                object: Some(object.clone()),
            });
        }
        for (template, name) in templates.added_to(instance.component) {
            jobs.push(Job {
                template: template.clone(),
                file: format!("{}/{name}", instance.folder),
                instance: Some((instance, value.clone())),
                object: Some(instance.object("", Map::new())),
            });
        }
    }
    for template in templates.added() {
        jobs.push(Job { template: template.clone(), file: template.clone(), instance: None, object: None });
    }
    jobs
}

impl Job<'_> {
    fn render(&self, engine: &Tera, platform: &Value, templates: &Templates) -> Result<Rendered, tera::Error> {
        let mut context = Context::new();
        context.insert_value("platform", platform.clone());
        if let Some((_, instance)) = &self.instance {
            context.insert_value("workload", instance.clone());
        }
        if let Some(object) = &self.object {
            context.insert("object", &with_files(object, templates)?);
        }
        let text = engine.render(&self.template, &context)?;
        Ok(Rendered { template: self.file.clone(), text })
    }
}

/// `object` with the texts of its static files as further entries of `data`.
fn with_files(object: &Object, templates: &Templates) -> Result<Object, tera::Error> {
    let mut whole = object.clone();
    if let Some(serde_json::Value::Object(data)) = whole.fields.get_mut("data") {
        for (name, path) in &object.files {
            let missing = || tera::Error::message(format!("there is no file `{path}` for `{name}` of {}", object.name));
            data.insert(name.clone(), templates.text(path).ok_or_else(missing)?.into());
        }
    }
    Ok(whole)
}

/// What Tera says, as findings. Its message is a report of its own: `error: SENTENCE`, the place behind an arrow, and an
/// excerpt.
fn refused(error: &tera::Error, templates: &Templates) -> Findings {
    let mut message = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        message.push_str(&format!("\n{inner}"));
        cause = inner.source();
    }
    let sentence = message.lines().next().unwrap_or_default().trim_start_matches("error: ").trim_end_matches('.');
    let fix = "correct the template; `cpgen show templates` prints the built-in ones";
    let mut finding = Finding::error("template", "--templates", sentence, fix);
    if let Some(place) = message.lines().find_map(|line| place(line.trim_start().strip_prefix("--> ")?, templates)) {
        finding = finding.at(&place);
    }
    let mut findings = Findings::default();
    findings.push(finding);
    findings
}

/// `kafka/service.yaml:3:21` with the text of the template.
fn place(arrow: &str, templates: &Templates) -> Option<Place> {
    let (rest, column) = arrow.trim().rsplit_once(':')?;
    let (path, line) = rest.rsplit_once(':')?;
    let source = Source::new(path, templates.text(path)?);
    Some(Place { source, line: line.parse().ok()?, column: column.parse().ok()?, length: 1 })
}
