//! What the buy-till-you-die models share: a customer's history, everyone's
//! distinct histories, and the questions each model answers.
//!
//! Letters are those of the papers: x repeat purchases, `t_x` the age at the
//! last of them (0 when x = 0), T the age at the end of observation (`age` in
//! code, since `t` is the horizon ahead). All times are in one [`Unit`].

use std::collections::BTreeMap;
use std::ops::Range;

use crate::customers::Unit;
use crate::error::{Error, ErrorKind, Result};
use crate::math::jet::Jet;
use crate::math::variates::exponential;
use crate::math::{Random, sum};

/// What is known of one customer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct History {
    /// Repeat purchases.
    pub x: u32,
    /// The age at the last purchase; 0 when there was no repeat purchase.
    pub t_x: f64,
    /// T, the age at the end of observation.
    pub age: f64,
}

impl History {
    /// A customer at the moment of the first purchase.
    pub const NEW: Self = Self { x: 0, t_x: 0.0, age: 0.0 };

    fn check(&self, row: usize) -> Result<()> {
        let Self { x, t_x, age } = *self;
        let ordered = 0.0 <= t_x && t_x <= age && age.is_finite();
        if ordered && (x > 0 || t_x == 0.0) {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::BadParameter,
            format!(
                "Customer {} has x = {x}, t_x = {t_x}, T = {age}, which cannot be: 0 ≤ t_x ≤ T must hold, and t_x = 0 without repeat purchases. Check the summary.",
                row + 1
            ),
            format!(
                "第 {} 位客户的 x = {x}、t_x = {t_x}、T = {age} 不成立：应满足 0 ≤ t_x ≤ T，且没有复购时 t_x = 0。请检查汇总数据。",
                row + 1
            ),
        ))
    }

    fn order(&self, other: &Self) -> std::cmp::Ordering {
        self.x
            .cmp(&other.x)
            .then(self.t_x.total_cmp(&other.t_x))
            .then(self.age.total_cmp(&other.age))
    }
}

/// The distinct histories of all customers with the number who have each:
/// likelihoods and predictions are computed once a history, whatever the
/// number and the order of the customers.
#[derive(Debug, Clone)]
pub struct Summaries {
    unit: Unit,
    /// Rising in x, then `t_x`, then T.
    distinct: Vec<History>,
    counts: Vec<f64>,
    /// The history of each row given.
    row_of: Vec<u32>,
    /// The distinct values of `t_x` and T, rising, and where each history's two are among them.
    times: Vec<f64>,
    t_x_at: Vec<u32>,
    age_at: Vec<u32>,
}

impl Summaries {
    /// Takes one history a customer.
    ///
    /// # Errors
    /// As [`Summaries::counted`].
    pub fn new(histories: &[History], unit: Unit) -> Result<Self> {
        let once: Vec<(History, u32)> = histories.iter().map(|&history| (history, 1)).collect();
        Self::counted(&once, unit)
    }

    /// Takes histories, each with the number of customers who have it.
    ///
    /// # Errors
    /// [`ErrorKind::BadParameter`] names the first row that breaks 0 ≤ `t_x` ≤ T, or has `t_x` > 0 at x = 0.
    pub fn counted(histories: &[(History, u32)], unit: Unit) -> Result<Self> {
        for (row, (history, _)) in histories.iter().enumerate() {
            history.check(row)?;
        }
        let counted = histories.iter().map(|&(history, count)| (history, f64::from(count)));
        Ok(Self::collect(&counted.collect::<Vec<_>>(), unit))
    }

    fn collect(histories: &[(History, f64)], unit: Unit) -> Self {
        let mut order: Vec<usize> = (0..histories.len()).collect();
        order.sort_by(|&a, &b| histories[a].0.order(&histories[b].0));
        let mut summaries = Self {
            unit,
            distinct: Vec::new(),
            counts: Vec::new(),
            row_of: vec![0; histories.len()],
            times: histories.iter().flat_map(|(history, _)| [history.t_x, history.age]).collect(),
            t_x_at: Vec::new(),
            age_at: Vec::new(),
        };
        summaries.times.sort_by(f64::total_cmp);
        summaries.times.dedup();
        for row in order {
            let (history, count) = histories[row];
            if summaries.distinct.last() != Some(&history) {
                summaries.distinct.push(history);
                summaries.counts.push(0.0);
            }
            let last = summaries.distinct.len() - 1;
            summaries.counts[last] += count;
            summaries.row_of[row] = u32::try_from(last).unwrap_or(u32::MAX);
        }
        let place = |time: f64| u32::try_from(summaries.times.partition_point(|&other| other < time)).unwrap_or(u32::MAX);
        summaries.t_x_at = summaries.distinct.iter().map(|history| place(history.t_x)).collect();
        summaries.age_at = summaries.distinct.iter().map(|history| place(history.age)).collect();
        summaries
    }

