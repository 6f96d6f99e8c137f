//! The retention model: who stays away is lost for good.

use serde::Serialize;

use crate::churn::evaluation::{Interval, wilson};
use crate::error::{Error, ErrorKind, Result};
use crate::ledger::Day;
use crate::text::Notice;
use crate::value::activity::Activity;

use super::{Course, DwyerParams, FEW, course};

/// What a new customer is worth while it stays.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(rename = "DwyerRetention"))]
pub struct Retention {
    /// The retention rate it is computed with.
    pub rate: f64,
    /// Whether that was typed.
    pub typed: bool,
    /// Its interval at 95 % (Wilson), where it was observed.
    pub interval: Option<Interval>,
    /// Customers active in a period that has a next, over all periods.
    pub active: u64,
    /// Those of them who were active in the next.
    pub kept: u64,
    /// Retention by cohort: customers by the period of their first purchase.
    pub cohorts: Vec<Cohort>,
    /// Retention and margin by age.
    pub ages: Vec<Age>,
    /// What a new customer is worth to the horizon, the first purchase included.
    pub value: f64,
    /// The same at both ends of the rate's interval, the smaller one first.
    pub value_interval: Option<Interval>,
    /// The expected course of a new customer.
    pub course: Vec<Course>,
}

/// The customers of one period of first purchase.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(rename = "DwyerCohort"))]
pub struct Cohort {
    /// The first day of that period.
    pub start: Day,
    /// How many there are.
    pub customers: u64,
    /// Active customers summed over the periods that have a next.
    pub active: u64,
    /// Those of them who were active in the next.
    pub kept: u64,
}

/// Customers so many periods after that of their first purchase.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(rename = "DwyerAge"))]
pub struct Age {
    /// The age.
    pub age: u32,
    /// Customers active at it.
    pub active: u64,
    /// Those of them whose next period is known.
    pub followed: u64,
    /// Those of these who were active in it.
    pub kept: u64,
    /// The margin at this age, over the active customers; unknown without any.
    pub margin: Option<f64>,
    /// The margin the model takes.
    pub margin_taken: f64,
}

impl Retention {
    /// Counts, unless it is typed, and values; with what to know about it.
    pub(super) fn of(activity: Option<&Activity>, params: &DwyerParams) -> Result<(Self, Option<Notice>)> {
        let counts = Counts::of(activity);
        let (active, kept) = counts
            .ages
            .iter()
            .fold((0, 0), |(active, kept), age| (active + age.followed, kept + age.kept));
        let rate = match params.retention {
            Some(rate) => rate,
            None if active == 0 => return Err(no_next_period()),
            None => kept as f64 / active as f64,
        };
        let interval = (params.retention.is_none()).then(|| wilson(rate, active as f64, 0.95));
        let ages = counts.with_margins();
        let margin = |age: u32| margin_at(age, &ages, params);
        let per_period = params.discount_per_period();
        let course_at = |rate: f64| {
            let mut alive = 1.0;
            let point = |age| {
                let share = alive;
                alive *= rate;
                (share, share * margin(age))
            };
            course((0..=params.horizon).map(point), per_period)
        };
        let value_at = |rate: f64| course_at(rate).last().map_or(0.0, |end| end.cumulative);
        let few = (params.retention.is_none() && active < FEW).then(|| {
            Notice::warning(
                "few_followed",
                format!("Active customers whose next period is known: {active}; at least {FEW} are wanted. The retention rate is uncertain, see its interval."),
                format!("可观察到下一周期的活跃客户只有 {active} 位次，至少需要 {FEW} 位次。留存率很不确定，请看区间。"),
            )
        });
        let retention = Self {
            rate,
            typed: params.retention.is_some(),
            interval,
            active,
            kept,
            cohorts: counts.cohorts,
            value: value_at(rate),
            value_interval: interval.map(|interval| {
                let [a, b] = interval.map(value_at);
                [a.min(b), a.max(b)]
            }),
            course: course_at(rate),
            ages,
        };
        Ok((retention, few))
    }
}

fn no_next_period() -> Error {
    Error::new(
        ErrorKind::TooFew,
        "No customer was seen in two whole periods, so nobody can be counted as kept or lost. Choose a shorter period, or type the rates.",
        "没有客户经历过两个完整的周期，无从判断留存还是流失。请选择更短的周期，或直接填写留存率。",
    )
}

/// The margin of an active customer: typed, else observed, else that of a repeat period.
fn margin_at(age: u32, ages: &[Age], params: &DwyerParams) -> f64 {
    let within = |count: usize| (age as usize).min(count.saturating_sub(1));
    match params.margins.get(within(params.margins.len())) {
        Some(&typed) => typed,
        None => ages.get(within(ages.len())).map_or(0.0, |age| age.margin_taken),
    }
}

/// What was observed.
#[derive(Default)]
struct Counts {
    cohorts: Vec<Cohort>,
    ages: Vec<Age>,
    /// What all lines at each age come to.
    money: Vec<f64>,
}

impl Counts {
    fn of(activity: Option<&Activity>) -> Self {
        let Some(activity) = activity else { return Self::default() };
        let mut counts = Self::default();
        let earliest = activity.first.iter().min().copied().unwrap_or(activity.last);
        let seen = usize::try_from(activity.last - earliest + 1).unwrap_or(0);
        counts.money = vec![0.0; seen];
        counts.ages = (0_u32..).take(seen).map(|age| Age { age, ..Age::default() }).collect();
        let cohort = |number| Cohort {
            start: activity.start(number),
            customers: 0,
            active: 0,
            kept: 0,
        };
        counts.cohorts = (earliest..=activity.last).map(cohort).collect();
        for row in 0..activity.len() {
            let Ok(cohort) = usize::try_from(activity.first[row] - earliest) else {
                continue;
            };
            let Some(cohort) = counts.cohorts.get_mut(cohort) else { continue };
            cohort.customers += 1;
            let active = activity.active(row);
            for (age, _) in active.iter().enumerate().filter(|(_, active)| **active) {
                counts.ages[age].active += 1;
                if let Some(&kept) = active.get(age + 1) {
                    counts.ages[age].followed += 1;
                    counts.ages[age].kept += u64::from(kept);
                    cohort.active += 1;
                    cohort.kept += u64::from(kept);
                }
            }
            for cell in activity.cells(row) {
                counts.money[cell.age as usize] += cell.money;
            }
        }
        counts.cohorts.retain(|cohort| cohort.customers > 0);
        counts
    }

    fn with_margins(&self) -> Vec<Age> {
        let mean = |ages: &[Age], money: &[f64]| {
            let active: u64 = ages.iter().map(|age| age.active).sum();
            (active > 0).then(|| money.iter().sum::<f64>() / active as f64)
        };
        let rest = |from: usize| mean(self.ages.get(from..)?, self.money.get(from..)?);
        let repeat = rest(1).or_else(|| rest(0)).unwrap_or(0.0);
        let with = |(place, age): (usize, &Age)| {
            let margin = mean(&self.ages[place..=place], &self.money[place..=place]);
            Age {
                margin,
                margin_taken: margin.filter(|_| age.active >= FEW || place == 0).unwrap_or(repeat),
                ..*age
            }
        };
        let mut ages: Vec<Age> = self.ages.iter().enumerate().map(with).collect();
        // Beyond what was seen a margin is that of a repeat period.
        if let Some(last) = ages.last().copied() {
            let beyond = Age {
                age: last.age + 1,
                margin_taken: repeat,
                ..Age::default()
            };
            ages.push(beyond);
        }
        ages
    }
}
