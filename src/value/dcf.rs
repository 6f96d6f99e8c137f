//! Discounted cash flow: what a customer, or a group, is worth by its flows.
//!
//! **What it answers.** What a row of revenues and costs, period by period, is
//! worth at its beginning, and when it has paid for itself.
//!
//! **Inputs.** Either flows that are typed in, a revenue and a cost for each
//! period from t = 0 on; or the orders of the window, by periods of the
//! calendar: of one customer, or of everyone. The discount rate is annual.
//!
//! **Definition.** With Qₜ the revenue and Cₜ the cost of period t, T the last
//! one, and i = (1+d)^p − 1 the rate of a period of p years (1, ¼ or 1⁄12),
//!
//! VK = Σₜ₌₀ᵀ (Qₜ − Cₜ)/(1+i)ᵗ.
//!
//! Vq is the same over the totals of a group; per head it is Vq ÷ n.
//!
//! **Filled from the orders.** t = 0 is for one customer the period of its
//! first order in the window, and for everyone the first period of the window;
//! the last is that of the window's last day, so a customer who stopped has
//! periods of zero in the end. n counts the customers with an order in the
//! window. Costs are those said at [`Margin`].
//!
//! **Typed.** Without costs, a margin rate g makes them (1 − g) Qₜ; without
//! that too they are 0, and that is said.
//!
//! **Break-even** is the period from which on the present values add up to 0 or
//! more to the end; none when they end below. With no loss at any time it is
//! period 0.
//!
//! **Edge cases.** A period of the calendar that the window holds in part is
//! marked. Money within a period is not told apart by day.
//!
//! **Differs from** spreadsheets' NPV, which discounts the first flow by one
//! whole period.
//!
//! **References.** Berger, P. D. & Nasr, N. I. (1998), *Customer lifetime
//! value: marketing models and applications*, Journal of Interactive Marketing
//! 12(1), 17–30.

use serde::{Deserialize, Serialize};

use crate::analysis::{Analysis, Params, Report};
use crate::error::{Error, ErrorKind, Result};
use crate::explain::{Explanation, Figure, Step, Symbol};
use crate::frame::Frame;
use crate::ledger::{Day, Ledger};
use crate::math::{pow, sum};
use crate::task::{Ready, Started};
use crate::text::{Notice, Text};
use crate::workspace::{Scope, Window, Workspace};

use super::Period;
use super::checks;
use super::discount;
use super::margin::{self, Margin};

/// Periods there may be at most: 83 years of months.
const MOST: usize = 1000;

/// The settings of [`Dcf`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields = nullable))]
#[serde(default, deny_unknown_fields)]
pub struct DcfParams {
    /// What each period brings, the first one first; taken from the orders unless given
    pub revenue: Vec<f64>,
    /// What each period costs, as many figures as of revenue
    pub cost: Vec<f64>,
    /// How many customers the given figures are of
    pub heads: u32,
    /// The id of the one customer whose orders are looked at; everyone's unless given
    pub customer: Option<String>,
    /// The length of a period
    pub period: Period,
    /// The discount rate a year; 0.1 is 10 %
    pub discount: f64,
    /// The share of an amount that is margin; unless given, amount − cost where the file has costs, else all of it
    pub margin: Option<f64>,
}

impl Default for DcfParams {
    fn default() -> Self {
        Self {
            revenue: Vec::new(),
            cost: Vec::new(),
            heads: 1,
            customer: None,
            period: Period::Year,
            discount: 0.1,
            margin: None,
        }
    }
}

