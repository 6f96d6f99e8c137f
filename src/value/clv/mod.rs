//! Lifetime value: whether each customer is still one, how often it will
//! purchase, how much it will spend, and what that is worth today.
//!
//! **What it answers.** For each customer P(alive), expected purchases within
//! a horizon, expected spend a purchase, and their product discounted to
//! today; for the shop, whether the model foresees what customers do next.
//!
//! **Models.** Purchases: [`BgNbd`] (the default), [`MbgNbd`], [`ParetoNbd`],
//! [`BgBb`], which counts periods with a purchase, and [`Nbd`], in which nobody
//! ever leaves; spend: [`GammaGamma`]. Each says what it assumes in its own file.
//!
//! **Inputs.** Orders. With E the last day considered (or the end of the
//! calibration period): x, `t_x`, T and m of each customer as in
//! [`Summary`](crate::customers::Summary), in the unit of time of the
//! settings. m is in the currency of the file. A later as-of day changes
//! nothing: days that are not looked at do not count as silence.
//!
//! **Formula.** With Y(t) the purchases within t units after E, M the spend a
//! purchase and dᵤ = (1+d)^(unit/year) − 1 the discount rate d a unit:
//! CLV = g · E\[M\] · Σⱼ (E\[Y(j)\] − E\[Y(j−1)\])/(1+dᵤ)ʲ over j = 1…horizon.
//!
//! **Calibration and hold-out.** With `calibration_end`, the models are fitted
//! to, and every figure of a customer is as of, that day; customers who first
//! purchased later are left out and counted. What each did from then to
//! `holdout_end`, or to the last order where that comes first, is set against
//! what was expected over exactly that length.
//!
//! **Intervals.** With `bootstrap`, the models are fitted anew to customers
//! simulated from them, so many times over, and everything is predicted with
//! each such fit; 95 % of these predictions lie within the interval.
//!
//! **Differs from** `lifetimes`, which discounts by 30-day months whatever the
//! unit, rounds T to whole units, and penalises the parameters themselves.
//!
//! **References.** Fader, Hardie & Lee (2005), *RFM and CLV: using iso-value
//! curves for customer base analysis*, Journal of Marketing Research 42(4),
//! 415–430; and those of the models.

mod bgbb;
mod bgnbd;
mod bootstrap;
mod btyd;
mod choice;
mod coin;
mod course;
mod deaths;
mod estimator;
mod explain;
mod fit;
mod gammagamma;
mod holdout;
mod intervals;
mod mbgnbd;
mod models;
mod nbd;
mod newcomer;
mod notices;
mod opportunities;
mod paretonbd;
mod periods;
mod pictures;
mod work;

#[cfg(test)]
mod cdnow;
#[cfg(test)]
mod recovery;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::analysis::{Analysis, Params, Report};
use crate::customers::{Grain, Unit};
use crate::error::{Error, Result};
use crate::explain::{Explanation, Step};
use crate::frame::Frame;
use crate::ledger::{Day, Ledger};
use crate::task::Started;
use crate::text::Notice;
use crate::value::discount;
use crate::value::margin::{self, Margin};
use crate::workspace::{Scope, Window, Workspace};

pub use bgbb::BgBb;
pub use bgnbd::BgNbd;
pub use btyd::{BuyTillYouDie, History, Summaries};
pub use choice::{Choice, ChoiceParams, ChoiceReport, ModelReport};
pub use estimator::{BtydParams, BtydValidParams, FittedBtyd};
pub use fit::{Estimates, FitSummary, FitTask, Fitted, Likelihood};
pub use gammagamma::{GammaGamma, Spends};
pub use holdout::{ByX, Holdout, TrackPoint};
pub use intervals::{Interval, Intervals};
pub use mbgnbd::MbgNbd;
pub use models::Model;
pub use nbd::Nbd;
pub use newcomer::NewCustomer;
pub use paretonbd::ParetoNbd;
pub use pictures::{Bin, Surface};

