//! Lifetime value by the buy-till-you-die models.

mod bgnbd;
mod btyd;
mod coin;
mod estimator;
mod fit;
mod gammagamma;
mod mbgnbd;
mod paretonbd;

pub use bgnbd::BgNbd;
pub use btyd::{BuyTillYouDie, History, Summaries};
pub use estimator::{BtydParams, BtydValidParams};
pub use fit::{Estimates, FitSummary, FitTask, Fitted, Likelihood};
pub use gammagamma::{GammaGamma, Spends};
pub use mbgnbd::MbgNbd;
pub use paretonbd::ParetoNbd;

#[cfg(test)]
mod cdnow;
