//! sBG: how long subscribers stay, from how many renewed.
//!
//! **What it answers.** How many customers of a subscription (a contract, a
//! membership) will still be there after each further period, how retention
//! rises with tenure, and what each customer is still worth.
//!
//! **Assumptions.** (i) At the end of each period a customer renews, or leaves
//! for good with probability θ, the same every time; (ii) θ ~ Beta(α, β) over
//! customers. Retention rises with tenure, though nobody becomes more loyal:
//! those who leave easily are gone first.
//!
//! **Inputs.** One of three: typed numbers of customers at the start and after
//! each period; a customer table with the tenure in whole periods (of more, the
//! part of a period is cut off) and a column that says who left; or orders,
//! where a customer renews in each complete period of the calendar with a
//! purchase after that of the first purchase, and leaves in the first without.
//! A customer who left with tenure t left at renewal t (at the first where t is
//! 0); one who did not has renewed t times. Money is margin, as said at
//! [`Margin`]: of orders, or the rate × what a customer pays a period. The value
//! of typed numbers is that of those who are left in the end.
//!
//! **Formula** (equations of \[1\]). P(T = t) = B(α+1, β+t−1)/B(α, β) (5),
//! S(t) = B(α, β+t)/B(α, β) (6), retention r(t) = (β+t−1)/(α+β+t−1) (8); the
//! likelihood is Π P(T=t)^(who left at t) · Π S(t)^(who is still there after t).
//! Of a customer who faces renewal n, the discounted expected residual lifetime
//! \[2\], just before that renewal, whose payment weighs 1, is
//! DERL = Σ S(t)/S(n−1)/(1+dₚ)^(t−n) over t = n, n+1 …
//! = (β+n−1)/(α+β+n−1) · ₂F₁(1, β+n; α+β+n; 1/(1+dₚ)). Value is margin × DERL, or
//! margin × the first terms of the sum to a horizon.
//!
//! **Errors.** Nobody left or nobody was followed; survivors that rise; a
//! tenure or label column that is not there.
//!
//! **Edge cases.** Without discount DERL is finite only for α > 1: else infinite.
//! Those whose fate was seen for one period only leave α and β undetermined; the
//! fit says so.
//!
//! **References.** \[1\] Fader, P. S. & Hardie, B. G. S. (2007), *How to project
//! customer retention*, Journal of Interactive Marketing 21(1), 76–90. \[2\]
//! Fader & Hardie (2010), *Customer-base valuation in a contractual setting: the
//! perils of ignoring heterogeneity*, Marketing Science 29(1), 85–93.

mod explain;
mod lives;
mod model;
mod subscribers;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::analysis::{Analysis, Params, Report};
use crate::customers::Grain;
use crate::error::{Error, ErrorKind, Result};
use crate::explain::Explanation;
use crate::frame::Frame;
use crate::math::sum;
use crate::task::{Progress, Started, Task};
use crate::text::Notice;
use crate::workspace::{Scope, Window, Workspace};

use super::activity::Period;
use super::clv::{FitSummary, FitTask, Fitted};
use super::margin::{self, Margin};
use super::{checks, discount};

pub use lives::Lives;
pub use model::Sbg;
use subscribers::{Found, Subscriber};

/// Customers wanted who left: as for a share, the standard errors of fewer are a large part of the estimates.
const FEW: f64 = 30.0;

/// The settings of [`Subscriptions`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields = nullable))]
#[serde(default, deny_unknown_fields)]
pub struct SbgParams {
    /// Typed: the customers at the start and after each period, like 1000,631,468; counted in the file unless given
    pub survivors: Vec<f64>,
    /// Learn from so many first periods only, and test on the others; from all unless given
    pub fit_periods: Option<u32>,
    /// Customer table: the column with the tenure in periods; guessed by its name unless given
    pub tenure: Option<String>,
    /// Customer table: the column that says who left; guessed by its name unless given
    pub label: Option<String>,
    /// Customer table: the label's value of those who left; guessed unless given
    pub positive: Option<String>,
    /// The length of a period; a quarter for orders, else a month, unless given
    pub period: Option<Period>,
    /// How many renewals ahead the value reaches, from 1 to 1000
    pub horizon: u32,
    /// The discount rate a year; 0.1 is 10 %
    pub discount: f64,
    /// The share of what is paid that is margin; unless given, that of the file's costs where it has some, else all of it
    pub margin: Option<f64>,
    /// What a customer pays a period; what each paid in the orders, or the column says, unless given
    pub fee: Option<f64>,
    /// Customer table: the column with what each customer pays a period
    pub fee_column: Option<String>,
    /// Orders: which lines make one purchase
    pub grain: Grain,
}

