//! ABC analysis after Pareto: the few customers who bring most of the money.
//!
//! **What it answers.** Which customers carry the business, and how unequal
//! they are.
//!
//! **Inputs.** One value a customer: net revenue (currency) or purchases.
//!
//! **Definition.** Customers are ranked by value, highest first. A customer
//! stands in A while the share held by those before it is below the first
//! limit, in B while it is below the second, else in C. The limits are shares
//! of the value (default 80 %, 95 %) or of the customers. The Gini coefficient
//! of n values in rising order is Σ (2i − n − 1) xᵢ / (n Σ xᵢ).
//!
//! **Ties.** Customers of equal value always share a class: "those before"
//! are the customers with strictly more.
//!
//! **Negative values** rank last, are counted, and weigh nothing: the shares'
//! base is the sum of the positive values.
//!
//! **References.** Dickie, H. F. (1951), *ABC inventory analysis shoots for
//! dollars, not pennies*; Gini, C. (1912), *Variabilità e mutabilità*.

use serde::{Deserialize, Serialize};

use crate::analysis::{Analysis, Params, Report};
use crate::customers::{Customers, Grain};
use crate::error::{Error, ErrorKind, Result};
use crate::explain::{Explanation, Figure, Step, Symbol};
use crate::frame::{Frame, Values};
use crate::math;
use crate::task::{Ready, Started};
use crate::text::{Notice, Text};
use crate::workspace::{Scope, Window, Workspace};

/// Customers wanted: a fifth of fewer is less than one.
const FEW: usize = 5;

/// What customers are ranked by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Net money in the window
    #[default]
    Revenue,
    /// Purchases in the window
    Purchases,
}

/// What the limits are shares of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The total value
    #[default]
    Value,
    /// The number of customers
    Customers,
}

/// The settings of [`Abc`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields = nullable))]
#[serde(default, deny_unknown_fields)]
pub struct AbcParams {
    /// What customers are ranked by
    pub by: Measure,
    /// Where A ends and where B ends, as shares between 0 and 1
    pub limits: [f64; 2],
    /// What the limits are shares of
    pub basis: Basis,
    /// Which lines make one purchase
    pub grain: Grain,
}

impl Default for AbcParams {
    fn default() -> Self {
        Self {
            by: Measure::Revenue,
            limits: [0.8, 0.95],
            basis: Basis::Value,
            grain: Grain::Day,
        }
    }
}

impl Params for AbcParams {
    fn check(&self) -> Result<()> {
        let [a, b] = self.limits;
        if 0.0 < a && a < b && b < 1.0 {
            return Ok(());
        }
        Err(Error::bad_parameter(
            "limits",
            format_args!("{a},{b}"),
            "it must be two rising shares between 0 and 1, like 0.8,0.95",
            "应为 0 与 1 之间递增的两个比例，例如 0.8,0.95",
        ))
    }
}

/// One of the three classes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Class {
    /// `A`, `B` or `C`.
    pub class: &'static str,
    /// How many customers stand in it.
    pub customers: usize,
    /// Their value.
    pub value: f64,
    /// Their share of all positive value.
    pub share: f64,
}

/// A point of the cumulative curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CurvePoint {
    /// The share of the customers, best first.
    pub customers: f64,
    /// The share of the value they hold.
    pub value: f64,
}

/// Who carries the business.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct AbcReport {
    /// The window it is about.
    pub window: Window,
    /// The settings it was computed with.
    pub params: AbcParams,
    /// The number of customers.
    pub customers_ranked: usize,
    /// The sum of the positive values.
    pub total: f64,
    /// A, B and C.
    pub classes: Vec<Class>,
    /// 0 when all are equal, towards 1 when one holds everything.
    pub gini: f64,
    /// The cumulative curve, at most 201 points.
    pub curve: Vec<CurvePoint>,
    /// The share held by the best 1, 5, 10, 20 and 50 %.
    pub top: Vec<CurvePoint>,
    /// The share held by the smallest half of the customers.
    pub tail: f64,
    /// Customers whose value is not positive.
    pub not_positive: usize,
    /// What to know to trust it rightly.
    pub notices: Vec<Notice>,
    #[serde(skip)]
    frame: Frame,
}

/// ABC analysis.
pub struct Abc;

