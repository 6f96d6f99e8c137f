//! The eigenvalues and eigenvectors of a symmetric matrix.

use crate::sorting;
use ndarray::Array2;

/// A = V diag(λ) Vᵀ of a symmetric matrix A `(n, n)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Eigen {
    /// The eigenvalues λ, largest first.
    pub values: Vec<f64>,
    /// The eigenvectors of length 1, one a column, in the order of the
    /// values; each is turned so that its largest absolute element (the first
    /// of equals) is positive.
    pub vectors: Array2<f64>,
}

/// More sweeps than any matrix of a sensible size has been seen to need; ten is usual.
const SWEEPS: usize = 64;

impl Eigen {
    /// Decomposes a symmetric matrix `(n, n)` by cyclic Jacobi rotations
    /// (Jacobi 1846; Golub & Van Loan, *Matrix Computations*, 4th ed., 8.5).
    ///
    /// Slow for large matrices but accurate, and made of `+ − × ÷ √` only,
    /// which round alike everywhere. Only the lower triangle is read.
    pub fn of(matrix: &Array2<f64>) -> Self {
        let n = matrix.nrows();
        let mut a = Array2::from_shape_fn((n, n), |(i, j)| matrix[[i.max(j), i.min(j)]]);
        let mut vectors = Array2::eye(n);
        for _ in 0..SWEEPS {
            let mut rotated = false;
            for p in 0..n {
                for q in p + 1..n {
                    rotated |= rotate(&mut a, &mut vectors, p, q);
                }
            }
            if !rotated {
                break;
            }
        }
        Self::sorted(&a, &vectors)
    }

    fn sorted(a: &Array2<f64>, vectors: &Array2<f64>) -> Self {
        let n = a.nrows();
        let mut order: Vec<usize> = (0..n).collect();
        sorting::sort_by(&mut order, |&i, &j| a[[j, j]].total_cmp(&a[[i, i]]));
        let signs: Vec<f64> = order.iter().map(|&j| sign(vectors.column(j).iter())).collect();
        Self {
            values: order.iter().map(|&j| a[[j, j]]).collect(),
            vectors: Array2::from_shape_fn((n, n), |(i, j)| signs[j] * vectors[[i, order[j]]]),
        }
    }
}

/// Turns the plane of `p` and `q` so that their element vanishes; false when
/// it is too small to change the diagonal.
fn rotate(a: &mut Array2<f64>, vectors: &mut Array2<f64>, p: usize, q: usize) -> bool {
    let off = a[[p, q]];
    if off.abs() <= f64::EPSILON * 0.125 * (a[[p, p]].abs() * a[[q, q]].abs()).sqrt() {
        a[[p, q]] = 0.0;
        a[[q, p]] = 0.0;
        return false;
    }
    let theta = (a[[q, q]] - a[[p, p]]) / (2.0 * off);
    let t = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
    let cos = 1.0 / (t * t + 1.0).sqrt();
    let sin = t * cos;
    a[[p, p]] -= t * off;
    a[[q, q]] += t * off;
    a[[p, q]] = 0.0;
    a[[q, p]] = 0.0;
    for i in 0..a.nrows() {
        if i != p && i != q {
            let (ip, iq) = (a[[i, p]], a[[i, q]]);
            a[[i, p]] = cos * ip - sin * iq;
            a[[i, q]] = sin * ip + cos * iq;
            a[[p, i]] = a[[i, p]];
            a[[q, i]] = a[[i, q]];
        }
        let (ip, iq) = (vectors[[i, p]], vectors[[i, q]]);
        vectors[[i, p]] = cos * ip - sin * iq;
        vectors[[i, q]] = sin * ip + cos * iq;
    }
    true
}

/// The sign of the largest absolute element, the first of equals.
///
/// Elements that differ by rounding only count as equal, or a column of equal
/// loadings would turn with the last digit.
fn sign<'a>(vector: impl Iterator<Item = &'a f64>) -> f64 {
    let mut largest = 0.0_f64;
    for &element in vector {
        if element.abs() > largest.abs() * (1.0 + 1e-9) {
            largest = element;
        }
    }
    if largest < 0.0 { -1.0 } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{Random, uniform};
    use ndarray::array;
    use rand_xoshiro::rand_core::SeedableRng;

    #[test]
    fn a_matrix_solved_by_hand() {
        // Eigenvalues 2 ± √2 and 2.
        let eigen = Eigen::of(&array![[2.0, -1.0, 0.0], [-1.0, 2.0, -1.0], [0.0, -1.0, 2.0]]);
        let root = std::f64::consts::SQRT_2;
        for (found, expected) in eigen.values.iter().zip([2.0 + root, 2.0, 2.0 - root]) {
            assert!((found - expected).abs() < 1e-14);
        }
        let first = [-0.5, root / 2.0, -0.5];
        for (i, expected) in first.iter().enumerate() {
            assert!((eigen.vectors[[i, 0]] - expected).abs() < 1e-14);
        }
    }

    #[test]
    fn the_parts_give_the_matrix_back() {
        let mut random = Random::seed_from_u64(7);
        for n in [1, 2, 5, 12] {
            let half = Array2::from_shape_fn((n, n), |_| uniform(&mut random) - 0.5);
            let matrix = Array2::from_shape_fn((n, n), |(i, j)| half[[i, j]] + half[[j, i]]);
            let Eigen { values, vectors } = Eigen::of(&matrix);
            assert!(values.windows(2).all(|pair| pair[0] >= pair[1]));
            for i in 0..n {
                for j in 0..n {
                    let back: f64 = (0..n).map(|k| vectors[[i, k]] * values[k] * vectors[[j, k]]).sum();
                    let inner: f64 = (0..n).map(|k| vectors[[k, i]] * vectors[[k, j]]).sum();
                    assert!((back - matrix[[i, j]]).abs() < 1e-13, "n = {n}");
                    assert!((inner - f64::from(u8::from(i == j))).abs() < 1e-13, "n = {n}");
                }
            }
        }
    }

    #[test]
    fn a_constant_column_is_no_trouble() {
        let eigen = Eigen::of(&array![[0.0, 0.0], [0.0, 3.0]]);
        assert_eq!(eigen.values, [3.0, 0.0]);
        assert_eq!(eigen.vectors, array![[0.0, 1.0], [1.0, 0.0]]);
    }
}
