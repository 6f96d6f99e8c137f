//! Excel's workbooks of 1995 to 2003, read record by record.

use std::collections::BTreeSet;

use crate::error::{Error, ErrorKind, Result};

use super::biff::{How, Pieces, Record, Records, code_page};
use super::cfb::u16_at;
use super::numfmt::{self, Shown};
use super::writer::{Survey, Writer};
use super::{Book, damaged, locked, values};

/// The kinds of records that are read.
mod kind {
    pub(super) const FORMULA: u16 = 0x06;
    pub(super) const EOF: u16 = 0x0a;
    pub(super) const DATE_MODE: u16 = 0x22;
    pub(super) const FILE_PASS: u16 = 0x2f;
    pub(super) const CODE_PAGE: u16 = 0x42;
    pub(super) const COLUMNS: u16 = 0x7d;
    pub(super) const SHEET: u16 = 0x85;
    pub(super) const RKS: u16 = 0xbd;
    pub(super) const RICH_LABEL: u16 = 0xd6;
    pub(super) const XF: u16 = 0xe0;
    pub(super) const MERGED: u16 = 0xe5;
    pub(super) const TEXTS: u16 = 0xfc;
    pub(super) const SHARED_LABEL: u16 = 0xfd;
    pub(super) const NUMBER: u16 = 0x203;
    pub(super) const LABEL: u16 = 0x204;
    pub(super) const BOOL_OR_ERROR: u16 = 0x205;
    pub(super) const STRING: u16 = 0x207;
    pub(super) const ROW: u16 = 0x208;
    pub(super) const RK: u16 = 0x27e;
    pub(super) const FORMAT: u16 = 0x41e;
    pub(super) const BOF: u16 = 0x809;
}

/// An `.xls`.
pub(super) struct Xls {
    bytes: Vec<u8>,
    sheets: Vec<(String, bool)>,
    places: Vec<usize>,
    how: How,
    since_1904: bool,
    formats: Vec<Shown>,
    texts: Vec<String>,
}

/// The value of a cell.
enum Value<'a> {
    Number(f64, u16),
    Text(&'a str),
    Shared(u32),
    Bool(bool),
    Error(u8),
}

impl Xls {
    /// Reads all but the sheets of a stream.
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self> {
        let mut book = Self {
            bytes: Vec::new(),
            sheets: Vec::new(),
            places: Vec::new(),
            how: How::Unicode,
            since_1904: false,
            formats: Vec::new(),
            texts: Vec::new(),
        };
        let mut records = Records::new(&bytes, 0);
        let first = records.next().filter(|record| record.kind == kind::BOF).ok_or_else(damaged)?;
        match first.u16(0) {
            Some(0x0600) => {}
            Some(0x0500) => book.how = How::Bytes(encoding_rs::WINDOWS_1252),
            _ => return Err(too_old()),
        }
        let mut own: Vec<(u16, Shown)> = Vec::new();
        let mut styles = Vec::new();
        let mut whole = false;
        for record in records {
            match record.kind {
                kind::FILE_PASS => return Err(locked()),
                kind::EOF => {
                    whole = true;
                    break;
                }
                kind::CODE_PAGE => book.set_code_page(&record),
                kind::DATE_MODE => book.since_1904 = record.u16(0) == Some(1),
                kind::FORMAT => own.extend(book.format(&record)),
                kind::XF => styles.extend(record.u16(2)),
                kind::SHEET => book.add_sheet(&record),
                kind::TEXTS => book.read_texts(&record),
                _ => {}
            }
        }
        if !whole {
            return Err(damaged());
        }
        let shown = |id: &u16| {
            own.iter()
                .find(|(own, _)| own == id)
                .map_or_else(|| numfmt::built_in(u32::from(*id)), |&(_, shown)| shown)
        };
        book.formats = styles.iter().map(shown).collect();
        book.bytes = bytes;
        Ok(book)
    }

    fn set_code_page(&mut self, record: &Record<'_>) {
        if let (How::Bytes(_), Some(number)) = (self.how, record.u16(0)) {
            self.how = How::Bytes(code_page(number));
        }
    }

    fn format(&self, record: &Record<'_>) -> Option<(u16, Shown)> {
        let code = match self.how {
            How::Unicode => record.text(2, self.how)?,
            // Its length is one byte.
            How::Bytes(encoding) => encoding.decode_without_bom_handling(record.data().get(3..)?).0.into_owned(),
        };
        Some((record.u16(0)?, numfmt::coded(&code)))
    }

    /// A sheet of cells; charts and macros are others.
    fn add_sheet(&mut self, record: &Record<'_>) {
        let data = record.data();
        let (Some(place), Some(&[state, 0, length])) = (record.u32(0), data.get(4..7)) else {
            return;
        };
        let text = match self.how {
            How::Unicode => {
                // As other texts, but with one byte for its length.
                let head = [length, 0];
                Pieces::new(&[&head, data.get(7..).unwrap_or_default()], 0).text()
            }
            How::Bytes(encoding) => data
                .get(7..)
                .map(|bytes| encoding.decode_without_bom_handling(bytes).0.into_owned()),
        };
        if let Some(text) = text {
            self.sheets.push((text, state & 3 != 0));
            self.places.push(place as usize);
        }
    }

