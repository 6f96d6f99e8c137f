//! The columns of a fit: centred, scaled, and without those that carry no
//! information of their own.

use crate::sorting;
use ndarray::ArrayView2;

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

/// Rows that are worked on at a time; a block of thirty columns stays in the
/// processor's cache.
pub(super) const BLOCK: usize = 128;

/// Columns of mean 0 and standard deviation 1 behind a column of ones, so that
/// units (cents or millions) do not decide how well a fit is conditioned.
#[derive(Debug, Clone)]
pub(super) struct Standardised {
    /// The ones, then the kept columns.
    pub columns: Vec<Vec<f64>>,
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
    /// Standardises `(n, k)` finite records and leaves out constant columns;
    /// [`leave_out_dependent`](Self::leave_out_dependent) does the rest.
    pub fn new(records: ArrayView2<f64>) -> Self {
        let n = records.nrows();
        let mut standardised = Self {
            columns: vec![vec![1.0; n]],
            kept: Vec::new(),
            mean: Vec::new(),
            deviation: Vec::new(),
            left_out: Vec::new(),
        };
        for (column, mut values) in transposed(records).into_iter().enumerate() {
            if !varies(&values) {
                standardised.left_out.push(LeftOut {
                    column,
                    reason: Reason::Constant,
                });
                continue;
            }
            let (mean, deviation) = standardise(&mut values, &standardised.columns[0]);
            standardised.columns.push(values);
            standardised.kept.push(column);
            standardised.mean.push(mean);
            standardised.deviation.push(deviation);
        }
        standardised
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.columns[0].len()
    }

    /// Σ βⱼ xⱼ for as many rows from `start` as `into` holds.
    pub fn combine(&self, beta: &[f64], start: usize, into: &mut [f64]) {
        into.fill(0.0);
        for (column, &b) in self.columns.iter().zip(beta) {
            into.iter_mut().zip(&column[start..]).for_each(|(sum, x)| *sum += b * x);
        }
    }

    /// Adds Σ wᵢ xᵢ xᵢ′ over as many rows from `start` as there are weights to
    /// the lower triangle of `(width, width)` products, row after row.
    pub fn add_products(&self, weights: &[f64], start: usize, products: &mut [f64]) {
        let width = self.columns.len();
        let mut weighted = [0.0; BLOCK];
        let weighted = &mut weighted[..weights.len()];
        for (i, column) in self.columns.iter().enumerate() {
            for ((product, weight), x) in weighted.iter_mut().zip(weights).zip(&column[start..]) {
                *product = weight * x;
            }
            for (product, other) in products[i * width..=i * width + i].iter_mut().zip(&self.columns) {
                *product += dot(weighted, &other[start..start + weights.len()]);
            }
        }
    }

    /// Leaves out the columns that are combinations of those before them.
    ///
    /// The cross-products are factored column by column, A = L L′ (Cholesky):
    /// a column without a pivot of its own is passed over, and the part of L
    /// at hand says which columns it is made of.
    pub fn leave_out_dependent(&mut self) {
        let products = self.products();
        let width = self.columns.len();
        let mut factor = Factor::default();
        let mut dependent = Vec::new();
        for column in 0..width {
            let Some(weights) = factor.take(column, &products[column * width..=column * width + column]) else {
                continue;
            };
            dependent.push(column);
            let on = factor.taken.iter().zip(weights);
            self.left_out.push(LeftOut {
                column: self.kept[column - 1],
                reason: Reason::Dependent {
                    on: on
                        .filter(|(other, weight)| **other > 0 && weight.abs() > NO_WEIGHT)
                        .map(|(&other, _)| self.kept[other - 1])
                        .collect(),
                },
            });
        }
        sorting::sort_by_key(&mut self.left_out, |left| left.column);
        for column in dependent.into_iter().rev() {
            self.columns.remove(column);
            self.kept.remove(column - 1);
            self.mean.remove(column - 1);
            self.deviation.remove(column - 1);
        }
    }

    /// The lower triangle of the means of the columns' cross-products, row
    /// after row; of two kept columns this is their correlation.
    fn products(&self) -> Vec<f64> {
        let (rows, width) = (self.rows(), self.columns.len());
        let mut products = vec![0.0; width * width];
        for start in (0..rows).step_by(BLOCK) {
            let ones = &[1.0; BLOCK][..BLOCK.min(rows - start)];
            self.add_products(ones, start, &mut products);
        }
        for product in &mut products {
            *product /= rows as f64;
        }
        products
    }
}

/// The Cholesky factor of the cross-products of the columns taken so far.
#[derive(Debug, Default)]
struct Factor {
    /// The columns.
    taken: Vec<usize>,
    /// A row of the factor for each of them, up to its diagonal.
    rows: Vec<Vec<f64>>,
}

