//! Logistic regression by maximum likelihood.
//!
//! # What it answers
//! How likely is it that a customer leaves, and which of what is known about
//! the customer speaks for it, how strongly and how surely?
//!
//! # Assumptions
//! Rows are independent; the log-odds of the positive class are a linear
//! function of the columns,
//!
//! ln(p / (1 − p)) = b₀ + Σⱼ bⱼ xⱼ.
//!
//! # Estimation
//! Newton's method on ℓ(b) = Σᵢ ln P(yᵢ | xᵢ) − ½ λ Σⱼ βⱼ², with the steps
//! halved whenever ℓ would fall (McCullagh & Nelder 1989, sections 2.5 and
//! 4.4). β are the coefficients of the columns scaled to standard deviation 1;
//! the penalty λ is 0 unless asked for and never touches the intercept.
//! Standard errors come from the inverse of the information −∂²ℓ/∂β∂β′ at the
//! maximum, z = b / SE(b), and p is two-sided from the standard normal. With a
//! penalty they describe the penalised estimates, which are drawn towards 0.
//!
//! # What can go wrong, and what is done
//! - A column that is constant or a combination of columns before it has no
//!   coefficient of its own: it is left out and named ([`LeftOut`]).
//! - Where some columns tell the classes apart without error, the likelihood
//!   grows without end and no estimate exists (Albert & Anderson 1984). The
//!   columns are named ([`Separation`]) and a fit with λ = 1 is given instead.
//!
//! # Differences from other packages
//! statsmodels and R give huge coefficients under quasi-complete separation;
//! scikit-learn penalises by default (C = 1 is λ = 1) and does not scale the
//! columns; linfa-logistic (L-BFGS) has no standard errors and orders the
//! classes itself.
//!
//! # References
//! - P. McCullagh, J. A. Nelder (1989), *Generalized Linear Models*, 2nd ed.
//! - A. Albert, J. A. Anderson (1984), On the existence of maximum likelihood
//!   estimates in logistic regression models, *Biometrika* 71, 1–10.

mod columns;
mod newton;
#[cfg(test)]
mod tests;

use linfa::dataset::{AsSingleTargets, DatasetBase};
use linfa::param_guard::ParamGuard;
use linfa::traits::{Fit, PredictInplace};
use ndarray::{Array1, Array2, ArrayBase, ArrayView1, ArrayView2, Data, Ix2};
use serde::Serialize;

pub use columns::{LeftOut, Reason};
pub use newton::LogisticTask;

use crate::error::{Error, ErrorKind, Result};
use crate::math::linalg::{Cholesky, dot, times};
use crate::math::special::logistic;
use crate::math::{exp, ln, normal};
use columns::Standardised;
use newton::State;

/// Rows times squared terms at most: what one iteration adds up. More takes
/// many seconds, in which nobody could stop it.
const MOST_WORK: f64 = 5e9;

/// The settings of a fit, not yet checked.
///
/// ```
/// use linfa::{DatasetBase, traits::Fit};
/// use ndarray::array;
/// use regulars::churn::logistic::Logistic;
///
/// let months = array![[1.0], [2.0], [3.0], [4.0], [5.0], [6.0]];
/// let left = array![true, true, false, true, false, false];
/// let fit = Logistic::params().fit(&DatasetBase::new(months, left))?;
/// assert!(fit.converged && fit.coefficients[1].odds_ratio < 1.0);
///
/// // A negative penalty is refused.
/// let data = DatasetBase::new(array![[1.0], [2.0]], array![true, false]);
/// assert!(Logistic::params().penalty(-1.0).fit(&data).is_err());
/// # Ok::<(), regulars::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct LogisticParams(ValidLogisticParams);

/// Checked settings of a fit.
#[derive(Debug, Clone, PartialEq)]
pub struct ValidLogisticParams {
    penalty: f64,
    level: f64,
    max_iterations: u32,
}

impl LogisticParams {
    /// The weight λ of the penalty ½ λ Σ β² on the standardised columns;
    /// default 0, plain maximum likelihood.
    #[must_use]
    pub fn penalty(mut self, penalty: f64) -> Self {
        self.0.penalty = penalty;
        self
    }

    /// The confidence level of the intervals; default 0.95.
    #[must_use]
    pub fn level(mut self, level: f64) -> Self {
        self.0.level = level;
        self
    }

