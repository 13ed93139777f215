use annotate_snippets::renderer::DEFAULT_LINE_NUM_STYLE;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::excerpt::push_visible;
use super::lines::Lines;
use super::{Finding, Severity};

/// The findings as a person reads them on a terminal: sentence, place with the line and a caret, fix.
///
/// Each ends in an empty line. What stands in the user's files is shown escaped and cut, so that neither a control
/// character nor a line of megabytes reaches the terminal. `colour` adds ANSI colours.
pub fn report(findings: &[Finding], colour: bool) -> String {
    let mut lines = Lines::default();
    findings.iter().map(|finding| format!("{}\n\n", one(finding, colour, &mut lines))).collect()
}

/// How many there are, for the last line of a report: `2 errors, 1 warning`; empty where there are none.
pub fn count(findings: &[Finding]) -> String {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let numbers = [(errors, "error"), (findings.len() - errors, "warning")];
    let parts: Vec<String> = numbers
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| format!("{number} {word}{}", if *number == 1 { "" } else { "s" }))
        .collect();
    parts.join(", ")
}

fn one(finding: &Finding, colour: bool, lines: &mut Lines) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(visible(&finding.sentence)).id(finding.rule);
    let help = Group::with_title(Level::HELP.secondary_title(visible(&finding.fix)));
    let window = finding.place.as_ref().and_then(|place| Some((place, lines.window(place)?)));
    let first = match &window {
        Some((place, window)) => {
            let mark = AnnotationKind::Primary.span(window.start..window.end);
            title.element(Snippet::source(window.text.as_str()).line_start(place.line).annotation(mark))
        }
        None => Group::with_title(title),
    };
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let rendered = renderer.render(&[first, help]);
    let Some(whereabouts) = whereabouts(finding) else { return rendered };
    let margin = window.map_or(0, |(place, _)| place.line.to_string().len());
    let arrow =
        if colour { format!("{DEFAULT_LINE_NUM_STYLE}-->{DEFAULT_LINE_NUM_STYLE:#}") } else { "-->".to_owned() };
    // The library can say where a snippet is only by counting within it, and this one may be part of a line.
    let (title, rest) = rendered.split_once('\n').unwrap_or((&rendered, ""));
    format!("{title}\n{:margin$}{arrow} {whereabouts}\n{rest}", "")
}

fn whereabouts(finding: &Finding) -> Option<String> {
    match &finding.place {
        Some(place) => Some(visible(&place.to_string())),
        None => (!finding.subject.is_empty()).then(|| visible(&finding.subject)),
    }
}

/// About how many bytes of a sentence or path are shown: a name can be as long as a file.
const LONGEST: usize = 400;

fn visible(text: &str) -> String {
    let mut shown = String::new();
    for character in text.chars() {
        if shown.len() >= LONGEST {
            shown.push('…');
            break;
        }
        push_visible(&mut shown, character);
    }
    shown
}
