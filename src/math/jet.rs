//! Values with their exact first and second derivatives.
//!
//! A log-likelihood written once over [`Jet`]s gives its gradient and its
//! Hessian by the chain rule, to machine precision: nothing is derived by
//! hand and nothing is differenced.

use std::ops::{Add, AddAssign, Mul, Neg, Sub};

use super::special::{digamma, ln_1p_exp, trigamma};
use super::{exp, ln, ln_gamma};

/// A value, its gradient and its Hessian with respect to N variables.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Jet<const N: usize> {
    /// The value.
    pub value: f64,
    /// The first derivatives.
    pub gradient: [f64; N],
    /// The second derivatives, both triangles.
    pub hessian: [[f64; N]; N],
}

impl<const N: usize> Jet<N> {
    /// A value that does not depend on the variables.
    pub const fn constant(value: f64) -> Self {
        Self {
            value,
            gradient: [0.0; N],
            hessian: [[0.0; N]; N],
        }
    }

    /// The variable at `index`.
    pub fn variable(value: f64, index: usize) -> Self {
        let mut jet = Self::constant(value);
        jet.gradient[index] = 1.0;
        jet
    }

    /// All variables at a point.
    pub fn variables(point: &[f64; N]) -> [Self; N] {
        std::array::from_fn(|index| Self::variable(point[index], index))
    }

    /// f(self), given f, f′ and f″ at its value.
    fn chain(mut self, [value, first, second]: [f64; 3]) -> Self {
        for i in 0..N {
            for j in 0..N {
                self.hessian[i][j] = first * self.hessian[i][j] + second * (self.gradient[i] * self.gradient[j]);
            }
        }
        for slope in &mut self.gradient {
            *slope *= first;
        }
        self.value = value;
        self
    }

    /// eˣ.
    #[must_use]
    pub fn exp(self) -> Self {
        self.chain([exp(self.value); 3])
    }

    /// ln x.
    #[must_use]
    pub fn ln(self) -> Self {
        let inverse = 1.0 / self.value;
        self.chain([ln(self.value), inverse, -inverse * inverse])
    }

    /// ln Γ(x).
    #[must_use]
    pub fn ln_gamma(self) -> Self {
        let x = self.value;
        self.chain([ln_gamma(x), digamma(x), trigamma(x)])
    }

    /// ln(eˣ + eʸ).
    #[must_use]
    pub fn ln_add_exp(self, other: Self) -> Self {
        let (high, low) = if self.value >= other.value { (self, other) } else { (other, self) };
        let gap = low - high;
        if gap.value < -745.0 {
            return high;
        }
        high + gap.chain(ln_1p_exp(gap.value))
    }

    /// The same as a function of other variables, given what its own are of these.
    #[must_use]
    pub fn of<const M: usize>(&self, variables: &[Jet<M>; N]) -> Jet<M> {
        let mut composed = Jet::constant(self.value);
        for (i, variable) in variables.iter().enumerate() {
            for k in 0..M {
                composed.gradient[k] += self.gradient[i] * variable.gradient[k];
                for l in k..M {
                    composed.hessian[k][l] += self.gradient[i] * variable.hessian[k][l];
                    for (j, other) in variables.iter().enumerate() {
                        composed.hessian[k][l] += self.hessian[i][j] * variable.gradient[k] * other.gradient[l];
                    }
                }
            }
        }
        for k in 0..M {
            for l in 0..k {
                composed.hessian[k][l] = composed.hessian[l][k];
            }
        }
        composed
    }

    /// Whether every number in it is finite.
    pub fn is_finite(&self) -> bool {
        self.value.is_finite()
            && self
                .gradient
                .iter()
                .chain(self.hessian.iter().flatten())
                .all(|number| number.is_finite())
    }
}

impl<const N: usize> Add for Jet<N> {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        self += other;
        self
    }
}

impl<const N: usize> AddAssign for Jet<N> {
    fn add_assign(&mut self, other: Self) {
        self.value += other.value;
        for i in 0..N {
            self.gradient[i] += other.gradient[i];
            for j in 0..N {
                self.hessian[i][j] += other.hessian[i][j];
            }
        }
    }
}

impl<const N: usize> Add<f64> for Jet<N> {
    type Output = Self;

    fn add(mut self, constant: f64) -> Self {
        self.value += constant;
        self
    }
}

impl<const N: usize> Neg for Jet<N> {
    type Output = Self;

    fn neg(self) -> Self {
        self * -1.0
    }
}

impl<const N: usize> Sub for Jet<N> {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl<const N: usize> Mul<f64> for Jet<N> {
    type Output = Self;

    fn mul(mut self, factor: f64) -> Self {
        self.value *= factor;
        for i in 0..N {
            self.gradient[i] *= factor;
            for j in 0..N {
                self.hessian[i][j] *= factor;
            }
        }
        self
    }
}

impl<const N: usize> Mul for Jet<N> {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let mut product = Self::constant(self.value * other.value);
        for i in 0..N {
            product.gradient[i] = self.gradient[i] * other.value + self.value * other.gradient[i];
            for j in 0..N {
                // Grouped so that both triangles come out the same to the last bit.
                product.hessian[i][j] = self.hessian[i][j] * other.value
                    + (self.gradient[i] * other.gradient[j] + self.gradient[j] * other.gradient[i])
                    + self.value * other.hessian[i][j];
            }
        }
        product
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surface<const N: usize>([x, y]: [Jet<N>; 2]) -> Jet<N> {
        let product = (x * y + 2.0).ln();
        (product - y.exp()).ln_add_exp(x.ln_gamma() * 3.0) * product
    }

    #[test]
    fn derivatives_agree_with_central_differences() {
        let at = |x: f64, y: f64| surface(Jet::variables(&[x, y]));
        let (x, y, h) = (0.7, 0.4, 1e-4);
        let centre = at(x, y);
        let ahead = [at(x + h, y), at(x, y + h)];
        let behind = [at(x - h, y), at(x, y - h)];
        for i in 0..2 {
            let slope = (ahead[i].value - behind[i].value) / (2.0 * h);
            assert!((slope - centre.gradient[i]).abs() < 1e-7, "{i}: {slope} {centre:?}");
            for j in 0..2 {
                let bend = (ahead[i].gradient[j] - behind[i].gradient[j]) / (2.0 * h);
                assert!((bend - centre.hessian[i][j]).abs() < 1e-6, "{i} {j}: {bend} {centre:?}");
            }
        }
        assert_eq!(centre.hessian[0][1], centre.hessian[1][0]);
    }

    #[test]
    fn a_function_of_functions_is_the_same_written_out() {
        let [a, b, c] = Jet::variables(&[0.7, 0.4, 1.3]);
        let (x, y) = (a * b + c.exp(), b * c);
        let composed = surface(Jet::variables(&[x.value, y.value])).of(&[x, y]);
        let direct = surface([x, y]);
        let near = |a: f64, b: f64| (a - b).abs() < 1e-12 * b.abs().max(1.0);
        assert!(near(composed.value, direct.value));
        for i in 0..3 {
            assert!(near(composed.gradient[i], direct.gradient[i]));
            for j in 0..3 {
                assert!(near(composed.hessian[i][j], direct.hessian[i][j]), "{composed:?} {direct:?}");
            }
        }
    }

    #[test]
    fn a_vanishing_term_leaves_the_other_alone() {
        let [x, _] = Jet::variables(&[1.0, 2.0]);
        assert_eq!((x * -5000.0).ln_add_exp(x), x);
    }
}
