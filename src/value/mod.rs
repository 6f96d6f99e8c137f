//! What customers are worth.

pub mod abc;
mod activity;
mod checks;
pub mod clv;
pub mod curve;
pub mod dwyer;
pub mod rfm;
pub mod sbg;
pub mod types;

pub use activity::Period;
