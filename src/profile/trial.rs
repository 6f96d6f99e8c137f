//! Trying a number of groups.

use std::sync::Arc;

use super::kmeans::{KMeans, KMeansParams, KMeansValidParams, Lloyd, Search};
use super::points::Points;
use crate::error::Result;
use crate::task::{Progress, Started, Task};

/// What came of trying a number of groups.
#[derive(Debug)]
pub(super) struct Tried {
    /// The group of every point.
    pub(super) labels: Vec<u8>,
    /// The sum of squared distances of every point to the mean of its group.
    pub(super) inertia: f64,
    /// The fit, where the sample was everyone.
    pub(super) fit: Option<KMeans>,
}

/// Fits a sample; where that is not everyone, carries the
/// centres on over everyone until they hardly move, which is close enough to
/// compare numbers of groups by.
pub(super) struct Trial {
    points: Arc<Points>,
    sampled: bool,
    max_iterations: usize,
    stage: Stage,
}

enum Stage {
    Fit(Started<KMeans>),
    Carry(Lloyd),
    Done(Tried),
    Failed,
}

impl Trial {
    /// Begins with everyone and the sample of them, which may be everyone.
    pub(super) fn start(params: KMeansValidParams, points: &Arc<Points>, sample: &Arc<Points>) -> Result<Started<Tried>> {
        Ok(Box::new(Self {
            points: Arc::clone(points),
            sampled: sample.len() < points.len(),
            max_iterations: params.max_iterations(),
            stage: Stage::Fit(Box::new(Search::new(params, Arc::clone(sample))?)),
        }))
    }

    fn fitted(&self, fit: KMeans) -> Result<Stage> {
        if self.sampled {
            let centres = fit.centroids.iter().copied().collect();
            return Ok(Stage::Carry(Lloyd::from_centres(&self.points, centres)?));
        }
        Ok(Stage::Done(Tried {
            labels: fit.labels.clone(),
            inertia: fit.inertia,
            fit: Some(fit),
        }))
    }

    fn carry(&self, mut run: Lloyd) -> Stage {
        let iteration = run.iterate(&self.points);
        let enough = KMeansParams::TOLERANCE * self.points.variance();
        if iteration.changed > 0 && iteration.shift > enough && run.iterations() < self.max_iterations {
            return Stage::Carry(run);
        }
        Stage::Done(Tried {
            labels: run.labels().to_vec(),
            inertia: run.objective(),
            fit: None,
        })
    }
}

impl Task for Trial {
    type Output = Tried;

    fn step(&mut self) -> Result<Progress> {
        let mut objective = None;
        self.stage = match std::mem::replace(&mut self.stage, Stage::Failed) {
            Stage::Fit(mut search) => {
                let progress = search.step()?;
                objective = progress.objective;
                if progress.finished {
                    self.fitted(search.finish()?)?
                } else {
                    Stage::Fit(search)
                }
            }
            Stage::Carry(run) => self.carry(run),
            over => over,
        };
        Ok(Progress {
            objective,
            finished: matches!(self.stage, Stage::Done(_) | Stage::Failed),
            ..Progress::FINISHED
        })
    }

    fn finish(self: Box<Self>) -> Result<Tried> {
        match self.stage {
            Stage::Done(tried) => Ok(tried),
            _ => Err(super::kmeans::too_early()),
        }
    }
}
