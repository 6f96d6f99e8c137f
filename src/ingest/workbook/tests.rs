//! Workbooks as people have them, each with what becomes of it. The files are
//! made by `tests/data/workbooks.py`.

use std::io::{Cursor, Write};

use ::zip::ZipWriter;
use ::zip::write::SimpleFileOptions;

use super::*;
use crate::ingest::{ImportParams, ImportReport, import};

const SHOP_XLSX: &[u8] = include_bytes!("../../../tests/data/workbooks/shop.xlsx");
const EPOCH_XLSX: &[u8] = include_bytes!("../../../tests/data/workbooks/epoch.xlsx");
const RAW_XLSX: &[u8] = include_bytes!("../../../tests/data/workbooks/raw.xlsx");
const SHOP_XLS: &[u8] = include_bytes!("../../../tests/data/workbooks/shop.xls");
const SHOP_ODS: &[u8] = include_bytes!("../../../tests/data/workbooks/shop.ods");

/// The rows, and what is told of them.
fn rows(bytes: &[u8], wanted: Option<&str>) -> Result<(Vec<String>, Told)> {
    let mut text = Vec::new();
    let told = read(bytes, wanted, &mut |piece| {
        text.extend_from_slice(piece);
        Ok(())
    })?;
    let text = String::from_utf8(text).unwrap().replace('\u{1f}', "|").replace('\n', "⏎");
    Ok((text.split_terminator('\u{1e}').map(str::to_owned).collect(), told))
}

fn codes(told: &Told) -> Vec<&str> {
    told.notices.iter().map(|notice| notice.code).collect()
}

/// `name rows×columns`, with a mark for hidden and for chosen ones.
fn sheets(told: &Told) -> Vec<String> {
    let size = |size: Option<u64>| size.map_or("?".into(), |size| size.to_string());
    let mark = |is: bool, mark: &str| if is { mark.to_owned() } else { String::new() };
    let sheet = |sheet: &SheetReport| {
        let (hidden, chosen) = (mark(sheet.hidden, " hidden"), mark(sheet.chosen, " chosen"));
        format!("{} {}×{}{hidden}{chosen}", sheet.name, size(sheet.rows), size(sheet.columns))
    };
    told.sheets.iter().map(sheet).collect()
}

fn report(bytes: &[u8], params: &str) -> ImportReport {
    let params: ImportParams = serde_json::from_str(params).unwrap();
    import("f.xlsx", bytes, params).unwrap().import().as_ref().clone()
}

fn kind(bytes: &[u8]) -> ErrorKind {
    import("f.xlsx", bytes, ImportParams::default()).unwrap_err().kind()
}

#[test]
fn an_xlsx_is_read_as_a_person_sees_it() {
    let (rows, told) = rows(SHOP_XLSX, None).unwrap();
    assert_eq!(
        rows,
        [
            "1|All orders|||||",
            "4|Customer|Card|Date|Amount|Paid|Note",
            "5|Ann Lee|120000000000|2024-01-31|12.5|TRUE|one⏎two",
            "6|Ann Lee|120000000000|2024-01-31 12:59:02|0.3|FALSE|",
            "7|Ann Lee|120000000000|2024-02-01|3||",
            "8|李雷|42|2024-02-03|4.50|TRUE|text date",
            "9|Bob|7|2024-02-04|5|TRUE|hidden row",
        ]
    );
    assert_eq!((told.format, told.sheet.as_str()), ("xlsx", "Orders 2024"));
    assert_eq!(
        sheets(&told),
        ["Cover 1×1", "Orders 2024 7×6 chosen", "Prices 2×2 hidden", "Totals 3×2"]
    );
    assert_eq!(
        codes(&told),
        ["hidden_cells", "formulas_without_value", "merged_filled", "other_sheets"]
    );
    assert!(
        told.notices[0].text.en.contains("rows (1) and hidden columns (1)"),
        "{}",
        told.notices[0].text.en
    );
}

#[test]
fn a_workbook_is_imported_whole() {
    let report = report(SHOP_XLSX, "{}");
    assert_eq!((report.format, report.encoding, report.delimiter.as_str()), ("xlsx", "", ""));
    assert_eq!((report.rows_read, report.rows_kept, report.customers), (5, 5, 3));
    assert_eq!(report.total_amount, Some(25.3));
    assert_eq!((report.head[0].line, report.head[1].cells[0].as_str()), (5, "Ann Lee"));
    assert_eq!(report.sheet_reason.unwrap().en, "It is the first sheet that holds a table.");
    let codes: Vec<&str> = report.notices.iter().map(|notice| notice.code).collect();
    assert!(codes.contains(&"preamble_skipped"), "{codes:?}");
}

