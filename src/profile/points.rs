//! Rows of features in one run of memory, the form distances are taken from.

use ndarray::Array2;

use crate::math::sum;

/// The rows of a table `(n, d)`, one after another.
#[derive(Debug, Clone, PartialEq)]
pub struct Points {
    values: Vec<f64>,
    dims: usize,
    mean: Vec<f64>,
    scatter: f64,
}

impl Points {
    /// Copies a table whose rows are customers.
    pub fn new(features: &Array2<f64>) -> Self {
        Self::of(features.iter().copied().collect(), features.ncols())
    }

    fn of(values: Vec<f64>, dims: usize) -> Self {
        let mut points = Self {
            values,
            dims,
            mean: Vec::new(),
            scatter: 0.0,
        };
        let n = points.len().max(1) as f64;
        points.mean = (0..dims).map(|j| sum(points.rows().map(|row| row[j])) / n).collect();
        points.scatter = sum(points.rows().map(|row| squared_distance(row, &points.mean)));
        points
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.values.len().checked_div(self.dims).unwrap_or(0)
    }

    /// Whether there is no row, or no feature.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of features.
    pub fn dims(&self) -> usize {
        self.dims
    }

    /// One row.
    pub fn row(&self, index: usize) -> &[f64] {
        &self.values[index * self.dims..(index + 1) * self.dims]
    }

    /// All rows in order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[f64]> {
        // The size of a chunk must not be 0; without features there are no values either.
        self.values.chunks_exact(self.dims.max(1))
    }

    /// Some rows, in the order asked for.
    #[must_use]
    pub fn select(&self, rows: &[u32]) -> Self {
        let values = rows.iter().flat_map(|&row| self.row(row as usize));
        Self::of(values.copied().collect(), self.dims)
    }

    /// How many rows differ, counted up to `most`.
    pub fn distinct(&self, most: usize) -> usize {
        let mut seen: Vec<&[f64]> = Vec::with_capacity(most);
        for row in self.rows() {
            if seen.len() == most {
                break;
            }
            if !seen.contains(&row) {
                seen.push(row);
            }
        }
        seen.len()
    }

    /// Whether every value is a finite number.
    pub fn is_finite(&self) -> bool {
        self.values.iter().all(|value| value.is_finite())
    }

    /// The mean of each feature.
    pub fn mean(&self) -> &[f64] {
        &self.mean
    }

    /// The mean of the features' variances.
    pub fn variance(&self) -> f64 {
        self.scatter / self.values.len().max(1) as f64
    }

    /// The sum of squared distances to the mean.
    pub fn scatter(&self) -> f64 {
        self.scatter
    }
}

/// ‖a − b‖², feature by feature in order.
pub fn squared_distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).fold(0.0, |sum, (a, b)| sum + (a - b) * (a - b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn rows_come_back_whatever_the_layout() {
        let table = array![[1.0, 2.0], [3.0, 4.0], [5.0, 9.0]];
        let points = Points::new(&table);
        assert_eq!(points.row(2), [5.0, 9.0]);
        assert_eq!(points.mean(), [3.0, 5.0]);
        assert_eq!(points.scatter(), 4.0 + 9.0 + 1.0 + 4.0 + 16.0);
        assert_eq!(points.select(&[2, 0]).row(0), [5.0, 9.0]);
        assert_eq!(points.select(&[2, 0, 2]).distinct(9), 2);
        assert_eq!(points.distinct(2), 2);
        let columns_first = table.clone().reversed_axes().as_standard_layout().to_owned().reversed_axes();
        assert_eq!(Points::new(&columns_first), points);
        assert!(Points::new(&Array2::zeros((3, 0))).is_empty());
    }
}
