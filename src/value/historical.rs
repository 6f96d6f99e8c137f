//! Historical value: what each customer has brought so far.
//!
//! **What it answers.** Who has paid for the business until now, and what that
//! money is worth today.
//!
//! **Inputs.** Orders of the window; the margin of a line as said at
//! [`Margin`]; an annual discount rate d.
//!
//! **Definition.** With mⱼ the margin of a customer's j-th day with lines, and
//! aⱼ the years of 365.25 days from then to the as-of day, the historical value
//! is V = Σ mⱼ = Q − C: what was paid, less what it cost. Set to the as-of day
//! it is V₀ = Σ mⱼ (1+d)^aⱼ. The direction is the reverse of a forecast's:
//! money that came earlier could have borne interest since, so it counts for
//! more, not less.
//!
//! **Tenths.** Customers are ranked by V; one with k − 1 customers of strictly
//! larger value stands in the tenth 1 + ⌊10 (k − 1)/n⌋. Customers of equal value
//! share a tenth, so tenths may be uneven.
//!
//! **Edge cases.** Returns lower the value where they fall. Customers without a
//! purchase in the window are left out, as in every analysis of customers. A
//! value may be negative.
//!
//! **Differs from** a sum of revenue, which takes a customer who buys at a loss
//! for a good one; and from a discounted forecast, which looks the other way.
//!
//! **References.** Kumar & Reinartz (2018), *Customer Relationship Management*,
//! 3rd edition, chapter 5, past customer value:
//! gross contributions × (1+r)ⁿ over the periods n counted back from today.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::analysis::{Analysis, Params, Report};
use crate::customers::{Customers, Grain, Unit};
use crate::error::Result;
use crate::explain::{Explanation, Figure, Step, Symbol};
use crate::frame::{Frame, Values};
use crate::ledger::{Day, Ledger};
use crate::math::{pow, quantile, sum};
use crate::task::{Ready, Started};
use crate::text::{Notice, Text};
use crate::workspace::{Scope, Window, Workspace};

use super::discount;
use super::margin::{self, Margin};

/// Customers wanted: a tenth of fewer is less than one.
const FEW: usize = 10;

/// An explanation shows this many days one by one; more say nothing to a reader.
const SHOWN: usize = 60;

/// The settings of [`Historical`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields = nullable))]
#[serde(default, deny_unknown_fields)]
pub struct HistoricalParams {
    /// The discount rate a year; 0.1 is 10 %
    pub discount: f64,
    /// The share of an amount that is margin; unless given, amount − cost where the file has costs, else all of it
    pub margin: Option<f64>,
    /// Which lines make one purchase
    pub grain: Grain,
}

impl Default for HistoricalParams {
    fn default() -> Self {
        Self {
            discount: 0.1,
            margin: None,
            grain: Grain::Day,
        }
    }
}

impl Params for HistoricalParams {
    fn check(&self) -> Result<()> {
        discount::check(self.discount)?;
        margin::check(self.margin)
    }
}

/// What a group of customers brought.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Brought {
    /// How many customers.
    pub customers: usize,
    /// What they paid.
    pub revenue: f64,
    /// What that cost.
    pub cost: f64,
    /// Revenue less cost.
    pub value: f64,
    /// The same with interest up to the as-of day.
    pub carried: f64,
}

/// What customers have brought so far.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct HistoricalReport {
    /// The window it is about.
    pub window: Window,
    /// The settings it was computed with.
    pub params: HistoricalParams,
    /// How margins are made of amounts.
    pub margin: Margin,
    /// All customers together.
    pub all: Brought,
    /// The customers by tenths, the best tenth first.
    pub tenths: Vec<Brought>,
    /// The middle customer's value.
    pub median: f64,
    /// Customers who cost more than they paid.
    pub negative: usize,
    /// What to know to trust it rightly.
    pub notices: Vec<Notice>,
    #[serde(skip)]
    frame: Frame,
    #[serde(skip)]
    ledger: Arc<Ledger>,
}

/// Historical value.
pub struct Historical;

impl Analysis for Historical {
    const NAME: &'static str = "historical";
    const ABOUT: &'static str = "What each customer has brought so far, also with interest to today";
    type Params = HistoricalParams;
    type Report = HistoricalReport;

    fn start(workspace: &Workspace, scope: &Scope, params: &HistoricalParams) -> Result<Started<HistoricalReport>> {
        let ledger = workspace.orders()?;
        let customers = Customers::summarise(ledger, scope, params.grain)?;
        Ok(Ready::task(HistoricalReport::of(ledger, &customers, params)))
    }
}

/// What a customer paid and cost on one day.
struct Dated {
    day: Day,
    revenue: f64,
    cost: f64,
}

