//! Newton's method for the log-likelihood, one iteration a step.

use ndarray::{Array1, Array2};

use super::columns::{BLOCK, Standardised, dot};
use super::{Logistic, Separation, ValidLogisticParams};
use crate::error::Result;
use crate::math::linalg::Cholesky;
use crate::math::{exp, ln, sum};
use crate::task::{Progress, Task};

/// Newton's decrement gᵀ H⁻¹ g at which the estimates have no error left that
/// a double could show: 1e-9 standard errors.
const CONVERGED: f64 = 1e-18;

/// The decrement below which a step that gains nothing is a matter of rounding.
const ROUNDING: f64 = 1e-8;

/// The penalty a fit falls back to when the classes are separated: one prior
/// observation's worth, the common default of ridge fits.
pub(super) const SEPARATION_PENALTY: f64 = 1.0;

/// Log-odds past which it is worth asking whether a fit runs away.
const SUSPICIOUS: f64 = 12.0;

/// A logistic regression under way; see [`Task`].
///
/// Each [`step`](Task::step) is one Newton iteration. The objective (the
/// log-likelihood less the penalty) never falls: a step that would lower it is
/// halved until it does not.
#[derive(Debug, Clone)]
pub struct LogisticTask {
    pub(super) params: ValidLogisticParams,
    pub(super) columns: Standardised,
    pub(super) positive: Vec<bool>,
    /// The penalty in use: the one asked for, or the fallback.
    pub(super) penalty: f64,
    pub(super) separation: Option<Separation>,
    /// The estimates on the standardised columns, intercept first.
    pub(super) beta: Array1<f64>,
    pub(super) at: Surface,
    /// The objective after each iteration, the start first.
    pub(super) path: Vec<f64>,
    pub(super) state: State,
}

/// Where a fit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Running,
    Converged,
    Stuck,
}

/// The objective and its derivatives at one β.
#[derive(Debug, Clone)]
pub(super) struct Surface {
    pub log_likelihood: f64,
    pub objective: f64,
    pub gradient: Array1<f64>,
    pub information: Array2<f64>,
    /// The least log-odds of what happened, over all rows; positive when the
    /// fit tells the classes apart without an error.
    least_margin: f64,
    /// The most extreme log-odds.
    largest: f64,
}

impl LogisticTask {
    pub(super) fn new(params: ValidLogisticParams, columns: Standardised, positive: Vec<bool>) -> Self {
        let mut task = Self {
            penalty: params.penalty,
            separation: None,
            beta: Array1::zeros(0),
            at: Surface::empty(),
            path: Vec::new(),
            state: State::Running,
            params,
            columns,
            positive,
        };
        let alone = task.separating_columns();
        task.restart();
        if task.penalty == 0.0 && !alone.is_empty() {
            task.penalise(Separation {
                alone: true,
                columns: alone,
            });
        }
        task
    }

    /// The start: the intercept alone, at the observed share of positives.
    fn restart(&mut self) {
        let positives = self.positive.iter().filter(|&&positive| positive).count() as f64;
        self.beta = Array1::zeros(self.columns.columns.len());
        self.beta[0] = ln(positives / (self.positive.len() as f64 - positives));
        self.at = self.evaluate(&self.beta);
        self.path = vec![self.at.objective];
    }

    /// Starts again with a penalty, under which a maximum exists.
    fn penalise(&mut self, separation: Separation) {
        self.separation = Some(separation);
        self.penalty = SEPARATION_PENALTY;
        self.restart();
    }

    /// The objective at β: one pass over the rows, a block at a time.
    fn evaluate(&self, beta: &Array1<f64>) -> Surface {
        let (rows, width) = (self.positive.len(), self.columns.columns.len());
        let mut gradient = vec![0.0; width];
        let mut information = vec![0.0; width * width];
        let (mut least_margin, mut largest) = (f64::INFINITY, 0.0_f64);
        let mut log_likelihoods = Vec::with_capacity(rows / BLOCK + 1);
        let (mut log_odds, mut weights, mut residuals) = ([0.0; BLOCK], [0.0; BLOCK], [0.0; BLOCK]);
        for start in (0..rows).step_by(BLOCK) {
            let size = BLOCK.min(rows - start);
            self.columns.combine(slice(beta), start, &mut log_odds[..size]);
            let mut surprise = 0.0;
            // The product of the 1 + odds, whose logarithm is taken once a block; at most 2¹²⁸.
            let mut product = 1.0;
            for (row, &positive) in self.positive[start..start + size].iter().enumerate() {
                let eta = log_odds[row];
                let odds_against = exp(-eta.abs());
                product *= 1.0 + odds_against;
                // The chances of the likelier and of the other class.
                let likelier = 1.0 / (1.0 + odds_against);
                let other = odds_against * likelier;
                let margin = if positive { eta } else { -eta };
                surprise += (-margin).max(0.0);
                least_margin = least_margin.min(margin);
                largest = largest.max(eta.abs());
                let missed = if margin >= 0.0 { other } else { likelier };
                residuals[row] = if positive { missed } else { -missed };
                weights[row] = likelier * other;
            }
            log_likelihoods.push(-surprise - ln(product));
            for (slope, column) in gradient.iter_mut().zip(&self.columns.columns) {
                *slope += dot(&residuals[..size], &column[start..start + size]);
            }
            self.columns.add_products(&weights[..size], start, &mut information);
        }
        let log_likelihood = sum(log_likelihoods);
        let mut objective = log_likelihood;
        for (j, &b) in beta.iter().enumerate().skip(1) {
            gradient[j] -= self.penalty * b;
            information[j * width + j] += self.penalty;
            objective -= 0.5 * self.penalty * b * b;
        }
        Surface {
            log_likelihood,
            objective,
            gradient: gradient.into(),
            information: Array2::from_shape_fn((width, width), |(i, j)| information[i.max(j) * width + i.min(j)]),
            least_margin,
            largest,
        }
    }

