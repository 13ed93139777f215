//! The values files below `tests/import/values/`, as they are imported.

/// An import of files below `tests/import/values/`.
pub struct Case {
    /// Their names, later ones over earlier ones.
    pub files: &'static [&'static str],
    /// Further arguments.
    pub more: &'static [&'static str],
}

/// Every file, as its owner would import it.
pub const CASES: &[Case] = &[
    plain(&["nothing.yaml"]),
    plain(&["brokers-only.yaml"]),
    plain(&["single-node.yaml"]),
    plain(&["production.yaml"]),
    plain(&["everything.yaml"]),
    plain(&["node-ports.yaml"]),
    plain(&["node-ports-by-name.yaml"]),
    plain(&["balancers.yaml"]),
    plain(&["wrapped.yaml"]),
    plain(&["parent-base.yaml", "parent-production.yaml"]),
    Case { files: &["broker-chart.yaml"], more: &["--component", "cp-kafka"] },
    Case { files: &["registry-chart.yaml"], more: &["--component", "cp-schema-registry"] },
    plain(&["argo.yaml"]),
    plain(&["flux.yaml"]),
    plain(&["helmfile.yaml"]),
    plain(&["typos.yaml"]),
    plain(&["empties.yaml"]),
    plain(&["placed.yaml"]),
    plain(&["connect.yaml"]),
    plain(&["several-connects.yaml"]),
    plain(&["only-a-further-connect.yaml"]),
    plain(&["fork.yaml"]),
    plain(&["elsewhere.yaml"]),
    plain(&["zookeeper-elsewhere.yaml"]),
    plain(&["headless.yaml"]),
    plain(&["overrides.yaml"]),
    plain(&["named.yaml"]),
    plain(&["secured.yaml"]),
    plain(&["older.yaml"]),
];

const fn plain(files: &'static [&'static str]) -> Case {
    Case { files, more: &[] }
}
