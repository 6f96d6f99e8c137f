//! The customer summary: first and last purchase, how many, how much.
//!
//! **What it answers.** Who bought in the window, when first, when last, how
//! often and for how much: the input of RFM, ABC and lifetime value.
//!
//! **Definitions.** With s the day of a customer's first purchase, l of the
//! last and E the as-of day:
//!
//! | name | meaning | unit |
//! | --- | --- | --- |
//! | recency | E − l | days |
//! | frequency | purchases in the window | purchases |
//! | monetary | net money in the window | currency |
//! | x | frequency − 1, repeat purchases | purchases |
//! | `t_x` | (l − s) / unit, *age at the last purchase* | unit of time |
//! | T | (E − s) / unit, age | unit of time |
//! | m | mean amount of the repeat purchases | currency |
//!
//! **Purchases.** All lines of a customer on one day are one purchase
//! ([`Grain::Day`], the default), or all lines of one order id on one day
//! ([`Grain::Order`]). A negative line is a return: it is netted within its
//! purchase and counted; a purchase with returns whose net is not positive is
//! no purchase, but its money still counts in *monetary*. A return on a day of
//! its own therefore lowers *monetary*, and neither the number of purchases nor
//! m. A purchase of amount zero without returns is a purchase.
//!
//! **Differs from** `lifetimes`, which counts a day netted to zero as a
//! purchase, and T in whole periods.
//!
//! **References.** Fader, Hardie & Lee (2005), *"Counting your customers" the
//! easy way*, Marketing Science 24(2), 275–284.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::analysis::{Analysis, Params, Report};
use crate::error::{Error, ErrorKind, Result};
use crate::explain::Explanation;
use crate::frame::Frame;
use crate::ledger::{Day, Ledger, Money};
use crate::task::{Ready, Started};
use crate::text::Notice;
use crate::workspace::{Scope, Window, Workspace};

use super::Unit;

/// Which lines make one purchase.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    /// All lines of a customer on one day
    #[default]
    Day,
    /// All lines of one order id on one day
    Order,
}

/// The customers with at least one purchase in a window, in the ledger's order.
#[derive(Debug, Clone)]
pub struct Customers {
    /// The window they are summarised over.
    pub window: Window,
    /// The ids of all the ledger's customers.
    pub ids: Arc<Vec<String>>,
    /// The customer of each row, as a position in `ids`.
    pub rows: Vec<u32>,
    /// The day of the first purchase.
    pub first: Vec<Day>,
    /// The day of the last purchase.
    pub last: Vec<Day>,
    /// Purchases in the window; at least 1.
    pub frequency: Vec<u32>,
    /// Net money in the window.
    pub monetary: Vec<Money>,
    /// Money of all purchases but the first.
    pub repeat_money: Vec<Money>,
    /// Return lines in the window.
    pub returns: u64,
    /// Purchases of which returns left nothing.
    pub netted: u64,
    /// Returns on days, or with orders, of their own: days without a line that is none.
    pub apart: u64,
    /// Customers with lines in the window but no purchase.
    pub without_purchase: u64,
}

impl Customers {
    /// Summarises the orders of a scope.
    ///
    /// # Errors
    /// Those of [`Scope::window`]; [`ErrorKind::AmountTooLarge`]; [`ErrorKind::BadParameter`] for
    /// [`Grain::Order`] when the file has no order ids; [`ErrorKind::TooFew`] when nobody purchased.
    pub fn summarise(ledger: &Ledger, scope: &Scope, grain: Grain) -> Result<Self> {
        let window = scope.window(ledger)?;
        if grain == Grain::Order && ledger.orders().is_none() {
            return Err(Error::new(
                ErrorKind::BadParameter,
                "Purchases cannot be counted by order, because no column is taken as the order id. Name one, or count by day.",
                "没有订单号列，无法按订单计数。请指定订单号列，或改为按天计数。",
            ));
        }
        let mut customers = Self {
            window,
            ids: Arc::clone(ledger.ids()),
            rows: Vec::new(),
            first: Vec::new(),
            last: Vec::new(),
            frequency: Vec::new(),
            monetary: Vec::new(),
            repeat_money: Vec::new(),
            returns: 0,
            netted: 0,
            apart: 0,
            without_purchase: 0,
        };
        for customer in 0..ledger.customers() {
            customers.take(ledger, customer, grain)?;
        }
        if customers.rows.is_empty() {
            return Err(Error::new(
                ErrorKind::TooFew,
                "Nobody has a purchase in the window: every order is a return or nets to zero. Is the right column taken as the amount?",
                "该时间范围内没有有效购买：所有订单都是退货或净额为零。请检查金额列是否选对。",
            ));
        }
        Ok(customers)
    }

