//! From names of an image's environment back to properties.

/// The property that an image of Confluent makes of the rest of a variable's name: `_` is a dot, `__` an underscore,
/// `___` a dash, capitals are lost (`env_to_props` of its `dub`).
pub fn property(rest: &str) -> String {
    let mut name = String::new();
    let mut run = 0;
    for character in rest.to_lowercase().chars() {
        if character == '_' {
            run += 1;
            continue;
        }
        underscores(run, &mut name);
        run = 0;
        name.push(character);
    }
    name.extend(std::iter::repeat_n('_', run));
    name
}

fn underscores(run: usize, name: &mut String) {
    match run {
        0 => {}
        1 => name.push('.'),
        2 => name.push('_'),
        3 => name.push('-'),
        more => name.extend(std::iter::repeat_n('_', more)),
    }
}

/// The variable that the chart makes of a key of `configurationOverrides`, without its prefix: dots become `_`, nothing
/// else does.
pub fn variable(key: &str) -> String {
    key.replace('.', "_").to_uppercase()
}

/// Whether a property says how many brokers something needs.
pub fn counts_brokers(property: &str) -> bool {
    ["replication.factor", ".topic.replicas", ".replication", "min.insync.replicas", ".min.isr"]
        .iter()
        .any(|end| property.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_read_underscores_as_dots() {
        for (key, read) in [
            ("log.retention.ms", "log.retention.ms"),
            ("offsets_topic_replication_factor", "offsets.topic.replication.factor"),
            ("listener.name.sasl_plaintext.x", "listener.name.sasl.plaintext.x"),
            ("listener.name.sasl..plaintext.x", "listener.name.sasl_plaintext.x"),
            ("a...b", "a-b"),
            ("a-b", "a-b"),
            ("camelCase", "camelcase"),
            ("", ""),
            ("_", "_"),
        ] {
            assert_eq!(property(&variable(key)), read, "{key}");
        }
    }
}
