//! JSON → records: objects one after another, each on its line, or in an array,
//! pretty-printed or not.
//!
//! An object is a row and its keys are the columns, in the order in which they
//! appear first. Objects within objects are written flat (`customer.id`), lists
//! stay JSON. A piece that cannot be read costs itself: where each object has
//! its line, that line; else up to the next line on which an object begins as
//! far to the right as the first one did.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::flat;
use super::records::{Found, LONGEST, Line, Record};
use super::splitter::line_end;

/// How many names beyond the columns are kept apart.
const LATE: usize = 100;

/// How the objects stand in a text.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Outline {
    /// The columns.
    names: Vec<String>,
    /// Each object has its own line.
    lines: bool,
    /// Several objects stand on a line, so they are numbered instead of lines.
    numbered: bool,
    /// The blanks before the first object's brace, where the others have as many.
    home: Option<usize>,
    /// The text before the list of objects, where it is within something else.
    before: usize,
    /// The name of that list.
    list: Option<String>,
}

/// Whether a text is JSON that may hold rows.
pub(super) fn begins(text: &str) -> bool {
    let text = text.trim_start();
    let object = |text: &str| text.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with(['"', '}']));
    let list = |text: &str| object(text) || text.trim_end() == "]";
    object(text) || text.strip_prefix('[').is_some_and(|rest| list(rest.trim_start()))
}

/// Whether a JSON text holds nothing: `[]`, `{}`.
pub(super) fn empty(text: &[u8]) -> bool {
    text.iter().all(|byte| byte.is_ascii_whitespace() || b"[]{},".contains(byte))
}

impl Outline {
    /// Looks at the beginning of a text, or at the `whole` of it.
    pub(super) fn new(sample: &[u8], whole: bool) -> Self {
        let mut outline = Self::default();
        let mut lines = sample
            .split(|&byte| line_end(byte))
            .filter_map(|line| Some(&line[object_of_line(line)?]));
        outline.lines = lines.next().is_some_and(|line| flat::fields(line, |_, _| {}).is_some());
        if !outline.lines || lines.next().is_none() {
            outline.find_list(sample, whole);
        }
        outline.lines &= outline.list.is_none();
        if !outline.lines {
            outline.find_home(sample, whole);
        }
        let mut objects = Objects::new(Arc::new(Self {
            names: Vec::new(),
            ..outline.clone()
        }));
        objects.feed(sample);
        let mut seen = HashSet::new();
        while let Some((raw, ..)) = objects.advance(whole) {
            let Piece::Object(range) = raw else { continue };
            flat::fields(&objects.buffer[range], |name, _| {
                if !seen.contains(name) {
                    seen.insert(name.to_owned());
                    outline.names.push(name.to_owned());
                }
            });
        }
        outline
    }

    /// The columns.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// The name of the list of objects, where it is part of something else.
    pub(super) fn list(&self) -> Option<&str> {
        self.list.as_deref()
    }

    /// Whether what is called a line is an object.
    pub(super) fn numbered(&self) -> bool {
        self.numbered
    }

    /// A lone object, or one that does not end soon, may hold the list of rows.
    fn find_list(&mut self, sample: &[u8], whole: bool) {
        let mut scan = Scan::default();
        let Some(start) = sample.iter().position(|&byte| byte == b'{') else {
            return;
        };
        if sample[..start].contains(&b'[') {
            return;
        }
        let mut list = None;
        let (mut name, mut string) = (None, start);
        for (place, &byte) in sample.iter().enumerate().skip(start) {
            let inside = scan.string;
            scan.step(byte);
            match byte {
                b'"' if !inside => string = place,
                b'"' if !scan.string => name = Some(string + 1..place),
                b'[' if !inside && list.is_none() && starts_object(&sample[place + 1..]) => list = Some((place + 1, name.clone())),
                _ => {}
            }
            if scan.depth == 0 {
                let more = sample[place + 1..].contains(&b'{');
                if more || !whole {
                    return;
                }
                break;
            }
        }
        if let Some((before, name)) = list {
            self.before = before;
            self.list = name.map(|name| String::from_utf8_lossy(&sample[name]).into_owned());
        }
    }