impl Params for DcfParams {
    fn check(&self) -> Result<()> {
        discount::check(self.discount)?;
        margin::check(self.margin)?;
        if self.heads == 0 {
            return Err(Error::bad_parameter(
                "heads",
                0,
                "there must be at least 1 customer",
                "至少应有 1 位客户",
            ));
        }
        let (revenues, costs) = (self.revenue.len(), self.cost.len());
        if costs > 0 && costs != revenues {
            return Err(Error::new(
                ErrorKind::BadParameter,
                format!(
                    "The settings “revenue” and “cost” must have as many figures as each other, but have {revenues} and {costs}. Write 0 for a period without."
                ),
                format!("设置“revenue”与“cost”的个数应相同，现分别为 {revenues} 个与 {costs} 个。没有的时期请写 0。"),
            ));
        }
        if revenues > MOST {
            return Err(Error::new(
                ErrorKind::BadParameter,
                format!("The setting “revenue” has {revenues} figures, but at most {MOST} are taken. Choose longer periods."),
                format!("设置“revenue”有 {revenues} 个数字，最多 {MOST} 个。请选用更长的周期。"),
            ));
        }
        for (name, figures) in [("revenue", &self.revenue), ("cost", &self.cost)] {
            if let Some(place) = figures.iter().position(|&figure| !checks::is_amount(figure)) {
                let (en, zh) = (
                    format!("the figure of period {place} must be an amount below 10¹⁵"),
                    format!("第 {place} 期应为小于 10¹⁵ 的金额"),
                );
                return Err(Error::bad_parameter(name, checks::figure(figures[place]), &en, &zh));
            }
        }
        Ok(())
    }
}

/// Where the flows come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum FlowSource {
    /// They were given
    Typed,
    /// The orders of one customer
    Customer,
    /// The orders of everyone
    Everyone,
}

/// What one period brings and what that is worth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Flow {
    /// Its first day in the calendar; unknown when the flows were given.
    pub start: Option<Day>,
    /// Whether the window holds all of it.
    pub complete: bool,
    /// What it brings.
    pub revenue: f64,
    /// What it costs.
    pub cost: f64,
    /// Revenue less cost.
    pub net: f64,
    /// What one unit of money of this period is worth in period 0.
    pub factor: f64,
    /// Net × factor.
    pub present: f64,
    /// The present values up to this period, it included.
    pub cumulative: f64,
}

/// What flows are worth.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct DcfReport {
    /// The window it is about; none when the flows were given.
    pub window: Option<Window>,
    /// The settings it was computed with.
    pub params: DcfParams,
    /// Where the flows come from.
    pub source: FlowSource,
    /// How margins are made of amounts.
    pub margin: Margin,
    /// How many customers they are of.
    pub heads: u32,
    /// The discount rate of a period.
    pub discount_per_period: f64,
    /// Each period, t = 0 first.
    pub flows: Vec<Flow>,
    /// The sum of the net flows, not discounted.
    pub net: f64,
    /// The sum of the present values.
    pub value: f64,
    /// The same for each customer.
    pub value_per_head: f64,
    /// The period from which on the present values add up to 0 or more; unknown when they end below.
    pub break_even: Option<usize>,
    /// What to know to trust it rightly.
    pub notices: Vec<Notice>,
}

/// Discounted cash flow.
pub struct Dcf;

impl Analysis for Dcf {
    const NAME: &'static str = "dcf";
    const ABOUT: &'static str = "Discounted cash flow of a customer or a group, typed or from the orders";
    type Params = DcfParams;
    type Report = DcfReport;

    fn start(workspace: &Workspace, scope: &Scope, params: &DcfParams) -> Result<Started<DcfReport>> {
        let flows = if params.revenue.is_empty() && params.cost.is_empty() {
            Flows::of_orders(workspace.orders()?, scope, params)?
        } else {
            Flows::typed(params)
        };
        Ok(Ready::task(flows.valued(params)))
    }
}

/// A period's revenue and cost, and where it stands in the calendar.
type Sums = (Option<Day>, bool, f64, f64);

/// Flows before they are discounted.
struct Flows {
    window: Option<Window>,
    source: FlowSource,
    margin: Margin,
    heads: u32,
    periods: Vec<Sums>,
    notices: Vec<Notice>,
}

