//! The trend: money and customers over time, new and returning.
//!
//! **What it answers.** Whether the business grows, and whether it lives on
//! new customers or on those who come back.
//!
//! **Inputs.** The orders of the window, and those before it.
//!
//! **Definitions.** The window is cut into periods of the calendar
//! ([`PeriodUnit`]; weeks are ISO weeks, from Monday). A customer is *new* in
//! the period of the first purchase in the whole file, and *returning* in every
//! other period with a purchase. *New money* is what a customer's lines come to
//! in the period in which the customer is new, *repeat money* all other. What
//! is a purchase is said at [`Customers`].
//!
//! **Edge cases.** Returns count where they fall, those of customers without a
//! purchase in the window too, so the periods add up to all net money of the
//! window, exactly. A period of which the window holds a part only is not
//! complete: it must not be read as a fall. The same holds for what lies before
//! the first order of the file or after its last: nobody looked at these days.
//! Periods of which the file knows no day are left out, and that is said;
//! between the first order and the last, periods without orders stand with
//! zeros. A customer with a purchase before the window is new in none of its
//! periods. What was before the file nobody knows: who bought then is new on
//! the first purchase in the file. This is said when the window begins within a
//! year of the file's first day.
//!
//! **Differs from** reports that take the first order *in the window* as the
//! first, by which a shorter window makes regulars new customers.

use serde::{Deserialize, Serialize};

use crate::analysis::{Analysis, Params, Report};
use crate::error::{Error, ErrorKind, Result};
use crate::explain::{Explanation, Figure, Step, Symbol};
use crate::frame::Frame;
use crate::ledger::{Day, Ledger, Money};
use crate::task::{Ready, Started};
use crate::text::{Notice, Text};
use crate::workspace::{Scope, Window, Workspace};

use super::{Customers, Grain, PeriodChoice, PeriodUnit, visit_purchases};

/// Periods there may be at most: all years there are, 27 years of days.
const MOST: usize = 10_000;

/// Complete periods needed to see a trend: two differ by chance, a third says whether it goes on.
const TREND: usize = 3;

/// Days after the first of the file in which many have not come again yet who had bought before it:
/// a year, because some buy once a year.
const UNSURE: i32 = 365;

/// The settings of [`Trend`].
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields = nullable))]
#[serde(default, deny_unknown_fields)]
pub struct TrendParams {
    /// The length of a period
    pub period: PeriodChoice,
    /// Which lines make one purchase
    pub grain: Grain,
}

impl Params for TrendParams {
    fn check(&self) -> Result<()> {
        Ok(())
    }
}

/// What happened in one period.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct TrendPeriod {
    /// Its first day in the calendar.
    pub start: Day,
    /// Its last day in the calendar.
    pub end: Day,
    /// Whether all of it lies in the window, and between the first order of the file and the last.
    pub complete: bool,
    /// Net money of all customers.
    pub money: f64,
    /// Net money of those who are new in this period.
    pub new_money: f64,
    /// Net money of all others.
    pub repeat_money: f64,
    /// Customers whose first purchase lies in it.
    pub new_customers: u32,
    /// Other customers with a purchase in it.
    pub returning_customers: u32,
    /// Purchases.
    pub purchases: u32,
}

/// Whether customers came in the window or before it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Arrival {
    /// Its stable name.
    pub name: &'static str,
    /// Its Chinese name.
    pub name_zh: &'static str,
    /// How many customers.
    pub customers: usize,
}

/// Money and customers over time.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct TrendReport {
    /// The window it is about.
    pub window: Window,
    /// The settings it was computed with.
    pub params: TrendParams,
    /// The length of the periods, `auto` resolved.
    pub unit: PeriodUnit,
    /// Net money of the window.
    pub money: f64,
    /// Purchases in the window.
    pub purchases: u32,
    /// The customers of the window: who came in it, who before.
    pub arrivals: Vec<Arrival>,
    /// The periods in order, from the first with a day of both the window and the file to the last.
    /// The customers' columns `first_period` and `last_period` are positions in this list, from 0.
    pub periods: Vec<TrendPeriod>,
    /// What to know to trust it rightly.
    pub notices: Vec<Notice>,
    #[serde(skip)]
    frame: Frame,
    #[serde(skip)]
    rows: Vec<Row>,
}

/// When the customer of a row came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Row {
    /// The first purchase in the file.
    earliest: Day,
    /// The first and the last purchase in the window, and their periods by position.
    bought: [(Day, u32); 2],
}

/// What falls into one period, exactly.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Tally {
    new_money: Money,
    repeat_money: Money,
    new: u32,
    returning: u32,
    purchases: u32,
}

/// Revenue and customers over time.
pub struct Trend;

impl Analysis for Trend {
    const NAME: &'static str = "trend";
    const ABOUT: &'static str = "Money and customers over time: new and returning, by day, week, month, quarter or year";
    type Params = TrendParams;
    type Report = TrendReport;

