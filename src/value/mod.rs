//! What customers are worth.

pub mod abc;