impl Analysis for Abc {
    const NAME: &'static str = "abc";
    const ABOUT: &'static str = "Which customers carry the business: A, B, C, Pareto, Gini";
    type Params = AbcParams;
    type Report = AbcReport;

    fn start(workspace: &Workspace, scope: &Scope, params: &AbcParams) -> Result<Started<AbcReport>> {
        let customers = Customers::summarise(workspace.orders()?, scope, params.grain)?;
        classify(&customers, params).map(Ready::task)
    }
}

fn classify(customers: &Customers, params: &AbcParams) -> Result<AbcReport> {
    // Whole numbers, so that a share that is exactly a limit is found to be one.
    let exact: Vec<i64> = match params.by {
        Measure::Revenue => customers.monetary.iter().map(|money| money.0).collect(),
        Measure::Purchases => customers.frequency.iter().map(|&count| i64::from(count)).collect(),
    };
    let [_, frequency, monetary] = customers.rfm();
    let values = match params.by {
        Measure::Revenue => monetary,
        Measure::Purchases => frequency,
    };
    let n = values.len();
    let total = math::sum(values.iter().copied().filter(|&value| value > 0.0));
    let everything: i128 = exact.iter().map(|&value| i128::from(value.max(0))).sum();
    if everything == 0 {
        return Err(Error::new(
            ErrorKind::NoVariation,
            "No customer has a positive value, so there are no shares to rank by. Is the right column taken as the amount?",
            "没有客户的金额为正，无法计算占比。请检查金额列是否选对。",
        ));
    }
    let mut ranked: Vec<usize> = (0..n).collect();
    ranked.sort_by_key(|&row| std::cmp::Reverse(exact[row]));

    let mut codes = vec![0_u8; n];
    let mut ranks = vec![0_u32; n];
    let mut before = vec![0.0; n];
    let mut cumulative = Vec::with_capacity(n + 1);
    cumulative.push(0.0);
    let mut held = 0_i128;
    let share_of = |held: i128| held as f64 / everything as f64;
    let mut place = 0;
    while place < n {
        let value = exact[ranked[place]];
        let ties = ranked[place..].iter().take_while(|&&row| exact[row] == value).count();
        let share = match params.basis {
            Basis::Value => share_of(held),
            Basis::Customers => place as f64 / n as f64,
        };
        let code = params.limits.iter().filter(|&&limit| share >= limit).count();
        for &row in &ranked[place..place + ties] {
            codes[row] = u8::try_from(code).unwrap_or(2);
            ranks[row] = u32::try_from(place + 1).unwrap_or(u32::MAX);
            before[row] = share;
            held += i128::from(value.max(0));
            cumulative.push(share_of(held));
        }
        place += ties;
    }

    let class = |(code, class)| {
        let members: Vec<f64> = values
            .iter()
            .zip(&codes)
            .filter(|(_, member)| **member == code)
            .map(|(&value, _)| value)
            .collect();
        Class {
            class,
            customers: members.len(),
            value: math::sum(members.iter().copied()),
            share: math::sum(members.iter().map(|value| value.max(0.0))) / total,
        }
    };
    let classes = (0_u8..).zip(["A", "B", "C"]).map(class).collect();
    let not_positive = values.iter().filter(|&&value| value <= 0.0).count();
    let mut notices = customers.notices();
    if n < FEW {
        notices.push(Notice::warning(
            "few_customers",
            format!("Customers: {n}; at least {FEW} are wanted. A fifth of fewer is less than one customer, so it cannot be said how few of them carry the business."),
            format!("只有 {n} 位客户，至少需要 {FEW} 位。客户再少，五分之一就不到一位，无从判断业务靠多少客户支撑。"),
        ));
    }
    if not_positive > 0 {
        notices.push(Notice::note(
            "not_positive",
            format!("Customers whose value is zero or negative: {not_positive}. They rank last and weigh nothing in the shares."),
            format!("有 {not_positive} 位客户的价值为零或负，排在最后，不计入占比。"),
        ));
    }
    Ok(AbcReport {
        window: customers.window,
        params: params.clone(),
        customers_ranked: n,
        total,
        classes,
        gini: gini(ranked.iter().rev().map(|&row| values[row].max(0.0)), n),
        curve: (0..=200.min(n)).map(|step| point(&cumulative, step * n / 200.min(n))).collect(),
        top: [0.01, 0.05, 0.1, 0.2, 0.5].map(|share| share_of_best(&cumulative, share)).to_vec(),
        tail: 1.0 - share_of_best(&cumulative, 0.5).value,
        not_positive,
        notices,
        frame: customers
            .frame()
            .number("value", values)
            .count("rank", ranks)
            .number("share_before", before)
            .level("class", codes, ["A", "B", "C"].map(String::from).to_vec()),
    })
}