    /// How far to the right objects begin, and whether several stand on a line.
    fn find_home(&mut self, sample: &[u8], whole: bool) {
        let mut objects = Objects::new(Arc::new(self.clone()));
        objects.feed(sample);
        let mut found = Vec::new();
        while let Some((Piece::Object(range), line)) = objects.advance(whole) {
            let before = &objects.buffer[..range.start];
            let column = before.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            let own = before.len() == column || line_end(before[before.len() - column - 1]);
            // A list within an object may begin as far to the right as the object itself.
            let within = lines_at(&objects.buffer[range.start + 1..range.end], column);
            found.push((line, own.then_some(column).filter(|_| !within)));
            if found.len() == 20 {
                break;
            }
        }
        self.numbered = found.windows(2).any(|pair| pair[0].0 == pair[1].0);
        let first = found.first().and_then(|&(_, column)| column);
        self.home = first.filter(|_| found.iter().all(|&(_, column)| column == first));
    }
}

/// Whether an object begins on a line after so many blanks.
fn lines_at(object: &[u8], column: usize) -> bool {
    object.split(|&byte| line_end(byte)).skip(1).any(|line| {
        let blanks = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        blanks == column && line.get(blanks) == Some(&b'{')
    })
}

fn starts_object(text: &[u8]) -> bool {
    text.trim_ascii_start().starts_with(b"{")
}

/// Where in a line its object is, without what belongs to the list it stands in.
fn object_of_line(line: &[u8]) -> Option<Range<usize>> {
    let rest = line.trim_ascii_start();
    let rest = rest
        .strip_prefix(b"[")
        .or(rest.strip_prefix(b","))
        .unwrap_or(rest)
        .trim_ascii_start();
    let start = line.len() - rest.len();
    let mut object = rest.trim_ascii_end();
    if !object.ends_with(b"}") {
        object = object.strip_suffix(b"]").unwrap_or(object).trim_ascii_end();
        object = object.strip_suffix(b",").unwrap_or(object).trim_ascii_end();
    }
    (!object.is_empty()).then_some(start..start + object.len())
}

/// Where a look through JSON has come to.
#[derive(Debug, Clone, Copy, Default)]
struct Scan {
    depth: usize,
    string: bool,
    escaped: bool,
}

impl Scan {
    fn step(&mut self, byte: u8) {
        if self.string {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.string = false,
                _ => {}
            }
            return;
        }
        match byte {
            b'"' => self.string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }
}

/// What the text is made of.
enum Piece {
    /// An object as far as its braces tell.
    Object(Range<usize>),
    Broken(Range<usize>),
    TooLong(Range<usize>),
}

/// Where reading stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before an object.
    Between,
    /// In an object that began on this line.
    Object(u64),
    /// In one that is too long, which was told.
    Long,
    /// In what is no object since this line; nothing of it is kept when it was told.
    Astray(u64, bool),
    /// Behind the list.
    Done,
}

/// Reads objects.
pub(super) struct Objects {
    outline: Arc<Outline>,
    columns: HashMap<String, usize>,
    buffer: Vec<u8>,
    start: usize,
    read: usize,
    offset: u64,
    state: State,
    scan: Scan,
    line: u64,
    after_cr: bool,
    /// The blanks since the line began; `None` behind anything else.
    blanks: Option<usize>,
    count: u64,
    header: bool,
    late: Vec<(String, u64)>,
    fields: Vec<String>,
    text: String,
    ends: Vec<usize>,
}

impl Objects {
    pub(super) fn new(outline: Arc<Outline>) -> Self {
        let columns = outline
            .names
            .iter()
            .enumerate()
            .map(|(position, name)| (name.clone(), position))
            .collect();
        Self {
            columns,
            buffer: Vec::new(),
            start: 0,
            read: 0,
            offset: 0,
            state: State::Between,
            scan: Scan::default(),
            line: 1,
            after_cr: false,
            blanks: Some(0),
            count: 0,
            header: !outline.names.is_empty(),
            late: Vec::new(),
            fields: vec![String::new(); outline.names.len()],
            text: String::new(),
            ends: Vec::new(),
            outline,
        }
    }

    pub(super) fn feed(&mut self, text: &[u8]) {
        self.buffer.drain(..self.start);
        self.offset += self.start as u64;
        self.read -= self.start;
        self.start = 0;
        self.buffer.extend_from_slice(text);
    }

    pub(super) fn passed(&self) -> u64 {
        self.offset + self.start as u64
    }

    pub(super) fn late_names(&self) -> &[(String, u64)] {
        &self.late
    }

