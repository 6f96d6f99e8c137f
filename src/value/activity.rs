//! In which periods of the calendar each customer was active, counted from the
//! first purchase: what retention, migration, typical curves and renewals are
//! counted from.
//!
//! **Definitions.** A customer's *age* in a period is the number of periods
//! since that of the first purchase, which has age 0. The customer is *active*
//! in a period with a [purchase](crate::customers::Customers). The money of a
//! period is the margin of all its lines, returns included, so that nothing is
//! lost. Only complete periods are counted: the last one that ends within the
//! window and not after the period of the file's last order, because nobody
//! looked at later days.

use serde::{Deserialize, Serialize};

use crate::customers::{Customers, Grain, PeriodUnit, visit_purchases};
use crate::error::{Error, ErrorKind, Result};
use crate::ledger::{Day, Ledger};
use crate::text::Notice;
use crate::workspace::Scope;

use super::discount;
use super::margin::Margin;

/// A period of the calendar.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// A month of the calendar
    Month,
    /// Three months, the first from January
    #[default]
    Quarter,
    /// A year of the calendar
    Year,
}

impl Period {
    /// Its length in years.
    pub(super) fn years(self) -> f64 {
        match self {
            Self::Month => 1.0 / 12.0,
            Self::Quarter => 0.25,
            Self::Year => 1.0,
        }
    }

    /// The discount rate a period, from that a year: (1+d)^(period/year) − 1.
    pub fn rate(self, annual: f64) -> f64 {
        discount::per_period(annual, self.years())
    }

    pub(super) fn unit(self) -> PeriodUnit {
        match self {
            Self::Month => PeriodUnit::Month,
            Self::Quarter => PeriodUnit::Quarter,
            Self::Year => PeriodUnit::Year,
        }
    }
}

/// A period in which a customer had lines.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cell {
    /// Periods since that of the first purchase.
    pub age: u32,
    /// Whether there was a purchase.
    pub active: bool,
    /// The margin of the lines.
    pub money: f64,
}

/// Every customer's activity by age.
#[derive(Debug)]
pub(super) struct Activity {
    /// Who they are.
    pub customers: Customers,
    /// The running number of the last complete period.
    pub last: i32,
    /// The last day of that period.
    pub until: Day,
    /// The running number of the period of each customer's first purchase.
    pub first: Vec<i32>,
    /// The same of the last purchase, complete period or not.
    pub latest: Vec<i32>,
    unit: PeriodUnit,
    cells: Vec<Cell>,
    ends: Vec<usize>,
    /// Orders before the window, which may hide first purchases.
    earlier_orders: bool,
    /// How margins are made of amounts.
    pub margin: Margin,
}

impl Activity {
    /// The activity in a window.
    ///
    /// # Errors
    /// Those of [`Customers::summarise`]; [`ErrorKind::TooFew`] when no period is complete.
    pub fn of(ledger: &Ledger, scope: &Scope, period: Period, grain: Grain, margin: Option<f64>) -> Result<Self> {
        let customers = Customers::summarise(ledger, scope, grain)?;
        let (window, unit) = (customers.window, period.unit());
        let (earliest, newest) = ledger.span().unwrap_or((window.since, window.until));
        let looked_at = window.until.min(unit.end(unit.number(newest)));
        let number = unit.number(looked_at);
        let last = if unit.end(number) <= looked_at { number } else { number - 1 };
        let mut found = Self {
            last,
            until: unit.end(last),
            first: customers.first.iter().map(|&day| unit.number(day)).collect(),
            latest: customers.last.iter().map(|&day| unit.number(day)).collect(),
            unit,
            cells: Vec::new(),
            ends: Vec::new(),
            earlier_orders: earliest < window.since,
            margin: Margin::of(ledger, window, margin),
            customers,
        };
        if found.first.iter().all(|&first| first > last) {
            return Err(Error::new(
                ErrorKind::TooFew,
                "No customer was seen for a whole period. Choose a shorter period, or a later last day.",
                "没有客户经历过一个完整的周期。请选择更短的周期，或更晚的截止日。",
            ));
        }
        for row in 0..found.first.len() {
            let (first, begin) = (found.first[row], found.cells.len());
            visit_purchases(ledger, found.customers.rows[row] as usize, window, grain, |purchase| {
                let number = unit.number(purchase.day);
                if number > last {
                    return Ok(());
                }
                // A return before the first purchase in the window belongs to nothing earlier.
                let age = u32::try_from(number - first).unwrap_or(0);
                let fresh = Cell {
                    age,
                    active: false,
                    money: 0.0,
                };
                if found.cells.get(begin..).and_then(<[Cell]>::last).is_none_or(|cell| cell.age != age) {
                    found.cells.push(fresh);
                }
                if let Some(cell) = found.cells.last_mut() {
                    cell.active |= purchase.counts();
                    cell.money += purchase.net.to_f64();
                }
                Ok(())
            })?;
            for line in ledger.lines(found.customers.rows[row] as usize) {
                let day = ledger.days()[line];
                if (window.since..=window.until).contains(&day) {
                    let age = u32::try_from(unit.number(day) - first).unwrap_or(0);
                    if let Some(cell) = found.cells[begin..].iter_mut().find(|cell| cell.age == age) {
                        cell.money -= found.margin.cost(ledger, line);
                    }
                }
            }
            found.ends.push(found.cells.len());
        }
        Ok(found)
    }