    /// Newton iterations at most; default 50, where ten are common.
    #[must_use]
    pub fn max_iterations(mut self, max_iterations: u32) -> Self {
        self.0.max_iterations = max_iterations;
        self
    }
}

impl ParamGuard for LogisticParams {
    type Checked = ValidLogisticParams;
    type Error = Error;

    fn check_ref(&self) -> Result<&ValidLogisticParams> {
        let ValidLogisticParams {
            penalty,
            level,
            max_iterations,
        } = self.0;
        if !(penalty.is_finite() && penalty >= 0.0) {
            return Err(Error::bad_parameter("penalty", penalty, "it must be 0 or more", "应不小于 0"));
        }
        if !(level > 0.0 && level < 1.0) {
            return Err(Error::bad_parameter(
                "level",
                level,
                "it must be between 0 and 1, like 0.95",
                "应在 0 与 1 之间，例如 0.95",
            ));
        }
        if max_iterations == 0 {
            return Err(Error::bad_parameter("max_iterations", 0, "it must be 1 or more", "应不小于 1"));
        }
        Ok(&self.0)
    }

    fn check(self) -> Result<ValidLogisticParams> {
        self.check_ref()?;
        Ok(self.0)
    }
}

/// A fitted logistic regression.
///
/// What speaks of columns by position is not serialised: reports name them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Logistic {
    /// The intercept, then each column that took part.
    #[serde(skip)]
    pub coefficients: Vec<Coefficient>,
    /// The columns that did not, in their order.
    #[serde(skip)]
    pub left_out: Vec<LeftOut>,
    /// Whether columns tell the classes apart, so that no maximum exists.
    #[serde(skip)]
    pub separation: Option<Separation>,
    /// The penalty λ in use: the one asked for, or 1 under separation.
    pub penalty: f64,
    /// The confidence level of the intervals.
    pub level: f64,
    /// Rows it was fitted to.
    pub rows: usize,
    /// Those of the positive class.
    pub positives: usize,
    /// ℓ at the estimates, without the penalty.
    pub log_likelihood: f64,
    /// ℓ of the intercept alone.
    pub null_log_likelihood: f64,
    /// McFadden's R², 1 − ℓ/ℓ₀.
    pub mcfadden_r2: f64,
    /// Akaike's criterion, −2 ℓ + 2 k.
    pub aic: f64,
    /// The Bayesian criterion, −2 ℓ + k ln n.
    pub bic: f64,
    /// Whether the maximum was reached.
    pub converged: bool,
    /// Newton iterations.
    pub iterations: u32,
    /// The largest slope of the objective, over the standardised columns.
    pub gradient_norm: f64,
    /// The objective after each iteration, the start first.
    pub path: Vec<f64>,
}

/// One coefficient of the log-odds.
///
/// The errors are `NaN` where the data do not determine the estimate, and odds
/// past 1e308 infinite; JSON has null for both.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Coefficient {
    /// The records' column; none for the intercept.
    #[serde(skip)]
    pub column: Option<usize>,
    /// The change in log-odds for one unit more.
    pub estimate: f64,
    /// Its standard error.
    #[cfg_attr(feature = "types", ts(as = "Option<f64>"))]
    pub standard_error: f64,
    /// estimate / `standard_error`.
    #[cfg_attr(feature = "types", ts(as = "Option<f64>"))]
    pub z: f64,
    /// The two-sided p-value against 0.
    #[cfg_attr(feature = "types", ts(as = "Option<f64>"))]
    pub p: f64,
    /// The confidence interval of the estimate.
    #[cfg_attr(feature = "types", ts(as = "[Option<f64>; 2]"))]
    pub interval: [f64; 2],
    /// exp(estimate): by what the odds are multiplied for one unit more.
    #[cfg_attr(feature = "types", ts(as = "Option<f64>"))]
    pub odds_ratio: f64,
    /// Its confidence interval.
    #[cfg_attr(feature = "types", ts(as = "[Option<f64>; 2]"))]
    pub odds_ratio_interval: [f64; 2],
    /// By what the odds are multiplied for one standard deviation more; none
    /// for the intercept.
    pub odds_ratio_per_deviation: Option<f64>,
    /// The column's mean in the fitted rows; none for the intercept.
    pub mean: Option<f64>,
}

