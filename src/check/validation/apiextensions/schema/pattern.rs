/// What Rust says of a pattern that Go does not read either. The two differ in small things; where in doubt, it is one.
const PROBLEMS: [&str; 7] = [
    "look-around",
    "backreferences",
    "unclosed group",
    "unopened group",
    "unclosed character class",
    "repetition operator missing expression",
    "invalid character class range",
];

/// Whether it is a regular expression of RE2.
pub fn is_pattern(text: &str) -> bool {
    let is_plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || b"^$-_./ ".contains(&b));
    is_plain || regex::Regex::new(text).is_ok_and(|_| true) || !is_wrong(text)
}

fn is_wrong(text: &str) -> bool {
    let problem = regex::Regex::new(text).err().map(|error| error.to_string()).unwrap_or_default();
    PROBLEMS.iter().any(|words| problem.contains(words)) && !text.starts_with('{')
}
