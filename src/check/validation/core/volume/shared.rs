//! What volumes and claims have in common.

use crate::check::validation::text::dns_subdomain;
use crate::check::validation::{Errors, Value};

const ACCESS_MODES: &[&str] = &["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];
const VOLUME_MODES: &[&str] = &["Block", "Filesystem"];

/// Which nodes may use a volume how. The server reports all of them at the list.
pub fn access_modes<'n>(modes: Value<'n>, errors: &mut Errors<'n>) {
    let (mut alone, mut others) = (false, false);
    for mode in modes.items() {
        let is_alone = mode.text() == "ReadWriteOncePod";
        if !ACCESS_MODES.contains(&mode.text()) {
            let fault = errors.unsupported(mode, "access-mode", ACCESS_MODES);
            fault.path.truncate(fault.path.rfind('[').unwrap_or(fault.path.len()));
            continue;
        }
        alone |= is_alone;
        others |= !is_alone;
    }
    if alone && others {
        let detail = "may not use ReadWriteOncePod with other access modes";
        errors.forbidden(modes, "access-mode", detail, "keep ReadWriteOncePod or the others");
    }
}

/// The name of a class, or none (`ValidateClassName`).
pub fn class_name<'n>(class: Value<'n>, errors: &mut Errors<'n>) {
    if !class.text().is_empty() {
        errors.malformed(class, "class-name", dns_subdomain(class.text()), "name a class that can exist");
    }
}

/// Whether a volume is a file system.
pub fn volume_mode<'n>(mode: Value<'n>, errors: &mut Errors<'n>) {
    if mode.is_set() && !VOLUME_MODES.contains(&mode.text()) {
        errors.unsupported(mode, "volume-mode", VOLUME_MODES);
    }
}