/// Columns that tell the classes apart without error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Separation {
    /// Whether each of the columns does so by itself; otherwise they do it together.
    pub alone: bool,
    /// Their positions among the records' columns.
    pub columns: Vec<usize>,
}

impl Logistic {
    /// The default settings.
    pub fn params() -> LogisticParams {
        LogisticParams(ValidLogisticParams {
            penalty: 0.0,
            level: 0.95,
            max_iterations: 50,
        })
    }

    /// The log-odds of a row of the records' width, b₀ + Σ bⱼ xⱼ.
    pub fn log_odds(&self, row: ArrayView1<f64>) -> f64 {
        let term = |c: &Coefficient| c.estimate * c.column.map_or(1.0, |column| row[column]);
        self.coefficients.iter().map(term).fold(0.0, |sum, term| sum + term)
    }

    /// The probability of the positive class for each row of `(n, k)` records.
    pub fn probabilities(&self, records: ArrayView2<f64>) -> Vec<f64> {
        records.rows().into_iter().map(|row| logistic(self.log_odds(row))).collect()
    }

    fn of(task: LogisticTask) -> Self {
        let LogisticTask {
            params,
            columns,
            positive,
            penalty,
            separation,
            beta,
            at,
            path,
            state,
        } = task;
        let rows = positive.len();
        let positives = positive.iter().filter(|&&positive| positive).count();
        let (n, yes) = (rows as f64, positives as f64);
        let null_log_likelihood = yes * ln(yes / n) + (n - yes) * ln((n - yes) / n);
        let terms = columns.columns.len() as f64;
        Self {
            coefficients: coefficients(&columns, &beta, &at.information, params.level),
            left_out: columns.left_out,
            separation,
            penalty,
            level: params.level,
            rows,
            positives,
            log_likelihood: at.log_likelihood,
            null_log_likelihood,
            mcfadden_r2: 1.0 - at.log_likelihood / null_log_likelihood,
            aic: 2.0 * terms - 2.0 * at.log_likelihood,
            bic: terms * ln(n) - 2.0 * at.log_likelihood,
            converged: state == State::Converged,
            iterations: u32::try_from(path.len() - 1).unwrap_or(u32::MAX),
            gradient_norm: at.gradient.iter().fold(0.0, |most, g| most.max(g.abs())),
            path,
        }
    }
}

/// Takes the estimates from the standardised columns back to the records' units.
fn coefficients(columns: &Standardised, beta: &Array1<f64>, information: &Array2<f64>, level: f64) -> Vec<Coefficient> {
    let covariance =
        Cholesky::factor(information, 0.0).map_or_else(|_| Array2::from_elem(information.raw_dim(), f64::NAN), |f| f.inverse());
    let half_width = normal::quantile(0.5 + 0.5 * level);
    let coefficient = |column, estimate: f64, standard_error: f64, deviation: Option<f64>, mean| {
        let z = estimate / standard_error;
        let interval = [estimate - half_width * standard_error, estimate + half_width * standard_error];
        Coefficient {
            column,
            estimate,
            standard_error,
            z,
            p: normal::two_sided_p(z),
            interval,
            odds_ratio: exp(estimate),
            odds_ratio_interval: interval.map(exp),
            odds_ratio_per_deviation: deviation.map(|deviation| exp(estimate * deviation)),
            mean,
        }
    };
    // b₀ = β₀ − Σ βⱼ meanⱼ / deviationⱼ.
    let shift = columns
        .mean
        .iter()
        .zip(&columns.deviation)
        .map(|(mean, deviation)| -mean / deviation);
    let shift: Array1<f64> = std::iter::once(1.0).chain(shift).collect();
    let intercept = dot(&shift, beta);
    let variance = dot(&shift, &times(&covariance, &shift));
    let slopes = columns.kept.iter().enumerate().map(|(j, &column)| {
        let deviation = columns.deviation[j];
        let standard_error = covariance[[j + 1, j + 1]].sqrt() / deviation;
        coefficient(
            Some(column),
            beta[j + 1] / deviation,
            standard_error,
            Some(deviation),
            Some(columns.mean[j]),
        )
    });
    std::iter::once(coefficient(None, intercept, variance.sqrt(), None, None))
        .chain(slopes)
        .collect()
}

