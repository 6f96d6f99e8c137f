//! Silhouettes: whether points are closer to their own group than to the next.

use std::ops::Range;
use std::sync::Arc;

use rand_xoshiro::rand_core::SeedableRng;

use crate::error::Result;
use crate::math::{Random, sum, uniform};
use crate::profile::points::Points;
use crate::task::{Progress, Task, complete};

/// Up to this many points the silhouette is exact.
pub const EXACT: usize = 5_000;

/// Above, it is taken of so many: margins are then a few hundredths at most.
pub const SAMPLE: usize = 2_500;

/// Of a sample, every fourth point is asked how the others bear on its value:
/// the margin is hardly rougher for it, and takes a quarter of the time.
const ASKED: usize = 4;

/// How well points fit their groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Silhouette {
    /// The mean over all points: towards 1 well separated, around 0 overlapping.
    pub mean: f64,
    /// Half the width of the 95 % interval of `mean`; 0 when every point was used.
    pub margin: f64,
    /// The mean over the points of each group; `NaN` where none was used.
    pub groups: Vec<f64>,
    /// Each used point's own value.
    pub values: Vec<f64>,
}

/// Silhouettes of several groupings of the same points, some points at a time.
///
/// For point i with a(i) the mean distance to the others of its own group and
/// b(i) the smallest mean distance to the points of another group,
/// s(i) = (b(i) − a(i)) ÷ max(a(i), b(i)), and 0 for a group of one
/// (Rousseeuw 1987). All groupings share the distances, which are most of the
/// work.
///
/// Of a sample of n of N points, the margin is that of a mean of influences
/// (the infinitesimal jackknife, Jaeckel 1972): another point j like one of the
/// sample changes the mean by 1/n of uⱼ = s(j) − mean + Σᵢ ∂s(i)/∂wⱼ, where wⱼ
/// is the weight of j in the mean distances a(i) and b(i). The variance is that
/// of the u over n, times 1 − n/N.
///
/// # References
/// Jaeckel (1972), *The infinitesimal jackknife*, Bell Laboratories memorandum
/// MM 72-1215-11.
///
/// Rousseeuw (1987), *Silhouettes: a graphical aid to the interpretation and
/// validation of cluster analysis*, Journal of Computational and Applied
/// Mathematics 20.
pub struct Silhouettes {
    points: Arc<Points>,
    /// The points again, cell by cell and feature by feature, so that distances
    /// from one point to all others are taken side by side.
    columns: Vec<Vec<f64>>,
    groupings: Vec<Grouping>,
    cells: Vec<Cell>,
    /// The position in `cells` of each point.
    cell_of: Vec<u32>,
    /// The place in the columns of each point.
    place_of: Vec<u32>,
    /// The places of each slot's points.
    places: Vec<Vec<Range<usize>>>,
    /// Scratch: the distances of one point, cell by cell.
    distances: Vec<f64>,
    /// Scratch: their sums by group, one grouping after another.
    totals: Vec<f64>,
    /// The points that are done.
    done: usize,
    /// How many points there are beyond those used.
    population: usize,
}

/// The points that every grouping puts together: distances to them are added
/// up once for all groupings.
struct Cell {
    /// Where the next cell begins in the columns.
    end: usize,
    /// The place in `totals` of its group in each grouping.
    slots: Vec<u16>,
}

struct Grouping {
    /// The first slot of this grouping.
    offset: usize,
    sizes: Vec<usize>,
    values: Vec<f64>,
    /// The sum of the values of each group.
    sums: Vec<f64>,
    /// By place, Σᵢ ∂s(i)/∂wⱼ over the points asked; empty when every point is used.
    pulls: Vec<f64>,
}

/// How a point's value depends on its distances to a group.
struct Slope {
    /// The group.
    slot: usize,
    /// The mean distance to the others of it.
    mean: f64,
    /// By how much the value rises with the weight of one of them, for each
    /// unit of distance beyond the mean.
    rise: f64,
}

