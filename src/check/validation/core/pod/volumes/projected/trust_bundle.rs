use super::{Paths, file_path, signed_by};
use crate::check::validation::selector::label_selector;
use crate::check::validation::text::trust_bundle_name;
use crate::check::validation::{Errors, Value};

/// A file with trusted certificates: those of one bundle, or of all bundles of a signer.
pub fn trust_bundle<'n>(source: Value<'n>, paths: &mut Paths<'n>, errors: &mut Errors<'n>) {
    let (name, signer, selector) = (source.get("name"), source.get("signerName"), source.get("labelSelector"));
    let fix = "keep one of name and signerName";
    match (name.is_set(), signer.is_set()) {
        (true, true) => {
            errors.invalid(source, "trust-bundle", "only one of name and signerName may be used", fix);
        }
        (true, false) => {
            if name.text().is_empty() {
                errors.required(name, "trust-bundle", "must be a valid object name", "name the bundle");
            }
            for problem in trust_bundle_name(name.text()) {
                let detail = format!("not a valid clustertrustbundlename: {problem}");
                errors.invalid(name, "trust-bundle", &detail, "name a bundle that can exist");
            }
            if selector.is_set() {
                let detail = "labelSelector must be unset if name is specified";
                errors.invalid(selector, "trust-bundle", detail, "remove the selector");
            }
        }
        (false, true) => {
            if signer.text().is_empty() {
                errors.required(signer, "signer-name", "must be a valid signer name", "name the signer");
            }
            signed_by(signer, errors);
            label_selector(selector, errors);
        }
        (false, false) => {
            errors.required(source, "trust-bundle", "either name or signerName must be specified", fix);
        }
    }
    let path = source.get("path");
    errors.needed(source, "volume-source", &["path"]);
    file_path(path, errors);
    paths.take(path, path.text(), errors);
}
