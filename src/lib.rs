//! Regulars (熟客).

pub mod error;
pub mod explain;
pub mod frame;
pub mod ledger;
pub mod math;
pub mod profile;
pub mod task;
pub mod text;

pub use error::{Error, ErrorKind, Result};
