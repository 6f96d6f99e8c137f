//! Files as people have them, each with what becomes of it.

use crate::ingest::{ImportParams, import};
use crate::text::Lang;
use crate::workspace::Workspace;

/// `read/kept customers total order delimiter`, then each rejected row as
/// `line:column:code`; a customer table has its attributes' kinds.
fn told(workspace: &Workspace) -> String {
    let report = workspace.import();
    let total = report.total_amount.map_or(String::new(), |total| format!(" {total}"));
    let order = report.date_order.map_or(String::new(), |order| format!(" {order:?}"));
    let kinds: String = match &workspace.content().customers {
        Some(table) if workspace.content().orders.is_none() => {
            use crate::table::AttributeValues::{Category, Day, Number};
            let kind = |values: &_| match values {
                Number(_) => "n",
                Category { .. } => "c",
                Day(_) => "d",
            };
            let kinds: String = table.attributes.iter().map(|attribute| kind(&attribute.values)).collect();
            format!(" table:{kinds}")
        }
        _ => String::new(),
    };
    let rejected: String = report
        .rejected
        .iter()
        .flat_map(|row| {
            [
                " ".to_owned(),
                row.line.to_string(),
                ":".into(),
                row.column.clone(),
                ":".into(),
                row.code.into(),
            ]
        })
        .collect();
    assert_eq!(report.rows_read, report.rows_kept + report.rows_rejected);
    assert_eq!(report.rows_rejected, report.rejected.len() as u64);
    let delimiter = if report.delimiter == "," {
        String::new()
    } else {
        format!(" {}", report.delimiter.escape_debug())
    };
    format!(
        "{}/{} {}{total}{order}{delimiter}{kinds}{rejected}",
        report.rows_read, report.rows_kept, report.customers
    )
}

fn outcome(bytes: &[u8], params: &str) -> String {
    let params: ImportParams = serde_json::from_str(params).unwrap();
    match import("f.csv", bytes, params) {
        Ok(workspace) => told(&workspace),
        Err(error) => {
            let (en, zh) = (error.message(Lang::En), error.message(Lang::Zh));
            assert!(en.starts_with("f.csv") && zh.starts_with("f.csv"), "{en} {zh}");
            let place = error.place();
            let row = place.row.map_or(String::new(), |row| format!(" line {row}"));
            let column = place.column.as_ref().map_or(String::new(), |column| format!(" column {column}"));
            format!("{:?}{row}{column}", error.kind())
        }
    }
}

#[track_caller]
fn check(cases: &[(&str, &[u8], &str)]) {
    for (name, bytes, expected) in cases {
        assert_eq!(outcome(bytes, "{}"), *expected, "{name}");
    }
}

