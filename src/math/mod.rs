//! Numbers: the one place transcendental functions, random numbers, linear
//! algebra and optimisation come from.
//!
//! The platform's own `exp` and `ln` differ in the last digit between Linux
//! and WebAssembly, and `matrixmultiply` (behind `ndarray::dot`) fuses
//! multiplications on some machines. Everything here is plain IEEE arithmetic
//! over the `libm` crate, so a fit gives the same bytes wherever it runs.

pub mod eigen;
pub mod hyp2f1;
pub mod jet;
pub mod linalg;
pub mod normal;
pub mod optimise;
pub mod quadrature;
pub mod special;
pub mod variates;

pub use libm::{exp, expm1 as exp_m1, lgamma as ln_gamma, log as ln, log1p as ln_1p, pow};

/// The generator behind every seeded choice: xoshiro256++, the same stream on
/// every platform.
pub type Random = rand_xoshiro::Xoshiro256PlusPlus;

/// The sum from left to right, by Neumaier's compensated summation, so that a
/// million small terms do not lose digits.
pub fn sum(values: impl IntoIterator<Item = f64>) -> f64 {
    let (mut total, mut lost) = (0.0_f64, 0.0_f64);
    for value in values {
        let next = total + value;
        lost += if total.abs() >= value.abs() {
            (total - next) + value
        } else {
            (value - next) + total
        };
        total = next;
    }
    total + lost
}

/// The type-7 quantile of values in rising order; `NaN` of none.
pub fn quantile(rising: &[f64], share: f64) -> f64 {
    quantile_of(rising.len(), |rank| rising[rank], share)
}

/// The same of so many values, of which each is known by its rank from 0.
pub fn quantile_of(values: usize, ranked: impl Fn(usize) -> f64, share: f64) -> f64 {
    let Some(last) = values.checked_sub(1) else { return f64::NAN };
    let position = share.clamp(0.0, 1.0) * last as f64;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the list")]
    let below = position.floor() as usize;
    let above = (below + 1).min(last);
    ranked(below) + (position - below as f64) * (ranked(above) - ranked(below))
}

/// A uniform number in [0, 1) with 53 random bits.
pub fn uniform(random: &mut Random) -> f64 {
    use rand_core::RngCore;
    (random.next_u64() >> 11) as f64 / (1u64 << 53) as f64
}

/// A whole number below `n`, each equally likely; `n` must not be 0.
#[expect(clippy::cast_possible_truncation, reason = "the product's high half is below n")]
pub fn below(random: &mut Random, n: usize) -> usize {
    use rand_core::RngCore;
    // Lemire's multiply-shift; the bias at n < 2^32 is below 2^-32.
    ((u128::from(random.next_u64()) * n as u128) >> 64) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_keeps_its_small_terms() {
        assert_eq!(sum([1.0, 1e100, 1.0, -1e100]), 2.0);
    }
}
