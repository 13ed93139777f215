//! The sources of volumes, whether of a pod or of a PersistentVolume.

mod azure;
mod cloud;
mod csi;
mod host;
mod iscsi;
mod network;

pub use azure::{azure_disk, azure_file_volume};
pub use cloud::{aws_disk, cinder, cinder_volume, gce_disk, storage_os, storage_os_volume};
pub use csi::{csi, csi_driver_name, csi_volume};
pub use host::{git_repo, host_path, local};
pub use iscsi::{iscsi, iscsi_name, iscsi_volume};
pub use network::{fibre_channel, flex, flocker, glusterfs_volume, nfs, quobyte};

use crate::check::validation::{Errors, Value};

/// One kind of source.
pub struct Source {
    /// The field that it stands in.
    pub field: &'static str,
    /// The fields without which it is none.
    pub needs: &'static [&'static str],
    /// What else it is asked.
    pub judge: for<'n> fn(Value<'n>, &mut Errors<'n>),
}

/// A kind of source that is asked more than for the fields it needs.
pub const fn judged(
    field: &'static str,
    needs: &'static [&'static str],
    judge: for<'n> fn(Value<'n>, &mut Errors<'n>),
) -> Source {
    Source { field, needs, judge }
}

/// A kind of source that is only asked for the fields it needs.
pub const fn plain(field: &'static str, needs: &'static [&'static str]) -> Source {
    Source { field, needs, judge: |_, _| () }
}

impl Source {
    /// Judges a source of this kind.
    pub fn judge<'n>(&self, source: Value<'n>, errors: &mut Errors<'n>) {
        errors.needed(source, "volume-source", self.needs);
        (self.judge)(source, errors);
    }
}

/// Says that an object has more than one source; the server misspells the fields of some.
pub fn one_too_many<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    let detail = "may not specify more than 1 volume type";
    let fault = errors.forbidden(source, "volume-sources", detail, "keep one source");
    for (field, misspelt) in [("cephfs", "cephFS"), ("downwardAPI", "downwarAPI")] {
        if let Some(start) = fault.path.strip_suffix(field) {
            fault.path = format!("{start}{misspelt}");
        }
    }
}

/// Warns of a source that is on its way out.
pub fn warn<'n>(source: Value<'n>, since: &str, errors: &mut Errors<'n>) {
    let fault = errors.warn(source, "deprecated-volume", since, "use a CSI driver");
    if let Some(start) = fault.path.strip_suffix("storageos") {
        fault.path = format!("{start}storageOS");
    }
}