impl Default for SbgParams {
    fn default() -> Self {
        Self {
            survivors: Vec::new(),
            fit_periods: None,
            tenure: None,
            label: None,
            positive: None,
            period: None,
            horizon: 12,
            discount: 0.1,
            margin: None,
            fee: None,
            fee_column: None,
            grain: Grain::Day,
        }
    }
}

impl Params for SbgParams {
    fn check(&self) -> Result<()> {
        checks::count("horizon", self.horizon, 1_000)?;
        discount::check(self.discount)?;
        margin::check(self.margin)?;
        self.fee.map_or(Ok(()), |fee| checks::not_negative("fee", fee))?;
        checks::count("fit_periods", self.fit_periods.unwrap_or(1), lives::LONGEST)?;
        let (typed, most) = (self.survivors.len(), lives::LONGEST);
        if typed > most as usize {
            return Err(Error::new(
                ErrorKind::BadParameter,
                format!("The setting “survivors” has {typed} figures, but at most {most} are taken. Choose longer periods."),
                format!("设置“survivors”有 {typed} 个数字，最多 {most} 个。请选用更长的周期。"),
            ));
        }
        let cannot = |place: &usize| {
            let before = place.checked_sub(1).and_then(|before| self.survivors.get(before));
            let own = self.survivors.get(*place);
            !own.is_some_and(|own| (0.0..=before.copied().unwrap_or(1e12)).contains(own))
        };
        let Some(place) = (0..typed).find(cannot).or((typed == 1).then_some(0)) else {
            return Ok(());
        };
        let about = self.survivors.iter().take(place + 1).skip(place.saturating_sub(1));
        let about: Vec<String> = about.map(|&count| checks::figure(count)).collect();
        Err(Error::bad_parameter(
            "survivors",
            about.join(","),
            "it must be the customers at the start and after each period, none more than the one before, like 1000,631,468",
            "应为期初及每期之后的客户数，逐期不增，例如 1000,631,468",
        ))
    }
}

/// A renewal: what was seen of it and what the model says.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Renewal {
    /// Which one, from 1.
    pub renewal: u32,
    /// Customers who came to it.
    pub at_risk: f64,
    /// Those of them who left at it.
    pub left: f64,
    /// The share of them who renewed; unknown when nobody came to it.
    pub observed_retention: Option<f64>,
    /// The share of all who are still there after it (Kaplan–Meier).
    pub observed_survival: Option<f64>,
    /// The share who renew, by the model.
    pub retention: f64,
    /// The share who are still there, by the model.
    pub survival: f64,
    /// The discounted expected residual lifetime just before it; unknown where it is infinite.
    pub residual: Option<f64>,
}

/// How the model does on the periods it did not learn from.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Tested {
    /// The periods.
    pub periods: usize,
    /// The mean absolute error of the share who are still there.
    pub mae: f64,
}

