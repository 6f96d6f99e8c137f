//! Bytes → records → typed columns with roles.

mod report;

pub use report::{ColumnReport, DateOrder, FileKind, ImportReport, Rejected, Role};
