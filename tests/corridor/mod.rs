//! The corridor of a render in this process: what `cpgen render -f` does between reading files and writing manifests.
#![allow(dead_code)]

use cpgen::check::schema::Minor;
use cpgen::check::{Checked, check};
use cpgen::emit;
use cpgen::manifest::{Manifests, Patch, patch, sort, stamp};
use cpgen::model::{FORMATS, Platform, Values, defaults, resolve, spread};
use cpgen::render::{Templates, render};
use cpgen::source::{Findings, Place, Source};
use cpgen::values::{Tree, decode, layer, parse, read};

/// What leaves, or why nothing does.
pub fn corridor(files: &[(&str, &[u8])]) -> Result<Checked, Findings> {
    let mut findings = Findings::default();
    let mut user = Tree::empty_map(Place { source: Source::new("default", ""), line: 1, column: 1, length: 1 });
    for (name, bytes) in files {
        match decode(name, bytes.to_vec()).and_then(|source| parse(&source)) {
            Ok(tree) => user = layer(user, tree, &mut findings),
            Err(broken) => findings.extend(broken),
        }
    }
    let tree = spread(defaults().clone(), user, &mut findings);
    let values = read::<Values>(&tree, &FORMATS, &mut findings);
    let Some(values) = values.filter(|_| !findings.has_errors()) else { return Err(findings) };
    let Some(platform) = resolve(&values, &tree, &mut findings) else { return Err(findings) };
    manifests(&platform)
}

/// The manifests of a values file.
pub fn rendered(text: &str) -> Result<Checked, Findings> {
    corridor(&[("v.yaml", text.as_bytes())])
}

fn manifests(platform: &Platform) -> Result<Checked, Findings> {
    let mut manifests = Manifests::parse(render(platform, &Templates::default())?)?;
    let patches: Vec<Patch> = platform
        .patches
        .iter()
        .map(|placed| Patch {
            kind: placed.settings.target.kind.clone(),
            name: placed.settings.target.name.clone(),
            component: placed.settings.target.component.clone(),
            merge: placed.settings.merge.clone(),
            json: placed.settings.json.clone(),
            place: placed.place.clone(),
        })
        .collect();
    let broken = patch::apply(&mut manifests, &patches);
    if broken.has_errors() {
        return Err(broken);
    }
    stamp(&mut manifests);
    sort(&mut manifests);
    let (checked, findings) = check(manifests, Minor::of(platform.kubernetes_minor));
    checked.ok_or(findings)
}

/// The stream that kubectl gets.
pub fn stream(checked: &Checked) -> String {
    let mut out = Vec::new();
    emit::stream(checked, &mut out).expect("memory takes everything");
    String::from_utf8(out).expect("YAML is UTF-8")
}