/// A customer's days with lines in the window.
fn dated(ledger: &Ledger, window: Window, margin: &Margin, customer: usize) -> Vec<Dated> {
    let lines: Vec<usize> = ledger
        .lines(customer)
        .filter(|&line| (window.since..=window.until).contains(&ledger.days()[line]))
        .collect();
    let of_a_day = lines.chunk_by(|&a, &b| ledger.days()[a] == ledger.days()[b]);
    let day = |lines: &[usize]| Dated {
        day: ledger.days()[lines[0]],
        revenue: sum(lines.iter().map(|&line| ledger.amounts()[line].to_f64())),
        cost: sum(lines.iter().map(|&line| margin.cost(ledger, line))),
    };
    of_a_day.map(day).collect()
}

impl HistoricalReport {
    fn of(ledger: &Arc<Ledger>, customers: &Customers, params: &HistoricalParams) -> Self {
        let window = customers.window;
        let margin = Margin::of(ledger, window, params.margin);
        let n = customers.len();
        let brought: Vec<Brought> = (0..n)
            .map(|row| {
                let days = dated(ledger, window, &margin, customers.rows[row] as usize);
                let revenue = customers.monetary[row].to_f64();
                let cost = sum(days.iter().map(|day| day.cost));
                Brought {
                    customers: 1,
                    revenue,
                    cost,
                    value: revenue - cost,
                    carried: sum(days.iter().map(|day| carried(day, window.as_of, params.discount))),
                }
            })
            .collect();
        let mut rising: Vec<f64> = brought.iter().map(|one| one.value).collect();
        rising.sort_unstable_by(f64::total_cmp);
        let (mut ranks, mut tenths) = (Vec::with_capacity(n), Vec::with_capacity(n));
        for one in &brought {
            let larger = n - rising.partition_point(|&value| value <= one.value);
            ranks.push(u32::try_from(larger + 1).unwrap_or(u32::MAX));
            tenths.push(u8::try_from(10 * larger / n).unwrap_or(9));
        }
        let group = |tenth: Option<u8>| {
            let of = |value: fn(&Brought) -> f64| {
                let members = brought.iter().zip(&tenths);
                sum(members
                    .filter(|(_, own)| tenth.is_none_or(|tenth| tenth == **own))
                    .map(|(one, _)| value(one)))
            };
            Brought {
                customers: tenths.iter().filter(|&&own| tenth.is_none_or(|tenth| tenth == own)).count(),
                revenue: of(|one| one.revenue),
                cost: of(|one| one.cost),
                value: of(|one| one.value),
                carried: of(|one| one.carried),
            }
        };
        let negative = brought.iter().filter(|one| one.value < 0.0).count();
        let mut notices = customers.notices();
        notices.extend(margin.notices());
        if n < FEW {
            notices.push(Notice::warning(
                "few_customers",
                format!("Customers: {n}; at least {FEW} are wanted, because a tenth of fewer is less than one."),
                format!("只有 {n} 位客户，至少需要 {FEW} 位：再少，十分之一就不到一位。"),
            ));
        }
        let all = group(None);
        if !all.carried.is_finite() {
            notices.push(Notice::warning(
                "interest_too_large",
                "Interest over so many years comes to more than can be counted. Choose an earlier as-of day, or a lower rate.",
                "如此多年的利息大到无法计算。请选择更早的分析日，或更低的折现率。",
            ));
        }
        let column = |value: fn(&Brought) -> f64| brought.iter().map(value).collect();
        Self {
            window,
            params: params.clone(),
            margin,
            all,
            tenths: (0..10).map(|tenth| group(Some(tenth))).collect(),
            median: quantile(&rising, 0.5),
            negative,
            notices,
            frame: customers
                .frame()
                .number("revenue", column(|one| one.revenue))
                .number("cost", column(|one| one.cost))
                .number("value", column(|one| one.value))
                .number("carried", column(|one| one.carried))
                .count("rank", ranks)
                .level("tenth", tenths, (1..=10).map(|tenth| tenth.to_string()).collect()),
            ledger: Arc::clone(ledger),
        }
    }
}

/// A day's margin with interest up to the as-of day.
fn carried(day: &Dated, as_of: Day, discount: f64) -> f64 {
    (day.revenue - day.cost) * pow(1.0 + discount, years(day.day, as_of))
}

/// Years from one day to another.
fn years(from: Day, to: Day) -> f64 {
    f64::from(to.0 - from.0) / Unit::Year.days()
}

impl Report for HistoricalReport {
    fn frame(&self) -> Option<&Frame> {
        Some(&self.frame)
    }

