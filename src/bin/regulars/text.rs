//! A report as text for the terminal: single figures first, then each list as
//! a table, then what to know, then the first customers.

use std::fmt::Write as _;

use regulars::analysis::AnyReport;
use regulars::text::Lang;
use serde_json::{Map, Value};

/// Customers that are printed; `--json` has them all.
const ROWS: usize = 20;

/// Rows of a list of the summary that are printed: as many periods as the trend finds for itself.
const LIST: usize = 40;

/// What stands below the figures of the first file: all files together, how they fit, what was mended.
const BLOCKS: [&str; 3] = ["totals", "join", "cleaned"];

/// The report in words and tables.
pub fn report(report: &dyn AnyReport, lang: Lang) -> String {
    let summary = report.summary();
    let mut text = String::new();
    let Some(fields) = summary.as_object() else { return text };
    figures(&mut text, fields, lang);
    let others = || fields.get("others").and_then(Value::as_array).into_iter().flatten();
    let blocks: Vec<(&str, &Map<String, Value>)> = BLOCKS
        .into_iter()
        // Of one file the totals are its figures.
        .filter(|&key| key != "totals" || others().next().is_some())
        .filter_map(|key| Some((key, fields.get(key)?.as_object()?)))
        .collect();
    for (key, block) in &blocks {
        line(&mut text, &format!("\n{key}"));
        figures(&mut text, block, lang);
    }
    for other in others().filter_map(Value::as_object) {
        line(&mut text, "");
        figures(&mut text, other, lang);
    }
    if let Some(frame) = report.frame() {
        line(&mut text, "\ncustomers");
        let rows: Vec<Value> = frame.head(ROWS).filter_map(|row| serde_json::to_value(row).ok()).collect();
        table(&mut text, &rows, lang);
        if frame.len() > ROWS {
            line(&mut text, &left_out(frame.len() - ROWS, lang));
        }
    }
    notices(&mut text, fields, "", lang);
    for other in others().filter_map(Value::as_object) {
        notices(&mut text, other, &format!("{}: ", shown(&other["file"], lang)), lang);
    }
    for (_, block) in &blocks {
        notices(&mut text, block, "", lang);
    }
    text
}

/// Single figures first, then each list as a table.
fn figures(text: &mut String, fields: &Map<String, Value>, lang: Lang) {
    let elsewhere = |key: &str| key == "notices" || key == "others" || BLOCKS.contains(&key);
    let width = fields.keys().map(String::len).max().unwrap_or(0);
    for (key, value) in fields.iter().filter(|(key, value)| !is_table(value) && !elsewhere(key)) {
        // All merges are for `--json` and for files.
        if key == "blind_spots" {
            let spots = value.as_object().into_iter().flatten();
            spots.for_each(|(spot, found)| line(text, &format!("{spot:width$}  {}", shown(&found["text"], lang))));
        } else if key != "merges" {
            line(text, &format!("{key:width$}  {}", shown(value, lang)));
        }
    }
    let mut tables: Vec<_> = fields.iter().filter(|(key, value)| is_table(value) && !elsewhere(key)).collect();
    // What is wrong matters more than how it was read.
    tables.sort_by_key(|(key, _)| *key != "findings");
    for (key, value) in tables {
        line(text, &format!("\n{key}"));
        let rows = value.as_array().map_or(&[][..], Vec::as_slice);
        match key.as_str() {
            "findings" => rows.iter().for_each(|row| line(text, &finding(row, lang))),
            "proposals" => {
                rows.iter().take(LIST).for_each(|row| line(text, &proposal(row)));
                if rows.len() > LIST {
                    line(text, &left_out(rows.len() - LIST, lang));
                }
            }
            _ => list(text, rows, lang),
        }
    }
}

/// What to know, each with the file it is about where that is not the first.
fn notices(text: &mut String, fields: &Map<String, Value>, of: &str, lang: Lang) {
    for notice in fields.get("notices").and_then(Value::as_array).into_iter().flatten() {
        let mark = if notice["level"] == "warning" { "! " } else { "· " };
        line(text, &format!("{mark}{of}{}", shown(&notice["text"], lang)));
    }
}

