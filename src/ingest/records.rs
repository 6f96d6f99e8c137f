//! Text → records: the rows with their fields, their place and their raw text,
//! whatever slices the text comes in and however the rows stand in it.

use std::hash::BuildHasher;
use std::sync::Arc;

use foldhash::fast::FixedState;

use super::cells::Cells;
use super::delimited::Delimited;
use super::objects::{Objects, Outline};
use super::splitter::Delimiter;

/// The longest record in bytes; no real row comes near it.
pub(super) const LONGEST: usize = 1 << 20;

/// The next thing found in the file.
#[derive(Debug, Clone, Copy)]
pub(super) enum Found<'a> {
    /// A row.
    Record(Record<'a>),
    /// A line with a quote that opens and never closes.
    OpenQuote(Line<'a>),
    /// The beginning of a line longer than [`LONGEST`].
    TooLong(Line<'a>),
    /// A piece of JSON that is no object.
    Broken(Line<'a>),
}

impl<'a> Found<'a> {
    /// Where it stands.
    pub(super) fn line(&self) -> Line<'a> {
        match *self {
            Self::Record(record) => record.line,
            Self::OpenQuote(line) | Self::TooLong(line) | Self::Broken(line) => line,
        }
    }
}

/// A row, or what there is of it, as it stands in the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// The line it begins on, from 1.
    pub(super) number: u64,
    /// Its bytes without the line end.
    pub(super) raw: &'a [u8],
}

/// A row with its fields.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'a> {
    pub(super) line: Line<'a>,
    text: &'a str,
    ends: &'a [usize],
}

impl<'a> Record<'a> {
    /// Fields that stand end to end in a text.
    pub(super) fn new(line: Line<'a>, text: &'a str, ends: &'a [usize]) -> Self {
        Self { line, text, ends }
    }

    /// The number of fields.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A field without the blanks around it.
    pub(super) fn field(&self, position: usize) -> Option<&'a str> {
        let end = *self.ends.get(position)?;
        let start = if position == 0 { 0 } else { self.ends[position - 1] };
        self.text.get(start..end).map(str::trim)
    }

    /// A number that equal rows share, and different ones hardly ever.
    pub(super) fn content(&self) -> u64 {
        FixedState::with_seed(0).hash_one((self.text, self.ends))
    }

    /// All fields.
    pub(super) fn fields(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let record = *self;
        (0..self.len()).filter_map(move |position| record.field(position))
    }
}

/// How rows stand in a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    /// Lines of fields with something between them.
    Delimited(Delimiter),
    /// JSON objects.
    Objects(Arc<Outline>),
    /// The cells of a sheet, as [`cells`](super::cells) writes them.
    Cells,
}

impl Shape {
    /// The delimiter's name in the report; only delimited text has one.
    pub(super) fn delimiter(&self) -> String {
        match self {
            Self::Delimited(delimiter) => delimiter.name(),
            Self::Objects(_) | Self::Cells => String::new(),
        }
    }
}

/// Splits text into records.
pub(super) enum Records {
    Delimited(Box<Delimited>),
    Objects(Box<Objects>),
    Cells(Box<Cells>),
}

impl Records {
    /// From the first line on.
    pub(super) fn new(shape: &Shape) -> Self {
        match shape {
            Shape::Delimited(delimiter) => Self::Delimited(Box::new(Delimited::new(*delimiter))),
            Shape::Objects(outline) => Self::Objects(Box::new(Objects::new(Arc::clone(outline)))),
            Shape::Cells => Self::Cells(Box::default()),
        }
    }

    /// Takes the next text. Small slices keep the buffer small.
    pub(super) fn feed(&mut self, text: &[u8]) {
        match self {
            Self::Delimited(records) => records.feed(text),
            Self::Objects(records) => records.feed(text),
            Self::Cells(records) => records.feed(text),
        }
    }

    /// The next row that is complete; `None` when more text is needed, or, at
    /// the end, when there is none.
    pub(super) fn next(&mut self, at_end: bool) -> Option<Found<'_>> {
        match self {
            Self::Delimited(records) => records.next(at_end),
            Self::Objects(records) => records.next(at_end),
            Self::Cells(records) => records.next(),
        }
    }

    /// How far into the text reading has come.
    pub(super) fn passed(&self) -> u64 {
        match self {
            Self::Delimited(records) => records.passed(),
            Self::Objects(records) => records.passed(),
            Self::Cells(records) => records.passed(),
        }
    }

    /// Names beyond the columns, and in how many rows each stands.
    pub(super) fn late_names(&self) -> &[(String, u64)] {
        match self {
            Self::Objects(records) => records.late_names(),
            Self::Delimited(_) | Self::Cells(_) => &[],
        }
    }
}
