//! A customer who tosses a coin after each purchase: the form of the likelihood
//! and the expected purchases that BG/NBD and MBG/NBD share.

use crate::math::hyp2f1::ln_hyp2f1;
use crate::math::jet::Jet;
use crate::math::quadrature::GaussLegendre;
use crate::math::{exp, exp_m1, ln, ln_1p};

use super::btyd::Summaries;

/// Beyond so many terms the closed form takes over.
const MOST_TERMS: f64 = 3_000.0;

/// What the likelihood of customers with one x is made of, as functions of the
/// logarithms of the parameters:
/// e^`head` · [(α+T)^`power` + e^`stop` (α+`t_x`)^`power`].
pub(super) struct Terms {
    pub head: Jet<4>,
    pub power: Jet<4>,
    /// `None` where nobody can have stopped.
    pub stop: Option<Jet<4>>,
}

/// The log-likelihood of all customers.
///
/// Those with one x differ in y(T) and y(`t_x`) alone, y(t) = ln(α+t). So the sum over them is
/// taken as a function of P = `power`, S = `stop` and ln α, and then of the parameters. It is
/// Σ P y(T) + ln(1 + e^u) with u = S + P d, d = y(`t_x`) − y(T), whose derivatives
/// by u are the probability q to have stopped, and q (1 − q).
pub(super) fn log_likelihood(data: &Summaries, ln_alpha: Jet<4>, of_x: impl Fn(u32) -> Terms) -> Jet<4> {
    let alpha = exp(ln_alpha.value);
    // y with its derivatives by ln α.
    let of_time = |&time: &f64| {
        let share = alpha / (alpha + time);
        [ln(alpha + time), share, share * (1.0 - share)]
    };
    let times: Vec<[f64; 3]> = data.times().iter().map(of_time).collect();
    data.by_x(|x, places| {
        let Terms { head, power, stop } = of_x(x);
        let p = power.value;
        let (mut all, mut y, mut value, mut q, mut bend) = (0.0, [0.0; 3], Logarithms::NONE, [0.0; 4], [0.0; 6]);
        for place in places {
            let (count, (t_x, age)) = (data.count_of(place), data.times_of(place));
            let (last, now) = (&times[t_x], &times[age]);
            all += count;
            (0..3).for_each(|order| y[order] += count * now[order]);
            let Some(stop) = &stop else { continue };
            let d = [last[0] - now[0], last[1] - now[1], last[2] - now[2]];
            let u = stop.value + p * d[0];
            // Of the two terms 1 and e^u the lesser one as a share of the greater, so that nothing overflows.
            let lesser = exp(-u.abs());
            let both = 1.0 + lesser;
            value.add(count, u.max(0.0), both);
            let (stopped, alive) = if u < 0.0 { (lesser, 1.0) } else { (1.0, lesser) };
            let share = count * stopped / both;
            add(&mut q, share, [1.0, d[0], d[1], d[2]]);
            add(
                &mut bend,
                share * alive / both,
                [1.0, d[0], d[1], d[0] * d[0], d[0] * d[1], d[1] * d[1]],
            );
        }
        let (by_power, by_both) = (p * bend[2], y[1] + q[2] + p * bend[4]);
        let sum = Jet {
            value: p * y[0] + value.total(),
            gradient: [y[0] + q[1], q[0], p * (y[1] + q[2])],
            hessian: [
                [bend[3], bend[1], by_both],
                [bend[1], bend[0], by_power],
                [by_both, by_power, p * (y[2] + q[3] + p * bend[5])],
            ],
        };
        head * all + sum.of(&[power, stop.unwrap_or(Jet::constant(0.0)), ln_alpha])
    })
}

/// A sum of logarithms of numbers from 1 to 2: most are multiplied, as that is quicker, and the logarithm taken of products.
struct Logarithms {
    sum: f64,
    product: f64,
}

impl Logarithms {
    const NONE: Self = Self { sum: 0.0, product: 1.0 };
    /// So large a product is near to the largest number there is.
    const LARGEST: f64 = 1e300;

    /// Adds so many times `more` + ln `number`.
    fn add(&mut self, count: f64, more: f64, number: f64) {
        self.sum += count * more;
        if count == 1.0 {
            self.product *= number;
        } else {
            self.sum += count * ln(number);
        }
        if self.product > Self::LARGEST {
            *self = Self {
                sum: self.total(),
                ..Self::NONE
            };
        }
    }

    fn total(&self) -> f64 {
        self.sum + ln(self.product)
    }
}

/// Adds to each sum its term times a factor.
fn add<const N: usize>(sums: &mut [f64; N], factor: f64, terms: [f64; N]) {
    for (sum, term) in sums.iter_mut().zip(terms) {
        *sum += factor * term;
    }
}

/// A customer who is alive, with what is believed of its rate and its coin:
/// λ ~ Gamma(`shape`, `rate`), p ~ Beta(`a`, `b`), where p is the probability
/// to stop after a purchase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Coin {
    pub shape: f64,
    pub rate: f64,
    pub a: f64,
    pub b: f64,
}