#[test]
fn delimiters_line_ends_and_quotes() {
    check(&[
        (
            "plain",
            b"customer,date,amount\na,2024-01-31,1.5\nb,2024-02-01,2\n",
            "2/2 2 3.5 Ymd",
        ),
        ("no last line end", b"customer,date,amount\na,2024-01-31,1.5", "1/1 1 1.5 Ymd"),
        (
            "CR",
            b"customer,date,amount\ra,2024-01-31,1.5\rb,2024-02-30,2\r",
            "2/1 1 1.5 Ymd 3:date:no_such_day",
        ),
        (
            "CRLF and blank lines",
            b"\r\ncustomer,date,amount\r\n\r\na,2024-01-31,1.5\r\n,,\r\n",
            "1/1 1 1.5 Ymd",
        ),
        (
            "line ends mixed",
            b"customer,date,amount\na,2024-01-31,1\r\nb,2024-01-31,1\rc,x,1\n",
            "3/2 2 2 Ymd 4:date:bad_date",
        ),
        (
            "byte order mark",
            b"\xef\xbb\xbfcustomer,date,amount\na,2024-01-31,1\n",
            "1/1 1 1 Ymd",
        ),
        ("tabs", b"customer\tdate\tamount\na b\t2024-01-31\t1\n", "1/1 1 1 Ymd \\t"),
        ("pipes", b"customer|date|amount\na|2024-01-31|1\n", "1/1 1 1 Ymd |"),
        (
            "semicolons and decimal commas",
            b"customer;date;amount\na;31.01.2024;1.234,50\nb;01.02.2024;12,5\n",
            "2/2 2 1247 Dmy ;",
        ),
        (
            "white-space",
            b" a 20240131  1.5\n b 20240201 12.25 \n a 20240301  3.0\n",
            "3/3 2 16.75 Ymd white-space",
        ),
        (
            "quotes",
            b"customer,date,amount\n\"Lee, \"\"Ann\"\"\",2024-01-31,\"1,234.50\"\n",
            "1/1 1 1234.5 Ymd",
        ),
        (
            "line break in quotes",
            b"customer,note,date,amount\na,\"x\ny\",2024-01-31,1\nb,z,?,1\n",
            "2/1 1 1 Ymd 4:date:no_date",
        ),
        (
            "quote never closes",
            b"customer,date,amount\n\"a,2024-01-31,1\nb,2024-01-31,2\nc,2024-01-31,3\n",
            "3/2 2 5 Ymd 2::open_quote",
        ),
        (
            "quote open on the last line",
            b"customer,date,amount\na,2024-01-31,1\nb,2024-01-31,\"2\n",
            "2/1 1 1 Ymd 3::open_quote",
        ),
        (
            "rows of unequal length",
            b"customer,date,amount\na,2024-01-31\na,2024-01-31,1,\na,2024-01-31,1,x\nb,2024-01-31,2\n",
            "4/2 2 3 Ymd 2::too_few_fields 4::too_many_fields",
        ),
        (
            "short row that lacks nothing",
            b"customer,date,amount,note\na,2024-01-31,1\nb,2024-01-31,1,x\n",
            "2/2 2 2 Ymd",
        ),
    ]);
}

#[test]
fn dates_and_amounts() {
    check(&[
        ("day first", b"customer,date,amount\na,03/04/2024,1\nb,27/04/2024,1\n", "2/2 2 2 Dmy"),
        ("month first", b"customer,date,amount\na,03/04/24,1\nb,04/27/24,1\n", "2/2 2 2 Mdy"),
        ("order unknown", b"customer,date,amount\na,03/04/2024,1\nb,04/05/2024,1\n", "2/2 2 2 Dmy"),
        ("orders contradict", b"customer,date,amount\na,27/04/2024,1\nb,04/27/2024,1\nc,28/04/2024,1\n", "3/2 2 2 Dmy 3:date:date_order"),
        ("Chinese", "客户编号,下单时间,实付金额\n一,2024年1月31日 08:00,￥1,\n二,2024/2/1,12元\n".as_bytes(), "2/2 2 13 Ymd"),
        ("days that cannot be", b"customer,date,amount\na,2024-13-45,1\na,31/04/2024,1\na,0000-00-00,1\na,2124-01-01,1\na,2024-01-01,1\n",
            "5/1 1 1 Ymd 2:date:no_such_day 3:date:no_such_day 4:date:improbable_year 5:date:improbable_year"),
        ("all days impossible", b"customer,date,amount\na,2024-13-45,1\nb,2024-02-30,1\n", "NoUsableRows line 2 column date"),
        ("amounts that are none", b"customer,date,amount\na,2024-01-31,\"12,34.5x\"\na,2024-01-31,\na,2024-01-31,15%\na,2024-01-31,999999999999\na,2024-01-31,(3)\n",
            "5/1 1 -3 Ymd 2:amount:bad_amount 3:amount:no_amount 4:amount:bad_amount 5:amount:amount_too_large"),
        ("price times quantity", b"CustomerID,InvoiceDate,UnitPrice,Quantity\n1,12/1/2010 8:26,2.55,6\n1,12/13/2010 8:26,2.55,-1\n2,12/14/2010 8:26,2.55,\n",
            "3/2 1 12.75 Mdy 4:Quantity:no_amount"),
        ("amount before price", b"customer,date,price,qty,amount\n1,2024-01-01,2,6,11\n", "1/1 1 11 Ymd"),
        ("lone price", b"customer,date,price\n1,2024-01-01,2\n", "1/1 1 2 Ymd"),
        ("totals row", b"customer,date,amount\na,2024-01-31,1\nTotal,,1\n", "2/1 1 1 Ymd 3:customer:totals_row"),
        ("more than 922 trillion", &{
            let mut file = b"customer,date,amount\n".to_vec();
            file.extend(b"a,2024-01-31,99000000000\n".repeat(9_400));
            file
        }, "AmountTooLarge"),
    ]);
}

