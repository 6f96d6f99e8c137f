//! Customers period by period: in which of the whole periods after that of the
//! first purchase each purchased, for the model that knows no finer time.
//!
//! Periods are those of the calendar: days, weeks from Monday, months, years. A
//! period that is not over on the last day considered is no opportunity.

use std::collections::BTreeMap;

use crate::customers::{Customers, PeriodUnit, ReadyMade, Unit, visit_purchases};
use crate::error::{Error, ErrorKind, Result};
use crate::ledger::{Day, Ledger, Money};
use crate::math::sum;
use crate::workspace::Window;

use super::ClvParams;
use super::btyd::{BuyTillYouDie, History};
use super::holdout::TrackPoint;

/// What customers made of their opportunities.
pub(super) struct Opportunities {
    /// x, `t_x` and T of each customer, in periods.
    pub histories: Vec<History>,
    /// The mean amount of the periods with a purchase after the first; `NaN` without any.
    pub m: Vec<f64>,
    unit: PeriodUnit,
    /// The period of each customer's first purchase.
    firsts: Vec<i32>,
    /// The last whole period.
    pub last: i32,
    /// How many customers purchased again in each period.
    again: BTreeMap<i32, u32>,
}

impl Opportunities {
    /// Those of the window that the customers are summarised over.
    ///
    /// # Errors
    /// As [`visit_purchases`]; [`ErrorKind::TooFew`] when no period is over after the first.
    pub fn of(ledger: &Ledger, customers: &Customers, params: &ClvParams) -> Result<Self> {
        let found = Self::until(ledger, customers, params, customers.window.until)?;
        if found.histories.iter().all(|history| history.age == 0.0) {
            return Err(Error::new(
                ErrorKind::TooFew,
                "No whole period of time lies after anybody's first purchase, so nobody had an opportunity to purchase again. Choose a shorter unit, or a longer window.",
                "没有任何客户在首次购买之后经历过一个完整的时间单位，因此没有复购机会可供分析。请选择更短的时间单位，或更长的时间范围。",
            ));
        }
        Ok(found)
    }

    /// The same customers' up to a day.
    ///
    /// # Errors
    /// As [`visit_purchases`].
    pub fn until(ledger: &Ledger, customers: &Customers, params: &ClvParams, until: Day) -> Result<Self> {
        let unit = period_of(params.unit);
        let last = unit.number(Day(until.0 + 1)) - 1;
        let mut found = Self {
            histories: Vec::with_capacity(customers.len()),
            m: Vec::with_capacity(customers.len()),
            unit,
            firsts: Vec::with_capacity(customers.len()),
            last,
            again: BTreeMap::new(),
        };
        let window = Window { until, ..customers.window };
        for (row, &customer) in customers.rows.iter().enumerate() {
            let first = unit.number(customers.first[row]);
            let (mut x, mut at, mut money) = (0, first, Money(0));
            visit_purchases(ledger, customer as usize, window, params.grain, |purchase| {
                let period = unit.number(purchase.day);
                if purchase.counts() && period > first && period <= last {
                    if period > at {
                        (x, at) = (x + 1, period);
                        *found.again.entry(period).or_default() += 1;
                    }
                    money = money.plus(purchase.net)?;
                }
                Ok(())
            })?;
            found.firsts.push(first);
            found.histories.push(History {
                x,
                t_x: f64::from(at - first),
                age: f64::from((last - first).max(0)),
            });
            found.m.push(if x > 0 { money.to_f64() / f64::from(x) } else { f64::NAN });
        }
        Ok(found)
    }

    /// Purchases after the last period of `before`, of each customer.
    pub fn after(&self, before: &Self) -> Vec<u32> {
        let x = |side: &Self| side.histories.iter().map(|history| history.x).collect::<Vec<u32>>();
        x(self).into_iter().zip(x(before)).map(|(all, known)| all - known).collect()
    }

    /// Repeat purchases up to each period's end, and how many the model expects.
    pub fn tracking(&self, model: &dyn BuyTillYouDie) -> Vec<TrackPoint> {
        let mut starters = BTreeMap::<i32, u32>::new();
        for &first in &self.firsts {
            *starters.entry(first).or_default() += 1;
        }
        let Some((&origin, _)) = starters.first_key_value() else {
            return Vec::new();
        };
        let horizons: Vec<f64> = (1..=self.last - origin).map(f64::from).collect();
        let of_one = model.new_customer(&horizons);
        let mut actual = 0;
        let points = (origin + 1..=self.last).map(|period| {
            actual += self.again.get(&period).copied().unwrap_or(0);
            let expected = starters.range(..period).map(|(first, &customers)| {
                let place = usize::try_from(period - first - 1).unwrap_or(0);
                f64::from(customers) * of_one[place]
            });
            TrackPoint {
                day: self.unit.end(period),
                actual,
                expected: sum(expected),
            }
        });
        points.collect()
    }
}

/// The period of the calendar that a unit of time stands for.
pub(super) fn period_of(unit: Unit) -> PeriodUnit {
    match unit {
        Unit::Day => PeriodUnit::Day,
        Unit::Week => PeriodUnit::Week,
        Unit::Month => PeriodUnit::Month,
        Unit::Year => PeriodUnit::Year,
    }
}

/// A ready-made summary must count periods.
///
/// # Errors
/// [`ErrorKind::BadParameter`] when a time is not a whole number, or x is more than the periods there were.
pub(super) fn check_whole(ready: &ReadyMade) -> Result<()> {
    let whole = |time: f64| time.fract() == 0.0;
    let fits = |row: &usize| whole(ready.t_x[*row]) && whole(ready.age[*row]) && f64::from(ready.x[*row]) <= ready.t_x[*row];
    match (0..ready.len()).find(|row| !fits(row)) {
        None => Ok(()),
        Some(row) => {
            let (x, t_x, age) = (ready.x[row], ready.t_x[row], ready.age[row]);
            Err(Error::bad_parameter(
                "model",
                "bgbb",
                &format!(
                    "it counts whole periods with at most one purchase each, but there is a customer with x = {x}, t_x = {t_x}, T = {age}. Choose another model, or summarise by the period"
                ),
                &format!("该模型按整期计数，每期最多一次购买，但有客户的 x = {x}、t_x = {t_x}、T = {age}。请换用其他模型，或按期汇总"),
            ))
        }
    }
}
