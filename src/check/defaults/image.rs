/// When an image is pulled that says nothing about it: always where its tag is `latest` or where it has neither tag nor
/// digest (`parsers.ParseImageName`). What is no image name has no tag.
pub fn pull_policy(image: &str) -> &'static str {
    if tag(image) == Some("latest") { "Always" } else { "IfNotPresent" }
}

/// The tag of an image name, `latest` where it has neither tag nor digest; nothing where it has a digest alone or is no
/// image name.
fn tag(image: &str) -> Option<&str> {
    let (name, digest) = match image.split_once('@') {
        Some((name, digest)) => (name, Some(digest)),
        None => (image, None),
    };
    let after_host = name.rfind('/').map_or(0, |slash| slash + 1);
    let (path, tag) = match name[after_host..].rfind(':') {
        Some(colon) => (&name[..after_host + colon], Some(&name[after_host + colon + 1..])),
        None => (name, None),
    };
    let is_tag = |tag: &str| {
        tag.len() <= 128
            && tag.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
            && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.-".contains(&b))
    };
    if !is_repository(path) || tag.is_some_and(|tag| !is_tag(tag)) {
        return None;
    }
    match (tag, digest) {
        (Some(tag), _) => Some(tag),
        (None, None) => Some("latest"),
        (None, Some(_)) => None,
    }
}

/// Whether it is what stands before tag and digest: a host that looks like one, then lower case.
fn is_repository(path: &str) -> bool {
    let rest = match path.split_once('/') {
        Some((host, rest)) if host == "localhost" || host.contains(['.', ':']) || has_capitals(host) => rest,
        _ => path,
    };
    let is_identifier = rest.len() == 64 && rest.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    let is_part = |part: &str| {
        let ends = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        part.starts_with(ends)
            && part.ends_with(ends)
            && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b))
    };
    !is_identifier && rest.split('/').all(is_part)
}

fn has_capitals(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_uppercase())
}
