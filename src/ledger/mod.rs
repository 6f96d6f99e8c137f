//! The ledger: every purchase line that was kept, in columns, with interned
//! customers and products, civil days and exact money.

mod day;
mod money;

pub use day::Day;
pub use money::Money;
