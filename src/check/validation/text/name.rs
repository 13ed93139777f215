/// What is wrong with a text, in the API server's words.
type Problems = Vec<String>;

const LABEL: &str = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const LABEL_1035: &str = "[a-z]([-a-z0-9]*[a-z0-9])?";
const KEY: &str = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

fn problem(sentence: &str, examples: &str, pattern: &str) -> String {
    format!("{sentence} (e.g. {examples}, regex used for validation is '{pattern}')")
}

fn limit(text: &str, most: usize) -> Problems {
    let is_long = text.len() > most;
    is_long.then(|| format!("must be no more than {most} characters")).into_iter().collect()
}

/// Whether it begins and ends with what `outer` takes and has only that, `-` and what `inner` takes between.
fn is_word(text: &str, outer: fn(u8) -> bool, inner: fn(u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    bytes.first().is_some_and(|b| outer(*b))
        && bytes.last().is_some_and(|b| outer(*b))
        && bytes.iter().all(|b| outer(*b) || *b == b'-' || inner(*b))
}

fn is_lower(b: u8) -> bool {
    b.is_ascii_lowercase() || b.is_ascii_digit()
}

fn is_label(text: &str) -> bool {
    is_word(text, is_lower, |_| false)
}

fn is_subdomain(text: &str) -> bool {
    text.split('.').all(is_label)
}

/// A DNS label of RFC 1123: `my-name`, of 63 bytes at most.
pub fn dns_label(text: &str) -> Problems {
    let mut problems = limit(text, 63);
    if !is_label(text) {
        problems.push(if is_subdomain(text) {
            "must not contain dots".to_owned()
        } else {
            let sentence = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and \
                            must start and end with an alphanumeric character";
            problem(sentence, "'my-name',  or '123-abc'", LABEL)
        });
    }
    problems
}

/// A DNS label of RFC 1035, which begins with a letter.
pub fn dns_1035_label(text: &str) -> Problems {
    let mut problems = limit(text, 63);
    if !is_label(text) || !text.starts_with(|c: char| c.is_ascii_lowercase()) {
        let sentence = "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an \
                        alphabetic character, and end with an alphanumeric character";
        problems.push(problem(sentence, "'my-name',  or 'abc-123'", LABEL_1035));
    }
    problems
}

/// A DNS subdomain of RFC 1123: labels with dots between, of 253 bytes at most.
pub fn dns_subdomain(text: &str) -> Problems {
    let mut problems = limit(text, 253);
    if !is_subdomain(text) {
        let sentence = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', \
                        and must start and end with an alphanumeric character";
        problems.push(problem(sentence, "'example.com'", &format!("{LABEL}(\\.{LABEL})*")));
    }
    problems
}

/// A subdomain behind `*.`.
pub fn wildcard_subdomain(text: &str) -> Problems {
    let mut problems = limit(text, 253);
    if !text.strip_prefix("*.").is_some_and(is_subdomain) {
        let sentence = "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which \
                        must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric \
                        character";
        problems.push(problem(sentence, "'*.example.com'", &format!("\\*\\.{LABEL}(\\.{LABEL})*")));
    }
    problems
}

/// The key of a label, and every other qualified name: a name of 63 bytes at most, behind an optional subdomain and `/`.
pub fn label_key(text: &str) -> Problems {
    let sentence = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an \
                    alphanumeric character";
    let examples = "'MyName',  or 'my.name',  or '123-abc'";
    let (prefix, name) = match text.split_once('/') {
        Some((_, rest)) if rest.contains('/') => {
            let form = problem(&format!("a valid label key {sentence}"), examples, KEY);
            return vec![format!("{form} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')")];
        }
        Some((prefix, name)) => (Some(prefix), name),
        None => (None, text),
    };
    let mut problems = match prefix {
        Some("") => vec!["prefix part must be non-empty".to_owned()],
        // The lengths of labels are counted in bytes, and called so; those of other names are called characters.
        Some(prefix) => dns_subdomain(prefix)
            .iter()
            .map(|message| format!("prefix part {}", message.replace("253 characters", "253 bytes")))
            .collect(),
        None => Vec::new(),
    };
    if name.is_empty() {
        problems.push("name part must be non-empty".to_owned());
    } else {
        problems.extend(label_limit(name).map(|message| format!("name part {message}")));
    }
    if !is_key(name) {
        problems.push(format!("name part {}", problem(sentence, examples, KEY)));
    }
    problems
}

fn label_limit(text: &str) -> Option<String> {
    (text.len() > 63).then(|| "must be no more than 63 bytes".to_owned())
}

fn is_key(text: &str) -> bool {
    is_word(text, |b| b.is_ascii_alphanumeric(), |b| matches!(b, b'_' | b'.'))
}

/// The value of a label: of 63 bytes at most, and it may be empty.
pub fn label_value(text: &str) -> Problems {
    let mut problems: Problems = label_limit(text).into_iter().collect();
    if !text.is_empty() && !is_key(text) {
        let sentence = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', \
                        and must start and end with an alphanumeric character";
        problems.push(problem(sentence, "'MyValue',  or 'my_value',  or '12345'", &format!("({KEY})?")));
    }
    problems
}

/// A name that becomes a part of a path: that of a role or a disruption budget.
pub fn path_segment(text: &str) -> Problems {
    if matches!(text, "." | "..") {
        return vec![format!("may not be '{text}'")];
    }
    ["/", "%"].into_iter().filter(|part| text.contains(part)).map(|part| format!("may not contain '{part}'")).collect()
}

/// The name of a port in a container or a target: of 15 bytes at most, with a letter.
pub fn port_name(text: &str) -> Problems {
    let mut problems = limit(text, 15);
    if text.is_empty() || !text.bytes().all(|b| is_lower(b) || b == b'-') {
        problems.push("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)".to_owned());
    }
    if !text.bytes().any(|b| b.is_ascii_lowercase()) {
        problems.push("must contain at least one letter (a-z)".to_owned());
    }
    if text.contains("--") {
        problems.push("must not contain consecutive hyphens".to_owned());
    }
    if text.starts_with('-') || text.ends_with('-') {
        problems.push("must not begin or end with a hyphen".to_owned());
    }
    problems
}

/// The key of a ConfigMap or Secret, which becomes a file name.
pub fn config_key(text: &str) -> Problems {
    let mut problems = limit(text, 253);
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b)) {
        let sentence = "a valid config key must consist of alphanumeric characters, '-', '_' or '.'";
        problems.push(problem(sentence, "'key.name',  or 'KEY_NAME',  or 'key-name'", "[-._a-zA-Z0-9]+"));
    }
    problems.extend(upward(text));
    problems
}