impl Silhouettes {
    /// Points done in a [`step`](Self::step).
    const STRIDE: usize = 50;

    /// Begins with the labels of the points in each grouping. The points are a
    /// sample of a `population` when it is larger than their number.
    #[expect(clippy::cast_possible_truncation, reason = "a few groupings of at most 255 groups")]
    pub fn new(points: &Arc<Points>, labellings: &[Vec<u8>], population: usize) -> Self {
        let mut groupings: Vec<Grouping> = Vec::with_capacity(labellings.len());
        for labels in labellings {
            let offset = groupings.last().map_or(0, |last| last.offset + last.sizes.len());
            let mut sizes = vec![0; labels.iter().max().map_or(0, |&label| usize::from(label) + 1)];
            for &label in labels {
                sizes[usize::from(label)] += 1;
            }
            groupings.push(Grouping {
                offset,
                sums: vec![0.0; sizes.len()],
                sizes,
                values: Vec::with_capacity(points.len()),
                pulls: vec![0.0; if population > points.len() { points.len() } else { 0 }],
            });
        }
        let slots_of = |row: usize| -> Vec<u16> {
            let slots = groupings.iter().zip(labellings);
            slots
                .map(|(grouping, labels)| (grouping.offset + usize::from(labels[row])) as u16)
                .collect()
        };
        let mut order: Vec<(Vec<u16>, usize)> = (0..points.len()).map(|row| (slots_of(row), row)).collect();
        crate::sorting::sort(&mut order);
        let mut cells: Vec<Cell> = Vec::new();
        let (mut cell_of, mut place_of) = (vec![0; points.len()], vec![0; points.len()]);
        for (place, (slots, row)) in order.iter().enumerate() {
            match cells.last_mut() {
                Some(last) if last.slots == *slots => last.end = place + 1,
                _ => cells.push(Cell {
                    end: place + 1,
                    slots: slots.clone(),
                }),
            }
            cell_of[*row] = cells.len() as u32 - 1;
            place_of[*row] = place as u32;
        }
        Self {
            columns: (0..points.dims())
                .map(|feature| order.iter().map(|&(_, row)| points.row(row)[feature]).collect())
                .collect(),
            cell_of,
            places: places_of(&cells, groupings.iter().map(|grouping| grouping.sizes.len()).sum()),
            place_of,
            cells,
            distances: vec![0.0; points.len()],
            totals: vec![0.0; groupings.iter().map(|grouping| grouping.sizes.len()).sum()],
            groupings,
            done: 0,
            population,
            points: Arc::clone(points),
        }
    }

    fn measure(&mut self, row: usize) {
        self.distances.fill(0.0);
        for (column, &x) in self.columns.iter().zip(self.points.row(row)) {
            for (distance, y) in self.distances.iter_mut().zip(column) {
                *distance += (x - y) * (x - y);
            }
        }
        for distance in &mut self.distances {
            *distance = distance.sqrt();
        }
        self.totals.fill(0.0);
        let mut start = 0;
        for cell in &self.cells {
            let total = sum_in_lanes(&self.distances[start..cell.end]);
            for &slot in &cell.slots {
                self.totals[usize::from(slot)] += total;
            }
            start = cell.end;
        }
        let slots = &self.cells[self.cell_of[row] as usize].slots;
        let asked = row.is_multiple_of(ASKED);
        for (grouping, &slot) in self.groupings.iter_mut().zip(slots) {
            let slopes = grouping.take(&self.totals, usize::from(slot));
            if !asked || grouping.pulls.is_empty() {
                continue;
            }
            for Slope { slot, mean, rise } in slopes {
                for places in &self.places[slot] {
                    let pulls = &mut grouping.pulls[places.clone()];
                    for (pull, distance) in pulls.iter_mut().zip(&self.distances[places.clone()]) {
                        *pull += rise * (distance - mean);
                    }
                }
            }
        }
    }
}

