use std::borrow::Cow;

use super::Reader;

impl<'a> Reader<'a> {
    /// A string in double quotes. Line breaks, and escapes that JSON lacks or pairs up, are left to the exact reader.
    pub(super) fn double_quoted(&mut self) -> Option<Cow<'a, str>> {
        self.eat(b'"')?;
        let mut string = String::new();
        loop {
            let rest = &self.text[self.at..];
            let length = rest.bytes().position(|b| matches!(b, b'"' | b'\\') || (b < b' ' && b != b'\t'))?;
            let part = &rest[..length];
            if rest.as_bytes()[length] == b'"' {
                self.at += length + 1;
                return Some(match string.is_empty() {
                    true => Cow::Borrowed(part),
                    false => Cow::Owned(string + part),
                });
            }
            string.push_str(part);
            self.at += length;
            string.push(self.escape()?);
        }
    }

    /// The character that an escape stands for.
    fn escape(&mut self) -> Option<char> {
        self.eat(b'\\')?;
        let escape = self.peek()?;
        self.at += 1;
        Some(match escape {
            b'"' | b'\\' | b'/' => char::from(escape),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let unit = self.hex()?;
                match char::from_u32(unit) {
                    Some(character) => character,
                    None if self.json => self.surrogate(unit),
                    None => return None,
                }
            }
            _ => return None,
        })
    }

    /// Four hexadecimal digits.
    fn hex(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }

    /// JSON writes what is beyond U+FFFF as two units; a half of such a pair is U+FFFD to Go.
    fn surrogate(&mut self, high: u32) -> char {
        let start = self.at;
        if (0xd800..0xdc00).contains(&high) && self.eat(b'\\').is_some() && self.eat(b'u').is_some() {
            let low = self.hex().filter(|low| (0xdc00..0xe000).contains(low));
            let whole = low.and_then(|low| char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)));
            if let Some(whole) = whole {
                return whole;
            }
        }
        self.at = start;
        char::REPLACEMENT_CHARACTER
    }

    /// A string in single quotes, on one line.
    pub(super) fn single_quoted(&mut self) -> Option<Cow<'a, str>> {
        self.eat(b'\'')?;
        let mut string = String::new();
        loop {
            let rest = &self.text[self.at..];
            let length = rest.bytes().position(|b| matches!(b, b'\'' | b'\n'))?;
            let part = &rest[..length];
            self.at += length;
            self.eat(b'\'')?;
            if self.peek() != Some(b'\'') {
                return Some(match string.is_empty() {
                    true => Cow::Borrowed(part),
                    false => Cow::Owned(string + part),
                });
            }
            self.at += 1;
            string.push_str(part);
            string.push('\'');
        }
    }
}
