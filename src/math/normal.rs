//! The standard normal distribution.

use super::{ln, sum};
use libm::{erfc, exp};

/// P(Z ≤ z).
pub fn cdf(z: f64) -> f64 {
    0.5 * erfc(-z / std::f64::consts::SQRT_2)
}

/// P(|Z| ≥ |z|), the p-value of a two-sided test.
pub fn two_sided_p(z: f64) -> f64 {
    erfc(z.abs() / std::f64::consts::SQRT_2)
}

/// The z with P(Z ≤ z) = p, for 0 < p < 1; infinite at the ends.
///
/// A start from Abramowitz & Stegun (1964), 26.2.23, then Halley's steps on
/// [`cdf`], which reach full double precision in three.
pub fn quantile(p: f64) -> f64 {
    if p <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    let tail = p.min(1.0 - p);
    let t = (-2.0 * ln(tail)).sqrt();
    let numerator = sum([2.515_517, 0.802_853 * t, 0.010_328 * t * t]);
    let denominator = sum([1.0, 1.432_788 * t, 0.189_269 * t * t, 0.001_308 * t * t * t]);
    let mut z = numerator / denominator - t;
    for _ in 0..4 {
        let error = cdf(z) - tail;
        let density = exp(-0.5 * z * z) / (2.0 * std::f64::consts::PI).sqrt();
        let newton = error / density;
        z -= newton / (1.0 + 0.5 * z * newton);
    }
    if p < 0.5 { z } else { -z }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_quantiles() {
        // R 4.3, qnorm(p), fifteen digits.
        for (p, z) in [
            (0.975, 1.959_963_984_540_05),
            (0.5, 0.0),
            (0.9, 1.281_551_565_544_6),
            (1e-10, -6.361_340_902_404_06),
        ] {
            assert!((quantile(p) - z).abs() < 1e-12, "{p}: {}", quantile(p));
        }
    }

    #[test]
    fn the_quantile_undoes_the_distribution() {
        for step in -60..=60 {
            let z = f64::from(step) / 10.0;
            assert!((quantile(cdf(z)) - z).abs() < 1e-7 * z.abs().max(1.0), "{z}");
        }
    }
}
