//! Random numbers of the distributions that the models assume.
//!
//! Of our own, because `rand_distr` takes its logarithms from the platform
//! when another crate asks for `std`: the same seed would give other bytes.

use super::{Random, ln, pow, uniform};

/// Exponential with rate 1.
pub fn exponential(random: &mut Random) -> f64 {
    // 1 − u is never 0.
    -ln(1.0 - uniform(random))
}

/// Standard normal, by Marsaglia's polar method.
pub fn normal(random: &mut Random) -> f64 {
    loop {
        let (x, y) = (2.0 * uniform(random) - 1.0, 2.0 * uniform(random) - 1.0);
        let square = x * x + y * y;
        if square > 0.0 && square < 1.0 {
            return x * (-2.0 * ln(square) / square).sqrt();
        }
    }
}

/// Gamma with this shape, above 0, and rate 1.
///
/// Marsaglia & Tsang (2000), *A simple method for generating gamma variables*,
/// ACM Transactions on Mathematical Software 26(3), 363–372.
pub fn gamma(shape: f64, random: &mut Random) -> f64 {
    if shape < 1.0 {
        // Their section 6.
        return gamma(shape + 1.0, random) * pow(1.0 - uniform(random), 1.0 / shape);
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let x = normal(random);
        let root = 1.0 + c * x;
        if root > 0.0 {
            let v = root * root * root;
            if ln(1.0 - uniform(random)) < 0.5 * x * x + d * (1.0 - v + ln(v)) {
                return d * v;
            }
        }
    }
}

/// Beta with these two shapes, both above 0.
pub fn beta(a: f64, b: f64, random: &mut Random) -> f64 {
    let (x, y) = (gamma(a, random), gamma(b, random));
    if x + y > 0.0 {
        x / (x + y)
    } else {
        // Both were too small for a number: as good as all at the two ends.
        f64::from(u8::from(uniform(random) * (a + b) < a))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_core::SeedableRng;

    /// Mean and variance of many draws, each within five standard errors.
    fn assert_moments(what: &str, mut draw: impl FnMut(&mut Random) -> f64, mean: f64, variance: f64, fourth: f64) {
        let mut random = Random::seed_from_u64(7);
        let n = 40_000;
        let draws: Vec<f64> = (0..n).map(|_| draw(&mut random)).collect();
        let found_mean = crate::math::sum(draws.iter().copied()) / f64::from(n);
        let found_variance = crate::math::sum(draws.iter().map(|draw| (draw - mean) * (draw - mean))) / f64::from(n);
        assert!(
            (found_mean - mean).abs() < 5.0 * (variance / f64::from(n)).sqrt(),
            "{what}: mean {found_mean}"
        );
        let of_variance = ((fourth - variance * variance) / f64::from(n)).sqrt();
        assert!(
            (found_variance - variance).abs() < 5.0 * of_variance,
            "{what}: variance {found_variance}"
        );
    }

    #[test]
    fn the_moments_are_those_of_the_distributions() {
        assert_moments("normal", normal, 0.0, 1.0, 3.0);
        assert_moments("exponential", exponential, 1.0, 1.0, 9.0);
        for shape in [0.05, 0.4, 1.0, 3.5, 200.0] {
            assert_moments(
                "gamma",
                |random| gamma(shape, random),
                shape,
                shape,
                3.0 * shape * shape + 6.0 * shape,
            );
        }
        for (a, b) in [(0.3, 0.4), (1.0, 1.0), (0.8, 2.4), (30.0, 5.0)] {
            let sum: f64 = a + b;
            let variance = a * b / (sum * sum * (sum + 1.0));
            let excess = 6.0 * ((a - b) * (a - b) * (sum + 1.0) - a * b * (sum + 2.0)) / (a * b * (sum + 2.0) * (sum + 3.0));
            assert_moments(
                "beta",
                |random| beta(a, b, random),
                a / sum,
                variance,
                (excess + 3.0) * variance * variance,
            );
        }
    }

    #[test]
    fn the_tails_are_right() {
        // P(Gamma(2) > 4) = 5 e⁻⁴, P(Beta(½, ½) < ¼) = 1/3 (the arcsine law).
        let mut random = Random::seed_from_u64(11);
        let n = 40_000;
        let share = |count: usize| count as f64 / f64::from(n);
        let above = (0..n).filter(|_| gamma(2.0, &mut random) > 4.0).count();
        assert!((share(above) - 0.091_578).abs() < 0.008);
        let below = (0..n).filter(|_| beta(0.5, 0.5, &mut random) < 0.25).count();
        assert!((share(below) - 1.0 / 3.0).abs() < 0.012);
    }

    #[test]
    fn shapes_too_small_for_numbers_are_survived() {
        let mut random = Random::seed_from_u64(3);
        for _ in 0..1000 {
            assert!((0.0..=1.0).contains(&beta(1e-5, 2e-5, &mut random)));
        }
    }
}