    fn read_texts(&mut self, record: &Record<'_>) {
        let mut pieces = Pieces::new(&record.pieces, 8);
        let count = record.u32(4).unwrap_or(0);
        self.texts.extend((0..count).map_while(|_| pieces.text()));
    }

    /// Goes through a sheet.
    fn walk(&self, sheet: usize, visit: &mut dyn Visit) -> Result<()> {
        let mut depth = 0;
        let mut waiting = None;
        for record in Records::new(&self.bytes, self.places[sheet]) {
            match record.kind {
                // A chart within the sheet has records of its own.
                kind::BOF => depth += 1,
                kind::EOF if depth <= 1 => return Ok(()),
                kind::EOF => depth -= 1,
                _ if depth > 1 => {}
                kind::STRING => {
                    if let (Some((row, column)), Some(text)) = (waiting.take(), record.text(0, self.how)) {
                        visit.cell(row, column, &Value::Text(&text))?;
                    }
                }
                kind::FORMULA => waiting = formula(&record, visit)?,
                _ => {
                    self.record(&record, visit)?;
                }
            }
        }
        // The end of the sheet is missing.
        Err(damaged())
    }

    /// One record; nothing is made of one that is too short.
    fn record(&self, record: &Record<'_>, visit: &mut dyn Visit) -> Result<Option<()>> {
        let data = record.data();
        let some = |done: Result<()>| done.map(Some);
        let Some((row, column)) = place(record) else { return Ok(None) };
        let style = record.u16(4).unwrap_or(0);
        match record.kind {
            kind::NUMBER => {
                let Some(bytes) = data.get(6..14) else { return Ok(None) };
                let number = f64::from_le_bytes(bytes.try_into().unwrap_or_default());
                some(visit.cell(row, column, &Value::Number(number, style)))
            }
            kind::RK => {
                let Some(number) = record.u32(6) else { return Ok(None) };
                some(visit.cell(row, column, &Value::Number(rk(number), style)))
            }
            kind::RKS => {
                let cells = data.get(4..).unwrap_or_default().chunks_exact(6);
                for (column, cell) in (column..).zip(cells) {
                    let (style, low, high) = (u16_at(cell, 0), u16_at(cell, 2), u16_at(cell, 4));
                    let number = u32::from(low.unwrap_or(0)) | u32::from(high.unwrap_or(0)) << 16;
                    visit.cell(row, column, &Value::Number(rk(number), style.unwrap_or(0)))?;
                }
                Ok(Some(()))
            }
            kind::SHARED_LABEL => {
                let Some(number) = record.u32(6) else { return Ok(None) };
                some(visit.cell(row, column, &Value::Shared(number)))
            }
            kind::LABEL | kind::RICH_LABEL => {
                let Some(text) = record.text(6, self.how) else { return Ok(None) };
                some(visit.cell(row, column, &Value::Text(&text)))
            }
            kind::BOOL_OR_ERROR => {
                let Some(&[value, is_error]) = data.get(6..8) else {
                    return Ok(None);
                };
                let value = if is_error == 1 {
                    Value::Error(value)
                } else {
                    Value::Bool(value != 0)
                };
                some(visit.cell(row, column, &value))
            }
            kind::ROW => {
                if record.u16(12).is_some_and(|flags| flags & 0x20 != 0) {
                    visit.hidden_row(row);
                }
                Ok(Some(()))
            }
            kind::COLUMNS => {
                // Here the first two numbers are columns.
                if record.u16(8).is_some_and(|flags| flags & 1 != 0) {
                    visit.hidden_columns(row, column);
                }
                Ok(Some(()))
            }
            kind::MERGED => {
                for area in data.get(2..).unwrap_or_default().chunks_exact(8) {
                    if let (Some(first), Some(last), Some(column)) = (u16_at(area, 0), u16_at(area, 2), u16_at(area, 4)) {
                        visit.merged(u32::from(first), u32::from(column), u32::from(last));
                    }
                }
                Ok(Some(()))
            }
            _ => Ok(None),
        }
    }
}

/// A formula's stored value; a text comes in the next record, for the place that is given back.
fn formula(record: &Record<'_>, visit: &mut dyn Visit) -> Result<Option<(u32, u32)>> {
    let (Some((row, column)), Some(style), Some(value)) = (place(record), record.u16(4), record.data().get(6..14)) else {
        return Ok(None);
    };
    if value[6..] != [0xff, 0xff] {
        let number = f64::from_le_bytes(value.try_into().unwrap_or_default());
        visit.cell(row, column, &Value::Number(number, style))?;
        return Ok(None);
    }
    match value[0] {
        0 => return Ok(Some((row, column))),
        1 => visit.cell(row, column, &Value::Bool(value[2] != 0))?,
        2 => visit.cell(row, column, &Value::Error(value[2]))?,
        _ => {}
    }
    Ok(None)
}