impl Flows {
    fn typed(params: &DcfParams) -> Self {
        let margin = Margin::without_costs(params.margin);
        let costs = !params.cost.is_empty();
        let cost = |(t, revenue): (usize, &f64)| match params.cost.get(t) {
            Some(&cost) => (None, true, *revenue, cost),
            None => (None, true, *revenue, (1.0 - margin.rate) * revenue),
        };
        let notice = match (costs, params.margin) {
            (true, Some(_)) => Some(Notice::note(
                "margin_unused",
                "The margin rate is not used, because each period has a cost of its own.",
                "各期已有成本，因此未使用毛利率。",
            )),
            (false, None) => Some(Notice::note(
                "no_costs",
                "No costs are given, so all revenue counts as gain. Give a cost for each period, or a margin rate.",
                "未填成本，因此全部收入按收益计。请填写各期成本，或设置毛利率。",
            )),
            _ => None,
        };
        Self {
            window: None,
            source: FlowSource::Typed,
            margin,
            heads: params.heads,
            periods: params.revenue.iter().enumerate().map(cost).collect(),
            notices: notice.into_iter().collect(),
        }
    }

    fn of_orders(ledger: &Ledger, scope: &Scope, params: &DcfParams) -> Result<Self> {
        let window = scope.window(ledger)?;
        let margin = Margin::of(ledger, window, params.margin);
        let within = |line: &usize| (window.since..=window.until).contains(&ledger.days()[*line]);
        let (source, lines): (_, Vec<usize>) = match named(params.customer.as_deref()) {
            Some(id) => {
                let lines: Vec<usize> = ledger.lines(customer_of(ledger, id)?).filter(within).collect();
                if lines.is_empty() {
                    return Err(without_orders(id, window));
                }
                (FlowSource::Customer, lines)
            }
            None => (FlowSource::Everyone, (0..ledger.len()).filter(within).collect()),
        };
        let unit = params.period.unit();
        let (known, last) = ledger.span().map_or((window.since, window.until), |(first, last)| {
            (first.max(window.since), last.min(window.until))
        });
        let begin = match (source, lines.first()) {
            (FlowSource::Customer, Some(&line)) => unit.number(ledger.days()[line]),
            _ => unit.number(known),
        };
        let count = unit.number(window.until).abs_diff(begin) as usize + 1;
        if count > MOST {
            return Err(Error::new(
                ErrorKind::BadParameter,
                format!(
                    "There are {count} periods to the last day considered, but at most {MOST} are taken. Choose longer periods, or an earlier last day."
                ),
                format!("到截止日共有 {count} 期，最多 {MOST} 期。请选用更长的周期，或更早的截止日。"),
            ));
        }
        let mut by_period = vec![Vec::new(); count];
        for &line in &lines {
            let place = unit.number(ledger.days()[line]).abs_diff(begin) as usize;
            if let Some(lines) = by_period.get_mut(place) {
                lines.push(line);
            }
        }
        let period = |(number, lines): (i32, &Vec<usize>)| {
            let (start, end) = (unit.start(number), unit.end(number));
            (
                Some(start),
                known <= start && end <= last,
                sum(lines.iter().map(|&line| ledger.amounts()[line].to_f64())),
                sum(lines.iter().map(|&line| margin.cost(ledger, line))),
            )
        };
        let periods: Vec<Sums> = (begin..).zip(&by_period).map(period).collect();
        let buyers = (0..ledger.customers()).filter(|&customer| ledger.lines(customer).any(|line| within(&line)));
        let mut notices: Vec<Notice> = margin.notices().into_iter().collect();
        if periods.last().is_some_and(|(_, complete, ..)| !complete) {
            notices.push(Notice::warning(
                "last_incomplete",
                format!("The last period is not over: orders are known to {last} only. Do not read it as a fall."),
                format!("最后一期尚未结束：订单只到 {last}，请勿视为下滑。"),
            ));
        }
        if source == FlowSource::Everyone && periods.first().is_some_and(|(start, ..)| start.is_some_and(|start| start < known)) {
            notices.push(Notice::note(
                "first_incomplete",
                format!("The first period is known in part: its orders begin on {known}."),
                format!("第一期不完整：订单自 {known} 开始。"),
            ));
        }
        Ok(Self {
            window: Some(window),
            source,
            margin,
            heads: if source == FlowSource::Everyone {
                u32::try_from(buyers.count()).unwrap_or(u32::MAX)
            } else {
                1
            },
            periods,
            notices,
        })
    }