/// How long subscribers stay, and what they are still worth.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SbgReport {
    /// The window it is about, for orders.
    pub window: Option<Window>,
    /// The settings it was computed with.
    pub settings: SbgParams,
    /// The length of a period.
    pub period: Period,
    /// The fit: α and β, their standard errors, the log-likelihood.
    #[serde(flatten)]
    pub fit: FitSummary,
    /// The customers it is fitted to.
    pub customers_fitted: f64,
    /// Those of them who left.
    pub left: f64,
    /// The renewals seen, and those of the horizon.
    pub renewals: Vec<Renewal>,
    /// The test on later periods, where some were kept out.
    pub tested: Option<Tested>,
    /// The discount rate a period.
    pub discount_per_period: f64,
    /// How margins are made of what is paid.
    pub margin: Margin,
    /// What the customers who are still there are worth to the horizon; unknown without what they pay.
    pub value: Option<f64>,
    /// The same for ever.
    pub value_forever: Option<f64>,
    /// What to know to trust it rightly.
    pub notices: Vec<Notice>,
    #[serde(skip)]
    model: Sbg,
    #[serde(skip)]
    frame: Option<Frame>,
    #[serde(skip)]
    rows: Vec<Scored>,
}

/// One customer's figures.
#[derive(Debug, Clone, Copy)]
struct Scored {
    /// The renewal that comes next.
    next: u32,
    retention: f64,
    /// Renewals to come within the horizon, discounted.
    ahead: f64,
    residual: f64,
    /// The margin a period; `NaN` where it is not known.
    margin: f64,
    /// How many customers these are the figures of.
    customers: f64,
}

impl Scored {
    fn of(model: &Sbg, subscriber: &Subscriber, horizon: u32, rate: f64) -> Self {
        let next = subscriber.renewed + 1;
        Self {
            next,
            retention: model.retention(next),
            ahead: model.renewals_ahead(next, horizon, rate),
            residual: model.residual(next, rate),
            margin: subscriber.margin,
            customers: subscriber.customers,
        }
    }
}

impl Report for SbgReport {
    fn frame(&self) -> Option<&Frame> {
        self.frame.as_ref()
    }

    fn explain(&self, row: usize) -> Option<Explanation> {
        self.rows
            .get(row)
            .filter(|_| self.frame.is_some())
            .map(|row| explain::explain(self, row))
    }
}

/// The sBG model of subscriptions.
pub struct Subscriptions;

impl Analysis for Subscriptions {
    const NAME: &'static str = "sbg";
    const ABOUT: &'static str = "Subscriptions: retention and survival projected, residual lifetime (sBG)";
    type Params = SbgParams;
    type Report = SbgReport;

    fn start(workspace: &Workspace, scope: &Scope, params: &SbgParams) -> Result<Started<SbgReport>> {
        let found = Found::of(workspace, scope, params)?;
        let learnt = match params.fit_periods {
            Some(periods) => found.lives.cut(periods),
            None => found.lives.clone(),
        };
        learnt.check()?;
        Ok(Box::new(Work {
            params: params.clone(),
            fit: Box::new(FitTask::start(Arc::new(learnt.clone()), 0.0)),
            learnt,
            found,
        }))
    }
}

/// The fit, after which everything follows at once.
struct Work {
    params: SbgParams,
    found: Found,
    learnt: Lives,
    fit: Box<FitTask<Sbg, 2>>,
}

impl Task for Work {
    type Output = SbgReport;

    fn step(&mut self) -> Result<Progress> {
        self.fit.step()
    }

    fn finish(self: Box<Self>) -> Result<SbgReport> {
        let Self {
            params,
            found,
            learnt,
            fit,
        } = *self;
        Ok(report(params, found, &learnt, fit.finish()?))
    }
}

