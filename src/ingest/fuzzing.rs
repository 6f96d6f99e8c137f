//! What must hold of each parser for any bytes: the targets in `fuzz/`, and the
//! test that gives them again every input that was of interest.

use std::io::{Cursor, Write};
use std::sync::Arc;

use crate::error::Result;
use crate::ledger::Money;
use crate::workspace::Workspace;

use super::charset::Decoder;
use super::dates;
use super::objects::Outline;
use super::records::{Records, Shape};
use super::report::{DateOrder, DecimalMark};
use super::splitter::Delimiter;
use super::unpack::Unpack;
use super::written::Written;
use super::{Import, ImportParams, detect, marks, numbers, workbook};

const ORDERS: [DateOrder; 3] = [DateOrder::Ymd, DateOrder::Dmy, DateOrder::Mdy];
const MARKS: [DecimalMark; 2] = [DecimalMark::Point, DecimalMark::Comma];

/// A target: its name, and what it does with bytes.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: [Target; 9] = [
    ("date", date),
    ("gzip", gzip),
    ("import", import),
    ("json", json),
    ("number", number),
    ("records", records),
    ("sheet", sheet),
    ("text", text),
    ("workbook", workbook),
];

/// The first byte, which says how to go about it, and the rest.
fn choice(bytes: &[u8]) -> (usize, &[u8]) {
    bytes.split_first().map_or((0, bytes), |(&first, rest)| (usize::from(first), rest))
}

/// A date is a day between 1900 and 2100 and, written plainly, the same day.
pub fn date(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for given in [None, Some(DateOrder::Ymd), Some(DateOrder::Dmy), Some(DateOrder::Mdy)] {
        let Ok(written) = dates::read(text, given) else { continue };
        assert_eq!(Written::from_code(written.code()), written);
        for order in ORDERS {
            let Some(day) = written.day(order) else { continue };
            let plain = day.to_string();
            assert_eq!(plain.len(), 10, "{plain}");
            assert_eq!(dates::read(&plain, None).map(|plain| plain.day(order)), Ok(Some(day)));
        }
    }
}

/// A number that is left open is, with either mark, what it is with that mark given.
pub fn number(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let open = marks::read(text, None).ok();
    for mark in MARKS {
        let amount = numbers::amount(text, mark).ok();
        assert_eq!(open.and_then(|open| open.at(mark)), amount, "{mark:?}");
        let given = marks::read(text, Some(mark)).ok();
        assert_eq!(given.and_then(|given| given.at(mark)), amount, "{mark:?}");
        if let Some(amount) = amount {
            assert!(amount.money.0.abs() <= Money::LARGEST.0);
        }
        assert!(numbers::float(text, mark).is_none_or(f64::is_finite));
    }
}

