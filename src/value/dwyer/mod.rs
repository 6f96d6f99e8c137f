//! Dwyer's two models of lifetime value: customers who are lost for good once
//! they stay away, and customers who come and go.
//!
//! **What it answers.** What a new customer is worth, and what each customer of
//! today is still worth, by how long it has been silent.
//!
//! **Inputs.** Orders, or typed figures, or some of each. Periods are those of
//! the calendar ([`Period`]), complete ones only. Money is margin, as said at
//! [`Margin`]. With the discount rate d a year, dₚ = (1+d)^(period/year) − 1.
//!
//! **Retention model.** Who is not active in a period is lost for good. The
//! retention rate r is the share of those active in a period who are active in
//! the next, pooled over cohorts (customers by the period of their first
//! purchase), with Wilson's interval. With mₜ the margin of an active customer
//! at age t, a new customer is worth Σ mₜ rᵗ/(1+dₚ)ᵗ over t = 0…H (Dwyer 1997;
//! Berger & Nasr 1998, case 1, with a margin that may vary). mₜ is observed; at
//! ages with fewer than 30 active customers it is the margin of a repeat period.
//!
//! **Migration model.** A customer who purchased s periods ago is in state s and
//! purchases in the next period with probability pₛ, which leads to state 0,
//! else to s + 1; after the last state the customer is gone. pₛ is the share of
//! those seen in s who were active in the next period. A purchase brings m, a
//! customer who is not gone costs c a period. What is still to come is
//! vₛ = −c + [pₛ (m + v₀) + (1−pₛ) vₛ₊₁]/(1+dₚ), v = 0 for the gone: the rows of
//! (I − P/(1+dₚ)) v = reward of Pfeifer & Carraway (2000), solved from
//! the last state up, as every state leads only to the next and to state 0. To a
//! horizon of h periods the same with v(h−1) on the right and v(0) = 0. Pfeifer
//! & Carraway count the purchase that leads to state 0 in its value: theirs is
//! m + v₀. A new customer is worth what the period of the first purchase brings
//! (m where that is typed), and v₀.
//!
//! **Assumptions.** The rates hold in future; customers in one state are alike;
//! in the retention model r is the same at every age.
//!
//! **Edge cases.** States that nobody was seen to leave are dropped, and that is
//! said. Gone customers who came back are counted and said: they are valued as
//! gone. A customer who purchased after the last complete period is in state 0.
//! Without discount and with certain return the value for ever is infinite:
//! unknown.
//!
//! **Errors.** No complete period after a purchase; settings out of range.
//!
//! **References.** Dwyer, F. R. (1997), *Customer lifetime valuation to support
//! marketing decision making*, Journal of Direct Marketing 11(4), 6–13; Berger,
//! P. D. & Nasr, N. I. (1998), *Customer lifetime value: marketing models and
//! applications*, Journal of Interactive Marketing 12(1), 17–30; Pfeifer, P. E.
//! & Carraway, R. L. (2000), *Modeling customer relationships as Markov chains*,
//! Journal of Interactive Marketing 14(2), 43–55.

mod explain;
mod migration;
mod retention;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::analysis::{Analysis, Params, Report};
use crate::customers::Grain;
use crate::error::{Error, ErrorKind, Result};
use crate::explain::Explanation;
use crate::frame::Frame;
use crate::ledger::Day;
use crate::task::{Ready, Started};
use crate::text::Notice;
use crate::workspace::{Scope, Window, Workspace};

use super::activity::{Activity, Period};
use super::margin::{self, Margin};
use super::{checks, discount};

pub use migration::{Migration, State};
pub use retention::{Age, Cohort, Retention};

/// Customers wanted behind a rate or a mean: the interval of a share of fewer is wider than ±18
/// percentage points (1.96 √(¼/30)).
const FEW: u64 = 30;
/// States there may be at most.
const MOST_STATES: u32 = 60;
/// The farthest horizon, in periods.
const FARTHEST: u32 = 1_000;

