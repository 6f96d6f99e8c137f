//! What customers are worth.

pub mod abc;
pub mod clv;
pub mod rfm;
