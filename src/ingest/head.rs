//! The first rows of a file as they stand in it, to be shown under the columns.

use crate::text::Text;

use super::records::{Found, Line, Record};
use super::rejects::Rejects;
use super::report::HeadRow;

/// How many rows are shown: enough to see what each column holds.
const ROWS: usize = 8;

/// How many characters of a field are kept.
const CELL: usize = 200;

/// The first rows of data.
#[derive(Debug, Default)]
pub(super) struct Head(Vec<HeadRow>);

impl Head {
    /// Takes a row while there is room; the table has so many columns.
    pub(super) fn take(&mut self, found: Found<'_>, columns: usize) {
        if self.0.len() == ROWS {
            return;
        }
        let (line, cells) = match found {
            Found::Record(record) => (record.line, fields(&record, columns)),
            Found::OpenQuote(line) | Found::TooLong(line) | Found::Broken(line) => (line, vec![raw(line)]),
        };
        self.0.push(HeadRow {
            line: line.number,
            cells,
            rejected: None,
            column: None,
        });
    }

    /// The rows, each with why it was not kept. Rejected rows are listed from
    /// the top of the file, so the list has all that are among the first.
    pub(super) fn finish(mut self, rejects: &Rejects) -> Vec<HeadRow> {
        for row in &mut self.0 {
            let Some(found) = rejects.listed.iter().find(|rejected| rejected.line == row.line) else {
                continue;
            };
            row.rejected = Some(Text::new(found.reason.clone(), found.reason_zh.clone()));
            row.column = Some(found.column.clone()).filter(|column| !column.is_empty());
        }
        self.0
    }
}

/// The fields of the columns, and the first that is too many.
fn fields(record: &Record<'_>, columns: usize) -> Vec<String> {
    record
        .fields()
        .take(columns + 1)
        .map(|field| field.chars().take(CELL).collect())
        .collect()
}

/// The beginning of a line that is no record.
fn raw(line: Line<'_>) -> String {
    // No character is longer than four bytes.
    let bytes = &line.raw[..line.raw.len().min(4 * CELL)];
    String::from_utf8_lossy(bytes).chars().take(CELL).collect()
}