/// The places of the points of each of so many slots.
fn places_of(cells: &[Cell], slots: usize) -> Vec<Vec<Range<usize>>> {
    let mut places: Vec<Vec<Range<usize>>> = vec![Vec::new(); slots];
    let mut start = 0;
    for cell in cells {
        for &slot in &cell.slots {
            let places = &mut places[usize::from(slot)];
            match places.last_mut() {
                Some(last) if last.end == start => last.end = cell.end,
                _ => places.push(start..cell.end),
            }
        }
        start = cell.end;
    }
    places
}

/// The sum of some values in four lanes, which run side by side.
fn sum_in_lanes(values: &[f64]) -> f64 {
    let mut lanes = [0.0; 4];
    let (fours, rest) = values.as_chunks::<4>();
    for four in fours {
        for (lane, value) in lanes.iter_mut().zip(four) {
            *lane += value;
        }
    }
    sum(lanes.into_iter().chain(rest.iter().copied()))
}

impl Task for Silhouettes {
    /// One silhouette a grouping; `None` where there are not two groups.
    type Output = Vec<Option<Silhouette>>;

    #[expect(clippy::cast_possible_truncation, reason = "silhouettes are taken of samples")]
    fn step(&mut self) -> Result<Progress> {
        let end = (self.done + Self::STRIDE).min(self.points.len());
        while self.done < end {
            self.measure(self.done);
            self.done += 1;
        }
        Ok(Progress {
            stage: "silhouette",
            done: end as u32,
            total: self.points.len() as u32,
            objective: None,
            finished: end == self.points.len(),
        })
    }

    fn finish(self: Box<Self>) -> Result<Self::Output> {
        let Self {
            groupings,
            place_of,
            population,
            ..
        } = *self;
        let finish = |grouping: Grouping| grouping.finish(&place_of, population);
        Ok(groupings.into_iter().map(finish).collect())
    }
}

impl Grouping {
    /// Takes the silhouette of a point from its total distances.
    fn take(&mut self, totals: &[f64], slot: usize) -> [Slope; 2] {
        let own = slot - self.offset;
        let totals = &totals[self.offset..self.offset + self.sizes.len()];
        let (mut next, mut b) = (own, f64::INFINITY);
        for group in (0..self.sizes.len()).filter(|&group| group != own && self.sizes[group] > 0) {
            let mean = totals[group] / self.sizes[group] as f64;
            if mean < b {
                (next, b) = (group, mean);
            }
        }
        let others = self.sizes[own] as f64 - 1.0;
        let a = totals[own] / others;
        let larger = a.max(b);
        if self.sizes[own] < 2 || larger.is_nan() || larger <= 0.0 {
            self.values.push(0.0);
            return [slot, slot].map(|slot| Slope {
                slot,
                mean: 0.0,
                rise: 0.0,
            });
        }
        let value = (b - a) / larger;
        self.values.push(value);
        self.sums[own] += value;
        let (by_a, by_b) = if a < b { (-1.0 / b, a / (b * b)) } else { (-b / (a * a), 1.0 / a) };
        let own = Slope {
            slot,
            mean: a,
            rise: by_a / others,
        };
        let next = Slope {
            slot: self.offset + next,
            mean: b,
            rise: by_b / self.sizes[next] as f64,
        };
        [own, next]
    }

    /// The variance of the influences uⱼ.
    fn variance(&self, mean: f64, place_of: &[u32]) -> f64 {
        let n = self.values.len();
        let share = n as f64 / n.div_ceil(ASKED) as f64;
        let influence = |(value, &place): (&f64, &u32)| value - mean + share * self.pulls[place as usize];
        let influences: Vec<f64> = self.values.iter().zip(place_of).map(influence).collect();
        let centre = sum(influences.iter().copied()) / n as f64;
        sum(influences.iter().map(|u| (u - centre) * (u - centre))) / (n as f64 - 1.0)
    }

