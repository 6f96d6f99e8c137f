//! Lloyd's iteration: assign every point to its nearest centre, move every
//! centre to the mean of its points, and again.

use super::KMeansParams;
use super::blocks::Blocks;
use crate::math::sum;
use crate::profile::points::{Points, squared_distance};
use crate::{Error, ErrorKind, Result};

/// One run of Lloyd's iteration (Lloyd 1957, published 1982).
///
/// Most points cannot have changed their centre, and bounds on their
/// distances prove it without computing them (Hamerly 2010). The bounds save
/// work only: what an iteration gives is what comparing every distance would
/// give.
#[derive(Debug, Clone)]
pub struct Lloyd {
    k: usize,
    centres: Vec<f64>,
    labels: Vec<u8>,
    sizes: Vec<usize>,
    objective: f64,
    iterations: usize,
    blocks: Blocks,
    bounds: Vec<Bounds>,
    /// Whether `bounds` say something about `centres`.
    bounded: bool,
    /// How far each centre moved in the last iteration.
    moves: Vec<f64>,
    /// Scratch: the sums of the points of each cluster.
    sums: Vec<f64>,
}

/// What is known of a point without computing: its own centre is at most
/// `own` away, every other at least `other`.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    own: f64,
    other: f64,
}

/// What an iteration did.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Iteration {
    /// Points that changed their cluster.
    pub changed: usize,
    /// The sum of the squared distances by which the centres moved.
    pub shift: f64,
    /// Clusters that had lost all points and were given the farthest one.
    pub reseeded: usize,
}

impl Lloyd {
    /// Begins from centres, one after another, each with as many features as
    /// a point. Every point stands in the first cluster until the first
    /// iteration.
    ///
    /// # Errors
    /// `BadParameter` unless there are 1 to 255 whole centres, and points.
    pub fn from_centres(points: &Points, centres: Vec<f64>) -> Result<Self> {
        let dims = points.dims();
        let k = centres.len().checked_div(dims).unwrap_or(0);
        if k == 0 || k > KMeansParams::MAX_CLUSTERS || centres.len() != k * dims || points.is_empty() {
            return Err(Error::new(
                ErrorKind::BadParameter,
                "The starting centres do not fit the customers. Give 1 to 255 centres with one value for each feature.",
                "起始中心与客户数据不符。请给出 1 到 255 个中心，每个特征一个值。",
            ));
        }
        let mut blocks = Blocks::new(k, dims);
        blocks.fill(centres.chunks_exact(dims));
        Ok(Self {
            k,
            labels: vec![0; points.len()],
            sizes: vec![0; k],
            objective: f64::INFINITY,
            iterations: 0,
            blocks,
            bounds: vec![Bounds { own: 0.0, other: 0.0 }; points.len()],
            bounded: false,
            moves: vec![0.0; k],
            sums: vec![0.0; centres.len()],
            centres,
        })
    }

    /// The cluster of each point, counted from 0.
    pub fn labels(&self) -> &[u8] {
        &self.labels
    }

    /// The number of points in each cluster.
    pub fn sizes(&self) -> &[usize] {
        &self.sizes
    }

    /// One centre.
    pub fn centre(&self, cluster: usize) -> &[f64] {
        let dims = self.centres.len() / self.k;
        &self.centres[cluster * dims..(cluster + 1) * dims]
    }

    /// The sum of squared distances of the points to the means of their
    /// clusters, after the last iteration.
    pub fn objective(&self) -> f64 {
        self.objective
    }

    /// The iterations so far.
    pub fn iterations(&self) -> usize {
        self.iterations
    }

    /// Assigns every point, then moves every centre.
    pub fn iterate(&mut self, points: &Points) -> Iteration {
        self.iterations += 1;
        let changed = if self.bounded {
            self.assign_bounded(points)
        } else {
            self.assign_all(points)
        };
        self.bounded = true;
        self.add_up(points);
        let reseeded = self.fill_empty(points);
        Iteration {
            changed: changed + reseeded,
            shift: self.move_centres(points),
            reseeded,
        }
    }

