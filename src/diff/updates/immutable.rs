use super::{Refusal, Update};

/// A field that stays as it was created.
struct Row {
    /// Group and kind.
    of: (&'static str, &'static str),
    /// The field.
    field: &'static str,
    /// Where the server says it is, where that is another place.
    said_at: &'static str,
    /// What the server says.
    sentence: &'static str,
    /// The minors that say so.
    minors: std::ops::RangeInclusive<u32>,
    /// What to do instead. `{}` is the object, as kubectl takes it.
    instead: &'static str,
}

/// What the server says of most of them.
pub const IMMUTABLE: &str = "Invalid value: field is immutable";
const ALL: std::ops::RangeInclusive<u32> = 0..=u32::MAX;

const REPLACE: &str = "apply it under another name and remove the old one when nothing refers to it, or \
                       `kubectl delete {}` and apply the new one";
const ORPHAN_PODS: &str = "`kubectl delete {} --cascade=orphan` and apply the new one: pods keep running, and those that \
                           its selector no longer matches have to be deleted by hand";
const ORPHAN_SET: &str = "`kubectl delete {} --cascade=orphan` and apply the new one: pods and claims stay, and it takes \
                          over the pods that its selector matches";
const RESIZE: &str = "grow the claims that exist one by one (`kubectl patch pvc NAME -p \
                      '{\"spec\":{\"resources\":{\"requests\":{\"storage\":\"SIZE\"}}}}'`, where their class allows it), then \
                      `kubectl delete {} --cascade=orphan` and apply the new one: pods and claims stay";
const BIND_ANEW: &str = "`kubectl delete {}` and apply the new one at once (what it grants is gone in between), or bind \
                         under another name first";
const NEW_CLASS: &str = "create a class of another name and use it in new claims; existing claims keep theirs. Or \
                         `kubectl delete {}` and apply the new one: volumes that exist are not touched";

const fn row(
    of: (&'static str, &'static str),
    field: &'static str,
    sentence: &'static str,
    instead: &'static str,
) -> Row {
    Row { of, field, said_at: field, sentence, minors: ALL, instead }
}

const fn at(said_at: &'static str, row: Row) -> Row {
    Row { said_at, ..row }
}

const fn in_minors(minors: std::ops::RangeInclusive<u32>, row: Row) -> Row {
    Row { minors, ..row }
}

const SET: (&str, &str) = ("apps", "StatefulSet");
const CLASS: (&str, &str) = ("storage.k8s.io", "StorageClass");
const RBAC: &str = "rbac.authorization.k8s.io";