    /// Customers of like x, `t_x` and T taken together; `None` when there are few histories.
    pub(super) fn likeness(&self) -> Option<Self> {
        if self.distinct.len() < MANY {
            return None;
        }
        let oldest = self.distinct.iter().fold(0.0, |oldest: f64, history| oldest.max(history.age));
        let eighth = |share: f64| rounded(share * 7.0);
        let mut cells: BTreeMap<(u32, u32, u32), [f64; 4]> = BTreeMap::new();
        for (&History { x, t_x, age }, count) in self.distinct.iter().zip(&self.counts) {
            let last = if age > 0.0 { t_x / age } else { 0.0 };
            let cell = cells.entry((like_x(x), eighth(last), eighth(age / oldest))).or_default();
            for (sum, value) in cell.iter_mut().zip([1.0, f64::from(x), t_x, age]) {
                *sum += count * value;
            }
        }
        let mean = |&[count, x, t_x, age]: &[f64; 4]| {
            let history = History {
                x: rounded(x / count),
                t_x: (t_x / count).min(age / count),
                age: age / count,
            };
            (history, count)
        };
        Some(Self::collect(&cells.values().map(mean).collect::<Vec<_>>(), self.unit))
    }

    /// The unit of all times.
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// The distinct histories, rising in x, then `t_x`, then T.
    pub fn distinct(&self) -> &[History] {
        &self.distinct
    }

    /// The age of the customers of each distinct history, with how many they are.
    pub(super) fn ages(&self) -> impl Iterator<Item = (f64, u32)> {
        self.distinct
            .iter()
            .zip(&self.counts)
            .map(|(history, &count)| (history.age, rounded(count)))
    }

    /// The position among [`Summaries::distinct`] of each row given.
    pub fn row_of(&self) -> &[u32] {
        &self.row_of
    }

    /// The number of customers.
    pub fn customers(&self) -> f64 {
        sum(self.counts.iter().copied())
    }

    /// The number of customers with a repeat purchase.
    pub fn repeaters(&self) -> f64 {
        self.total(|history| f64::from(u8::from(history.x > 0)))
    }

    /// Σ over customers.
    fn total(&self, of: impl Fn(&History) -> f64) -> f64 {
        sum(self.distinct.iter().zip(&self.counts).map(|(history, count)| count * of(history)))
    }

    /// Whether there is anything to learn from.
    ///
    /// # Errors
    /// [`ErrorKind::TooFew`] without a repeat purchase or without time.
    pub fn check_repeats(&self) -> Result<()> {
        if self.repeaters() > 0.0 && self.total(|history| history.age) > 0.0 {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::TooFew,
            "No customer has bought a second time, so nothing can be learned about when customers return. Choose a longer window, or a later end of the calibration period.",
            "没有客户购买过第二次，无从估计客户何时再来。请选择更长的时间范围，或更晚的校准截止日。",
        ))
    }

    /// The mean age and the repeat purchases per unit of time: what starting values are made from.
    pub(super) fn scale(&self) -> (f64, f64) {
        let age = self.total(|history| history.age).max(1e-9);
        let x = self.total(|history| f64::from(history.x)).max(1e-9);
        (age / self.customers().max(1.0), x / age)
    }

    /// The distinct values of `t_x` and T, rising.
    pub(super) fn times(&self) -> &[f64] {
        &self.times
    }

    /// Where `t_x` and T of a distinct history are among the times.
    pub(super) fn times_of(&self, place: usize) -> (usize, usize) {
        (self.t_x_at[place] as usize, self.age_at[place] as usize)
    }

    /// How many customers have a distinct history.
    pub(super) fn count_of(&self, place: usize) -> f64 {
        self.counts[place]
    }

    /// Σ over customers of `row`, where what depends on x alone is computed
    /// once an x and what depends on one time alone once a time.
    pub(super) fn sum<const N: usize, X, T>(
        &self,
        by_x: impl Fn(u32) -> X,
        by_time: impl Fn(f64) -> T,
        row: impl Fn(&History, &X, &T, &T) -> Jet<N>,
    ) -> Jet<N> {
        let times: Vec<T> = self.times.iter().map(|&time| by_time(time)).collect();
        self.by_x(|x, places| {
            let of_x = by_x(x);
            let mut sum = Jet::constant(0.0);
            for place in places {
                let (t_x, age) = self.times_of(place);
                sum += row(&self.distinct[place], &of_x, &times[t_x], &times[age]) * self.counts[place];
            }
            sum
        })
    }

    /// Σ over x of `group`, which is given the places of the distinct histories with this x.
    pub(super) fn by_x<const N: usize>(&self, group: impl Fn(u32, Range<usize>) -> Jet<N>) -> Jet<N> {
        let (mut total, mut start) = (Jet::constant(0.0), 0);
        for alike in self.distinct.chunk_by(|a, b| a.x == b.x) {
            total += group(alike[0].x, start..start + alike.len());
            start += alike.len();
        }
        total
    }
}

