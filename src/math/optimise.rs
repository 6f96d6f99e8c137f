//! Maximum likelihood in steps: a damped Newton method from several starts.
//!
//! The surface gives its value with exact derivatives (a [`Jet`]). Each step
//! solves (D − H) δ = g, where D is a diagonal that vanishes while Newton's
//! step rises and grows tenfold while it does not (Levenberg 1944, Marquardt
//! 1963), and moves by δ. Converged means that the largest component of the
//! gradient is below [`TOLERANCE`] times the size of the value; whether the
//! surface is flat there is looked at separately.

use ndarray::{Array1, Array2};

use super::jet::Jet;
use super::linalg::Cholesky;

/// How large the gradient may be at a maximum, relative to the value (or 1).
pub const TOLERANCE: f64 = 1e-11;
/// The same where rounding lets no step rise any more.
const LOOSE_TOLERANCE: f64 = 1e-8;
/// Steps from one start at most.
pub const MOST_STEPS: u32 = 200;
/// Coordinates stay within ± this; as logarithms they span 2 · 10⁻⁹ to 5 · 10⁸.
const BOX: f64 = 20.0;
/// A single step moves no coordinate further.
const LONGEST: f64 = 2.0;
/// A way this near to a maximum already found leads to it.
const NEAR: f64 = 0.02;
/// Beyond this standard error a coordinate counts as undetermined.
const FLAT: f64 = 15.0;

/// The way up from one start.
#[derive(Debug, Clone)]
struct Ascent<const N: usize> {
    point: [f64; N],
    jet: Jet<N>,
    damping: f64,
    steps: u32,
    end: Option<End>,
}

/// How a way up ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// The gradient vanished.
    Converged,
    /// No step rises any more, or there were too many.
    Stuck,
}

impl<const N: usize> Ascent<N> {
    /// Stands at the start.
    fn start(point: [f64; N], surface: &impl Fn(&[f64; N]) -> Jet<N>) -> Self {
        let jet = surface(&point);
        Self {
            point,
            end: (!jet.is_finite()).then_some(End::Stuck),
            jet,
            damping: 0.0,
            steps: 0,
        }
    }

    /// Goes one step up; says whether the way has ended.
    fn step(&mut self, surface: &impl Fn(&[f64; N]) -> Jet<N>) -> bool {
        if self.end.is_none() {
            if self.slope() <= TOLERANCE {
                self.end = Some(End::Converged);
            } else if self.steps >= MOST_STEPS || !self.rise(surface) {
                self.end = Some(if self.slope() <= LOOSE_TOLERANCE {
                    End::Converged
                } else {
                    End::Stuck
                });
            }
        }
        self.end.is_some()
    }

    /// The largest component of the gradient, relative to the value.
    fn slope(&self) -> f64 {
        gradient_norm(&self.jet) / self.jet.value.abs().max(1.0)
    }

    /// Tries shorter and shorter steps until one rises.
    fn rise(&mut self, surface: &impl Fn(&[f64; N]) -> Jet<N>) -> bool {
        while self.damping < 1e12 {
            if let Some(next) = self.proposal() {
                if next == self.point {
                    return false;
                }
                let jet = surface(&next);
                if jet.is_finite() && self.is_higher(&jet) {
                    self.point = next;
                    self.jet = jet;
                    self.damping = if self.damping < 1e-6 { 0.0 } else { self.damping / 10.0 };
                    self.steps += 1;
                    return true;
                }
            }
            self.damping = (self.damping * 10.0).max(1e-4);
        }
        false
    }

    fn proposal(&self) -> Option<[f64; N]> {
        let hessian = &self.jet.hessian;
        let largest = (0..N).map(|i| hessian[i][i].abs()).fold(1e-300, f64::max);
        let system = Array2::from_shape_fn((N, N), |(i, j)| {
            let damped = if i == j {
                self.damping * (hessian[i][i].abs() + 1e-3 * largest)
            } else {
                0.0
            };
            damped - hessian[i][j]
        });
        let step = Cholesky::factor(&system, 1e-14)
            .ok()?
            .solve(&Array1::from(self.jet.gradient.to_vec()));
        let longest = step.iter().fold(0.0, |longest: f64, part| longest.max(part.abs()));
        let scale = (LONGEST / longest).min(1.0);
        Some(std::array::from_fn(|i| (self.point[i] + scale * step[i]).clamp(-BOX, BOX)))
    }

