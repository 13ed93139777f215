use super::{Read, Reader};
use crate::yaml::Content;

/// The JSON objects of `text`, one behind the other as kubectl takes them, or nothing where it is not only such.
pub(super) fn read(text: &str, base: u32) -> Option<Read<'_>> {
    let mut reader = Reader::new(text, base, true);
    let mut documents = Vec::new();
    loop {
        reader.at += text[reader.at..].bytes().take_while(|b| matches!(b, b' ' | b'\n' | b'\t' | b'\r')).count();
        if reader.peek().is_none() {
            return Some(Read { documents, duplicates: reader.duplicates });
        }
        let document = reader.flow()?;
        if !matches!(document.content, Content::Map(_)) {
            return None;
        }
        documents.push(document);
    }
}