#[test]
fn the_sheet_of_orders_goes_before_other_tables() {
    let cover = ("Cover", "Sales report\nPrepared by,Ann\nDate,45324\n");
    let orders = ("Orders", "customer,date,amount\nc0,2024-01-01,5\nc1,2024-01-02,6\n");
    let other = ("Cities", "city,shops,area\nParis,3,5\nRome,4,6\n");
    let chosen = |sheets: &[(&str, &str)]| {
        let told = rows(&workbook(sheets), None).unwrap().1;
        (told.sheet, told.sheet_reason.en)
    };
    let first = "It is the first sheet that holds a table.";
    let named = "It is the first sheet whose columns are named as those of orders: customer, date, amount.";
    assert_eq!(chosen(&[cover, orders]), ("Orders".into(), named.into()));
    assert_eq!(chosen(&[other, cover, orders, orders]), ("Orders".into(), named.into()));
    assert_eq!(chosen(&[orders, other]), ("Orders".into(), first.into()));
    assert_eq!(chosen(&[other, cover]), ("Cities".into(), first.into()));
    let report = report(&workbook(&[cover, orders]), "{}");
    assert_eq!((report.rows_kept, report.total_amount), (2, Some(11.0)));
}

#[test]
fn long_ids_are_different_customers_or_it_is_told() {
    let ids = |ids: [&str; 2]| {
        let rows = ids.map(|id| format!("{id},2024-01-01,5\n")).concat();
        let report = report(&workbook(&[("Orders", &format!("customer_id,date,amount\n{rows}"))]), "{}");
        let codes: Vec<&str> = report.notices.iter().map(|notice| notice.code).collect();
        format!("{} {}", report.customers, codes.join(" "))
    };
    assert_eq!(ids(["410105199003071234", "410105199003071235"]), "2 ");
    assert_eq!(ids(["4.1e+17", "4.1e+17"]), "1 scientific_ids");
}

#[test]
fn the_sheet_can_be_said() {
    for wanted in ["Totals", " totals ", "4"] {
        let (rows, told) = rows(SHOP_XLSX, Some(wanted)).unwrap();
        assert_eq!((rows[1].as_str(), told.sheet_reason.en.as_str()), ("2|Jan|25", "You said so."));
    }
    let error = rows(SHOP_XLSX, Some("5")).map(drop).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BadParameter);
    assert!(error.to_string().contains("Cover, Orders 2024, Prices, Totals"), "{error}");
}

#[test]
fn what_other_programs_write_is_read() {
    let (rows, told) = rows(RAW_XLSX, None).unwrap();
    assert_eq!(
        rows,
        [
            "1|customer|date|amount|note",
            "2|Ann Lee|2024-01-31 12:00:00|6|a&b",
            "3|bob|2024-02-01 00:00:00|#DIV/0!|TRUE",
            "9|bob|1900-02-29|120000000000|",
            "10|bob|2024-02-02|7|#N/A",
        ]
    );
    assert_eq!((told.sheet.as_str(), told.notices.len()), ("A & B", 0));
    let report = report(RAW_XLSX, "{}");
    let rejected: Vec<(u64, &str)> = report.rejected.iter().map(|row| (row.line, row.code)).collect();
    assert_eq!(rejected, [(3, "no_amount"), (9, "no_such_day")]);
    assert_eq!(report.rejected[0].text, "bob\t2024-02-01 00:00:00\t#DIV/0!\tTRUE");
}

#[test]
fn both_epochs_are_told_apart() {
    let (rows, _) = rows(EPOCH_XLSX, None).unwrap();
    assert_eq!(rows[1..], ["2|ann|2024-01-31|5", "3|bob|1904-01-02 06:30:00|6"]);
}

#[test]
fn an_xls_is_read() {
    let (rows, told) = rows(SHOP_XLS, None).unwrap();
    assert_eq!(
        rows,
        [
            "1|一月订单||||",
            "3|客户|日期|金额|积分|备注",
            "4|张三|2024-01-31|12.5|120000000000|",
            "5|张三|2024-02-01 08:30:00|3|120000000000|",
            "6|李四|2024-02-03|5||TRUE",
        ]
    );
    assert_eq!(
        (told.format, sheets(&told)),
        ("xls", vec!["Empty 0×0".into(), "订单 5×5 chosen".into()])
    );
    assert_eq!(codes(&told), ["hidden_cells", "merged_filled"]);
    assert!(
        told.notices[0].text.en.contains("rows (1) and hidden columns (1)"),
        "{}",
        told.notices[0].text.en
    );
    let report = report(SHOP_XLS, "{}");
    assert_eq!((report.rows_kept, report.total_amount), (3, Some(20.5)));
}

