//! Purchases of each period of a horizon, discounted, from few evaluations.

use crate::math::quadrature::GaussLegendre;
use crate::math::{exp, exp_m1, ln, ln_1p};
use crate::sorting::sort_by;

/// The purchases expected within t are analytic in w = ln(1 + t/scale) within
/// π of the real axis, where `scale` is a model's shortest time: a polynomial
/// through Chebyshev points in w gives them at every period to full precision,
/// and since Σⱼ (E(j) − E(j−1)) fʲ is linear in them, the sum is one of fixed
/// weights at these points.
///
/// Berrut & Trefethen (2004), *Barycentric Lagrange interpolation*, SIAM
/// Review 46(3), 501–517; the convergence is their theorem 5.1's.
#[derive(Debug, Clone)]
pub(super) struct Periods {
    /// Times ahead, rising to the horizon.
    pub points: Vec<f64>,
    weights: Vec<f64>,
}

/// −ln of the share that may be lost: full precision, and six digits or more.
const FULL: f64 = 38.0;
const ROUGH: f64 = 17.0;

impl Periods {
    /// Periods 1 … `horizon`, the j-th weighing f^j with f = e^(−`ln_rate`).
    pub fn new(horizon: u32, ln_rate: f64, scale: f64) -> Self {
        Self::to(FULL, horizon, ln_rate, scale)
    }

    /// The same to six digits or more, from fewer evaluations.
    pub fn roughly(horizon: u32, ln_rate: f64, scale: f64) -> Self {
        Self::to(ROUGH, horizon, ln_rate, scale)
    }

    fn to(digits: f64, horizon: u32, ln_rate: f64, scale: f64) -> Self {
        // By parts: E(j) weighs fʲ − fʲ⁺¹, the last one fʲ.
        let of_period = |period: u32| {
            let factor = exp(-ln_rate * f64::from(period));
            if period == horizon { factor } else { factor * -exp_m1(-ln_rate) }
        };
        let every = (1..=horizon).map(|period| (f64::from(period), of_period(period)));
        Self::of(digits, every.collect(), scale)
    }

    /// All time to come, a purchase at t weighing e^(−δt): by parts ∫ δ e^(−δt) E(t) dt. δ must be above 0.
    pub fn forever(delta: f64, scale: f64) -> Self {
        // Where E is smooth over longer than what is discounted lasts, that decides.
        let scale = scale.min(1.0 / delta);
        let z = delta * scale;
        let (mut every, mut from) = (Vec::new(), 0.0);
        // In w = ln(1 + t/scale), on which both bend evenly; beyond δt = 40 nothing is left.
        while z * exp_m1(from) < 40.0 {
            every.extend(GaussLegendre::SIXTEEN.nodes(from, 1.0).map(|(w, weight)| {
                let odds = exp_m1(w);
                (odds * scale, weight * z * exp(w - z * odds))
            }));
            from += 1.0;
        }
        sort_by(&mut every, |a, b| a.0.total_cmp(&b.0));
        Self::of(FULL, every, scale)
    }

    /// Σ weight · E(time) over these times, which rise; `digits` is −ln of the share that may be lost.
    fn of(digits: f64, every: Vec<(f64, f64)>, scale: f64) -> Self {
        let (longest, count) = (every.last().map_or(0.0, |&(time, _)| time), every.len() as f64);
        let half = 0.5 * ln_1p(longest / scale);
        // The ellipse of analyticity reaches π/half on the imaginary axis.
        let rise = std::f64::consts::PI / half;
        let degree = (digits / ln(rise + (rise * rise + 1.0).sqrt())).ceil() + 1.0;
        if degree.is_nan() || degree >= count {
            let (points, weights) = every.into_iter().unzip();
            return Self { points, weights };
        }
        // Below the number of times, just above; E(0) = 0, so the first point needs no evaluation.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a positive number below a u32")]
        let degree = degree as u32;
        let place = |k: u32| half * (1.0 - libm::cos(std::f64::consts::PI * f64::from(k) / f64::from(degree)));
        let places: Vec<f64> = (0..=degree).map(place).collect();
        let mut weights = vec![0.0; places.len()];
        for (time, of_time) in every {
            for (weight, share) in weights.iter_mut().zip(shares(&places, ln_1p(time / scale))) {
                *weight += of_time * share;
            }
        }
        let time = |&place: &f64| scale * exp_m1(place);
        let mut points: Vec<f64> = places[1..].iter().map(time).collect();
        if let Some(last) = points.last_mut() {
            *last = longest;
        }
        Self {
            points,
            weights: weights.split_off(1),
        }
    }

