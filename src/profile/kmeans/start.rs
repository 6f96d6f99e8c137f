//! Greedy k-means++: starting centres that are far apart.

use super::blocks::{Blocks, LANES};
use crate::math::{Random, below, ln, uniform};
use crate::profile::points::{Points, squared_distance};

/// A draw of starting centres, one at a time.
///
/// The first centre is any point; each next one is drawn with probability
/// proportional to its squared distance to the nearest centre so far (Arthur
/// & Vassilvitskii 2007). Of 2 + ⌊ln k⌋ such draws the one that lowers the
/// sum of squares most is kept, the first of equals; scikit-learn does the
/// same.
#[derive(Debug)]
pub(super) struct Start {
    k: usize,
    /// The centres drawn so far, as positions of points.
    chosen: Vec<usize>,
    /// Each point's squared distance to the nearest of them.
    nearest: Vec<f64>,
    /// The running sum of `nearest`.
    running: Vec<f64>,
    /// How many draws compete for a centre.
    trials: usize,
    candidates: Blocks,
}

/// What came of drawing a centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Drawn {
    /// One more centre; some are still to be drawn.
    More,
    /// There are k centres.
    All,
    /// Every point coincides with one of the centres so far.
    Exhausted,
}

impl Start {
    /// Nothing drawn yet.
    pub(super) fn new(points: &Points, k: usize) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 ≤ ln k ≤ 6 for the up to 255 centres"
        )]
        let trials = 2 + ln(k as f64) as usize;
        Self {
            k,
            chosen: Vec::with_capacity(k),
            nearest: vec![f64::INFINITY; points.len()],
            running: vec![0.0; points.len()],
            trials,
            candidates: Blocks::new(trials, points.dims()),
        }
    }

    /// The centres drawn so far, as positions of points.
    pub(super) fn chosen(&self) -> &[usize] {
        &self.chosen
    }

    /// Draws one more centre.
    pub(super) fn draw(&mut self, points: &Points, random: &mut Random) -> Drawn {
        let next = if self.chosen.is_empty() {
            below(random, points.len())
        } else {
            let total = self.accumulate();
            if total <= 0.0 {
                return Drawn::Exhausted;
            }
            let draws: Vec<usize> = (0..self.trials).map(|_| self.position(uniform(random) * total)).collect();
            draws[self.best_trial(points, &draws)]
        };
        let centre = points.row(next);
        for (nearest, row) in self.nearest.iter_mut().zip(points.rows()) {
            let distance = squared_distance(row, centre);
            *nearest = if distance < *nearest { distance } else { *nearest };
        }
        self.chosen.push(next);
        if self.chosen.len() == self.k { Drawn::All } else { Drawn::More }
    }

    fn accumulate(&mut self) -> f64 {
        let mut total = 0.0;
        for (running, nearest) in self.running.iter_mut().zip(&self.nearest) {
            total += nearest;
            *running = total;
        }
        total
    }

    /// The point that a target below the total falls on; a point at distance 0 is never hit.
    fn position(&self, target: f64) -> usize {
        self.running
            .partition_point(|&running| running <= target)
            .min(self.running.len() - 1)
    }

    /// The draw that leaves the smallest sum of squares.
    fn best_trial(&mut self, points: &Points, draws: &[usize]) -> usize {
        self.candidates.fill(draws.iter().map(|&draw| points.row(draw)));
        let mut sums = vec![[0.0; LANES]; self.trials.div_ceil(LANES)];
        for (row, &nearest) in points.rows().zip(&self.nearest) {
            for (sums, distances) in sums.iter_mut().zip(self.candidates.distances(row)) {
                for (sum, distance) in sums.iter_mut().zip(distances) {
                    *sum += if distance < nearest { distance } else { nearest };
                }
            }
        }
        let sums = sums.as_flattened();
        let mut best = 0;
        for trial in 1..self.trials {
            if sums[trial] < sums[best] {
                best = trial;
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;
    use rand_xoshiro::rand_core::SeedableRng;

    #[test]
    fn each_clump_gets_a_centre() {
        let points = Points::new(&array![[0.0], [0.1], [100.0], [100.1], [-900.0], [-900.1]]);
        for seed in 0..50 {
            let mut random = Random::seed_from_u64(seed);
            let mut start = Start::new(&points, 3);
            while start.draw(&points, &mut random) == Drawn::More {}
            let mut clumps: Vec<usize> = start.chosen().iter().map(|chosen| chosen / 2).collect();
            clumps.sort_unstable();
            assert_eq!(clumps, [0, 1, 2], "seed {seed}");
        }
    }

    #[test]
    fn coinciding_points_run_out() {
        let points = Points::new(&array![[1.0], [2.0], [1.0], [2.0]]);
        let mut random = Random::seed_from_u64(1);
        let mut start = Start::new(&points, 3);
        let drawn = [(); 3].map(|()| start.draw(&points, &mut random));
        assert_eq!(drawn, [Drawn::More, Drawn::More, Drawn::Exhausted]);
        assert_eq!(start.chosen().len(), 2);
    }
}
