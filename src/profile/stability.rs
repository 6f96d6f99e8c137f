//! Whether the same groups come back from other customers of the same kind.

use std::sync::Arc;

use linfa::ParamGuard;
use rand_xoshiro::rand_core::SeedableRng;

use super::kmeans::{KMeans, KMeansParams, Search};
use super::points::Points;
use super::quality::adjusted_rand_index;
use crate::error::Result;
use crate::math::{Random, below};
use crate::task::{Progress, Started, Task};

/// How many resamples are fitted.
const RESAMPLES: usize = 10;

/// The starts of each: the question is whether the groups come back, not the last digit.
const STARTS: usize = 3;

/// Fits resamples of the points (as many, drawn with putting back), puts every
/// point into the nearest of the groups found, and compares with its own
/// group; gives an adjusted Rand index for each resample.
///
/// Hennig (2007), *Cluster-wise assessment of cluster stability*,
/// Computational Statistics & Data Analysis 52; Hubert & Arabie (1985).
pub(super) struct Resamples {
    points: Arc<Points>,
    labels: Vec<u8>,
    groups: usize,
    seed: u64,
    drawn: usize,
    search: Option<Started<KMeans>>,
    agreement: Vec<f64>,
}

impl Resamples {
    /// Begins with points and their groups.
    pub(super) fn start(points: Arc<Points>, labels: Vec<u8>, groups: usize, seed: u64) -> Result<Started<Vec<f64>>> {
        let mut resamples = Box::new(Self {
            points,
            labels,
            groups,
            seed,
            drawn: 0,
            search: None,
            agreement: Vec::with_capacity(RESAMPLES),
        });
        resamples.draw()?;
        Ok(resamples)
    }

    /// Begins the next resample that has enough distinct points, if there is one.
    fn draw(&mut self) -> Result<()> {
        let n = self.points.len();
        while self.drawn < RESAMPLES {
            self.drawn += 1;
            let seed = self.seed.wrapping_add(self.drawn as u64);
            let mut random = Random::seed_from_u64(seed);
            #[expect(clippy::cast_possible_truncation, reason = "rows are counted in 32 bits everywhere")]
            let rows: Vec<u32> = (0..n).map(|_| below(&mut random, n) as u32).collect();
            let points = Arc::new(self.points.select(&rows));
            if points.distinct(self.groups) == self.groups {
                let params = KMeansParams::new(self.groups).starts(STARTS).seed(seed).check()?;
                self.search = Some(Box::new(Search::new(params, points)?));
                return Ok(());
            }
        }
        Ok(())
    }
}

impl Task for Resamples {
    type Output = Vec<f64>;

    #[expect(clippy::cast_possible_truncation, reason = "resamples are few")]
    fn step(&mut self) -> Result<Progress> {
        let mut objective = None;
        if let Some(mut search) = self.search.take() {
            let progress = search.step()?;
            objective = progress.objective;
            if progress.finished {
                let found = search.finish()?;
                let again: Vec<u8> = self.points.rows().map(|row| found.nearest(row)).collect();
                self.agreement.push(adjusted_rand_index(&self.labels, &again));
                self.draw()?;
            } else {
                self.search = Some(search);
            }
        }
        Ok(Progress {
            stage: "stability",
            done: self.drawn as u32,
            total: RESAMPLES as u32,
            objective,
            finished: self.search.is_none(),
        })
    }

    fn finish(self: Box<Self>) -> Result<Vec<f64>> {
        Ok(self.agreement)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::uniform;
    use crate::task::complete;
    use linfa::traits::Fit;
    use ndarray::Array2;

    fn agreement(features: &Array2<f64>, groups: usize) -> Vec<f64> {
        let fit = KMeansParams::new(groups).fit(&linfa::DatasetBase::from(features.clone())).unwrap();
        complete(Resamples::start(Arc::new(Points::new(features)), fit.labels, groups, 1).unwrap()).unwrap()
    }

    #[test]
    fn clear_groups_come_back_and_invented_ones_do_not() {
        let mut random = Random::seed_from_u64(2);
        let clear = Array2::from_shape_fn((120, 2), |(row, _)| (row % 3 * 10) as f64 + uniform(&mut random));
        assert_eq!(agreement(&clear, 3), [1.0; RESAMPLES]);
        let even = Array2::from_shape_fn((120, 2), |_| uniform(&mut random));
        let again = agreement(&even, 6);
        assert!(again.iter().sum::<f64>() / 10.0 < 0.8, "{again:?}");
    }

    #[test]
    fn too_few_distinct_points_leave_nothing_to_compare() {
        let few = Array2::from_shape_fn((6, 1), |(row, _)| row as f64);
        assert!(agreement(&few, 6).len() < RESAMPLES);
    }
}