/// The settings of [`Dwyer`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields = nullable))]
#[serde(default, deny_unknown_fields)]
pub struct DwyerParams {
    /// The length of a period
    pub period: Period,
    /// How many periods ahead the value reaches, from 1 to 1000
    pub horizon: u32,
    /// The discount rate a year; 0.1 is 10 %
    pub discount: f64,
    /// The share of an amount that is margin; unless given, that of the file's costs where it has some, else all of it
    pub margin: Option<f64>,
    /// Retention: the share of active customers who are active in the next period; observed unless given
    pub retention: Option<f64>,
    /// Retention: the margin of an active customer at each age, the last for all later ones; observed unless given
    pub margins: Vec<f64>,
    /// Migration: after how many silent periods a customer is gone, from 1 to 60; as many as probabilities are typed
    pub states: u32,
    /// Migration: the probability to purchase in the next period, 0, 1, 2 … periods after the last purchase; observed unless given
    pub probabilities: Vec<f64>,
    /// Migration: the margin of a period with a purchase; observed unless given
    pub purchase_margin: Option<f64>,
    /// Migration: what keeping in touch costs a period for each customer who is not gone
    pub contact_cost: f64,
    /// Which lines make one purchase
    pub grain: Grain,
}

impl Default for DwyerParams {
    fn default() -> Self {
        Self {
            period: Period::Quarter,
            horizon: 12,
            discount: 0.1,
            margin: None,
            retention: None,
            margins: Vec::new(),
            states: 4,
            probabilities: Vec::new(),
            purchase_margin: None,
            contact_cost: 0.0,
            grain: Grain::Day,
        }
    }
}

impl Params for DwyerParams {
    fn check(&self) -> Result<()> {
        checks::count("horizon", self.horizon, FARTHEST)?;
        checks::count("states", self.states, MOST_STATES)?;
        discount::check(self.discount)?;
        margin::check(self.margin)?;
        checks::shares("retention", self.retention.as_slice())?;
        checks::shares("probabilities", &self.probabilities)?;
        checks::amounts("margins", &self.margins)?;
        checks::amounts("purchase_margin", self.purchase_margin.as_slice())?;
        if self.probabilities.len() > MOST_STATES as usize {
            let typed = self.probabilities.len();
            return Err(Error::new(
                ErrorKind::BadParameter,
                format!("The setting “probabilities” has {typed} figures, but at most {MOST_STATES} are taken. Leave out the last ones."),
                format!("设置“probabilities”有 {typed} 个数字，最多 {MOST_STATES} 个。请去掉末尾的数字。"),
            ));
        }
        checks::not_negative("contact_cost", self.contact_cost)
    }
}

impl DwyerParams {
    /// The discount rate a period.
    pub fn discount_per_period(&self) -> f64 {
        self.period.rate(self.discount)
    }

    /// Whether no margin is observed, so that it does not matter how one is made of an amount.
    fn margins_typed(&self) -> bool {
        !self.margins.is_empty() && self.purchase_margin.is_some()
    }

    /// Whether everything is typed, so that no orders are needed.
    fn complete(&self) -> bool {
        self.retention.is_some() && !self.probabilities.is_empty() && self.margins_typed()
    }
}

/// A period of the expected course of a new customer.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(rename = "DwyerCourse"))]
pub struct Course {
    /// Periods after that of the first purchase.
    pub period: u32,
    /// The probability that the customer is active in it.
    pub active: f64,
    /// The margin expected of it, costs deducted.
    pub margin: f64,
    /// The same, discounted.
    pub discounted: f64,
    /// What has come together by then, discounted.
    pub cumulative: f64,
}

/// Adds the discounted and the cumulative margin to shares and margins of periods 0, 1, 2 …
fn course(shares_and_margins: impl Iterator<Item = (f64, f64)>, rate: f64) -> Vec<Course> {
    let (mut factor, mut cumulative) = (1.0, 0.0);
    let point = |(period, (active, margin))| {
        let discounted = margin * factor;
        cumulative += discounted;
        factor /= 1.0 + rate;
        Course {
            period,
            active,
            margin,
            discounted,
            cumulative,
        }
    };
    (0_u32..).zip(shares_and_margins).map(point).collect()
}

