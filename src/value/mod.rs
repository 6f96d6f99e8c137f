//! What customers are worth.

pub mod abc;
pub mod clv;
pub mod dcf;
pub mod discount;
pub mod events;
pub mod historical;
pub mod margin;
pub mod rfm;

#[cfg(test)]
mod tests;