    fn finish(self, place_of: &[u32], population: usize) -> Option<Silhouette> {
        if self.sizes.iter().filter(|&&size| size > 0).count() < 2 {
            return None;
        }
        let n = self.values.len() as f64;
        let mean = sum(self.values.iter().copied()) / n;
        let margin = if self.pulls.is_empty() {
            0.0
        } else {
            1.959_963_984_540_054 * (self.variance(mean, place_of) / n * (1.0 - n / population as f64)).sqrt()
        };
        Some(Silhouette {
            mean,
            margin,
            groups: self.sums.iter().zip(&self.sizes).map(|(sum, &size)| sum / size as f64).collect(),
            values: self.values,
        })
    }
}

/// The silhouette of one grouping: exact up to 5,000 points, above on a seeded
/// sample of 2,500, with its margin; `None` with fewer than two groups.
///
/// ```
/// use ndarray::array;
/// use regulars::profile::{points::Points, quality::silhouette};
///
/// let points = Points::new(&array![[0.0], [1.0], [9.0]]);
/// let fit = silhouette(&points, &[0, 0, 1], 1).expect("two groups");
/// assert_eq!(fit.values, [8.0 / 9.0, 7.0 / 8.0, 0.0]);
/// ```
pub fn silhouette(points: &Points, labels: &[u8], seed: u64) -> Option<Silhouette> {
    let rows = representatives(points.len(), seed);
    let labels = rows.iter().map(|&row| labels[row as usize]).collect();
    let silhouettes = Silhouettes::new(&Arc::new(points.select(&rows)), &[labels], points.len());
    complete(Box::new(silhouettes)).ok()?.pop()?
}

/// The rows that speak for all `n`: every one up to 5,000, else a seeded sample.
pub fn representatives(n: usize, seed: u64) -> Vec<u32> {
    sample(n, if n > EXACT { SAMPLE } else { n }, seed)
}