    fn start(workspace: &Workspace, scope: &Scope, params: &TrendParams) -> Result<Started<TrendReport>> {
        follow(workspace.orders()?, scope, params).map(Ready::task)
    }
}

fn follow(ledger: &Ledger, scope: &Scope, params: &TrendParams) -> Result<TrendReport> {
    let customers = Customers::summarise(ledger, scope, params.grain)?;
    let window = customers.window;
    // The window holds an order, so the file has one.
    let file = ledger.span().unwrap_or((window.since, window.until));
    // The part of the window that the file knows.
    let known = Window {
        since: window.since.max(file.0),
        until: window.until.min(file.1),
        ..window
    };
    let unit = params.period.of(known);
    let touched = unit.touched(known);
    if touched > MOST {
        return Err(Error::new(
            ErrorKind::BadParameter,
            format!(
                "The window has {touched} periods of this length; {MOST} can be shown at most. Choose a longer period or a shorter window."
            ),
            format!("按此周期，时间范围内有 {touched} 期，最多显示 {MOST} 期。请选择更长的周期或缩短时间范围。"),
        ));
    }
    let number = unit.number(known.since);
    let position = |day: Day| unit.number(day).abs_diff(number);
    let rows = arrivals(ledger, &customers, params.grain, position)?;
    let (tallies, money) = tally(ledger, &customers, &rows, params.grain, position, touched)?;
    let periods: Vec<TrendPeriod> = (number..)
        .zip(&tallies)
        .map(|(number, tally)| {
            let (start, end) = (unit.start(number), unit.end(number));
            Ok(TrendPeriod {
                start,
                end,
                complete: known.since <= start && end <= known.until,
                money: tally.new_money.plus(tally.repeat_money)?.to_f64(),
                new_money: tally.new_money.to_f64(),
                repeat_money: tally.repeat_money.to_f64(),
                new_customers: tally.new,
                returning_customers: tally.returning,
                purchases: tally.purchases,
            })
        })
        .collect::<Result<_>>()?;
    let came_before: Vec<bool> = rows.iter().map(|row| row.earliest < window.since).collect();
    let arrivals: Vec<Arrival> = [(false, "new", "新客户"), (true, "known", "老客户")]
        .into_iter()
        .map(|(before, name, name_zh)| Arrival {
            name,
            name_zh,
            customers: came_before.iter().filter(|&&came| came == before).count(),
        })
        .collect();
    let mut notices = customers.returned();
    notices.extend(few_periods(&periods, unit, (known.since, known.until) == file));
    notices.extend(before_the_file(file.0, window));
    notices.extend(after_the_file(file.1, window));
    notices.extend(without_purchase(&customers));
    let positions = |which: usize| rows.iter().map(|row| row.bought[which].1).collect();
    Ok(TrendReport {
        window,
        params: params.clone(),
        unit,
        money: money.to_f64(),
        purchases: tallies.iter().map(|tally| tally.purchases).sum(),
        frame: customers
            .frame()
            .count("first_period", positions(0))
            .count("last_period", positions(1))
            .level(
                "arrival",
                came_before.into_iter().map(u8::from).collect(),
                arrivals.iter().map(|arrival| arrival.name.to_owned()).collect(),
            ),
        arrivals,
        periods,
        notices,
        rows,
    })
}

/// When each customer of the window came, by the whole ledger.
fn arrivals(ledger: &Ledger, customers: &Customers, grain: Grain, position: impl Fn(Day) -> u32) -> Result<Vec<Row>> {
    let Window { as_of, since, .. } = customers.window;
    let before = Window {
        as_of,
        since: Day(i32::MIN),
        until: Day(since.0 - 1),
    };
    (0..customers.len())
        .map(|row| {
            let mut earliest = customers.first[row];
            visit_purchases(ledger, customers.rows[row] as usize, before, grain, |purchase| {
                if purchase.counts() {
                    earliest = earliest.min(purchase.day);
                }
                Ok(())
            })?;
            Ok(Row {
                earliest,
                bought: [customers.first[row], customers.last[row]].map(|day| (day, position(day))),
            })
        })
        .collect()
}

/// What falls into each period, and all money of the window.
fn tally(
    ledger: &Ledger,
    customers: &Customers,
    rows: &[Row],
    grain: Grain,
    position: impl Fn(Day) -> u32,
    periods: usize,
) -> Result<(Vec<Tally>, Money)> {
    let window = customers.window;
    let mut tallies = vec![Tally::default(); periods];
    let mut everything = Money(0);
    let mut with_row = customers.rows.iter().zip(rows).peekable();
    for customer in 0..ledger.customers() {
        let row = with_row.next_if(|(member, _)| **member as usize == customer).map(|(_, row)| row);
        let newcomer = row.filter(|row| row.earliest >= window.since).map(|row| row.bought[0].1);
        let mut seen = None;
        visit_purchases(ledger, customer, window, grain, |purchase| {
            let period = position(purchase.day);
            let tally = &mut tallies[period as usize];
            let new = newcomer == Some(period);
            let money = if new { &mut tally.new_money } else { &mut tally.repeat_money };
            *money = money.plus(purchase.net)?;
            everything = everything.plus(purchase.net)?;
            if purchase.counts() {
                tally.purchases += 1;
                if seen.replace(period) != Some(period) {
                    *(if new { &mut tally.new } else { &mut tally.returning }) += 1;
                }
            }
            Ok(())
        })?;
    }
    Ok((tallies, everything))
}

