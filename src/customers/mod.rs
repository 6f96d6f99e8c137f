//! One row a customer: what the orders of a window say about each.

mod summary;
mod unit;

pub use summary::{Customers, Grain, Summary, SummaryParams, SummaryReport};
pub use unit::Unit;