    /// Near the top the rise is lost in rounding; then the gradient decides.
    fn is_higher(&self, jet: &Jet<N>) -> bool {
        let rounding = 8.0 * f64::EPSILON * self.jet.value.abs().max(1.0);
        let rise = jet.value - self.jet.value;
        rise > rounding || (rise >= -rounding && gradient_norm(jet) < gradient_norm(&self.jet))
    }
}

fn gradient_norm<const N: usize>(jet: &Jet<N>) -> f64 {
    jet.gradient.iter().fold(0.0, |largest, slope| largest.max(slope.abs()))
}

/// A search from several starts; the highest end wins.
#[derive(Debug, Clone)]
pub struct Maximiser<const N: usize> {
    starts: Vec<[f64; N]>,
    ends: Vec<Ascent<N>>,
    current: Option<Ascent<N>>,
}

/// Where the search has come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reached {
    /// The start it is climbing from, counted from 1.
    pub start: usize,
    /// Steps from this start.
    pub steps: u32,
    /// The height.
    pub value: f64,
    /// Whether every start has been climbed from.
    pub finished: bool,
}

impl Reached {
    /// Every start has been climbed from before.
    const NOTHING_LEFT: Self = Self {
        start: 0,
        steps: 0,
        value: f64::NAN,
        finished: true,
    };
}

/// The highest point found.
#[derive(Debug, Clone)]
pub struct Optimum<const N: usize> {
    /// Where it is.
    pub point: [f64; N],
    /// How high it is.
    pub value: f64,
    /// The largest component of the gradient there.
    pub gradient_norm: f64,
    /// Steps to it from its start.
    pub iterations: u32,
    /// Whether it is a maximum: the gradient vanishes and the surface bends down in every direction.
    pub converged: bool,
    /// The coordinate the surface hardly depends on, if there is one.
    pub flat: Option<usize>,
    /// The inverse of the observed information −H; `NaN` where the surface does not bend down.
    pub covariance: [[f64; N]; N],
    /// Whether each start, in their order, led to the same height (to 10⁻⁸ of it).
    pub reached_by: Vec<bool>,
}

impl<const N: usize> Maximiser<N> {
    /// A search from these starts, in this order.
    pub fn new(starts: Vec<[f64; N]>) -> Self {
        Self {
            starts,
            ends: Vec::new(),
            current: None,
        }
    }

    /// Goes one step up from the current start, or on to the next one.
    pub fn step(&mut self, surface: &impl Fn(&[f64; N]) -> Jet<N>) -> Reached {
        let number = self.ends.len();
        let mut current = match (self.current.take(), self.starts.get(number)) {
            (Some(current), _) => current,
            (None, Some(&start)) => Ascent::start(start, surface),
            (None, None) => return Reached::NOTHING_LEFT,
        };
        let mut ended = current.step(surface);
        let is_near = |end: &&Ascent<N>| end.end == Some(End::Converged) && are_near(&end.point, &current.point);
        if let Some(known) = self.ends.iter().find(is_near) {
            (current, ended) = (known.clone(), true);
        }
        let reached = Reached {
            start: number + 1,
            steps: current.steps,
            value: current.jet.value,
            finished: ended && number + 1 == self.starts.len(),
        };
        if ended {
            self.ends.push(current);
        } else {
            self.current = Some(current);
        }
        reached
    }

    /// Whether a step was made.
    pub fn has_begun(&self) -> bool {
        self.current.is_some() || !self.ends.is_empty()
    }

    /// Where the ways have come so far, those that came together once; and
    /// which of these points each start led to.
    pub fn ends(&self) -> (Vec<[f64; N]>, Vec<usize>) {
        let mut points: Vec<[f64; N]> = Vec::new();
        let place = |ascent: &Ascent<N>| {
            let known = points.iter().position(|point| are_near(point, &ascent.point));
            known.unwrap_or_else(|| {
                points.push(ascent.point);
                points.len() - 1
            })
        };
        let led_to = self.ends.iter().chain(&self.current).map(place).collect();
        (points, led_to)
    }