/// From so many distinct data on, a likeness of them is made.
pub(super) const MANY: usize = 1_000;

/// x itself when it is small, else the lowest of those within about an eighth of it.
pub(super) fn like_x(x: u32) -> u32 {
    let step = 1 << (x.max(1).ilog2().saturating_sub(3));
    x / step * step
}

/// The nearest whole number, for values that are not negative.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "means of whole numbers that are no larger"
)]
pub(super) fn rounded(value: f64) -> u32 {
    value.round() as u32
}

/// A model of customers who buy at their own rate until, unseen, they stop for good.
pub trait BuyTillYouDie: std::fmt::Debug {
    /// P(alive): the probability that a customer with this history has not stopped by T.
    fn p_alive(&self, history: &History) -> f64;

    /// Expected purchases in (T, T + t] of a customer with this x and T *who is
    /// alive at T*, at each of the horizons t.
    ///
    /// Given that, `t_x` adds nothing: in all three models it tells only about being alive.
    fn purchases_if_alive(&self, history: &History, horizons: &[f64]) -> Vec<f64>;

    /// A time over which expected purchases change smoothly whatever the history:
    /// as functions of t they are analytic but where t ≤ −this.
    fn shortest_time(&self) -> f64;

    /// Whether purchases come at whole times only.
    fn is_discrete(&self) -> bool {
        false
    }

    /// Expected purchases in (T, T + t] of a customer with this history.
    fn expected_purchases(&self, history: &History, horizon: f64) -> f64 {
        self.p_alive(history) * self.purchases_if_alive(history, &[horizon])[0]
    }

    /// Expected repeat purchases in (0, t] of a customer at the moment of the
    /// first purchase, at each of the horizons t.
    fn new_customer(&self, horizons: &[f64]) -> Vec<f64> {
        let alive = self.p_alive(&History::NEW);
        let purchases = self.purchases_if_alive(&History::NEW, horizons);
        purchases.into_iter().map(|purchases| alive * purchases).collect()
    }

    /// Discounted expected residual transactions: purchases after T for ever,
    /// one at t ahead weighing e^(−δt). δ is a rate per unit of time.
    fn dert(&self, history: &History, delta: f64) -> f64;

    /// A customer of the model's at random, observed up to this age.
    fn simulate(&self, age: f64, random: &mut Random) -> History;
}