    /// Adds one customer of the ledger, if it purchased in the window.
    fn take(&mut self, ledger: &Ledger, customer: usize, grain: Grain) -> Result<()> {
        let Window { since, until, .. } = self.window;
        let (mut lines, mut frequency) = (0_u64, 0);
        let (mut monetary, mut repeat_money) = (Money(0), Money(0));
        let (mut first, mut last) = (until, since);
        visit_purchases(ledger, customer, self.window, grain, |purchase| {
            lines += purchase.lines;
            self.returns += purchase.returns;
            monetary = monetary.plus(purchase.net)?;
            if !purchase.counts() {
                let only_returns = purchase.returns == purchase.lines;
                *(if only_returns { &mut self.apart } else { &mut self.netted }) += 1;
                return Ok(());
            }
            if frequency == 0 {
                first = purchase.day;
            } else {
                repeat_money = repeat_money.plus(purchase.net)?;
            }
            last = purchase.day;
            frequency += 1;
            Ok(())
        })?;
        if frequency == 0 {
            self.without_purchase += u64::from(lines > 0);
            return Ok(());
        }
        self.rows.push(u32::try_from(customer).unwrap_or(u32::MAX));
        self.first.push(first);
        self.last.push(last);
        self.frequency.push(frequency);
        self.monetary.push(monetary);
        self.repeat_money.push(repeat_money);
        Ok(())
    }

    /// The number of customers.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Days from the last purchase to the as-of day.
    pub fn recency_days(&self, row: usize) -> u32 {
        self.window.as_of.0.abs_diff(self.last[row].0)
    }

    /// Recency, frequency and monetary of everyone as measures.
    pub fn rfm(&self) -> [Vec<f64>; 3] {
        [
            (0..self.len()).map(|row| f64::from(self.recency_days(row))).collect(),
            self.frequency.iter().map(|&frequency| f64::from(frequency)).collect(),
            self.monetary.iter().map(|money| money.to_f64()).collect(),
        ]
    }

    /// Repeat purchases.
    pub fn x(&self, row: usize) -> u32 {
        self.frequency[row] - 1
    }

    /// Age at the last purchase.
    pub fn t_x(&self, row: usize, unit: Unit) -> f64 {
        f64::from(self.last[row].0 - self.first[row].0) / unit.days()
    }

    /// Age.
    pub fn age(&self, row: usize, unit: Unit) -> f64 {
        f64::from(self.window.as_of.0 - self.first[row].0) / unit.days()
    }

    /// The mean amount of the repeat purchases; `NaN` without any.
    pub fn mean_repeat_amount(&self, row: usize) -> f64 {
        match self.x(row) {
            0 => f64::NAN,
            x => self.repeat_money[row].to_f64() / f64::from(x),
        }
    }

    /// An empty frame over these customers.
    pub fn frame(&self) -> Frame {
        Frame::new(Arc::clone(&self.ids), self.rows.clone())
    }

    /// What to know about returns, and who is left out because of them.
    pub fn notices(&self) -> Vec<Notice> {
        let mut notices = self.returned();
        let count = self.without_purchase;
        if count > 0 {
            notices.push(Notice::note(
                "without_purchase",
                format!("Customers without a purchase in the window: {count}. They are left out, and so is what their lines come to."),
                format!("有 {count} 位客户在此期间没有有效购买：客户与金额均未计入。"),
            ));
        }
        notices
    }

    /// What to know about returns.
    pub(super) fn returned(&self) -> Vec<Notice> {
        let mut notices = Vec::new();
        if self.returns > 0 {
            let Self {
                returns, netted, apart, ..
            } = self;
            notices.push(Notice::note(
                "returns_netted",
                format!("Return lines were netted: {returns}. Purchases that came to nothing by it: {netted}."),
                format!("已冲减 {returns} 行退货，{netted} 次购买因此归零。"),
            ));
            if *apart > 0 {
                notices.push(Notice::note(
                    "returns_apart",
                    format!(
                        "Returns on days without a purchase: {apart}. They lower the customer's money, but neither the number of purchases nor their mean amount."
                    ),
                    format!("{apart} 次退货发生在没有购买的日子：只减少该客户的累计金额，不影响购买次数与次均金额。"),
                ));
            }
        }
        notices
    }
}

/// The lines that make one purchase, added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Purchase {
    /// Its day.
    pub day: Day,
    /// What its lines come to.
    pub net: Money,
    /// Its lines.
    pub lines: u64,
    /// Those of them that are returns.
    pub returns: u64,
}

impl Purchase {
    /// Whether it is a purchase at all: returns may have left nothing of it.
    pub fn counts(&self) -> bool {
        self.returns == 0 || self.net > Money(0)
    }
}