const ROWS: &[Row] = &[
    in_minors(37..=u32::MAX, row(SET, "spec.selector", IMMUTABLE, ORPHAN_SET)),
    in_minors(37..=u32::MAX, row(SET, "spec.volumeClaimTemplates", IMMUTABLE, RESIZE)),
    in_minors(37..=u32::MAX, row(SET, "spec.serviceName", IMMUTABLE, ORPHAN_SET)),
    in_minors(37..=u32::MAX, row(SET, "spec.podManagementPolicy", IMMUTABLE, ORPHAN_SET)),
    row(("apps", "Deployment"), "spec.selector", IMMUTABLE, ORPHAN_PODS),
    row(("apps", "DaemonSet"), "spec.selector", IMMUTABLE, ORPHAN_PODS),
    row(("apps", "ReplicaSet"), "spec.selector", IMMUTABLE, ORPHAN_PODS),
    row(("", "Secret"), "type", IMMUTABLE, REPLACE),
    in_minors(37..=u32::MAX, row((RBAC, "RoleBinding"), "roleRef", IMMUTABLE, BIND_ANEW)),
    in_minors(37..=u32::MAX, row((RBAC, "ClusterRoleBinding"), "roleRef", IMMUTABLE, BIND_ANEW)),
    in_minors(0..=36, row((RBAC, "RoleBinding"), "roleRef", "Invalid value: cannot change roleRef", BIND_ANEW)),
    in_minors(0..=36, row((RBAC, "ClusterRoleBinding"), "roleRef", "Invalid value: cannot change roleRef", BIND_ANEW)),
    in_minors(36..=u32::MAX, row(CLASS, "provisioner", IMMUTABLE, NEW_CLASS)),
    in_minors(36..=u32::MAX, row(CLASS, "parameters", IMMUTABLE, NEW_CLASS)),
    in_minors(36..=u32::MAX, row(CLASS, "reclaimPolicy", IMMUTABLE, NEW_CLASS)),
    in_minors(0..=35, row(CLASS, "parameters", "Forbidden: updates to parameters are forbidden.", NEW_CLASS)),
    in_minors(0..=35, row(CLASS, "provisioner", "Forbidden: updates to provisioner are forbidden.", NEW_CLASS)),
    in_minors(0..=35, row(CLASS, "reclaimPolicy", "Forbidden: updates to reclaimPolicy are forbidden.", NEW_CLASS)),
    row(CLASS, "volumeBindingMode", IMMUTABLE, NEW_CLASS),
    row(
        ("storage.k8s.io", "VolumeAttributesClass"),
        "driverName",
        "Forbidden: updates to driverName are forbidden.",
        REPLACE,
    ),
    row(
        ("storage.k8s.io", "VolumeAttributesClass"),
        "parameters",
        "Forbidden: updates to parameters are forbidden.",
        REPLACE,
    ),
    at("spec.attachedRequired", row(("storage.k8s.io", "CSIDriver"), "spec.attachRequired", IMMUTABLE, REPLACE)),
    row(("storage.k8s.io", "CSIDriver"), "spec.volumeLifecycleModes", IMMUTABLE, REPLACE),
    row(
        ("scheduling.k8s.io", "PriorityClass"),
        "value",
        "Forbidden: may not be changed in an update.",
        "create a class of another name; `kubectl delete {}` and apply the new one changes only pods that start later",
    ),
    row(("scheduling.k8s.io", "PriorityClass"), "preemptionPolicy", IMMUTABLE, REPLACE),
    row(("networking.k8s.io", "IngressClass"), "spec.controller", IMMUTABLE, REPLACE),
    row(("storage.k8s.io", "CSIStorageCapacity"), "nodeTopology", IMMUTABLE, REPLACE),
    row(("storage.k8s.io", "CSIStorageCapacity"), "storageClassName", IMMUTABLE, REPLACE),
    row(("node.k8s.io", "RuntimeClass"), "handler", IMMUTABLE, REPLACE),
    row(("discovery.k8s.io", "EndpointSlice"), "addressType", IMMUTABLE, REPLACE),
    row(("", "ResourceQuota"), "spec.scopes", IMMUTABLE, REPLACE),
    row(("apps", "ControllerRevision"), "data", IMMUTABLE, REPLACE),
];

/// Fields that change although they must not.
pub fn immutable(update: &Update) -> Vec<Refusal> {
    let id = (update.id.group.as_str(), update.id.kind.as_str());
    let applies = |row: &&Row| row.of == id && row.minors.contains(&update.minor) && update.changes(row.field);
    let refusal = |row: &Row| update.refuse(row.said_at, row.sentence, row.instead.replace("{}", &update.argument()));
    let rows = ROWS.iter().filter(applies).map(refusal);
    rows.chain(Some(update).filter(|_| id == SET).and_then(stateful_set)).collect()
}

/// Up to 1.36 a StatefulSet has one sentence for all its fields.
fn stateful_set(update: &Update) -> Option<Refusal> {
    const MUTABLE: [&str; 7] = [
        "spec.replicas",
        "spec.ordinals",
        "spec.template",
        "spec.updateStrategy",
        "spec.persistentVolumeClaimRetentionPolicy",
        "spec.minReadySeconds",
        "spec.revisionHistoryLimit",
    ];
    let with_history = update.minor >= 33;
    let mutable = if with_history { &MUTABLE[..] } else { &MUTABLE[..6] };
    if update.minor >= 37 || !update.changes_beside("spec", mutable) {
        return None;
    }
    let history = if with_history { "'revisionHistoryLimit', " } else { "" };
    let sentence = format!(
        "Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', \
         'updateStrategy', {history}'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden"
    );
    let instead = if update.changes("spec.volumeClaimTemplates") { RESIZE } else { ORPHAN_SET };
    Some(update.refuse("spec", &sentence, instead.replace("{}", &update.argument())))
}
