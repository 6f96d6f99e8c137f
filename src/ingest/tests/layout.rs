//! What spreadsheets put around and among the rows: two rows of names, totals,
//! and what they do to ids.

use std::collections::BTreeMap;

use crate::ingest::{ImportParams, ImportReport, Role, import};

fn report(file: &str, params: &str) -> ImportReport {
    let params: ImportParams = serde_json::from_str(params).unwrap();
    import("f.csv", file.as_bytes(), params).unwrap().import().as_ref().clone()
}

/// `kept/read customers total`, the notices, and each rejected row as `line:column:code`.
fn told(file: &str) -> String {
    let report = report(file, "{}");
    assert_eq!(report.rows_read, report.rows_kept + report.rows_rejected);
    assert_eq!(report.rows_rejected, report.rejected_by_reason.values().sum::<u64>());
    let codes: Vec<&str> = report.notices.iter().map(|notice| notice.code).collect();
    let rows: Vec<String> = report
        .rejected
        .iter()
        .map(|row| format!("{}:{}:{}", row.line, row.column, row.code))
        .collect();
    let total = report.total_amount.map_or("–".into(), |total| total.to_string());
    let (kept, read, customers) = (report.rows_kept, report.rows_read, report.customers);
    let told = format!("{kept}/{read} {customers} {total} {} {}", codes.join(" "), rows.join(" "));
    told.split_whitespace().collect::<Vec<_>>().join(" ")
}

const ROWS: &str = "a,2024-01-01,5\nb,2024-01-02,7\n";

#[test]
fn rows_of_totals_are_left_out_and_told() {
    for (name, tail, expected) in [
        ("labelled", "合计,,12\n", "2/3 2 12 totals_rows 4:customer:totals_row"),
        ("short", "Total: ,12\n", "2/3 2 12 totals_rows 4:customer:totals_row"),
        (
            "label in another cell",
            ",Grand Total,12\n",
            "2/3 2 12 totals_rows 4:date:totals_row",
        ),
        ("with a date", "小计,2024-01-02,12\n", "2/3 2 12 totals_rows 4:customer:totals_row"),
        (
            "inside",
            "小计,,12\nc,2024-01-03,1\n合计,,13\n",
            "3/5 3 13 totals_rows 4:customer:totals_row 6:customer:totals_row",
        ),
        ("a customer of that name", "Total,2024-01-03,5\n", "3/3 3 17"),
        ("no label, the sum", ",,12\n", "2/3 2 12 totals_rows 4::totals_row"),
        ("no label, the sum, no date", "x,,12\n", "2/3 2 12 totals_rows 4::totals_row"),
        ("no label, not the sum", ",,13\n", "2/3 2 12 many_rejected 4:customer:no_customer"),
        (
            "the sum, but not last",
            ",,12\nc,2024-01-03,1\n",
            "3/4 3 13 many_rejected 4:customer:no_customer",
        ),
        (
            "the sum of all rows, also those without customers",
            ",2024-01-03,3\n,,15\n",
            "2/4 2 12 totals_rows many_rejected 4:customer:no_customer 5::totals_row",
        ),
        (
            "the sum, and a date",
            "Total,2024-12-31,12\n",
            "2/3 2 12 totals_rows 4:customer:totals_row",
        ),
        (
            "sums with dates inside",
            "Total,2024-01-02,12\nc,2024-01-03,1\nc,2024-01-04,1\nTotal,2024-01-04,2\nTotal,2024-01-04,14\n",
            "4/7 3 14 totals_rows 4:customer:totals_row 7:customer:totals_row 8:customer:totals_row",
        ),
        (
            "the sum, and what made it",
            ",,12\nMade by Shop on 2024-02-01\n",
            "2/4 2 12 totals_rows many_rejected 4::totals_row 5::too_few_fields",
        ),
        (
            "the sum behind many purchases without a customer",
            ",2024-01-03,1\n,2024-01-03,1\n,2024-01-03,1\n,2024-01-03,1\n,2024-01-03,1\n,2024-01-03,1\n,2024-01-03,1\n,2024-01-03,1\n\
             ,2024-01-03,1\n,,21\n",
            "2/12 2 12 totals_rows many_rejected 4:customer:no_customer 5:customer:no_customer 6:customer:no_customer \
             7:customer:no_customer 8:customer:no_customer 9:customer:no_customer 10:customer:no_customer 11:customer:no_customer \
             12:customer:no_customer 13::totals_row",
        ),
        (
            "the sum, and the mean",
            ",,12\n,,6\n",
            "2/4 2 12 totals_rows 4::totals_row 5::totals_row",
        ),
        (
            "the sum, and a purchase without a customer",
            ",,12\n,2024-01-03,6\n",
            "2/4 2 12 totals_rows many_rejected 4::totals_row 5:customer:no_customer",
        ),
        (
            "the sum of all rows, also those with a bad date",
            "c,2024-02-30,100\n,,112\n",
            "2/4 2 12 totals_rows many_rejected 4:date:no_such_day 5::totals_row",
        ),
        (
            "as Excel writes them",
            "b Total,,7\nc,2024-01-03,1\nc 汇总,,1\n,2024-01-03 Total,1\n",
            "3/6 3 13 totals_rows 4:customer:totals_row 6:customer:totals_row 7:date:totals_row",
        ),
        (
            "a name that has the word",
            "Total Wine,,7\n",
            "2/3 2 12 many_rejected 4:date:no_date",
        ),
    ] {
        let file = report(&format!("customer,date,amount\n{ROWS}{tail}"), "{}");
        let unnamed: u64 = file.missing_customer_rows;
        assert_eq!(unnamed == 0, file.missing_customer_amount == Some(0.0), "{name}");
        assert_eq!(told(&format!("customer,date,amount\n{ROWS}{tail}")), expected, "{name}");
    }
    // One row is the sum of itself.
    assert_eq!(
        told("customer,date,amount\na,2024-01-01,5\n,,5\n"),
        "1/2 1 5 many_rejected 3:customer:no_customer"
    );
    let comma = told("customer;date;amount\na;2024-01-01;5,5\nb;2024-01-02;1.234,5\n;;1.240,00\n");
    assert_eq!(comma, "2/3 2 1240 totals_rows 4::totals_row");
    let notice = &report(&format!("customer,date,amount\n{ROWS}合计,,12.00\n"), "{}").notices[0].text;
    assert_eq!(notice.en, "Rows that only add up others were left out: 1 (line 4: 合计 12.00).");
    assert_eq!(notice.zh, "有 1 行是合计，未计入数据（第 4 行：合计 12.00）。");
    // A subtotal beside the customer, in the column of products.
    let product = "customer,date,product,amount\na,2024-01-01,tea,5\na,2024-01-01,小计,5\nb,2024-01-01,Total,7\n";
    assert_eq!(told(product), "2/3 2 12 totals_rows 3:product:totals_row");
}