    fn valued(self, params: &DcfParams) -> DcfReport {
        let rate = discount::per_period(params.discount, params.period.years());
        let mut flows: Vec<Flow> = Vec::with_capacity(self.periods.len());
        let mut presents = Vec::with_capacity(self.periods.len());
        for (t, (start, complete, revenue, cost)) in (0_u32..).zip(self.periods) {
            let net = revenue - cost;
            let factor = pow(1.0 + rate, -f64::from(t));
            presents.push(net * factor);
            flows.push(Flow {
                start,
                complete,
                revenue,
                cost,
                net,
                factor,
                present: net * factor,
                cumulative: sum(presents.iter().copied()),
            });
        }
        let value = flows.last().map_or(0.0, |flow| flow.cumulative);
        // What differs from 0 by rounding only is 0.
        let rounding = 1e-12 * sum(presents.iter().map(|present| present.abs()));
        let below = flows.iter().rposition(|flow| flow.cumulative < -rounding);
        let break_even = below.map_or(0, |last| last + 1);
        DcfReport {
            window: self.window,
            params: params.clone(),
            source: self.source,
            margin: self.margin,
            heads: self.heads,
            discount_per_period: rate,
            net: sum(flows.iter().map(|flow| flow.net)),
            value,
            value_per_head: value / f64::from(self.heads),
            break_even: (break_even < flows.len()).then_some(break_even),
            flows,
            notices: self.notices,
        }
    }
}

/// The customer that is asked for, if one is.
pub(super) fn named(customer: Option<&str>) -> Option<&str> {
    customer.map(str::trim).filter(|id| !id.is_empty())
}

/// The customer of this id, as a position in the ledger.
pub(super) fn customer_of(ledger: &Ledger, id: &str) -> Result<usize> {
    ledger.ids().iter().position(|other| other == id).ok_or_else(|| {
        Error::new(
            ErrorKind::BadParameter,
            format!("No customer has the id “{id}”. Write it as it stands in the file, or leave it out for everyone."),
            format!("没有编号为“{id}”的客户。请按文件中的写法填写，或留空以查看全体。"),
        )
    })
}

/// When nothing of a customer lies in the window.
pub(super) fn without_orders(id: &str, window: Window) -> Error {
    let Window { since, until, .. } = window;
    Error::new(
        ErrorKind::TooFew,
        format!("The customer “{id}” has no order between {since} and {until}. Widen the window, or choose another customer."),
        format!("客户“{id}”在 {since} 至 {until} 之间没有订单。请放宽时间范围，或改选其他客户。"),
    )
}

impl Report for DcfReport {
    fn frame(&self) -> Option<&Frame> {
        None
    }

