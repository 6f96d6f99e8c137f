//! From described customers to groups, a step at a time.

use std::sync::Arc;

use linfa::ParamGuard;
use linfa::traits::Transformer;

use super::ProfileParams;
use super::choice::most_separate;
use super::features::Described;
use super::kmeans::{self, KMeans, KMeansParams, KMeansValidParams, Search};
use super::points::Points;
use super::quality::{Silhouette, Silhouettes, representatives};
use super::report::ProfileReport;
use super::scaling::Scaler;
use super::stability::Resamples;
use super::trial::{Trial, Tried};
use crate::error::Result;
use crate::sorting;
use crate::task::{Progress, Started, Task};

/// The most starts with which a number of groups is tried on a sample. Its
/// centres are carried on over everyone, and the number chosen has all its starts.
const TRIAL_STARTS: usize = 5;

/// A number of groups that was tried, measured.
#[derive(Debug)]
pub(super) struct Measured {
    /// The number of groups.
    pub(super) k: usize,
    pub(super) tried: Tried,
    /// How well the sample's customers fit their groups.
    pub(super) silhouette: Option<Silhouette>,
}

/// What is known before the groups are sought.
pub(super) struct Ground {
    pub(super) params: ProfileParams,
    pub(super) described: Described,
    pub(super) scaler: Scaler,
    /// Everyone's scaled features.
    pub(super) points: Arc<Points>,
    /// The customers that speak for everyone, in rising order.
    pub(super) rows: Vec<u32>,
}

/// The groups and what is known of them.
pub(super) struct Found {
    pub(super) fit: KMeans,
    /// How well the sample's customers fit their groups.
    pub(super) silhouette: Option<Silhouette>,
    /// The numbers of groups that were tried, in rising order.
    pub(super) candidates: Vec<Measured>,
    /// How far the groups of each resample agree with these.
    pub(super) agreement: Vec<f64>,
}

/// Finds the groups: tries numbers of groups on the sample (a number asked for
/// on everyone), compares them by silhouette, fits the number chosen to
/// everyone, and sees whether the groups come back from resamples.
pub(super) struct Fitting {
    ground: Ground,
    sample: Arc<Points>,
    /// The numbers of groups to try.
    numbers: Vec<usize>,
    tried: Vec<Tried>,
    candidates: Vec<Measured>,
    fit: Option<KMeans>,
    silhouette: Option<Silhouette>,
    agreement: Vec<f64>,
    stage: Stage,
}

enum Stage {
    /// A number of groups is tried.
    Try(Started<Tried>),
    /// The silhouettes of all of them are taken.
    Compare(Started<Vec<Option<Silhouette>>>),
    /// The number chosen is fitted to everyone.
    Settle(Started<KMeans>),
    /// The silhouette of these groups is taken.
    Judge(Started<Vec<Option<Silhouette>>>),
    /// Resamples are fitted.
    Resample(Started<Vec<f64>>),
    /// Everything is done.
    Done,
}

impl Fitting {
    /// Begins with customers as they are described.
    ///
    /// # Errors
    /// `TooFew` when fewer customers differ than groups are asked for.
    pub(super) fn start(described: Described, params: ProfileParams) -> Result<Started<ProfileReport>> {
        let mut scaler = params.scale.measure(&described.seen);
        for (spread, feature) in scaler.spread.iter_mut().zip(&described.features) {
            // So that squared differences count by the weight.
            *spread /= params.weight_of(&feature.column).sqrt();
        }
        let points = Arc::new(Points::new(&scaler.transform(&described.seen)));
        let given = params.k.map(|k| k as usize);
        let least = given.unwrap_or(2);
        let distinct = points.distinct(least);
        if distinct < least {
            return Err(kmeans::too_few(least, distinct));
        }
        let rows = representatives(points.len(), params.seed);
        let sample = if rows.len() < points.len() {
            Arc::new(points.select(&rows))
        } else {
            Arc::clone(&points)
        };
        // The sample may lack the few customers that differ.
        let mut numbers: Vec<usize> = (2..=sample.distinct(params.k_max as usize)).collect();
        if let Some(k) = given
            && !numbers.contains(&k)
        {
            numbers.push(k);
        }
        let ground = Ground {
            params,
            described,
            scaler,
            points,
            rows,
        };
        let mut fitting = Box::new(Self {
            ground,
            sample,
            numbers,
            tried: Vec::new(),
            candidates: Vec::new(),
            fit: None,
            silhouette: None,
            agreement: Vec::new(),
            stage: Stage::Done,
        });
        fitting.stage = fitting.try_next()?;
        Ok(fitting)
    }

    /// The settings of a fit, with at most so many starts.
    fn settings(&self, k: usize, most_starts: usize) -> Result<KMeansValidParams> {
        let params = &self.ground.params;
        KMeansParams::new(k)
            .starts((params.n_init as usize).min(most_starts))
            .max_iterations(params.max_iter as usize)
            .seed(params.seed)
            .check()
    }