    /// Assigns every point to its nearest centre, leaves the centres where
    /// they are, and gives the sum of squared distances.
    pub(super) fn settle(&mut self, points: &Points) -> f64 {
        self.sizes.fill(0);
        let (blocks, labels, sizes) = (&self.blocks, &mut self.labels, &mut self.sizes);
        self.objective = sum(points.rows().zip(labels).map(|(row, label)| {
            let nearest = blocks.nearest(row);
            *label = nearest.label;
            sizes[usize::from(nearest.label)] += 1;
            nearest.first
        }));
        self.objective
    }

    /// Numbers the clusters from the largest to the smallest, equal sizes by
    /// their centres feature by feature; the next iteration compares every
    /// distance.
    #[expect(clippy::cast_possible_truncation, reason = "there are at most 255 clusters")]
    pub(super) fn renumber(&mut self) {
        let mut order: Vec<usize> = (0..self.k).collect();
        crate::sorting::sort_by(&mut order, |&a, &b| {
            let by_centre = || {
                let pairs = self.centre(a).iter().zip(self.centre(b));
                pairs.map(|(a, b)| a.total_cmp(b)).find(|order| order.is_ne())
            };
            self.sizes[b]
                .cmp(&self.sizes[a])
                .then_with(|| by_centre().unwrap_or(std::cmp::Ordering::Equal))
        });
        let mut rank = vec![0; self.k];
        for (new, &old) in order.iter().enumerate() {
            rank[old] = new as u8;
        }
        for label in &mut self.labels {
            *label = rank[usize::from(*label)];
        }
        self.centres = order.iter().flat_map(|&old| self.centre(old)).copied().collect();
        self.sizes = order.iter().map(|&old| self.sizes[old]).collect();
        self.blocks.fill(self.centres.chunks_exact(self.centres.len() / self.k));
        self.bounded = false;
    }

    fn assign_all(&mut self, points: &Points) -> usize {
        let mut changed = 0;
        for ((row, label), bounds) in points.rows().zip(&mut self.labels).zip(&mut self.bounds) {
            let nearest = self.blocks.nearest(row);
            changed += usize::from(*label != nearest.label);
            *label = nearest.label;
            *bounds = Bounds {
                own: nearest.first.sqrt(),
                other: nearest.second.sqrt(),
            };
        }
        changed
    }

    fn assign_bounded(&mut self, points: &Points) -> usize {
        let gaps = self.half_gaps();
        let others = self.moves_of_others();
        let dims = points.dims();
        let mut changed = 0;
        for ((row, label), bounds) in points.rows().zip(&mut self.labels).zip(&mut self.bounds) {
            let own = usize::from(*label);
            bounds.own += self.moves[own];
            bounds.other -= others[own];
            let enough = bounds.other.max(gaps[own]);
            if bounds.own < enough {
                continue;
            }
            bounds.own = squared_distance(row, &self.centres[own * dims..(own + 1) * dims]).sqrt();
            if bounds.own < enough {
                continue;
            }
            let nearest = self.blocks.nearest(row);
            changed += usize::from(*label != nearest.label);
            *label = nearest.label;
            *bounds = Bounds {
                own: nearest.first.sqrt(),
                other: nearest.second.sqrt(),
            };
        }
        changed
    }

    /// Half the distance of each centre to the nearest other: who is closer
    /// than that has no nearer centre.
    fn half_gaps(&self) -> Vec<f64> {
        let nearest_other = |cluster: usize| {
            let others = (0..self.k).filter(|&other| other != cluster);
            others
                .map(|other| squared_distance(self.centre(cluster), self.centre(other)))
                .fold(f64::INFINITY, f64::min)
        };
        (0..self.k).map(|cluster| nearest_other(cluster).sqrt() / 2.0).collect()
    }

    /// For each cluster, the longest way one of the other centres moved.
    fn moves_of_others(&self) -> Vec<f64> {
        let longest = |cluster: usize| {
            let others = self.moves.iter().enumerate().filter(|&(other, _)| other != cluster);
            others.fold(0.0, |longest, (_, &moved)| moved.max(longest))
        };
        (0..self.k).map(longest).collect()
    }

