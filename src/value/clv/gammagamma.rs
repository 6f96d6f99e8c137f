//! Gamma-Gamma: how much a customer spends a purchase.
//!
//! **What it answers.** What a customer's mean purchase will be, given the
//! mean of the few seen so far: those with few purchases are drawn towards
//! everyone's mean.
//!
//! **Assumptions.** (i) A customer's amounts scatter around a mean of its own
//! by a gamma distribution of shape p; (ii) its scale ν ~ Gamma(q, γ) over
//! customers (γ is called v here); (iii) the mean does not depend on how often
//! the customer purchases. Check (iii) by the correlation of x and m.
//!
//! **Inputs.** x repeat purchases and their mean amount m, both above 0; v is
//! in the currency of m, p and q are pure numbers.
//!
//! **Formula.** Likelihood, equation (1a) of \[1\]:
//! Γ(px+q)/(Γ(px)Γ(q)) · v^q m^(px−1) x^(px)/(v+mx)^(px+q).
//! Expected spend, equation (5): p (v + mx)/(px + q − 1).
//!
//! **References.** \[1\] Fader & Hardie (2013), *The Gamma-Gamma model of
//! monetary value*, note 025.

use std::collections::BTreeMap;

use crate::error::{Error, ErrorKind, Result};
use crate::math::jet::Jet;
use crate::math::variates::gamma;
use crate::math::{Random, ln, sum};
use crate::sorting;

use super::btyd::{MANY, like_x, rounded};
use super::fit::Likelihood;

/// The Gamma-Gamma model with its parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GammaGamma {
    /// The shape of one customer's amounts.
    pub p: f64,
    /// The shape of the customers' scales.
    pub q: f64,
    /// The inverse scale of the customers' scales, in currency.
    pub v: f64,
}

impl GammaGamma {
    /// The expected mean amount of a customer with x repeat purchases of mean m.
    ///
    /// With x = 0 it is everyone's mean, pv/(q − 1). `NaN` where the
    /// expectation is not finite (px + q ≤ 1).
    pub fn expected_spend(&self, x: u32, m: f64) -> f64 {
        let Self { p, q, v } = *self;
        let (x, money) = if x == 0 { (0.0, 0.0) } else { (f64::from(x), f64::from(x) * m) };
        let divisor = p * x + q - 1.0;
        if divisor > 0.0 { p * (v + money) / divisor } else { f64::NAN }
    }

    /// The mean amount of so many repeat purchases of a customer of the model's at random.
    pub fn simulate(&self, x: u32, random: &mut Random) -> f64 {
        let (x, scale) = (f64::from(x), gamma(self.q, random) / self.v);
        gamma(self.p * x, random) / (scale * x)
    }
}

/// Customers with repeat purchases and what they spent: x and m.
#[derive(Debug, Clone)]
pub struct Spends {
    /// Rising in x, then m.
    distinct: Vec<(u32, f64)>,
    counts: Vec<f64>,
    customers: usize,
}

