/// The most characters of the user's own text that a sentence repeats.
const LONGEST: usize = 60;

/// A user's word as a sentence may repeat it: short, on one line, control characters escaped.
///
/// `a\nb` comes out as `a\nb` spelled with a backslash; what is longer than 60 characters ends in `…`.
pub fn excerpt(text: &str) -> String {
    let mut shown = String::new();
    for (count, character) in text.chars().enumerate() {
        if count == LONGEST {
            shown.push('…');
            break;
        }
        push_visible(&mut shown, character);
    }
    shown
}

/// Adds `character` so that a terminal shows it and does not obey it.
///
/// Besides the control characters these are the marks that change the direction of the text around them.
pub(super) fn push_visible(shown: &mut String, character: char) {
    let directs = matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let breaks = matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}');
    if character.is_control() || directs || breaks {
        shown.extend(character.escape_default());
    } else {
        shown.push(character);
    }
}