    fn explain(&self, row: usize) -> Option<Explanation> {
        let customer = *self.frame.rows().get(row)?;
        let [revenue, cost, value, carried, rank, tenth] = self.frame.columns() else {
            return None;
        };
        let (Values::Count(ranks), Values::Level { codes, levels }) = (&rank.values, &tenth.values) else {
            return None;
        };
        let money = |column: &Values| match column {
            Values::Number(values) => Figure::Money(values[row]),
            _ => Figure::Number(f64::NAN),
        };
        let symbol = |letter: &str, en: &str, zh: &str, figure| Symbol::new(letter, Text::new(en, zh), figure);
        let days = dated(&self.ledger, self.window, &self.margin, customer as usize);
        let mut interest = vec![symbol(
            "d",
            "discount rate a year",
            "年折现率",
            Figure::Number(self.params.discount),
        )];
        for (number, day) in (1..).zip(&days).take_while(|_| days.len() <= SHOWN) {
            let (en, zh) = (format!("margin of {}", day.day), format!("{} 的毛利", day.day));
            interest.push(symbol(&format!("m_{{{number}}}"), &en, &zh, Figure::Money(day.revenue - day.cost)));
            let (en, zh) = ("from then to the as-of day", "距分析日");
            interest.push(symbol(
                &format!("a_{{{number}}}"),
                en,
                zh,
                Figure::Years(years(day.day, self.window.as_of)),
            ));
        }
        let rank = Figure::Number(f64::from(ranks[row]));
        let steps = vec![
            Step {
                what: Text::new("The value so far: what was paid less what it cost", "至今价值：所付金额减成本"),
                formula: "V = Q - C".into(),
                symbols: vec![
                    symbol("Q", "what the customer paid", "客户所付金额", money(&revenue.values)),
                    symbol("C", "what that cost", "相应成本", money(&cost.values)),
                ],
                result: money(&value.values),
            },
            Step {
                what: Text::new(
                    "The same with interest to the as-of day: money that came earlier counts for more",
                    "计息到分析日：越早到手的钱分量越重",
                ),
                formula: r"V_0 = \sum_j m_j (1+d)^{a_j}".into(),
                symbols: interest,
                result: money(&carried.values),
            },
            Step {
                what: Text::new(
                    "The rank: one more than there are customers of a larger value",
                    "名次：价值更大的客户数加一",
                ),
                formula: r"k = 1 + |\{ i : V_i > V \}|".into(),
                symbols: vec![symbol("V", "this customer's value", "该客户的价值", money(&value.values))],
                result: rank.clone(),
            },
            Step {
                what: Text::new("The tenth of the customers it stands in", "所在的十分位"),
                formula: r"1 + \left\lfloor \frac{10\,(k-1)}{n} \right\rfloor".into(),
                symbols: vec![
                    symbol("k", "rank", "名次", rank),
                    symbol("n", "customers", "客户数", Figure::Number(self.frame.len() as f64)),
                ],
                result: Figure::Name(levels[usize::from(codes[row])].clone()),
            },
        ];
        Some(Explanation {
            title: Text::new("Historical value", "历史价值"),
            steps,
            source: "Kumar & Reinartz (2018), Customer Relationship Management, past customer value".into(),
            course: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{ImportParams, import};
    use crate::ledger::{LedgerBuilder, Line, Money, OptionalColumns};
    use crate::value::margin::MarginBasis;
    use crate::workspace::Content;
    use proptest::prelude::*;

    /// Customer, day, amount, cost.
    type Bought = (u8, i32, i64, Option<i64>);

    fn report(lines: &[Bought], scope: &Scope, params: &HistoricalParams) -> Result<HistoricalReport> {
        let mut builder = LedgerBuilder::new(OptionalColumns {
            cost: true,
            ..OptionalColumns::default()
        });
        for &(customer, day, amount, cost) in lines {
            builder.push(Line {
                customer: &format!("c{customer:02}"),
                day,
                amount: Money(amount * Money::SCALE),
                order: None,
                product: None,
                cost: cost.map(|cost| Money(cost * Money::SCALE)),
            });
        }
        builder.settle_days(|_, code| Some(Day(code)));
        let ledger = Arc::new(builder.finish());
        let customers = Customers::summarise(&ledger, scope, params.grain)?;
        Ok(HistoricalReport::of(&ledger, &customers, params))
    }

    fn as_of(day: i32) -> Scope {
        Scope {
            as_of: Some(Day(day)),
            ..Scope::default()
        }
    }

    #[test]
    fn kumar_and_reinartz_past_customer_value() {
        // Kumar & Reinartz, past customer value: purchases of 800, 50, 50, 30 and 20 in five
        // months, of which 30 % is margin, 1.25 % interest a month: 302.01486.
        let lines = [800, 50, 50, 30, 20].into_iter().zip(0..);
        let lines: Vec<Bought> = lines.map(|(amount, month)| (1, 30 * month, amount, None)).collect();
        let params = HistoricalParams {
            discount: pow(1.0125, 365.25 / 30.0) - 1.0,
            margin: Some(0.3),
            ..HistoricalParams::default()
        };
        let found = report(&lines, &as_of(150), &params).unwrap();
        assert!((found.all.carried - 302.014_86).abs() < 1e-5, "{}", found.all.carried);
        assert!((found.all.value - 285.0).abs() < 1e-9);
        assert_eq!((found.all.revenue, found.margin.basis), (950.0, MarginBasis::Rate));
    }

    #[test]
    fn costs_are_subtracted_and_losses_are_counted() {
        let lines = [
            (1, 1, 20, Some(12)),
            (1, 9, -20, Some(-12)),
            (1, 9, 50, Some(10)),
            (2, 3, 10, Some(14)),
        ];
        let found = report(&lines, &Scope::default(), &HistoricalParams::default()).unwrap();
        let Brought { revenue, cost, value, .. } = found.all;
        assert_eq!((revenue, cost, value), (60.0, 24.0, 36.0));
        assert_eq!((found.negative, found.median), (1, 18.0));
        assert_eq!(found.explain(1).unwrap().steps[0].result, Figure::Money(-4.0));
        assert_eq!(found.explain(0).unwrap().steps[3].result, Figure::Name("1".into()));
        // What lies before the window counts for nothing.
        let late = Scope {
            since: Some(Day(2)),
            ..Scope::default()
        };
        let late = report(&lines, &late, &HistoricalParams::default()).unwrap();
        assert_eq!(late.all.value, 32.0 - 4.0);
    }

    #[test]
    fn a_year_of_interest_is_the_rate() {
        let lines = [(1, 0, 100, None), (1, 1461, 0, None)];
        let found = report(&lines, &Scope::default(), &HistoricalParams::default()).unwrap();
        assert!((found.all.carried - 146.41).abs() < 1e-9);
        let free = HistoricalParams {
            discount: 0.0,
            ..HistoricalParams::default()
        };
        assert_eq!(report(&lines, &Scope::default(), &free).unwrap().all.carried, 100.0);
        let said = |day| {
            let found = report(&lines, &as_of(day), &HistoricalParams::default()).unwrap();
            found.notices.iter().any(|notice| notice.code == "interest_too_large")
        };
        // The year 9999: 1.1 to the power of 8,029.
        assert!(said(2_932_896) && !said(365_250));
    }

    #[test]
    fn settings_that_cannot_be_are_refused() {
        for (discount, margin) in [(-0.1, None), (f64::NAN, None), (0.1, Some(0.0)), (0.1, Some(1.2))] {
            let params = HistoricalParams {
                discount,
                margin,
                ..HistoricalParams::default()
            };
            assert!(params.check().is_err());
        }
        let nobody = import("x.csv", b"id,town\n1,Rome\n2,Oslo\n", ImportParams::default()).unwrap();
        assert!(matches!(nobody.content(), Content { orders: None, .. }));
        assert!(Historical::start(&nobody, &Scope::default(), &HistoricalParams::default()).is_err());
    }

    proptest! {
        #[test]
        fn nobody_is_lost_and_equal_customers_share_a_tenth(
            lines in proptest::collection::vec((0u8..30, 0i32..900, -3i64..9, proptest::option::of(0i64..6)), 1..80),
        ) {
            let Ok(found) = report(&lines, &as_of(1000), &HistoricalParams::default()) else { return Ok(()) };
            let [_, _, value, carried, rank, tenth] = found.frame.columns() else { unreachable!() };
            let (Values::Number(values), Values::Number(carried), Values::Count(ranks), Values::Level { codes, .. }) =
                (&value.values, &carried.values, &rank.values, &tenth.values) else { unreachable!() };
            prop_assert_eq!(found.tenths.iter().map(|tenth| tenth.customers).sum::<usize>(), values.len());
            let parts: f64 = found.tenths.iter().map(|tenth| tenth.value).sum();
            prop_assert!((parts - found.all.value).abs() < 1e-9);
            for (a, b) in (0..values.len()).flat_map(|a| (0..a).map(move |b| (a, b))) {
                prop_assert!(values[a] != values[b] || (codes[a] == codes[b] && ranks[a] == ranks[b]));
                prop_assert!(values[a] <= values[b] || ranks[a] < ranks[b]);
            }
            let bought_at_a_gain = lines.iter().all(|&(_, _, amount, cost)| amount >= cost.unwrap_or(0) && amount >= 0);
            for row in 0..values.len() {
                prop_assert!(!bought_at_a_gain || carried[row] >= values[row] - 1e-9);
            }
        }
    }
}