/// In tables by x, this x stands for itself and more.
const LAST_X: u32 = 7;

/// The settings of [`Clv`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields = nullable))]
#[serde(default, deny_unknown_fields)]
pub struct ClvParams {
    /// The model of purchases
    pub model: Model,
    /// The unit of time of the model and of the horizon
    pub unit: Unit,
    /// The last day the model may learn from; all days unless given
    pub calibration_end: Option<Day>,
    /// The last day it is tested on, at most that of the last order; the last day considered unless given
    pub holdout_end: Option<Day>,
    /// How many units ahead the value reaches, from 1 to 10000
    pub horizon: u32,
    /// The discount rate a year; 0.1 is 10 %
    pub discount: f64,
    /// The share of an amount that is margin; unless given, that of the file's costs where it has some, else all of it
    pub margin: Option<f64>,
    /// How strongly the purchase model's parameters are held near 1; 0 is maximum likelihood
    pub penalty: f64,
    /// How many simulated data sets the intervals rest on, from 20 to 2000; 0 for no intervals
    pub bootstrap: u32,
    /// The seed of the simulation
    pub seed: u64,
    /// Whether the purchases of all time to come, discounted (DERT), are worked out for everyone
    pub dert: bool,
    /// Which lines make one purchase
    pub grain: Grain,
}

impl Default for ClvParams {
    fn default() -> Self {
        Self {
            model: Model::BgNbd,
            unit: Unit::Week,
            calibration_end: None,
            holdout_end: None,
            horizon: 52,
            discount: 0.1,
            margin: None,
            penalty: 0.0,
            bootstrap: 0,
            seed: 1,
            dert: false,
            grain: Grain::Day,
        }
    }
}

impl Params for ClvParams {
    fn check(&self) -> Result<()> {
        if !(1..=10_000).contains(&self.horizon) {
            return Err(Error::bad_parameter(
                "horizon",
                self.horizon,
                "it must be between 1 and 10000",
                "应在 1 到 10000 之间",
            ));
        }
        if self.bootstrap != 0 && !(20..=2000).contains(&self.bootstrap) {
            return Err(Error::bad_parameter(
                "bootstrap",
                self.bootstrap,
                "it must be between 20 and 2000, or 0 for no intervals",
                "应在 20 到 2000 之间；0 表示不计算区间",
            ));
        }
        discount::check(self.discount)?;
        margin::check(self.margin)?;
        if let (Some(end), None) = (self.holdout_end, self.calibration_end) {
            return Err(Error::bad_parameter(
                "holdout_end",
                end,
                "a hold-out period begins where a calibration period ends: give calibration_end too",
                "检验期从校准期结束处开始，请同时给出 calibration_end",
            ));
        }
        estimator::check_penalty(self.penalty)
    }
}

impl ClvParams {
    /// The discount rate a unit of time: (1+d)^(unit/year) − 1.
    pub fn discount_per_unit(&self) -> f64 {
        discount::per_period(self.discount, self.unit.years())
    }
}

/// How customers spend.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SpendReport {
    /// The fit of the Gamma-Gamma model.
    #[serde(flatten)]
    pub fit: FitSummary,
    /// The customers it is fitted to: those with x > 0 and m > 0.
    pub customers: usize,
    /// The correlation of x and m among them, which the model takes to be 0;
    /// unknown where one of them does not vary.
    pub correlation: Option<f64>,
}

/// Sums over all customers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(rename = "ClvTotals"))]
pub struct Totals {
    /// The number of customers.
    pub customers: usize,
    /// How many of them are alive: the sum of P(alive).
    pub alive: f64,
    /// Expected purchases within the horizon.
    pub expected_purchases: f64,
    /// The sum of the lifetime values that are known; unknown when none is.
    pub clv: Option<f64>,
    /// Customers whose lifetime value is not known.
    pub clv_unknown: usize,
}

