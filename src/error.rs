//! Errors: a stable code, a place, a sentence a marketer understands.
//!
//! Nothing in this crate panics on input. Whatever cannot be done comes back
//! as an [`Error`] that says what is wrong, where (file, row, column, byte)
//! and what to do about it, in English and in Chinese.

use std::fmt;

use serde::Serialize;

use crate::text::{Lang, Text};

/// What every fallible function of this crate returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The stable name of what went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ErrorKind {
    /// The file has no bytes, or nothing but blank lines.
    EmptyFile,
    /// The file has a header and no row under it.
    HeaderOnly,
    /// The bytes are not a text table: a picture, an archive, a program.
    NotText,
    /// The file is a table of a format that is not read.
    Unsupported,
    /// The file is broken off or damaged, so that its content cannot be had.
    Damaged,
    /// The file is locked with a password.
    Locked,
    /// The file, or what it unpacks to, is larger than what is read.
    TooLarge,
    /// Only one column was found, so orders cannot be told apart.
    OneColumn,
    /// A line is longer than any real row.
    LineTooLong,
    /// A column that the analysis cannot do without was not found.
    MissingRole,
    /// A column was named that the file does not have.
    UnknownColumn,
    /// Every row was rejected.
    NoUsableRows,
    /// Amounts add up to more than the exact money type holds.
    AmountTooLarge,
    /// Nothing was opened or begun yet.
    NoData,
    /// The analysis needs another kind of file (orders, customers).
    WrongKind,
    /// There are too few customers, orders or periods for this analysis.
    TooFew,
    /// All values are equal, so there is nothing to tell apart.
    NoVariation,
    /// A parameter is outside what it may be.
    BadParameter,
    /// No analysis has this name.
    UnknownAnalysis,
    /// The work was cancelled by the user.
    Cancelled,
    /// The operating system would not read or write a file.
    Io,
}

/// Where in the input something is wrong; what is not known is `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file's name, as it was given.
    pub file: Option<String>,
    /// The line of the file, counted from 1, header included.
    pub row: Option<u64>,
    /// The column's name, or its position from 1 where there is no header.
    pub column: Option<String>,
    /// The offset in bytes from the start of the file.
    pub byte: Option<u64>,
}

/// What went wrong, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Error(Box<Inner>);

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Inner {
    kind: ErrorKind,
    place: Place,
    sentence: Text,
}

impl Error {
    /// An error with its sentence in both languages; each says what is wrong
    /// and the way out.
    pub fn new(kind: ErrorKind, en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            place: Place::default(),
            sentence: Text::new(en, zh),
        }))
    }

    /// A parameter outside what it may be: its name, the value, what is allowed.
    pub fn bad_parameter(name: &str, value: impl fmt::Display, en: &str, zh: &str) -> Self {
        Self::new(
            ErrorKind::BadParameter,
            format!("The setting “{name}” is {value}, but {en}."),
            format!("设置“{name}”的值为 {value}，但{zh}。"),
        )
    }

    /// Names the file.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<String>) -> Self {
        self.0.place.file.get_or_insert(file.into());
        self
    }

    /// Names the line, counted from 1.
    #[must_use]
    pub fn at_row(mut self, row: u64) -> Self {
        self.0.place.row = Some(row);
        self
    }

    /// Names the column.
    #[must_use]
    pub fn in_column(mut self, column: impl Into<String>) -> Self {
        self.0.place.column = Some(column.into());
        self
    }

    /// Names the byte offset.
    #[must_use]
    pub fn at_byte(mut self, byte: u64) -> Self {
        self.0.place.byte = Some(byte);
        self
    }

    /// The stable name of what went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Where it went wrong.
    pub fn place(&self) -> &Place {
        &self.0.place
    }

    /// The sentence without its place.
    pub fn sentence(&self, lang: Lang) -> &str {
        self.0.sentence.get(lang)
    }

    /// The whole message: the place, then the sentence.
    pub fn message(&self, lang: Lang) -> String {
        let parts = self.0.place.describe(lang);
        match lang {
            Lang::En if !parts.is_empty() => format!("{}: {}", parts.join(", "), self.0.sentence.en),
            Lang::Zh if !parts.is_empty() => format!("{}：{}", parts.join("，"), self.0.sentence.zh),
            _ => self.sentence(lang).to_owned(),
        }
    }
}

impl Place {
    fn describe(&self, lang: Lang) -> Vec<String> {
        let zh = lang == Lang::Zh;
        let mut parts = Vec::new();
        if let Some(file) = &self.file {
            parts.push(file.clone());
        }
        if let Some(row) = self.row {
            parts.push(if zh { format!("第 {row} 行") } else { format!("line {row}") });
        }
        if let Some(column) = &self.column {
            parts.push(if zh {
                format!("“{column}”列")
            } else {
                format!("column “{column}”")
            });
        }
        if let Some(byte) = self.byte {
            parts.push(if zh { format!("第 {byte} 字节") } else { format!("byte {byte}") });
        }
        parts
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for Error {}

/// Lets our fits stand behind linfa's traits, whose errors must come from linfa's.
impl From<linfa::Error> for Error {
    fn from(error: linfa::Error) -> Self {
        Self::new(
            ErrorKind::BadParameter,
            format!("The data do not fit this model: {error}."),
            format!("数据不适合该模型：{error}。"),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_stands_before_the_sentence() {
        let error = Error::new(ErrorKind::NoUsableRows, "No row could be read.", "没有可读的行。")
            .in_column("date")
            .at_row(3)
            .in_file("orders.csv");
        assert_eq!(error.to_string(), "orders.csv, line 3, column “date”: No row could be read.");
        assert_eq!(error.message(Lang::Zh), "orders.csv，第 3 行，“date”列：没有可读的行。");
    }
}