    /// The discounted purchases, from E at the points.
    pub fn discounted(&self, expected: &[f64]) -> f64 {
        crate::math::sum(expected.iter().zip(&self.weights).map(|(expected, weight)| expected * weight))
    }
}

/// What the value at each Chebyshev point contributes to that at `at`.
fn shares(places: &[f64], at: f64) -> Vec<f64> {
    if let Some(hit) = places.iter().position(|&place| place == at) {
        return (0..places.len()).map(|k| f64::from(u8::from(k == hit))).collect();
    }
    let last = places.len() - 1;
    let mut terms: Vec<f64> = (0..=last)
        .map(|k| {
            let sign = if k % 2 == 0 { 1.0 } else { -1.0 };
            let end = if k == 0 || k == last { 0.5 } else { 1.0 };
            sign * end / (at - places[k])
        })
        .collect();
    let total = crate::math::sum(terms.iter().copied());
    for term in &mut terms {
        *term /= total;
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::sum;
    use crate::value::clv::{BgNbd, BuyTillYouDie, History, Nbd, ParetoNbd};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn few_points_give_what_every_period_gives(
            shape in 0.1..5.0, scale in 0.5..60.0, a in 0.1..5.0, b in 0.2..9.0, x in 0_u32..30, age in 0.0..100.0, rate in 0.0..0.02,
            horizon in 1_u32..800,
        ) {
            let (history, rate): (_, f64) = (History { x, t_x: 0.0, age }, rate);
            let models: [&dyn BuyTillYouDie; 2] = [
                &BgNbd { r: shape, alpha: scale, a, b },
                &ParetoNbd { r: shape, alpha: 2.0 * scale, s: a, beta: scale },
            ];
            for model in models {
                let every: Vec<f64> = (1..=horizon).map(f64::from).collect();
                let expected = model.purchases_if_alive(&history, &every);
                let before = std::iter::once(0.0).chain(expected.iter().copied());
                let plain = sum(expected.iter().zip(before).zip(&every).map(|((now, before), period)| (now - before) * exp(-rate * period)));
                let few = Periods::new(horizon, rate, model.shortest_time());
                prop_assert!(few.points.len() <= every.len() && few.points[few.points.len() - 1] == f64::from(horizon));
                let rough = Periods::roughly(horizon, rate, model.shortest_time());
                prop_assert!(rough.points.len() <= few.points.len());
                let roughly = rough.discounted(&model.purchases_if_alive(&history, &rough.points));
                prop_assert!((roughly - plain).abs() < 1e-6 * plain, "{roughly} {plain}, {} points", rough.points.len());
                let found = few.discounted(&model.purchases_if_alive(&history, &few.points));
                prop_assert!((found - plain).abs() < 1e-11 * plain, "{found} {plain}, {} points", few.points.len());
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn few_points_give_what_is_discounted_for_ever(
            shape in 0.1..5.0, scale in 0.5..60.0, a in 0.1..5.0, b in 0.2..9.0, x in 0_u32..30, age in 0.0..100.0, delta in 1e-4..0.02,
        ) {
            let history = History { x, t_x: age, age };
            let models: [&dyn BuyTillYouDie; 3] = [
                &BgNbd { r: shape, alpha: scale, a, b },
                &ParetoNbd { r: shape, alpha: 2.0 * scale, s: a, beta: scale },
                &Nbd { r: shape, alpha: scale },
            ];
            for model in models {
                let forever = Periods::forever(delta, model.shortest_time());
                let expected = model.dert(&history, delta);
                let found = model.p_alive(&history) * forever.discounted(&model.purchases_if_alive(&history, &forever.points));
                prop_assert!((found - expected).abs() < 1e-9 * expected, "{found} {expected}, {} points", forever.points.len());
            }
        }
    }

    #[test]
    fn a_year_of_days_takes_few_points() {
        assert!(Periods::new(365, 3e-4, 30.0).points.len() < 40);
        assert_eq!(Periods::new(3, 3e-4, 30.0).points, [1.0, 2.0, 3.0]);
        assert_eq!(Periods::new(500, 3e-4, 1e-300).points.len(), 500);
    }
}
