//! How good a grouping is: separation, compactness, stability.

mod silhouette;

pub use silhouette::{EXACT, SAMPLE, Silhouette, Silhouettes, representatives, sample, silhouette};

use crate::math::sum;
use crate::profile::points::{Points, squared_distance};

/// Where the groups of a labelling lie.
struct Groups {
    centres: Vec<Vec<f64>>,
    sizes: Vec<f64>,
}

impl Groups {
    /// The groups that have points; labels without points are passed over.
    fn of(points: &Points, labels: &[u8]) -> Self {
        let k = labels.iter().max().map_or(0, |&label| usize::from(label) + 1);
        let mut centres = vec![vec![0.0; points.dims()]; k];
        let mut sizes = vec![0.0; k];
        for (row, &label) in points.rows().zip(labels) {
            let group = usize::from(label);
            sizes[group] += 1.0;
            for (sum, x) in centres[group].iter_mut().zip(row) {
                *sum += x;
            }
        }
        for (centre, size) in centres.iter_mut().zip(&sizes) {
            for sum in centre {
                *sum /= size;
            }
        }
        Self { centres, sizes }
    }

    /// The positions of the groups that have points.
    fn present(&self) -> Vec<usize> {
        (0..self.sizes.len()).filter(|&group| self.sizes[group] > 0.0).collect()
    }
}

/// The Caliński–Harabasz index: variance between the groups over variance
/// within, each by its degrees of freedom. Higher is better; it has no scale
/// of its own and only compares groupings of the same points.
///
/// (B ÷ (k − 1)) ÷ (W ÷ (n − k)); `None` with fewer than two groups, or when
/// no point is away from its centre.
///
/// Caliński & Harabasz (1974), *A dendrite method for cluster analysis*,
/// Communications in Statistics 3(1).
pub fn calinski_harabasz(points: &Points, labels: &[u8]) -> Option<f64> {
    let groups = Groups::of(points, labels);
    let k = groups.present().len() as f64;
    let within = sum(points
        .rows()
        .zip(labels)
        .map(|(row, &label)| squared_distance(row, &groups.centres[usize::from(label)])));
    if k < 2.0 || within <= 0.0 {
        return None;
    }
    let between = sum(groups
        .present()
        .into_iter()
        .map(|group| groups.sizes[group] * squared_distance(&groups.centres[group], points.mean())));
    Some((between / (k - 1.0)) / (within / (points.len() as f64 - k)))
}

/// The Davies–Bouldin index: how much each group overlaps with the one it is
/// most like, on average. Lower is better, 0 the best.
///
/// Mean over i of max over j of (sᵢ + sⱼ) ÷ dᵢⱼ, where sᵢ is the mean distance
/// of group i's points to its centre and dᵢⱼ that between the centres; `None`
/// with fewer than two groups.
///
/// Davies & Bouldin (1979), *A cluster separation measure*, IEEE Transactions
/// on Pattern Analysis and Machine Intelligence 1(2).
pub fn davies_bouldin(points: &Points, labels: &[u8]) -> Option<f64> {
    let groups = Groups::of(points, labels);
    let present = groups.present();
    if present.len() < 2 {
        return None;
    }
    let mut spread = vec![0.0; groups.sizes.len()];
    for (row, &label) in points.rows().zip(labels) {
        let group = usize::from(label);
        spread[group] += squared_distance(row, &groups.centres[group]).sqrt() / groups.sizes[group];
    }
    let overlap = |i: usize, j: usize| {
        let distance = squared_distance(&groups.centres[i], &groups.centres[j]).sqrt();
        // Coinciding centres say nothing, as in scikit-learn.
        if distance > 0.0 { (spread[i] + spread[j]) / distance } else { 0.0 }
    };
    let worst = |i: usize| present.iter().filter(|&&j| j != i).map(|&j| overlap(i, j)).fold(0.0, f64::max);
    Some(sum(present.iter().map(|&i| worst(i))) / present.len() as f64)
}

/// The elbow of a falling curve: the place of the point farthest below the
/// straight line between its ends, the first of equals; `None` where no point
/// lies below it.
///
/// Satopää, Albrecht, Irwin & Raghavan (2011), *Finding a "kneedle" in a
/// haystack*, without smoothing.
pub fn elbow(curve: &[f64]) -> Option<usize> {
    let (first, last) = (*curve.first()?, *curve.last()?);
    let steps = (curve.len() - 1) as f64;
    let mut best = None;
    let mut deepest = 0.0;
    for (place, value) in curve.iter().enumerate() {
        let depth = first + (last - first) * place as f64 / steps - value;
        if depth > deepest * (1.0 + 1e-12) {
            deepest = depth;
            best = Some(place);
        }
    }
    best
}

