//! Purchases of each period of a horizon, discounted, from few evaluations.

use crate::math::{exp, exp_m1, ln, ln_1p};

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

impl Periods {
    /// Periods 1 … `horizon`, the j-th weighing f^j with f = e^(−`ln_rate`).
    pub fn new(horizon: u32, ln_rate: f64, scale: f64) -> Self {
        // By parts: E(j) weighs fʲ − fʲ⁺¹, the last one fʲ.
        let of_period = |period: u32| {
            let factor = exp(-ln_rate * f64::from(period));
            if period == horizon { factor } else { factor * -exp_m1(-ln_rate) }
        };
        let half = 0.5 * ln_1p(f64::from(horizon) / scale);
        // The ellipse of analyticity reaches π/half on the imaginary axis.
        let rise = std::f64::consts::PI / half;
        let degree = (38.0 / ln(rise + (rise * rise + 1.0).sqrt())).ceil() + 1.0;
        if degree.is_nan() || degree >= f64::from(horizon) {
            let periods = 1..=horizon;
            return Self {
                points: periods.clone().map(f64::from).collect(),
                weights: periods.map(of_period).collect(),
            };
        }
        // At most the horizon, just above; E(0) = 0, so the first point needs no evaluation.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a positive number below a u32")]
        let degree = degree as u32;
        let place = |k: u32| half * (1.0 - libm::cos(std::f64::consts::PI * f64::from(k) / f64::from(degree)));
        let places: Vec<f64> = (0..=degree).map(place).collect();
        let mut weights = vec![0.0; places.len()];
        for period in 1..=horizon {
            let at = ln_1p(f64::from(period) / scale);
            for (weight, share) in weights.iter_mut().zip(shares(&places, at)) {
                *weight += of_period(period) * share;
            }
        }
        let time = |&place: &f64| scale * exp_m1(place);
        let mut points: Vec<f64> = places[1..].iter().map(time).collect();
        if let Some(last) = points.last_mut() {
            *last = f64::from(horizon);
        }
        Self {
            points,
            weights: weights.split_off(1),
        }
    }

    /// Σⱼ (E(j) − E(j−1)) fʲ from E at the points.
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
    use crate::value::clv::{BgNbd, BuyTillYouDie, History, ParetoNbd};
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
                let found = few.discounted(&model.purchases_if_alive(&history, &few.points));
                prop_assert!((found - plain).abs() < 1e-11 * plain, "{found} {plain}, {} points", few.points.len());
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