#[test]
fn rows_of_totals_are_no_customers() {
    for (file, expected) in [
        ("customer,age\na,31\nb,40\nTotal,71\n", "2/3 2 – totals_rows 4:customer:totals_row"),
        ("customer,age\na,31\nb,40\n,合计\n", "2/3 2 – totals_rows 4:age:totals_row"),
        (
            "plan,age\nGold,3.5\nGold,4.5\nTotal,\n",
            "2/3 2 – totals_rows row_number_ids 4:plan:totals_row",
        ),
        ("plan,age\nGold,3.5\nGold,4.5\nTotal,5.5\n", "3/3 3 – row_number_ids"),
    ] {
        let (mut found, mut expected): (Vec<String>, Vec<String>) = (
            told(file).split(' ').map(str::to_owned).collect(),
            expected.split(' ').map(str::to_owned).collect(),
        );
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{file}");
    }
}

#[test]
fn two_rows_of_names_are_read_as_one() {
    for (file, names, expected) in [
        (
            "客户,,订单,\n编号,城市,下单时间,金额\n1,北京,2024-01-01,5\n2,上海,2024-01-02,x\n",
            "编号 城市 下单时间 金额",
            "1/2 1 5 two_header_rows many_rejected 4:金额:bad_amount",
        ),
        (
            "客户编号,下单时间,实付金额\ncustomer_id,order_date,amount\n1,2024-01-01,5\n",
            "客户编号 下单时间 实付金额",
            "1/1 1 5 two_header_rows",
        ),
        (
            "customer,date,amount\nann,soon,much\nann,2024-01-01,5\nann,2024-01-02,5\n",
            "customer date amount",
            "2/3 1 10 many_rejected 2:date:bad_date",
        ),
    ] {
        let found = report(file, "{}");
        let columns: Vec<&str> = found.columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(columns.join(" "), names, "{file}");
        assert_eq!(told(file).replace(" roles_by_content", ""), expected, "{file}");
    }
    let two = "客户编号,下单时间,实付金额\ncustomer_id,order_date,amount\n1,2024-01-01,5\n";
    assert_eq!(report(two, r#"{"header":true}"#).rows_read, 1);
    assert!(report(two, r#"{"header":true}"#).header_reason.zh.starts_with("前两行都是列名"));
    assert_eq!(report(two, "{}").head[0].line, 3);
}

#[test]
fn ids_stay_as_they_are_or_it_is_told() {
    let orders = |ids: &[&str]| {
        let rows: Vec<String> = ids.iter().map(|id| format!("{id},2024-01-01,1,{id}\n")).collect();
        format!("customer_id,date,amount,order_id\n{}", rows.concat())
    };
    for (ids, expected) in [
        (&["00012", "12"][..], "2/2 2 2"),
        (&["1.2E+11", "1.23457E+11", "7"], "3/3 3 3 scientific_ids"),
        (&["12345.0", "12346.0", "12345.0"], "3/3 2 3 float_ids"),
        (&["12345.0", "12346"], "2/2 2 2 some_float_ids"),
        (&["C01", "c01", "C 01", "D1"], "4/4 4 4 similar_ids"),
    ] {
        assert_eq!(told(&orders(ids)), expected, "{ids:?}");
    }
    let trimmed = import("f.csv", orders(&["12345.0", "6.0"]).as_bytes(), ImportParams::default()).unwrap();
    assert_eq!(**trimmed.ids(), ["6", "12345"]);
    let table = import("f.csv", b"customer_id,age\n12345.0,31\n6.0,40\n", ImportParams::default()).unwrap();
    assert_eq!(**table.ids(), ["6", "12345"]);
    let notices = report(&orders(&["1.2E+11", "1.23457E+11"]), "{}").notices;
    assert!(
        notices[0]
            .text
            .en
            .starts_with("Ids in “customer_id” that a spreadsheet has shortened: 2, for instance “1.23457E+11”.")
    );
}

#[test]
fn an_order_in_several_rows_counts_once() {
    let file = "Name,Email,Financial Status,Paid at,Total,Lineitem quantity,Lineitem name,Lineitem price,Billing Phone\n\
        #1001,ann@ex.com,paid,2024-01-02 10:00:00 -0500,45.00,1,Tea,20.00,'+1 512 555 0101\n\
        #1001,ann@ex.com,,,,1,Pot,25.00,\n\
        #1002,bob@ex.com,refunded,2024-01-05 10:00:00 -0500,9.50,1,Cup,9.50,'+1 512 555 0102\n\
        #1003,ann@ex.com,paid,2024-02-05 10:00:00 -0500,40.00,2,Pot,20.00,'+1 512 555 0101\n\
        #1003,ann@ex.com,,,30.00,1,Cup,30.00,\n\
        #1004,bob@ex.com,paid,,12.00,1,Cup,12.00,\n";
    let report = report(file, "{}");
    let role = |role| report.roles.get(&role).map(String::as_str);
    assert_eq!(role(Role::Order), Some("Name"));
    assert_eq!(role(Role::Status), Some("Financial Status"));
    assert_eq!((role(Role::Amount), role(Role::Product)), (Some("Total"), Some("Lineitem name")));
    assert_eq!(role(Role::Phone), Some("Billing Phone"));
    // A row with money and without a day is no row that only lists more of its order.
    assert_eq!((report.rows_kept, report.total_amount), (3, Some(94.5)));
    assert_eq!(report.rejected_by_reason, BTreeMap::from([("further_row", 1), ("no_date", 2)]));
    let codes: Vec<_> = report.notices.iter().map(|notice| notice.code).collect();
    assert!(codes.contains(&"further_rows") && codes.contains(&"void_orders"), "{codes:?}");
}

#[test]
fn the_status_of_a_customer_is_not_that_of_an_order() {
    let rows = "ann,2024-01-02,5,active\nann,2024-01-03,5,active\nbob,2024-01-02,7,cancelled\nbob,2024-01-05,7,cancelled\n";
    let of_orders = "ann,2024-01-02,5,paid\nann,2024-01-03,5,cancelled\nbob,2024-01-02,7,paid\nbob,2024-01-05,7,paid\n";
    for (name, rows, expected) in [
        ("status", of_orders, true),
        ("status", rows, false),
        ("membership status", rows, false),
        ("refund_status", of_orders, false),
        ("order status", rows, true),
    ] {
        let report = report(&format!("customer,date,amount,{name}\n{rows}"), "{}");
        assert_eq!(report.roles.contains_key(&Role::Status), expected, "{name}");
        assert_eq!(report.notices.iter().any(|notice| notice.code == "void_orders"), expected, "{name}");
    }
}

#[test]
fn the_delimiter_has_its_reason() {
    let reason = |file: &str, params| report(file, params).delimiter_reason.unwrap().en;
    let rows = "customer;date;amount\na;2024-01-02;5\n";
    assert_eq!(
        reason(rows, "{}"),
        "It cuts most rows into 3 columns, more evenly than any other sign."
    );
    assert_eq!(reason(&format!("sep=;\n{rows}"), "{}"), "The first line of the file names it.");
    assert_eq!(reason(rows, r#"{"delimiter":";"}"#), "You said so.");
}