impl ValidLogisticParams {
    /// Begins a fit of `(n, k)` records; `positive` says of each row whether it
    /// is of the positive class.
    ///
    /// # Errors
    /// [`ErrorKind::NoVariation`] when only one class is there,
    /// [`ErrorKind::TooFew`] when there are as many terms as rows and no
    /// penalty, [`ErrorKind::BadParameter`] when lengths differ, a value is not
    /// a finite number, or the fit would take too long.
    pub fn start(&self, records: ArrayView2<f64>, positive: Vec<bool>) -> Result<LogisticTask> {
        if records.nrows() != positive.len() {
            return Err(Error::new(
                ErrorKind::BadParameter,
                format!(
                    "There are {} rows but {} labels; give one label a row.",
                    records.nrows(),
                    positive.len()
                ),
                format!("有 {} 行数据，却有 {} 个标签；每行应有一个标签。", records.nrows(), positive.len()),
            ));
        }
        if !records.iter().all(|value| value.is_finite())
            && let Some(((row, column), _)) = records.indexed_iter().find(|(_, value)| !value.is_finite())
        {
            return Err(Error::new(
                ErrorKind::BadParameter,
                format!(
                    "Row {} of column {} is not a finite number; fill or drop it first.",
                    row + 1,
                    column + 1
                ),
                format!("第 {} 列第 {} 行不是有限的数；请先补上或去掉。", column + 1, row + 1),
            ));
        }
        let positives = positive.iter().filter(|&&positive| positive).count();
        if positives == 0 || positives == positive.len() {
            return Err(Error::new(
                ErrorKind::NoVariation,
                "All rows are of one class, so there is nothing to tell apart; use data in which some customers left and some stayed.",
                "所有行都属于同一类，无从区分；请使用流失客户与留存客户都有的数据。",
            ));
        }
        let mut columns = Standardised::new(records);
        self.check_size(columns.rows(), columns.kept.len())?;
        columns.leave_out_dependent();
        Ok(LogisticTask::new(self.clone(), columns, positive))
    }

    /// Before any work that grows faster than the data.
    fn check_size(&self, rows: usize, terms: usize) -> Result<()> {
        if terms >= rows && self.penalty == 0.0 {
            return Err(Error::new(
                ErrorKind::TooFew,
                format!(
                    "The model would have {terms} terms, but only {rows} customers to learn from: as many terms as customers fit anything, and say nothing. Name fewer features, or set a penalty."
                ),
                format!(
                    "模型有 {terms} 项，而用于建模的客户只有 {rows} 位：项数不少于客户数时，任何结果都能拟合，没有意义。请少选几个特征，或设置惩罚项。"
                ),
            ));
        }
        if rows as f64 * terms as f64 * terms as f64 > MOST_WORK {
            return Err(Error::new(
                ErrorKind::BadParameter,
                format!("{terms} terms of {rows} customers would take too long to fit; name fewer features."),
                format!("{rows} 位客户、{terms} 项，拟合耗时过长；请少选几个特征。"),
            ));
        }
        Ok(())
    }
}

impl<D: Data<Elem = f64>, T: AsSingleTargets<Elem = bool>> Fit<ArrayBase<D, Ix2>, T, Error> for ValidLogisticParams {
    type Object = Logistic;

    /// Fits records `(n, k)` to targets `(n)`, `true` for the positive class.
    fn fit(&self, dataset: &DatasetBase<ArrayBase<D, Ix2>, T>) -> Result<Logistic> {
        let positive = dataset.as_single_targets().to_vec();
        crate::task::complete(Box::new(self.start(dataset.records().view(), positive)?))
    }
}

impl<D: Data<Elem = f64>> PredictInplace<ArrayBase<D, Ix2>, Array1<bool>> for Logistic {
    /// The class of each row: positive when its probability is at least one half.
    fn predict_inplace<'a>(&'a self, records: &'a ArrayBase<D, Ix2>, classes: &mut Array1<bool>) {
        *classes = records.rows().into_iter().map(|row| self.log_odds(row) >= 0.0).collect();
    }

    fn default_target(&self, records: &ArrayBase<D, Ix2>) -> Array1<bool> {
        Array1::default(records.nrows())
    }
}
