//! The competition of starts, a step at a time.

use std::sync::Arc;

use ndarray::Array2;
use rand_xoshiro::rand_core::SeedableRng;

use super::lloyd::{Iteration, Lloyd};
use super::start::{Drawn, Start};
use super::{KMeans, KMeansValidParams};
use crate::math::Random;
use crate::profile::points::Points;
use crate::task::{Progress, Task};
use crate::{Error, ErrorKind, Result};

/// A k-means fit in steps: each draws one starting centre or does one
/// iteration of Lloyd's.
pub struct Search {
    params: KMeansValidParams,
    points: Arc<Points>,
    random: Random,
    /// The shift of the centres at which a start is compared.
    enough: f64,
    /// The iterations that a run may come to.
    limit: usize,
    phase: Phase,
    /// The objective of each start so far.
    starts: Vec<f64>,
    best: Option<Lloyd>,
    reseeded: usize,
}

enum Phase {
    /// Centres are being drawn.
    Drawing(Start),
    /// A start is being improved.
    Improving(Lloyd),
    /// The best start is carried on until nothing changes.
    Polishing(Lloyd),
    /// Nothing changes any more and the clusters have their numbers; one more
    /// iteration compares every distance, so that ties go to the lowest of them.
    Confirming(Lloyd),
    /// There is nothing more to do, or the iterations are used up.
    Over { run: Lloyd, converged: bool },
    /// Only while one phase becomes the next, and after an error.
    Between,
}

impl Search {
    /// Begins a fit of points.
    ///
    /// # Errors
    /// `TooFew` when there are fewer points than clusters; `BadParameter` when
    /// a feature is not a finite number.
    pub fn new(params: KMeansValidParams, points: Arc<Points>) -> Result<Self> {
        let distinct = points.distinct(params.clusters);
        if distinct < params.clusters {
            return Err(too_few(params.clusters, distinct));
        }
        if !points.is_finite() {
            return Err(Error::new(
                ErrorKind::BadParameter,
                "A feature holds a value that is not a number. Leave those rows out first.",
                "某个特征含有非数值。请先去掉这些行。",
            ));
        }
        Ok(Self {
            random: Random::seed_from_u64(params.seed),
            enough: params.tolerance * points.variance(),
            limit: params.max_iterations,
            phase: Phase::Drawing(Start::new(&points, params.clusters)),
            starts: Vec::with_capacity(params.starts),
            best: None,
            reseeded: 0,
            params,
            points,
        })
    }

    fn draw(&mut self, mut start: Start) -> Result<Phase> {
        match start.draw(&self.points, &mut self.random) {
            Drawn::More => Ok(Phase::Drawing(start)),
            Drawn::All => {
                let centres = start.chosen().iter().flat_map(|&row| self.points.row(row)).copied().collect();
                Ok(Phase::Improving(Lloyd::from_centres(&self.points, centres)?))
            }
            Drawn::Exhausted => Err(too_few(self.params.clusters, start.chosen().len())),
        }
    }

    fn iterate(&mut self, run: &mut Lloyd) -> Iteration {
        let iteration = run.iterate(&self.points);
        self.reseeded += iteration.reseeded;
        iteration
    }

    fn improve(&mut self, mut run: Lloyd) -> Phase {
        let iteration = self.iterate(&mut run);
        let settled = iteration.changed == 0 || iteration.shift <= self.enough;
        if !settled && run.iterations() < self.limit {
            return Phase::Improving(run);
        }
        self.starts.push(run.objective());
        let best = match self.best.take() {
            Some(best) if best.objective() <= run.objective() => best,
            _ => run,
        };
        if self.starts.len() == self.params.starts {
            self.limit += best.iterations();
            return Phase::Polishing(best);
        }
        self.best = Some(best);
        Phase::Drawing(Start::new(&self.points, self.params.clusters))
    }

    fn polish(&mut self, mut run: Lloyd) -> Phase {
        let iteration = self.iterate(&mut run);
        if iteration.changed > 0 {
            return self.carry_on(run, iteration);
        }
        run.renumber();
        Phase::Confirming(run)
    }

    fn confirm(&mut self, mut run: Lloyd) -> Phase {
        let iteration = self.iterate(&mut run);
        if iteration.changed > 0 {
            return self.carry_on(run, iteration);
        }
        Phase::Over { run, converged: true }
    }

    fn carry_on(&self, run: Lloyd, iteration: Iteration) -> Phase {
        if run.iterations() < self.limit {
            return Phase::Polishing(run);
        }
        Phase::Over {
            run,
            converged: iteration.shift <= self.enough,
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "starts and iterations are few")]
    fn progress(&self) -> Progress {
        let starts = (self.starts.len() as u32, self.params.starts as u32);
        let (stage, (done, total), run) = match &self.phase {
            Phase::Drawing(_) => ("starts", starts, None),
            Phase::Improving(run) => ("starts", starts, Some(run)),
            Phase::Polishing(run) | Phase::Confirming(run) => ("polish", (run.iterations() as u32, self.limit as u32), Some(run)),
            Phase::Over { run, .. } => ("finished", (1, 1), Some(run)),
            Phase::Between => return Progress::FINISHED,
        };
        Progress {
            stage,
            done,
            total,
            objective: run.map(Lloyd::objective).filter(|objective| objective.is_finite()),
            finished: matches!(self.phase, Phase::Over { .. }),
        }
    }
}

