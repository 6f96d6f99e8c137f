//! Rejected rows come back in their original bytes.

use std::io::Write;

use proptest::prelude::*;

use super::properties::{file, orders};
use crate::ingest::{ImportParams, import};
use crate::text::Lang;

fn rejected(bytes: &[u8], slice: usize, lang: Lang) -> Vec<u8> {
    let workspace = import("f", bytes, ImportParams::default()).unwrap();
    let mut rows = workspace.import().rejections.rows(lang);
    let mut out = Vec::new();
    for slice in bytes.chunks(slice) {
        rows.push(slice, &mut out).unwrap();
    }
    rows.finish(&mut out).unwrap();
    out
}

#[track_caller]
fn check(bytes: &[u8], lang: Lang, expected: &[u8]) {
    for slice in [1, 2, 7, 1_000_000] {
        let out = rejected(bytes, slice, lang);
        assert_eq!(out, expected, "slices of {slice}: {}", String::from_utf8_lossy(&out));
    }
}

const ORDERS: &str = "Shop\r\ncustomer;date;amount\r\na;27/2/2024;1,5\r\nb;x;2\r\n\r\n\"c\r\nd\";28/2/2024;?\r\ne;2/28/2024;3\r\nf;26/2/2024;1.5\r\n\"g;26/2/2024;4\r\nh;25/2/2024;12,5\r\n;25/2/2024;1\r\ni;1/2/2024";

#[test]
fn rows_stand_as_they_are_in_the_file() {
    let expected = "line;reason;customer;date;amount\r\n\
        4;“x” is not a date.;b;x;2\r\n\
        6;\"Nothing stands here, so the row has no amount.\";\"c\r\nd\";28/2/2024;?\r\n\
        8;The day and month stand in the other order than in most of the column.;e;2/28/2024;3\r\n\
        9;The decimal mark is the other one than in most of the column.;f;26/2/2024;1.5\r\n\
        10;\"A quote opens here and never closes; the row was left out and reading went on with the next line.\";\"g;26/2/2024;4\r\n\
        12;The row names no customer.;;25/2/2024;1\r\n\
        13;The row has 2 fields, the table has 3 columns.;i;1/2/2024\n";
    let expected = expected.replace(
        "\"Nothing stands here, so the row has no amount.\"",
        "Nothing stands here, so the row has no amount.",
    );
    check(ORDERS.as_bytes(), Lang::En, expected.as_bytes());
    let chinese = rejected(ORDERS.as_bytes(), 100, Lang::Zh);
    assert!(String::from_utf8(chinese).unwrap().contains("\r\n4;“x”不是日期。;b;x;2\r\n"));
}

#[test]
fn rows_keep_their_encoding() {
    let text = "客户,日期,金额\n张三,2024-01-31,5\n李四,明天,6\n";
    let (gbk, ..) = encoding_rs::GB18030.encode(text);
    let (expected, ..) = encoding_rs::GB18030.encode("line,reason,客户,日期,金额\n3,“明天”不是日期。,李四,明天,6\n");
    check(&gbk, Lang::Zh, &expected);
    let utf16 = |text: &str| {
        "\u{feff}"
            .encode_utf16()
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<u8>>()
    };
    check(
        &utf16(text),
        Lang::Zh,
        &utf16("line,reason,客户,日期,金额\n3,“明天”不是日期。,李四,明天,6\n"),
    );
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(&gbk).unwrap();
    check(&encoder.finish().unwrap(), Lang::Zh, &expected);
    // What the encoding cannot say is said in English; bad bytes stay.
    let latin = b"client,date,montant,ville\nH\xe9l\xe8ne,2024-01-31,5,Orl\xe9ans\nAndr\xe9,demain\xff,6,Besan\xe7on\n";
    let expected = b"line,reason,client,date,montant,ville\n3,\x93demain\xff\x94 is not a date.,Andr\xe9,demain\xff,6,Besan\xe7on\n";
    check(latin, Lang::Zh, expected);
}

#[test]
fn other_formats_have_their_own_way() {
    check(
        b"customer date paid\n a 20240131  1.5\n b 20240201 12.25 \n c 2024  3.0\n a 20240301  3.0\n",
        Lang::En,
        b"line reason customer date paid\n4 bad_date  c 2024  3.0\n",
    );
    check(
        "{\"customer\":\"a\",\"date\":\"2024-01-31\",\"amount\":5}\n{\"customer\":\"b\", \"date\":\"x\",\"amount\":6}\n{\"oops\n".as_bytes(),
        Lang::En,
        "{\"line\":2,\"reason\":\"“x” is not a date.\",\"row\":{\"customer\":\"b\",\"date\":\"x\",\"amount\":6}}\n{\"line\":3,\"reason\":\"This is no whole JSON object; it was left out and reading went on with the next one.\",\"row\":\"{\\\"oops\"}\n".as_bytes(),
    );
    let workbook = include_bytes!("../../../tests/data/workbooks/raw.xlsx");
    check(
        workbook,
        Lang::En,
        "\u{feff}line,reason,customer,date,amount,note\r\n3,\"Nothing stands here, so the row has no amount.\",bob,2024-02-01 00:00:00,#DIV/0!,TRUE\r\n9,There is no such day as “1900-02-29”.,bob,1900-02-29,120000000000,\r\n".as_bytes(),
    );
    // Two rows of names, and a row of totals.
    check(
        "客户编号,下单时间,实付金额\ncustomer_id,order_date,amount\na,2024-01-01,5\nb,2024-01-02,7\n,,12\n".as_bytes(),
        Lang::En,
        "line,reason,客户编号,下单时间,实付金额\ncustomer_id,order_date,amount\n5,The row only adds up others.,,,12\n".as_bytes(),
    );
    // Nothing was rejected: nothing is written.
    check(b"customer,date,amount\na,2024-01-31,1\n", Lang::En, b"");
}

proptest! {
    #[test]
    fn every_rejected_row_comes_back_once(rows in orders(), slice in 1_usize..50) {
        let bytes = file(&rows);
        let workspace = import("f", &bytes, ImportParams::default()).unwrap();
        let report = workspace.import();
        let out = String::from_utf8(rejected(&bytes, slice, Lang::En)).unwrap();
        // Each begins with its line and has the text of the list.
        let mut rest = out.strip_prefix("line,reason,customer,date,amount\n").unwrap_or(&out);
        for row in &report.rejected {
            let text = rest.strip_prefix(&format!("{},", row.line)).unwrap_or_else(|| panic!("{} {rest}", row.line));
            let place = text.find(&format!(",{}", row.text)).unwrap();
            let reason = text[..place].trim_matches('"').replace("\"\"", "\"");
            prop_assert_eq!(&reason, &row.reason);
            rest = text[place + 1 + row.text.len()..].strip_prefix('\n').unwrap();
        }
        prop_assert_eq!(rest, "");
    }
}