impl Coin {
    /// Expected purchases within each of the horizons.
    ///
    /// The papers' closed form (equation (10) of Fader, Hardie & Lee 2005) is
    /// (a+b−1)/(a−1) · [1 − (1−z)^shape ₂F₁(shape, b; a+b−1; z)] with
    /// z = t/(rate + t). It divides 0 by 0 at a = 1, cancels near it and for
    /// small z, and meets a pole of ₂F₁ at a + b = 1. Expanding ₂F₁ removes
    /// all three: the expectation is
    ///
    /// E[M(N)], N ~ NBD(shape, z), M(n) = Σ_{j<n} (b)ⱼ/(a+b)ⱼ,
    ///
    /// where N counts the purchases of a customer who never stops and M(n) how
    /// many of n such purchases happen before the coin ends them. Every term
    /// is positive, so that nothing cancels.
    pub fn purchases(&self, horizons: &[f64]) -> Vec<f64> {
        let mut before_stopping = vec![0.0];
        horizons.iter().map(|&horizon| self.within(horizon, &mut before_stopping)).collect()
    }

    /// ∫ δ e^(−δt) E(t) dt over t > 0, with E(t) the expected purchases within t:
    /// by parts, the sum of all purchases to come, one at t weighing e^(−δt).
    pub fn discounted(&self, delta: f64) -> f64 {
        let mut before_stopping = vec![0.0];
        // In w = ln(1 + t/scale), on which E bends evenly; beyond δt = 40 nothing is left.
        let scale = self.rate.min(1.0 / delta);
        let z = delta * scale;
        let (mut total, mut from) = (0.0, 0.0);
        while z * exp_m1(from) < 40.0 {
            for (w, weight) in GaussLegendre::SIXTEEN.nodes(from, 1.0) {
                let odds = exp_m1(w);
                total += weight * z * exp(w - z * odds) * self.within(odds * scale, &mut before_stopping);
            }
            from += 1.0;
        }
        total
    }

    fn within(&self, horizon: f64, before_stopping: &mut Vec<f64>) -> f64 {
        let odds = horizon / self.rate;
        // N's mean, 45 lengths of its geometric tail and 12 standard deviations.
        let mean = self.shape * odds;
        let reach = mean + 45.0 * (1.0 + odds) + 12.0 * (mean * (1.0 + odds)).sqrt();
        if reach > MOST_TERMS {
            self.closed_form(odds)
        } else {
            self.series(odds, before_stopping)
        }
    }

    fn series(&self, odds: f64, before_stopping: &mut Vec<f64>) -> f64 {
        let z = odds / (1.0 + odds);
        // From the most likely N outwards, so that no weight underflows; the weights are normalised by their sum.
        let mode = ((self.shape - 1.0) * odds).floor().max(0.0);
        let (mut weights, mut purchases) = (0.0, 0.0);
        let mut add = |n: f64, weight: f64| {
            weights += weight;
            purchases += weight * self.before_stopping(n, before_stopping);
        };
        let (mut n, mut weight) = (mode, 1.0);
        loop {
            add(n, weight);
            let ratio = z * (self.shape + n) / (n + 1.0);
            n += 1.0;
            weight *= ratio;
            // The rest is at most a geometric series of terms weight · n.
            if ratio < 1.0 && weight * (n + 1.0) < 1e-18 * (1.0 - ratio) {
                break;
            }
        }
        (n, weight) = (mode, 1.0);
        while n > 0.0 && weight > 1e-20 {
            weight *= n / (z * (self.shape + n - 1.0));
            n -= 1.0;
            add(n, weight);
        }
        purchases / weights
    }

