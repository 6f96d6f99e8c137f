//! Distances to all centres at once.

/// Centres whose distances are summed side by side.
pub(super) const LANES: usize = 4;

/// Centres in blocks of four, feature by feature.
///
/// Each distance is still summed feature by feature in order, so it is the
/// same number as [`squared_distance`](crate::profile::points::squared_distance)
/// gives; four of them run in the lanes of a SIMD register.
#[derive(Debug, Clone)]
pub(super) struct Blocks {
    dims: usize,
    values: Vec<[f64; LANES]>,
}

/// The nearest of some centres and the runner-up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Nearest {
    /// The position of the nearest centre, the first of equals.
    pub(super) label: u8,
    /// The squared distance to it.
    pub(super) first: f64,
    /// The squared distance to the second nearest; infinite with one centre.
    pub(super) second: f64,
}

impl Blocks {
    /// Room for `k` centres.
    pub(super) fn new(k: usize, dims: usize) -> Self {
        Self {
            dims,
            // A lane without a centre is infinitely far away.
            values: vec![[f64::INFINITY; LANES]; k.div_ceil(LANES) * dims],
        }
    }

    /// Takes up centres.
    pub(super) fn fill<'a>(&mut self, centres: impl Iterator<Item = &'a [f64]>) {
        for (position, centre) in centres.enumerate() {
            let start = position / LANES * self.dims;
            for (block, &value) in self.values[start..start + self.dims].iter_mut().zip(centre) {
                block[position % LANES] = value;
            }
        }
    }

    /// The squared distances of a point to each block of centres.
    #[inline]
    pub(super) fn distances(&self, point: &[f64]) -> impl Iterator<Item = [f64; LANES]> {
        self.values.chunks_exact(self.dims).map(move |block| {
            let mut sums = [0.0; LANES];
            for (&x, centres) in point.iter().zip(block) {
                for lane in 0..LANES {
                    let difference = x - centres[lane];
                    sums[lane] += difference * difference;
                }
            }
            sums
        })
    }

    /// The nearest centre of a point and the runner-up.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "there are at most 255 centres")]
    pub(super) fn nearest(&self, point: &[f64]) -> Nearest {
        let mut nearest = Nearest {
            label: 0,
            first: f64::INFINITY,
            second: f64::INFINITY,
        };
        for (block, distances) in self.distances(point).enumerate() {
            for (lane, &distance) in distances.iter().enumerate() {
                // Written without branches: which centre is nearest is not predictable.
                let nearer = distance < nearest.first;
                let loser = if nearer { nearest.first } else { distance };
                nearest.first = if nearer { distance } else { nearest.first };
                nearest.label = if nearer { (block * LANES + lane) as u8 } else { nearest.label };
                nearest.second = if loser < nearest.second { loser } else { nearest.second };
            }
        }
        nearest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::points::squared_distance;

    #[test]
    fn the_same_distances_one_by_one() {
        let centres = [[0.1, 7.3], [2.2, -1.0], [0.1, 7.3], [9.0, 9.0], [0.3, 0.2], [1.1, 1.7]];
        for k in 1..=centres.len() {
            let mut blocks = Blocks::new(k, 2);
            blocks.fill(centres[..k].iter().map(|centre| &centre[..]));
            for point in [[0.0, 0.0], [0.1, 7.0], [5.0, 5.5]] {
                let mut single: Vec<f64> = centres[..k].iter().map(|centre| squared_distance(&point, centre)).collect();
                let nearest = blocks.nearest(&point);
                assert_eq!(single[usize::from(nearest.label)], nearest.first);
                assert!(
                    single[..usize::from(nearest.label)]
                        .iter()
                        .all(|&distance| distance > nearest.first)
                );
                single.sort_by(f64::total_cmp);
                single.push(f64::INFINITY);
                assert_eq!((nearest.first, nearest.second), (single[0], single[1]));
            }
        }
    }
}
