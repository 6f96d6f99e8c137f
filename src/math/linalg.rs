//! Small dense linear algebra in a fixed order of operations.
//!
//! Information matrices here are tens of rows wide; what matters is that the
//! sums run in the same order everywhere (see the module above) and that a
//! singular matrix is found and its column named.

use ndarray::{Array1, Array2};

/// The lower triangle L of a symmetric positive definite matrix A = L Lᵀ.
#[derive(Debug, Clone)]
pub struct Cholesky(Array2<f64>);

/// The column that depends linearly on those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dependent {
    /// Its position.
    pub column: usize,
}

impl Cholesky {
    /// Factors a symmetric matrix `(n, n)`; only its lower triangle is read.
    ///
    /// A pivot below `tolerance` times the diagonal element it came from
    /// counts as zero.
    ///
    /// # Errors
    /// [`Dependent`] names the first column without a positive pivot.
    pub fn factor(matrix: &Array2<f64>, tolerance: f64) -> Result<Self, Dependent> {
        let n = matrix.nrows();
        let mut lower = Array2::<f64>::zeros((n, n));
        for j in 0..n {
            let mut pivot = matrix[[j, j]];
            for k in 0..j {
                pivot -= lower[[j, k]] * lower[[j, k]];
            }
            // Written so that a NaN is refused too.
            if !(pivot > tolerance * matrix[[j, j]].abs() && pivot.is_finite() && pivot > 0.0) {
                return Err(Dependent { column: j });
            }
            let root = pivot.sqrt();
            lower[[j, j]] = root;
            for i in j + 1..n {
                let mut sum = matrix[[i, j]];
                for k in 0..j {
                    sum -= lower[[i, k]] * lower[[j, k]];
                }
                lower[[i, j]] = sum / root;
            }
        }
        Ok(Self(lower))
    }

    /// The x of A x = b.
    pub fn solve(&self, b: &Array1<f64>) -> Array1<f64> {
        let n = b.len();
        let mut x = b.clone();
        for i in 0..n {
            for k in 0..i {
                x[i] -= self.0[[i, k]] * x[k];
            }
            x[i] /= self.0[[i, i]];
        }
        for i in (0..n).rev() {
            for k in i + 1..n {
                x[i] -= self.0[[k, i]] * x[k];
            }
            x[i] /= self.0[[i, i]];
        }
        x
    }

    /// The inverse of A.
    pub fn inverse(&self) -> Array2<f64> {
        let n = self.0.nrows();
        let mut inverse = Array2::zeros((n, n));
        for j in 0..n {
            let mut unit = Array1::zeros(n);
            unit[j] = 1.0;
            inverse.column_mut(j).assign(&self.solve(&unit));
        }
        inverse
    }

    /// The logarithm of the determinant of A.
    pub fn ln_determinant(&self) -> f64 {
        2.0 * self.0.diag().iter().map(|&root| super::ln(root)).sum::<f64>()
    }
}

/// The matrix–vector product, summed from left to right.
pub fn times(matrix: &Array2<f64>, vector: &Array1<f64>) -> Array1<f64> {
    matrix.rows().into_iter().map(|row| dot(row.iter(), vector.iter())).collect()
}

/// The inner product, summed from left to right.
pub fn dot<'a>(a: impl IntoIterator<Item = &'a f64>, b: impl IntoIterator<Item = &'a f64>) -> f64 {
    a.into_iter().zip(b).fold(0.0, |sum, (a, b)| sum + a * b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn solving_undoes_multiplying() {
        let matrix = array![[4.0, 2.0, 0.6], [2.0, 5.0, 1.0], [0.6, 1.0, 3.0]];
        let factor = Cholesky::factor(&matrix, 1e-12).unwrap();
        let x = factor.solve(&times(&matrix, &array![1.0, -2.0, 3.0]));
        for (found, expected) in x.iter().zip([1.0, -2.0, 3.0]) {
            assert!((found - expected).abs() < 1e-12);
        }
        let determinant: f64 = 4.0 * (5.0 * 3.0 - 1.0) - 2.0 * (2.0 * 3.0 - 0.6) + 0.6 * (2.0 - 5.0 * 0.6);
        assert!((factor.ln_determinant() - crate::math::ln(determinant)).abs() < 1e-12);
        assert!((times(&matrix, &factor.inverse().column(1).to_owned())[1] - 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_dependent_column_is_named() {
        let matrix = array![[1.0, 2.0, 0.0], [2.0, 4.0, 0.0], [0.0, 0.0, 1.0]];
        assert_eq!(Cholesky::factor(&matrix, 1e-9).unwrap_err(), Dependent { column: 1 });
        let not_a_number = array![[f64::NAN]];
        assert_eq!(Cholesky::factor(&not_a_number, 1e-9).unwrap_err(), Dependent { column: 0 });
    }
}
