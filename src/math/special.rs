//! Special functions of the gamma family.

use super::{exp, ln, ln_1p, ln_gamma};

/// ψ(x) = d ln Γ(x)/dx for x > 0.
///
/// The recurrence ψ(x) = ψ(x + 1) − 1/x up to x ≥ 12, then the asymptotic
/// series of Abramowitz & Stegun (1964), 6.3.18, p. 259.
pub fn digamma(mut x: f64) -> f64 {
    let mut shift = 0.0;
    while x < 12.0 {
        shift += 1.0 / x;
        x += 1.0;
    }
    let y = 1.0 / (x * x);
    let series = y * (1.0 / 12.0 - y * (1.0 / 120.0 - y * (1.0 / 252.0 - y * (1.0 / 240.0 - y * (1.0 / 132.0 - y * (691.0 / 32760.0))))));
    ln(x) - 0.5 / x - series - shift
}

/// ψ′(x) = d² ln Γ(x)/dx² for x > 0.
///
/// The recurrence ψ′(x) = ψ′(x + 1) + 1/x² up to x ≥ 12, then the asymptotic
/// series of Abramowitz & Stegun (1964), 6.4.12, p. 260.
pub fn trigamma(mut x: f64) -> f64 {
    let mut shift = 0.0;
    while x < 12.0 {
        shift += 1.0 / (x * x);
        x += 1.0;
    }
    let y = 1.0 / (x * x);
    let series = y * (1.0 / 6.0 - y * (1.0 / 30.0 - y * (1.0 / 42.0 - y * (1.0 / 30.0 - y * (5.0 / 66.0 - y * (691.0 / 2730.0))))));
    shift + (1.0 + 0.5 / x + series) / x
}

/// ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b).
pub fn ln_beta(a: f64, b: f64) -> f64 {
    ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b)
}

/// ln(eᵃ + eᵇ) without overflow; −∞ stands for a term that is not there.
pub fn ln_add_exp(a: f64, b: f64) -> f64 {
    let (high, low) = if a >= b { (a, b) } else { (b, a) };
    if low == f64::NEG_INFINITY {
        return high;
    }
    high + ln_1p(exp(low - high))
}

/// ln(1 + eᵗ) with its first and second derivative, exact in both tails.
pub fn ln_1p_exp(t: f64) -> [f64; 3] {
    // Of the two terms e^0 and e^t the lesser one as a share of the greater, so that nothing overflows.
    let lesser = exp(-t.abs());
    let sum = 1.0 + lesser;
    let (above, greater) = if t < 0.0 { (0.0, lesser) } else { (t, 1.0) };
    [above + ln_1p(lesser), greater / sum, lesser / (sum * sum)]
}

/// 1/(1 + e⁻ᵗ), the probability at log-odds t, exact in both tails.
pub fn logistic(t: f64) -> f64 {
    if t >= 0.0 {
        1.0 / (1.0 + exp(-t))
    } else {
        let e = exp(t);
        e / (1.0 + e)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_more_than_a_power_in_both_tails() {
        assert_eq!(ln_1p_exp(900.0), [900.0, 1.0, 0.0]);
        assert_eq!(ln_1p_exp(-900.0), [0.0; 3]);
        assert_eq!(ln_1p_exp(0.0), [std::f64::consts::LN_2, 0.5, 0.25]);
        for t in [-30.0, -1.0, 0.3, 4.0, 40.0] {
            let [value, share, _] = ln_1p_exp(t);
            assert!((value - ln_add_exp(0.0, t)).abs() < 1e-15 * (1.0 + value));
            assert_eq!(share, logistic(t));
        }
    }

    #[test]
    fn printed_values() {
        // Abramowitz & Stegun (1964), table 6.1: ψ(1) = −γ, ψ(1/2), ψ′(1) = π²/6, ψ′(1/2) = π²/2.
        let pi_squared = std::f64::consts::PI * std::f64::consts::PI;
        for (found, expected) in [
            (digamma(1.0), -0.577_215_664_901_532_9),
            (digamma(0.5), -1.963_510_026_021_423_5),
            (trigamma(1.0), pi_squared / 6.0),
            (trigamma(0.5), pi_squared / 2.0),
        ] {
            assert!((found - expected).abs() < 4e-15 * expected.abs(), "{found} {expected}");
        }
    }

    #[test]
    fn they_are_the_derivatives_of_ln_gamma() {
        for x in [0.02, 0.3, 1.7, 5.0, 11.9, 12.1, 80.0, 2000.0] {
            let h = 1e-4 * x;
            let slope = (ln_gamma(x + h) - ln_gamma(x - h)) / (2.0 * h);
            assert!((slope - digamma(x)).abs() < 1e-6 * (1.0 + slope.abs()), "{x}");
            let bend = (digamma(x + h) - digamma(x - h)) / (2.0 * h);
            assert!((bend - trigamma(x)).abs() < 1e-6 * bend, "{x}");
        }
    }

    #[test]
    fn ln_gamma_is_that_of_the_golden_table() {
        let golden: serde_json::Value = serde_json::from_str(include_str!("../../tests/golden/hyp2f1.json")).unwrap();
        for row in golden["loggamma"].as_array().unwrap() {
            let (x, expected) = (row[0].as_f64().unwrap(), row[1].as_f64().unwrap());
            assert!((ln_gamma(x) - expected).abs() < 2e-15 * expected.abs().max(1.0), "{x}");
        }
    }

    #[test]
    fn sums_of_exponentials_neither_overflow_nor_vanish() {
        assert_eq!(ln_add_exp(-1e5, f64::NEG_INFINITY), -1e5);
        assert!((ln_add_exp(1000.0, 1000.0) - 1000.0 - std::f64::consts::LN_2).abs() < 1e-12);
        assert_eq!((logistic(-800.0), logistic(0.0), logistic(800.0)), (0.0, 0.5, 1.0));
        assert!(logistic(-700.0) > 0.0 && logistic(-700.0) < 1e-300);
        assert!((ln_beta(2.0, 3.0) - ln(1.0 / 12.0)).abs() < 1e-14);
    }
}