/// Purchases at a rate up to an age; after each, `goes_on` says whether more may come.
pub(super) fn purchase(rate: f64, age: f64, random: &mut Random, mut goes_on: impl FnMut(&mut Random) -> bool) -> History {
    let mut history = History { x: 0, t_x: 0.0, age };
    loop {
        let next = history.t_x + exponential(random) / rate;
        // Also where the rate is 0; nobody purchases four billion times.
        if !(next <= age && history.x < u32::MAX) {
            return history;
        }
        (history.x, history.t_x) = (history.x + 1, next);
        if !goes_on(random) {
            return history;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::task::complete;
    use crate::value::clv::{BgBb, BgNbd, FitTask, Fitted, Likelihood, MbgNbd, Nbd, ParetoNbd};
    use proptest::prelude::*;
    use std::sync::Arc;

    fn history(x: u32, t_x: f64, age: f64) -> History {
        History { x, t_x, age }
    }

    fn fit<M: Likelihood<N, Data = Summaries> + 'static, const N: usize>(histories: &[History], penalty: f64) -> Result<Fitted<M, N>> {
        let data = Summaries::new(histories, Unit::Week)?;
        data.check_repeats()?;
        complete(Box::new(FitTask::<M, N>::start(Arc::new(data), penalty)))
    }

    /// Fits all models; what comes out must be finite, or said to be undetermined.
    fn survives(histories: &[History]) {
        fn check<M: Likelihood<N, Data = Summaries> + BuyTillYouDie + 'static, const N: usize>(histories: &[History]) {
            let Fitted { model, fit } = fit::<M, N>(histories, 0.0).unwrap();
            assert!(fit.log_likelihood.is_finite() && fit.gradient_norm.is_finite(), "{fit:?}");
            assert!(
                !fit.converged || fit.standard_errors.iter().all(|(_, error)| error.is_finite()),
                "{fit:?}"
            );
            for history in histories {
                let (alive, purchases) = (model.p_alive(history), model.expected_purchases(history, 52.0));
                assert!(
                    (0.0..=1.0).contains(&alive) && purchases >= 0.0 && purchases.is_finite(),
                    "{history:?} {alive} {purchases} {fit:?}"
                );
            }
        }
        check::<BgNbd, 4>(histories);
        check::<MbgNbd, 4>(histories);
        check::<ParetoNbd, 4>(histories);
        check::<Nbd, 2>(histories);
        // One purchase a period at most, and whole ones.
        let whole = |history: &History| {
            let age = history.age.ceil().min(2_000.0);
            let x = history.x.min(rounded(age));
            let t_x = if x == 0 {
                0.0
            } else {
                history.t_x.ceil().max(f64::from(x)).min(age)
            };
            History { x, t_x, age }
        };
        check::<BgBb, 4>(&histories.iter().map(whole).collect::<Vec<_>>());
    }

    #[test]
    fn strange_customers_are_survived() {
        survives(&[history(3, 20.0, 30.0)]);
        survives(&[history(5, 30.0, 30.0), history(9, 28.0, 28.0)]);
        survives(&[history(3000, 100.0, 100.5), history(1, 5.0, 90.0), history(2500, 80.0, 100.0)]);
        survives(&[
            history(0, 0.0, 0.0),
            history(1, 0.0, 0.0),
            history(2, 3.0, 10.0),
            history(0, 0.0, 50.0),
        ]);
        survives(&[history(1, 1.0, 1e5), history(1, 1e5, 1e5), history(0, 0.0, 1e5)]);
    }

    #[test]
    fn a_fit_that_does_not_converge_says_so() {
        let free = fit::<BgNbd, 4>(&[history(3, 20.0, 30.0)], 0.0).unwrap().fit;
        assert!(!free.converged && free.undetermined.is_some(), "{free:?}");
        // The penalty determines what one customer cannot.
        let penalised = fit::<BgNbd, 4>(&[history(3, 20.0, 30.0)], 0.1).unwrap().fit;
        assert!(penalised.converged, "{penalised:?}");
    }

    #[test]
    fn what_cannot_be_is_refused_with_its_row() {
        for wrong in [
            history(2, 5.0, 4.0),
            history(2, -1.0, 4.0),
            history(0, 1.0, 4.0),
            history(1, f64::NAN, 4.0),
            history(1, 1.0, f64::INFINITY),
        ] {
            let error = Summaries::new(&[history(1, 1.0, 2.0), wrong], Unit::Week).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::BadParameter);
            assert!(error.to_string().contains("Customer 2"), "{error}");
        }
        for none in [vec![], vec![history(0, 0.0, 9.0); 50], vec![history(2, 0.0, 0.0)]] {
            assert_eq!(fit::<BgNbd, 4>(&none, 0.0).unwrap_err().kind(), ErrorKind::TooFew);
        }
    }

    #[test]
    fn counts_are_repetitions() {
        let once = [history(2, 5.0, 9.0), history(0, 0.0, 4.0)];
        let counted = Summaries::counted(&[(once[0], 3), (once[1], 2)], Unit::Day).unwrap();
        let repeated = Summaries::new(&[once[1], once[0], once[0], once[1], once[0]], Unit::Day).unwrap();
        assert_eq!((counted.distinct(), &counted.counts), (repeated.distinct(), &repeated.counts));
        assert_eq!((counted.customers(), counted.repeaters()), (5.0, 3.0));
        assert_eq!(repeated.row_of(), [0, 1, 1, 0, 1]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]
        #[test]
        fn the_order_of_customers_does_not_matter(
            customers in proptest::collection::vec((0_u32..6, 0.0..1.0, 1_u32..60), 20..60), cut in 0_usize..20,
        ) {
            let histories: Vec<History> = customers
                .iter()
                .map(|&(x, share, age)| history(x, if x == 0 { 0.0 } else { share * f64::from(age) }, f64::from(age)))
                .collect();
            prop_assume!(histories.iter().any(|history| history.x > 0));
            let mut turned = histories.clone();
            turned.rotate_left(cut);
            let (one, other) = (fit::<ParetoNbd, 4>(&histories, 0.01).unwrap(), fit::<ParetoNbd, 4>(&turned, 0.01).unwrap());
            prop_assert_eq!(one.fit, other.fit);
        }
    }
}