/// The adjusted Rand index: how far two groupings of the same points agree,
/// corrected for chance. 1 is the same partition whatever its numbers, 0 what
/// chance gives.
///
/// (Σᵢⱼ C(nᵢⱼ, 2) − E) ÷ (½ (Σᵢ C(aᵢ, 2) + Σⱼ C(bⱼ, 2)) − E) with
/// E = Σᵢ C(aᵢ, 2) Σⱼ C(bⱼ, 2) ÷ C(n, 2): Hubert & Arabie (1985), *Comparing
/// partitions*, Journal of Classification 2, equation (5).
///
/// ```
/// use regulars::profile::quality::adjusted_rand_index;
///
/// assert_eq!(adjusted_rand_index(&[0, 0, 1, 1], &[1, 1, 0, 0]), 1.0);
/// assert!((adjusted_rand_index(&[0, 0, 1, 1], &[0, 1, 0, 1]) + 0.5).abs() < 1e-12);
/// ```
pub fn adjusted_rand_index(a: &[u8], b: &[u8]) -> f64 {
    let width = 1 + b.iter().map(|&label| usize::from(label)).max().unwrap_or(0);
    let height = 1 + a.iter().map(|&label| usize::from(label)).max().unwrap_or(0);
    let mut table = vec![0_u64; width * height];
    for (&a, &b) in a.iter().zip(b) {
        table[usize::from(a) * width + usize::from(b)] += 1;
    }
    let pairs = |n: u64| (n * n.saturating_sub(1) / 2) as f64;
    let rows = table.chunks_exact(width).map(|row| pairs(row.iter().sum()));
    let columns = (0..width).map(|column| pairs(table.iter().skip(column).step_by(width).sum()));
    let (rows, columns) = (rows.sum::<f64>(), columns.sum::<f64>());
    let both: f64 = table.iter().map(|&n| pairs(n)).sum();
    let all = pairs(table.iter().sum());
    let expected = if all > 0.0 { rows * columns / all } else { 0.0 };
    let highest = f64::midpoint(rows, columns);
    if highest == expected {
        // Both put everything together, or both keep everything apart.
        return 1.0;
    }
    (both - expected) / (highest - expected)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{Random, below};
    use crate::profile::fixtures::{Fixture, close};
    use ndarray::array;
    use rand_xoshiro::rand_core::SeedableRng;

    #[test]
    fn scikit_learn_gives_the_same_indices() {
        let fixture = Fixture::telco();
        let (points, labels) = fixture.labelled();
        let golden = &fixture.golden["validity_first_2000"];
        close(calinski_harabasz(&points, &labels).unwrap(), &golden["calinski_harabasz"], 1e-12);
        close(davies_bouldin(&points, &labels).unwrap(), &golden["davies_bouldin"], 1e-12);
    }

    #[test]
    fn one_group_has_no_separation() {
        let points = Points::new(&array![[1.0], [2.0], [4.0]]);
        assert_eq!(calinski_harabasz(&points, &[0; 3]), None);
        assert_eq!(davies_bouldin(&points, &[0; 3]), None);
        // A label that nobody has changes nothing.
        assert_eq!(davies_bouldin(&points, &[0, 0, 2]), davies_bouldin(&points, &[0, 0, 1]));
        assert_eq!(calinski_harabasz(&points, &[0, 0, 2]), calinski_harabasz(&points, &[0, 0, 1]));
    }

    #[test]
    fn the_elbow_is_where_the_curve_turns() {
        assert_eq!(elbow(&[100.0, 40.0, 30.0, 25.0, 21.0]), Some(1));
        assert_eq!(elbow(&[100.0, 70.0, 20.0, 15.0, 11.0]), Some(2));
        assert_eq!(elbow(&[3.0, 2.0, 1.0]), None);
        assert_eq!((elbow(&[]), elbow(&[1.0])), (None, None));
    }

    #[test]
    fn rand_index_of_known_partitions() {
        // The examples of scikit-learn's documentation.
        assert!((adjusted_rand_index(&[0, 0, 1, 2], &[0, 0, 1, 1]) - 4.0 / 7.0).abs() < 1e-15);
        assert_eq!(adjusted_rand_index(&[0, 0, 0, 0], &[0, 1, 2, 3]), 0.0);
        assert_eq!(adjusted_rand_index(&[0, 0, 0, 0], &[1, 1, 1, 1]), 1.0);
        assert_eq!(adjusted_rand_index(&[], &[]), 1.0);
    }

    #[test]
    fn rand_index_does_not_see_numbers_and_is_zero_by_chance() {
        let mut random = Random::seed_from_u64(4);
        let mut labels = || (0..3000).map(|_| u8::try_from(below(&mut random, 5)).unwrap()).collect::<Vec<_>>();
        let (a, b) = (labels(), labels());
        let renumbered: Vec<u8> = a.iter().map(|&label| [3, 0, 4, 1, 2][usize::from(label)]).collect();
        assert_eq!(adjusted_rand_index(&a, &renumbered), 1.0);
        assert!(adjusted_rand_index(&a, &b).abs() < 0.01);
        assert_eq!(adjusted_rand_index(&a, &b), adjusted_rand_index(&b, &renumbered));
    }
}
