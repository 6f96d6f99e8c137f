//! One row a customer: what the orders of a window say about each.

mod summary;
mod unit;

pub use summary::{Customers, Grain, Purchase, Summary, SummaryParams, SummaryReport, visit_purchases};
pub use unit::Unit;