impl Task for Search {
    type Output = KMeans;

    fn step(&mut self) -> Result<Progress> {
        self.phase = match std::mem::replace(&mut self.phase, Phase::Between) {
            Phase::Drawing(start) => self.draw(start)?,
            Phase::Improving(run) => self.improve(run),
            Phase::Polishing(run) => self.polish(run),
            Phase::Confirming(run) => self.confirm(run),
            over => over,
        };
        Ok(self.progress())
    }

    fn finish(self: Box<Self>) -> Result<KMeans> {
        let converged = matches!(self.phase, Phase::Over { converged: true, .. });
        let current = match self.phase {
            Phase::Improving(run) | Phase::Polishing(run) | Phase::Confirming(run) | Phase::Over { run, .. } => Some(run),
            Phase::Drawing(_) | Phase::Between => None,
        };
        let mut run = self.best.or(current).ok_or_else(too_early)?;
        run.settle(&self.points);
        run.renumber();
        let inertia = run.settle(&self.points);
        let shape = (self.params.clusters, self.points.dims());
        Ok(KMeans {
            centroids: Array2::from_shape_fn(shape, |(cluster, feature)| run.centre(cluster)[feature]),
            sizes: run.sizes().to_vec(),
            labels: run.labels().to_vec(),
            inertia,
            iterations: run.iterations(),
            converged,
            reseeded: self.reseeded,
            starts: self.starts,
        })
    }
}

/// Fewer customers differ than groups are asked for.
pub(in crate::profile) fn too_few(clusters: usize, distinct: usize) -> Error {
    Error::new(
        ErrorKind::TooFew,
        format!(
            "{clusters} groups were asked for, but only {distinct} customers differ in these features. Ask for fewer groups or add a feature."
        ),
        format!("要求分成 {clusters} 组，但按这些特征只有 {distinct} 种不同的客户。请减少组数或增加特征。"),
    )
}

/// The work was stopped before there was a result.
pub(in crate::profile) fn too_early() -> Error {
    Error::new(
        ErrorKind::Cancelled,
        "The grouping was stopped before its first result. Start it again.",
        "分组在得出首个结果前已停止。请重新开始。",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::kmeans::KMeansParams;
    use linfa::ParamGuard;
    use ndarray::array;

    fn search(params: KMeansParams) -> Box<Search> {
        let points = Points::new(&array![[0.0], [0.2], [5.0], [5.5], [9.0], [9.1], [9.3]]);
        Box::new(Search::new(params.check().unwrap(), Arc::new(points)).unwrap())
    }

    #[test]
    fn each_step_tells_how_far_it_has_come() {
        let mut search = search(KMeansParams::new(3).starts(2));
        let mut stages = Vec::new();
        loop {
            let progress = search.step().unwrap();
            stages.push(progress.stage);
            if progress.finished {
                break;
            }
        }
        stages.dedup();
        assert_eq!(stages, ["starts", "polish", "finished"]);
        let fitted = search.finish().unwrap();
        assert!(fitted.converged);
        assert_eq!((fitted.starts.len(), &fitted.sizes[..]), (2, &[3, 2, 2][..]));
    }

    #[test]
    fn stopping_early_gives_what_there_is() {
        let mut stopped = search(KMeansParams::new(3));
        assert_eq!(stopped.step().unwrap().objective, None);
        for _ in 0..3 {
            stopped.step().unwrap();
        }
        let fitted = stopped.finish().unwrap();
        assert!(!fitted.converged);
        assert_eq!(fitted.labels.len(), 7);
        assert_eq!(search(KMeansParams::new(3)).finish().unwrap_err().kind(), ErrorKind::Cancelled);
    }

    #[test]
    fn too_few_iterations_are_reported() {
        let line = ndarray::Array2::from_shape_fn((400, 1), |(row, _)| (row * row) as f64);
        let params = KMeansParams::new(5).starts(1).max_iterations(1).check().unwrap();
        let mut search = Box::new(Search::new(params, Arc::new(Points::new(&line))).unwrap());
        while !search.step().unwrap().finished {}
        let fitted = search.finish().unwrap();
        assert_eq!((fitted.converged, fitted.iterations), (false, 2));
        assert!(fitted.sizes.windows(2).all(|pair| pair[0] >= pair[1]));
    }

    #[test]
    fn more_groups_than_distinct_customers() {
        let points = Arc::new(Points::new(&array![[1.0], [2.0], [2.0], [1.0]]));
        let error = Search::new(KMeansParams::new(3).check().unwrap(), points.clone()).err().unwrap();
        assert_eq!(error.kind(), ErrorKind::TooFew);
        assert!(error.to_string().contains("only 2 customers"));
        assert!(Search::new(KMeansParams::new(5).check().unwrap(), points).is_err());
        // Different, but so little that the squared distance is 0.
        let alike = Arc::new(Points::new(&array![[0.0], [1e-200]]));
        let mut search = Search::new(KMeansParams::new(2).check().unwrap(), alike).unwrap();
        let error = std::iter::repeat_with(|| search.step()).find_map(Result::err).unwrap();
        assert_eq!(error.kind(), ErrorKind::TooFew);
        let broken = Arc::new(Points::new(&array![[1.0], [f64::NAN]]));
        assert!(Search::new(KMeansParams::new(1).check().unwrap(), broken).is_err());
    }
}
