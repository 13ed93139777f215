//! Odd spellings of single values.

use serde_json::Value;

use crate::random::Random;

/// The value in another spelling, without a newline behind it. Some spellings mean something else to one reader or
/// another: what they mean to the API server is the question.
pub fn odd(value: &Value, indent: usize, random: &mut Random) -> String {
    let spellings = match value {
        Value::Null => ["~", "null", "Null", "NULL", "", "nULL", "!!null ''", "# nothing"].map(str::to_owned).into(),
        Value::Bool(true) => {
            ["True", "TRUE", "yes", "Yes", "on", "y", "tRue", "'true'", "!!bool yes"].map(str::to_owned).into()
        }
        Value::Bool(false) => {
            ["False", "FALSE", "no", "No", "off", "n", "fAlse", "\"false\""].map(str::to_owned).into()
        }
        Value::Number(number) => numbers(&number.to_string(), number.as_i64()),
        Value::String(text) => texts(text, indent + 2),
        Value::Array(_) => ["[ ]", "[\n]", "[ ~ ]", "!!seq []"].map(str::to_owned).into(),
        Value::Object(_) => ["{ }", "{\n}", "!!map {}", "{a}"].map(str::to_owned).into(),
    };
    random.pick(&spellings).cloned().unwrap_or_default()
}

fn numbers(text: &str, whole: Option<i64>) -> Vec<String> {
    let mut spelled: Vec<String> = vec![format!("'{text}'"), format!("!!str {text}"), format!("!!int {text}")];
    spelled.extend([
        format!("+{text}"),
        format!("{text}.0"),
        format!("{text}."),
        format!("{text}e0"),
        format!("{text}e2"),
    ]);
    spelled.extend([format!("0{text}"), format!("{text}_0"), format!("{text} # why"), format!("!!float {text}")]);
    if let Some(number) = whole.filter(|number| *number >= 0) {
        spelled.extend([
            format!("{number:#x}"),
            format!("{number:#o}"),
            format!("{number:#b}"),
            format!("0{number:o}"),
        ]);
        spelled.push(format!("0X{number:X}"));
        spelled.push(format!("{}:{:02}", number / 60, number % 60));
    }
    spelled
}

fn texts(text: &str, indent: usize) -> Vec<String> {
    let pad = " ".repeat(indent);
    let lines: String = text.split('\n').map(|line| format!("\n{pad}{line}")).collect();
    let escaped: String = text.chars().map(|c| format!("\\u{:04x}", u32::from(c).min(0xffff))).collect();
    vec![
        text.to_owned(),
        format!("{text} # why"),
        format!("'{}'", text.replace('\'', "''")),
        format!("\"{escaped}\""),
        format!("!!str {}", Value::from(text)),
        format!("! {}", Value::from(text)),
        format!("!!binary {}", base64::Engine::encode(&base64::engine::general_purpose::STANDARD, text)),
        format!("|{lines}"),
        format!("|-{lines}"),
        format!("|+{lines}\n"),
        format!(">{lines}"),
        format!(">-{lines}"),
        format!("|2-{lines}"),
        format!("\n{pad}{}", Value::from(text)),
        format!("\"{}\\\n{pad}\"", text.replace(['"', '\\'], "")),
        format!("[{}]", Value::from(text)),
        format!("@{text}"),
        format!("*{text}"),
        format!("{text}: x"),
        format!("\"{text}"),
    ]
}
