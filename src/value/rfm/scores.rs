//! Cut points and scores of one dimension.

use crate::math;

/// The type-7 quantiles (the default of R and `numpy`) at 1/k … (k−1)/k.
///
/// Hyndman, R. J. & Fan, Y. (1996), *Sample quantiles in statistical
/// packages*, The American Statistician 50(4), 361–365.
pub fn quantile_cuts(values: &[f64], k: u8) -> Vec<f64> {
    let mut rising = values.to_vec();
    rising.sort_by(f64::total_cmp);
    (1..k).map(|i| math::quantile(&rising, f64::from(i) / f64::from(k))).collect()
}

/// The mean, as the only cut point.
pub fn mean_cut(values: &[f64]) -> Vec<f64> {
    vec![math::sum(values.iter().copied()) / values.len() as f64]
}

/// How many cut points lie below a value, plus one: the bins are (qᵢ₋₁, qᵢ].
pub fn bin(value: f64, cuts: &[f64]) -> u8 {
    let below = cuts.iter().filter(|&&cut| cut < value).count();
    u8::try_from(below + 1).unwrap_or(u8::MAX)
}

/// Whether a value reaches the mean. What differs from it by rounding only
/// reaches it, so that equal amounts are all high.
pub fn reaches(value: f64, mean: f64) -> bool {
    value >= mean - 1e-12 * mean.abs()
}

/// A score from 1 to `k` at the same place between 1 and 5.
pub fn of_five(score: u8, k: u8) -> u8 {
    let (steps, k) = (u16::from(score - 1) * 4, u16::from(k.max(2) - 1));
    u8::try_from(1 + (2 * steps + k) / (2 * k)).unwrap_or(5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_of_numpy() {
        // numpy.quantile([1, 2, 4, 8, 16, 32], [.2, .4, .6, .8]), version 2.4.
        assert_eq!(quantile_cuts(&[32.0, 1.0, 16.0, 2.0, 8.0, 4.0], 5), [2.0, 4.0, 8.0, 16.0]);
        assert_eq!(quantile_cuts(&[1.0, 2.0], 4), [1.25, 1.5, 1.75]);
    }

    #[test]
    fn equal_values_share_a_bin_even_when_cut_points_coincide() {
        let cuts = [1.0, 1.0, 2.0, 4.0];
        assert_eq!([1.0, 2.0, 3.0, 4.0, 5.0].map(|value| bin(value, &cuts)), [1, 3, 4, 4, 5]);
    }

    #[test]
    fn other_scales_keep_their_place_among_five() {
        assert_eq!([1, 2, 3].map(|score| of_five(score, 3)), [1, 3, 5]);
        assert_eq!([1, 2, 3, 4].map(|score| of_five(score, 4)), [1, 2, 4, 5]);
        assert_eq!([1, 2, 3, 4, 5].map(|score| of_five(score, 5)), [1, 2, 3, 4, 5]);
        assert_eq!([1, 5, 9].map(|score| of_five(score, 9)), [1, 3, 5]);
        assert_eq!(of_five(1, 1), 1);
    }
}
