//! All rejected rows as a file: line and reason, then the row as it stands in
//! the file, byte for byte.
//!
//! An import remembers where the rows stand and why they were rejected; the
//! file itself is read once more for their bytes. Rows of delimited text keep
//! their encoding, their delimiter and their line ends; those of a workbook come
//! as CSV, and JSON objects as JSON Lines with their text as one value each.

use std::collections::VecDeque;
use std::sync::Arc;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use serde_json::json;

use crate::error::Result;
use crate::sorting;
use crate::text::{Lang, Text};

use super::charset::Decoder;
use super::detect::Guess;
use super::lines::Lines;
use super::places::Place;
use super::records::{Found, Record, Records, Shape};
use super::rejects::{self, Kind};
use super::splitter::Delimiter;
use super::unpack::Unpack;
use super::{flat, workbook};

/// Where all rejected rows of a file stand, and why they were rejected.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rejections {
    pub(super) shape: Option<Shape>,
    pub(super) names: Vec<String>,
    /// Where the names of the columns stand.
    pub(super) header: Option<Place>,
    pub(super) encoding: Option<&'static Encoding>,
    pub(super) sheet: Option<String>,
    pub(super) kinds: Vec<Kind>,
}

/// A rejected row: its place, and the number of its kind.
type Mark = (Place, usize);

impl Rejections {
    /// Begins to write the rejected rows, the reasons in this language.
    pub fn rows(self: &Arc<Self>, lang: Lang) -> RejectedRows {
        RejectedRows {
            unpack: Unpack::default(),
            writing: Writing::new(Arc::clone(self), lang),
        }
    }

    /// The rows in the order of the file, each once.
    fn marks(&self) -> VecDeque<Mark> {
        let kinds = self.kinds.iter().enumerate();
        let mut marks: Vec<Mark> = kinds
            .flat_map(|(kind, of)| of.places.iter().map(move |place| (place, kind)))
            .collect();
        sorting::sort(&mut marks);
        marks.dedup_by_key(|(place, _)| place.line);
        marks.into()
    }

    /// What is wrong with a row, in the words of the report.
    fn reason(&self, kind: usize, record: Option<&Record<'_>>) -> Text {
        let Kind { code, column, reason, .. } = &self.kinds[kind];
        let again = record.and_then(|record| {
            let position = self.names.iter().position(|name| name == column);
            let field = position.and_then(|position| record.field(position)).unwrap_or_default();
            rejects::again(code, field, record.len(), self.names.len())
        });
        again.unwrap_or_else(|| reason.clone())
    }
}

/// Writes the rejected rows of a file that is given once more.
pub struct RejectedRows {
    unpack: Unpack,
    writing: Writing,
}

impl RejectedRows {
    /// Takes the next bytes of the same file and adds what they give to `out`.
    ///
    /// # Errors
    /// When the file is not the one that was imported: it cannot be unpacked.
    pub fn push(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> Result<()> {
        let Self { unpack, writing } = self;
        unpack.push(bytes, &mut |piece| {
            writing.take(piece, out);
            Ok(())
        })
    }

    /// Ends the file.
    ///
    /// # Errors
    /// As [`RejectedRows::push`], and when a workbook cannot be read again.
    pub fn finish(self, out: &mut Vec<u8>) -> Result<()> {
        let Self { unpack, mut writing } = self;
        unpack.finish(&mut |piece| {
            writing.take(piece, out);
            Ok(())
        })?;
        writing.finish(out)
    }
}

enum Writing {
    Text(Box<OfText>),
    Objects(Box<OfObjects>),
    Sheet(OfSheet),
}

impl Writing {
    fn new(of: Arc<Rejections>, lang: Lang) -> Self {
        let marks = of.marks();
        let encoding = of.encoding.unwrap_or(UTF_8);
        match &of.shape {
            Some(Shape::Cells) => Self::Sheet(OfSheet {
                bytes: Vec::new(),
                marks,
                lang,
                of,
            }),
            Some(shape @ Shape::Objects(_)) => Self::Objects(Box::new(OfObjects {
                decoder: Decoder::new(Guess::given(encoding)),
                records: Records::new(shape),
                marks,
                lang,
                of,
            })),
            Some(Shape::Delimited(delimiter)) => {
                let delimiter = *delimiter;
                Self::Text(Box::new(OfText::new(of, delimiter, encoding, marks, lang)))
            }
            None => Self::Text(Box::new(OfText::new(of, Delimiter::Space, encoding, marks, lang))),
        }
    }

