//! One row a customer: what the orders of a window say about each, and when
//! they came.

mod calendar;
mod ready;
mod summary;
mod trend;
mod unit;

pub use calendar::{PeriodChoice, PeriodUnit};
pub use ready::ReadyMade;
pub use summary::{Customers, Grain, Purchase, Summary, SummaryParams, SummaryReport, visit_purchases};
pub use trend::{Arrival, Trend, TrendParams, TrendPeriod, TrendReport};
pub use unit::Unit;