/// At most `size` of `n` rows in rising order, each as likely as any other
/// (Knuth, *The Art of Computer Programming* 2, 3.4.2, algorithm S).
#[expect(clippy::cast_possible_truncation, reason = "rows are counted in 32 bits everywhere")]
pub fn sample(n: usize, size: usize, seed: u64) -> Vec<u32> {
    let size = size.min(n);
    let mut random = Random::seed_from_u64(seed);
    let mut rows = Vec::with_capacity(size);
    for row in 0..n {
        if uniform(&mut random) * ((n - row) as f64) < (size - rows.len()) as f64 {
            rows.push(row as u32);
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::fixtures::{Fixture, close};
    use ndarray::{Array2, array};

    #[test]
    fn scikit_learn_gives_the_same_silhouettes() {
        let fixture = Fixture::telco();
        let (points, labels) = fixture.labelled();
        let golden = &fixture.golden["validity_first_2000"];
        let found = silhouette(&points, &labels, 1).unwrap();
        close(found.mean, &golden["silhouette"], 1e-12);
        assert_eq!(found.margin, 0.0);
        for (group, &mean) in found.groups.iter().enumerate() {
            close(mean, &golden["silhouette_by_cluster"][group], 1e-12);
        }
        for (row, &value) in found.values[..10].iter().enumerate() {
            close(value, &golden["silhouette_first_10_rows"][row], 1e-11);
        }
    }

    #[test]
    fn groupings_measured_together_come_out_alike() {
        let points = Points::new(&array![[0.0], [1.0], [5.0], [6.0], [6.5], [20.0]]);
        let labellings = [[0, 0, 1, 1, 1, 2], [0, 0, 0, 0, 0, 1], [0; 6], [3, 3, 1, 1, 0, 0]].map(Vec::from);
        let together = complete(Box::new(Silhouettes::new(&Arc::new(points.clone()), &labellings, 6))).unwrap();
        for (labels, found) in labellings.iter().zip(&together) {
            let alone = silhouette(&points, labels, 1).map_or_else(Vec::new, |fit| fit.values);
            let found = found.as_ref().map_or(&[][..], |fit| &fit.values);
            assert_eq!(alone.len(), found.len());
            assert!(alone.iter().zip(found).all(|(alone, found)| (alone - found).abs() < 1e-15));
        }
        assert_eq!(together[2], None);
        let groups = &together[3].as_ref().unwrap().groups;
        assert!(groups[2].is_nan() && !groups[3].is_nan());
    }

    #[test]
    fn coinciding_points_have_no_silhouette() {
        let points = Points::new(&array![[1.0], [1.0], [1.0], [1.0]]);
        assert_eq!(silhouette(&points, &[0, 0, 1, 1], 1).unwrap().mean, 0.0);
    }

    #[test]
    fn a_sample_comes_with_a_margin_that_holds() {
        let points = Points::new(&Array2::from_shape_fn((6000, 1), |(row, _)| {
            (row % 3 * 10) as f64 + (row * 37 % 101) as f64 / 25.0
        }));
        let labels: Vec<u8> = (0..6000).map(|row| [0, 1, 2][row % 3]).collect();
        let whole = Silhouettes::new(&Arc::new(points.clone()), std::slice::from_ref(&labels), 6000);
        let whole = complete(Box::new(whole)).unwrap().pop().unwrap().unwrap();
        for seed in 1..4 {
            let part = silhouette(&points, &labels, seed).unwrap();
            assert_eq!(part.values.len(), SAMPLE);
            assert!(part.margin > 0.0 && (part.mean - whole.mean).abs() < 2.0 * part.margin);
        }
    }

    #[test]
    fn nineteen_margins_in_twenty_hold() {
        // Groups that overlap and differ in size, so that the mean distances of a sample vary too.
        let mut random = Random::seed_from_u64(3);
        let labels: Vec<u8> = (0..2000).map(|row| [0, 0, 0, 0, 0, 1, 1, 1, 2, 2][row % 10]).collect();
        let points = Points::new(&Array2::from_shape_fn((2000, 2), |(row, column)| {
            let centre = [[0.0, 0.0], [1.0, 0.5], [0.2, 2.5]][usize::from(labels[row])][column];
            let spread = sum((0..4).map(|_| uniform(&mut random))) - 2.0;
            centre + spread * spread * spread.signum() * 2.0
        }));
        let measure = |rows: &[u32]| {
            let labels = rows.iter().map(|&row| labels[row as usize]).collect();
            let silhouettes = Silhouettes::new(&Arc::new(points.select(rows)), &[labels], points.len());
            complete(Box::new(silhouettes)).unwrap().pop().unwrap().unwrap()
        };
        let whole = measure(&sample(2000, 2000, 0));
        assert_eq!(whole.margin, 0.0);
        let parts = (1..=400).map(|seed| measure(&sample(2000, 400, seed)));
        let hits = parts.filter(|part| (part.mean - whole.mean).abs() <= part.margin).count();
        // 95 in a hundred, give or take three standard errors of so many draws.
        assert!((367..=393).contains(&hits), "{hits} of 400");
    }

    #[test]
    fn samples_are_even_and_seeded() {
        assert_eq!(sample(4, 9, 1), [0, 1, 2, 3]);
        assert_eq!(sample(1000, 20, 5), sample(1000, 20, 5));
        assert_ne!(sample(1000, 20, 5), sample(1000, 20, 6));
        let mut hits = [0; 10];
        for seed in 0..4000 {
            for row in sample(10, 3, seed) {
                hits[row as usize] += 1;
            }
        }
        // 1200 each, standard deviation 29.
        assert!(hits.iter().all(|hit| (1080..1320).contains(hit)), "{hits:?}");
    }
}