/// A finding of the data health, and how it is remedied here.
fn finding(finding: &Value, lang: Lang) -> String {
    let mark = if finding["severity"] == "minor" { "·" } else { "!" };
    let cleaning = &finding["remedy"]["cleaning"];
    let remedies: Vec<&str> = cleaning["remedies"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let flag = match (finding["applied"] == true, remedies.is_empty(), lang) {
        (true, _, Lang::En) => " (remedied)".into(),
        (true, _, Lang::Zh) => "（已处理）".into(),
        (false, false, _) => format!(" [--remedies {}]", remedies.join(",")),
        (false, true, _) => String::new(),
    };
    format!("{mark} {}{flag}", shown(&finding["title"], lang))
}

/// Ids that are probably one person, the one that stays, and why.
fn proposal(proposal: &Value) -> String {
    let texts = |list: &Value, key: &str| -> Vec<String> {
        let items = list.as_array().into_iter().flatten();
        items.map(|item| shown(&item[key], Lang::En)).collect()
    };
    let ids = texts(&proposal["customers"], "id").join(" + ");
    let kinds = texts(&proposal["evidence"], "kind").join(", ");
    let score = proposal["score"].as_f64().map_or_else(String::new, significant);
    format!("{score}  {ids} → {}  ({kinds})", shown(&proposal["keep"], Lang::En))
}

/// A list of the summary. Of periods the last ones matter, and of anything else the first.
fn list(text: &mut String, rows: &[Value], lang: Lang) {
    let more = rows.len().saturating_sub(LIST);
    let periods = rows.iter().all(|row| row.get("start").is_some());
    if more == 0 {
        table(text, rows, lang);
    } else if periods {
        let earlier = match lang {
            Lang::En => format!("… after {more} earlier ones; --json prints all"),
            Lang::Zh => format!("……此前另有 {more} 行；加 --json 可输出全部"),
        };
        line(text, &earlier);
        table(text, &rows[more..], lang);
    } else {
        table(text, &rows[..LIST], lang);
        line(text, &left_out(more, lang));
    }
}

fn left_out(rows: usize, lang: Lang) -> String {
    match lang {
        Lang::En => format!("… and {rows} more; --json prints all"),
        Lang::Zh => format!("……另有 {rows} 行；加 --json 可输出全部"),
    }
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
        // What stands in a file shall not move the cursor.
        Value::String(text) => text.replace(char::is_control, " "),
        Value::Number(number) => match number.as_f64() {
            Some(value) if number.is_f64() => significant(value),
            _ => number.to_string(),
        },
        Value::Array(items) => {
            // Texts may hold blanks themselves.
            let between = if items.iter().any(Value::is_string) { " | " } else { " " };
            items.iter().map(|item| shown(item, lang)).collect::<Vec<_>>().join(between)
        }
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn of_periods_the_last_are_printed_and_of_anything_else_the_first() {
        let printed = |key: &str, rows: usize| {
            let rows: Vec<Value> = (0..rows).map(|row| json!({ key: row })).collect();
            let mut text = String::new();
            list(&mut text, &rows, Lang::En);
            text.lines().map(String::from).collect::<Vec<_>>()
        };
        let whole = printed("start", LIST);
        assert_eq!((whole.len(), whole[LIST].as_str()), (LIST + 1, "39"));
        let periods = printed("start", LIST + 3);
        assert_eq!(
            (periods[0].as_str(), periods[2].as_str()),
            ("… after 3 earlier ones; --json prints all", "3")
        );
        assert_eq!((periods.len(), periods[LIST + 1].as_str()), (LIST + 2, "42"));
        let others = printed("place", LIST + 3);
        assert_eq!(
            (others[1].as_str(), others[LIST + 1].as_str()),
            ("0", "… and 3 more; --json prints all")
        );
    }

    #[test]
    fn fields_are_told_apart_and_move_no_cursor() {
        assert_eq!(
            shown(&json!(["Elm St 12", "two\nlines", "\u{1b}[2Jgone"]), Lang::En),
            "Elm St 12 | two lines |  [2Jgone"
        );
        assert_eq!(shown(&json!([0.5, 2]), Lang::En), "0.5 2");
    }

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