    /// The columns' names first, then the objects.
    pub(super) fn next(&mut self, at_end: bool) -> Option<Found<'_>> {
        if std::mem::take(&mut self.header) {
            self.fields.clone_from(&self.outline.names);
            self.set();
            let line = Line { number: 0, raw: b"" };
            return Some(Found::Record(Record::new(line, &self.text, &self.ends)));
        }
        let (piece, line) = self.advance(at_end)?;
        self.count += 1;
        let number = if self.outline.numbered { self.count } else { line };
        Some(match piece {
            Piece::TooLong(range) => Found::TooLong(Line {
                number,
                raw: &self.buffer[range],
            }),
            Piece::Broken(range) => Found::Broken(Line {
                number,
                raw: self.buffer[range].trim_ascii(),
            }),
            Piece::Object(range) => {
                let read = self.read_object(range.clone());
                let line = Line {
                    number,
                    raw: &self.buffer[range],
                };
                if read {
                    Found::Record(Record::new(line, &self.text, &self.ends))
                } else {
                    Found::Broken(line)
                }
            }
        })
    }

    /// Sets the fields of an object; whether it is one.
    fn read_object(&mut self, range: Range<usize>) -> bool {
        let Self {
            buffer,
            columns,
            fields,
            late,
            ..
        } = self;
        fields.iter_mut().for_each(String::clear);
        let mut strangers = Vec::new();
        let whole = flat::fields(&buffer[range], |name, value| match columns.get(name) {
            Some(&column) => value.clone_into(&mut fields[column]),
            None => strangers.push(name.to_owned()),
        });
        if whole.is_none() {
            return false;
        }
        for name in strangers {
            match late.iter().position(|(known, _)| *known == name) {
                Some(position) => late[position].1 += 1,
                None if late.len() < LATE => late.push((name, 1)),
                None => {}
            }
        }
        self.set();
        true
    }

    fn set(&mut self) {
        self.text.clear();
        self.ends.clear();
        for field in &self.fields {
            self.text.push_str(field);
            self.ends.push(self.text.len());
        }
    }

    /// The next piece and the line it begins on.
    fn advance(&mut self, at_end: bool) -> Option<(Piece, u64)> {
        if self.outline.lines {
            return self.advance_line(at_end);
        }
        while let Some(&byte) = self.buffer.get(self.read) {
            let before_list = self.offset + (self.read as u64) < self.outline.before as u64;
            let home = byte == b'{' && self.blanks.is_some() && self.blanks == self.outline.home;
            let found = match self.state {
                State::Between if !before_list => self.between(byte),
                State::Object(line) => self.in_object(byte, line, home),
                State::Long => self.in_long(byte, home),
                State::Astray(line, told) => self.astray(byte, line, told, home),
                State::Done | State::Between => self.pass(byte),
            };
            if found.is_some() {
                return found;
            }
        }
        let (State::Object(line) | State::Astray(line, false)) = self.state else {
            return None;
        };
        if !at_end || self.start == self.read {
            return None;
        }
        let piece = Piece::Broken(self.start..self.read);
        self.leave(self.read);
        Some((piece, line))
    }

    /// Passes over what is no part of a row.
    fn pass(&mut self, byte: u8) -> Option<(Piece, u64)> {
        self.step(byte);
        self.start = self.read;
        None
    }

    fn between(&mut self, byte: u8) -> Option<(Piece, u64)> {
        match byte {
            b'{' => {
                self.start = self.read;
                self.state = State::Object(self.line);
                self.scan = Scan::default();
                self.scan.step(byte);
                self.step(byte);
            }
            b']' if self.outline.before > 0 => self.state = State::Done,
            b'[' | b']' | b',' | b' ' | b'\t' | b'\r' | b'\n' | 0x1e => return self.pass(byte),
            _ => {
                self.start = self.read;
                self.state = State::Astray(self.line, false);
            }
        }
        None
    }

    fn in_object(&mut self, byte: u8, line: u64, home: bool) -> Option<(Piece, u64)> {
        let range = self.start..self.read;
        if home && !range.is_empty() {
            self.leave(self.read);
            return Some((Piece::Broken(range), line));
        }
        if range.len() == LONGEST {
            self.state = State::Long;
            self.start = self.read;
            return Some((Piece::TooLong(range), line));
        }
        if self.scan.string && line_end(byte) {
            // A line end within a text: a quote was never closed.
            self.state = State::Astray(line, false);
            return None;
        }
        self.scan.step(byte);
        self.step(byte);
        (self.scan.depth == 0).then(|| {
            let piece = Piece::Object(self.start..self.read);
            self.leave(self.read);
            (piece, line)
        })
    }

    fn in_long(&mut self, byte: u8, home: bool) -> Option<(Piece, u64)> {
        if self.scan.string && line_end(byte) {
            self.state = State::Astray(self.line, true);
            return None;
        }
        if !home {
            self.scan.step(byte);
            self.pass(byte);
        }
        if home || self.scan.depth == 0 {
            self.leave(self.read);
        }
        None
    }

    fn astray(&mut self, byte: u8, line: u64, told: bool, home: bool) -> Option<(Piece, u64)> {
        // Without a place to look for, the next line may be an object again.
        let again = home || (self.outline.home.is_none() && byte == b'{' && self.blanks.is_some());
        let range = self.start..self.read;
        if again || range.len() == LONGEST {
            self.leave(self.read);
            if !again {
                self.state = State::Astray(line, true);
            }
            let blank = self.buffer[range.clone()].trim_ascii().is_empty();
            return (!told && !blank).then_some((Piece::Broken(range), line));
        }
        self.step(byte);
        if told {
            self.start = self.read;
        }
        None
    }

    fn leave(&mut self, at: usize) {
        self.start = at;
        self.state = State::Between;
    }

    /// Passes over a byte.
    fn step(&mut self, byte: u8) {
        self.read += 1;
        if line_end(byte) {
            self.line += u64::from(byte == b'\r' || !self.after_cr);
            self.blanks = Some(0);
        } else {
            self.blanks = self.blanks.filter(|_| matches!(byte, b' ' | b'\t')).map(|blanks| blanks + 1);
        }
        self.after_cr = byte == b'\r';
    }

    /// Where each object has its line.
    fn advance_line(&mut self, at_end: bool) -> Option<(Piece, u64)> {
        loop {
            let rest = &self.buffer[self.read..];
            let end = rest.iter().position(|&byte| line_end(byte));
            let length = end.unwrap_or(rest.len());
            let skipping = matches!(self.state, State::Astray(..));
            if !skipping && self.read - self.start + length > LONGEST {
                self.state = State::Astray(self.line, true);
                let piece = Piece::TooLong(self.start..self.start + LONGEST);
                (self.start, self.read) = (self.start + LONGEST, self.start + LONGEST);
                return Some((piece, self.line));
            }
            if end.is_none() && !at_end {
                self.read = self.buffer.len();
                if skipping {
                    self.start = self.read;
                }
                return None;
            }
            if self.read + length == self.buffer.len() && self.start == self.buffer.len() {
                return None;
            }
            let (start, stop, line) = (self.start, self.read + length, self.line);
            self.read = stop;
            if let Some(&byte) = self.buffer.get(stop) {
                self.step(byte);
            }
            self.start = self.read;
            self.state = State::Between;
            if skipping {
                continue;
            }
            let Some(object) = object_of_line(&self.buffer[start..stop]) else {
                continue;
            };
            return Some((Piece::Object(start + object.start..start + object.end), line));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The names, then each row as `line:fields`, each broken piece as `line~text`.
    fn read(text: &[u8], slice: usize) -> Vec<String> {
        let mut objects = Objects::new(Arc::new(Outline::new(text, true)));
        let mut found = Vec::new();
        let mut take = |objects: &mut Objects, at_end| {
            while let Some(next) = objects.next(at_end) {
                found.push(match next {
                    Found::Record(record) => format!("{}:{}", record.line.number, record.fields().collect::<Vec<_>>().join("|")),
                    Found::TooLong(line) => format!("{}!{}", line.number, line.raw.len()),
                    Found::OpenQuote(line) | Found::Broken(line) => format!("{}~{}", line.number, String::from_utf8_lossy(line.raw)),
                });
            }
        };
        for piece in text.chunks(slice) {
            objects.feed(piece);
            take(&mut objects, false);
        }
        take(&mut objects, true);
        assert_eq!(objects.passed(), text.len() as u64);
        found
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        for slice in [1, 2, 3, 7, 1_000] {
            assert_eq!(read(text.as_bytes(), slice), expected, "slices of {slice}");
        }
    }

    #[test]
    fn objects_stand_on_lines_or_not() {
        check(
            "{\"a\":1,\"b\":\"x\"}\n\n{\"b\":\"y}\",\"c\":2}\r\n",
            &["0:a|b|c", "1:1|x|", "3:|y}|2"],
        );
        check("[\n{\"a\":1},\n{\"a\":2}\n]\n", &["0:a", "2:1", "3:2"]);
        check("[{\"a\":1},{\"a\":[1, 2]}]", &["0:a", "1:1", "2:[1,2]"]);
        check(
            "[\n  {\n    \"a\": {\n      \"b\": 1\n    }\n  },\n  {\n    \"a\": 2\n  }\n]",
            &["0:a.b|a", "2:1|", "7:|2"],
        );
        check("{\"a\":1}{\"a\":2}\n{\"a\":3}", &["0:a", "1:1", "2:2", "3:3"]);
    }

    #[test]
    fn a_list_may_be_within_something_else() {
        let text = "{\"code\":0,\"data\":{\"orders\":[{\"a\":1},{\"a\":2}],\"total\":{\"a\":9}}}";
        check(text, &["0:a", "1:1", "2:2"]);
        assert_eq!(Outline::new(text.as_bytes(), true).list(), Some("orders"));
        let text = "{\n  \"orders\": [\n    {\n      \"a\": 1\n    },\n    {\n      \"a\": 2\n    }\n  ]\n}\n";
        check(text, &["0:a", "3:1", "6:2"]);
        // Lines that hold lists are rows all the same.
        check(
            "{\"a\":1,\"l\":[{\"b\":1}]}\n{\"a\":2,\"l\":[]}\n",
            &["0:a|l", "1:1|[{\"b\":1}]", "2:2|[]"],
        );
    }

    #[test]
    fn a_broken_object_costs_itself() {
        check(
            "{\"a\":1}\n{\"a\":\n{\"a\":\"x}\n{\"a\":oops}\nhello\n{\"a\":2}\n",
            &["0:a", "1:1", "2~{\"a\":", "3~{\"a\":\"x}", "4~{\"a\":oops}", "5~hello", "6:2"],
        );
        check(
            "[\n  {\n    \"a\": 1,\n  },\n  {\n    \"a\": \"x,\n    \"b\": {\"c\": 1}\n  },\n  {\n    \"a\": 2,\n  {\n    \"a\": 3\n  },\n  {\n    \"a\": 4",
            &[
                "0:a",
                "2~{\n    \"a\": 1,\n  }",
                "5~{\n    \"a\": \"x,\n    \"b\": {\"c\": 1}\n  },",
                "9~{\n    \"a\": 2,",
                "11:3",
                "14~{\n    \"a\": 4",
            ],
        );
        check(
            "[{\"a\":1},{\"a\":oops},nonsense,{\"a\":2}]",
            &["0:a", "1:1", "2~{\"a\":oops}", "3~nonsense,{\"a\":2}]"],
        );
    }

    #[test]
    fn what_is_too_long_is_passed_over() {
        let long = "x".repeat(LONGEST);
        for (before, after) in [("{\"a\":1}\n", "\n{\"a\":2}\n"), ("[{\"a\":1},", ",{\"a\":2}]")] {
            let text = format!("{before}{{\"a\":\"{long}\"}}{after}");
            for slice in [1 << 10, 1 << 22] {
                let found = read(text.as_bytes(), slice);
                let kinds: Vec<&str> = found.iter().map(|found| &found[1..]).collect();
                assert_eq!(kinds, [":a", ":1", "!1048576", ":2"], "{slice}");
            }
        }
    }

    #[test]
    fn names_that_come_later_are_counted() {
        let outline = Outline::new(b"{\"a\":1}\n{\"a\":2}\n", true);
        let mut objects = Objects::new(Arc::new(outline));
        objects.feed(b"{\"a\":1}\n{\"a\":2,\"z\":1}\n{\"z\":1,\"y\":{\"x\":1}}\n");
        while objects.next(true).is_some() {}
        assert_eq!(objects.late_names(), [("z".to_owned(), 2), ("y.x".to_owned(), 1)]);
    }

    proptest! {
        #[test]
        fn slices_do_not_matter(text in "\\[?(\\{\"a\":(1|\"x\"|\\{\"b\":2\\}|\\[1\\]|\"y)\\}?,?\n? ?){0,8}\\]?", slice in 1_usize..9) {
            prop_assert_eq!(read(text.as_bytes(), slice), read(text.as_bytes(), 1_000));
        }
    }
}
