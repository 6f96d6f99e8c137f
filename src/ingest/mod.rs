//! Bytes → text → records → typed columns with roles → ledger or table.
//!
//! An [`Import`] is fed the file in slices of any size and gives the same
//! result for any slicing. It looks at the first megabyte (or the whole file,
//! when it is shorter) to guess what the columns are, then reads row by row;
//! memory grows with the customers and the kept columns, never with the text.
//!
//! Whatever is guessed has its reason in the [`ImportReport`] and can be said
//! instead with [`ImportParams`]. A row that cannot be used is rejected with its
//! line, column and reason, and the import goes on with the rest.
//!
//! ```
//! use regulars::ingest::{ImportParams, import};
//!
//! let file = "customer,date,amount\nann,2024-01-31,12.50\nbob,2024-02-30,9\n";
//! let workspace = import("orders.csv", file.as_bytes(), ImportParams::default())?;
//! let report = workspace.import();
//! assert_eq!((report.rows_read, report.rows_kept, report.rows_rejected), (2, 1, 1));
//! assert_eq!(report.rejected[0].reason, "There is no such day as “2024-02-30”.");
//! # Ok::<(), regulars::Error>(())
//! ```

mod above;
mod amounts;
mod attributes;
mod cells;
mod charset;
mod content;
mod costs;
mod currencies;
mod customers;
mod dates;
mod days;
mod delimited;
mod detect;
mod dialect;
mod flat;
mod format;
mod frequent;
mod further;
#[cfg(any(test, feature = "fuzzing"))]
#[doc(hidden)]
pub mod fuzzing;
mod head;
mod header;
mod ids;
mod known;
mod lines;
mod marks;
mod months;
mod names;
mod numbers;
mod objects;
mod orders;
mod params;
mod places;
mod plan;
mod profile;
mod reading;
mod records;
mod rejected;
mod rejects;
mod report;
mod roles;
mod rows;
mod sample;
mod shapes;
mod splitter;
mod status;
mod summary;
#[cfg(test)]
mod tests;
mod tongues;
mod totals;
mod unpack;
mod width;
mod workbook;
mod written;
mod yesno;

pub(crate) use names::birthday;
pub use params::ImportParams;
pub use rejected::{RejectedRows, Rejections};
pub use report::{ColumnReport, ContentType, DateOrder, DecimalMark, FileKind, HeadRow, ImportReport, Rejected, Role, SheetReport};
pub use sample::sample_text;

use crate::error::{Error, Result};
use crate::workspace::Workspace;

use reading::Reading;
use rows::Origin;
use unpack::Unpack;

/// Imports a file that is in memory as a whole.
///
/// # Errors
/// As [`Import::finish`].
pub fn import(file_name: &str, bytes: &[u8], params: ImportParams) -> Result<Workspace> {
    let mut import = Import::new(file_name, params);
    import.push(bytes)?;
    import.finish()
}

/// An import under way.
pub struct Import {
    file: String,
    bytes: u64,
    unpack: Unpack,
    reading: Reading,
    failed: Option<Error>,
}

impl Import {
    /// Begins an import; the name is for messages and the report.
    pub fn new(file_name: &str, params: ImportParams) -> Self {
        Self {
            file: file_name.to_owned(),
            bytes: 0,
            unpack: Unpack::default(),
            reading: Reading::new(params),
            failed: None,
        }
    }

    /// The bytes taken so far.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The rows read so far, kept or not.
    pub fn rows_read(&self) -> u64 {
        self.reading.rows_read()
    }

    /// Takes the next bytes of the file.
    ///
    /// # Errors
    /// As [`Import::finish`], as soon as it is known. The same error comes
    /// again from every later call.
    pub fn push(&mut self, bytes: &[u8]) -> Result<()> {
        self.bytes += bytes.len() as u64;
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        let Self { unpack, reading, .. } = self;
        unpack.push(bytes, &mut |piece| reading.take(piece)).map_err(|error| {
            let error = error.in_file(self.file.clone());
            self.failed = Some(error.clone());
            error
        })
    }

    /// Ends the import.
    ///
    /// # Errors
    /// [`EmptyFile`](crate::ErrorKind::EmptyFile), [`HeaderOnly`](crate::ErrorKind::HeaderOnly),
    /// [`NotText`](crate::ErrorKind::NotText), [`Unsupported`](crate::ErrorKind::Unsupported),
    /// [`Damaged`](crate::ErrorKind::Damaged), [`Locked`](crate::ErrorKind::Locked), [`TooLarge`](crate::ErrorKind::TooLarge),
    /// [`OneColumn`](crate::ErrorKind::OneColumn), [`LineTooLong`](crate::ErrorKind::LineTooLong),
    /// [`MissingRole`](crate::ErrorKind::MissingRole), [`UnknownColumn`](crate::ErrorKind::UnknownColumn),
    /// [`NoUsableRows`](crate::ErrorKind::NoUsableRows), [`AmountTooLarge`](crate::ErrorKind::AmountTooLarge),
    /// [`BadParameter`](crate::ErrorKind::BadParameter). Each says where and what to do.
    pub fn finish(self) -> Result<Workspace> {
        self.finish_with(&mut |_| {})
    }

    /// Ends the import; tells the number of rows from time to time, for a
    /// workbook is read only when it is there as a whole.
    ///
    /// # Errors
    /// As [`Import::finish`].
    pub fn finish_with(self, progress: &mut dyn FnMut(u64)) -> Result<Workspace> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        let origin = Origin {
            file: self.file.clone(),
            bytes: self.bytes,
            ..Origin::default()
        };
        let finish = || {
            let Self { unpack, mut reading, .. } = self;
            let compression = unpack.name();
            let notices = unpack.finish(&mut |piece| reading.take(piece))?.into_iter().collect();
            let origin = Origin {
                compression,
                notices,
                ..origin
            };
            reading.finish(origin, progress)
        };
        let file = self.file.clone();
        finish().map_err(|error| error.in_file(file))
    }
}
