//! Newton's method for the log-likelihood, one iteration a step.

use ndarray::{Array1, Array2};

use super::columns::Standardised;
use super::{Logistic, Separation, ValidLogisticParams};
use crate::error::Result;
use crate::math::linalg::{Cholesky, dot};
use crate::math::{exp, ln, ln_1p, sum};
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
        self.beta = Array1::zeros(self.columns.width);
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

    /// The objective at β: one pass over the rows.
    fn evaluate(&self, beta: &Array1<f64>) -> Surface {
        const BLOCK: usize = 512;
        let width = self.columns.width;
        let beta = beta.as_slice().unwrap_or_default();
        let mut gradient = vec![0.0; width];
        let mut information = vec![0.0; width * width];
        let (mut least_margin, mut largest) = (f64::INFINITY, 0.0_f64);
        // Block sums, compensated, so that two fits' log-likelihoods compare to the last digits.
        let mut blocks = Vec::with_capacity(self.positive.len() / BLOCK + 1);
        let mut block = 0.0;
        for (index, (row, &positive)) in self.columns.rows().zip(&self.positive).enumerate() {
            let log_odds = dot(row, beta);
            let size = log_odds.abs();
            let odds_against = exp(-size);
            // The chances of the likelier and of the other class.
            let likelier = 1.0 / (1.0 + odds_against);
            let other = odds_against * likelier;
            let expected = positive == (log_odds >= 0.0);
            let missed = if expected { other } else { likelier };
            block -= ln_1p(odds_against) + if expected { 0.0 } else { size };
            if index % BLOCK == BLOCK - 1 {
                blocks.push(block);
                block = 0.0;
            }
            least_margin = least_margin.min(if positive { log_odds } else { -log_odds });
            largest = largest.max(size);
            let residual = if positive { missed } else { -missed };
            let weight = likelier * other;
            for (i, &x) in row.iter().enumerate() {
                gradient[i] += residual * x;
                let weighted = weight * x;
                for (sum, &y) in information[i * width..=i * width + i].iter_mut().zip(row) {
                    *sum += weighted * y;
                }
            }
        }
        blocks.push(block);
        let log_likelihood = sum(blocks);
        let mut penalised = log_likelihood;
        for (j, &b) in beta.iter().enumerate().skip(1) {
            gradient[j] -= self.penalty * b;
            information[j * width + j] += self.penalty;
            penalised -= 0.5 * self.penalty * b * b;
        }
        Surface {
            log_likelihood,
            objective: penalised,
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
        let decrement = dot(&self.at.gradient, &step);
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
        let direction = direction.as_slice().unwrap_or_default();
        let (mut least, mut most) = (f64::INFINITY, 0.0_f64);
        for (row, &positive) in self.columns.rows().zip(&self.positive) {
            let move_up = dot(row, direction);
            let gain = if positive { move_up } else { -move_up };
            least = least.min(gain);
            most = most.max(gain);
        }
        most > 0.1 && least >= -1e-8 * most
    }

    /// The columns that separate the classes each alone: past some value there
    /// is one class only, and the other only before it.
    fn separating_columns(&self) -> Vec<usize> {
        let separates = |column: usize| {
            let mut bounds = [(f64::INFINITY, f64::NEG_INFINITY); 2];
            for (row, &positive) in self.columns.rows().zip(&self.positive) {
                let (low, high) = &mut bounds[usize::from(positive)];
                *low = low.min(row[column]);
                *high = high.max(row[column]);
            }
            let [negative, positive] = bounds;
            negative.1 <= positive.0 || positive.1 <= negative.0
        };
        (1..self.columns.width)
            .filter(|&column| separates(column))
            .map(|column| self.columns.kept[column - 1])
            .collect()
    }

    /// Iterations done.
    pub(super) fn iterations(&self) -> u32 {
        u32::try_from(self.path.len() - 1).unwrap_or(u32::MAX)
    }
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
