//! Scaling: features in different units made comparable before distances are taken.

use linfa::traits::Transformer;
use ndarray::{Array2, ArrayView1};
use serde::{Deserialize, Serialize};

use crate::math;

/// How a feature is centred and divided.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// (x − mean) ÷ standard deviation (of the population, dividing by n).
    #[default]
    Standard,
    /// (x − median) ÷ interquartile range; a few extreme customers do not
    /// squeeze the others together.
    Robust,
    /// (x − min) ÷ (max − min): everything between 0 and 1.
    MinMax,
    /// x as it is: only for features that share a unit.
    None,
}

/// What a scale found in the data: per feature, z = (x − centre) ÷ spread.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scaler {
    /// What is taken off.
    pub centre: Vec<f64>,
    /// What is divided by; never 0.
    pub spread: Vec<f64>,
}

impl Scale {
    /// Measures the columns of `features` `(n, d)`, which must be finite.
    ///
    /// A feature whose spread is 0 is only centred, as in scikit-learn. One
    /// difference: where the interquartile range is 0 although the values
    /// differ (more than half of the customers bought once), the standard
    /// deviation takes its place; dividing by 1 there would let the feature's
    /// unit decide.
    ///
    /// ```
    /// use ndarray::array;
    /// use regulars::profile::scaling::Scale;
    ///
    /// let scaler = Scale::Standard.measure(&array![[1.0, 7.0], [3.0, 7.0]]);
    /// assert_eq!(scaler.centre, [2.0, 7.0]);
    /// assert_eq!(scaler.spread, [1.0, 1.0]);
    /// ```
    pub fn measure(self, features: &Array2<f64>) -> Scaler {
        let (centre, spread) = features.columns().into_iter().map(|column| self.column(column)).unzip();
        Scaler { centre, spread }
    }

    fn column(self, column: ArrayView1<f64>) -> (f64, f64) {
        let (centre, spread) = match self {
            _ if column.is_empty() => (0.0, 1.0),
            Self::None => (0.0, 1.0),
            Self::Standard => mean_and_deviation(column),
            Self::MinMax => {
                let low = column.fold(f64::INFINITY, |low, &x| low.min(x));
                let high = column.fold(f64::NEG_INFINITY, |high, &x| high.max(x));
                (low, high - low)
            }
            Self::Robust => {
                let mut sorted = column.to_vec();
                sorted.sort_by(f64::total_cmp);
                let range = math::quantile(&sorted, 0.75) - math::quantile(&sorted, 0.25);
                let spread = if range > 0.0 { range } else { mean_and_deviation(column).1 };
                (math::quantile(&sorted, 0.5), spread)
            }
        };
        (centre, if spread > 0.0 { spread } else { 1.0 })
    }
}

impl Scaler {
    /// A scaled row back in the features' own units.
    pub fn restore(&self, row: &[f64]) -> Vec<f64> {
        row.iter()
            .zip(self.centre.iter().zip(&self.spread))
            .map(|(z, (centre, spread))| z * spread + centre)
            .collect()
    }
}

impl Transformer<&Array2<f64>, Array2<f64>> for Scaler {
    fn transform(&self, features: &Array2<f64>) -> Array2<f64> {
        Array2::from_shape_fn(features.dim(), |(i, j)| (features[[i, j]] - self.centre[j]) / self.spread[j])
    }
}

/// The mean and the standard deviation of the population.
///
/// Equal values give a deviation of exactly 0, whatever the mean rounds to.
fn mean_and_deviation(column: ArrayView1<f64>) -> (f64, f64) {
    let n = column.len() as f64;
    let first = column[0];
    if column.iter().all(|&x| x == first) {
        return (first, 0.0);
    }
    let mean = math::sum(column.iter().copied()) / n;
    let squares = math::sum(column.iter().map(|x| (x - mean) * (x - mean)));
    (mean, (squares / n).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn each_scale_by_hand() {
        let features = array![[0.0], [1.0], [2.0], [3.0], [14.0]];
        for (scale, centre, spread) in [
            (Scale::Standard, 4.0, 26.0_f64.sqrt()),
            (Scale::Robust, 2.0, 2.0),
            (Scale::MinMax, 0.0, 14.0),
            (Scale::None, 0.0, 1.0),
        ] {
            let scaler = scale.measure(&features);
            assert_eq!((scaler.centre[0], scaler.spread[0]), (centre, spread), "{scale:?}");
            let scaled = scaler.transform(&features);
            assert_eq!(scaled[[4, 0]], (14.0 - centre) / spread);
            let restored = scaler.restore(&[scaled[[4, 0]]]);
            assert!((restored[0] - 14.0).abs() < 1e-13);
        }
    }

    #[test]
    fn quartiles_between_two_values() {
        // R 4.3: quantile(c(1, 2, 4, 8), c(.25, .5, .75)) is 1.75, 3, 5.
        let scaler = Scale::Robust.measure(&array![[8.0], [1.0], [4.0], [2.0]]);
        assert_eq!((scaler.centre[0], scaler.spread[0]), (3.0, 3.25));
    }

    #[test]
    fn a_constant_feature_becomes_zero() {
        // 0.1 three times: its mean rounds to another number.
        let features = array![[0.1], [0.1], [0.1]];
        for scale in [Scale::Standard, Scale::Robust, Scale::MinMax] {
            assert!(scale.measure(&features).transform(&features).iter().all(|&z| z == 0.0), "{scale:?}");
        }
    }

    #[test]
    fn a_feature_with_most_values_equal_keeps_a_spread() {
        let features = array![[1.0], [1.0], [1.0], [1.0], [1.0], [1.0], [1.0], [9.0]];
        let robust = Scale::Robust.measure(&features);
        assert_eq!(robust.centre, [1.0]);
        assert_eq!(robust.spread, Scale::Standard.measure(&features).spread);
    }
}
