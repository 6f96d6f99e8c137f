//! Intervals of everything that is predicted, from the rounds of a [`Bootstrap`].

use serde::Serialize;

use crate::frame::Frame;
use crate::math::{ln_1p, quantile};
use crate::text::Notice;

use super::bootstrap::Bootstrap;
use super::btyd::History;
use super::models::Fits;
use super::newcomer::{NewCustomer, newcomer};
use super::periods::Periods;
use super::work::{Known, People};

/// The share of the rounds within an interval.
const LEVEL: f64 = 0.95;
/// The share of rounds that may fail before it is said.
const FAILED: f64 = 0.05;

/// Where the middle 95 % of the rounds of a bootstrap lie.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(rename = "ClvInterval"))]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// Of the values of all rounds; `NaN` where one of them is not known.
    fn of(values: &mut [f64]) -> Self {
        if values.iter().any(|value| value.is_nan()) {
            return Self {
                low: f64::NAN,
                high: f64::NAN,
            };
        }
        values.sort_unstable_by(f64::total_cmp);
        let tail = 0.5 * (1.0 - LEVEL);
        Self {
            low: quantile(values, tail),
            high: quantile(values, 1.0 - tail),
        }
    }

    fn known(self) -> Option<Self> {
        self.low.is_finite().then_some(self)
    }
}

/// The intervals of what is said of everyone.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(rename = "ClvIntervals"))]
pub struct Intervals {
    /// The rounds they rest on.
    pub rounds: usize,
    /// Rounds whose fit did not converge.
    pub not_converged: u32,
    /// The share of the rounds within an interval.
    pub level: f64,
    /// How many customers are alive.
    pub alive: Interval,
    /// Expected purchases within the horizon.
    pub expected_purchases: Interval,
    /// The sum of the lifetime values that are known.
    pub clv: Option<Interval>,
    /// Expected repeat purchases of a new customer within the horizon.
    pub new_purchases: Interval,
    /// What a new customer is worth beyond the first purchase.
    pub new_clv: Option<Interval>,
}

/// The figures of single customers that have an interval.
const FIGURES: [&str; 4] = ["p_alive", "expected_purchases", "expected_spend", "clv"];

/// The prediction with every round's fits.
pub(super) struct Spread {
    rounds: Vec<Round>,
    failed: u32,
    /// The rows of each distinct history: where they begin in `rows`.
    starts: Vec<usize>,
    rows: Vec<u32>,
    found: [Vec<Interval>; FIGURES.len()],
}

struct Round {
    fits: Fits,
    periods: Periods,
    newcomer: NewCustomer,
    alive: f64,
    purchases: f64,
    clv: f64,
}

impl Spread {
    /// Stands before the first customer, after all rounds.
    pub fn new(bootstrap: Bootstrap, known: &Known, youngest: f64) -> Self {
        let Known { data, params, margin, .. } = known;
        let delta = ln_1p(params.discount_per_unit());
        let round = |fits: Fits| Round {
            periods: Periods::roughly(params.horizon, delta, fits.purchases.shortest_time() + youngest),
            newcomer: newcomer(&fits, params, margin.rate),
            fits,
            alive: 0.0,
            purchases: 0.0,
            clv: 0.0,
        };
        let mut starts = vec![0; data.distinct().len() + 1];
        for &distinct in data.row_of() {
            starts[distinct as usize + 1] += 1;
        }
        for place in 1..starts.len() {
            starts[place] += starts[place - 1];
        }
        let mut rows = vec![0; data.row_of().len()];
        let mut free = starts.clone();
        for (row, &distinct) in (0_u32..).zip(data.row_of()) {
            rows[free[distinct as usize]] = row;
            free[distinct as usize] += 1;
        }
        let unknown = Interval {
            low: f64::NAN,
            high: f64::NAN,
        };
        Self {
            rounds: bootstrap.draws.into_iter().map(round).collect(),
            failed: bootstrap.failed,
            found: std::array::from_fn(|_| vec![unknown; rows.len()]),
            starts,
            rows,
        }
    }

    /// Predicts the customers of some distinct histories that share x and T.
    pub fn take(&mut self, alike: &[usize], distinct: &[History], people: &People, margin: f64) {
        let Some(&first) = alike.first() else { return };
        let if_alive: Vec<[f64; 2]> = self
            .rounds
            .iter()
            .map(|Round { fits, periods, .. }| {
                let expected = fits.purchases.purchases_if_alive(&distinct[first], &periods.points);
                [expected.last().copied().unwrap_or(0.0), periods.discounted(&expected)]
            })
            .collect();
        let mut values = vec![[0.0; FIGURES.len()]; self.rounds.len()];
        let mut of_figure = vec![0.0; self.rounds.len()];
        for &place in alike {
            let history = distinct[place];
            let p_alive: Vec<f64> = self.rounds.iter().map(|round| round.fits.purchases.p_alive(&history)).collect();
            for &row in &self.rows[self.starts[place]..self.starts[place + 1]] {
                let row = row as usize;
                let (m, count) = (people.m(row), f64::from(people.count(row)));
                for (round, ((value, p), [purchases, discounted])) in
                    self.rounds.iter_mut().zip(values.iter_mut().zip(&p_alive).zip(&if_alive))
                {
                    let spend = round.fits.spend(history.x, m);
                    let clv = margin * spend * p * discounted;
                    *value = [*p, p * purchases, spend, clv];
                    round.alive += count * p;
                    round.purchases += count * p * purchases;
                    round.clv += if clv.is_finite() { count * clv } else { 0.0 };
                }
                for (figure, found) in self.found.iter_mut().enumerate() {
                    for (of_figure, value) in of_figure.iter_mut().zip(&values) {
                        *of_figure = value[figure];
                    }
                    found[row] = Interval::of(&mut of_figure);
                }
            }
        }
    }

    /// The intervals of what is said of everyone.
    pub fn report(&self) -> Intervals {
        let of = |value: fn(&Round) -> f64| Interval::of(&mut self.rounds.iter().map(value).collect::<Vec<f64>>());
        let has_spend = self.rounds.iter().all(|round| round.fits.spend.is_some());
        Intervals {
            rounds: self.rounds.len(),
            not_converged: self.failed,
            level: LEVEL,
            alive: of(|round| round.alive),
            expected_purchases: of(|round| round.purchases),
            clv: has_spend.then(|| of(|round| round.clv)),
            new_purchases: of(|round| round.newcomer.expected_purchases),
            new_clv: of(|round| round.newcomer.clv.unwrap_or(f64::NAN)).known(),
        }
    }

    /// Puts the intervals of every customer beside the figures.
    pub fn columns(self, frame: Frame) -> Frame {
        FIGURES.iter().zip(self.found).fold(frame, |frame, (name, found)| {
            frame
                .number(&format!("{name}_low"), found.iter().map(|interval| interval.low).collect())
                .number(&format!("{name}_high"), found.iter().map(|interval| interval.high).collect())
        })
    }

    /// What to know about them.
    pub fn notice(&self) -> Option<Notice> {
        let (failed, rounds) = (self.failed, self.rounds.len());
        (f64::from(failed) > FAILED * rounds as f64).then(|| {
            Notice::warning(
                "bootstrap_not_converged",
                format!("Of the {rounds} simulated data sets behind the intervals, {failed} led to no clear maximum: the data determine the parameters poorly, and the intervals are rough."),
                format!("区间依据的 {rounds} 组模拟数据中，有 {failed} 组未能收敛：数据难以确定参数，区间仅供参考。"),
            )
        })
    }
}
