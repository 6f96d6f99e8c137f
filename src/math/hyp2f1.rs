//! Gauss' hypergeometric function ₂F₁ where the models meet it.

use super::{ln, ln_1p};

/// Beyond this c the steps would become too many.
const LARGEST_C: f64 = 1e12;

/// ln ₂F₁(a, b; c; z) for a, b > 0, 0 < c < 10¹² and 0 ≤ z < 1.
///
/// The power series runs to z = 0.9, or further where c is large, or all the
/// way where c − a − b makes its terms fall like n⁻⁴⁵. From there ₂F₁ is
/// continued along the axis by Taylor steps that each cover half of what is
/// left to z = 1, or less where c or c − a − b is large; the coefficients
/// follow from the hypergeometric differential equation (Abramowitz & Stegun
/// 1964, 15.5.1). For positive a, b and c every term of either series is
/// positive, so nothing cancels whatever the size of the parameters; the
/// linear transformations to 1 − z, in contrast, lose all digits as c − a − b
/// comes near a whole number.
///
/// Outside that domain, or where ten million terms are not enough, the result
/// is `NaN`.
///
/// ```
/// use regulars::math::hyp2f1::ln_hyp2f1;
/// // ₂F₁(1, 1; 2; z) = −ln(1 − z)/z
/// let z = 0.9_f64;
/// let expected = regulars::math::ln(-regulars::math::ln_1p(-z) / z);
/// assert!((ln_hyp2f1(1.0, 1.0, 2.0, z) - expected).abs() < 1e-14);
/// ```
pub fn ln_hyp2f1(a: f64, b: f64, c: f64, z: f64) -> f64 {
    if !(a > 0.0 && b > 0.0 && c > 0.0 && c < LARGEST_C && (0.0..1.0).contains(&z)) {
        return f64::NAN;
    }
    let surplus = c - a - b;
    let start = if surplus > 45.0 {
        z
    } else {
        // Where the series' (a + b − c + 45)/(1 − z) terms come to as many as the steps' beyond.
        z.min(1.0 - ((f64::max(-surplus, 0.0) + 45.0) / (7.5 * c)).sqrt().min(0.1))
    };
    // The first two coefficients at 0 are 1 and ab/c; the rest follow.
    let mut local = sum_terms(start, a * b / c * start, |n| {
        let ratio = (a + n) * (b + n) / ((c + n) * (n + 1.0)) * start;
        (ratio, 0.0)
    });
    let mut total = local.ln;
    let mut at = start;
    while at < z {
        let left = 1.0 - at;
        // Rounding errors follow the other solution, z^(1−c) (1−z)^(c−a−b) times a
        // slow one, whose terms a step multiplies by (1 + step/at)^c and by
        // (1 + step/left)^(c−a−b) at most: here by e⁴ each.
        let reach = (0.5 * left).min(4.0 * at / c).min(4.0 * left / f64::max(surplus, 8.0));
        let next = (at + reach).min(z);
        // Exact, so that steps do not drift off.
        let step = next - at;
        let scale = at * left;
        local = sum_terms(step, local.slope * step, |n| {
            // The equation's recurrence for the coefficients, each times its power of the step.
            let divisor = scale * (n + 1.0) * n;
            let last = ((a + b + 1.0) * at - c - (1.0 - 2.0 * at) * (n - 1.0)) * n * step / divisor;
            let before = (a + n - 1.0) * (b + n - 1.0) * step * step / divisor;
            (last, before)
        });
        total += local.ln;
        at = next;
    }
    total
}

/// A Taylor series that starts with 1.
struct Local {
    /// The logarithm of its sum.
    ln: f64,
    /// The logarithmic derivative of its sum with respect to z.
    slope: f64,
}

