//! A report as text for the terminal: single figures first, then each list as
//! a table, then what to know, then the first customers.

use std::fmt::Write as _;

use regulars::analysis::AnyReport;
use regulars::text::Lang;
use serde_json::Value;

/// Rows of a table that are printed; `--json` has them all.
const ROWS: usize = 20;

/// The report in words and tables.
pub fn report(report: &dyn AnyReport, lang: Lang) -> String {
    let summary = report.summary();
    let mut text = String::new();
    let Some(fields) = summary.as_object() else { return text };
    let width = fields.keys().map(String::len).max().unwrap_or(0);
    for (key, value) in fields.iter().filter(|(_, value)| !is_table(value)) {
        if key != "notices" {
            line(&mut text, &format!("{key:width$}  {}", shown(value, lang)));
        }
    }
    for (key, value) in fields.iter().filter(|(key, value)| is_table(value) && *key != "notices") {
        line(&mut text, &format!("\n{key}"));
        table(&mut text, value.as_array().map_or(&[], Vec::as_slice), lang);
    }
    if let Some(frame) = report.frame() {
        line(&mut text, "\ncustomers");
        let rows: Vec<Value> = frame.head(ROWS).filter_map(|row| serde_json::to_value(row).ok()).collect();
        table(&mut text, &rows, lang);
        if frame.len() > ROWS {
            let more = frame.len() - ROWS;
            line(
                &mut text,
                &match lang {
                    Lang::En => format!("… and {more} more; --json prints all"),
                    Lang::Zh => format!("……另有 {more} 位；加 --json 可输出全部"),
                },
            );
        }
    }
    for notice in fields.get("notices").and_then(Value::as_array).into_iter().flatten() {
        let mark = if notice["level"] == "warning" { "! " } else { "· " };
        line(&mut text, &format!("{mark}{}", shown(&notice["text"], lang)));
    }
    text
}

/// Writing to a string cannot fail.
fn line(text: &mut String, line: &str) {
    let _ = writeln!(text, "{}", line.trim_end());
}

fn is_table(value: &Value) -> bool {
    value
        .as_array()
        .is_some_and(|rows| !rows.is_empty() && rows.iter().all(Value::is_object))
}

fn shown(value: &Value, lang: Lang) -> String {
    match value {
        Value::Null => "—".into(),
        Value::String(text) => text.clone(),
        Value::Number(number) => match number.as_f64() {
            Some(value) if number.is_f64() => significant(value),
            _ => number.to_string(),
        },
        Value::Array(items) => items.iter().map(|item| shown(item, lang)).collect::<Vec<_>>().join(" "),
        Value::Object(object) => match (object.get("en"), object.get("zh"), lang) {
            (Some(en), Some(_), Lang::En) => shown(en, lang),
            (Some(_), Some(zh), Lang::Zh) => shown(zh, lang),
            _ => object
                .iter()
                .map(|(key, value)| format!("{key} {}", shown(value, lang)))
                .collect::<Vec<_>>()
                .join(", "),
        },
        Value::Bool(_) => value.to_string(),
    }
}

/// Six significant digits, and all digits of larger whole parts, are enough to
/// read; `--json` prints all.
fn significant(value: f64) -> String {
    let scientific = format!("{value:.5e}");
    let (digits, power) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let power: i32 = power.parse().unwrap_or(0);
    if value == 0.0 {
        return "0".into();
    }
    if !(-5..=15).contains(&power) {
        return format!("{}e{power}", trimmed(digits));
    }
    let places = usize::try_from(5 - power).unwrap_or(0);
    trimmed(&format!("{value:.places$}")).to_owned()
}

/// Without the zeros that say nothing after the point.
fn trimmed(number: &str) -> &str {
    if number.contains('.') {
        number.trim_end_matches('0').trim_end_matches('.')
    } else {
        number
    }
}

fn table(text: &mut String, rows: &[Value], lang: Lang) {
    let Some(first) = rows.first().and_then(Value::as_object) else {
        return;
    };
    let head: Vec<&String> = first
        .keys()
        .filter(|key| rows.iter().all(|row| !is_table(&row[key.as_str()])))
        .collect();
    let cells: Vec<Vec<String>> = rows
        .iter()
        .take(ROWS)
        .map(|row| head.iter().map(|key| shown(&row[key.as_str()], lang)).collect())
        .collect();
    let widths: Vec<usize> = (0..head.len())
        .map(|column| {
            cells
                .iter()
                .map(|row| row[column].chars().count())
                .chain([head[column].len()])
                .max()
                .unwrap_or(0)
        })
        .collect();
    let joined = |cells: Vec<&str>| {
        cells
            .iter()
            .zip(&widths)
            .map(|(cell, &width)| format!("{cell:width$}"))
            .collect::<Vec<_>>()
            .join("  ")
    };
    line(text, &joined(head.iter().map(|key| key.as_str()).collect()));
    for row in &cells {
        line(text, &joined(row.iter().map(String::as_str).collect()));
    }
    if rows.len() > ROWS {
        line(text, "…");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_digits_whatever_the_size() {
        for (value, expected) in [
            (0.0, "0"),
            (-0.0, "0"),
            (0.25, "0.25"),
            (1.0 / 3.0, "0.333333"),
            (-12.345_678, "-12.3457"),
            (4.3e-5, "0.000043"),
            (2.123_456_7e-14, "2.12346e-14"),
            (1_234_567.8, "1234568"),
            (1e20, "1e20"),
            (100.0, "100"),
        ] {
            assert_eq!(significant(value), expected);
        }
    }
}