/// The records of a delimited text do not depend on the slices it comes in.
pub fn records(bytes: &[u8]) {
    let (choice, bytes) = choice(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let delimiter = match choice % 5 {
        4 => Delimiter::Space,
        other => Delimiter::Byte(b",;\t|"[other]),
    };
    sliced_alike(&Shape::Delimited(delimiter), text, 1 + choice / 5);
}

/// The objects of a JSON text do not depend on the slices it comes in.
pub fn json(bytes: &[u8]) {
    let (choice, bytes) = choice(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let outline = Outline::new(text.as_bytes(), true);
    sliced_alike(&Shape::Objects(Arc::new(outline)), text, 1 + choice);
}

fn sliced_alike(shape: &Shape, text: &str, slice: usize) {
    let whole = found(shape, text, text.len().max(1));
    assert_eq!(found(shape, text, slice), whole);
    assert!(whole.is_sorted_by_key(|(line, _)| *line));
}

fn found(shape: &Shape, text: &str, slice: usize) -> Vec<(u64, String)> {
    let mut records = Records::new(shape);
    let mut all = Vec::new();
    let mut take = |records: &mut Records, at_end| {
        while let Some(found) = records.next(at_end) {
            all.push((found.line().number, format!("{found:?}")));
        }
    };
    for slice in text.as_bytes().chunks(slice) {
        records.feed(slice);
        take(&mut records, false);
    }
    take(&mut records, true);
    all
}

/// Bytes are the same text in any slices.
pub fn text(bytes: &[u8]) {
    let (choice, bytes) = choice(bytes);
    let (sample, whole) = if choice % 2 == 0 {
        (bytes, true)
    } else {
        (&bytes[..bytes.len() / 2], false)
    };
    let read = |slice: usize| {
        let mut decoder = Decoder::new(detect::guess(sample, whole));
        let mut text = String::new();
        let mut slices = bytes.chunks(slice).peekable();
        while let Some(slice) = slices.next() {
            decoder.push(slice, slices.peek().is_none(), &mut text);
        }
        (decoder.encoding().name(), text, decoder.first_bad())
    };
    assert_eq!(read(1 + choice / 2), read(bytes.len().max(1)));
}

/// What gzip packs comes out again, and of any bytes the same in any slices.
pub fn gzip(bytes: &[u8]) {
    let (choice, bytes) = choice(bytes);
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    if packer.write_all(bytes).is_ok()
        && let Ok(packed) = packer.finish()
    {
        assert_eq!(unpacked(&packed, 16 + choice).ok().as_deref(), Some(bytes));
    }
    match (unpacked(bytes, 16 + choice), unpacked(bytes, bytes.len().max(1))) {
        (Ok(sliced), Ok(whole)) => assert_eq!(sliced, whole),
        (sliced, whole) => assert_eq!(sliced.is_ok(), whole.is_ok()),
    }
}

fn unpacked(bytes: &[u8], slice: usize) -> Result<Vec<u8>> {
    let mut unpack = Unpack::default();
    let mut content = Vec::new();
    let mut keep = |piece: &[u8]| {
        content.extend_from_slice(piece);
        Ok(())
    };
    for slice in bytes.chunks(slice) {
        unpack.push(slice, &mut keep)?;
    }
    unpack.finish(&mut keep)?;
    Ok(content)
}

/// A workbook is read or refused, in whatever state it is.
pub fn workbook(bytes: &[u8]) {
    let mut rows = 0;
    let told = workbook::read(bytes, None, &mut |_| {
        rows += 1;
        Ok(())
    });
    assert!(told.is_err() || told.is_ok_and(|told| told.sheets.iter().filter(|sheet| sheet.chosen).count() == 1));
}

/// The parts of a workbook, which a packed one hides from chance: those of an
/// XLSX or the content of an ODS, set apart by zero bytes.
pub fn sheet(bytes: &[u8]) {
    const RELATIONS: &str = r#"<Relationships><Relationship Id="r" Type="a/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="s" Type="a/styles" Target="styles.xml"/><Relationship Id="t" Type="a/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;
    const BOOK: &[u8] = br#"<workbook><sheets><sheet name="a" sheetId="1" r:id="r"/></sheets></workbook>"#;
    let (choice, bytes) = choice(bytes);
    let mut parts = bytes.split(|&byte| byte == 0);
    let mut part = || parts.next().unwrap_or_default();
    let members: Vec<(&str, &[u8])> = if choice % 4 == 0 {
        vec![
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", part()),
            ("styles.xml", part()),
        ]
    } else {
        let (sheet, strings, styles, book) = (part(), part(), part(), part());
        vec![
            ("xl/workbook.xml", if book.is_empty() { BOOK } else { book }),
            ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
            ("xl/worksheets/sheet1.xml", sheet),
            ("xl/sharedStrings.xml", strings),
            ("xl/styles.xml", styles),
        ]
    };
    let Ok(archive) = stored(&members) else { return };
    workbook(&archive);
    import(&archive);
}

/// A ZIP archive that packs nothing.
fn stored(members: &[(&str, &[u8])]) -> std::io::Result<Vec<u8>> {
    let mut archive = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    let plain = ::zip::write::SimpleFileOptions::default().compression_method(::zip::CompressionMethod::Stored);
    for (name, content) in members {
        archive.start_file(*name, plain)?;
        archive.write_all(content)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// A file becomes the same in any slices, and each of its rows is kept or rejected.
pub fn import(file: &[u8]) {
    let whole = super::import("f", file, ImportParams::default());
    if let Ok(workspace) = &whole {
        let report = workspace.import();
        assert_eq!(report.rows_read, report.rows_kept + report.rows_rejected);
        assert_eq!(report.rejected_by_reason.values().sum::<u64>(), report.rows_rejected);
        assert_eq!(report.rejected.len() as u64, report.rows_rejected.min(1_000));
        assert!(report.rejected.is_sorted_by_key(|row| row.line));
    }
    assert_eq!(told(&whole), told(&sliced(file, 1 + file.len() % 97)));
}

fn sliced(file: &[u8], slice: usize) -> Result<Workspace> {
    let mut import = Import::new("f", ImportParams::default());
    file.chunks(slice).try_for_each(|slice| import.push(slice))?;
    import.finish()
}

fn told(imported: &Result<Workspace>) -> String {
    match imported {
        Ok(workspace) => format!("{:?} {:?}", workspace.import(), workspace.content()),
        Err(error) => format!("{error:?}"),
    }
}