fn report(params: SbgParams, found: Found, learnt: &Lives, Fitted { model, fit }: Fitted<Sbg, 2>) -> SbgReport {
    let rate = found.period.rate(params.discount);
    let seen = found.lives.renewals(&model, params.horizon, rate);
    let tested = params.fit_periods.and_then(|periods| {
        let later = seen.iter().skip(periods as usize);
        let errors: Vec<f64> = later
            .filter_map(|one| Some((one.observed_survival? - one.survival).abs()))
            .collect();
        (!errors.is_empty()).then(|| Tested {
            periods: errors.len(),
            mae: sum(errors.iter().copied()) / errors.len() as f64,
        })
    });
    let rows: Vec<Scored> = found
        .subscribers
        .iter()
        .map(|subscriber| Scored::of(&model, subscriber, params.horizon, rate))
        .collect();
    let column = |of: fn(&Scored) -> f64| rows.iter().map(of).collect::<Vec<f64>>();
    let (value, value_forever) = (column(|row| row.margin * row.ahead), column(|row| row.margin * row.residual));
    let total = |values: &[f64]| {
        let all = values.iter().zip(&rows).map(|(value, row)| value * row.customers);
        sum(all.filter(|value| !value.is_nan()))
    };
    let unknown = rows.iter().filter(|row| row.margin.is_nan()).count();
    let known = unknown < rows.len();
    let mut notices: Vec<Notice> = found.margin.notices().filter(|_| found.window.is_some()).into_iter().collect();
    notices.extend(found.notices);
    notices.extend(about_fit(&fit, learnt));
    if params.fit_periods.is_some() && tested.is_none() {
        notices.push(Notice::warning(
            "nothing_tested",
            "Nothing was kept out to test on, because no later periods were seen. Learn from fewer periods.",
            "此后没有观察到更多周期，因此没有留出的数据可供检验。请减少用于学习的周期数。",
        ));
    }
    if params.fee.is_some() && params.fee_column.is_some() {
        notices.push(Notice::note(
            "fee_column_unused",
            "The column of fees is not used, because one fee for everyone is set.",
            "已设统一费用，因此未使用费用列。",
        ));
    }
    if known && unknown > 0 {
        notices.push(Notice::warning(
            "fee_missing",
            format!("Customers who are still there, but whose fee is not known: {unknown}. The total leaves them out."),
            format!("仍在的客户中有 {unknown} 位费用未知，未计入合计。"),
        ));
    }
    if !known && found.frame.is_some() && !rows.is_empty() {
        notices.push(Notice::note(
            "fee_unknown",
            "What a customer pays a period is not known, so values are not either; lifetimes stand. Give the fee, or the column that has it.",
            "不知道每位客户每期支付多少，因此没有价值，只有预期期数。请填写每期费用，或指定费用所在的列。",
        ));
    }
    if model.residual(1, rate).is_infinite() {
        notices.push(Notice::warning(
            "infinite_value",
            "Without discount the expected lifetime is infinite, as some customers hardly ever leave (α ≤ 1). Set a discount rate.",
            "不折现时预期寿命是无穷大，因为有些客户几乎从不离开（α ≤ 1）。请设置折现率。",
        ));
    }
    let [value_total, forever_total] = [&value, &value_forever].map(|values| known.then(|| total(values)));
    let frame = found.frame.map(|frame| {
        frame
            .count("renewed", rows.iter().map(|row| row.next - 1).collect())
            .number("p_renew", column(|row| row.retention))
            .number("renewals_ahead", column(|row| row.ahead))
            .number("residual", column(|row| row.residual))
            .number("margin", column(|row| row.margin))
            .number("value", value)
            .number("value_forever", value_forever)
    });
    SbgReport {
        window: found.window,
        period: found.period,
        customers_fitted: learnt.customers(),
        left: learnt.left(),
        renewals: seen,
        tested,
        discount_per_period: rate,
        margin: found.margin,
        value: value_total,
        value_forever: forever_total,
        notices,
        frame,
        rows,
        model,
        fit,
        settings: params,
    }
}

fn about_fit(fit: &FitSummary, learnt: &Lives) -> Vec<Notice> {
    let mut notices = Vec::new();
    let left = learnt.left();
    if left < FEW {
        notices.push(Notice::warning(
            "few_left",
            format!("Customers who left: {left}; at least {FEW} are wanted. The parameters are uncertain, see their standard errors."),
            format!("只有 {left} 位客户离开，至少需要 {FEW} 位。参数很不确定，请看标准误。"),
        ));
    }
    if !fit.converged {
        notices.push(Notice::warning(
            "not_converged",
            "The data do not determine both parameters: customers hardly differ, or too few periods were seen. Take what is projected as rough.",
            "数据不足以确定两个参数：客户之间差别很小，或观察的周期太少。预测仅供参考。",
        ));
    }
    notices
}