    fn try_next(&mut self) -> Result<Stage> {
        let everyone = &self.ground.points;
        if let Some(&k) = self.numbers.get(self.tried.len()) {
            // The number asked for need not be chosen first.
            let given = self.ground.params.k.is_some_and(|given| given as usize == k);
            let sample = if given { everyone } else { &self.sample };
            let starts = if sample.len() < everyone.len() { TRIAL_STARTS } else { usize::MAX };
            return Ok(Stage::Try(Trial::start(self.settings(k, starts)?, everyone, sample)?));
        }
        let labellings: Vec<_> = self.tried.iter().map(|tried| self.ground.of_sample(&tried.labels)).collect();
        Ok(Stage::Compare(self.silhouettes(&labellings)))
    }

    fn silhouettes(&self, labellings: &[Vec<u8>]) -> Started<Vec<Option<Silhouette>>> {
        Box::new(Silhouettes::new(&self.sample, labellings, self.ground.points.len()))
    }

    fn tried(&mut self, tried: Tried) -> Result<Stage> {
        self.tried.push(tried);
        self.try_next()
    }

    fn compared(&mut self, silhouettes: Vec<Option<Silhouette>>) -> Result<Stage> {
        let measured = self.numbers.iter().zip(std::mem::take(&mut self.tried)).zip(silhouettes);
        self.candidates = measured
            .map(|((&k, tried), silhouette)| Measured { k, tried, silhouette })
            .collect();
        sorting::sort_by_key(&mut self.candidates, |candidate| candidate.k);
        let k = self.ground.params.k.map_or_else(|| most_separate(&self.candidates), |k| k as usize);
        let chosen = self.candidates.iter().find(|candidate| candidate.k == k);
        if let Some(Measured {
            tried: Tried { fit: Some(fit), .. },
            silhouette,
            ..
        }) = chosen
        {
            // Everyone was fitted already.
            self.fit = Some(fit.clone());
            self.silhouette.clone_from(silhouette);
            return self.resample();
        }
        Ok(Stage::Settle(Box::new(Search::new(
            self.settings(k, usize::MAX)?,
            Arc::clone(&self.ground.points),
        )?)))
    }

    fn settled(&mut self, fit: KMeans) -> Stage {
        let labels = self.ground.of_sample(&fit.labels);
        self.fit = Some(fit);
        Stage::Judge(self.silhouettes(&[labels]))
    }

    fn judged(&mut self, silhouettes: Vec<Option<Silhouette>>) -> Result<Stage> {
        self.silhouette = silhouettes.into_iter().next().flatten();
        self.resample()
    }

    fn resample(&mut self) -> Result<Stage> {
        let Some(fit) = &self.fit else { return Ok(Stage::Done) };
        let labels = self.ground.of_sample(&fit.labels);
        let resamples = Resamples::start(Arc::clone(&self.sample), labels, fit.sizes.len(), self.ground.params.seed)?;
        Ok(Stage::Resample(resamples))
    }

    /// One step of a stage: the stage goes on, or what it gave leads to the next.
    fn go<T>(&mut self, mut task: Started<T>, on: fn(Started<T>) -> Stage, over: fn(&mut Self, T) -> Result<Stage>) -> Result<Progress> {
        let progress = task.step()?;
        self.stage = if progress.finished { over(self, task.finish()?)? } else { on(task) };
        Ok(progress)
    }
}

impl Ground {
    /// The sample's part of everyone's labels.
    fn of_sample(&self, labels: &[u8]) -> Vec<u8> {
        self.rows.iter().map(|&row| labels[row as usize]).collect()
    }
}

impl Task for Fitting {
    type Output = ProfileReport;

    #[expect(clippy::cast_possible_truncation, reason = "numbers of groups are few")]
    fn step(&mut self) -> Result<Progress> {
        let progress = match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Try(task) => {
                let (done, total) = (self.tried.len() as u32, self.numbers.len() as u32);
                let progress = self.go(task, Stage::Try, Self::tried)?;
                Progress {
                    stage: "candidates",
                    done,
                    total,
                    ..progress
                }
            }
            Stage::Compare(task) => self.go(task, Stage::Compare, Self::compared)?,
            Stage::Settle(task) => self.go(task, Stage::Settle, |fitting, fit| Ok(fitting.settled(fit)))?,
            Stage::Judge(task) => self.go(task, Stage::Judge, Self::judged)?,
            Stage::Resample(task) => self.go(task, Stage::Resample, |fitting, agreement| {
                fitting.agreement = agreement;
                Ok(Stage::Done)
            })?,
            Stage::Done => Progress::FINISHED,
        };
        Ok(Progress {
            finished: matches!(self.stage, Stage::Done),
            ..progress
        })
    }

    fn finish(self: Box<Self>) -> Result<ProfileReport> {
        let found = Found {
            fit: self.fit.ok_or_else(kmeans::too_early)?,
            silhouette: self.silhouette,
            candidates: self.candidates,
            agreement: self.agreement,
        };
        Ok(ProfileReport::new(self.ground, found))
    }
}
