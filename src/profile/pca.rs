//! Principal components: the flat picture that loses least of the spread.

use linfa::traits::Transformer;
use ndarray::Array2;

use crate::math::{eigen::Eigen, sum};

/// The axes along which scaled features spread most.
///
/// **What it answers**: how to draw customers with many features on paper.
///
/// **Assumes** features in comparable units: scale them first. The first axis
/// is the direction of the largest variance, each next one the largest of
/// what is left; loadings are the unit eigenvectors of the covariance matrix,
/// as scikit-learn's `components_`, turned so that the largest absolute
/// loading is positive.
///
/// ```
/// use ndarray::array;
/// use regulars::profile::pca::Pca;
///
/// // All points lie on a line: one axis explains everything.
/// let pca = Pca::of(&array![[0.0, 0.0], [1.0, 2.0], [2.0, 4.0]]);
/// assert!((pca.explained[0] - 1.0).abs() < 1e-12);
/// assert!((pca.loadings[[0, 1]] - 2.0 / 5.0_f64.sqrt()).abs() < 1e-12);
/// ```
///
/// # References
/// Pearson (1901), *On lines and planes of closest fit*, Philosophical
/// Magazine 2(11); Hotelling (1933), *Analysis of a complex of statistical
/// variables into principal components*.
#[derive(Debug, Clone, PartialEq)]
pub struct Pca {
    /// The mean of each feature.
    pub mean: Vec<f64>,
    /// One axis a row, one feature a column.
    pub loadings: Array2<f64>,
    /// The share of the total variance along each axis; zeros when nothing varies.
    pub explained: Vec<f64>,
}

impl Pca {
    /// Finds the axes of `features` `(n, d)`, which must be finite.
    pub fn of(features: &Array2<f64>) -> Self {
        let (n, d) = features.dim();
        let mean: Vec<f64> = features
            .columns()
            .into_iter()
            .map(|column| sum(column.iter().copied()) / n.max(1) as f64)
            .collect();
        let mut scatter = Array2::zeros((d, d));
        for row in features.rows() {
            for i in 0..d {
                let deviation = row[i] - mean[i];
                for j in 0..=i {
                    scatter[[i, j]] += deviation * (row[j] - mean[j]);
                }
            }
        }
        let Eigen { values, vectors } = Eigen::of(&scatter);
        // Rounding leaves tiny negative values where a feature repeats another.
        let variances: Vec<f64> = values.iter().map(|value| value.max(0.0)).collect();
        let total = sum(variances.iter().copied());
        let explained = variances.iter().map(|v| if total > 0.0 { v / total } else { 0.0 }).collect();
        Self {
            mean,
            loadings: vectors.reversed_axes(),
            explained,
        }
    }

    /// A row's coordinate on an axis.
    pub fn score(&self, row: &[f64], axis: usize) -> f64 {
        let centred = row.iter().zip(&self.mean).map(|(x, mean)| x - mean);
        centred
            .zip(self.loadings.row(axis))
            .fold(0.0, |sum, (x, loading)| sum + x * loading)
    }
}

impl Transformer<&Array2<f64>, Array2<f64>> for Pca {
    /// The scores `(n, d)`: each row's coordinates on the axes.
    fn transform(&self, features: &Array2<f64>) -> Array2<f64> {
        let rows: Vec<Vec<f64>> = features.rows().into_iter().map(|row| row.to_vec()).collect();
        Array2::from_shape_fn(features.dim(), |(i, axis)| self.score(&rows[i], axis))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::fixtures::{Fixture, close};
    use ndarray::array;

    #[test]
    fn scikit_learn_finds_the_same_axes() {
        for fixture in [Fixture::telco(), Fixture::cdnow()] {
            let pca = Pca::of(&fixture.scaled());
            let golden = &fixture.golden["pca"];
            for axis in 0..3 {
                close(pca.explained[axis], &golden["explained_variance_ratio"][axis], 1e-12);
                for feature in 0..3 {
                    close(pca.loadings[[axis, feature]], &golden["loadings"][axis][feature], 1e-11);
                }
            }
        }
    }

    #[test]
    fn scores_keep_the_spread() {
        let features = array![[1.0, 2.0], [2.0, 1.0], [4.0, 7.0], [0.0, 3.0]];
        let pca = Pca::of(&features);
        let scores = pca.transform(&features);
        let spread = |table: &Array2<f64>| {
            let means: Vec<f64> = table.columns().into_iter().map(|c| c.sum() / 4.0).collect();
            table.indexed_iter().map(|((_, j), x)| (x - means[j]) * (x - means[j])).sum::<f64>()
        };
        assert!((spread(&features) - spread(&scores)).abs() < 1e-12);
        let uncorrelated: f64 = scores.rows().into_iter().map(|row| row[0] * row[1]).sum();
        assert!(uncorrelated.abs() < 1e-12);
    }

    #[test]
    fn nothing_varies() {
        let pca = Pca::of(&array![[1.0, 2.0], [1.0, 2.0]]);
        assert_eq!(pca.explained, [0.0, 0.0]);
    }
}