    /// The highest point so far; `None` before the first step.
    pub fn highest(&self) -> Option<Optimum<N>> {
        let all: Vec<&Ascent<N>> = self.ends.iter().chain(&self.current).collect();
        let height = |ascent: &Ascent<N>| {
            if ascent.jet.is_finite() {
                ascent.jet.value
            } else {
                f64::NEG_INFINITY
            }
        };
        // The first of equals, so that the order of the starts decides ties.
        let best = all
            .iter()
            .reduce(|best, next| if height(next) > height(best) { next } else { best })?;
        let top = height(best);
        let reached_by = all.iter().map(|end| top - height(end) <= 1e-8 * top.abs().max(1.0)).collect();
        let (covariance, flat) = bend(&best.jet);
        Some(Optimum {
            point: best.point,
            value: best.jet.value,
            gradient_norm: gradient_norm(&best.jet),
            iterations: best.steps,
            converged: best.end == Some(End::Converged) && flat.is_none(),
            flat,
            covariance,
            reached_by,
        })
    }
}

fn are_near<const N: usize>(a: &[f64; N], b: &[f64; N]) -> bool {
    (0..N).all(|i| (a[i] - b[i]).abs() < NEAR)
}

/// The inverse of −H, and the coordinate that is not determined.
fn bend<const N: usize>(jet: &Jet<N>) -> ([[f64; N]; N], Option<usize>) {
    let information = Array2::from_shape_fn((N, N), |(i, j)| -jet.hessian[i][j]);
    match Cholesky::factor(&information, 1e-14) {
        Err(dependent) => ([[f64::NAN; N]; N], Some(dependent.column)),
        Ok(factor) => {
            let inverse = factor.inverse();
            let widest = (0..N).fold(0, |widest, i| if inverse[[i, i]] > inverse[[widest, widest]] { i } else { widest });
            let flat = (inverse[[widest, widest]] > FLAT * FLAT).then_some(widest);
            (std::array::from_fn(|i| std::array::from_fn(|j| inverse[[i, j]])), flat)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn climb<const N: usize>(starts: Vec<[f64; N]>, surface: impl Fn([Jet<N>; N]) -> Jet<N>) -> Optimum<N> {
        let surface = |point: &[f64; N]| surface(Jet::variables(point));
        let mut search = Maximiser::new(starts);
        while !search.step(&surface).finished {}
        search.highest().unwrap()
    }

    #[test]
    fn a_crooked_valley_is_followed_to_its_end() {
        // Rosenbrock (1960), turned upside down; the maximum is at (1, 1).
        let optimum = climb(vec![[-1.2, 1.0], [5.0, -8.0]], |[x, y]| {
            let across = y - x * x;
            let along = x * -1.0 + 1.0;
            -(across * across * 100.0 + along * along)
        });
        assert!(optimum.converged);
        assert_eq!(optimum.reached_by, [true, true]);
        assert!(optimum.point.iter().all(|at| (at - 1.0).abs() < 1e-6), "{optimum:?}");
        // −H = [[802, −400], [−400, 200]], whose inverse is [[.5, 1], [1, 2.005]].
        assert!((optimum.covariance[1][1] - 2.005).abs() < 1e-4, "{optimum:?}");
    }

    #[test]
    fn the_higher_of_two_hills_wins() {
        let hills = |[x]: [Jet<1>; 1]| {
            let hill = |at: f64, height: f64| ((x + -at) * (x + -at) * -0.5).exp() * height;
            hill(-4.0, 1.0) + hill(4.0, 2.0)
        };
        let optimum = climb(vec![[-3.0], [3.0]], hills);
        assert!((optimum.point[0] - 4.0).abs() < 1e-6);
        assert_eq!(optimum.reached_by, [false, true]);
    }

    #[test]
    fn a_flat_direction_is_no_maximum_and_is_named() {
        let ridge = climb(vec![[1.0, 1.0]], |[x, y]| -(x * x) + y * 0.0);
        assert!(!ridge.converged);
        assert_eq!(ridge.flat, Some(1));
        // Rises for ever, ever more slowly.
        let ramp = climb(vec![[0.0]], |[x]| -(x * -1.0).exp());
        assert!(!ramp.converged);
        assert_eq!(ramp.flat, Some(0));
    }

    #[test]
    fn a_start_outside_the_surface_is_survived() {
        let surface = |[x]: [Jet<1>; 1]| x.ln() - x;
        let optimum = climb(vec![[-1.0], [3.0]], surface);
        assert!(optimum.converged && (optimum.point[0] - 1.0).abs() < 1e-9);
        assert!(!climb(vec![[-1.0]], surface).converged);
    }
}
