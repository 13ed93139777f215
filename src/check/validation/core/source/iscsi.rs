use crate::check::validation::text::in_range;
use crate::check::validation::{Errors, Value};

/// The longest name of a volume and address of a portal together, with a colon between.
const LONGEST: usize = 64;
const TOO_LONG: &str = "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if \
                        iscsi.initiatorName is specified.";
const FORM: &str = "must be valid format";
const START: &str = "must be valid format starting with iqn, eui, or naa";

/// A disk of iSCSI in a pod (`validateISCSIVolumeSource`).
pub fn iscsi<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    disk(source, START, false, errors);
}

/// A disk of iSCSI in the volume of that name (`validateISCSIPersistentVolumeSource`).
pub fn iscsi_volume<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    let name = errors.object().get("metadata").get("name").text();
    let portal = source.get("targetPortal");
    if is_too_long(source, name) {
        let fault = errors.invalid(portal, "iscsi-name", TOO_LONG, "choose a shorter name");
        fault.path = fault.path.replace("targetPortal", "targetportal");
    }
    disk(source, FORM, true, errors);
}

/// What the name of a pod's volume has against its disk of iSCSI.
pub fn iscsi_name<'n>(name: Value<'n>, source: Value<'n>, errors: &mut Errors<'n>) {
    if is_too_long(source, name.text()) {
        errors.invalid(name, "iscsi-name", TOO_LONG, "choose a shorter name");
    }
}

fn is_too_long(source: Value, name: &str) -> bool {
    let length = name.len() + 1 + source.get("targetPortal").text().len();
    source.get("initiatorName").is_set() && length > LONGEST
}

fn disk<'n>(source: Value<'n>, start: &str, needs_secret_name: bool, errors: &mut Errors<'n>) {
    let (target, lun, secret) = (source.get("iqn"), source.get("lun"), source.get("secretRef"));
    if target.text().is_empty() {
        errors.needed(source, "volume-source", &["iqn"]);
    } else {
        named(target, start, errors);
    }
    errors.malformed(lun, "volume-lun", in_range(lun.integer().unwrap_or(0), 0, 255), "write the number of the unit");
    if !secret.is_set() && (source.get("chapAuthDiscovery").is_true() || source.get("chapAuthSession").is_true()) {
        errors.required(secret, "volume-secret", "", "name the Secret with the password");
    }
    if secret.is_set() && needs_secret_name {
        errors.needed(secret, "volume-secret", &["name"]);
    }
    let initiator = source.get("initiatorName");
    if initiator.is_set() {
        let before = errors.count();
        named(initiator, start, errors);
        for fault in errors.after(before) {
            fault.path = fault.path.replace("initiatorName", "initiatorname");
        }
    }
}

fn named<'n>(name: Value<'n>, start: &str, errors: &mut Errors<'n>) {
    let text = name.text();
    let is_good = match text.get(..3) {
        Some("iqn") => text.match_indices("iqn.").any(|(at, _)| text.get(at + 4..).is_some_and(is_qualified)),
        Some("eui") => is_numbered(text, 16),
        Some("naa") => is_numbered(text, 32),
        _ => {
            errors.invalid(name, "iscsi-name", start, "begin with iqn., eui. or naa.");
            return;
        }
    };
    if !is_good {
        errors.invalid(name, "iscsi-name", FORM, "write it as in iqn.2001-04.com.example:storage");
    }
}

/// `2001-04.com.example:storage`
fn is_qualified(text: &str) -> bool {
    let is_date = |date: &str| {
        date.bytes().zip(*b"0000-00.").all(|(b, form)| match form {
            b'0' => b.is_ascii_digit(),
            other => b == other,
        })
    };
    let Some((date, rest)) = text.split_at_checked(8) else { return false };
    let Some((domain, disk)) = rest.split_once(':') else { return false };
    let is_domain = !domain.is_empty() && domain.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b));
    let is_disk = !disk.is_empty() && !disk.bytes().any(|b| b",;*&$| \t\n\r\x0c".contains(&b));
    is_date(date) && is_domain && is_disk
}

/// Three letters, any one character, and so many letters and digits.
fn is_numbered(text: &str, digits: usize) -> bool {
    let mut rest = text.chars().skip(3);
    rest.next().is_some_and(|c| c != '\n') && rest.clone().count() == digits && rest.all(|c| c.is_ascii_alphanumeric())
}