    /// M(n), kept for the next horizon.
    // n is a whole number below MOST_TERMS.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn before_stopping(&self, n: f64, known: &mut Vec<f64>) -> f64 {
        let place = n as usize;
        while known.len() <= place {
            let j = known.len() as f64 - 1.0;
            let last = known[known.len() - 1];
            let step = match known.len() {
                1 => 1.0,
                len => (last - known[len - 2]) * (self.b + j - 1.0) / (self.a + self.b + j - 1.0),
            };
            known.push(last + step);
        }
        known[place]
    }

    /// The papers' closed form; far out nothing cancels but at a = 1, which is
    /// stepped around.
    fn closed_form(&self, odds: f64) -> f64 {
        let Self { shape, a, b, .. } = *self;
        let near_one = 1e-5;
        if (a - 1.0).abs() < near_one {
            let at = |a| Self { a, ..*self }.closed_form(odds);
            return 0.5 * (at(1.0 - 2.0 * near_one) + at(1.0 + 2.0 * near_one));
        }
        let z = odds / (1.0 + odds);
        // (a+b−1) F(shape, b; a+b−1; z) by Abramowitz & Stegun (1964), 15.2.24: with a + b, ₂F₁ has no pole.
        let c = a + b;
        let scale = -shape * ln_1p(odds);
        let f = exp(scale + ln_hyp2f1(shape, b, c, z));
        let next = exp(scale + ln_hyp2f1(shape, b + 1.0, c, z));
        let lowered = (a - 1.0) * f + b * next;
        (c - 1.0 - lowered) / (a - 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customers::Unit;
    use crate::math::pow;
    use crate::math::special::ln_beta;
    use crate::value::clv::fit::tests::assert_derivatives;
    use crate::value::clv::{BgNbd, History, MbgNbd};
    use proptest::prelude::*;

    #[test]
    fn certain_coins() {
        // b → ∞: never stops, so that purchases go on at the mean rate.
        let never = Coin {
            shape: 3.0,
            rate: 2.0,
            a: 1.0,
            b: 1e15,
        };
        assert!((never.purchases(&[4.0])[0] - 6.0).abs() < 1e-9);
        // a → ∞: stops at the first purchase, which comes with probability 1 − (1 + t/rate)^−shape.
        let at_once = Coin {
            shape: 3.0,
            rate: 2.0,
            a: 1e15,
            b: 1.0,
        };
        assert!((at_once.purchases(&[4.0])[0] - (1.0 - 1.0 / 27.0)).abs() < 1e-12);
        assert_eq!(at_once.purchases(&[0.0]), [0.0]);
    }

    #[test]
    fn purchases_for_ever_of_customers_who_are_all_alike() {
        // At the rate λ = 0.1 for ever: DERT = λ/δ.
        let never = Coin {
            shape: 1e5,
            rate: 1e6,
            a: 1.0,
            b: 1e15,
        };
        let dert = never.discounted(0.02);
        assert!((dert / 5.0 - 1.0).abs() < 1e-9, "{dert}");
    }

    #[test]
    fn a_thousand_purchases_stay_finite() {
        let heavy = Coin {
            shape: 5000.0,
            rate: 1.0,
            a: 0.8,
            b: 5000.0,
        };
        let purchases = heavy.purchases(&[0.01, 1.0, 100.0, 1e6]);
        assert!((purchases[0] - 50.0).abs() < 1.0, "{purchases:?}");
        assert!(
            purchases.windows(2).all(|pair| pair[0] < pair[1] && pair[1].is_finite()),
            "{purchases:?}"
        );
    }

    #[test]
    fn where_the_closed_form_has_its_poles() {
        // The golden rows with c = a + b − 1 below 0: E = c/(a−1) (1 − (1−z)^shape F).
        let golden: serde_json::Value = serde_json::from_str(include_str!("../../../tests/golden/hyp2f1.json")).unwrap();
        for row in golden["edge"].as_array().unwrap() {
            let [shape, b, c, z, f] = [0, 1, 2, 3, 4].map(|i| row[i].as_f64().unwrap());
            let (a, odds) = (c + 1.0 - b, z / (1.0 - z));
            let expected = c / (a - 1.0) * (1.0 - pow(1.0 - z, shape) * f);
            let coin = Coin { shape, rate: 1.0, a, b };
            let found = coin.purchases(&[odds])[0];
            // The closed form itself cancels for small z.
            assert!(
                (found - expected).abs() < 1e-11 * found + 4e-15 / (a - 1.0).abs(),
                "{row}: {found} {expected}"
            );
        }
    }

    proptest! {
        #[test]
        fn derivatives_agree_with_central_differences(
            point in proptest::array::uniform4(-1.5..2.5), drawn in proptest::collection::vec((0_u32..20, 0.0..1.0, 0.1..60.0), 1..9),
        ) {
            let history = |&(x, share, age): &(u32, f64, f64)| History { x, t_x: if x == 0 { 0.0 } else { share * age }, age };
            let data = Summaries::new(&drawn.iter().map(history).collect::<Vec<_>>(), Unit::Week).unwrap();
            assert_derivatives::<BgNbd, 4>(&data, &point);
            assert_derivatives::<MbgNbd, 4>(&data, &point);
        }

        #[test]
        fn the_series_is_the_closed_form(shape in 0.05..200.0, a in 0.05..10.0, b in 0.1..200.0, odds in 0.05..30.0) {
            let coin = Coin { shape, rate: 1.0, a, b };
            prop_assume!((a - 1.0).abs() > 1e-3);
            let (series, closed) = (coin.series(odds, &mut vec![0.0]), coin.closed_form(odds));
            prop_assert!((series - closed).abs() < 1e-9 * (series + (a + b) / (a - 1.0).abs()), "{series} {closed}");
        }

        // The expectation is ∫ (1 − (1 + p·odds)^−shape)/p over p ~ Beta(a, b).
        #[test]
        fn the_series_is_the_mean_over_coins(shape in 0.05..20.0, a in 2.0..10.0, b in 2.0..20.0, odds in 0.01..10.0) {
            let coin = Coin { shape, rate: 1.0, a, b };
            let density = |p: f64| exp((a - 2.0) * crate::math::ln(p) + (b - 1.0) * ln_1p(-p) - ln_beta(a, b));
            let integrand = |p: f64| density(p) * -exp_m1(-shape * ln_1p(p * odds));
            let mean: f64 = (0..64).map(|part| GaussLegendre::SIXTEEN.integrate(f64::from(part) / 64.0, 1.0 / 64.0, integrand)).sum();
            let found = coin.purchases(&[odds])[0];
            prop_assert!((found - mean).abs() < 1e-6 * mean, "{found} {mean}");
        }
    }
}
