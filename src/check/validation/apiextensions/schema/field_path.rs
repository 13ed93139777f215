use crate::check::validation::Value;

/// The schema of the field at a path like `.spec.size` or `['a-b'].c` (`ValidFieldPath`).
pub fn at_path<'n>(schema: Value<'n>, path: &str, with_brackets: bool) -> Result<Value<'n>, String> {
    let end = || "unexpected end of JSON path".to_owned();
    let (mut schema, mut rest) = (schema, path);
    while !rest.is_empty() {
        let name;
        if let Some(behind) = rest.strip_prefix('[') {
            if !with_brackets {
                return Err("array notation is not allowed".to_owned());
            }
            let (word, behind) = word(behind).ok_or_else(end)?;
            let quoted = word.strip_prefix('\'').and_then(|word| word.strip_suffix('\''));
            let quoted = quoted.ok_or_else(|| format!("expected single quoted string but got {word}"))?;
            name = unescaped(quoted).ok_or_else(|| format!("invalid string literal: {quoted}"))?;
            schema = field(schema, &name)?;
            let behind = Some(behind).filter(|behind| !behind.is_empty()).ok_or_else(end)?;
            rest = behind.strip_prefix(']').ok_or_else(|| "expected ]".to_owned())?;
        } else if let Some(behind) = rest.strip_prefix('.') {
            let (word, behind) = word(behind).ok_or_else(end)?;
            schema = field(schema, word)?;
            rest = behind;
        } else {
            let word = word(rest).map_or(rest, |(word, _)| word);
            return Err(format!("expected [ or . but got: {word}"));
        }
    }
    Ok(schema)
}

/// The next word and what is behind it: up to a sign, or in quotes.
fn word(rest: &str) -> Option<(&str, &str)> {
    let first = rest.chars().next()?;
    let end = match first {
        '\'' => {
            let close = rest.char_indices().skip(1).find(|(at, sign)| *sign == '\'' && !rest[..*at].ends_with('\\'));
            close.map_or(rest.len(), |(at, _)| at + 1)
        }
        '.' | '[' | ']' => 1,
        _ => rest.find(['.', '[', ']']).unwrap_or(rest.len()),
    };
    Some(rest.split_at(end))
}

/// A text in single quotes without its escapes.
fn unescaped(text: &str) -> Option<String> {
    let mut plain = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        plain.push(match letter {
            '\\' => Some(letters.next()?).filter(|next| matches!(next, '\'' | '\\'))?,
            letter => letter,
        });
    }
    Some(plain)
}

fn field<'n>(schema: Value<'n>, name: &str) -> Result<Value<'n>, String> {
    let (properties, others) = (schema.get("properties"), schema.get("additionalProperties"));
    let found = match properties.is_empty() {
        false => properties.key(name),
        true => Some(others).filter(|others| super::is_schema(*others)),
    };
    found.ok_or_else(|| "does not refer to a valid field".to_owned())
}