#[test]
fn customers_and_roles() {
    check(&[
        (
            "some customers missing",
            b"customer,date,amount\n,2024-01-31,1\nNA,2024-01-31,1\na,2024-01-31,1\n",
            "3/1 1 1 Ymd 2:customer:no_customer 3:customer:no_customer",
        ),
        (
            "all customers missing",
            b"customer,date,amount\n,2024-01-31,1\n,2024-01-31,1\n",
            "NoUsableRows column customer",
        ),
        ("no customer column", b"date,amount\n2024-01-31,1\n2024-02-01,2\n", "MissingRole"),
        (
            "no amount column",
            b"customer,date,city\na,2024-01-31,x\na,2024-02-01,y\n",
            "MissingRole",
        ),
        ("no date column", b"customer,amount\na,1\na,2\na,3\n", "MissingRole"),
        (
            "without header",
            b"c1,2024-01-31,1.50\nc2,2024-02-01,2\nc1,2024-02-01,3\n",
            "3/3 2 6.5 Ymd",
        ),
        (
            "customer table",
            b"customer,city,age,joined\na,X,31,2024-01-31\nb,Y,NA,2024-02-29\nc,,40,\n",
            "3/3 3 table:cnd",
        ),
        ("table without ids", b"city,age\nX,3.5\nY,4.5\nX,3.5\n", "3/3 3 table:cn"),
        ("table with ids twice", b"customer,age\na,3\na,4\nb,5\n", "3/3 2 table:n"),
        (
            "table with a short row",
            b"customer,age,city\na,3,X\nb,4\nc,5,Y\n",
            "3/2 2 table:nc 3::too_few_fields",
        ),
        (
            "birthdays are no orders",
            b"customer_id,birth_date,city\n1,1980-01-31,X\n2,1990-01-31,Y\n",
            "2/2 2 table:dc",
        ),
        (
            "membership cards",
            b"membership card,date,coffee amount\na,2024-01-31,1\n",
            "1/1 1 1 Ymd",
        ),
        (
            "months as words",
            b"customer,date,amount\na,31-Jan-24,1\nb,31-Jan-24 zap,1\nc,31-Jan-24 -----,1\n",
            "3/1 1 1 3:date:bad_date 4:date:bad_date",
        ),
        (
            "names twice",
            b"customer,date,amount,note,note\na,2024-01-31,1,x,y\n",
            "1/1 1 1 Ymd",
        ),
    ]);
    for (params, expected) in [
        (r#"{"roles":{"amount":"paid out","customer":"2","date":"When"}}"#, "2/2 2 30 Ymd"),
        (r#"{"roles":{"amount":"nothing"}}"#, "UnknownColumn column nothing"),
        (r#"{"roles":{"amount":"9"}}"#, "UnknownColumn column 9"),
        (r#"{"kind":"customers"}"#, "2/2 2 table:ndn"),
        (r#"{"kind":"customers","roles":{"date":"when"}}"#, "BadParameter"),
        (r#"{"header":false,"kind":"customers"}"#, "3/3 3 table:ccc"),
        (r#"{"delimiter":";"}"#, "OneColumn"),
        (r#"{"delimiter":"x"}"#, "BadParameter"),
    ] {
        let bytes = b"who,code,when,paid out\nann,1,2024-01-31,10\nbob,2,2024-02-01,20\n";
        assert_eq!(outcome(bytes, params), expected, "{params}");
    }
    let ambiguous = b"customer,date,amount\na,03/04/2024,1\nb,13/04/2024,1\n";
    assert_eq!(outcome(ambiguous, r#"{"date_order":"MDY"}"#), "2/1 1 1 Mdy 3:date:no_such_day");
    assert_eq!(outcome(ambiguous, r#"{"date_order":"DMY"}"#), "2/2 2 2 Dmy");
}

#[test]
fn what_is_no_table() {
    check(&[
        ("empty", b"", "EmptyFile"),
        ("blank lines", b"\n \r\n\n", "EmptyFile"),
        ("only a mark", b"\xef\xbb\xbf", "EmptyFile"),
        ("header only", b"customer,date,amount\n", "HeaderOnly line 1"),
        ("header only, unknown names", b"a,b,c", "HeaderOnly line 1"),
        ("one column", b"email\na@x.com\nb@x.com\n", "OneColumn"),
        ("prose", b"Dear all,\nplease find the list attached.\nYours\n", "OneColumn"),
        ("picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0", "NotText"),
        ("workbook cut short", b"PK\x03\x04\x14\0\0\0", "Damaged"),
        ("control bytes", b"a,b\x01\x02\x03\x04\x05\n1,2\n", "NotText"),
        ("gzip cut short", b"\x1f\x8b\x08\0\0\0\0\0\0\x03", "Damaged"),
        ("10 MB line", &b"x,".repeat(5 << 20), "LineTooLong line 1"),
        ("only quotes", b"\"\n\"x\n", "OneColumn"),
    ]);
    let mut long = b"customer,date,amount\na,2024-01-31,1\n".to_vec();
    long.extend(b"x".repeat(10 << 20));
    long.extend(b"\nb,2024-01-31,2\n");
    assert_eq!(outcome(&long, "{}"), "3/2 2 3 Ymd 3::line_too_long");
}

#[test]
fn reasons_name_what_they_are_drawn_from() {
    let reasons = |bytes: &[u8]| {
        let workspace = import("f.csv", bytes, ImportParams::default()).unwrap();
        let report = workspace.import();
        let codes: Vec<&str> = report.notices.iter().map(|notice| notice.code).collect();
        (report.date_reason.clone().unwrap().en, codes.join(" "))
    };
    let head = "customer,date,amount\n";
    let file = |rows: &str| reasons(format!("{head}{rows}").as_bytes());
    assert_eq!(
        file("a,1/2/2024,1\nb,27/2/2024,1\n"),
        ("D/M/Y, because 27 stands first in line 3.".into(), String::new())
    );
    assert_eq!(
        file("a,1/15/2024,1\nb,27/2/2024,1\nc,1/16/2024,1\n"),
        (
            "M/D/Y, because 15 stands second in line 2.".into(),
            "date_orders_mixed many_rejected".into()
        )
    );
    assert_eq!(
        file("a,27/2/2024,?\n,28/2/2024,1\nb,1/15/2024,1\nc,1/2/2024,1\n"),
        (
            "D/M/Y, because 27 stands first in line 2.".into(),
            "date_orders_mixed many_rejected".into()
        ),
        "rows that are rejected speak too"
    );
    assert_eq!(file("a,1/2/2024,0\n").1, "zero_amounts date_order_unknown");
    assert_eq!(file("a,2024-01-31,1.00001\n").1, "amounts_rounded");
    for (dates, reason) in [
        ("2024-01-31 2024/2/1", "Y/M/D, because the year stands first."),
        (
            "31-Jan-24 Feb-1-2024",
            "Day and month are never in doubt: in each date the month is written as a word.",
        ),
        (
            "05/05/2024 6/6/2024",
            "Day and month are never in doubt: in each date the first two numbers are equal.",
        ),
        (
            "05/05/2024 20240131",
            "Day and month are never in doubt: in each date the year stands first or the first two numbers are equal.",
        ),
    ] {
        let rows = dates.split(' ').map(|date| format!("a,{date},1\n")).collect::<Vec<_>>().concat();
        assert_eq!(file(&rows).0, reason, "{dates}");
    }
    assert_eq!(reasons(b"c1,2024-01-31,1.50\nc2,2024-02-01,2\n").1, "roles_by_content");

    let long = "客".repeat(400);
    let workspace = import(
        "f.csv",
        format!("{head}a,{long},1\nb,2024-01-31,1\n").as_bytes(),
        ImportParams::default(),
    )
    .unwrap();
    let row = &workspace.import().rejected[0];
    assert!(row.text.len() <= 500 && row.text.starts_with("a,客") && row.text.ends_with('客'));
    assert!(row.reason.chars().count() < 50 && row.reason_zh.contains("不是日期"));
}

#[test]
fn lines_above_the_table_are_passed_over() {
    let codes = |bytes: &[u8], params: &str| {
        let workspace = import("f.csv", bytes, serde_json::from_str(params).unwrap()).unwrap();
        let codes: Vec<&str> = workspace.import().notices.iter().map(|notice| notice.code).collect();
        format!("{} {}", told(&workspace), codes.join(" ")).trim_end().to_owned()
    };
    for (name, bytes, expected) in [
        (
            "Excel's delimiter",
            &b"sep=;\ncustomer;date;amount\na;2024-01-31;1,5\na;x;1,5\n"[..],
            "2/1 1 1.5 Ymd ; 4:date:bad_date many_rejected",
        ),
        (
            "a delimiter that guessing would not take",
            b"\xef\xbb\xbfSEP=^\r\ncustomer^date^amount\r\na,b^2024-01-31^1\r\n",
            "1/1 1 1 Ymd ^",
        ),
        (
            "two titles",
            b"Report of orders\nMade 2024-05-01\n\ncustomer,date,amount\na,2024-01-01,5\nb,x,5\nb,2024-01-02,5\n",
            "3/2 2 10 Ymd 6:date:bad_date preamble_skipped many_rejected",
        ),
        (
            "titles padded by a spreadsheet",
            b"Report,,\nMade,,\ncustomer,date,amount\na,2024-01-01,5\n",
            "1/1 1 5 Ymd preamble_skipped",
        ),
        (
            "lines about the report",
            b"Report,,\nPeriod,2024,all\nShop:,Leeds,\n\ncustomer,date,amount\na,2024-01-01,5\nb,2024-01-02,6\n",
            "2/2 2 11 Ymd preamble_skipped",
        ),
        (
            "lines with names and values in turn",
            b"Account:,Sales,,\nFrom:,2024-01-01,To:,2024-01-31\norder,customer,date,amount\n1,a,2024-01-01,5\n2,b,2024-01-02,6\n",
            "2/2 2 11 Ymd preamble_skipped",
        ),
        (
            "six titles",
            b"a\nb\nc\nd\ne\nf\ncustomer,date,amount\na,2024-01-01,5\nb,2024-01-02,6\na,2024-01-03,5\nb,2024-01-04,6\na,2024-01-05,5\nb,2024-01-06,6\n",
            "6/6 2 33 Ymd preamble_skipped",
        ),
        (
            "names among the rows",
            b"a,2024-01-01,5\nb,2024-01-02,6\ncustomer,date,amount\na,2024-01-03,7\nc,2024-01-04,7\na,2024-01-05,5\nb,2024-01-06,5\n\
              c,2024-01-07,5\na,2024-01-08,5\nb,2024-01-09,5\nc,2024-01-10,5\na,2024-01-11,5\n",
            "12/11 3 60 Ymd 3:2:bad_date roles_by_content",
        ),
        (
            "a title over rows without names",
            b"Orders\nc1,2024-01-31,1.50\nc2,2024-02-01,2\nc1,2024-02-01,3\n",
            "3/3 2 6.5 Ymd preamble_skipped roles_by_content",
        ),
        (
            "a row with gaps is no title",
            b"1,,\n2,1.5,2\n3,2.5,3\n",
            "3/3 3 table:nn missing_values",
        ),
        ("a header with one name", b",n\na,1\nb,2\nb,3\n", "3/3 2 table:n duplicate_ids"),
    ] {
        let params = if name.contains("one name") {
            r#"{"roles":{"customer":"1"}}"#
        } else {
            "{}"
        };
        assert_eq!(codes(bytes, params), expected, "{name}");
    }
    let lines = b"Period,2024\nShop,Leeds\ncustomer,date,amount\na,2024-01-01,5\nb,2024-01-02,6\n";
    let workspace = import("f.csv", lines, ImportParams::default()).unwrap();
    assert_eq!(
        workspace.import().notices[0].text.en,
        "Lines above the table that were passed over: 2, the first being “Period 2024”."
    );
    assert!(codes(b"sep=,\na;b;c\n1;2;3\n", r#"{"delimiter":";"}"#).starts_with("1/1 1 ; table:nn"));
}

#[test]
fn many_rejected_rows_are_a_warning() {
    let notice = |good: usize, bad: usize| {
        let rows = "a,2024-01-01,5\n".repeat(good) + &"b,x,5\n".repeat(bad) + "b,2024-01-01,?\n";
        let workspace = import("f.csv", format!("customer,date,amount\n{rows}").as_bytes(), ImportParams::default()).unwrap();
        let many = |notice: &&crate::text::Notice| notice.code == "many_rejected";
        workspace.import().notices.iter().find(many).map(|notice| notice.text.clone())
    };
    assert_eq!(notice(90, 9), None);
    let text = notice(80, 19).unwrap();
    assert!(text.en.starts_with(
        "20 of 100 rows (20%) could not be used and are in no result. The most frequent fault (19 of them) is as in line 82: “x” is not a date. "
    ));
    assert!(text.zh.starts_with("100 行中有 20 行（20%）无法使用") && text.zh.contains("如第 82 行：“x”不是日期。"));
    let text = notice(1, 0).unwrap();
    assert!(text.en.contains("For instance in line 3: Nothing stands here, so"), "{}", text.en);
}

#[test]
fn none_is_a_level_and_no_number() {
    let file = "customer,plan,visits,none\na,None,1,None\nb,无,2,none\nc,Gold,None,nil\nd,NA,3,\n";
    let workspace = import("f.csv", file.as_bytes(), ImportParams::default()).unwrap();
    assert!(told(&workspace).starts_with("4/4 4 table:cnc"));
    let Some(table) = &workspace.content().customers else {
        unreachable!()
    };
    let levels = |name: &str| match &table.attribute(name).unwrap().values {
        crate::table::AttributeValues::Category { levels, .. } => levels.join(" "),
        _ => String::new(),
    };
    assert_eq!(
        (levels("plan").as_str(), levels("none").as_str()),
        ("Gold None 无", "None nil none")
    );
    let missing = workspace
        .import()
        .notices
        .iter()
        .find(|notice| notice.code == "missing_values")
        .unwrap();
    assert_eq!(missing.text.en, "Columns with missing values: plan (1), visits (1), none (1).");
    // In orders no customer is called that.
    let orders = b"customer,date,amount\nNone,2024-01-31,1\na,2024-01-31,1\n";
    assert_eq!(outcome(orders, "{}"), "2/1 1 1 Ymd 2:customer:no_customer");
}

#[test]
fn wide_tables_are_read_or_refused_at_once() {
    let started = std::time::Instant::now();
    let table = |columns: usize, name: &dyn Fn(usize) -> String| {
        let names: Vec<String> = (0..columns).map(name).collect();
        format!("{}\n{}\n", names.join(","), vec!["1"; columns].join(","))
    };
    for name in [
        &(|column| format!("n{column}")) as &dyn Fn(usize) -> String,
        &|_| "x".into(),
        &|column| if column % 2 == 0 { "x".into() } else { format!("x ({column})") },
    ] {
        let workspace = import("f.csv", table(1 << 14, name).as_bytes(), ImportParams::default()).unwrap();
        let mut names: Vec<&str> = workspace.import().columns.iter().map(|column| column.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 1 << 14);
    }
    assert_eq!(outcome(table(200_000, &|_| "x".into()).as_bytes(), "{}"), "Unsupported");
    assert_eq!(
        outcome(table(1 << 15, &|column| format!("n{column}")).as_bytes(), "{}"),
        "Unsupported"
    );
    assert!(started.elapsed().as_secs() < 120, "{:?}", started.elapsed());
}
