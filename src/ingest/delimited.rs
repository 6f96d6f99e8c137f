//! Delimited text → records.
//!
//! Delimited files are split by `csv-core`; files set with white-space have no
//! quotes, and runs of blanks count once. A line ends with LF, CR or CRLF.
//!
//! **Quotes that never close.** A stray quote at the start of a field would
//! swallow the rest of the file. Three signs give it away: the record grows
//! past [`LONGEST`], the file ends inside the quotes, or a field of several
//! lines is closed by a quote with text right behind it. Then only the first
//! line is refused and reading goes on with the next one. To keep that linear,
//! after [`REREADS`] such turns over the same stretch of the file quotes there
//! must close on their own line.

use std::ops::Range;

use super::records::{Found, LONGEST, Line, Record};
use super::splitter::{Delimiter, Split, Splitter, line_end, without_line_end};

/// How often a stretch of the file is read anew because of open quotes.
const REREADS: u32 = 16;

/// Splits delimited text into records.
pub(super) struct Delimited {
    splitter: Splitter,
    /// Bytes from the record being read on.
    buffer: Vec<u8>,
    /// Where the record begins and how far it has been read, in `buffer`.
    start: usize,
    read: usize,
    /// The line at `start`, and whether a CR has just ended the line before.
    line: u64,
    after_cr: bool,
    /// The rest of a line that is too long is being passed over.
    skipping: bool,
    /// The offset of the buffer in the file, up to where it has been read for
    /// an open quote, and how often.
    offset: u64,
    reread_until: u64,
    rereads: u32,
}

impl Delimited {
    /// Splits by this delimiter, from the first line on.
    pub(super) fn new(delimiter: Delimiter) -> Self {
        Self {
            splitter: Splitter::new(delimiter),
            buffer: Vec::new(),
            start: 0,
            read: 0,
            line: 1,
            after_cr: false,
            skipping: false,
            offset: 0,
            reread_until: 0,
            rereads: 0,
        }
    }

    /// Takes the next bytes of the file. Small slices keep the buffer small.
    pub(super) fn feed(&mut self, bytes: &[u8]) {
        self.buffer.drain(..self.start);
        self.offset += self.start as u64;
        self.read -= self.start;
        self.start = 0;
        self.buffer.extend_from_slice(bytes);
    }

    /// The next row that is complete; `None` when more bytes are needed, or, at
    /// the file's end, when there is none.
    pub(super) fn next(&mut self, at_end: bool) -> Option<Found<'_>> {
        let (piece, number, range) = self.advance(at_end)?;
        let raw = without_line_end(&self.buffer[range]);
        let line = Line { number, raw };
        Some(match piece {
            Piece::OpenQuote => Found::OpenQuote(line),
            Piece::TooLong => Found::TooLong(line),
            // Text is split at ASCII characters only, so its pieces are text.
            Piece::Record => Found::Record(Record::new(
                line,
                std::str::from_utf8(self.splitter.text()).unwrap_or_default(),
                self.splitter.ends(),
            )),
        })
    }

    /// How far into the text reading has come.
    pub(super) fn passed(&self) -> u64 {
        self.offset + self.start as u64
    }

    fn advance(&mut self, at_end: bool) -> Option<(Piece, u64, Range<usize>)> {
        loop {
            if self.skipping && !self.skip_line() {
                return None;
            }
            if self.read == self.start {
                self.skip_line_ends();
                self.splitter.clear();
            }
            let limit = self.buffer.len().min(self.start + LONGEST);
            let split = if self.read < limit {
                let one_line = self.offset + (self.start as u64) < self.reread_until && self.rereads > REREADS;
                let (read, split) = self.splitter.split(&self.buffer[self.read..limit], one_line);
                self.read += read;
                split
            } else if limit - self.start == LONGEST {
                return Some(match self.splitter.end() {
                    Split::OpenQuote => self.refuse_first_line(),
                    Split::Record | Split::More => self.refuse_long_line(),
                });
            } else if at_end && self.start < limit {
                self.splitter.end()
            } else {
                return None;
            };
            match split {
                Split::More => {}
                Split::OpenQuote => return Some(self.refuse_first_line()),
                Split::Record => {
                    let raw = &self.buffer[self.start..self.read];
                    let several = self.splitter.quoted(raw) && several_lines(raw);
                    if several && !self.splitter.quotes_fit(raw) {
                        return Some(self.refuse_first_line());
                    }
                    let found = (Piece::Record, self.line, self.start..self.read);
                    self.pass(self.read, several);
                    if !self.splitter.blank() {
                        return Some(found);
                    }
                }
            }
        }
    }

    /// Passes over line ends before a record: blank lines, and the LF of a CRLF.
    fn skip_line_ends(&mut self) {
        let ends = self.buffer[self.start..].iter().take_while(|byte| line_end(**byte)).count();
        self.pass(self.start + ends, true);
    }

    /// Goes on at `to`, counting the lines up to there; most records have but
    /// the line end they close with.
    fn pass(&mut self, to: usize, several: bool) {
        let bytes = &self.buffer[self.start..to];
        let from = if several { 0 } else { bytes.len().saturating_sub(1) };
        self.after_cr &= from == 0;
        for &byte in &bytes[from..] {
            self.line += u64::from(byte == b'\r' || (byte == b'\n' && !self.after_cr));
            self.after_cr = byte == b'\r';
        }
        self.start = to;
        self.read = to;
    }

    /// Refuses the first line of what has been read and goes on with the next.
    fn refuse_first_line(&mut self) -> (Piece, u64, Range<usize>) {
        let Some(length) = self.buffer[self.start..self.read].iter().position(|&byte| line_end(byte)) else {
            return match self.read - self.start {
                LONGEST => self.refuse_long_line(),
                _ => self.refuse(Piece::OpenQuote, self.read),
            };
        };
        let place = self.offset + self.start as u64;
        self.rereads = if place < self.reread_until { self.rereads + 1 } else { 1 };
        self.reread_until = self.reread_until.max(self.offset + self.read as u64);
        self.refuse(Piece::OpenQuote, self.start + length + 1)
    }

    fn refuse_long_line(&mut self) -> (Piece, u64, Range<usize>) {
        self.skipping = true;
        self.refuse(Piece::TooLong, self.read)
    }

    fn refuse(&mut self, piece: Piece, to: usize) -> (Piece, u64, Range<usize>) {
        let refused = (piece, self.line, self.start..to);
        self.splitter.reset();
        self.pass(to, true);
        refused
    }

    /// Passes over the rest of a line; whether its end was found.
    fn skip_line(&mut self) -> bool {
        let rest = &self.buffer[self.start..];
        let end = rest.iter().position(|&byte| line_end(byte));
        self.skipping = end.is_none();
        self.start += end.unwrap_or(rest.len());
        self.read = self.start;
        !self.skipping
    }
}