/// What customers are worth.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ClvReport {
    /// The window the models are fitted to; its last day is the day the figures are as of. A
    /// ready-made summary has none.
    pub window: Option<Window>,
    /// The settings it was computed with.
    pub settings: ClvParams,
    /// The model of purchases.
    pub model: Model,
    /// Its fit.
    #[serde(flatten)]
    pub fit: FitSummary,
    /// The number of customers it is fitted to.
    pub customers_fitted: usize,
    /// How many of them purchased more than once.
    pub repeaters: usize,
    /// The model of spending; unknown when there is nothing to fit it to.
    pub spend: Option<SpendReport>,
    /// How margins are made of amounts.
    pub margin: Margin,
    /// The discount rate a unit of time.
    pub discount_per_unit: f64,
    /// Sums over all customers.
    pub totals: Totals,
    /// What a new customer is worth.
    pub new_customer: NewCustomer,
    /// The intervals of all this, where they were asked for.
    pub intervals: Option<Intervals>,
    /// Calibration against hold-out, when there is a calibration period.
    pub holdout: Option<Holdout>,
    /// P(alive) and expected purchases by frequency and recency.
    pub surface: Surface,
    /// How the lifetime values are distributed.
    pub distribution: Vec<Bin>,
    /// What to know to trust it rightly.
    pub notices: Vec<Notice>,
    #[serde(skip)]
    frame: Frame,
    #[serde(skip)]
    rows: Vec<Scored>,
    #[serde(skip)]
    basis: Basis,
}

/// What a customer's explanation needs besides the report.
#[derive(Debug)]
struct Basis {
    model: Arc<dyn BuyTillYouDie>,
    periods: periods::Periods,
    /// The orders, where the file has them.
    ledger: Option<Arc<Ledger>>,
    /// The customer of each row, as a position in the ledger.
    members: Vec<u32>,
}

/// One customer's figures.
#[derive(Debug, Clone, Copy)]
struct Scored {
    history: History,
    /// The mean amount of the repeat purchases; `NaN` without any.
    m: f64,
    p_alive: f64,
    /// Expected purchases within the horizon.
    purchases: f64,
    /// The same, each discounted to today.
    discounted: f64,
    /// Discounted expected residual transactions; `NaN` where they were not asked for, or without discounting.
    dert: f64,
    spend: f64,
    clv: f64,
    /// How many customers the row stands for.
    count: u32,
}

impl ClvReport {
    /// How the lifetime value alone came about; `None` where it is not known.
    pub(super) fn explain_value(&self, row: usize) -> Option<Step> {
        let scored = self.rows.get(row)?;
        scored.clv.is_finite().then(|| explain::value(self, scored))
    }
}

impl Report for ClvReport {
    fn frame(&self) -> Option<&Frame> {
        Some(&self.frame)
    }

    fn explain(&self, row: usize) -> Option<Explanation> {
        self.rows.get(row).map(|scored| explain::explain(self, row, scored))
    }
}

/// Lifetime value.
pub struct Clv;

impl Analysis for Clv {
    const NAME: &'static str = "clv";
    const ABOUT: &'static str = "Lifetime value: P(alive), expected purchases and spend, hold-out";
    type Params = ClvParams;
    type Report = ClvReport;

    fn start(workspace: &Workspace, scope: &Scope, params: &ClvParams) -> Result<Started<ClvReport>> {
        start(workspace, scope, params)
    }
}

/// Begins the analysis.
fn start(workspace: &Workspace, scope: &Scope, params: &ClvParams) -> Result<Started<ClvReport>> {
    let known = match &workspace.content().customers {
        Some(table) if workspace.content().orders.is_none() => work::Known::of_summary(table, params)?,
        _ => work::Known::of(workspace.orders()?, scope, params)?,
    };
    Ok(Box::new(work::Work::start(known)))
}