    fn take(&mut self, piece: &[u8], out: &mut Vec<u8>) {
        match self {
            Self::Text(text) => text.take(piece, out),
            Self::Objects(objects) => objects.take(piece, false, out),
            Self::Sheet(sheet) => sheet.bytes.extend_from_slice(piece),
        }
    }

    fn finish(self, out: &mut Vec<u8>) -> Result<()> {
        match self {
            Self::Text(mut text) => text.finish(out),
            Self::Objects(mut objects) => objects.take(&[], true, out),
            Self::Sheet(sheet) => return sheet.write(out),
        }
        Ok(())
    }
}

/// Rows of delimited text, cut from the file's own bytes.
struct OfText {
    of: Arc<Rejections>,
    delimiter: Delimiter,
    encoding: &'static Encoding,
    lang: Lang,
    lines: Lines,
    /// What is written yet: the header, of no kind, and the rows.
    wanted: VecDeque<(Place, Option<usize>)>,
    /// The bytes so far of the row that is next.
    row: Vec<u8>,
    begun: bool,
}

impl OfText {
    fn new(of: Arc<Rejections>, delimiter: Delimiter, encoding: &'static Encoding, marks: VecDeque<Mark>, lang: Lang) -> Self {
        let header = of.header.filter(|_| !marks.is_empty()).map(|place| (place, None));
        let rows = marks.into_iter().map(|(place, kind)| (place, Some(kind)));
        Self {
            delimiter,
            encoding,
            lang,
            lines: Lines::new(encoding),
            wanted: header.into_iter().chain(rows).collect(),
            row: Vec::new(),
            begun: false,
            of,
        }
    }

    fn take(&mut self, piece: &[u8], out: &mut Vec<u8>) {
        let mut lines = std::mem::take(&mut self.lines);
        lines.push(piece, &mut |line, bytes| self.line(line, bytes, out));
        self.lines = lines;
    }

    fn finish(&mut self, out: &mut Vec<u8>) {
        let mut lines = std::mem::take(&mut self.lines);
        lines.finish(&mut |line, bytes| self.line(line, bytes, out));
        if !self.row.is_empty() {
            self.write(out);
        }
    }

    /// Takes a part of a line.
    fn line(&mut self, line: u64, bytes: &[u8], out: &mut Vec<u8>) {
        let mut bytes = bytes;
        if !std::mem::replace(&mut self.begun, true)
            && let Some((_, mark)) = Encoding::for_bom(bytes)
        {
            out.extend_from_slice(&bytes[..mark]);
            bytes = &bytes[mark..];
        }
        while let Some((place, _)) = self.wanted.front() {
            if line < place.line {
                return;
            }
            if line < place.line + place.lines {
                self.row.extend_from_slice(bytes);
                return;
            }
            self.write(out);
        }
    }

    /// Writes the row that is next.
    fn write(&mut self, out: &mut Vec<u8>) {
        let row = std::mem::take(&mut self.row);
        let Some((place, kind)) = self.wanted.pop_front() else { return };
        let (text, _) = self.encoding.decode_without_bom_handling(&row);
        let (line, reason) = match kind {
            None => ("line".to_owned(), Text::new("reason", "reason")),
            Some(kind) => (place.line.to_string(), self.reason(kind, &text)),
        };
        let before = |reason: &str| match self.delimiter {
            // Between blanks nothing can be quoted.
            Delimiter::Space => format!("{line} {} ", reason.replace(' ', "_")),
            Delimiter::Byte(byte) => {
                let between = char::from(byte);
                format!("{line}{between}{}{between}", quoted(reason, between))
            }
        };
        // What an encoding cannot say in Chinese, it says in English, and at last in ASCII.
        let plain = plain(&reason.en);
        let ways = [reason.get(self.lang), &reason.en, &plain];
        let encoded = ways.iter().find_map(|reason| encoded(&before(reason), self.encoding));
        out.extend(encoded.unwrap_or_default());
        out.extend_from_slice(&row);
        if !text.ends_with(['\n', '\r']) {
            out.extend(encoded_line_end(self.encoding));
        }
    }

