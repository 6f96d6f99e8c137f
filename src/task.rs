//! Work in steps: one design for progress bars, cancelling, convergence
//! reports and stepping through an algorithm in class.
//!
//! A [`Task`] is a state machine: `start` (its constructor), [`step`](Task::step)
//! until it says it is finished, [`finish`](Task::finish). Dropping it cancels it.

use serde::Serialize;

use crate::Result;

/// How far a task has come.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Progress {
    /// A stable name of what is being done: `fit`, `predict`, `start 3` …
    pub stage: &'static str,
    /// Steps done in this stage.
    pub done: u32,
    /// Steps in this stage at most; iterative fits usually need fewer.
    pub total: u32,
    /// The objective after this step (log-likelihood, sum of squares), where there is one.
    pub objective: Option<f64>,
    /// Whether [`Task::finish`] may be called.
    pub finished: bool,
}

impl Progress {
    /// Everything is done.
    pub const FINISHED: Self = Self {
        stage: "finished",
        done: 1,
        total: 1,
        objective: None,
        finished: true,
    };
}

/// Work that is done a step at a time.
pub trait Task {
    /// What the finished work gives.
    type Output;

    /// Does one step (some milliseconds at most) and says how far the work has come.
    ///
    /// # Errors
    /// Whatever makes going on pointless.
    fn step(&mut self) -> Result<Progress>;

    /// The result. Called before the task is finished, it gives what there is
    /// so far, marked as not converged.
    ///
    /// # Errors
    /// When there is no result to give.
    fn finish(self: Box<Self>) -> Result<Self::Output>;
}

/// A task that has been started.
pub type Started<T> = Box<dyn Task<Output = T>>;

/// Runs a task to its end.
///
/// # Errors
/// Those of the task.
pub fn complete<T>(mut task: Started<T>) -> Result<T> {
    while !task.step()?.finished {}
    task.finish()
}

/// A task that is over as soon as it is begun, for analyses without iterations.
pub struct Ready<T>(T);

impl<T: 'static> Ready<T> {
    /// Wraps a result.
    pub fn task(output: T) -> Started<T> {
        Box::new(Self(output))
    }
}

impl<T> Task for Ready<T> {
    type Output = T;

    fn step(&mut self) -> Result<Progress> {
        Ok(Progress::FINISHED)
    }

    fn finish(self: Box<Self>) -> Result<T> {
        Ok(self.0)
    }
}
