//! The same table in every encoding and packing gives the same rows.

use std::io::Write;

use super::properties::{content, sliced};
use crate::ingest::{ImportParams, ImportReport, import};
use crate::workspace::Workspace;

fn imported(bytes: &[u8], params: &str) -> Workspace {
    import("f", bytes, serde_json::from_str(params).unwrap()).unwrap()
}

fn report(bytes: &[u8]) -> ImportReport {
    imported(bytes, "{}").import().as_ref().clone()
}

fn encoded(text: &str, label: &str) -> Vec<u8> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
    match label {
        "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => encoding.encode(text).0.into_owned(),
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

const CHINESE: &str = "客户编号,下单时间,实付金额,城市\r\n张三,2024年1月31日,￥12.50,\"杭州，\r\n西湖\"\r\n李四,2024年2月1日,3,北京\r\n";

#[test]
fn one_table_in_many_encodings() {
    let plain = content(&imported(CHINESE.as_bytes(), "{}"));
    for label in ["UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"] {
        let bytes = encoded(CHINESE, label);
        for mark in [&b""[..], &encoded("\u{feff}", label)] {
            let marked = [mark, &bytes[..]].concat();
            let workspace = imported(&marked, "{}");
            assert_eq!((workspace.import().encoding, content(&workspace).as_str()), (label, plain.as_str()));
            let packed = imported(&gzip(&marked), "{}");
            assert_eq!((packed.import().compression, content(&packed).as_str()), ("gzip", plain.as_str()));
        }
    }
}

#[test]
fn slices_do_not_matter_in_any_encoding() {
    for label in ["UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"] {
        for bytes in [encoded(CHINESE, label), gzip(&encoded(CHINESE, label))] {
            let whole = imported(&bytes, "{}");
            for split in 0..bytes.len() {
                let split = sliced(&bytes, &[split.max(1), bytes.len()]).unwrap();
                assert_eq!(split.import(), whole.import());
                assert_eq!(content(&split), content(&whole));
            }
        }
    }
}

/// Larger than the sample and the blocks, so that characters lie across every border.
#[test]
fn a_large_file_is_read_across_its_blocks() {
    let rows = "张三丰,2024-01-31,1\r\n李四,2024-02-01,2\r\n".repeat(60_000);
    let text = format!("客户,日期,金额\r\n{rows}");
    let plain = content(&imported(text.as_bytes(), "{}"));
    for label in ["GB18030", "UTF-16LE"] {
        let bytes = encoded(&text, label);
        assert!(bytes.len() > 2 << 20);
        for bytes in [gzip(&bytes), bytes] {
            let workspace = sliced(&bytes, &[100_003]).unwrap();
            assert_eq!((workspace.import().encoding, content(&workspace).as_str()), (label, plain.as_str()));
            assert_eq!(workspace.import().rows_kept, 120_000);
        }
    }
}

#[test]
fn the_encoding_can_be_said() {
    let bytes = encoded("client,date,montant\nHélène,2024-01-31,5\n", "windows-1252");
    let said = imported(&bytes, r#"{"encoding":"ISO-8859-2"}"#);
    let report = said.import();
    assert_eq!(
        (report.encoding, report.encoding_reason.as_ref().unwrap().en.as_str()),
        ("ISO-8859-2", "You said so.")
    );
    assert_eq!(said.ids()[0], "Hélčne");
    let params: ImportParams = serde_json::from_str(r#"{"encoding":"klingon"}"#).unwrap();
    let error = import("f.csv", &bytes, params).unwrap_err();
    assert_eq!(error.kind(), crate::ErrorKind::BadParameter);
}

#[test]
fn a_backslash_is_the_sign_of_the_yen_in_japanese_files() {
    for header in ["顧客,注文日,金額", "customer,date,amount"] {
        let row = |row| format!("顧客{row},2024-01-0{row},\"\\{row},000\"\n");
        let rows: Vec<String> = (1..=9).map(row).collect();
        let report = report(&encoded(&format!("{header}\n{}", rows.concat()), "Shift_JIS"));
        assert_eq!((report.encoding, report.rows_kept), ("Shift_JIS", 9), "{header}");
        assert_eq!(report.total_amount, Some(45_000.0), "{header}");
    }
}

#[test]
fn byte_order_marks_within_a_file_are_no_text() {
    let marks = "\u{feff}\u{feff}customer,date,amount\na,2024-01-01,5\n\u{feff}\"b\",2024-01-02,6\na\u{feff},2024-01-03,7\n";
    let workspace = imported(marks.as_bytes(), "{}");
    assert_eq!((workspace.import().rows_kept, workspace.import().total_amount), (3, Some(18.0)));
    assert_eq!(**workspace.ids(), ["a", "b"]);
}

#[test]
fn a_row_with_bad_characters_is_kept_and_told() {
    let mut bytes = format!("客户,日期,金额\n{}", "张三丰,2024年1月31日,5\n".repeat(3)).into_bytes();
    bytes.extend(b"\xe6\x9d,2024-02-01,6\n\"a\nb\xff\",2024-02-01,7\n");
    let report = report(&bytes);
    assert_eq!((report.encoding, report.rows_kept), ("UTF-8", 5));
    let notice = report.notices.iter().find(|notice| notice.code == "bad_characters").unwrap();
    assert!(
        notice
            .text
            .en
            .starts_with("Characters that cannot be read as UTF-8: 2, the first in line 5."),
        "{}",
        notice.text.en
    );
    assert_eq!(report.head[3].cells[0], "\u{fffd}");
}

/// The sample is plain UTF-8; the rest is not.
#[test]
fn text_that_turns_is_read_on_and_told() {
    let head = "客户,日期,金额\n".to_owned() + &"张三,2024-01-31,5\n".repeat(60_000);
    let bytes = [head.as_bytes(), &encoded("李四,2024-02-01,6\n", "GB18030")].concat();
    let report = report(&bytes);
    assert_eq!(report.rows_kept, 60_001);
    let notice = report.notices.iter().find(|notice| notice.code == "bad_characters").unwrap();
    assert!(notice.text.en.contains("the first in line 60002"), "{}", notice.text.en);
    // ASCII for a mebibyte leaves the encoding open.
    let head = "customer,date,amount,city\n".to_owned() + &"ann,2024-01-31,5,x\n".repeat(60_000);
    let bytes = [head.as_bytes(), &encoded("bob,2024-02-01,6,北京市朝阳区\n", "GB18030")].concat();
    let report = self::report(&bytes);
    assert_eq!((report.encoding, report.rows_kept, report.notices.len()), ("GB18030", 60_001, 0));
}