/// Sums 1 + t₁ + t₂ + …, where the n-th term belongs to `step`ⁿ and the next
/// is `ratios(n)`.0 times it plus `ratios(n)`.1 times the one before it.
fn sum_terms(step: f64, first: f64, ratios: impl Fn(f64) -> (f64, f64)) -> Local {
    const LARGE: f64 = 1e200;
    const MOST_TERMS: f64 = 1e7;
    let (mut before, mut term) = (1.0, first);
    // Everything but the leading 1, which `unit` holds, so that a sum close to 1 keeps its digits.
    let (mut unit, mut rest, mut weighted, mut scaled) = (1.0, first, first, 0.0);
    let mut n = 1.0;
    while (term > 1e-18 * (unit + rest) || before > 1e-18 * (unit + rest)) && n < MOST_TERMS {
        let (last, earlier) = ratios(n);
        (before, term) = (term, last * term + earlier * before);
        n += 1.0;
        rest += term;
        weighted += n * term;
        if rest > LARGE {
            for value in [&mut before, &mut term, &mut unit, &mut rest, &mut weighted] {
                *value /= LARGE;
            }
            scaled += ln(LARGE);
        }
    }
    if n >= MOST_TERMS {
        return Local {
            ln: f64::NAN,
            slope: f64::NAN,
        };
    }
    let slope = if step > 0.0 { weighted / (unit + rest) / step } else { 0.0 };
    let ln = if scaled == 0.0 { ln_1p(rest) } else { scaled + ln(unit + rest) };
    Local { ln, slope }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{exp, ln_gamma};
    use proptest::prelude::*;

    #[test]
    fn every_row_of_the_golden_table() {
        let golden: serde_json::Value = serde_json::from_str(include_str!("../../tests/golden/hyp2f1.json")).unwrap();
        let mut rows = 0;
        for (kind, table) in golden["log2f1"].as_object().unwrap() {
            for row in table.as_array().unwrap() {
                let [a, b, c, z, expected] = [0, 1, 2, 3, 4].map(|i| row[i].as_f64().unwrap());
                let found = ln_hyp2f1(a, b, c, z);
                assert!(
                    (found - expected).abs() <= 1e-13 * expected.abs() + 1e-40,
                    "{kind}: 2F1({a}, {b}; {c}; {z}) {found} instead of {expected}"
                );
                rows += 1;
            }
        }
        assert_eq!(rows, 600);
    }

    /// The generator of `tests/golden/hyp2f1_random.py`.
    struct Bits(u64);

    impl Bits {
        fn next(&mut self, count: u32) -> u64 {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            self.0 >> (64 - count)
        }

        fn positive(&mut self, low: i32, high: i32) -> f64 {
            let range = u64::from(high.abs_diff(low));
            let exponent = low + i32::try_from((self.next(32) * range) >> 32).unwrap();
            (1.0 + self.next(8) as f64 / 256.0) * crate::math::pow(2.0, f64::from(exponent))
        }
    }

    /// The same arguments as the script draws: dyadic, so that nothing is rounded.
    fn the_same_arguments(bits: &mut Bits) -> [f64; 4] {
        let kind = (bits.next(32) * 5) >> 32;
        let x = bits.positive(0, 11).floor() - 1.0;
        let [r, s, a, b] = [(-4, 4), (-5, 4), (-4, 3), (-3, 5)].map(|(low, high)| bits.positive(low, high));
        let far = bits.positive(-14, 0) / 2.0;
        let z = if bits.next(1) == 0 { far } else { 1.0 - far };
        let free = [bits.positive(-4, 7), bits.positive(-4, 7), bits.positive(-4, 7), z];
        match kind {
            0 => [r + s + x, s + 1.0, r + s + x + 1.0, z],
            1 => [r + s + x, r + x, r + s + x + 1.0, z],
            2 => [r + x, b + x, a + b + x, z],
            3 => [r + x, b + x + 1.0, a + b + x, z],
            _ => free,
        }
    }

    #[test]
    fn ten_thousand_random_arguments() {
        let mut bits = Bits(20_261_123);
        let (mut rows, mut worst) = (0, 0.0_f64);
        for line in include_str!("../../tests/golden/hyp2f1_random.txt").lines() {
            let [a, b, c, z] = the_same_arguments(&mut bits);
            let expected: f64 = line.parse().unwrap();
            // The function itself, not only its logarithm, to 10⁻¹⁰.
            let error = (ln_hyp2f1(a, b, c, z) - expected).abs();
            assert!(error < 1e-10, "2F1({a}, {b}; {c}; {z}): {error:e} off {expected}");
            worst = worst.max(error / expected.abs().max(1.0));
            rows += 1;
        }
        assert_eq!(rows, 10_000);
        // Relative to the logarithm, which the likelihoods add up.
        assert!(worst < 1e-12, "{worst:e}");
    }

    #[test]
    fn outside_its_domain_it_says_so() {
        for (a, b, c, z) in [
            (-0.5, 1.0, 1.0, 0.5),
            (1.0, 1.0, 0.0, 0.5),
            (1.0, 1.0, 1e13, 0.5),
            (1.0, 1.0, 1.0, 1.0),
            (1.0, 1.0, 1.0, -0.1),
            (f64::NAN, 1.0, 1.0, 0.1),
        ] {
            assert!(ln_hyp2f1(a, b, c, z).is_nan());
        }
        assert_eq!(ln_hyp2f1(3.0, 4.0, 5.0, 0.0), 0.0);
    }

    #[test]
    fn where_c_is_far_larger_than_a_and_b() {
        // mpmath 1.4.1 with 40 digits.
        for (a, b, c, z, expected) in [
            (
                0.05,
                9.196_112_247_696_75,
                262.682_991_703_251_1,
                0.956_613_152_635_087_5,
                0.001_706_466_829_984_956_8,
            ),
            (
                0.05,
                24.021_459_073_835_437,
                279.527_713_635_071_9,
                0.956_630_753_070_977,
                0.004_297_296_899_625_033,
            ),
        ] {
            let found = ln_hyp2f1(a, b, c, z);
            assert!((found - expected).abs() < 1e-13 * expected, "{found} instead of {expected}");
        }
    }

    #[test]
    fn towards_one_it_reaches_gauss_sum() {
        // Abramowitz & Stegun (1964), 15.1.20: c > a + b.
        let (a, b, c) = (0.4, 1.3, 4.0);
        let expected = ln_gamma(c) + ln_gamma(c - a - b) - ln_gamma(c - a) - ln_gamma(c - b);
        assert!((ln_hyp2f1(a, b, c, 1.0 - 1e-15) - expected).abs() < 1e-12);
    }

    proptest! {
        // Abramowitz & Stegun (1964), 15.3.3: F(a, b; c; z) = (1−z)^(c−a−b) F(c−a, c−b; c; z).
        #[test]
        fn eulers_transformation(a in 0.05..40.0, b in 0.05..40.0, more in 0.01..20.0, z in 0.0..0.9999) {
            let c = f64::max(a, b) + more;
            let direct = ln_hyp2f1(a, b, c, z);
            let euler = (c - a - b) * ln_1p(-z) + ln_hyp2f1(c - a, c - b, c, z);
            prop_assert!((direct - euler).abs() < 1e-11 * (1.0 + direct.abs()), "{direct} {euler}");
        }

        // Abramowitz & Stegun (1964), 15.2.14: (b−a) F + a F(a+1) − b F(b+1) = 0.
        #[test]
        fn contiguous_functions(a in 0.05..300.0, b in 0.05..300.0, c in 0.05..300.0, z in 0.0..0.99) {
            let centre = ln_hyp2f1(a, b, c, z);
            let left = a * exp(ln_hyp2f1(a + 1.0, b, c, z) - centre);
            let right = b * exp(ln_hyp2f1(a, b + 1.0, c, z) - centre);
            prop_assert!((b - a + left - right).abs() < 1e-10 * (left + right), "{left} {right}");
        }
    }
}
