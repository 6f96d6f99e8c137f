//! What settles the order of day and month, and numbers that are dates.

use crate::ingest::{ImportParams, ImportReport, import};
use crate::table::AttributeValues;

fn report(file: &str) -> ImportReport {
    import("f.csv", file.as_bytes(), ImportParams::default())
        .unwrap()
        .import()
        .as_ref()
        .clone()
}

fn codes(report: &ImportReport) -> String {
    let codes: Vec<&str> = report.notices.iter().map(|notice| notice.code).collect();
    codes.join(" ")
}

/// Orders on these days, and in the given further columns what follows a `|`.
fn orders(header: &str, days: &str) -> String {
    let row = |day: &str| {
        let (day, more) = day.split_once('|').unwrap_or((day, ""));
        format!("a;{day};5;{more}\n")
    };
    format!(
        "customer;date;amount;{header}\n{}",
        days.split(' ').map(row).collect::<Vec<_>>().concat()
    )
}

#[test]
fn the_order_is_settled_by_the_strongest_evidence() {
    for (name, header, days, expected) in [
        (
            "a number over 12",
            "",
            "27/4/2024 3/4/2024",
            "D/M/Y, because 27 stands first in line 2.",
        ),
        (
            "another column",
            "ship date",
            "3/4/2024|4/15/2024",
            "M/D/Y, as in “ship date”, where a number over 12 shows it.",
        ),
        (
            "a number over 12 beside another column",
            "ship date",
            "27/4/2024|4/15/2024",
            "D/M/Y, because 27 stands first in line 2.",
        ),
        (
            "rows in line",
            "",
            "3/1/2024 7/1/2024 1/2/2024 9/2/2024 2/3/2024 8/3/2024",
            "D/M/Y, because so the rows stand in the order of their dates; as M/D/Y they would not.",
        ),
        (
            "rows in line from the last on",
            "",
            "8/3/2024 8/2/2024 3/9/2024 2/1/2024 2/1/2024 1/7/2024 1/3/2024",
            "M/D/Y, because so the rows stand in the order of their dates; as D/M/Y they would not.",
        ),
        (
            "too few rows in line",
            "",
            "3/1/2024 7/1/2024 1/2/2024 9/2/2024 2/3/2024",
            "assumed",
        ),
        (
            "rows in no line",
            "",
            "3/1/2024 7/1/2024 1/2/2024 9/1/2024 2/3/2024 8/3/2024",
            "assumed",
        ),
        (
            "in line either way",
            "",
            "1/1/2024 2/2/2024 3/3/2024 4/4/2024 5/5/2024 6/6/2024 6/7/2024",
            "assumed",
        ),
        (
            "points",
            "",
            "03.04.2024 01.02.2024",
            "D/M/Y, because where dates are written with points the day stands first.",
        ),
        ("points and strokes", "", "03.04.2024 01/02/2024", "assumed"),
        (
            "a year that can only stand first",
            "",
            "24/03/04 97/12/31 24/03/05",
            "Y/M/D, because 97 stands first in line 3.",
        ),
        (
            "few years and many days",
            "",
            "23/03/01 23/03/04 23/04/05 24/04/06 24/05/11 24/06/12 24/06/20 24/07/31",
            "Y/M/D, because the first numbers are few (2), as years are, and the last many (8), as days are.",
        ),
        (
            "many days and few years",
            "",
            "13/03/23 04/03/23 05/04/24",
            "D/M/Y, because 13 stands first in line 2.",
        ),
    ] {
        let report = report(&orders(header, days));
        let reason = &report.date_reason.as_ref().unwrap().en;
        assert_eq!(report.date_order_assumed, expected == "assumed", "{name}: {reason}");
        assert_eq!(codes(&report).contains("date_order_unknown"), expected == "assumed", "{name}");
        assert!(reason == expected || report.date_order_assumed, "{name}: {reason}");
        assert_eq!(report.rows_rejected, 0, "{name}");
    }
    let comma = report(&orders("", "3/4/2024").replace(";5;", ";5,25;"));
    assert_eq!(
        comma.date_reason.unwrap().en,
        "D/M/Y, because where amounts have a decimal comma the day stands first."
    );
}

