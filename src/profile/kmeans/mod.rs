//! k-means: customers in groups around their means.

mod blocks;
mod hyperparams;
mod lloyd;
mod search;
mod start;

use std::sync::Arc;

use linfa::DatasetBase;
use linfa::traits::{Fit, PredictInplace};
use ndarray::{Array1, Array2};

pub use hyperparams::{KMeansParams, KMeansValidParams};
pub use lloyd::{Iteration, Lloyd};
pub use search::Search;
pub(in crate::profile) use search::{too_early, too_few};

use super::points::Points;
use crate::task::complete;
use crate::{Error, Result};

/// A partition into k groups with the smallest sum of squared distances found.
///
/// **What it answers**: which groups of similar customers there are.
///
/// **Assumes** that features are in comparable units (scale them first) and
/// groups are round and of similar spread; it finds k groups in any data,
/// whether there are groups or not.
///
/// **Input**: features `(n, d)`, finite; k from 1 to 255 and no more than
/// there are distinct rows.
///
/// **Formula**: minimise Σᵢ minⱼ ‖xᵢ − cⱼ‖² (`MacQueen` 1967). From each of
/// several greedy k-means++ starts (Arthur & Vassilvitskii 2007) Lloyd's
/// iteration (1982) runs until the centres hardly move; the best start is
/// carried on until no point changes its group. A group that loses all its
/// points gets the point farthest from its centre, and this is counted.
///
/// Groups are numbered from the largest to the smallest, equal sizes by their
/// centroids; a point equally near to two groups belongs to the lower number;
/// so equal points always share a group, and a seed that finds the same
/// partition gives the same numbers.
///
/// **Differs** from linfa-clustering, which the tests compare with: the
/// objective is the sum, as scikit-learn's `inertia_`, not the mean; a centre
/// is the mean of its points without the old centre; starts are greedy.
/// From scikit-learn: the best start is carried on to where no point changes
/// its group.
///
/// ```
/// use linfa::DatasetBase;
/// use linfa::traits::{Fit, Predict};
/// use ndarray::array;
/// use regulars::profile::kmeans::KMeansParams;
///
/// let customers = array![[1.0, 20.0], [2.0, 22.0], [9.0, 80.0], [8.0, 82.0], [1.5, 21.0]];
/// let groups = KMeansParams::new(2).fit(&DatasetBase::from(customers))?;
/// assert_eq!(groups.sizes, [3, 2]);
/// assert_eq!(groups.centroids, array![[1.5, 21.0], [8.5, 81.0]]);
/// assert_eq!(groups.inertia, 0.5 + 2.0 + 0.5 + 2.0);
/// assert_eq!(groups.predict(&array![[7.0, 60.0]]), array![1]);
/// # Ok::<(), regulars::Error>(())
/// ```
///
/// # References
/// - `MacQueen` (1967), *Some methods for classification and analysis of
///   multivariate observations*.
/// - Lloyd (1982), *Least squares quantization in PCM*, IEEE Transactions on
///   Information Theory 28(2).
/// - Arthur & Vassilvitskii (2007), *k-means++: the advantages of careful
///   seeding*, SODA.
/// - Hamerly (2010), *Making k-means even faster*, SDM.
#[derive(Debug, Clone, PartialEq)]
pub struct KMeans {
    /// The mean of each group, `(k, d)`.
    pub centroids: Array2<f64>,
    /// The number of points in each group.
    pub sizes: Vec<usize>,
    /// The group of each point, counted from 0.
    pub labels: Vec<u8>,
    /// The sum of squared distances of the points to their centroids.
    pub inertia: f64,
    /// The iterations of the best start.
    pub iterations: usize,
    /// Whether the centres came to rest: no point changes its group or, where
    /// the iterations ran out first, they moved by less than the tolerance.
    pub converged: bool,
    /// How often a group that had lost all points was given another.
    pub reseeded: usize,
    /// The sum of squares each start was compared by.
    pub starts: Vec<f64>,
}

impl KMeans {
    /// The group with the centroid nearest to a point, the lowest of equals.
    #[expect(clippy::cast_possible_truncation, reason = "there are at most 255 groups")]
    pub fn nearest(&self, point: &[f64]) -> u8 {
        let mut best = (f64::INFINITY, 0);
        for (group, distance) in self.distances(point).into_iter().enumerate() {
            if distance < best.0 {
                best = (distance, group as u8);
            }
        }
        best.1
    }

    /// The squared distances of a point to the centroids.
    pub fn distances(&self, point: &[f64]) -> Vec<f64> {
        let centroids = self.centroids.rows();
        centroids
            .into_iter()
            .map(|centroid| point.iter().zip(centroid).fold(0.0, |sum, (x, c)| sum + (x - c) * (x - c)))
            .collect()
    }
}

impl<T> Fit<Array2<f64>, T, Error> for KMeansValidParams {
    type Object = KMeans;

    fn fit(&self, dataset: &DatasetBase<Array2<f64>, T>) -> Result<KMeans> {
        let points = Arc::new(Points::new(dataset.records()));
        complete(Box::new(Search::new(*self, points)?))
    }
}

impl PredictInplace<Array2<f64>, Array1<usize>> for KMeans {
    fn predict_inplace(&self, features: &Array2<f64>, groups: &mut Array1<usize>) {
        for (row, group) in features.rows().into_iter().zip(groups) {
            *group = usize::from(self.nearest(&row.to_vec()));
        }
    }

    fn default_target(&self, features: &Array2<f64>) -> Array1<usize> {
        Array1::zeros(features.nrows())
    }
}

#[cfg(test)]
mod tests;
