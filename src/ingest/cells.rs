//! The rows of a sheet as text, so that they go the way of all rows.
//!
//! A row is its number in the sheet and its cells, with separators between
//! them that no cell holds; line ends stay what they are within a cell.

use super::records::{Found, Line, Record};

/// Stands behind a row's number and behind each of its cells.
pub(super) const CELL: char = '\u{1f}';

/// Stands behind a row.
const ROW: char = '\u{1e}';

/// Writes a row.
pub(super) fn write<'a>(number: u64, cells: impl Iterator<Item = &'a str>, text: &mut Vec<u8>) {
    text.extend_from_slice(number.to_string().as_bytes());
    for cell in cells {
        text.push(CELL as u8);
        text.extend(cell.bytes().map(|byte| if is(byte, CELL) || is(byte, ROW) { b' ' } else { byte }));
    }
    text.push(ROW as u8);
}

/// The cells of a row as it was written.
pub(super) fn split(raw: &[u8]) -> impl Iterator<Item = &[u8]> {
    raw.split(|&byte| is(byte, CELL))
}

fn is(byte: u8, separator: char) -> bool {
    char::from(byte) == separator
}

/// Reads rows that were written so.
#[derive(Default)]
pub(super) struct Cells {
    buffer: Vec<u8>,
    start: usize,
    /// How far the row at `start` has been looked through.
    seen: usize,
    offset: u64,
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl Cells {
    pub(super) fn feed(&mut self, text: &[u8]) {
        self.buffer.drain(..self.start);
        self.offset += self.start as u64;
        self.seen -= self.start;
        self.start = 0;
        self.buffer.extend_from_slice(text);
    }

    pub(super) fn next(&mut self) -> Option<Found<'_>> {
        let Some(length) = self.buffer[self.seen..].iter().position(|&byte| is(byte, ROW)) else {
            self.seen = self.buffer.len();
            return None;
        };
        let (start, end) = (self.start, self.seen + length);
        (self.start, self.seen) = (end + 1, end + 1);
        let row = &self.buffer[start..end];
        let digits = row.iter().position(|&byte| is(byte, CELL)).unwrap_or(row.len());
        let number = std::str::from_utf8(&row[..digits]).ok().and_then(|digits| digits.parse().ok());
        let raw = row.get(digits + 1..).unwrap_or_default();
        self.text.clear();
        self.ends.clear();
        for cell in split(raw) {
            self.text.extend_from_slice(cell);
            self.ends.push(self.text.len());
        }
        let line = Line {
            number: number.unwrap_or(0),
            raw,
        };
        let text = std::str::from_utf8(&self.text).unwrap_or_default();
        Some(Found::Record(Record::new(line, text, &self.ends)))
    }

    pub(super) fn passed(&self) -> u64 {
        self.offset + self.start as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut text = Vec::new();
        write(3, ["客户", "a\tb\nc", ""].into_iter(), &mut text);
        write(1_048_576, ["x\u{1e}\u{1f}y"].into_iter(), &mut text);
        for slice in 1..text.len() {
            let mut cells = Cells::default();
            let mut read = Vec::new();
            for piece in text.chunks(slice) {
                cells.feed(piece);
                while let Some(Found::Record(record)) = cells.next() {
                    read.push(format!("{}:{}", record.line.number, record.fields().collect::<Vec<_>>().join("|")));
                }
            }
            assert_eq!(read, ["3:客户|a\tb\nc|", "1048576:x  y"], "{slice}");
            assert_eq!(cells.passed(), text.len() as u64);
        }
    }
}