/// The name of an environment variable up to 1.31, and where the relaxed form is off.
pub fn env_name(text: &str) -> Problems {
    let is_good = text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b));
    let mut problems = Vec::new();
    if text.is_empty() || !is_good || text.as_bytes()[0].is_ascii_digit() {
        let sentence = "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or \
                        '.', and must not start with a digit";
        let examples = "'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1'";
        problems.push(problem(sentence, examples, "[-._a-zA-Z][-._a-zA-Z0-9]*"));
    }
    problems.extend(upward(text));
    problems
}

/// The name of an environment variable in its relaxed form.
pub fn relaxed_env_name(text: &str) -> Problems {
    if text.is_empty() {
        return vec!["environment variable name must be non-empty".to_owned()];
    }
    let is_good = text.bytes().all(|b| (b' '..=b'~').contains(&b) && b != b'=');
    let sentence = "a valid environment variable name must consist only of printable ASCII characters other than '='";
    if is_good { Vec::new() } else { vec![sentence.to_owned()] }
}

/// The name of a header of HTTP.
pub fn header_name(text: &str) -> Problems {
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        return Vec::new();
    }
    let sentence = "a valid HTTP header must consist of alphanumeric characters or '-'";
    vec![problem(sentence, "'X-Header-Name'", "[-A-Za-z0-9]+")]
}

fn upward(text: &str) -> Option<String> {
    match text {
        "." | ".." => Some(format!("must not be '{text}'")),
        _ if text.starts_with("..") => Some("must not start with '..'".to_owned()),
        _ => None,
    }
}

/// A subdomain whose labels may have underscores, as the domains do that are searched.
pub fn underscored_subdomain(text: &str) -> Problems {
    let mut problems = limit(text, 253);
    let is_part = |part: &str| is_word(part.strip_prefix('_').unwrap_or(part), is_lower, |b| b == b'_');
    if !text.split('.').all(is_part) {
        let label = "_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?";
        let sentence = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or \
                        '.', and must start and end with an alphanumeric character";
        problems.push(problem(sentence, "'example.com'", &format!("{label}(\\.{label})*")));
    }
    problems
}