/// The way out has to be one that there is: nothing is shorter than a day, or longer than the file.
fn few_periods(periods: &[TrendPeriod], unit: PeriodUnit, all_of_the_file: bool) -> Option<Notice> {
    let complete = periods.iter().filter(|period| period.complete).count();
    let (way, way_zh) = match (unit == PeriodUnit::Day, all_of_the_file) {
        (false, false) => ("Choose shorter periods or a longer window", "请选择更短的周期或更长的时间范围"),
        (false, true) => ("Choose shorter periods", "请选择更短的周期"),
        (true, false) => ("Choose a longer window", "请选择更长的时间范围"),
        (true, true) => ("Open a file of more days", "请打开天数更多的文件"),
    };
    (complete < TREND).then(|| {
        Notice::warning(
            "few_periods",
            format!("Complete periods in the window: {complete}; a trend needs at least {TREND}. {way}."),
            format!("时间范围内只有 {complete} 个完整周期，至少需要 {TREND} 个才能看出趋势。{way_zh}。"),
        )
    })
}

fn before_the_file(first: Day, window: Window) -> Option<Notice> {
    (window.since.0 < first.0 + UNSURE).then(|| {
        Notice::note(
            "before_the_file",
            format!(
                "The file starts on {first}. Whoever bought before that day counts as new on the first purchase in it, so the periods soon after may show too many new customers."
            ),
            format!("文件从 {first} 开始。此前买过的客户，在文件中首次购买时也算新客户，所以此后最初几期的新客户可能偏多。"),
        )
    })
}

fn after_the_file(last: Day, window: Window) -> Option<Notice> {
    (last < window.until).then(|| {
        Notice::note(
            "after_the_file",
            format!("The file ends on {last}. What came after that day is not known; it is not shown as a time without purchases."),
            format!("文件到 {last} 为止。此后的情况未知，不当作没有购买来显示。"),
        )
    })
}

fn without_purchase(customers: &Customers) -> Option<Notice> {
    let count = customers.without_purchase;
    (count > 0).then(|| {
        Notice::note(
            "without_purchase",
            format!(
                "Customers without a purchase in the window: {count}. They are not among the customers; what their lines come to counts as repeat money."
            ),
            format!("有 {count} 位客户在此期间没有有效购买：不计入客户数，其净额计入老客户金额。"),
        )
    })
}

impl Report for TrendReport {
    fn frame(&self) -> Option<&Frame> {
        Some(&self.frame)
    }

    fn explain(&self, row: usize) -> Option<Explanation> {
        let Row { earliest, bought } = *self.rows.get(row)?;
        let symbol = |letter: &str, en: &str, zh: &str, day: Day| Symbol::new(letter, Text::new(en, zh), Figure::Day(day.0));
        let days = [
            ("first purchase in the window", "期间首次购买", "first", "首次"),
            ("last purchase in the window", "期间末次购买", "last", "末次"),
        ];
        let mut steps: Vec<Step> = days
            .into_iter()
            .zip(bought)
            .map(|((en, zh, which, which_zh), (day, position))| {
                let period = &self.periods[position as usize];
                Step {
                    what: Text::new(
                        format!("The period of the {which} purchase: how many of the periods end before it"),
                        format!("{which_zh}购买所在周期：此前已结束的周期数"),
                    ),
                    formula: r"p = |\{ i : b_i < d \}|,\quad a_p \le d \le b_p".into(),
                    symbols: vec![
                        symbol("d", en, zh, day),
                        symbol("a_p", "first day of its period", "所在周期的第一天", period.start),
                        symbol("b_p", "last day of its period", "所在周期的最后一天", period.end),
                    ],
                    result: Figure::Number(f64::from(position)),
                }
            })
            .collect();
        steps.push(Step {
            what: Text::new(
                "Whoever bought before the window is known, everyone else is new",
                "在时间范围之前买过的是老客户，其余为新客户",
            ),
            formula: r"e \ge W \Rightarrow \text{new},\quad e < W \Rightarrow \text{known}".into(),
            symbols: vec![
                symbol("e", "first purchase in the file", "文件中的首次购买", earliest),
                symbol("W", "first day of the window", "时间范围的第一天", self.window.since),
            ],
            result: Figure::Name(self.arrivals[usize::from(earliest < self.window.since)].name.into()),
        });
        Some(Explanation {
            title: Text::new("When this customer came", "该客户何时到来"),
            steps,
            source: "ISO 8601 (weeks begin on Monday)".into(),
            course: None,
        })
    }
}

#[cfg(test)]
mod tests;