    fn add_up(&mut self, points: &Points) {
        let dims = points.dims();
        self.sums.fill(0.0);
        self.sizes.fill(0);
        for (row, &label) in points.rows().zip(&self.labels) {
            let cluster = usize::from(label);
            self.sizes[cluster] += 1;
            let sums = &mut self.sums[cluster * dims..(cluster + 1) * dims];
            for (sum, x) in sums.iter_mut().zip(row) {
                *sum += x;
            }
        }
    }

    /// Gives each cluster without points the one that is farthest from its
    /// centre, the first of equals. Where no point is away from its centre,
    /// there are fewer distinct points than clusters and some stay empty.
    #[expect(clippy::cast_possible_truncation, reason = "there are at most 255 clusters")]
    fn fill_empty(&mut self, points: &Points) -> usize {
        let mut reseeded = 0;
        if self.sizes.iter().all(|&size| size > 0) {
            return reseeded;
        }
        let to_centre = |(row, &label): (&[f64], &u8)| squared_distance(row, self.centre(usize::from(label)));
        let mut distances: Vec<f64> = points.rows().zip(&self.labels).map(to_centre).collect();
        while let Some(empty) = self.sizes.iter().position(|&size| size == 0) {
            let Some(farthest) = farthest(&distances) else { break };
            let seed = points.row(farthest);
            for (distance, row) in distances.iter_mut().zip(points.rows()) {
                *distance = distance.min(squared_distance(row, seed));
            }
            self.sizes[usize::from(self.labels[farthest])] -= 1;
            self.sizes[empty] += 1;
            self.labels[farthest] = empty as u8;
            reseeded += 1;
        }
        self.add_up(points);
        self.bounded = false;
        reseeded
    }

    fn move_centres(&mut self, points: &Points) -> f64 {
        let dims = points.dims();
        let mut between = 0.0;
        let mut shift = 0.0;
        for cluster in 0..self.k {
            if self.sizes[cluster] == 0 {
                continue;
            }
            let range = cluster * dims..(cluster + 1) * dims;
            let size = self.sizes[cluster] as f64;
            let mut moved = 0.0;
            for (centre, sum) in self.centres[range.clone()].iter_mut().zip(&self.sums[range.clone()]) {
                let mean = sum / size;
                moved += (mean - *centre) * (mean - *centre);
                *centre = mean;
            }
            self.moves[cluster] = moved.sqrt();
            shift += moved;
            between += size * squared_distance(&self.centres[range], points.mean());
        }
        self.blocks.fill(self.centres.chunks_exact(dims));
        self.objective = (points.scatter() - between).max(0.0);
        shift
    }
}

