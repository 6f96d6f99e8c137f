//! Does the model foresee what customers did next? Calibration against hold-out.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::customers::{Customers, Unit, visit_purchases};
use crate::error::{Error, Result};
use crate::ledger::{Day, Ledger};
use crate::math::sum;
use crate::workspace::{Scope, Window};

use super::btyd::BuyTillYouDie;
use super::opportunities::Opportunities;
use super::{ClvParams, LAST_X};

/// Points of the tracking at most: 19 years of weeks.
const MOST_POINTS: usize = 1_000;

/// What was foreseen of the hold-out period and what happened.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Holdout {
    /// The last day of the calibration period.
    pub calibration_end: Day,
    /// The last day of the hold-out period, at most that of the last order.
    pub end: Day,
    /// The length of the hold-out period in units of time.
    pub length: f64,
    /// Purchases in it by the customers of the calibration period.
    pub actual: u32,
    /// What the model expected of them.
    pub predicted: f64,
    /// The mean absolute error a customer.
    pub mae: f64,
    /// The root of the mean squared error a customer.
    pub rmse: f64,
    /// Actual and expected by the purchases of the calibration period.
    pub by_x: Vec<ByX>,
    /// Repeat purchases week by week, in full weeks from the first purchase of
    /// all; of more than 1,000 weeks every second, third, … one.
    pub tracking: Vec<TrackPoint>,
}

/// Customers with equally many repeat purchases in the calibration period.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ByX {
    /// Their repeat purchases; 7 stands for seven and more.
    pub x: u32,
    /// How many they are.
    pub customers: usize,
    /// Their mean purchases in the hold-out period; unknown when there are none of them.
    pub actual: Option<f64>,
    /// What the model expected, on average.
    pub predicted: Option<f64>,
}

/// Repeat purchases up to a day.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct TrackPoint {
    /// The day.
    pub day: Day,
    /// Repeat purchases from the beginning up to and including this day.
    pub actual: u32,
    /// What the model expects of customers who first purchased when these did.
    pub expected: f64,
}

/// What happened up to the end of the hold-out period.
pub(super) struct Observed {
    window: Window,
    calibration_end: Day,
    /// The day the hold-out period was to end on, where that is after the last order.
    pub beyond: Option<Day>,
    /// Hold-out purchases of each customer of the calibration period.
    purchases: Vec<u32>,
    /// The first purchase of all.
    origin: Day,
    /// Repeat purchases on each day from the origin on.
    daily: Vec<u32>,
    /// Customers whose first purchase came after the calibration period.
    pub newcomers: usize,
    /// The same period by period, for a model that counts these.
    periods: Option<Opportunities>,
}

impl Observed {
    /// Looks at the customers of the calibration period up to the hold-out's
    /// end. Of days after the last order nothing is known, so it ends there.
    ///
    /// # Errors
    /// When the hold-out period is empty or lies beyond the days considered.
    pub fn of(ledger: &Ledger, scope: &Scope, params: &ClvParams, customers: &Customers, calibration_end: Day) -> Result<Self> {
        let considered = scope.window(ledger)?;
        let asked = params.holdout_end.unwrap_or(considered.until);
        let end = ledger.span().map_or(asked, |(_, last_order)| asked.min(last_order));
        if end <= calibration_end {
            return Err(Error::bad_parameter(
                "calibration_end",
                calibration_end,
                &format!("it must lie before the end of the hold-out period, {end}"),
                &format!("应早于检验期的截止日 {end}"),
            ));
        }
        if scope.until.or(scope.as_of).is_some_and(|until| asked > until) {
            return Err(Error::bad_parameter(
                "holdout_end",
                asked,
                &format!("the last day considered is {}", considered.until),
                &format!("分析只考虑到 {}", considered.until),
            ));
        }
        let window = Window {
            until: end,
            as_of: end,
            ..considered
        };
        let origin = customers.first.iter().copied().min().unwrap_or(calibration_end);
        let mut observed = Self {
            origin,
            window,
            calibration_end,
            beyond: (asked > end).then_some(asked),
            purchases: vec![0; customers.len()],
            daily: vec![0; origin.0.abs_diff(end.0) as usize + 1],
            newcomers: 0,
            periods: None,
        };
        let mut known = customers.rows.iter().copied().enumerate().peekable();
        for customer in 0..ledger.customers() {
            let row = known.next_if(|&(_, known)| known as usize == customer).map(|(row, _)| row);
            observed.take(ledger, params, customer, row)?;
        }
        Ok(observed)
    }

