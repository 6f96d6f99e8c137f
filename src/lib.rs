//! Regulars (熟客).

pub mod analysis;
#[cfg(feature = "types")]
pub mod bindings;
pub mod customers;
pub mod error;
pub mod explain;
pub mod frame;
pub mod ingest;
pub mod ledger;
pub mod math;
pub mod profile;
pub mod sample;
pub mod table;
pub mod task;
pub mod text;
pub mod value;
#[cfg(feature = "wasm")]
pub mod wasm;
pub mod workspace;

pub use error::{Error, ErrorKind, Result};
