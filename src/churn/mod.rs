//! Churn: who is about to leave, and why.

pub mod evaluation;
pub mod logistic;
#[cfg(test)]
mod telco;