impl Factor {
    /// Takes a column, of which the products with all columns up to itself are
    /// given; or, where it is a combination of those taken, gives their weights.
    fn take(&mut self, column: usize, products: &[f64]) -> Option<Vec<f64>> {
        let mut row: Vec<f64> = Vec::with_capacity(self.taken.len() + 1);
        for (other, factor) in self.taken.iter().zip(&self.rows) {
            let (before, diagonal) = factor.split_at(row.len());
            row.push((products[*other] - dot(&row, before)) / diagonal[0]);
        }
        let pivot = products[column] - dot(&row, &row);
        if pivot > UNEXPLAINED * products[column] {
            row.push(pivot.sqrt());
            self.rows.push(row);
            self.taken.push(column);
            return None;
        }
        // The products are L y, so the weights are the w of L′ w = y.
        for (place, factor) in self.rows.iter().enumerate().rev() {
            let weight = row[place] / factor[place];
            row[place] = weight;
            row[..place].iter_mut().zip(factor).for_each(|(y, l)| *y -= l * weight);
        }
        Some(row)
    }
}

/// The inner product in eight interleaved sums: an order that is the same
/// everywhere and lets a processor add several at a time.
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut lanes = [0.0; 8];
    let ((a, rest_a), (b, rest_b)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    for (a, b) in a.iter().zip(b) {
        for lane in 0..8 {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    let rest = rest_a.iter().zip(rest_b).fold(0.0, |sum, (a, b)| sum + a * b);
    lanes.iter().fold(rest, |sum, lane| sum + lane)
}

/// The columns of a matrix, read row by row.
fn transposed(records: ArrayView2<f64>) -> Vec<Vec<f64>> {
    let mut columns = vec![vec![0.0; records.nrows()]; records.ncols()];
    for (row, record) in records.rows().into_iter().enumerate() {
        columns.iter_mut().zip(record).for_each(|(column, &x)| column[row] = x);
    }
    columns
}

/// Whether a column has values that differ by more than rounding.
fn varies(column: &[f64]) -> bool {
    column.iter().any(|x| (x - column[0]).abs() > 1e-12 * column[0].abs())
}

/// Takes a column to mean 0 and standard deviation 1; what they were.
fn standardise(column: &mut [f64], ones: &[f64]) -> (f64, f64) {
    let n = column.len() as f64;
    let mut mean = 0.0;
    // The second round takes away what the first left by rounding.
    for _ in 0..2 {
        let shift = dot(column, ones) / n;
        for x in &mut *column {
            *x -= shift;
        }
        mean += shift;
    }
    let deviation = (dot(column, column) / n).sqrt();
    for x in column {
        *x /= deviation;
    }
    (mean, deviation)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::sum;
    use ndarray::{Array2, array};

    fn independent(records: &Array2<f64>) -> Standardised {
        let mut columns = Standardised::new(records.view());
        columns.leave_out_dependent();
        columns
    }

    #[test]
    fn columns_without_information_of_their_own_are_named() {
        // Constant; free; 1 − 2 × free; free; the sum of the two free ones.
        let records = array![
            [7.0, 1.0, -1.0, 0.0, 1.0],
            [7.0, 2.0, -3.0, 1.0, 3.0],
            [7.0, 4.0, -7.0, 0.0, 4.0],
            [7.0, 8.0, -15.0, 5.0, 13.0],
        ];
        let columns = independent(&records);
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
        for values in &columns.columns[1..] {
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
        assert_eq!(independent(&records).kept, [0, 1]);
    }

    #[test]
    fn every_dependent_column_is_left_out_with_its_own_reason() {
        // Each of 300 free columns, then each again as the sum of itself and the one before.
        let mut random = <crate::math::Random as rand_core::SeedableRng>::seed_from_u64(1);
        let free = Array2::from_shape_simple_fn((700, 300), || crate::math::uniform(&mut random));
        let sums = Array2::from_shape_fn((700, 300), |(row, column)| free[[row, column]] + free[[row, column.max(1) - 1]]);
        let columns = independent(&ndarray::concatenate![ndarray::Axis(1), free, sums]);
        assert_eq!(columns.kept, (0..300).collect::<Vec<_>>());
        for (place, left) in columns.left_out.iter().enumerate() {
            let on = if place == 0 { vec![0] } else { vec![place - 1, place] };
            assert_eq!((left.column, &left.reason), (300 + place, &Reason::Dependent { on }));
        }
    }

    #[test]
    fn products_do_not_depend_on_the_blocks() {
        // More rows than a block, and no multiple of the lanes.
        let records = Array2::from_shape_fn((2 * BLOCK + 13, 2), |(row, column)| ((row * (column + 5)) % 23) as f64);
        let columns = Standardised::new(records.view());
        let products = columns.products();
        for (i, j) in [(0, 0), (1, 0), (1, 1), (2, 1)] {
            let pairs = columns.columns[i].iter().zip(&columns.columns[j]);
            let mean = sum(pairs.map(|(a, b)| a * b)) / columns.rows() as f64;
            assert!((products[i * 3 + j] - mean).abs() < 1e-14);
        }
    }
}
