//! The models of purchases, by name.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::task::{Progress, Started, Task};

use super::btyd::{BuyTillYouDie, Summaries};
use super::fit::{Estimates, FitSummary, FitTask, Likelihood};
use super::{BgBb, BgNbd, GammaGamma, MbgNbd, Nbd, ParetoNbd};

/// A model of purchases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(rename = "ClvModel"))]
#[serde(rename_all = "lowercase")]
pub enum Model {
    /// BG/NBD: customers may stop after each repeat purchase
    #[default]
    BgNbd,
    /// MBG/NBD: they may stop after the first purchase too
    MbgNbd,
    /// Pareto/NBD: they may stop at any moment
    ParetoNbd,
    /// BG/BB: at most one purchase a period, and they may stop between two
    BgBb,
    /// NBD: they never stop; what the others are measured against
    Nbd,
}

/// A fitted model of purchases, whichever it is.
pub(super) struct FittedPurchases {
    /// The model at the maximum.
    pub model: Arc<dyn BuyTillYouDie>,
    /// How the fit went.
    pub fit: FitSummary,
}

/// What everything is predicted from.
#[derive(Debug, Clone)]
pub(super) struct Fits {
    /// The model of purchases.
    pub purchases: Arc<dyn BuyTillYouDie>,
    /// The model of spending, where there is one.
    pub spend: Option<GammaGamma>,
}

impl Fits {
    /// The expected mean amount of a customer; `NaN` without a model of it.
    pub fn spend(&self, x: u32, m: f64) -> f64 {
        self.spend.map_or(f64::NAN, |spend| spend.expected_spend(x, m))
    }
}

impl Model {
    /// Every model, the default first.
    pub const ALL: [Self; 5] = [Self::BgNbd, Self::MbgNbd, Self::ParetoNbd, Self::BgBb, Self::Nbd];

    /// Begins the fit.
    pub(super) fn fit(self, data: Arc<Summaries>, penalty: f64) -> Started<FittedPurchases> {
        self.begin(data, penalty, None)
    }

    /// Begins a fit near these estimates.
    pub(super) fn fit_near(self, data: Arc<Summaries>, penalty: f64, estimates: &Estimates) -> Started<FittedPurchases> {
        self.begin(data, penalty, Some(estimates))
    }

    fn begin(self, data: Arc<Summaries>, penalty: f64, near: Option<&Estimates>) -> Started<FittedPurchases> {
        fn begin<M, const N: usize>(data: Arc<Summaries>, penalty: f64, near: Option<&Estimates>) -> Started<FittedPurchases>
        where
            M: Likelihood<N, Data = Summaries> + BuyTillYouDie + 'static,
        {
            Box::new(AnyFit(match near {
                None => FitTask::<M, N>::start(data, penalty),
                Some(estimates) => FitTask::near(data, penalty, estimates.array()),
            }))
        }
        match self {
            Self::BgNbd => begin::<BgNbd, 4>(data, penalty, near),
            Self::MbgNbd => begin::<MbgNbd, 4>(data, penalty, near),
            Self::ParetoNbd => begin::<ParetoNbd, 4>(data, penalty, near),
            Self::BgBb => begin::<BgBb, 4>(data, penalty, near),
            Self::Nbd => begin::<Nbd, 2>(data, penalty, near),
        }
    }
}

/// A fit whose model is not known by type any more.
struct AnyFit<M: Likelihood<N>, const N: usize>(FitTask<M, N>);

impl<M: Likelihood<N> + BuyTillYouDie + 'static, const N: usize> Task for AnyFit<M, N> {
    type Output = FittedPurchases;

    fn step(&mut self) -> Result<Progress> {
        self.0.step()
    }

    fn finish(self: Box<Self>) -> Result<FittedPurchases> {
        let fitted = Box::new(self.0).finish()?;
        Ok(FittedPurchases {
            model: Arc::new(fitted.model),
            fit: fitted.fit,
        })
    }
}
