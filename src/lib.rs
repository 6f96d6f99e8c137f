//! Regulars (熟客).

pub mod analysis;
pub mod customers;
pub mod error;
pub mod explain;
pub mod frame;
pub mod ingest;
pub mod ledger;
pub mod math;
pub mod profile;
pub mod table;
pub mod task;
pub mod text;
pub mod value;
pub mod workspace;

pub use error::{Error, ErrorKind, Result};