    fn reason(&self, kind: usize, text: &str) -> Text {
        if self.delimiter == Delimiter::Space {
            let code = self.of.kinds[kind].code;
            return Text::new(code, code);
        }
        let mut records = Records::new(&Shape::Delimited(self.delimiter));
        records.feed(text.as_bytes());
        match records.next(true) {
            Some(Found::Record(record)) => self.of.reason(kind, Some(&record)),
            _ => self.of.reason(kind, None),
        }
    }
}

/// A field, in quotes where it needs them.
fn quoted(text: &str, between: char) -> String {
    let needs = text.contains([between, '"', '\n', '\r']) || text.trim() != text;
    if needs {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// Without the signs that only Unicode has.
fn plain(text: &str) -> String {
    let ascii = |char: char| match char {
        '“' | '”' => '\'',
        char if char.is_ascii() => char,
        _ => '?',
    };
    text.chars().map(ascii).collect()
}

/// A text in an encoding, if it has all the characters.
fn encoded(text: &str, encoding: &'static Encoding) -> Option<Vec<u8>> {
    if encoding == UTF_16LE {
        return Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect());
    }
    if encoding == UTF_16BE {
        return Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect());
    }
    let (bytes, _, lost) = encoding.encode(text);
    (!lost).then(|| bytes.into_owned())
}

fn encoded_line_end(encoding: &'static Encoding) -> Vec<u8> {
    encoded("\n", encoding).unwrap_or_default()
}

/// JSON objects, and what is none.
struct OfObjects {
    of: Arc<Rejections>,
    decoder: Decoder,
    records: Records,
    marks: VecDeque<Mark>,
    lang: Lang,
}

impl OfObjects {
    fn take(&mut self, piece: &[u8], last: bool, out: &mut Vec<u8>) {
        let mut text = String::new();
        self.decoder.push(piece, last, &mut text);
        self.records.feed(text.as_bytes());
        while let Some(found) = self.records.next(last) {
            let line = found.line();
            let Some(&(_, kind)) = self.marks.front().filter(|(place, _)| place.line == line.number) else {
                continue;
            };
            self.marks.pop_front();
            let record = match &found {
                Found::Record(record) => Some(record),
                _ => None,
            };
            let reason = self.of.reason(kind, record);
            let row = String::from_utf8_lossy(line.raw);
            let row = if record.is_some() {
                flat::compact(&row)
            } else {
                json!(row).to_string()
            };
            let (number, reason) = (line.number, json!(reason.get(self.lang)));
            out.extend(format!("{{\"line\":{number},\"reason\":{reason},\"row\":{row}}}\n").bytes());
        }
    }
}

/// Rows of a sheet.
struct OfSheet {
    of: Arc<Rejections>,
    bytes: Vec<u8>,
    marks: VecDeque<Mark>,
    lang: Lang,
}

impl OfSheet {
    fn write(mut self, out: &mut Vec<u8>) -> Result<()> {
        if self.marks.is_empty() {
            return Ok(());
        }
        out.extend("\u{feff}".bytes());
        let mut row = |fields: &mut dyn Iterator<Item = &str>| {
            let fields: Vec<String> = fields.map(|field| quoted(field, ',')).collect();
            out.extend(fields.join(",").bytes());
            out.extend(b"\r\n");
        };
        row(&mut ["line", "reason"].into_iter().chain(self.of.names.iter().map(String::as_str)));
        let mut records = Records::new(&Shape::Cells);
        workbook::read(&self.bytes, self.of.sheet.as_deref(), &mut |text| {
            records.feed(text);
            while let Some(Found::Record(record)) = records.next(false) {
                let number = record.line.number;
                let Some(&(_, kind)) = self.marks.front().filter(|(place, _)| place.line == number) else {
                    continue;
                };
                self.marks.pop_front();
                let (number, reason) = (number.to_string(), self.of.reason(kind, Some(&record)));
                row(&mut [number.as_str(), reason.get(self.lang)].into_iter().chain(record.fields()));
            }
            Ok(())
        })?;
        Ok(())
    }
}
