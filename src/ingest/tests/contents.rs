//! What columns hold, whatever they are used for, and what becomes of it in a table of customers.

use crate::ingest::{ContentType, FileKind, ImportParams, ImportReport, Role, import};
use crate::table::AttributeValues;
use crate::workspace::Workspace;

fn open(file: &str, params: &str) -> Workspace {
    import("f.csv", file.as_bytes(), serde_json::from_str::<ImportParams>(params).unwrap()).unwrap()
}

fn codes(report: &ImportReport) -> String {
    let codes: Vec<&str> = report.notices.iter().map(|notice| notice.code).collect();
    codes.join(" ")
}

/// The values of an attribute, a level or a number a row.
fn values(workspace: &Workspace, name: &str) -> String {
    let table = workspace.content().customers.as_ref().unwrap();
    let texts: Vec<String> = match &table.attribute(name).unwrap().values {
        AttributeValues::Number(values) => values.iter().map(f64::to_string).collect(),
        AttributeValues::Category { codes, levels } => codes
            .iter()
            .map(|code| code.map_or("–".into(), |code| levels[code as usize].clone()))
            .collect(),
        AttributeValues::Day(days) => days.iter().map(|day| day.map_or("–".into(), |day| day.to_string())).collect(),
    };
    texts.join(" ")
}

#[test]
fn words_of_digits_stay_words() {
    let file = "customer,phone,zip,opted_in,discount,paid\n\
        a,13812345678,02134,Yes,15%,$5\nb,13912345678,10001,yes,7.5%,€6\nc,,10002,NO,0.2,7\nd,13912345679,,,-,8\n";
    let workspace = open(file, "{}");
    let report = workspace.import();
    assert_eq!(report.kind, FileKind::Customers);
    for (name, expected) in [
        ("phone", "13812345678 13912345678 – 13912345679"),
        ("zip", "02134 10001 10002 –"),
        ("opted_in", "Yes Yes NO –"),
        ("discount", "0.15 0.075 0.2 NaN"),
        ("paid", "5 6 7 8"),
    ] {
        assert_eq!(values(&workspace, name), expected, "{name}");
    }
    assert_eq!(codes(report), "percent_mixed mixed_currencies missing_values");
    assert_eq!(report.columns[3].yes.as_deref(), Some("Yes"));
    assert_eq!(report.columns[1].role, Some(Role::Phone));
    assert_eq!(report.columns[4].reason.en, "Percentages, as fractions: 15% is 0.15.");
    // The report tells of each column's content, beside its role.
    let contents: Vec<ContentType> = report.columns.iter().map(|column| column.content).collect();
    assert_eq!(
        contents,
        [
            ContentType::Text,
            ContentType::Phone,
            ContentType::Identifier,
            ContentType::YesNo,
            ContentType::Percent,
            ContentType::Money,
        ]
    );
}

#[test]
fn orders_tell_of_currencies_and_myriads() {
    let file = "customer,date,amount\na,2024-01-01,￥1.2万\nb,2024-01-02,$5\nc,2024-01-03,CNY 7\n";
    let workspace = open(file, "{}");
    assert_eq!(workspace.import().total_amount, Some(12_012.0));
    assert_eq!(codes(workspace.import()), "mixed_currencies myriads");
    let text = &workspace.import().notices[0].text.en;
    assert!(text.contains("$ (1), CNY (1), ¥ (1)"), "{text}");
}

/// The kind of a file, its roles as `role=column`, and why.
fn kind(file: &str, params: &str) -> (FileKind, String, String) {
    let workspace = open(file, params);
    let report = workspace.import();
    let name = |role: &Role| serde_json::to_string(role).unwrap().replace('"', "");
    let roles: Vec<String> = report
        .roles
        .iter()
        .map(|(role, column)| format!("{}={column}", name(role)))
        .collect();
    (report.kind, roles.join(" "), report.kind_reason.en.clone())
}

#[test]
fn summaries_are_told_from_tables_of_recency_and_frequency() {
    let rows = "a,2,30.43,38.86,22.5\nb,0,0,38.86,0\nc,1,1.71,38.86,12\n";
    for header in [
        "id,x,t_x,T,m",
        "id,frequency,recency,T,monetary_value",
        "客户编号,复购次数,首末次购买间隔,观察期,客单价",
    ] {
        let (found, roles, reason) = kind(&format!("{header}\n{rows}"), "{}");
        let names: Vec<&str> = header.split(',').collect();
        let expected = format!(
            "customer={} x={} t_x={} T={} m={}",
            names[0], names[1], names[2], names[3], names[4]
        );
        assert_eq!((found, roles), (FileKind::Summary, expected), "{reason}");
    }
    // The days since the last purchase: 12 for one who bought once, and no T.
    for (header, rows, why) in [
        ("id,recency,frequency,monetary", "a,12,3,50\nb,40,1,5\n", "no date of purchase"),
        ("id,recency,frequency,T", "a,12,3,50\nb,40,0,45\nc,9,2,20\n", "the values are not"),
        (
            "id,recency,frequency,T",
            "a,12,3,50\nb,40,2,45\nc,9,2,20\n",
            "may be the days since",
        ),
        ("id,t_x,x,T", "a,12,3,50\nb,0,1,45\nc,9,2,20\n", "counts the first purchase too"),
        ("id,t_x,x,T", "a,60,3,50\nb,0,0,45\nc,9,2,20\n", "in 1 of 3 rows"),
    ] {
        let (found, _, reason) = kind(&format!("{header}\n{rows}"), "{}");
        assert_eq!(found, FileKind::Customers, "{header} {rows}");
        assert!(reason.contains(why), "{reason}");
    }
    // It can be said.
    let unsure = "id,recency,frequency,T\na,12,3,50\nb,40,2,45\n";
    assert_eq!(kind(unsure, r#"{"kind":"summary"}"#).0, FileKind::Summary);
    let (found, roles, _) = kind(
        "who,n,last,age\na,3,12,50\nb,2,40,45\n",
        r#"{"roles":{"x":"n","t_x":"last","T":"age"}}"#,
    );
    assert_eq!((found, roles.as_str()), (FileKind::Summary, "customer=who x=n t_x=last T=age"));
    let missing = import(
        "f.csv",
        b"who,n\na,3\nb,2\n",
        serde_json::from_str(r#"{"kind":"summary"}"#).unwrap(),
    )
    .unwrap_err();
    assert!(missing.to_string().contains("repeat purchases (x)"), "{missing}");
}

#[test]
fn without_names_a_summary_shows_in_every_row() {
    let row = |row: usize| match row % 3 {
        0 => format!("0,0,{}.5\n", 20 + row),
        _ => format!("{},{}.25,{}.5\n", row % 4 + 1, row, 20 + row),
    };
    let rows: Vec<String> = (0..30).map(row).collect();
    assert_eq!(kind(&rows.concat(), "{}").0, FileKind::Summary);
    // One row that no summary has, and it is orders without a date.
    let broken = rows.concat() + "0,3.5,20.5\n";
    let error = import("f.csv", broken.as_bytes(), ImportParams::default()).unwrap_err();
    assert_eq!(error.kind(), crate::ErrorKind::MissingRole);
}
