use std::collections::HashMap;
use std::sync::Arc;

use super::excerpt::push_visible;
use super::{Place, Source};

/// How many characters of a line stand before the marked one, and from the marked one on.
const BEFORE: usize = 50;
const AFTER: usize = 60;

/// The lines of all the sources of a report, found once per source however many findings point into it.
#[derive(Default)]
pub(super) struct Lines(HashMap<*const Source, Vec<usize>>);

/// The part of a line that a report shows, with the bytes of it to mark.
pub(super) struct Window {
    pub(super) text: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Lines {
    /// What to show of the line at `place`; None where its source has no such line (built-in values).
    pub(super) fn window(&mut self, place: &Place) -> Option<Window> {
        let text = &place.source.text;
        let starts = self.0.entry(Arc::as_ptr(&place.source)).or_insert_with(|| starts(text));
        let start = *starts.get(place.line.checked_sub(1)?)?;
        let end = starts.get(place.line).map_or(text.len(), |next| next - 1);
        let line = text.get(start..end)?;
        let line = line.strip_suffix('\r').unwrap_or(line);
        (!text.is_empty()).then(|| window(line, place))
    }
}

fn starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

fn window(line: &str, place: &Place) -> Window {
    let first = place.column.saturating_sub(1).saturating_sub(BEFORE);
    let marked = first + BEFORE.min(place.column.saturating_sub(1));
    let mut window = Window { text: String::new(), start: 0, end: 0 };
    if first > 0 {
        window.text.push_str("… ");
    }
    let mut index = first;
    for character in from_character(line, first) {
        if index == marked {
            window.start = window.text.len();
        }
        if index == marked + place.length {
            window.end = window.text.len();
        }
        if index == marked + AFTER {
            window.text.push_str(" …");
            break;
        }
        // A tab is as wide as annotate-snippets would draw it: it is layout, not something to escape.
        if character == '\t' {
            window.text.push_str("    ")
        } else {
            push_visible(&mut window.text, character)
        }
        index += 1;
    }
    close(&mut window, index, marked);
    window
}

/// Sets the marks that the loop did not reach, because the line ends before them.
fn close(window: &mut Window, index: usize, marked: usize) {
    if index <= marked {
        window.start = window.text.len();
        window.text.push(' ');
    }
    if window.end <= window.start {
        window.end = window.text.len();
    }
}

/// The rest of `line` from its `first` character on; at once where the line is ASCII, as huge ones are.
fn from_character(line: &str, first: usize) -> std::str::Chars<'_> {
    if let Some(head) = line.as_bytes().get(..first)
        && head.is_ascii()
    {
        return line[first..].chars();
    }
    let mut rest = line.chars();
    if first > 0 {
        rest.nth(first - 1);
    }
    rest
}
