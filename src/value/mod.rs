//! What customers are worth.

pub mod abc;
mod activity;
mod checks;
pub mod clv;
pub mod curve;
pub mod dcf;
pub mod discount;
pub mod dwyer;
pub mod events;
pub mod historical;
pub mod margin;
pub mod rfm;
pub mod sbg;
#[cfg(test)]
mod tests;
pub mod types;

pub use activity::Period;