/// What customers are worth under both models.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct DwyerReport {
    /// The window it is about; none where everything is typed.
    pub window: Option<Window>,
    /// The settings it was computed with.
    pub params: DwyerParams,
    /// The last day of the last complete period.
    pub counted_until: Option<Day>,
    /// The customers.
    pub customers_valued: usize,
    /// The discount rate a period.
    pub discount_per_period: f64,
    /// How margins are made of amounts.
    pub margin: Margin,
    /// Customers lost for good.
    pub retention: Retention,
    /// Customers who come and go.
    pub migration: Migration,
    /// What to know to trust it rightly.
    pub notices: Vec<Notice>,
    #[serde(skip)]
    frame: Option<Frame>,
    #[serde(skip)]
    rows: Vec<explain::Silence>,
}

impl Report for DwyerReport {
    fn frame(&self) -> Option<&Frame> {
        self.frame.as_ref()
    }

    fn explain(&self, row: usize) -> Option<Explanation> {
        explain::explain(self, *self.rows.get(row)?)
    }
}

/// Dwyer's models.
pub struct Dwyer;

impl Analysis for Dwyer {
    const NAME: &'static str = "dwyer";
    const ABOUT: &'static str = "Lifetime value by retention and by recency states (Dwyer)";
    type Params = DwyerParams;
    type Report = DwyerReport;

    fn start(workspace: &Workspace, scope: &Scope, params: &DwyerParams) -> Result<Started<DwyerReport>> {
        let orders = || Activity::of(workspace.orders()?, scope, params.period, params.grain, params.margin);
        let report = match orders() {
            Err(error) if params.complete() && error.kind() == ErrorKind::WrongKind => value(None, params),
            Err(error) if params.complete() && error.kind() == ErrorKind::TooFew => value(None, params).map(|mut report| {
                report.notices.push(Notice::note(
                    "nothing_counted",
                    "Nothing could be counted in the orders, so only what is typed is valued.",
                    "订单中没有可统计的内容，因此只按填写的数字估值。",
                ));
                report
            }),
            activity => value(Some(&activity?), params),
        };
        report.map(Ready::task)
    }
}

fn value(activity: Option<&Activity>, params: &DwyerParams) -> Result<DwyerReport> {
    let (retention, few) = Retention::of(activity, params)?;
    let migration = Migration::of(activity, params)?;
    let about_margin = activity.map(|activity| activity.margin).filter(|_| !params.margins_typed());
    let mut notices: Vec<Notice> = about_margin.and_then(|margin| margin.notices()).into_iter().collect();
    notices.extend(activity.map(Activity::notices).unwrap_or_default());
    notices.extend(few);
    if params.margins_typed() && params.margin.is_some() {
        notices.push(Notice::note(
            "margin_unused",
            "The margin rate is not used, because all margins are typed.",
            "毛利均已填写，因此未使用毛利率。",
        ));
    }
    let (typed, taken) = (params.margins.len(), params.horizon as usize + 1);
    if typed > taken {
        notices.push(Notice::note(
            "margins_unused",
            format!("Of {typed} margins that are typed the first {taken} are used, as far as the horizon reaches."),
            format!("填写了 {typed} 个毛利，只用到预测期为止的前 {taken} 个。"),
        ));
    }
    notices.extend(migration.notices(params));
    let rows: Vec<explain::Silence> = activity.map(explain::Silence::of_all).unwrap_or_default();
    let place = |silence: &explain::Silence| (silence.periods() as usize).min(migration.states.len() - 1);
    let column = |of: fn(&State) -> f64| rows.iter().map(|row| of(&migration.states[place(row)])).collect::<Vec<f64>>();
    let frame = activity.map(|activity| {
        activity
            .customers
            .frame()
            .count("periods_since", rows.iter().map(|silence| silence.periods()).collect())
            .level(
                "state",
                rows.iter().map(|row| u8::try_from(place(row)).unwrap_or(u8::MAX)).collect(),
                migration.states.iter().map(|state| state.state.clone()).collect(),
            )
            .number("value", column(|state| state.value))
            .number("value_forever", column(|state| state.value_forever.unwrap_or(f64::NAN)))
    });
    Ok(DwyerReport {
        window: activity.map(|activity| activity.customers.window),
        counted_until: activity.map(|activity| activity.until),
        customers_valued: rows.len(),
        discount_per_period: params.discount_per_period(),
        margin: activity.map_or(Margin::without_costs(params.margin), |activity| activity.margin),
        params: params.clone(),
        retention,
        migration,
        notices,
        frame,
        rows,
    })
}
