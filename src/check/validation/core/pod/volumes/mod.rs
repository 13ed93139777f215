mod claims;
mod items;
mod overlaps;
mod projected;
mod warnings;

pub use projected::token_lifetime;
pub use warnings::volume_warnings;

use super::PodContext;
use crate::check::schema::Fault;
use crate::check::validation::core::claim::claim_template;
use crate::check::validation::core::source::{self, Source, judged, one_too_many, plain};
use crate::check::validation::seen::Seen;
use crate::check::validation::text::{Quantity, dns_label};
use crate::check::validation::{Errors, Value};

/// What a volume may come from, in the order in which the server looks.
const SOURCES: &[Source] = &[
    judged("emptyDir", &[], empty_dir),
    judged("hostPath", &["path"], source::host_path),
    judged("gitRepo", &["repository"], source::git_repo),
    judged("gcePersistentDisk", &[], source::gce_disk),
    judged("awsElasticBlockStore", &["volumeID"], source::aws_disk),
    judged("secret", &["secretName"], items::files),
    judged("nfs", &["server", "path"], source::nfs),
    judged("iscsi", &["targetPortal"], source::iscsi),
    plain("glusterfs", &["endpoints", "path"]),
    judged("flocker", &[], source::flocker),
    plain("persistentVolumeClaim", &["claimName"]),
    plain("rbd", &["monitors", "image"]),
    judged("cinder", &["volumeID"], source::cinder),
    plain("cephfs", &["monitors"]),
    judged("quobyte", &[], source::quobyte),
    judged("downwardAPI", &[], items::downward_files),
    judged("fc", &[], source::fibre_channel),
    judged("flexVolume", &["driver"], source::flex),
    judged("configMap", &["name"], items::files),
    plain("azureFile", &["secretName", "shareName"]),
    plain("vsphereVolume", &["volumePath"]),
    plain("photonPersistentDisk", &["pdID"]),
    plain("portworxVolume", &["volumeID"]),
    judged("azureDisk", &["diskName", "diskURI"], source::azure_disk),
    judged("storageos", &["volumeName"], source::storage_os),
    judged("projected", &[], projected::projected),
    plain("scaleIO", &["gateway", "system", "volumeName"]),
    judged("csi", &[], source::csi),
    judged("ephemeral", &[], ephemeral),
    plain("image", &[]),
];

const PULL_POLICIES: &[&str] = &["Always", "IfNotPresent", "Never"];

/// The volumes of a pod (`ValidateVolumes`).
pub fn volumes<'n>(spec: Value<'n>, context: &PodContext<'n>, errors: &mut Errors<'n>) {
    let list = spec.get("volumes");
    let created = claims::created(list, context, errors);
    let mut names = Seen::new();
    let mut place = claims::templates(list, context, &mut names, errors);
    for (index, volume) in list.items().enumerate() {
        let name = volume.get("name");
        // Where image volumes are not enabled yet, the server takes them out before it counts.
        if context.claims.contains(&name.text()) || !errors.since(35) && volume.get("image").is_set() {
            continue;
        }
        let before = errors.count();
        sources(volume, context, errors);
        named(name, errors);
        if names.has(name.text()) {
            errors.duplicate(name, "volume-name", "rename one of the volumes");
        }
        if errors.count() == before {
            names.insert(name.text());
        }
        claims::not_created(volume, &created, errors);
        if place != index {
            renumber(errors.after(before), index, place);
        }
        place += 1;
    }
}

fn named<'n>(name: Value<'n>, errors: &mut Errors<'n>) {
    if name.text().is_empty() {
        errors.required(name, "volume-name", "", "name the volume");
    } else {
        errors.malformed(name, "volume-name", dns_label(name.text()), "choose a name that is one");
    }
}

/// Gives the place in the server's list to what stands at `index` of the written one.
fn renumber(faults: &mut [Fault], index: usize, place: usize) {
    for fault in faults {
        fault.path = fault.path.replacen(&format!(".volumes[{index}]"), &format!(".volumes[{place}]"), 1);
    }
}

/// Where a volume comes from; from nowhere is an empty folder (`validateVolumeSource`).
fn sources<'n>(volume: Value<'n>, context: &PodContext<'n>, errors: &mut Errors<'n>) {
    let mut written = volume.fields().filter(|(field, _)| *field != "name");
    let Some((only, value)) = written.next() else { return };
    if written.next().is_none() {
        if let Some(source) = SOURCES.iter().find(|source| source.field == only) {
            first(source, volume, value, context, errors);
        }
        return;
    }
    let all = SOURCES.iter().map(|source| (source, volume.get(source.field)));
    for (count, (source, value)) in all.filter(|(_, value)| value.is_set()).enumerate() {
        if count == 0 {
            first(source, volume, value, context, errors);
            continue;
        }
        one_too_many(value, errors);
        if source.field == "iscsi" {
            source::iscsi_name(volume.get("name"), value, errors);
        }
    }
}

fn first<'n>(source: &Source, volume: Value<'n>, value: Value<'n>, context: &PodContext<'n>, errors: &mut Errors<'n>) {
    source.judge(value, errors);
    match source.field {
        "iscsi" => source::iscsi_name(volume.get("name"), value, errors),
        "ephemeral" => claims::ephemeral_name(volume.get("name"), context, errors),
        "image" => image(value, context, errors),
        _ => (),
    }
}

fn empty_dir<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    let limit = source.get("sizeLimit");
    if limit.is_set() && Quantity::of(limit).is_some_and(|amount| amount.sign().is_lt()) {
        let detail = "SizeLimit field must be a valid resource quantity";
        errors.forbidden(limit, "volume-size", detail, "write an amount of zero or more");
    }
}

fn ephemeral<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    let template = source.get("volumeClaimTemplate");
    if template.is_set() {
        claim_template(template, errors);
    } else {
        errors.required(template, "volume-source", "", "describe the claim");
    }
}

/// An image as a volume; up to 1.36 a template may leave open which (`validateImageVolumeSource`).
fn image<'n>(source: Value<'n>, context: &PodContext<'n>, errors: &mut Errors<'n>) {
    if !context.is_template || errors.since(37) {
        errors.needed(source, "volume-source", &["reference"]);
    }
    let policy = source.get("pullPolicy");
    if !policy.is_empty() && !PULL_POLICIES.contains(&policy.text()) {
        errors.unsupported(policy, "pull-policy", PULL_POLICIES);
    }
}