fn point(cumulative: &[f64], place: usize) -> CurvePoint {
    CurvePoint {
        customers: place as f64 / (cumulative.len() - 1) as f64,
        value: cumulative[place],
    }
}

/// The value held by the best share of customers, between two customers by proportion.
fn share_of_best(cumulative: &[f64], share: f64) -> CurvePoint {
    CurvePoint {
        customers: share,
        value: math::quantile(cumulative, share),
    }
}

/// The Gini coefficient of values in rising order.
fn gini(rising: impl Iterator<Item = f64> + Clone, n: usize) -> f64 {
    let weighted = rising
        .clone()
        .enumerate()
        .map(|(i, value)| (2.0 * (i as f64 + 1.0) - n as f64 - 1.0) * value);
    math::sum(weighted) / (n as f64 * math::sum(rising))
}

impl Report for AbcReport {
    fn frame(&self) -> Option<&Frame> {
        Some(&self.frame)
    }

    fn explain(&self, row: usize) -> Option<Explanation> {
        let [value, rank, before, class] = self.frame.columns() else {
            return None;
        };
        let (Values::Number(values), Values::Count(ranks), Values::Number(before), Values::Level { codes, levels }) =
            (&value.values, &rank.values, &before.values, &class.values)
        else {
            return None;
        };
        let [a, b] = self.params.limits;
        let symbol = |letter: &str, en: &str, zh: &str, figure| Symbol::new(letter, Text::new(en, zh), figure);
        let (before_en, before_zh) = match self.params.basis {
            Basis::Value => ("share of the value held by those before", "排在前面的客户累计占比"),
            Basis::Customers => ("share of the customers who rank before", "排在前面的客户人数占比"),
        };
        let value = match self.params.by {
            Measure::Revenue => Figure::Money(*values.get(row)?),
            Measure::Purchases => Figure::Number(*values.get(row)?),
        };
        let ranked = Step {
            what: Text::new(
                "The rank: one more than there are customers of a larger value",
                "名次：价值更大的客户数加一",
            ),
            formula: r"k = 1 + |\{ i : v_i > v \}|".into(),
            symbols: vec![symbol("v", "this customer's value", "该客户的价值", value)],
            result: Figure::Number(f64::from(ranks[row])),
        };
        Some(Explanation {
            title: Text::new("ABC class", "ABC 分类"),
            steps: vec![
                ranked,
                Step {
                    what: Text::new(
                        "The class follows from the share of those who rank before",
                        "排在前面的客户所占比例决定类别",
                    ),
                    formula: r"s < L_A \Rightarrow A,\quad L_A \le s < L_B \Rightarrow B,\quad s \ge L_B \Rightarrow C".into(),
                    symbols: vec![
                        symbol("s", before_en, before_zh, Figure::Share(before[row])),
                        symbol("L_A", "where A ends", "A 类上限", Figure::Share(a)),
                        symbol("L_B", "where B ends", "B 类上限", Figure::Share(b)),
                    ],
                    result: Figure::Name(levels[usize::from(codes[row])].clone()),
                },
            ],
            source: "Dickie (1951), ABC inventory analysis shoots for dollars, not pennies".into(),
            course: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{Day, LedgerBuilder, Line, Money, OptionalColumns};
    use proptest::prelude::*;

    /// One purchase a customer, `c0` first.
    fn report(amounts: &[i64], params: &AbcParams) -> Result<AbcReport> {
        let amounts: Vec<Money> = amounts.iter().map(|amount| Money(amount * Money::SCALE)).collect();
        report_of(&amounts, params)
    }

    fn report_of(amounts: &[Money], params: &AbcParams) -> Result<AbcReport> {
        let mut builder = LedgerBuilder::new(OptionalColumns::default());
        for (customer, &amount) in amounts.iter().enumerate() {
            let line = |amount| (format!("c{customer:03}"), amount);
            // A purchase of zero keeps customers with a loss in the summary.
            for (day, (customer, amount)) in [(1, line(Money(0))), (2, line(amount))] {
                builder.push(Line {
                    customer: &customer,
                    day,
                    amount,
                    order: None,
                    product: None,
                    cost: None,
                });
            }
        }
        builder.settle_days(|_, code| Some(Day(code)));
        let customers = Customers::summarise(&builder.finish(), &Scope::default(), Grain::Day)?;
        classify(&customers, params)
    }

    fn counts(report: &AbcReport) -> Vec<usize> {
        report.classes.iter().map(|class| class.customers).collect()
    }

    #[test]
    fn a_customer_stands_in_a_while_those_before_hold_less_than_the_limit() {
        // Shares before: 0, .5, .8, .9, .96.
        let report = report(&[50, 30, 10, 6, 4], &AbcParams::default()).unwrap();
        assert_eq!(counts(&report), [2, 2, 1]);
        assert!((report.classes[0].share - 0.8).abs() < 1e-12);
        // Σ (2i − 6) xᵢ = −4·4 − 2·6 + 0·10 + 2·30 + 4·50 = 232, over 5 · 100.
        assert!((report.gini - 0.464).abs() < 1e-12);
        assert!((report.top[3].value - 0.5).abs() < 1e-12);
        assert!((report.tail - 0.15).abs() < 1e-12);
    }

    #[test]
    fn a_share_that_is_exactly_a_limit_is_found_to_be_one() {
        // (3.75 + 3.09) ÷ 8.55 is 0.8, though not in sums of binary fractions.
        let amounts = [37_500, 30_900, 17_100].map(Money);
        assert_eq!(counts(&report_of(&amounts, &AbcParams::default()).unwrap()), [2, 1, 0]);
    }

    #[test]
    fn limits_may_be_shares_of_customers() {
        let params = AbcParams {
            basis: Basis::Customers,
            limits: [0.2, 0.5],
            ..AbcParams::default()
        };
        assert_eq!(counts(&report(&[9, 8, 7, 6, 5, 4, 3, 2, 1, 1], &params).unwrap()), [2, 3, 5]);
    }

    #[test]
    fn four_customers_are_few_and_five_are_not() {
        for (amounts, few) in [(&[4, 3, 2, 1][..], true), (&[5, 4, 3, 2, 1], false)] {
            let report = report(amounts, &AbcParams::default()).unwrap();
            assert_eq!(report.notices.iter().any(|notice| notice.code == "few_customers"), few);
        }
    }

    #[test]
    fn losses_rank_last_and_weigh_nothing() {
        let report = report(&[90, -500, 10], &AbcParams::default()).unwrap();
        assert_eq!((report.total, report.not_positive), (100.0, 1));
        assert_eq!(report.classes[2].value, -500.0);
        assert_eq!(report.explain(1).unwrap().steps[1].result, Figure::Name("C".into()));
    }

    #[test]
    fn what_cannot_be_ranked_is_said() {
        assert_eq!(report(&[-1, 0], &AbcParams::default()).unwrap_err().kind(), ErrorKind::NoVariation);
        for limits in [[0.9, 0.8], [0.0, 0.5], [0.5, 1.0], [f64::NAN, 0.5]] {
            let params = AbcParams {
                limits,
                ..AbcParams::default()
            };
            assert_eq!(params.check().unwrap_err().kind(), ErrorKind::BadParameter);
        }
    }

    proptest! {
        #[test]
        fn equal_customers_share_a_class_and_nobody_is_lost(amounts in proptest::collection::vec(1i64..6, 1..60)) {
            let report = report(&amounts, &AbcParams::default()).unwrap();
            let Values::Level { codes, .. } = &report.frame.columns()[3].values else { unreachable!() };
            for (a, b) in (0..amounts.len()).flat_map(|a| (0..a).map(move |b| (a, b))) {
                prop_assert!(amounts[a] != amounts[b] || codes[a] == codes[b]);
                prop_assert!(amounts[a] <= amounts[b] || codes[a] <= codes[b]);
            }
            prop_assert_eq!(counts(&report).iter().sum::<usize>(), amounts.len());
            prop_assert!((0.0..1.0).contains(&report.gini));
            prop_assert!((report.curve[report.curve.len() - 1].value - 1.0).abs() < 1e-12);
        }
    }
}