    /// One iteration; the state afterwards.
    fn iterate(&mut self) -> State {
        let Ok(factor) = Cholesky::factor(&self.at.information, 0.0) else {
            return self.run_away(&self.beta.clone());
        };
        let step = factor.solve(&self.at.gradient);
        let decrement = dot(slice(&self.at.gradient), slice(&step));
        if self.penalty == 0.0 && self.at.least_margin > 0.0 {
            return self.run_away(&self.beta.clone());
        }
        if self.penalty == 0.0 && self.at.largest > SUSPICIOUS && self.separates(&step) {
            return self.run_away(&step);
        }
        if decrement <= CONVERGED {
            return State::Converged;
        }
        let slack = 1e-13 * self.at.objective.abs();
        let mut length = 1.0;
        while length > 1e-6 {
            let beta = &self.beta + &(&step * length);
            let at = self.evaluate(&beta);
            if at.objective >= self.at.objective - slack {
                self.beta = beta;
                self.at = at;
                self.path.push(self.at.objective);
                return State::Running;
            }
            length /= 2.0;
        }
        if decrement < ROUNDING { State::Converged } else { State::Stuck }
    }

    /// The likelihood grows without end along a direction: says so, and turns
    /// to the penalised fit.
    fn run_away(&mut self, direction: &Array1<f64>) -> State {
        if self.penalty > 0.0 {
            return State::Stuck;
        }
        let largest = direction.iter().skip(1).fold(0.0_f64, |most, d| most.max(d.abs()));
        let columns = self.columns.kept.iter().zip(direction.iter().skip(1));
        let columns = columns
            .filter(|(_, d)| d.abs() >= 0.1 * largest)
            .map(|(&column, _)| column)
            .collect();
        self.penalise(Separation { alone: false, columns });
        State::Running
    }

    /// Whether a direction moves no row away from its class and some towards
    /// it: then the likelihood has no maximum (Albert & Anderson 1984).
    fn separates(&self, direction: &Array1<f64>) -> bool {
        let mut moves = vec![0.0; self.positive.len()];
        self.columns.combine(slice(direction), 0, &mut moves);
        let (mut least, mut most) = (f64::INFINITY, 0.0_f64);
        for (&up, &positive) in moves.iter().zip(&self.positive) {
            let gain = if positive { up } else { -up };
            least = least.min(gain);
            most = most.max(gain);
        }
        most > 0.1 && least >= -1e-8 * most
    }

    /// The columns that separate the classes each alone: past some value there
    /// is one class only, and the other only before it.
    fn separating_columns(&self) -> Vec<usize> {
        let separates = |column: &Vec<f64>| {
            let mut bounds = [(f64::INFINITY, f64::NEG_INFINITY); 2];
            column.chunks(BLOCK).zip(self.positive.chunks(BLOCK)).all(|(values, positive)| {
                for (&x, &positive) in values.iter().zip(positive) {
                    let (low, high) = &mut bounds[usize::from(positive)];
                    *low = low.min(x);
                    *high = high.max(x);
                }
                let [negative, positive] = bounds;
                negative.1 <= positive.0 || positive.1 <= negative.0
            })
        };
        let columns = self.columns.columns[1..].iter().zip(&self.columns.kept);
        columns.filter(|(column, _)| separates(column)).map(|(_, &kept)| kept).collect()
    }

    /// Iterations done.
    pub(super) fn iterations(&self) -> u32 {
        u32::try_from(self.path.len() - 1).unwrap_or(u32::MAX)
    }
}

/// The elements of a vector that was built here, so lies in one piece.
fn slice(vector: &Array1<f64>) -> &[f64] {
    vector.as_slice().unwrap_or_default()
}

impl Surface {
    fn empty() -> Self {
        Self {
            log_likelihood: 0.0,
            objective: 0.0,
            gradient: Array1::zeros(0),
            information: Array2::zeros((0, 0)),
            least_margin: 0.0,
            largest: 0.0,
        }
    }
}

impl Task for LogisticTask {
    type Output = Logistic;

    fn step(&mut self) -> Result<Progress> {
        if self.state == State::Running {
            self.state = self.iterate();
            if self.iterations() >= self.params.max_iterations && self.state == State::Running {
                self.state = State::Stuck;
            }
        }
        Ok(Progress {
            stage: "fit",
            done: self.iterations(),
            total: self.params.max_iterations,
            objective: Some(self.at.objective),
            finished: self.state != State::Running,
        })
    }

    fn finish(self: Box<Self>) -> Result<Logistic> {
        Ok(Logistic::of(*self))
    }
}