#[test]
fn an_ods_is_read() {
    let (rows, told) = rows(SHOP_ODS, None).unwrap();
    assert_eq!(
        rows,
        [
            "1|All orders|||",
            "5|customer|date|amount|note",
            "6|Ann|2024-01-31|12.5|one⏎two & three",
            "7|Ann|2024-01-31 08:00:00|0.3|TRUE",
            "8|Bob|2024-02-03|5|",
            "9|Bob|2024-02-03|5|",
        ]
    );
    assert_eq!(
        (told.format, sheets(&told)),
        ("ods", vec!["Secret 2×2 hidden".into(), "Orders 6×4 chosen".into()])
    );
    assert_eq!(codes(&told), ["hidden_cells", "merged_filled", "other_sheets"]);
    assert!(
        told.notices[0].text.en.contains("rows (2) and hidden columns (1)"),
        "{}",
        told.notices[0].text.en
    );
    assert_eq!(report(SHOP_ODS, "{}").rows_kept, 4);
}

/// The same cells as calamine finds, whose dates are numbers.
#[test]
fn another_reader_finds_the_same_texts() {
    use calamine::{Data, Reader, Xls, Xlsx};
    fn texts<R: Reader<Cursor<&'static [u8]>>>(bytes: &'static [u8], sheet: &str) -> Vec<String>
    where
        R::Error: std::fmt::Debug,
    {
        let range = R::new(Cursor::new(bytes)).unwrap().worksheet_range(sheet).unwrap();
        let text = |cell: &Data| match cell {
            Data::String(text) => Some(text.replace('\n', "⏎")),
            _ => None,
        };
        range.cells().filter_map(|(_, _, cell)| text(cell)).collect()
    }
    for (bytes, theirs) in [
        (SHOP_XLSX, texts::<Xlsx<_>>(SHOP_XLSX, "Orders 2024")),
        (RAW_XLSX, texts::<Xlsx<_>>(RAW_XLSX, "A & B")),
        (SHOP_XLS, texts::<Xls<_>>(SHOP_XLS, "订单")),
    ] {
        let ours = rows(bytes, None).unwrap().0.join("|");
        let ours: Vec<&str> = ours.split('|').collect();
        assert!(theirs.len() > 5);
        for text in theirs {
            assert!(ours.contains(&text.trim()), "{text}");
        }
    }
}

#[test]
fn workbooks_that_are_cut_or_changed_never_panic() {
    for bytes in [SHOP_XLSX, RAW_XLSX, SHOP_XLS, SHOP_ODS] {
        for end in (4..bytes.len()).step_by(37) {
            // The container of an XLS ends with padding.
            let cut = import("f", &bytes[..end], ImportParams::default());
            assert!(cut.is_err() || bytes == SHOP_XLS && end > 5_000, "{end}");
        }
        for place in (0..bytes.len()).step_by(11) {
            let mut wrong = bytes.to_vec();
            wrong[place] ^= 0x21;
            let _ = import("f", &wrong, ImportParams::default());
        }
    }
    assert_eq!(kind(&SHOP_XLSX[..3_000]), ErrorKind::Damaged);
    assert_eq!(kind(&SHOP_XLS[..3_000]), ErrorKind::Damaged);
}