    /// The first day of the period with this running number.
    pub fn start(&self, number: i32) -> Day {
        self.unit.start(number)
    }

    /// The number of customers.
    pub fn len(&self) -> usize {
        self.first.len()
    }

    /// A customer's periods with lines, rising in age.
    pub fn cells(&self, row: usize) -> &[Cell] {
        let begin = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.cells[begin..self.ends[row]]
    }

    /// The age in the last complete period; `None` for those whose first purchase came later.
    pub fn age(&self, row: usize) -> Option<u32> {
        u32::try_from(self.last - self.first[row]).ok()
    }

    /// Those whose first purchase came after the last complete period.
    pub fn newcomers(&self) -> usize {
        self.first.iter().filter(|&&first| first > self.last).count()
    }

    /// Whether the customer was active at each age up to that in the last complete period.
    pub fn active(&self, row: usize) -> Vec<bool> {
        let mut active = vec![false; self.age(row).map_or(0, |age| age as usize + 1)];
        for cell in self.cells(row).iter().filter(|cell| cell.active) {
            active[cell.age as usize] = true;
        }
        active
    }

    /// What to know about returns, the period left out and what may lie before the window; what to
    /// know of the margin stands there.
    pub fn notices(&self) -> Vec<Notice> {
        let mut notices = self.customers.notices();
        if self.customers.window.until > self.until {
            let until = self.until;
            notices.push(Notice::note(
                "incomplete_period",
                format!("Counted up to {until}: the period after it is not complete yet, and silence in it means nothing."),
                format!("统计截至 {until}：此后的周期尚未结束，其中没有购买并不说明什么。"),
            ));
        }
        if self.earlier_orders {
            let since = self.customers.window.since;
            notices.push(Notice::warning(
                "earlier_orders",
                format!(
                    "There are orders before {since}, the first day considered: what counts as a first purchase here may be a later one."
                ),
                format!("在起始日 {since} 之前还有订单：此处的首次购买可能并非真正的首次。"),
            ));
        }
        notices
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::ledger::{LedgerBuilder, Line, Money, OptionalColumns};

    /// A ledger of purchases: customer, day, amount.
    pub fn ledger(lines: &[(&str, &str, i64)]) -> Ledger {
        let mut builder = LedgerBuilder::new(OptionalColumns::default());
        for &(customer, day, amount) in lines {
            builder.push(Line {
                customer,
                day: day.parse::<Day>().unwrap().0,
                amount: Money(amount * Money::SCALE),
                order: None,
                product: None,
                cost: None,
            });
        }
        builder.finish()
    }

    pub fn activity(lines: &[(&str, &str, i64)], period: Period) -> Result<Activity> {
        earning(lines, period, None)
    }

    pub fn earning(lines: &[(&str, &str, i64)], period: Period, margin: Option<f64>) -> Result<Activity> {
        Activity::of(&ledger(lines), &Scope::default(), period, Grain::Day, margin)
    }

    #[test]
    fn ages_are_periods_since_the_first_purchase_and_the_last_period_must_be_whole() {
        let found = activity(
            &[
                ("a", "2024-01-31", 10),
                ("a", "2024-03-01", 20),
                ("a", "2024-03-02", 5),
                ("a", "2024-04-10", -5),
                ("b", "2024-02-02", 7),
                ("c", "2024-05-01", 1),
                ("a", "2024-05-30", 9),
            ],
            Period::Month,
        )
        .unwrap();
        assert_eq!((found.until, found.newcomers(), found.len()), ("2024-04-30".parse().unwrap(), 1, 3));
        let cell = |age, active, money| Cell { age, active, money };
        assert_eq!(found.cells(0), [cell(0, true, 10.0), cell(2, true, 25.0), cell(3, false, -5.0)]);
        assert_eq!(found.active(0), [true, false, true, false]);
        assert_eq!((found.age(0), found.age(1), found.age(2)), (Some(3), Some(2), None));
        assert_eq!(found.cells(1), [cell(0, true, 7.0)]);
        assert!(found.cells(2).is_empty() && found.active(2).is_empty());
        let told: Vec<_> = found.notices().iter().map(|notice| notice.code).collect();
        assert_eq!(told[1..], ["returns_apart", "incomplete_period"]);
    }

    #[test]
    fn a_period_that_ends_on_the_last_day_is_whole_and_later_days_were_not_looked_at() {
        let lines = [("a", "2024-01-05", 1), ("a", "2024-03-30", 1)];
        let until = |day: &str| {
            let scope = Scope {
                until: Some(day.parse().unwrap()),
                ..Scope::default()
            };
            Activity::of(&ledger(&lines), &scope, Period::Month, Grain::Day, None)
                .unwrap()
                .until
        };
        for (day, whole) in [
            ("2024-03-30", "2024-02-29"),
            ("2024-03-31", "2024-03-31"),
            ("2026-01-01", "2024-03-31"),
        ] {
            assert_eq!(until(day), whole.parse().unwrap(), "{day}");
        }
    }

    #[test]
    fn a_file_of_some_days_has_no_whole_year() {
        let error = activity(&[("a", "2024-01-05", 1), ("a", "2024-03-30", 1)], Period::Year).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TooFew);
    }

    #[test]
    fn four_quarters_of_discount_are_a_year() {
        let rate = Period::Quarter.rate(0.1);
        assert!((crate::math::pow(1.0 + rate, 4.0) - 1.1).abs() < 1e-14 && Period::Year.rate(0.1) == 1.1 - 1.0);
    }
}