/// The largest positive distance, the first of equals.
fn farthest(distances: &[f64]) -> Option<usize> {
    let mut best = None;
    let mut longest = 0.0;
    for (position, &distance) in distances.iter().enumerate() {
        if distance > longest {
            longest = distance;
            best = Some(position);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{Random, uniform};
    use ndarray::{Array2, array};
    use rand_xoshiro::rand_core::SeedableRng;

    fn run(points: &Points, centres: &[f64]) -> (Lloyd, Vec<Iteration>) {
        let mut lloyd = Lloyd::from_centres(points, centres.to_vec()).unwrap();
        let mut iterations = vec![lloyd.iterate(points)];
        while iterations.last().is_some_and(|last| last.changed > 0 || last.shift > 0.0) {
            iterations.push(lloyd.iterate(points));
        }
        (lloyd, iterations)
    }

    #[test]
    fn two_iterations_by_hand() {
        let points = Points::new(&array![[0.0], [1.0], [5.0], [6.0]]);
        let mut lloyd = Lloyd::from_centres(&points, vec![0.0, 1.0]).unwrap();
        let first = lloyd.iterate(&points);
        assert_eq!(lloyd.labels(), [0, 1, 1, 1]);
        assert_eq!(lloyd.centre(1), [4.0]);
        assert_eq!(
            first,
            Iteration {
                changed: 3,
                shift: 9.0,
                reseeded: 0
            }
        );
        assert_eq!(lloyd.objective(), 9.0 + 1.0 + 4.0);
        lloyd.iterate(&points);
        assert_eq!(lloyd.labels(), [0, 0, 1, 1]);
        assert_eq!(lloyd.objective(), 1.0);
    }

    #[test]
    fn bounds_change_nothing_but_the_work() {
        for seed in 0..20 {
            let mut random = Random::seed_from_u64(seed);
            let points = Points::new(&Array2::from_shape_fn((400, 3), |_| (uniform(&mut random) * 8.0).round()));
            let k = 2 + usize::try_from(seed).unwrap() % 7;
            let centres: Vec<f64> = (0..k).flat_map(|i| points.row(i * 50)).copied().collect();
            let mut bounded = Lloyd::from_centres(&points, centres.clone()).unwrap();
            let mut plain = Lloyd::from_centres(&points, centres).unwrap();
            for _ in 0..30 {
                plain.bounded = false;
                assert_eq!(bounded.iterate(&points), plain.iterate(&points), "seed {seed}");
                assert_eq!(bounded.labels(), plain.labels(), "seed {seed}");
                assert_eq!(bounded.centres, plain.centres, "seed {seed}");
            }
        }
    }

    #[test]
    fn the_objective_never_rises() {
        let mut random = Random::seed_from_u64(3);
        let points = Points::new(&Array2::from_shape_fn((300, 2), |_| uniform(&mut random)));
        let mut lloyd = Lloyd::from_centres(&points, vec![0.5; 10]).unwrap();
        let mut last = f64::INFINITY;
        for _ in 0..40 {
            lloyd.iterate(&points);
            let direct: f64 = points
                .rows()
                .zip(lloyd.labels())
                .map(|(row, &label)| squared_distance(row, lloyd.centre(usize::from(label))))
                .sum();
            assert!((lloyd.objective() - direct).abs() < 1e-11);
            assert!(lloyd.objective() <= last * (1.0 + 1e-12));
            last = lloyd.objective();
        }
    }

    #[test]
    fn an_empty_cluster_gets_the_farthest_point() {
        let points = Points::new(&array![[0.0], [1.0], [2.0], [50.0]]);
        let mut lloyd = Lloyd::from_centres(&points, vec![0.0, -7.0]).unwrap();
        let first = lloyd.iterate(&points);
        assert_eq!((first.reseeded, lloyd.labels()), (1, &[0, 0, 0, 1][..]));
        assert_eq!(lloyd.iterate(&points).changed, 0);
    }

    #[test]
    fn more_clusters_than_distinct_points_end_all_the_same() {
        let points = Points::new(&array![[1.0], [1.0], [4.0], [4.0]]);
        let (lloyd, _) = run(&points, &[0.0, 0.0, 0.0]);
        assert_eq!(lloyd.objective(), 0.0);
        assert_eq!(lloyd.labels()[0], lloyd.labels()[1]);
        assert_eq!(lloyd.labels()[2], lloyd.labels()[3]);
    }

    #[test]
    fn renumbering_goes_by_size_and_then_by_centre() {
        let points = Points::new(&array![[9.0], [5.0], [5.5], [6.0], [0.0]]);
        let (mut lloyd, _) = run(&points, &[9.0, 5.0, 0.0]);
        lloyd.renumber();
        assert_eq!(lloyd.labels(), [2, 0, 0, 0, 1]);
        assert_eq!((lloyd.sizes(), lloyd.centre(1)), (&[3, 1, 1][..], &[0.0][..]));
        assert_eq!(lloyd.iterate(&points).changed, 0);
    }
    #[test]
    fn centres_that_do_not_fit_are_refused() {
        let points = Points::new(&array![[0.0, 1.0], [2.0, 3.0]]);
        for centres in [vec![], vec![1.0], vec![1.0; 3], vec![1.0; 512]] {
            assert!(Lloyd::from_centres(&points, centres).is_err());
        }
        assert!(Lloyd::from_centres(&Points::new(&Array2::zeros((3, 0))), vec![1.0]).is_err());
    }
}
