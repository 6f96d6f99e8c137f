//! Bytes → records → typed columns with roles → ledger or table.
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

mod amounts;
mod customers;
mod dates;
mod dialect;
mod encoding;
mod head;
mod health;
mod marks;
mod names;
mod numbers;
mod orders;
mod params;
mod plan;
mod profile;
mod records;
mod rejects;
mod report;
mod roles;
mod rows;
mod splitter;
#[cfg(test)]
mod tests;
mod width;

pub use health::{Health, HealthParams, HealthReport};
pub use params::ImportParams;
pub use report::{ColumnReport, DateOrder, DecimalMark, FileKind, HeadRow, ImportReport, Rejected, Role};

use crate::error::{Error, Result};
use crate::workspace::Workspace;

use plan::{Plan, SAMPLE};
use rows::Rows;

/// Slices are taken in pieces of this size, which keeps the buffers small.
const PIECE: usize = 1 << 18;

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
    params: ImportParams,
    bytes: u64,
    stage: Stage,
}

enum Stage {
    /// Until there is enough to look at.
    Sample(Vec<u8>),
    /// Row by row.
    Rows(Box<Rows>),
    /// Nothing more is taken.
    Failed(Error),
}

impl Import {
    /// Begins an import; the name is for messages and the report.
    pub fn new(file_name: &str, params: ImportParams) -> Self {
        Self {
            file: file_name.to_owned(),
            params,
            bytes: 0,
            stage: Stage::Sample(Vec::new()),
        }
    }

    /// The bytes taken so far.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The rows read so far, kept or not.
    pub fn rows_read(&self) -> u64 {
        match &self.stage {
            Stage::Rows(rows) => rows.read(),
            Stage::Sample(_) | Stage::Failed(_) => 0,
        }
    }

    /// Takes the next bytes of the file.
    ///
    /// # Errors
    /// As [`Import::finish`], as soon as it is known. The same error comes
    /// again from every later call.
    pub fn push(&mut self, bytes: &[u8]) -> Result<()> {
        self.bytes += bytes.len() as u64;
        let done = bytes.chunks(PIECE).try_for_each(|piece| self.take(piece));
        self.settle(done)
    }

    /// Ends the import.
    ///
    /// # Errors
    /// [`EmptyFile`](crate::ErrorKind::EmptyFile), [`HeaderOnly`](crate::ErrorKind::HeaderOnly),
    /// [`NotText`](crate::ErrorKind::NotText), [`Unsupported`](crate::ErrorKind::Unsupported),
    /// [`OneColumn`](crate::ErrorKind::OneColumn), [`LineTooLong`](crate::ErrorKind::LineTooLong),
    /// [`MissingRole`](crate::ErrorKind::MissingRole), [`UnknownColumn`](crate::ErrorKind::UnknownColumn),
    /// [`NoUsableRows`](crate::ErrorKind::NoUsableRows), [`AmountTooLarge`](crate::ErrorKind::AmountTooLarge),
    /// [`BadParameter`](crate::ErrorKind::BadParameter). Each says where and what to do.
    pub fn finish(mut self) -> Result<Workspace> {
        if let Stage::Sample(sample) = &mut self.stage {
            let sample = std::mem::take(sample);
            let begun = self.begin(&sample, true);
            self.settle(begun)?;
        }
        let file = self.file.clone();
        match self.stage {
            Stage::Rows(rows) => rows.finish(self.file, self.bytes).map_err(|error| error.in_file(file)),
            Stage::Failed(error) => Err(error),
            Stage::Sample(_) => Err(plan::empty_file().in_file(file)),
        }
    }

    fn take(&mut self, piece: &[u8]) -> Result<()> {
        match &mut self.stage {
            Stage::Rows(rows) => rows.push(piece),
            Stage::Failed(error) => Err(error.clone()),
            Stage::Sample(sample) => {
                sample.extend_from_slice(piece);
                // One byte more shows that the sample is not the whole file.
                if sample.len() <= SAMPLE {
                    return Ok(());
                }
                let sample = std::mem::take(sample);
                self.begin(&sample, false)
            }
        }
    }

    /// Makes the plan and reads the rows of what has been collected.
    fn begin(&mut self, collected: &[u8], whole: bool) -> Result<()> {
        let start = encoding::text_start(&collected[..collected.len().min(SAMPLE)])?;
        let sample = &collected[start..collected.len().min(SAMPLE)];
        let plan = Plan::make(sample, whole, &self.params)?;
        let mut rows = Box::new(Rows::new(plan, &self.params));
        rows.push(&collected[start..])?;
        self.stage = Stage::Rows(rows);
        Ok(())
    }

    /// Remembers a failure, with the file's name.
    fn settle(&mut self, done: Result<()>) -> Result<()> {
        done.map_err(|error| {
            let error = error.in_file(self.file.clone());
            self.stage = Stage::Failed(error.clone());
            error
        })
    }
}
