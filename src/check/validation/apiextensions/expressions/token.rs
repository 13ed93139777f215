/// A word of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'t> {
    Name(&'t str),
    /// A name in backticks, which only fields have.
    Quoted(&'t str),
    Int(&'t str),
    Uint(&'t str),
    Double,
    Text(&'t str),
    Bytes,
    Sign(&'static str),
}

/// Words that CEL keeps for itself, and that are no names.
pub const RESERVED: [&str; 17] = [
    "as",
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
    "let",
    "loop",
    "package",
    "namespace",
    "return",
    "var",
    "void",
    "while",
];

/// Whether a word is a value or a sign, and never a name.
pub fn is_literal(word: &str) -> bool {
    matches!(word, "in" | "true" | "false" | "null")
}

/// The longer ones first.
const SIGNS: [&str; 24] = [
    "==", "!=", "<=", ">=", "&&", "||", "<", ">", "+", "-", "*", "/", "%", "!", "?", ":", ".", ",", "(", ")", "[", "]",
    "{", "}",
];

/// The words of an expression and where they begin, or the place of what is no word (the lexer of cel-go's `CEL.g4`).
pub fn tokens(text: &str) -> Result<Vec<(usize, Token<'_>)>, usize> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some(comment) = rest.strip_prefix("//") {
            at += 2 + comment.find('\n').unwrap_or(comment.len());
        } else if rest.starts_with([' ', '\t', '\n', '\r', '\u{c}']) {
            at += 1;
        } else {
            let (token, length) = token(rest).ok_or(at)?;
            tokens.push((at, token));
            at += length;
        }
    }
    Ok(tokens)
}

fn token(rest: &str) -> Option<(Token<'_>, usize)> {
    quoted(rest).or_else(|| name(rest)).or_else(|| number(rest)).or_else(|| {
        let sign = SIGNS.into_iter().find(|sign| rest.starts_with(sign))?;
        Some((Token::Sign(sign), sign.len()))
    })
}

fn name(rest: &str) -> Option<(Token<'_>, usize)> {
    if let Some(inside) = rest.strip_prefix('`') {
        let (name, _) = inside.split_once('`')?;
        let is_part = |b: u8| b.is_ascii_alphanumeric() || b"_.-/ ".contains(&b);
        let is_name = !name.is_empty() && name.bytes().all(is_part);
        return is_name.then_some((Token::Quoted(name), name.len() + 2));
    }
    if !rest.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_') {
        return None;
    }
    let length = count(rest, |b| b.is_ascii_alphanumeric() || b == b'_');
    Some((Token::Name(&rest[..length]), length))
}

fn number(rest: &str) -> Option<(Token<'_>, usize)> {
    let with_suffix = |length: usize| match rest.as_bytes().get(length) {
        Some(b'u' | b'U') => Some((Token::Uint(&rest[..length]), length + 1)),
        _ => Some((Token::Int(&rest[..length]), length)),
    };
    if let Some(digits) = rest.strip_prefix("0x").map(|rest| count(rest, |b| b.is_ascii_hexdigit()))
        && digits > 0
    {
        return with_suffix(digits + 2);
    }
    let is_digit = |b: u8| b.is_ascii_digit();
    let whole = count(rest, is_digit);
    let fraction = rest[whole..].strip_prefix('.').map_or(0, |rest| count(rest, is_digit));
    let mantissa = if fraction > 0 { whole + 1 + fraction } else { whole };
    let exponent = rest[mantissa..].strip_prefix(['e', 'E']).map_or(0, |rest| {
        let sign = usize::from(rest.starts_with(['+', '-']));
        let digits = count(&rest[sign..], is_digit);
        if digits > 0 { 1 + sign + digits } else { 0 }
    });
    match (whole, fraction, exponent) {
        (0, 0, _) => None,
        (_, 0, 0) => with_suffix(whole),
        _ => Some((Token::Double, mantissa + exponent)),
    }
}

fn count(text: &str, is_part: impl Fn(u8) -> bool) -> usize {
    text.bytes().take_while(|b| is_part(*b)).count()
}

/// A text or bytes: `"a"`, `'''a'''`, `r"a"`, `b"a"`.
fn quoted(rest: &str) -> Option<(Token<'_>, usize)> {
    let is_bytes = rest.starts_with(['b', 'B']);
    let behind = &rest[usize::from(is_bytes)..];
    let is_raw = behind.starts_with(['r', 'R']);
    let behind = &behind[usize::from(is_raw)..];
    let quote = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| behind.starts_with(quote))?;
    let inside = &behind[quote.len()..];
    let mut at = 0;
    loop {
        let left = inside.get(at..)?;
        if left.starts_with(quote) {
            break;
        }
        at += match left.chars().next()? {
            '\n' | '\r' if quote.len() == 1 => return None,
            '\\' if !is_raw => escape(left)?,
            letter => letter.len_utf8(),
        };
    }
    let token = if is_bytes { Token::Bytes } else { Token::Text(&inside[..at]) };
    Some((token, rest.len() - inside.len() + at + quote.len()))
}

/// The length of an escape sequence.
fn escape(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let are = |digits: usize, is_digit: fn(&u8) -> bool| {
        let found = bytes.get(2..2 + digits)?;
        found.iter().all(is_digit).then_some(2 + digits)
    };
    match bytes.get(1)? {
        b'a' | b'b' | b'f' | b'n' | b'r' | b't' | b'v' | b'"' | b'\'' | b'`' | b'\\' | b'?' => Some(2),
        b'x' | b'X' => are(2, u8::is_ascii_hexdigit),
        b'u' => are(4, u8::is_ascii_hexdigit),
        b'U' => are(8, u8::is_ascii_hexdigit),
        b'0'..=b'3' => are(2, |digit| (b'0'..=b'7').contains(digit)),
        _ => None,
    }
}
