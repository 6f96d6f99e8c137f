//! A walk through a sheet.

use quick_xml::events::{BytesStart, Event};

use crate::error::Result;
use crate::ingest::workbook::zip::{self, Archive};
use crate::ingest::workbook::{damaged, xml};

use super::parts::unescaped;

/// What a walk meets. Rows and columns count from 0.
pub(super) trait Visit {
    fn row(&mut self, row: u32, hidden: bool);
    fn cell(&mut self, cell: &Cell) -> Result<()>;
    fn hidden_columns(&mut self, first: u32, last: u32);
    /// Cells from one corner to the other are one.
    fn merged(&mut self, first: (u32, u32), last: (u32, u32));
}

/// A cell as it is stored.
#[derive(Default)]
pub(super) struct Cell {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) style: usize,
    pub(super) value: String,
    pub(super) formula: bool,
    kind: String,
}

impl Cell {
    /// What its value is: `s` for a shared text, `b`, `e`, `d`, `str`, `inlineStr`; else a number.
    pub(super) fn kind(&self) -> &str {
        &self.kind
    }
}

/// How many rows and columns a sheet says it has.
pub(super) fn size(archive: &mut Archive<'_>, path: &str) -> Result<Option<(u64, u64)>> {
    let Some(part) = zip::stream(archive, path)? else { return Ok(None) };
    let mut reader = xml::reader(part);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|_| damaged())? {
            Event::Start(element) => match element.local_name().as_ref() {
                "dimension" => {
                    let range = xml::attribute(&element, "ref")?.and_then(|range| area(&range));
                    let length = |first: u32, last: u32| u64::from(last.saturating_sub(first)) + 1;
                    return Ok(range.map(|(first, last)| (length(first.0, last.0), length(first.1, last.1))));
                }
                "sheetData" => return Ok(None),
                _ => {}
            },
            Event::Eof => return Ok(None),
            _ => {}
        }
    }
}

/// Goes through a sheet.
pub(super) fn walk(archive: &mut Archive<'_>, path: &str, visit: &mut dyn Visit) -> Result<()> {
    let part = zip::stream(archive, path)?.ok_or_else(damaged)?;
    let mut reader = xml::reader(part);
    let mut buffer = Vec::new();
    let (mut row, mut cell, mut state) = (0, Cell::default(), State::default());
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|_| damaged())? {
            Event::Start(element) => match element.local_name().as_ref() {
                "row" => {
                    // Rows that go back are no sheet's; they stand below the others.
                    row = xml::number(&element, "r")?.map_or(row, |number| number.saturating_sub(1).max(row));
                    visit.row(row, is_true(&element, "hidden")?);
                    cell.column = 0;
                }
                "c" => {
                    begin(&mut cell, row, &element)?;
                    row = cell.row;
                }
                "f" => cell.formula = true,
                "v" => state.in_value = true,
                "t" => state.in_value = !state.in_reading,
                "rPh" => state.in_reading = true,
                "col" if is_true(&element, "hidden")? => {
                    let (first, last) = (xml::number(&element, "min")?, xml::number(&element, "max")?);
                    let from_0 = |number: Option<u32>| number.unwrap_or(1).max(1) - 1;
                    visit.hidden_columns(from_0(first), from_0(last));
                }
                "mergeCell" => {
                    if let Some((first, last)) = xml::attribute(&element, "ref")?.and_then(|range| area(&range)) {
                        visit.merged(first, last);
                    }
                }
                _ => {}
            },
            Event::Text(text) if state.in_value => cell.value.push_str(&unescaped(&text.xml10_content())),
            Event::CData(text) if state.in_value => cell.value.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) if state.in_value => cell.value.extend(xml::entity(&reference)),
            Event::End(element) => match element.local_name().as_ref() {
                "v" | "t" => state.in_value = false,
                "rPh" => state.in_reading = false,
                "c" => {
                    visit.cell(&cell)?;
                    cell.column = cell.column.saturating_add(1);
                }
                "row" => row = row.saturating_add(1),
                _ => {}
            },
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// What text belongs to.
#[derive(Default)]
struct State {
    in_value: bool,
    /// In how a Japanese name is read aloud.
    in_reading: bool,
}

fn begin(cell: &mut Cell, row: u32, element: &BytesStart<'_>) -> Result<()> {
    cell.row = row;
    cell.style = 0;
    cell.formula = false;
    cell.value.clear();
    cell.kind.clear();
    let mut attributes = element.attributes();
    for attribute in attributes.with_checks(false) {
        let attribute = attribute.map_err(|_| damaged())?;
        match attribute.key.as_ref() {
            "r" => {
                let (named, column) = place(&attribute.value).unwrap_or((row, cell.column));
                (cell.row, cell.column) = (named.max(row), column);
            }
            "s" => cell.style = attribute.value.parse().unwrap_or(0),
            "t" => cell.kind.push_str(&attribute.value),
            _ => {}
        }
    }
    Ok(())
}

fn is_true(element: &BytesStart<'_>, name: &str) -> Result<bool> {
    let found = element.try_get_attribute(name).map_err(|_| damaged())?;
    Ok(found.is_some_and(|found| matches!(found.value.as_ref(), "1" | "true")))
}

/// The corners of `B3:F9`, each as row and column from 0.
fn area(range: &str) -> Option<((u32, u32), (u32, u32))> {
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    Some((place(first)?, place(last)?))
}

/// The row and column of `B3`, from 0.
fn place(name: &str) -> Option<(u32, u32)> {
    let name = name.trim();
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let column = name[..letters].bytes().try_fold(0_u32, |column, letter| {
        column
            .checked_mul(26)?
            .checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    let row: u32 = name[letters..].parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read() {
        for (name, expected) in [
            ("A1", Some((0, 0))),
            ("xfd1048576", Some((1_048_575, 16_383))),
            ("B", None),
            ("7", None),
            ("A0", None),
            ("AAAAAAAAAAAAA1", None),
        ] {
            assert_eq!(place(name), expected, "{name}");
        }
        assert_eq!(area("B3:C9"), Some(((2, 1), (8, 2))));
        assert_eq!(area("B3"), Some(((2, 1), (2, 1))));
    }
}