    /// The same counted by the period, after the last whole one of the calibration period.
    ///
    /// # Errors
    /// Those of [`Opportunities::until`]; when no whole period lies in the hold-out period.
    pub fn by_period(mut self, ledger: &Ledger, params: &ClvParams, customers: &Customers, known: &Opportunities) -> Result<Self> {
        let all = Opportunities::until(ledger, customers, params, self.end())?;
        if all.last <= known.last {
            return Err(Error::bad_parameter(
                "calibration_end",
                self.calibration_end,
                &format!(
                    "no whole period lies between it and {}; choose a shorter unit or an earlier day",
                    self.end()
                ),
                &format!("它与 {} 之间没有完整的一期；请选择更短的时间单位或更早的日期", self.end()),
            ));
        }
        self.purchases = all.after(known);
        self.periods = Some(all);
        Ok(self)
    }

    fn take(&mut self, ledger: &Ledger, params: &ClvParams, customer: usize, row: Option<usize>) -> Result<()> {
        let mut purchases = 0_u32;
        visit_purchases(ledger, customer, self.window, params.grain, |purchase| {
            if !purchase.counts() {
                return Ok(());
            }
            purchases += 1;
            if let Some(row) = row {
                let repeated = purchases > 1;
                self.daily[purchase.day.0.abs_diff(self.origin.0) as usize] += u32::from(repeated);
                self.purchases[row] += u32::from(purchase.day > self.calibration_end);
            }
            Ok(())
        })?;
        self.newcomers += usize::from(row.is_none() && purchases > 0);
        Ok(())
    }

    /// The length of the hold-out period, in whole periods after the known ones where these are counted.
    pub fn length(&self, unit: Unit, known: Option<&Opportunities>) -> f64 {
        if let (Some(all), Some(known)) = (&self.periods, known) {
            return f64::from(all.last - known.last);
        }
        f64::from(self.window.until.0 - self.calibration_end.0) / unit.days()
    }

    /// The last day of the hold-out period.
    pub fn end(&self) -> Day {
        self.window.until
    }

    /// Compares with what was expected of each customer.
    pub fn compare(
        &self,
        customers: &Customers,
        known: Option<&Opportunities>,
        unit: Unit,
        predicted: &[f64],
        model: &dyn BuyTillYouDie,
    ) -> Holdout {
        let n = predicted.len() as f64;
        let errors = || {
            self.purchases
                .iter()
                .zip(predicted)
                .map(|(&actual, predicted)| f64::from(actual) - predicted)
        };
        let x_of = |row: usize| known.map_or_else(|| customers.x(row), |known| known.histories[row].x);
        let by_x = (0..=LAST_X).map(|x| {
            let members: Vec<usize> = (0..customers.len()).filter(|&row| x_of(row).min(LAST_X) == x).collect();
            let mean =
                |of: &dyn Fn(usize) -> f64| (!members.is_empty()).then(|| sum(members.iter().map(|&row| of(row))) / members.len() as f64);
            ByX {
                x,
                customers: members.len(),
                actual: mean(&|row| f64::from(self.purchases[row])),
                predicted: mean(&|row| predicted[row]),
            }
        });
        Holdout {
            calibration_end: self.calibration_end,
            end: self.end(),
            length: self.length(unit, known),
            actual: self.purchases.iter().sum(),
            predicted: sum(predicted.iter().copied()),
            mae: sum(errors().map(f64::abs)) / n,
            rmse: (sum(errors().map(|error| error * error)) / n).sqrt(),
            by_x: by_x.collect(),
            tracking: match &self.periods {
                Some(periods) => periods.tracking(model),
                None => self.tracking(customers, unit, model),
            },
        }
    }

    fn tracking(&self, customers: &Customers, unit: Unit, model: &dyn BuyTillYouDie) -> Vec<TrackPoint> {
        let days = self.daily.len();
        let mut firsts = BTreeMap::<usize, u32>::new();
        for &first in &customers.first {
            *firsts.entry(first.0.abs_diff(self.origin.0) as usize).or_default() += 1;
        }
        let weeks = days.div_ceil(7 * MOST_POINTS);
        let points: Vec<usize> = (0..days).skip(7 * weeks - 1).step_by(7 * weeks).collect();
        // What is expected of one customer at each age that someone has at a point.
        let mut of_one = vec![f64::NAN; days];
        for &last in &points {
            firsts.range(..=last).for_each(|(first, _)| of_one[last - first] = 0.0);
        }
        let ages: Vec<usize> = (0..days).filter(|&age| !of_one[age].is_nan()).collect();
        let horizons: Vec<f64> = ages.iter().map(|&age| age as f64 / unit.days()).collect();
        for (age, expected) in ages.into_iter().zip(model.new_customer(&horizons)) {
            of_one[age] = expected;
        }
        let (mut actual, mut counted) = (0, 0);
        let point = |last: usize| {
            actual += self.daily[counted..=last].iter().sum::<u32>();
            counted = last + 1;
            let expected = firsts
                .range(..=last)
                .map(|(first, &customers)| f64::from(customers) * of_one[last - first]);
            TrackPoint {
                day: Day(self.origin.0.saturating_add(i32::try_from(last).unwrap_or(i32::MAX))),
                actual,
                expected: sum(expected),
            }
        };
        points.into_iter().map(point).collect()
    }
}