    /// The term of a period.
    fn explain(&self, row: usize) -> Option<Explanation> {
        let flow = self.flows.get(row)?;
        let symbol = |letter: &str, en: &str, zh: &str, figure| Symbol::new(letter, Text::new(en, zh), figure);
        let t = Figure::Number(row as f64);
        let rate = Figure::Number(self.discount_per_period);
        let steps = vec![
            Step {
                what: Text::new("The discount rate of a period", "每期折现率"),
                formula: "i = (1+d)^p - 1".into(),
                symbols: vec![
                    symbol("d", "discount rate a year", "年折现率", Figure::Number(self.params.discount)),
                    symbol("p", "length of a period", "每期时长", Figure::Years(self.params.period.years())),
                ],
                result: rate.clone(),
            },
            Step {
                what: Text::new("What the period is worth in period 0", "折到第 0 期的价值"),
                formula: r"v_t = \frac{Q_t - C_t}{(1+i)^t}".into(),
                symbols: vec![
                    symbol("Q_t", "revenue of the period", "该期收入", Figure::Money(flow.revenue)),
                    symbol("C_t", "cost of the period", "该期成本", Figure::Money(flow.cost)),
                    symbol("i", "discount rate of a period", "每期折现率", rate),
                    symbol("t", "number of the period", "期数", t),
                ],
                result: Figure::Money(flow.present),
            },
        ];
        Some(Explanation {
            title: Text::new("Discounted cash flow", "折现现金流"),
            steps,
            source: "Berger & Nasr (1998), Customer lifetime value: marketing models and applications".into(),
            course: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{ImportParams, import};
    use crate::value::margin::MarginBasis;
    use proptest::prelude::*;

    fn typed(revenue: &[f64], cost: &[f64], discount: f64) -> DcfReport {
        let params = DcfParams {
            revenue: revenue.to_vec(),
            cost: cost.to_vec(),
            discount,
            ..DcfParams::default()
        };
        params.check().unwrap();
        Flows::typed(&params).valued(&params)
    }

    fn filled(text: &str, params: &DcfParams) -> Result<DcfReport> {
        let shop = import("x.csv", text.as_bytes(), ImportParams::default()).unwrap();
        Ok(Flows::of_orders(shop.orders().unwrap(), &Scope::default(), params)?.valued(params))
    }

    const ORDERS: &str = "customer,date,amount,cost\nann,2021-11-05,100,150\nbob,2022-02-01,40,10\nann,2022-03-01,60,20\nann,2024-03-31,50,20\nbob,2024-03-31,-10,0\n";

    #[test]
    fn berger_and_nasr_first_case() {
        // Case 1: 260 a year while the customer stays (.75), 50 of promotion in the middle of each of
        // the first ten years, 20 % a year: 568.78. The middle of a year is two quarters on.
        let stays = |years: u32| pow(0.75, f64::from(years));
        let quarters = 0..=40_u32;
        let revenue: Vec<f64> = quarters
            .clone()
            .map(|q| if q % 4 == 0 { 260.0 * stays(q / 4) } else { 0.0 })
            .collect();
        let cost: Vec<f64> = quarters.map(|q| if q % 4 == 2 { 50.0 * stays(q / 4) } else { 0.0 }).collect();
        let params = DcfParams {
            revenue,
            cost,
            period: Period::Quarter,
            discount: 0.2,
            ..DcfParams::default()
        };
        let value = Flows::typed(&params).valued(&params).value;
        assert!((value - 568.78).abs() < 0.005, "{value}");
    }

    #[test]
    fn each_term_is_discounted_from_period_0() {
        // −100 + 60/1.1 + 60/1.21 = 4.1322…
        let found = typed(&[0.0, 90.0, 80.0], &[100.0, 30.0, 20.0], 0.1);
        assert_eq!(found.flows.iter().map(|flow| flow.net).collect::<Vec<_>>(), [-100.0, 60.0, 60.0]);
        assert!((found.value - (-100.0 + 60.0 / 1.1 + 60.0 / 1.21)).abs() < 1e-12);
        assert_eq!((found.net, found.break_even), (20.0, Some(2)));
        assert_eq!(found.flows[0].factor, 1.0);
        assert_eq!(found.explain(1).unwrap().steps[1].result, Figure::Money(found.flows[1].present));
        assert!(found.explain(3).is_none());
    }

    #[test]
    fn break_even_is_where_the_loss_ends_for_good() {
        let at = |net: &[f64]| typed(net, &[], 0.0).break_even;
        assert_eq!(at(&[5.0, 5.0]), Some(0));
        assert_eq!(at(&[-5.0, 5.0]), Some(1));
        assert_eq!(at(&[-5.0, 6.0, -2.0, 9.0]), Some(3));
        assert_eq!(at(&[5.0, -6.0]), None);
        // 108 a year on at 8 % are 100, but for rounding.
        let even = typed(&[0.0, 108.0], &[100.0, 0.0], 0.08);
        assert!(even.value < 0.0 && even.break_even == Some(1), "{}", even.value);
    }

    #[test]
    fn orders_fill_periods_of_the_calendar() {
        let everyone = filled(ORDERS, &DcfParams::default()).unwrap();
        let nets: Vec<f64> = everyone.flows.iter().map(|flow| flow.net).collect();
        assert_eq!(nets, [-50.0, 70.0, 0.0, 20.0]);
        assert_eq!((everyone.heads, everyone.source), (2, FlowSource::Everyone));
        assert!((everyone.value_per_head - (-50.0 + 70.0 / 1.1 + 20.0 / 1.331) / 2.0).abs() < 1e-12);
        assert_eq!(everyone.margin.basis, MarginBasis::Costs);
        let codes: Vec<&str> = everyone.notices.iter().map(|notice| notice.code).collect();
        assert_eq!(codes, ["last_incomplete", "first_incomplete"]);

        let bob = DcfParams {
            customer: Some(" bob ".into()),
            period: Period::Quarter,
            ..DcfParams::default()
        };
        let bob = filled(ORDERS, &bob).unwrap();
        assert_eq!((bob.flows.len(), bob.heads, bob.source), (9, 1, FlowSource::Customer));
        assert_eq!((bob.flows[0].net, bob.flows[8].net), (30.0, -10.0));
        assert_eq!(bob.flows[0].start, Day::from_ymd(2022, 1, 1));
        assert!(bob.notices.is_empty());
    }

    #[test]
    fn a_margin_rate_makes_costs() {
        let params = DcfParams {
            revenue: vec![100.0],
            margin: Some(0.3),
            ..DcfParams::default()
        };
        let found = Flows::typed(&params).valued(&params);
        assert_eq!((found.flows[0].cost, found.flows[0].net), (70.0, 30.0));
        assert!(found.notices.is_empty());
        assert_eq!(typed(&[1.0], &[], 0.1).notices[0].code, "no_costs");
        let both = DcfParams { cost: vec![1.0], ..params };
        assert_eq!(Flows::typed(&both).valued(&both).notices[0].code, "margin_unused");
    }

    #[test]
    fn what_cannot_be_is_said() {
        let wrong: [fn(&mut DcfParams); 8] = [
            |params| params.cost = vec![1.0],
            |params| (params.revenue, params.cost) = (vec![1.0, 2.0], vec![1.0]),
            |params| params.revenue = vec![1.0, f64::NAN],
            |params| params.revenue = vec![0.0; MOST + 1],
            |params| params.heads = 0,
            |params| params.discount = -0.1,
            |params| params.revenue = vec![1e308, 1e308],
            |params| (params.revenue, params.cost) = (vec![1.0], vec![-1e15]),
        ];
        for change in wrong {
            let mut params = DcfParams::default();
            change(&mut params);
            assert_eq!(params.check().unwrap_err().kind(), ErrorKind::BadParameter);
        }
        let of = |id: &str| DcfParams {
            customer: Some(id.into()),
            ..DcfParams::default()
        };
        assert_eq!(filled(ORDERS, &of("zoe")).unwrap_err().kind(), ErrorKind::BadParameter);
        assert_eq!(filled(ORDERS, &of("")).unwrap().source, FlowSource::Everyone);
        let long = "customer,date,amount\nann,1900-01-05,1\nann,2024-03-31,1\n";
        let months = DcfParams {
            period: Period::Month,
            ..DcfParams::default()
        };
        let error = filled(long, &months).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BadParameter);
        assert!(
            error.message(crate::text::Lang::Zh).starts_with("到截止日共有 1491 期"),
            "{error:?}"
        );
    }

    proptest! {
        #[test]
        fn without_interest_the_value_is_the_sum_and_with_it_gains_are_worth_less(
            flows in proptest::collection::vec((0.0f64..100.0, 0.0f64..100.0), 1..20),
            rate in 0.01f64..2.0,
        ) {
            let (revenue, cost): (Vec<f64>, Vec<f64>) = flows.iter().map(|&(a, b)| (a.max(b), a.min(b))).unzip();
            let plain = typed(&revenue, &cost, 0.0);
            prop_assert!((plain.value - plain.net).abs() < 1e-9);
            let discounted = typed(&revenue, &cost, rate);
            prop_assert!(discounted.value <= plain.value + 1e-9);
            let terms: f64 = discounted.flows.iter().map(|flow| flow.present).sum();
            prop_assert!((terms - discounted.value).abs() < 1e-9);
        }
    }
}
