//! The columns of a fit: centred, scaled, and without those that carry no
//! information of their own.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

use crate::math::linalg::Cholesky;
use crate::math::sum;

/// A column whose share of variance not explained by the columns before it is
/// below this is a combination of them; rounding leaves some 1e-13.
const UNEXPLAINED: f64 = 1e-10;

/// A weight in a combination that is no more than rounding.
const NO_WEIGHT: f64 = 1e-6;

/// A column that takes no part in the fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Its position among the records' columns.
    pub column: usize,
    /// Why.
    pub reason: Reason,
}

/// Why a column takes no part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// It has one value in every row.
    Constant,
    /// It is a combination of the constant and these columns before it.
    Dependent {
        /// Their positions among the records' columns.
        on: Vec<usize>,
    },
}

/// Columns of mean 0 and standard deviation 1 behind a column of ones, so that
/// units (cents or millions) do not decide how well a fit is conditioned.
#[derive(Debug, Clone)]
pub(super) struct Standardised {
    /// Row after row, `width` values each, the first of them 1.
    pub values: Vec<f64>,
    /// The number of kept columns and one more.
    pub width: usize,
    /// The kept columns' positions among the records' columns.
    pub kept: Vec<usize>,
    /// The mean of each kept column.
    pub mean: Vec<f64>,
    /// The standard deviation of each kept column (divisor n).
    pub deviation: Vec<f64>,
    /// The others.
    pub left_out: Vec<LeftOut>,
}

impl Standardised {
    /// Standardises `(n, k)` finite records.
    pub fn new(records: ArrayView2<f64>) -> Self {
        let (varying, constant): (Vec<usize>, Vec<usize>) = (0..records.ncols()).partition(|&column| varies(records.column(column)));
        let mut left_out: Vec<LeftOut> = constant
            .into_iter()
            .map(|column| LeftOut {
                column,
                reason: Reason::Constant,
            })
            .collect();
        let all = Self::of(records, varying);
        let dependent = all.dependent();
        if dependent.is_empty() {
            return Self { left_out, ..all };
        }
        let kept = all
            .kept
            .into_iter()
            .filter(|&column| dependent.iter().all(|d| d.column != column))
            .collect();
        left_out.extend(dependent);
        left_out.sort_by_key(|left| left.column);
        Self {
            left_out,
            ..Self::of(records, kept)
        }
    }

    fn of(records: ArrayView2<f64>, kept: Vec<usize>) -> Self {
        let n = records.nrows() as f64;
        let mean: Vec<f64> = kept.iter().map(|&column| sum(records.column(column).iter().copied()) / n).collect();
        let deviation: Vec<f64> = kept
            .iter()
            .zip(&mean)
            .map(|(&column, mean)| (sum(records.column(column).iter().map(|x| (x - mean) * (x - mean))) / n).sqrt())
            .collect();
        let width = kept.len() + 1;
        let mut values = Vec::with_capacity(records.nrows() * width);
        for row in records.rows() {
            values.push(1.0);
            values.extend(
                kept.iter()
                    .zip(mean.iter().zip(&deviation))
                    .map(|(&column, (mean, deviation))| (row[column] - mean) / deviation),
            );
        }
        Self {
            values,
            width,
            kept,
            mean,
            deviation,
            left_out: Vec::new(),
        }
    }

    /// The rows.
    pub fn rows(&self) -> std::slice::ChunksExact<'_, f64> {
        self.values.chunks_exact(self.width)
    }

    /// The kept columns that are combinations of those before them: the
    /// Cholesky factor of the correlations has no pivot for such a column.
    fn dependent(&self) -> Vec<LeftOut> {
        let correlations = self.correlations();
        let mut independent: Vec<usize> = (0..self.kept.len()).collect();
        let mut found = Vec::new();
        while let Err(dependent) = Cholesky::factor(&part(&correlations, &independent), UNEXPLAINED) {
            let column = independent.remove(dependent.column);
            let before = &independent[..dependent.column];
            found.push(LeftOut {
                column: self.kept[column],
                reason: Reason::Dependent {
                    on: self.combination(&correlations, before, column),
                },
            });
        }
        found
    }

    /// Which of the independent columns before it a column is made of.
    fn combination(&self, correlations: &Array2<f64>, before: &[usize], column: usize) -> Vec<usize> {
        let Ok(factor) = Cholesky::factor(&part(correlations, before), UNEXPLAINED) else {
            return Vec::new();
        };
        let with: Array1<f64> = before
            .iter()
            .map(|&other| correlations[[column.max(other), column.min(other)]])
            .collect();
        let weights = factor.solve(&with);
        before
            .iter()
            .zip(&weights)
            .filter(|(_, weight)| weight.abs() > NO_WEIGHT)
            .map(|(&other, _)| self.kept[other])
            .collect()
    }

    /// The lower triangle of the columns' correlations.
    fn correlations(&self) -> Array2<f64> {
        let k = self.kept.len();
        let mut products = vec![0.0; k * k];
        for row in self.rows() {
            let row = &row[1..];
            for (i, &x) in row.iter().enumerate() {
                for (product, &y) in products[i * k..=i * k + i].iter_mut().zip(row) {
                    *product += x * y;
                }
            }
        }
        let n = self.rows().len() as f64;
        Array2::from_shape_fn((k, k), |(i, j)| products[i * k + j] / n)
    }
}

/// Whether a column has values that differ by more than rounding.
fn varies(column: ArrayView1<f64>) -> bool {
    let (low, high) = column
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &x| (low.min(x), high.max(x)));
    high - low > 1e-12 * high.abs().max(low.abs())
}

/// The rows and columns of a matrix at these positions.
fn part(matrix: &Array2<f64>, at: &[usize]) -> Array2<f64> {
    Array2::from_shape_fn((at.len(), at.len()), |(i, j)| matrix[[at[i], at[j]]])
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn columns_without_information_of_their_own_are_named() {
        // Constant; free; 1 − 2 × free; free; the sum of the two free ones.
        let records = array![
            [7.0, 1.0, -1.0, 0.0, 1.0],
            [7.0, 2.0, -3.0, 1.0, 3.0],
            [7.0, 4.0, -7.0, 0.0, 4.0],
            [7.0, 8.0, -15.0, 5.0, 13.0],
        ];
        let columns = Standardised::new(records.view());
        assert_eq!(columns.kept, [1, 3]);
        let reasons: Vec<_> = columns.left_out.iter().map(|left| (left.column, left.reason.clone())).collect();
        assert_eq!(
            reasons,
            [
                (0, Reason::Constant),
                (2, Reason::Dependent { on: vec![1] }),
                (4, Reason::Dependent { on: vec![1, 3] })
            ]
        );
    }

    #[test]
    fn scaling_is_by_mean_and_deviation() {
        let columns = Standardised::new(array![[1e9, 1.0], [1e9 + 2.0, 3.0], [1e9 + 1.0, -1.0]].view());
        assert_eq!(columns.mean, [1e9 + 1.0, 1.0]);
        for column in 1..3 {
            let values: Vec<f64> = columns.rows().map(|row| row[column]).collect();
            assert!(sum(values.iter().copied()).abs() < 1e-12);
            assert!((sum(values.iter().map(|z| z * z)) - 3.0).abs() < 1e-12);
        }
    }

    #[test]
    fn a_nearly_dependent_column_stays() {
        let records = Array2::from_shape_fn((50, 2), |(row, column)| {
            let x = row as f64;
            x + if column == 1 && row % 2 == 0 { 1e-2 } else { 0.0 }
        });
        assert_eq!(Standardised::new(records.view()).kept, [0, 1]);
    }
}