#[test]
fn dates_that_no_order_allows_are_rejected() {
    let report = report(&orders("", "97/12/31 98/01/05 31/12/99 99/01/31"));
    assert_eq!(
        (report.rows_kept, report.rejected[0].line, report.rejected[0].code),
        (3, 4, "date_order")
    );
    assert!(codes(&report).starts_with("date_orders_mixed"), "{}", codes(&report));
    assert_eq!(report.first_day.unwrap().to_string(), "1997-12-31");
}

#[test]
fn numbers_in_a_column_of_dates_count_days_or_seconds() {
    for (days, first, code) in [
        ("45322 45323.75 2024-02-03", "2024-01-31", "excel_dates"),
        ("1706659200 1706745600", "2024-01-31", "unix_dates"),
        ("1706659200123 1706745600000", "2024-01-31", "unix_dates"),
    ] {
        let report = report(&orders("", days));
        assert_eq!(report.first_day.unwrap().to_string(), first, "{days}");
        assert_eq!((codes(&report).as_str(), report.rows_rejected), (code, 0), "{days}");
    }
    let notice = &report(&orders("", "45322 45323")).notices[0].text;
    assert!(notice.en.starts_with("Numbers in “date” that were read as dates: 2.") && notice.en.contains("45322 is 2024-01-31"));
    assert!(notice.zh.contains("45322 即 2024-01-31"));
    // A time since 1970 that leaves a doubt is none.
    assert_eq!(report(&orders("", "1706659200 17 2024-01-31")).rows_kept, 1);
    // Nobody says that these are dates.
    let plain = report("c,n,m\na,45322,1\nb,45323,2\n");
    assert_eq!(codes(&plain), "");
}

#[test]
fn counted_days_are_dates_under_names_of_any_language() {
    for names in ["Kunde;Datum;Betrag", "Cliente;Fecha;Importe", "顧客;注文日;金額"] {
        let days: Vec<String> = (0..8).map(|day| format!("K{};{};1{day},50\n", day % 3, 45_292 + day)).collect();
        let report = report(&format!("{names}\n{}", days.concat()));
        assert_eq!((report.rows_kept, report.total_amount), (8, Some(112.0)), "{names}");
        assert_eq!(report.first_day.unwrap().to_string(), "2024-01-01", "{names}");
        assert!(codes(&report).contains("excel_dates"), "{names}");
    }
}

#[test]
fn attributes_of_a_table_are_dates_likewise() {
    for (header, values, day, code) in [
        ("joined", "45322 45400", "2024-01-31", "excel_dates"),
        ("birthday", "31 janvier 1980|5 févr. 1990", "1980-01-31", ""),
        ("joined", "24/01/31 97/02/01", "2024-01-31", ""),
        ("joined", "03.04.2024 05.06.2024", "2024-04-03", ""),
        ("joined", "3/4/2024 5/6/2024", "2024-04-03", "date_order_unknown"),
    ] {
        let values: Vec<&str> = values.split(if values.contains('|') { '|' } else { ' ' }).collect();
        let rows: Vec<String> = (1..).zip(values).map(|(id, value)| format!("c{id},{value},x\n")).collect();
        let rows = rows.concat();
        let workspace = import(
            "f.csv",
            format!("customer,{header},plan\n{rows}").as_bytes(),
            serde_json::from_str(r#"{"kind":"customers"}"#).unwrap(),
        )
        .unwrap();
        let Some(table) = &workspace.content().customers else {
            unreachable!()
        };
        let AttributeValues::Day(days) = &table.attribute(header).unwrap().values else {
            unreachable!("{header} {rows}")
        };
        assert_eq!(days[0].unwrap().to_string(), day, "{rows}");
        assert_eq!(codes(workspace.import()), code, "{rows}");
        assert_eq!(workspace.import().date_order_assumed, code == "date_order_unknown");
    }
}