#[derive(Debug, Clone, Copy)]
enum Piece {
    Record,
    OpenQuote,
    TooLong,
}

fn several_lines(raw: &[u8]) -> bool {
    without_line_end(raw).iter().any(|&byte| line_end(byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const COMMA: Delimiter = Delimiter::Byte(b',');

    /// Everything found, each as `line:kind:fields`.
    fn read(bytes: &[u8], delimiter: Delimiter, slice: usize) -> Vec<String> {
        let mut records = Delimited::new(delimiter);
        let mut found = Vec::new();
        let mut take = |records: &mut Delimited, at_end| {
            while let Some(next) = records.next(at_end) {
                found.push(match next {
                    Found::Record(record) => format!("{}:{}", record.line.number, record.fields().collect::<Vec<_>>().join("|")),
                    Found::OpenQuote(line) => format!("{}?{}", line.number, String::from_utf8_lossy(line.raw)),
                    Found::TooLong(line) => format!("{}!{}", line.number, line.raw.len()),
                    Found::Broken(line) => format!("{}~", line.number),
                });
            }
        };
        for slice in bytes.chunks(slice) {
            records.feed(slice);
            take(&mut records, false);
        }
        take(&mut records, true);
        found
    }

    #[test]
    fn records_keep_their_lines_whatever_ends_them() {
        for slice in [1, 2, 3, 100] {
            assert_eq!(
                read(b"a,b\r\n\r\n1,\"x\ny\"\r2,z\n\n \n3,\"q\"\"q\"", COMMA, slice),
                ["1:a|b", "3:1|x\ny", "5:2|z", "8:3|q\"q"]
            );
            assert_eq!(
                read(b" 00004 0001  19970101\t2\r\n\n  7 8", Delimiter::Space, slice),
                ["1:00004|0001|19970101|2", "3:7|8"]
            );
        }
    }

    #[test]
    fn an_open_quote_costs_one_line() {
        for slice in [1, 2, 3, 100] {
            assert_eq!(
                read(b"a,b\n\"1,2\n3,4\n5,6", COMMA, slice),
                ["1:a|b", "2?\"1,2", "3:3|4", "4:5|6"],
                "closed by nothing"
            );
            assert_eq!(
                read(b"\"1,2\n3,4\n\"5,x\",6\n7,8", COMMA, slice),
                ["1?\"1,2", "2:3|4", "3:5,x|6", "4:7|8"],
                "closed by the next quote"
            );
            assert_eq!(read(b"1,2\n3,\"4", COMMA, slice), ["1:1|2", "2?3,\"4"], "on the last line");
        }
    }

    #[test]
    fn an_open_quote_in_a_large_file_costs_one_line() {
        let mut bytes = b"1,\"2\n".to_vec();
        bytes.extend(b"3,4\n".repeat(LONGEST));
        let found = read(&bytes, COMMA, 1 << 18);
        assert_eq!((found.len(), found[0].as_str()), (1 + LONGEST, "1?1,\"2"));
    }

    #[test]
    fn endless_quotes_are_read_in_linear_time() {
        // Each line opens a quote afresh and keeps one that is open.
        let bytes = b"x\",\"\"\"\n".repeat(1 << 17);
        assert_eq!(read(&bytes, COMMA, 1 << 16).len(), 1 << 17);
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        let mut bytes = b"1,2\n".to_vec();
        bytes.extend(b"x".repeat(3 * LONGEST));
        bytes.extend(b"\n5,6\n\"");
        bytes.extend(b"y".repeat(LONGEST));
        bytes.extend(b"\n7,8");
        for slice in [1 << 14, 1 << 20, 1 << 26] {
            assert_eq!(
                read(&bytes, COMMA, slice),
                ["1:1|2", "2!1048576", "3:5|6", "4!1048576", "5:7|8"],
                "slices of {slice}"
            );
        }
        assert_eq!(read(&bytes, Delimiter::Space, 1 << 20)[1], "2!1048576");
    }

    proptest! {
        #[test]
        fn slices_do_not_matter(bytes in "[a\",\n\r ]{0,40}", slice in 1_usize..9) {
            for delimiter in [COMMA, Delimiter::Space] {
                prop_assert_eq!(read(bytes.as_bytes(), delimiter, slice), read(bytes.as_bytes(), delimiter, 100));
            }
        }
    }
}
