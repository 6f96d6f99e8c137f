//! The three files the models' reference numbers are from.

use crate::ingest::{DateOrder, FileKind, ImportParams, ImportReport, Role, import};
use crate::ledger::{Day, Ledger, Money};
use crate::table::{AttributeValues, Table};
use crate::workspace::Workspace;

fn open(name: &str) -> Workspace {
    let path = format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"));
    import(name, &std::fs::read(path).unwrap(), ImportParams::default()).unwrap()
}

fn ledger(workspace: &Workspace) -> &Ledger {
    workspace.orders().unwrap()
}

fn roles(report: &ImportReport) -> Vec<(Role, &str)> {
    report.roles.iter().map(|(&role, name)| (role, name.as_str())).collect()
}

fn span(report: &ImportReport) -> [String; 2] {
    [report.first_day, report.last_day].map(|day| day.as_ref().map(Day::to_string).unwrap())
}

#[test]
fn cdnow_master() {
    let workspace = open("cdnow_master.txt");
    let report = workspace.import();
    assert_eq!((report.rows_read, report.rows_kept, report.rows_rejected), (69_659, 69_659, 0));
    assert_eq!(
        (report.kind, report.header, report.delimiter.as_str()),
        (FileKind::Orders, true, "white-space")
    );
    assert_eq!(report.customers, 23_570);
    assert_eq!(report.date_order, Some(DateOrder::Ymd));
    assert_eq!(span(report), ["1997-01-01", "1998-06-30"]);
    assert_eq!(
        roles(report),
        [
            (Role::Customer, "customer_id"),
            (Role::Date, "date"),
            (Role::Amount, "dollar_value"),
            (Role::Quantity, "number_of_cds"),
        ]
    );
    assert_eq!(
        ledger(&workspace).amounts().iter().filter(|&&amount| amount == Money(0)).count(),
        80
    );
    assert!(report.notices.iter().any(|notice| notice.code == "zero_amounts"));
}

#[test]
fn cdnow_sample_has_no_header() {
    let workspace = open("cdnow_sample.txt");
    let report = workspace.import();
    assert_eq!((report.rows_read, report.rows_kept, report.customers), (6_919, 6_919, 2_357));
    assert!(!report.header);
    assert_eq!(
        roles(report),
        [(Role::Customer, "1"), (Role::Date, "3"), (Role::Amount, "5"), (Role::Quantity, "4")]
    );
    assert!(
        report.columns[1].reason.en.contains("one to one"),
        "{}",
        report.columns[1].reason.en
    );
    assert_eq!(ledger(&workspace).ids()[0], "00004");
}

#[test]
fn telco_is_a_table_of_customers() {
    let workspace = open("telco_churn.csv");
    let report = workspace.import();
    assert_eq!((report.rows_read, report.rows_kept, report.customers), (7_043, 7_043, 7_043));
    assert_eq!(
        (report.kind, report.header, report.delimiter.as_str()),
        (FileKind::Customers, true, ",")
    );
    assert_eq!(roles(report), [(Role::Customer, "rownames")]);
    let Some(table) = &workspace.content().customers else {
        unreachable!()
    };
    assert_eq!(
        (table.attributes.len(), table.ids[0].as_str(), table.ids[9].as_str()),
        (20, "1", "10")
    );

    let number = |name: &str| match &Table::attribute(table, name).unwrap().values {
        AttributeValues::Number(values) => values.clone(),
        other => unreachable!("{name}: {other:?}"),
    };
    assert_eq!(number("total_charges").iter().filter(|value| value.is_nan()).count(), 11);
    assert_eq!(
        (number("tenure")[1], number("monthly_charges")[1], number("female")[0]),
        (34.0, 56.95, 1.0)
    );
    let AttributeValues::Category { codes, levels } = &table.attribute("churn").unwrap().values else {
        unreachable!()
    };
    assert_eq!(levels, &["No", "Yes"]);
    assert_eq!(codes.iter().filter(|&&code| code == Some(1)).count(), 1_869);
}