/// Visits a customer's purchases in the window, in the order of their days;
/// those that do not [count](Purchase::counts) too.
///
/// # Errors
/// [`ErrorKind::AmountTooLarge`]; those of `visit`, which end the visits.
pub fn visit_purchases(
    ledger: &Ledger,
    customer: usize,
    window: Window,
    grain: Grain,
    mut visit: impl FnMut(Purchase) -> Result<()>,
) -> Result<()> {
    let days = ledger.days();
    let lines = ledger.lines(customer);
    let mut line = lines.start + days[lines.clone()].partition_point(|&day| day < window.since);
    let end = lines.start + days[lines].partition_point(|&day| day <= window.until);
    let purchase_of = |line: usize| match grain {
        Grain::Day => (days[line], 0),
        Grain::Order => (days[line], ledger.orders().map_or(0, |orders| orders[line])),
    };
    while line < end {
        let key = purchase_of(line);
        let mut purchase = Purchase {
            day: key.0,
            net: Money(0),
            lines: 0,
            returns: 0,
        };
        while line < end && purchase_of(line) == key {
            let amount = ledger.amounts()[line];
            purchase.net = purchase.net.plus(amount)?;
            purchase.lines += 1;
            purchase.returns += u64::from(amount < Money(0));
            line += 1;
        }
        visit(purchase)?;
    }
    Ok(())
}

/// The settings of [`Summary`].
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields = nullable))]
#[serde(default, deny_unknown_fields)]
pub struct SummaryParams {
    /// The unit of time of `t_x` and T
    pub unit: Unit,
    /// Which lines make one purchase
    pub grain: Grain,
}

impl Params for SummaryParams {
    fn check(&self) -> Result<()> {
        Ok(())
    }
}

/// The summary of all customers.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SummaryReport {
    /// The window it is about.
    pub window: Window,
    /// The unit of time of `t_x` and T.
    pub unit: Unit,
    /// What to know to trust it rightly.
    pub notices: Vec<Notice>,
    #[serde(skip)]
    frame: Frame,
}

impl Report for SummaryReport {
    fn frame(&self) -> Option<&Frame> {
        Some(&self.frame)
    }

    fn explain(&self, _: usize) -> Option<Explanation> {
        None
    }
}

/// The customer summary as an analysis.
pub struct Summary;

impl Analysis for Summary {
    const NAME: &'static str = "summary";
    const ABOUT: &'static str = "One row a customer: x, t_x, T, m; recency, frequency, monetary";
    type Params = SummaryParams;
    type Report = SummaryReport;

    fn start(workspace: &Workspace, scope: &Scope, params: &SummaryParams) -> Result<Started<SummaryReport>> {
        let customers = Customers::summarise(workspace.orders()?, scope, params.grain)?;
        let rows = 0..customers.len();
        let frame = customers
            .frame()
            .count("x", rows.clone().map(|row| customers.x(row)).collect())
            .number("t_x", rows.clone().map(|row| customers.t_x(row, params.unit)).collect())
            .number("T", rows.clone().map(|row| customers.age(row, params.unit)).collect())
            .number("m", rows.clone().map(|row| customers.mean_repeat_amount(row)).collect())
            .count("recency_days", rows.map(|row| customers.recency_days(row)).collect())
            .count("frequency", customers.frequency.clone())
            .number("monetary", customers.monetary.iter().map(|money| money.to_f64()).collect());
        Ok(Ready::task(SummaryReport {
            window: customers.window,
            unit: params.unit,
            notices: customers.notices(),
            frame,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{LedgerBuilder, Line, OptionalColumns};

    fn summary(lines: &[(&str, i32, i64)]) -> Customers {
        let mut builder = LedgerBuilder::new(OptionalColumns::default());
        for &(customer, day, amount) in lines {
            builder.push(Line {
                customer,
                day,
                amount: Money(amount * Money::SCALE),
                order: None,
                product: None,
                cost: None,
            });
        }
        Customers::summarise(&builder.finish(), &Scope::default(), Grain::Day).unwrap()
    }

    #[test]
    fn a_return_on_the_day_is_netted_and_one_on_a_later_day_only_lowers_the_money() {
        let found = summary(&[
            ("a", 1, 10),
            ("a", 2, 30),
            ("a", 2, -10),
            ("a", 3, 8),
            ("a", 3, -8),
            ("a", 9, -5),
            ("b", 4, -7),
        ]);
        assert_eq!(
            (found.frequency[0], found.monetary[0], found.repeat_money[0]),
            (2, Money(25 * Money::SCALE), Money(20 * Money::SCALE))
        );
        assert_eq!((found.first[0], found.last[0]), (Day(1), Day(2)));
        assert_eq!((found.returns, found.netted, found.apart, found.without_purchase), (4, 1, 2, 1));
        let text: String = found.notices().iter().map(|notice| notice.text.en.as_str()).collect();
        for part in ["netted: 4", "nothing by it: 1", "in the window: 1", "without a purchase: 2"] {
            assert!(text.contains(part), "{part} is not in {text}");
        }
    }

    #[test]
    fn a_purchase_of_nothing_counts_and_no_return_is_no_news() {
        let found = summary(&[("a", 1, 0), ("a", 4, 6)]);
        assert_eq!((found.x(0), found.t_x(0, Unit::Day), found.mean_repeat_amount(0)), (1, 3.0, 6.0));
        assert!(found.notices().is_empty());
    }
}
