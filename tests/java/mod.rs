//! `java.util.Properties`, read by the rules of its documentation and by nothing of cpgen's.
#![allow(dead_code)]

/// The entries of a properties file, in its order.
pub fn properties(text: &str) -> Vec<(String, String)> {
    let mut entries = Vec::new();
    let lines = natural_lines(text);
    let mut lines = lines.iter();
    while let Some(line) = lines.next() {
        let mut logical = line.trim_start_matches(BLANK).to_owned();
        if logical.is_empty() || logical.starts_with(['#', '!']) {
            continue;
        }
        // A line that ends in an odd number of backslashes goes on in the next one, behind its blanks.
        while logical.bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 1 {
            logical.pop();
            let Some(next) = lines.next() else { break };
            logical.push_str(next.trim_start_matches(BLANK));
        }
        entries.push(entry(&logical));
    }
    entries
}

const BLANK: [char; 3] = [' ', '\t', '\u{c}'];

fn natural_lines(text: &str) -> Vec<String> {
    text.replace("\r\n", "\n").replace('\r', "\n").split('\n').map(str::to_owned).collect()
}

fn entry(line: &str) -> (String, String) {
    let characters: Vec<char> = line.chars().collect();
    let mut end = 0;
    while end < characters.len() && !matches!(characters[end], '=' | ':') && !BLANK.contains(&characters[end]) {
        end += if characters[end] == '\\' { 2 } else { 1 };
    }
    let end = end.min(characters.len());
    let blanks = |from: usize| characters[from..].iter().take_while(|c| BLANK.contains(c)).count();
    let mut start = end + blanks(end);
    if matches!(characters.get(start), Some('=' | ':')) {
        start += 1;
        start += blanks(start);
    }
    (unescaped(&characters[..end]), unescaped(&characters[start..]))
}

/// Java reads the file as Latin-1: what is not ASCII comes out as it is only where it was escaped.
fn unescaped(characters: &[char]) -> String {
    let mut units: Vec<u16> = Vec::new();
    let mut rest = characters.iter();
    let as_latin_1 = |character: char| character.to_string().bytes().map(u16::from).collect::<Vec<_>>();
    while let Some(character) = rest.next() {
        if *character != '\\' {
            units.extend(as_latin_1(*character));
            continue;
        }
        match rest.next() {
            Some('t') => units.push(9),
            Some('n') => units.push(10),
            Some('r') => units.push(13),
            Some('f') => units.push(12),
            Some('u') => {
                let digits: String = rest.by_ref().take(4).collect();
                units.push(u16::from_str_radix(&digits, 16).unwrap_or_else(|_| panic!("malformed \\u{digits}")));
            }
            Some(other) => units.extend(as_latin_1(*other)),
            None => {}
        }
    }
    String::from_utf16(&units).expect("whole characters")
}
