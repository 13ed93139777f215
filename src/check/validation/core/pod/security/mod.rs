//! The security contexts of pods and containers.

mod apparmor;
mod container;
mod pod;
mod seccomp;
mod sysctls;
mod windows;
mod windows_user;

pub use apparmor::{ANNOTATION as APPARMOR, apparmor_annotations, apparmor_fields_match, says_same};
pub use container::container_security;
pub use pod::pod_security;
pub use seccomp::{OF_CONTAINER as SECCOMP, OF_POD as SECCOMP_OF_POD, seccomp_annotations, seccomp_fields_match};
pub use windows::host_processes;

use crate::check::validation::{Errors, Value};

/// The largest number of a user or group.
const MOST: i64 = 2_147_483_647;

/// The number of a user or a group (`IsValidUserID`, `IsValidGroupID`).
fn id<'n>(value: Value<'n>, errors: &mut Errors<'n>) {
    if value.integer().is_some_and(|number| !(0..=MOST).contains(&number)) {
        let detail = "must be between 0 and 2147483647, inclusive";
        errors.invalid(value, "user-id", detail, "write a number from 0 to 2147483647");
    }
}
