//! Columns without a role, and the rows shown under the columns.

use crate::ingest::{FileKind, HeadRow, ImportParams, ImportReport, import};
use crate::text::Lang;

const SHOP: &str = "customer,date,amount,total\na,2024-01-31,1,5\nb,2024-02-01,2,6\na,2024-02-03,3,7\n";

fn report(file: &str, params: &str) -> ImportReport {
    let params: ImportParams = serde_json::from_str(params).unwrap();
    import("f.csv", file.as_bytes(), params).unwrap().import().as_ref().clone()
}

fn head(file: &str) -> Vec<HeadRow> {
    report(file, "{}").head
}

/// `line cells` of each row, and what is wrong with it.
fn told(file: &str) -> Vec<String> {
    let of = |row: HeadRow| {
        let fault = row.rejected.map_or(String::new(), |reason| format!(" ← {}", reason.en));
        let column = row.column.map_or(String::new(), |column| format!(" [{column}]"));
        format!("{} {}{fault}{column}", row.line, row.cells.join("|"))
    };
    head(file).into_iter().map(of).collect()
}

#[test]
fn an_unused_column_leaves_its_role_to_another() {
    assert_eq!(report(SHOP, "{}").total_amount, Some(6.0));
    let without = report(SHOP, r#"{"unused":["amount"]}"#);
    assert_eq!(without.total_amount, Some(18.0));
    assert_eq!(without.columns[2].role, None);
    let reason = &without.columns[2].reason;
    assert_eq!(
        (reason.en.as_str(), reason.zh.as_str()),
        ("Not used: you said so.", "未使用：由您指定。")
    );
    // By position, and by content alone too.
    let bare = SHOP.split_once('\n').unwrap().1;
    assert_eq!(report(bare, r#"{"header":false,"unused":["4"]}"#).total_amount, Some(6.0));
}

#[test]
fn a_file_that_needs_an_unused_column_says_what_is_missing() {
    let params: ImportParams = serde_json::from_str(r#"{"kind":"orders","unused":["date"]}"#).unwrap();
    let error = import("f.csv", SHOP.as_bytes(), params).unwrap_err();
    assert!(error.message(Lang::En).contains("looks like the date"), "{error}");
}

#[test]
fn an_unused_column_gives_no_ids() {
    let table = "age,id\n31,x\n27,y\n45,z\n";
    assert_eq!(report(table, "{}").roles.values().next().unwrap(), "id");
    // The first column has no value twice either, so it comes next.
    assert_eq!(report(table, r#"{"unused":["id"]}"#).roles.values().next().unwrap(), "age");
    let none = report(table, r#"{"unused":["id","age"]}"#);
    assert!(none.roles.is_empty());
    assert_eq!((none.kind, none.notices[0].code), (FileKind::Customers, "row_number_ids"));
}

#[test]
fn an_unused_column_is_known_of_nobody() {
    let known = |params: &str| {
        let table = "customer,email,town\nx,x@shop.example,Rome\ny,y@shop.example,Oslo\nz,z@shop.example,Bonn\n";
        let params: ImportParams = serde_json::from_str(params).unwrap();
        let workspace = import("f.csv", table.as_bytes(), params).unwrap();
        let table = workspace.content().customers.as_ref().unwrap();
        table.attributes.iter().map(|attribute| attribute.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(known("{}"), ["email", "town"]);
    assert_eq!(known(r#"{"unused":["email"]}"#), ["town"]);
}

#[test]
fn the_first_rows_stand_as_they_are_kept_or_not() {
    let file = "customer,date,amount\n\"Lee, Ann\",1/2/2024, 5 \n\nb,13/2/2024,x\n,14/2/2024,1\nc,15/2/2024,1,2,3\nd,2/16/2024,4\n\"e,2/2/2024,1\nf,3/2/2024\n";
    assert_eq!(
        told(file),
        [
            "2 Lee, Ann|1/2/2024|5",
            "4 b|13/2/2024|x ← “x” is not a number. [amount]",
            "5 |14/2/2024|1 ← The row names no customer. [customer]",
            "6 c|15/2/2024|1|2 ← The row has 5 fields, the table has 3 columns; perhaps something stands beside the table, or a delimiter inside a text without quotes.",
            // Known when the whole column has been seen.
            "7 d|2/16/2024|4 ← The day and month stand in the other order than in most of the column. [date]",
            "8 \"e,2/2/2024,1 ← A quote opens here and never closes; the row was left out and reading went on with the next line.",
            "9 f|3/2/2024 ← The row has 2 fields, the table has 3 columns.",
        ]
    );
}

#[test]
fn eight_rows_and_two_hundred_characters_are_enough() {
    let long = "客".repeat(300);
    let rows = format!("{long},2024-01-31,1\n").repeat(20);
    let head = head(&format!("Titles\n\ncustomer,date,amount\n{rows}"));
    assert_eq!((head.len(), head[0].line, head[7].line), (8, 4, 11));
    assert_eq!(head[0].cells[0], "客".repeat(200));
    let open = self::head(&format!("customer,date,amount\na,2024-01-31,1\n\"{long}"));
    assert_eq!(open[1].cells, [format!("\"{}", "客".repeat(199))]);
}
