//! **Regulars (熟客): know your customers without sending them anywhere.**
//!
//! A file of orders becomes a ledger, a ledger becomes customers, customers
//! become decisions:
//!
//! ```text
//! bytes ──ingest──▶ Ledger ──summarise──▶ Customers ──analyses──▶ Reports
//!        (chunks)   columns, exact money   one row each   pure functions
//! ```
//!
//! The crate is plain Rust: the command line, the npm package and the page
//! are doors to the same functions, and every door gives the same numbers to
//! the last bit.
//!
//! ```
//! use regulars::value::rfm::{Rfm, RfmParams, Scheme};
//! use regulars::workspace::Scope;
//! use regulars::{Analysis, ingest, task};
//!
//! let orders = "customer,date,amount\n\
//!               ann,2024-01-05,20\nann,2024-03-01,35\nbob,2024-01-09,12\n";
//! let shop = ingest::import("orders.csv", orders.as_bytes(), Default::default())?;
//! assert_eq!(shop.import().rows_kept, 3);
//!
//! let params = RfmParams { scheme: Scheme::Mean, ..Default::default() };
//! let report = task::complete(Rfm::start(&shop, &Scope::default(), &params)?)?;
//! let best = report.segments.iter().find(|segment| segment.customers > 0).unwrap();
//! assert_eq!((best.name, best.name_zh), ("high-value", "重要价值"));
//! # Ok::<(), regulars::Error>(())
//! ```

pub mod analysis;
#[cfg(feature = "types")]
pub mod bindings;
pub mod churn;
pub mod customers;
pub mod error;
pub mod explain;
pub mod frame;
pub mod identify;
pub mod ingest;
pub mod ledger;
pub mod math;
pub mod profile;
pub mod project;
pub mod sample;
pub mod settings;
mod sorting;
pub mod table;
pub mod task;
pub mod text;
pub mod value;
#[cfg(feature = "wasm")]
pub mod wasm;
pub mod workspace;

pub use analysis::Analysis;
pub use error::{Error, ErrorKind, Result};