impl Spends {
    /// Takes (x, m) of every customer and keeps those with both above 0.
    ///
    /// # Errors
    /// [`ErrorKind::TooFew`] when none is left.
    pub fn new(spends: impl IntoIterator<Item = (u32, f64)>) -> Result<Self> {
        let mut kept: Vec<(u32, f64)> = spends.into_iter().filter(|&(x, m)| x > 0 && m > 0.0 && m.is_finite()).collect();
        if kept.is_empty() {
            return Err(Error::new(
                ErrorKind::TooFew,
                "No customer has a repeat purchase with an amount above zero, so spending cannot be modelled. Choose a longer window, or another amount column.",
                "没有客户的复购金额大于零，无法估计消费金额。请选择更长的时间范围，或另选金额列。",
            ));
        }
        sorting::sort_by(&mut kept, |a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let mut spends = Self {
            distinct: Vec::new(),
            counts: Vec::new(),
            customers: kept.len(),
        };
        for spend in kept {
            if spends.distinct.last() != Some(&spend) {
                spends.distinct.push(spend);
                spends.counts.push(0.0);
            }
            let last = spends.counts.len() - 1;
            spends.counts[last] += 1.0;
        }
        Ok(spends)
    }

    /// The number of customers.
    pub fn len(&self) -> usize {
        self.customers
    }

    /// Whether there is none, which [`Spends::new`] refuses.
    pub fn is_empty(&self) -> bool {
        self.customers == 0
    }

    /// The correlation of x and m; `None` where one of them does not vary.
    pub fn correlation(&self) -> Option<f64> {
        let n = self.customers as f64;
        let total = |of: &dyn Fn(f64, f64) -> f64| {
            sum(self
                .distinct
                .iter()
                .zip(&self.counts)
                .map(|(&(x, m), count)| count * of(f64::from(x), m)))
        };
        let (mean_x, mean_m) = (total(&|x, _| x) / n, total(&|_, m| m) / n);
        let both = total(&|x, m| (x - mean_x) * (m - mean_m));
        let squares = total(&|x, _| (x - mean_x) * (x - mean_x)) * total(&|_, m| (m - mean_m) * (m - mean_m));
        (squares > 0.0).then(|| both / squares.sqrt())
    }

    /// Customers of like x and m taken together; `None` when there are few.
    fn likeness(&self) -> Option<Self> {
        if self.distinct.len() < MANY {
            return None;
        }
        let mut cells: BTreeMap<(u32, i64), [f64; 3]> = BTreeMap::new();
        for (&(x, m), count) in self.distinct.iter().zip(&self.counts) {
            // A cell spans a seventh of m.
            #[expect(clippy::cast_possible_truncation, reason = "the logarithm of an amount is far within i64")]
            let of_m = (ln(m) * 7.0).floor() as i64;
            let cell = cells.entry((like_x(x), of_m)).or_default();
            cell[0] += count;
            cell[1] += count * f64::from(x);
            cell[2] += count * m;
        }
        Some(Self {
            distinct: cells.values().map(|&[count, x, m]| (rounded(x / count), m / count)).collect(),
            counts: cells.values().map(|cell| cell[0]).collect(),
            customers: self.customers,
        })
    }

    fn mean(&self) -> f64 {
        sum(self.distinct.iter().zip(&self.counts).map(|(&(_, m), count)| count * m)) / self.customers as f64
    }
}

impl Likelihood<3> for GammaGamma {
    const LETTERS: [&'static str; 3] = ["p", "q", "v"];
    type Data = Spends;

    fn from_parameters([p, q, v]: [f64; 3]) -> Self {
        Self { p, q, v }
    }

    fn log_likelihood(data: &Spends, [ln_p, ln_q, ln_v]: [Jet<3>; 3]) -> Jet<3> {
        let [p, q, v] = [ln_p, ln_q, ln_v].map(Jet::exp);
        let constant = q * ln_v - q.ln_gamma();
        let (mut total, mut start) = (Jet::constant(0.0), 0);
        for alike in data.distinct.chunk_by(|a, b| a.0 == b.0) {
            let x = f64::from(alike[0].0);
            let shape = p * x;
            let head = (shape + q).ln_gamma() - shape.ln_gamma() + constant;
            let counts = &data.counts[start..start + alike.len()];
            start += alike.len();
            let total_of = |of: fn(f64, f64) -> f64| sum(alike.iter().zip(counts).map(|(&(_, m), count)| count * of(v.value, m * x)));
            let customers = sum(counts.iter().copied());
            // What differs between those with one x are Σ ln mx and Σ ln(v + mx), and of these only the latter bends, by v.
            let ln_money = total_of(|_, money| ln(money));
            let ln_both = Jet {
                value: total_of(|v, money| ln(v + money)),
                gradient: [total_of(|v, money| v / (v + money))],
                hessian: [[total_of(|v, money| v * money / ((v + money) * (v + money)))]],
            };
            let spend = shape * ln_money - (shape + q) * ln_both.of(&[ln_v]);
            total += head * customers + spend + (customers * ln(x) - ln_money);
        }
        total
    }

    fn likeness(data: &Spends) -> Option<Spends> {
        data.likeness()
    }

    fn starts(data: &Spends) -> Vec<[f64; 3]> {
        let mean = data.mean();
        [(5.0, 3.0), (1.0, 2.0), (30.0, 6.0)]
            .map(|(p, q)| [p, q, mean * (q - 1.0) / p])
            .to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::clv::cdnow::{self, assert_digits};
    use crate::value::clv::fit::tests::{assert_derivatives, assert_reference};
    use proptest::prelude::*;

    fn spends(until: &str) -> Vec<(u32, f64)> {
        cdnow::histories(&cdnow::sample(), until).1
    }

    #[test]
    fn the_reference_fit() {
        let golden = cdnow::golden();
        let spends = spends(cdnow::CALIBRATION_END);
        let data = Spends::new(spends.iter().copied()).unwrap();
        assert_eq!(data.len(), 946);
        assert_digits("correlation", data.correlation().unwrap(), &golden["sample"]["pearson_x_m"], 10);
        let model = assert_reference::<GammaGamma, 3>(data, &golden["sample"]["fits"]["gammagamma"]).model;
        for (row, expected) in golden["sample"]["spend_first_three_customers"]
            .as_array()
            .unwrap()
            .iter()
            .enumerate()
        {
            let (x, m) = spends[row];
            assert_digits("spend", model.expected_spend(x, m), expected, 6);
        }
    }

    #[test]
    fn amounts_rounded_to_cents() {
        let golden = cdnow::golden();
        let rounded = spends(cdnow::CALIBRATION_END)
            .into_iter()
            .map(|(x, m)| (x, (m * 100.0 + 0.5 + 1e-9).floor() / 100.0));
        let rounded: Vec<_> = rounded.collect();
        let data = Spends::new(rounded.iter().copied()).unwrap();
        let model = assert_reference::<GammaGamma, 3>(data, &golden["sample"]["fits"]["gammagamma_m_rounded_to_cents"]).model;
        for (row, expected) in golden["sample"]["spend_first_three_customers_m_rounded"]
            .as_array()
            .unwrap()
            .iter()
            .enumerate()
        {
            assert_digits("spend", model.expected_spend(rounded[row].0, rounded[row].1), expected, 6);
        }
    }

    #[test]
    fn the_size_of_the_currency_changes_nothing() {
        let spends = spends(cdnow::CALIBRATION_END);
        let fit = |scale: f64| {
            let data = Spends::new(spends.iter().map(|&(x, m)| (x, scale * m))).unwrap();
            crate::task::complete(Box::new(crate::value::clv::FitTask::<GammaGamma, 3>::start(
                std::sync::Arc::new(data),
                0.0,
            )))
            .unwrap()
        };
        let base = fit(1.0);
        // Hundredths of a cent to millions.
        for scale in [1e-4, 0.01, 1e6] {
            let found = fit(scale);
            assert!(found.fit.converged, "{scale}");
            for (x, m) in [(0, 0.0), (1, 20.0), (30, 500.0)] {
                let (ours, expected) = (found.model.expected_spend(x, scale * m), scale * base.model.expected_spend(x, m));
                assert!((ours / expected - 1.0).abs() < 1e-6, "{scale}: {ours} {expected}");
            }
        }
    }

    #[test]
    fn all_of_cdnow() {
        let golden = cdnow::golden();
        let (_, spends) = cdnow::histories(&cdnow::master(), "1998-06-30");
        assert_reference::<GammaGamma, 3>(Spends::new(spends).unwrap(), &golden["master"]["fits"]["gammagamma"]);
    }

    #[test]
    fn a_customer_without_repeats_gets_everyones_mean() {
        let model = GammaGamma { p: 6.0, q: 4.0, v: 15.0 };
        assert!((model.expected_spend(0, f64::NAN) - 30.0).abs() < 1e-12);
        assert!((model.expected_spend(1_000_000, 50.0) - 50.0).abs() < 1e-3);
        assert!(GammaGamma { q: 0.9, ..model }.expected_spend(0, 0.0).is_nan());
    }

    #[test]
    fn nothing_to_learn_from_is_said() {
        assert_eq!(
            Spends::new([(0, f64::NAN), (3, 0.0), (2, -1.0)]).unwrap_err().kind(),
            ErrorKind::TooFew
        );
        assert!(Spends::new([(2, 5.0), (2, 5.0)]).unwrap().correlation().is_none());
    }

    proptest! {
        #[test]
        fn derivatives_agree_with_central_differences(
            point in proptest::array::uniform3(-1.0..3.0), spends in proptest::collection::vec((1_u32..20, 0.1..900.0), 1..9),
        ) {
            assert_derivatives::<GammaGamma, 3>(&Spends::new(spends).unwrap(), &point);
        }
    }
}
