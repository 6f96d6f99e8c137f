//! The decimal mark is settled by whole columns, wherever the rows stand.

use super::properties::content;
use crate::ingest::{DecimalMark, ImportParams, ImportReport, import};
use crate::workspace::Workspace;

fn open(file: &str, params: &str) -> Workspace {
    import("f.csv", file.as_bytes(), serde_json::from_str::<ImportParams>(params).unwrap()).unwrap()
}

/// `kept/read total mark`, then the notices and the rejected lines.
fn told(report: &ImportReport) -> String {
    let mark = match report.decimal {
        Some(DecimalMark::Point) => "point",
        Some(DecimalMark::Comma) => "comma",
        None => "none",
    };
    let codes: Vec<&str> = report.notices.iter().map(|notice| notice.code).collect();
    let rows: Vec<String> = report.rejected.iter().map(|row| format!("{}:{}", row.line, row.code)).collect();
    let total = report.total_amount.unwrap_or(f64::NAN);
    let told = format!(
        "{}/{} {total} {mark} {} {}",
        report.rows_kept,
        report.rows_read,
        codes.join(" "),
        rows.join(" ")
    );
    told.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whole numbers and open ones first, what settles the mark far behind the first mebibyte.
#[test]
fn the_order_of_rows_does_not_matter_in_a_large_file() {
    let row = |number: u32| {
        let amount = match number {
            0..40_000 => format!("{}", number % 90 + 1),
            40_000..70_000 => format!("{}.{:03}", number % 9 + 1, number % 1_000),
            _ => format!("{},{:02}", number % 90, number % 100),
        };
        format!("c{:05};{:02}.{:02}.2024;{amount}\n", number % 977, number % 28 + 1, number % 12 + 1)
    };
    let file = |order: &dyn Fn(u32) -> u32| {
        let rows: String = (0..80_000).map(|number| row(order(number))).collect();
        format!("customer;date;amount\n{rows}")
    };
    let sorted = file(&|number| number);
    assert!(sorted.len() > 1 << 20);
    let expected = open(&sorted, "{}");
    // 7,919 has no factor in common with the number of rows.
    for shuffled in [file(&|number| number * 7_919 % 80_000), file(&|number| 79_999 - number)] {
        let found = open(&shuffled, "{}");
        assert_eq!(content(&found), content(&expected));
        assert_eq!(found.import().rows_kept, 80_000);
        assert_eq!(found.import().decimal, Some(DecimalMark::Comma));
    }
}

#[test]
fn the_mark_of_a_column_and_its_reason() {
    let reason = |report: &ImportReport| report.decimal_reason.clone().unwrap().en;
    for (amounts, expected, why) in [
        ("5 7", "2/2 12 point", "It does not matter: no number has a point or comma."),
        (
            "1.250 7",
            "2/2 8.25 point decimal_unknown",
            "A decimal point is assumed, because each number can be read either way.",
        ),
        (
            "1,250 7",
            "2/2 1257 point decimal_unknown",
            "A decimal point is assumed, because each number can be read either way.",
        ),
        ("1.250 7,5", "2/2 1257.5 comma", "A decimal comma, because line 3 has “7,5”."),
        ("1,250 7.5", "2/2 1257.5 point", "A decimal point, because line 3 has “7.5”."),
        (
            "7,5 1.5 2,5 1.000",
            "3/4 1010 comma decimal_marks_mixed 3:decimal_mark",
            "A decimal comma, because line 2 has “7,5”.",
        ),
        (
            "7,5 1.5",
            "1/2 1.5 point decimal_marks_mixed 2:decimal_mark",
            "A decimal point, because line 3 has “1.5”.",
        ),
    ] {
        let rows = amounts
            .split(' ')
            .map(|amount| format!("a;2024-01-31;{amount}\n"))
            .collect::<Vec<_>>()
            .concat();
        let workspace = open(&format!("customer;date;amount\n{rows}"), "{}");
        let told = told(workspace.import())
            .replace(" many_rejected", "")
            .replace(" price_times_quantity", "");
        assert_eq!(told, expected, "{amounts}");
        assert_eq!(reason(workspace.import()), why, "{amounts}");
    }
    let file = "customer;date;amount\na;2024-01-31;1.250\n";
    assert_eq!(told(open(file, r#"{"decimal":"comma"}"#).import()), "1/1 1250 comma");
    let given = open(file, r#"{"decimal":"point"}"#);
    assert_eq!(told(given.import()), "1/1 1.25 point");
    assert_eq!(reason(given.import()), "A decimal point, because you said so.");
}

#[test]
fn a_mark_that_few_numbers_show_is_asked_for() {
    let file = |open: usize, shown: &[&str]| {
        let rows = (0..open).map(|row| format!("a;2024-01-01;1.{}\n", 100 + row % 800));
        let shown = shown.iter().map(|number| format!("a;2024-01-01;{number}\n"));
        format!("customer;date;amount\n{}", rows.chain(shown).collect::<String>())
    };
    let asked = |file: &str| {
        let notices = open(file, "{}").import().notices.clone();
        notices
            .iter()
            .find(|notice| notice.code == "decimal_unknown")
            .map(|notice| notice.text.clone())
    };
    let text = asked(&file(500, &["5,5"])).unwrap();
    assert_eq!(
        text.en,
        "Only 1 of the numbers in “amount” can tell the decimal mark (line 502 has “5,5”), and 500 others can be read either way. All were read with a decimal comma. If that is wrong, set the decimal mark to point."
    );
    assert!(
        text.zh.contains("只有 1 个数字") && text.zh.ends_with("请将小数符号设为点。"),
        "{}",
        text.zh
    );
    assert_eq!(asked(&file(500, &["5,5"; 5])), None);
    assert_eq!(asked(&file(19, &["5,5"])), None);
    assert!(open(&file(500, &["5,5"]), r#"{"decimal":"comma"}"#).import().notices.is_empty());
}

#[test]
fn price_and_quantity_have_each_their_mark() {
    for (rows, expected) in [
        ("2,55;6.0 1.000;2", "2/2 2015.3 comma"),
        // A column that says nothing goes by the other one.
        ("2,55;1.000 1,5;2", "2/2 2553 comma"),
        ("2;1,5 3;2", "2/2 9 comma"),
        ("1.250;1.250 1;1", "2/2 2.5625 point decimal_unknown decimal_unknown"),
        // More than one hundred billion, if it were read so.
        ("1.250;99999999999 2.5;1", "1/2 2.5 point 2:amount_too_large"),
        ("1.250;999999999 2.5;1", "2/2 1250000001.25 point"),
        ("1.250;999999999 2,5;1", "1/2 2.5 comma 2:amount_too_large"),
    ] {
        let rows = rows
            .split(' ')
            .map(|row| format!("a;2024-01-31;{row}\n"))
            .collect::<Vec<_>>()
            .concat();
        let workspace = open(&format!("customer;date;price;quantity\n{rows}"), "{}");
        assert_eq!(
            told(workspace.import())
                .replace(" many_rejected", "")
                .replace(" price_times_quantity", ""),
            expected,
            "{rows}"
        );
    }
}

/// A row that loses twice, by its date and by its mark, is rejected once.
#[test]
fn a_row_is_rejected_for_one_reason() {
    let good = "a;27/4/2024;1,5\n".repeat(2_000);
    let bad = "a;4/27/2024;1.5\n".repeat(1_200) + &"a;26/4/2024;1.5\n".repeat(300);
    let workspace = open(&format!("customer;date;amount\n{bad}{good}"), "{}");
    let report = workspace.import();
    assert_eq!((report.rows_read, report.rows_kept), (3_500, 2_000));
    assert_eq!(
        (report.rejected_by_reason["date_order"], report.rejected_by_reason["decimal_mark"]),
        (1_200, 300)
    );
    assert_eq!(report.rejected.len(), 1_000);
    assert!(report.rejected.iter().all(|row| row.code == "date_order"));
    assert!(report.rejected.windows(2).all(|pair| pair[0].line < pair[1].line));
}

#[test]
fn attributes_take_the_mark_that_is_given() {
    let file = "customer;score\na;1.250\nb;2.125\n";
    let codes = |params| {
        let workspace = open(file, params);
        let report = workspace.import();
        let codes: Vec<&str> = report.notices.iter().map(|notice| notice.code).collect();
        (codes.join(" "), report.columns[1].reason.en.clone())
    };
    assert_eq!(codes("{}"), ("decimal_unknown".into(), "Numbers.".into()));
    assert_eq!(codes(r#"{"decimal":"point"}"#), (String::new(), "Numbers.".into()));
    assert_eq!(
        codes(r#"{"decimal":"comma"}"#),
        (String::new(), "Numbers with a decimal comma.".into())
    );
}
