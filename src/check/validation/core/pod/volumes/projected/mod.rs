mod certificate;
mod trust_bundle;

use super::items::{downward_file, file_path, key_to_path, mode};
use crate::check::validation::seen::Seen;
use crate::check::validation::text::signer_name;
use crate::check::validation::{Errors, Value};
use certificate::certificate;
use trust_bundle::trust_bundle;

const MINUTE: i64 = 60;

/// Files from several sources in one volume (`validateProjectedVolumeSource`).
pub fn projected<'n>(volume: Value<'n>, errors: &mut Errors<'n>) {
    mode(volume.get("defaultMode"), errors);
    let mut paths = Paths { volume, seen: Seen::new() };
    let has_certificates = errors.since(37);
    for source in volume.get("sources").items() {
        let mut count = 0;
        for (field, value) in in_order(source, has_certificates) {
            count += 1;
            match field {
                "secret" | "configMap" => mapped(value, &mut paths, errors),
                "downwardAPI" => downward(value, &mut paths, errors),
                "serviceAccountToken" => token(value, errors),
                "clusterTrustBundle" => trust_bundle(value, &mut paths, errors),
                _ => certificate(value, &mut paths, errors),
            }
        }
        if count > 1 {
            let detail = "may not specify more than 1 volume type per source";
            errors.forbidden(source, "volume-sources", detail, "write an item for each source");
        }
    }
}

/// What is there of a source, without what older minors drop.
fn in_order<'n>(source: Value<'n>, has_certificates: bool) -> impl Iterator<Item = (&'static str, Value<'n>)> {
    let fields = ["secret", "configMap", "downwardAPI", "serviceAccountToken", "clusterTrustBundle", "podCertificate"];
    let known = if has_certificates { fields.len() } else { 4 };
    fields.into_iter().take(known).map(move |field| (field, source.get(field))).filter(|(_, value)| value.is_set())
}

/// The paths of a volume, each of which may be there once.
struct Paths<'n> {
    volume: Value<'n>,
    seen: Seen<&'n str>,
}

impl<'n> Paths<'n> {
    /// Takes a path; `shown` is what the server shows where it is there already.
    fn take(&mut self, path: Value<'n>, shown: &str, errors: &mut Errors<'n>) {
        if !self.seen.insert(path.text()) {
            let detail = "conflicting duplicate paths";
            let fix = "give every file its own path";
            let fault = errors.invalid_as(self.volume, &format!("{shown:?}"), "volume-path", detail, fix);
            fault.span = path.span();
        }
    }
}

fn mapped<'n>(source: Value<'n>, paths: &mut Paths<'n>, errors: &mut Errors<'n>) {
    errors.needed(source, "volume-source", &["name"]);
    for item in source.get("items").items() {
        key_to_path(item, errors);
        let path = item.get("path");
        if !path.text().is_empty() {
            paths.take(path, source.get("name").text(), errors);
        }
    }
}

fn downward<'n>(source: Value<'n>, paths: &mut Paths<'n>, errors: &mut Errors<'n>) {
    for file in source.get("items").items() {
        downward_file(file, errors);
        let path = file.get("path");
        if !path.text().is_empty() {
            paths.take(path, path.text(), errors);
        }
    }
}

/// The server names the path of a token as if it were the volume's.
fn token<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    let (expiration, path) = (source.get("expirationSeconds"), source.get("path"));
    token_lifetime(expiration, errors);
    let before = errors.count();
    errors.needed(source, "volume-source", &["path"]);
    file_path(path, errors);
    for fault in errors.after(before) {
        if let Some((volume, _)) = fault.path.split_once(".sources[") {
            fault.path = format!("{volume}.path");
        }
    }
}

/// For how long a token of a ServiceAccount is good, in seconds.
pub fn token_lifetime<'n>(seconds: Value<'n>, errors: &mut Errors<'n>) {
    let detail = match seconds.integer() {
        Some(number) if number < 10 * MINUTE => "may not specify a duration less than 10 minutes",
        Some(number) if number > 1 << 32 => "may not specify a duration larger than 2^32 seconds",
        _ => return,
    };
    errors.invalid(seconds, "token-lifetime", detail, "write the seconds that a token is good for, 600 at least");
}

fn signed_by<'n>(signer: Value<'n>, errors: &mut Errors<'n>) {
    if signer.text().is_empty() {
        errors.required(signer, "signer-name", "", "name the signer");
    } else {
        errors.malformed(signer, "signer-name", signer_name(signer.text()), "write example.com/name");
    }
}
