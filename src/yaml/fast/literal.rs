use std::borrow::Cow;

use super::Reader;
use crate::yaml::{Content, Node};

impl<'a> Reader<'a> {
    /// A literal block: `|`, `|-` or `|+` and the lines behind it, each of which must be indented by spaces as deep as
    /// the first that is not blank, and deeper than the key or dash at column `parent`. One that is the whole document
    /// is for the exact reader.
    pub(super) fn literal(&mut self, parent: Option<usize>) -> Option<Node<'a>> {
        self.eat(b'|')?;
        let chomp = self.peek().filter(|byte| matches!(byte, b'-' | b'+'));
        self.at += usize::from(chomp.is_some());
        let header = self.at;
        self.skip_spaces();
        if self.peek() == Some(b'#') && self.at > header {
            self.skip_to_line_end();
        }
        self.eat(b'\n')?;
        let least = parent? + 1;
        let mut indent = None;
        let mut text = String::new();
        let mut blank = 0;
        let mut start = self.at;
        while let Some(line) = self.line() {
            let spaces = line.bytes().position(|b| b != b' ').unwrap_or(line.len());
            if spaces == line.len() && indent.is_none_or(|indent| spaces <= indent) {
                // Deeper than the first line that is not blank would be an error.
                if indent.is_none() && spaces > least {
                    return None;
                }
                blank += 1;
            } else {
                let depth = *indent.get_or_insert(spaces);
                if text.is_empty() {
                    start = self.at + depth;
                }
                if spaces < depth || depth < least {
                    break;
                }
                // Tabs may not indent, and a separator ends the document before this reader sees it.
                if line.as_bytes()[depth] == b'\t' && spaces == depth && text.is_empty() {
                    return None;
                }
                text.extend(std::iter::repeat_n('\n', blank));
                blank = 0;
                text.push_str(&line[depth..]);
                text.push('\n');
            }
            self.at += line.len() + usize::from(self.text.as_bytes().get(self.at + line.len()) == Some(&b'\n'));
        }
        self.finish_literal(start, text, blank, chomp)
    }

    fn finish_literal(&mut self, start: usize, mut text: String, blank: usize, chomp: Option<u8>) -> Option<Node<'a>> {
        // Without a break at its end the last line is cut short, and blank lines alone are odd: both are for the exact
        // reader, and so are characters that YAML counts as line breaks.
        if text.is_empty() || !self.text[..self.at].ends_with('\n') || !text.bytes().all(|b| b < 0x80) {
            return None;
        }
        match chomp {
            Some(b'-') => _ = text.pop(),
            Some(_) => text.extend(std::iter::repeat_n('\n', blank)),
            None => {}
        }
        let end = self.at;
        self.at = (start + 1).min(end);
        let node = self.leaf(start, Content::Text(Cow::Owned(text)));
        self.at = end;
        self.next_line()?;
        Some(node)
    }

    /// The line from here on, without its break; nothing at the end of the text.
    fn line(&self) -> Option<&'a str> {
        let rest = &self.text[self.at..];
        let length = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        (!rest.is_empty()).then(|| &rest[..length])
    }
}