/// The row and column that most records begin with.
fn place(record: &Record<'_>) -> Option<(u32, u32)> {
    Some((u32::from(record.u16(0)?), u32::from(record.u16(2)?)))
}

/// A number in four bytes: the upper part of a float or a whole number, perhaps a hundred times too large.
fn rk(bits: u32) -> f64 {
    let number = match bits & 2 {
        0 => f64::from_bits(u64::from(bits & !3) << 32),
        _ => f64::from(bits.cast_signed() >> 2),
    };
    if bits & 1 == 0 { number } else { number / 100.0 }
}

fn too_old() -> Error {
    Error::new(
        ErrorKind::Unsupported,
        "This is a workbook of an Excel before 1995, which is not read here. Open it in a spreadsheet and save it as “Excel Workbook (.xlsx)”.",
        "这是 1995 年以前的 Excel 工作簿，此处无法读取。请用表格软件打开并另存为“Excel 工作簿（.xlsx）”。",
    )
}

/// What a walk through a sheet meets. Rows and columns count from 0.
trait Visit {
    fn cell(&mut self, row: u32, column: u32, value: &Value<'_>) -> Result<()>;
    fn hidden_row(&mut self, row: u32);
    fn hidden_columns(&mut self, first: u32, last: u32);
    fn merged(&mut self, first: u32, column: u32, last: u32);
}

struct Surveying<'a> {
    book: &'a Xls,
    hidden: BTreeSet<u32>,
    row: Option<u32>,
    survey: Survey,
}

impl Visit for Surveying<'_> {
    fn cell(&mut self, row: u32, column: u32, value: &Value<'_>) -> Result<()> {
        if self.row.replace(row) != Some(row) {
            self.survey.row(row, self.hidden.contains(&row));
        }
        let text = match value {
            Value::Text(text) => Some(*text),
            Value::Shared(number) => Some(self.book.shared(*number)),
            _ => None,
        };
        if text.is_none_or(|text| !text.trim().is_empty()) {
            self.survey.cell(row, column, text);
        }
        Ok(())
    }

    fn hidden_row(&mut self, row: u32) {
        self.hidden.insert(row);
    }

    fn hidden_columns(&mut self, first: u32, last: u32) {
        self.survey.hidden_columns.push((first, last));
    }

    fn merged(&mut self, first: u32, column: u32, last: u32) {
        if last > first {
            self.survey.merged.push((first, column, last));
        }
    }
}

struct Writing<'a, 'b, 'c> {
    book: &'a Xls,
    writer: &'b mut Writer<'c>,
}

impl Visit for Writing<'_, '_, '_> {
    fn cell(&mut self, row: u32, column: u32, value: &Value<'_>) -> Result<()> {
        let book = self.book;
        self.writer.cell(row, column, |text| match *value {
            Value::Number(number, style) => {
                let shown = book.formats.get(usize::from(style)).copied().unwrap_or_default();
                values::shown(number, shown, book.since_1904, text);
            }
            Value::Text(value) => text.push_str(value),
            Value::Shared(number) => text.push_str(book.shared(number)),
            Value::Bool(value) => text.push_str(values::boolean(value)),
            Value::Error(code) => text.push_str(values::error(code)),
        })
    }

    fn hidden_row(&mut self, _: u32) {}

    fn hidden_columns(&mut self, _: u32, _: u32) {}

    fn merged(&mut self, _: u32, _: u32, _: u32) {}
}

impl Xls {
    fn shared(&self, number: u32) -> &str {
        self.texts.get(number as usize).map_or("", String::as_str)
    }
}

impl Book for Xls {
    fn format(&self) -> &'static str {
        "xls"
    }

    fn sheets(&self) -> &[(String, bool)] {
        &self.sheets
    }

    fn size(&mut self, sheet: usize) -> Option<(u64, u64)> {
        self.survey(sheet).ok().map(|survey| survey.size())
    }

    fn survey(&mut self, sheet: usize) -> Result<Survey> {
        let mut surveying = Surveying {
            book: self,
            hidden: BTreeSet::new(),
            row: None,
            survey: Survey::default(),
        };
        self.walk(sheet, &mut surveying)?;
        surveying.survey.end_row();
        Ok(surveying.survey)
    }

    fn read(&mut self, sheet: usize, writer: &mut Writer<'_>) -> Result<()> {
        self.walk(sheet, &mut Writing { book: self, writer })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_four_bytes() {
        for (bits, expected) in [
            (12 << 2 | 2, 12.0),
            (1_250 << 2 | 3, 12.5),
            (0x3ff0_0000, 1.0),
            ((-7_i32 << 2 | 2).cast_unsigned(), -7.0),
        ] {
            assert_eq!(rk(bits), expected);
        }
    }
}
