use rayon::ThreadPoolBuilder;

use super::input::{self, wrong_flag};
use super::{Failure, Output, fleet};
use crate::check::schema::Minor;
use crate::check::{Checked, check};
use crate::cli::{Format, Render};
use crate::emit;
use crate::manifest::{Manifests, Patch, label, patch, sort, stamp};
use crate::model::resolved::PLATFORM_LABEL;
use crate::model::{Platform, defaults};
use crate::render::{self, Templates};
use crate::source::Findings;
use crate::values::nearest;

/// Begins what every run of this verb needs, while the command line and the values are read. This thread becomes one of
/// those that share the work: to hand it over to others would cost more than it saves.
pub fn warm() {
    if ThreadPoolBuilder::new().use_current_thread().build_global().is_ok() {
        rayon::spawn(|| {
            defaults();
            render::parse();
        });
    }
}

/// `cpgen render`.
pub fn run(args: &Render, output: &mut Output) -> Result<(), Failure> {
    let templates = match &args.templates {
        Some(folder) => Templates::with(folder)?,
        None => Templates::default(),
    };
    if let Some(folder) = &args.fleet {
        return fleet::run(args, folder, &templates, output);
    }
    let mut findings = Findings::default();
    let platform = input::platform(&args.input, &mut findings)?;
    let checked = manifests(&platform, &templates, &mut findings)?;
    let checked = only(checked, &args.show_only)?;
    output.warn(findings);
    if let Some(folder) = &args.output_dir {
        let written = emit::directory(&checked, folder, args.prune)?;
        output.messages.push_str(&summary(&written, &folder.display().to_string()));
        return Ok(());
    }
    match args.output {
        Format::Yaml => emit::stream(&checked, &mut output.text)?,
        Format::Json => emit::json(&checked, &mut output.text)?,
        Format::Name => emit::name(&checked, &mut output.text)?,
    }
    // The process ends here. To free every object one by one would take a tenth of its time.
    std::mem::forget((platform, checked));
    Ok(())
}

/// The corridor after the model: text, objects, the user's patches, label, checksums, apply order, rules.
pub fn manifests(platform: &Platform, templates: &Templates, findings: &mut Findings) -> Result<Checked, Failure> {
    let rendered = render::render(platform, templates)?;
    let mut manifests = Manifests::parse(rendered)?;
    let broken = patch::apply(&mut manifests, &patches(platform));
    if broken.has_errors() {
        return Err(broken.into());
    }
    label(&mut manifests, PLATFORM_LABEL, &platform.name);
    stamp(&mut manifests);
    sort(&mut manifests);
    let (checked, found) = check(manifests, Minor::of(platform.kubernetes_minor));
    findings.extend(found);
    match checked {
        Some(checked) => Ok(checked),
        None => Err(std::mem::take(findings).into()),
    }
}

fn patches(platform: &Platform) -> Vec<Patch> {
    let one = |patch: &crate::model::Placed| Patch {
        kind: patch.settings.target.kind.clone(),
        name: patch.settings.target.name.clone(),
        component: patch.settings.target.component.clone(),
        merge: patch.settings.merge.clone(),
        json: patch.settings.json.clone(),
        place: patch.place.clone(),
    };
    platform.patches.iter().map(one).collect()
}

/// The objects that `--show-only` names.
fn only(checked: Checked, wanted: &[String]) -> Result<Checked, Failure> {
    if wanted.is_empty() {
        return Ok(checked);
    }
    for what in wanted {
        if !checked.objects().iter().any(|object| object.is_called(what)) {
            let mut known: Vec<String> = Vec::new();
            for object in checked.objects() {
                let folder = object.template.split('/').next().unwrap_or_default();
                known.extend([folder.to_string(), object.template.clone(), object.id()]);
            }
            let fix = match nearest(what, known.iter().map(String::as_str)) {
                Some(near) => format!("write `{near}`"),
                None => "name a component, a file of it, or KIND/NAME; `-o name` lists all objects".to_string(),
            };
            return Err(wrong_flag("--show-only", format!("nothing that is rendered is called `{what}`"), fix));
        }
    }
    Ok(checked.only(|object| wanted.iter().any(|what| object.is_called(what))))
}

/// What became of a directory, in one line.
pub fn summary(written: &emit::Written, folder: &str) -> String {
    let (new, same, gone) = (written.written.len(), written.unchanged.len(), written.removed.len());
    format!("{folder}: {new} written, {same} unchanged, {gone} removed\n")
}
