//! One record → its fields, as far as its bytes have come.

use csv_core::ReadRecordResult;

/// What stands between two fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Delimiter {
    /// This ASCII character.
    Byte(u8),
    /// Runs of spaces and tabs.
    Space,
}

impl Delimiter {
    /// Its name in the report.
    pub(super) fn name(self) -> String {
        match self {
            Self::Byte(byte) => char::from(byte).to_string(),
            Self::Space => "white-space".into(),
        }
    }
}

/// How far a look at the next bytes has come.
pub(super) enum Split {
    /// The record goes on.
    More,
    /// The record is complete.
    Record,
    /// The line ended inside quotes where they must close on it.
    OpenQuote,
}

/// Splits one record into fields.
pub(super) struct Splitter {
    delimiter: Delimiter,
    reader: csv_core::Reader,
    text: Vec<u8>,
    text_len: usize,
    ends: Vec<usize>,
    ends_len: usize,
}

impl Splitter {
    /// At the start of a record.
    pub(super) fn new(delimiter: Delimiter) -> Self {
        let mut builder = csv_core::ReaderBuilder::new();
        if let Delimiter::Byte(byte) = delimiter {
            builder.delimiter(byte);
        }
        let mut splitter = Self {
            delimiter,
            reader: builder.build(),
            text: vec![0; 1024],
            text_len: 0,
            ends: vec![0; 64],
            ends_len: 0,
        };
        splitter.reset();
        splitter
    }

    /// The fields of the record, end to end.
    pub(super) fn text(&self) -> &[u8] {
        &self.text[..self.text_len]
    }

    /// Where each field ends in `text`.
    pub(super) fn ends(&self) -> &[usize] {
        &self.ends[..self.ends_len]
    }

    /// Whether all fields are blank.
    pub(super) fn blank(&self) -> bool {
        self.text().iter().all(u8::is_ascii_whitespace)
    }

    /// Forgets a record that was read.
    pub(super) fn clear(&mut self) {
        (self.text_len, self.ends_len) = (0, 0);
    }

    /// Forgets a record that was begun. A reader that has never read would
    /// take a byte order mark away, so it is given a blank line first.
    pub(super) fn reset(&mut self) {
        self.clear();
        self.reader.reset();
        self.reader.read_record(b"\n", &mut [0; 4], &mut [0; 4]);
    }

    /// Reads on; says how many bytes were taken.
    pub(super) fn split(&mut self, bytes: &[u8], one_line: bool) -> (usize, Split) {
        match self.delimiter {
            Delimiter::Byte(_) => self.split_quoted(bytes, one_line),
            Delimiter::Space => self.split_blanks(bytes),
        }
    }

    fn split_quoted(&mut self, bytes: &[u8], one_line: bool) -> (usize, Split) {
        let line = if one_line {
            bytes.iter().position(|&byte| line_end(byte))
        } else {
            None
        };
        let bytes = line.map_or(bytes, |end| &bytes[..=end]);
        let mut taken = 0;
        loop {
            let result = self.feed(&bytes[taken..]);
            taken += result.1;
            match result.0 {
                ReadRecordResult::Record => return (taken, Split::Record),
                ReadRecordResult::InputEmpty if line.is_some() => return (taken, Split::OpenQuote),
                ReadRecordResult::InputEmpty | ReadRecordResult::End => return (taken, Split::More),
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {}
            }
        }
    }

    fn feed(&mut self, bytes: &[u8]) -> (ReadRecordResult, usize) {
        let (text, ends) = (&mut self.text[self.text_len..], &mut self.ends[self.ends_len..]);
        let (result, taken, text_len, ends_len) = self.reader.read_record(bytes, text, ends);
        self.text_len += text_len;
        self.ends_len += ends_len;
        match result {
            ReadRecordResult::OutputFull => self.text.resize(self.text.len() * 2, 0),
            ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
            _ => {}
        }
        (result, taken)
    }

    /// A line's words. What is left of a line without its end waits in `text`
    /// as it is.
    fn split_blanks(&mut self, bytes: &[u8]) -> (usize, Split) {
        let end = bytes.iter().position(|&byte| line_end(byte));
        let line = &bytes[..end.unwrap_or(bytes.len())];
        self.text.truncate(self.text_len);
        self.text.extend_from_slice(line);
        self.text_len = self.text.len();
        match end {
            None => (bytes.len(), Split::More),
            Some(end) => (end + 1, self.words()),
        }
    }

    /// Sets the words of a line end to end.
    fn words(&mut self) -> Split {
        let mut length = 0;
        self.ends.clear();
        for read in 0..self.text_len {
            let byte = self.text[read];
            if !matches!(byte, b' ' | b'\t') {
                self.text[length] = byte;
                length += 1;
                if self.text.get(read + 1).is_none_or(|next| matches!(next, b' ' | b'\t')) {
                    self.ends.push(length);
                }
            }
        }
        (self.text_len, self.ends_len) = (length, self.ends.len());
        Split::Record
    }

    /// Ends the record here with a line end of our own: either it is complete,
    /// or the line end falls inside quotes.
    pub(super) fn end(&mut self) -> Split {
        match self.delimiter {
            Delimiter::Byte(_) => match self.split_quoted(b"\n", false).1 {
                Split::Record => Split::Record,
                Split::More | Split::OpenQuote => Split::OpenQuote,
            },
            Delimiter::Space => self.words(),
        }
    }

    /// Whether quotes were taken off the record: then it is shorter than it was.
    pub(super) fn quoted(&self, raw: &[u8]) -> bool {
        matches!(self.delimiter, Delimiter::Byte(_)) && without_line_end(raw).len() + 1 > self.text_len + self.ends_len
    }

    /// Whether every quote that opens a field is closed right before a delimiter or the end.
    pub(super) fn quotes_fit(&self, raw: &[u8]) -> bool {
        let Delimiter::Byte(delimiter) = self.delimiter else { return true };
        let mut bytes = without_line_end(raw).iter().copied().peekable();
        while let Some(&first) = bytes.peek() {
            if first == b'"' {
                bytes.next();
                while let Some(byte) = bytes.next() {
                    if byte == b'"' && bytes.next_if_eq(&b'"').is_none() {
                        break;
                    }
                }
                if bytes.peek().is_some_and(|&next| next != delimiter) {
                    return false;
                }
            }
            bytes.by_ref().find(|&byte| byte == delimiter);
        }
        true
    }
}

/// Whether a byte ends a line.
pub(super) fn line_end(byte: u8) -> bool {
    byte == b'\n' || byte == b'\r'
}

/// A row without the line end it closes with.
pub(super) fn without_line_end(raw: &[u8]) -> &[u8] {
    let length = raw.iter().rposition(|&byte| !line_end(byte)).map_or(0, |last| last + 1);
    &raw[..length]
}