/// More than is kept from the survey, so the sheet is read twice.
#[test]
fn a_large_sheet_is_read_as_a_small_one() {
    let long = "x".repeat(30_000);
    let row = |row| format!(r#"<row><c t="str"><v>a{row}</v></c><c t="str"><v>{long}</v></c></row>"#);
    let rows: Vec<String> = (1..=2_300).map(row).collect();
    let sheet = format!("<worksheet><sheetData>{}</sheetData></worksheet>", rows.concat());
    let (rows, _) = self::rows(&with(RAW_XLSX, "xl/worksheets/data.xml", sheet.as_bytes()), None).unwrap();
    assert_eq!((rows.len(), rows[2_299].as_str()), (2_300, format!("2300|a2300|{long}").as_str()));
}

#[test]
fn slices_do_not_matter() {
    let whole = import("f", SHOP_XLSX, ImportParams::default()).unwrap();
    for slice in [1, 7, 4_000] {
        let mut import = crate::ingest::Import::new("f", ImportParams::default());
        SHOP_XLSX.chunks(slice).for_each(|slice| import.push(slice).unwrap());
        let mut told = 0;
        let workspace = import.finish_with(&mut |rows| told = rows).unwrap();
        assert_eq!(workspace.import(), whole.import());
    }
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook of sheets, each as its rows of cells.
fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    let cell = |text: &str| match text.parse::<f64>() {
        Ok(_) => format!("<c><v>{text}</v></c>"),
        Err(_) => format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"),
    };
    let row = |row: &str| format!("<row>{}</row>", row.split(',').map(cell).collect::<String>());
    let mut parts: Vec<(String, String)> = sheets
        .iter()
        .enumerate()
        .map(|(sheet, (_, rows))| {
            let rows: String = rows.lines().map(row).collect();
            let xml = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
            (format!("xl/worksheets/sheet{}.xml", sheet + 1), xml)
        })
        .collect();
    let each = |write: &dyn Fn(usize, &str) -> String| -> String {
        sheets.iter().enumerate().map(|(sheet, (name, _))| write(sheet + 1, name)).collect()
    };
    let named = each(&|number, name| format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"r{number}\"/>"));
    let targets = each(&|number, _| format!("<Relationship Id=\"r{number}\" Type=\"worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"));
    parts.push(("xl/workbook.xml".into(), format!("<workbook><sheets>{named}</sheets></workbook>")));
    parts.push((
        "xl/_rels/workbook.xml.rels".into(),
        format!("<Relationships>{targets}</Relationships>"),
    ));
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, xml)| (name.as_str(), xml.as_bytes())).collect();
    archive(&parts)
}

/// A copy of an archive with one part replaced.
fn with(bytes: &[u8], replaced: &str, content: &[u8]) -> Vec<u8> {
    let mut source = zip::open(bytes).unwrap();
    let names: Vec<String> = source.file_names().map(|name| name.unwrap().into_owned()).collect();
    let parts: Vec<(String, Vec<u8>)> = names
        .into_iter()
        .map(|name| {
            let old = zip::part(&mut source, &name, UNPACKED).unwrap().unwrap();
            let new = if name == replaced { content.to_vec() } else { old };
            (name, new)
        })
        .collect();
    archive(
        &parts
            .iter()
            .map(|(name, content)| (name.as_str(), content.as_slice()))
            .collect::<Vec<_>>(),
    )
}

#[test]
fn an_archive_that_says_it_swells_is_refused() {
    let mut bytes = RAW_XLSX.to_vec();
    let entry = bytes.windows(4).rposition(|bytes| bytes == b"PK\x01\x02").unwrap();
    bytes[entry + 24..entry + 28].copy_from_slice(&u32::MAX.wrapping_sub(1).to_le_bytes());
    assert_eq!(kind(&bytes), ErrorKind::TooLarge);
}

#[test]
fn a_cell_that_is_repeated_over_a_sheet_is_refused() {
    let content = r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><table:table table:name="a"><table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/></table:table-row></table:table></office:document-content>"#;
    assert_eq!(kind(&with(SHOP_ODS, "content.xml", content.as_bytes())), ErrorKind::TooLarge);
}

#[test]
fn a_cell_far_away_costs_nothing() {
    let far = br#"<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="1048576"><c r="XFD1048576"><v>3</v></c></row></sheetData></worksheet>"#;
    let (rows, _) = rows(&with(RAW_XLSX, "xl/worksheets/data.xml", far), None).unwrap();
    assert_eq!(rows, ["1|1|2", "1048576|||3"]);
}

#[test]
fn other_documents_are_named() {
    let renamed = |name: &str| {
        let units = |name: &str| -> Vec<u8> { name.encode_utf16().flat_map(u16::to_le_bytes).collect() };
        let mut bytes = SHOP_XLS.to_vec();
        let entry = bytes.windows(16).position(|bytes| bytes == units("Workbook")).unwrap();
        let name = units(name);
        bytes[entry..entry + name.len()].copy_from_slice(&name);
        bytes[entry + 64] = u8::try_from(name.len() + 2).unwrap();
        bytes
    };
    let (locked, word) = (renamed("EncryptedPackage"), renamed("WordDocument"));
    assert_eq!(kind(&locked), ErrorKind::Locked);
    assert_eq!(kind(&word), ErrorKind::NotText);
    let manifest = b"<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    assert_eq!(kind(&with(SHOP_ODS, "META-INF/manifest.xml", manifest)), ErrorKind::Locked);
    assert_eq!(kind(&archive(&[("word/document.xml", b"<a/>")])), ErrorKind::NotText);
    assert_eq!(kind(&archive(&[("Index/Document.iwa", b"")])), ErrorKind::Unsupported);
    let error = import("f", &archive(&[("orders.csv", b"a,b\n1,2\n")]), ImportParams::default()).unwrap_err();
    assert!(error.to_string().contains("Unpack it"), "{error}");
}
