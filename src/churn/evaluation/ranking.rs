//! What follows from the order of the scores alone: ROC, precision–recall,
//! gain and lift.
//!
//! Equal scores are one step everywhere, so nothing here depends on the order
//! of the rows, and nothing changes under a rising transformation of the scores.

use serde::Serialize;

use super::{Interval, wilson};
use crate::math::{normal, sum};

/// The most points a curve is drawn with.
const CURVE_POINTS: u64 = 200;

/// Scores from high to low, with how many positives and negatives have each.
#[derive(Debug, Clone)]
pub struct Ranking {
    /// The distinct scores, highest first.
    steps: Vec<Tied>,
    positives: usize,
    negatives: usize,
}

/// The rows of one score.
#[derive(Debug, Clone, Copy)]
struct Tied {
    score: f64,
    positives: usize,
    negatives: usize,
}

/// Rows of like probability.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CalibrationGroup {
    /// Rows in the group.
    pub rows: usize,
    /// Their mean predicted probability.
    pub predicted: f64,
    /// The share of positives among them.
    pub observed: f64,
    /// The confidence band of that share (Wilson).
    pub observed_interval: Interval,
}

impl CalibrationGroup {
    /// The group of these scores; none when there is no row.
    fn of(members: &[Tied], level: f64) -> Option<Self> {
        let size = |tied: &Tied| tied.positives + tied.negatives;
        let rows: usize = members.iter().map(size).sum();
        let positives: usize = members.iter().map(|tied| tied.positives).sum();
        let n = rows as f64;
        let observed = positives as f64 / n;
        (rows > 0).then(|| Self {
            rows,
            predicted: sum(members.iter().map(|tied| tied.score * size(tied) as f64)) / n,
            observed,
            observed_interval: wilson(observed, n, level),
        })
    }
}

/// A threshold and what the rows at or above it are.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ThresholdPoint {
    /// The lowest score that counts as positive; none where no score does.
    pub threshold: Option<f64>,
    /// The share of the positives at or above it (recall, sensitivity).
    pub true_positive_rate: f64,
    /// The share of the negatives at or above it (1 − specificity).
    pub false_positive_rate: f64,
    /// The share of positives among the rows at or above it; 1 where there are none.
    pub precision: f64,
}

/// A tenth of the rows, best scores first.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Decile {
    /// From 1, the tenth with the highest scores.
    pub decile: u32,
    /// The positives in it. Where equal scores reach across its border, they
    /// are shared out in proportion, so this need not be whole.
    pub positives: f64,
    /// positives ÷ rows, over the same of everyone.
    pub lift: f64,
    /// The lift's confidence band (Wilson).
    pub lift_interval: Interval,
    /// The share of all positives in this and the tenths before it.
    pub gain: f64,
    /// The gain's confidence band (Wilson).
    pub gain_interval: Interval,
}

impl Ranking {
    /// Ranks scores with what truly happened; no score may be `NaN`.
    pub fn new(scores: &[f64], actual: &[bool]) -> Self {
        let mut rows: Vec<(f64, bool)> = scores.iter().copied().zip(actual.iter().copied()).collect();
        rows.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
        let mut ranking = Self {
            steps: Vec::new(),
            positives: 0,
            negatives: 0,
        };
        for tied in rows.chunk_by(|a, b| a.0 == b.0) {
            let positives = tied.iter().filter(|(_, positive)| *positive).count();
            let negatives = tied.len() - positives;
            ranking.positives += positives;
            ranking.negatives += negatives;
            ranking.steps.push(Tied {
                score: tied[0].0,
                positives,
                negatives,
            });
        }
        ranking
    }

    /// The area under the ROC curve: the probability that a positive scores
    /// above a negative, ties counting one half (Mann–Whitney). `NaN` when one
    /// class is missing.
    pub fn auc(&self) -> f64 {
        let mut above = 0_u128;
        // Twice the count, so that halves are whole.
        let mut twice = 0_u128;
        for step in &self.steps {
            twice += (2 * above + step.positives as u128) * step.negatives as u128;
            above += step.positives as u128;
        }
        twice as f64 / (2.0 * self.positives as f64 * self.negatives as f64)
    }

    /// The variance of the AUC by DeLong, DeLong & Clarke-Pearson (1988); none
    /// where a class has fewer than two rows.
    pub fn auc_variance(&self) -> Option<f64> {
        if self.positives < 2 || self.negatives < 2 {
            return None;
        }
        let auc = self.auc();
        let (m, n) = (self.positives as f64, self.negatives as f64);
        let (mut above, mut below) = (0.0, n);
        let (mut of_positives, mut of_negatives) = (Vec::new(), Vec::new());
        for step in &self.steps {
            let (positives, negatives) = (step.positives as f64, step.negatives as f64);
            below -= negatives;
            // Each row's share of the other class on the right side of it.
            let v10 = (below + negatives / 2.0) / n - auc;
            let v01 = (above + positives / 2.0) / m - auc;
            of_positives.push(positives * v10 * v10);
            of_negatives.push(negatives * v01 * v01);
            above += positives;
        }
        Some(sum(of_positives) / (m - 1.0) / m + sum(of_negatives) / (n - 1.0) / n)
    }

    /// The interval AUC ± z · SE, kept within 0 and 1.
    pub fn auc_interval(&self, level: f64) -> Option<Interval> {
        let half = normal::quantile(0.5 + 0.5 * level) * self.auc_variance()?.sqrt();
        let auc = self.auc();
        Some([(auc - half).max(0.0), (auc + half).min(1.0)])
    }

    /// Average precision, Σ (Rₖ − Rₖ₋₁) Pₖ over the distinct scores, without
    /// interpolation.
    pub fn average_precision(&self) -> f64 {
        let (mut rows, mut hits) = (0, 0);
        let terms = self.steps.iter().map(|step| {
            rows += step.positives + step.negatives;
            hits += step.positives;
            step.positives as f64 / self.positives as f64 * (hits as f64 / rows as f64)
        });
        sum(terms)
    }

    /// The thresholds with their rates, from none positive to all positive, at
    /// most 200 of them.
    ///
    /// Thinning: the way along the ROC curve, from (0, 0) over true and false
    /// positive rate to (1, 1), is cut into equal pieces, and the first point
    /// in each is kept, with both ends.
    pub fn curve(&self) -> Vec<ThresholdPoint> {
        let last = self.steps.len();
        let (positives, negatives) = (self.positives as u64, self.negatives as u64);
        let mut points = vec![self.point(None, 0, 0)];
        let mut piece = 0;
        let (mut hits, mut misses) = (0, 0);
        for (index, step) in self.steps.iter().enumerate() {
            hits += step.positives;
            misses += step.negatives;
            let way = hits as u64 * negatives + misses as u64 * positives;
            let reached = way * (CURVE_POINTS - 1) / (2 * positives * negatives).max(1);
            if reached > piece || index + 1 == last || (last as u64) < CURVE_POINTS {
                piece = reached;
                points.push(self.point(Some(step.score), hits, misses));
            }
        }
        points
    }

    fn point(&self, threshold: Option<f64>, hits: usize, misses: usize) -> ThresholdPoint {
        ThresholdPoint {
            threshold,
            true_positive_rate: hits as f64 / self.positives as f64,
            false_positive_rate: misses as f64 / self.negatives as f64,
            precision: if hits + misses == 0 {
                1.0
            } else {
                hits as f64 / (hits + misses) as f64
            },
        }
    }

    /// Lift and cumulative gain by tenths.
    pub fn deciles(&self, level: f64) -> Vec<Decile> {
        let rows = (self.positives + self.negatives) as f64;
        let positives = self.positives as f64;
        let base = positives / rows;
        let mut before = 0.0;
        let decile = |decile: u32| {
            let held = self.positives_among(rows * f64::from(decile) / 10.0);
            let within = held - before;
            before = held;
            let rate = within / (rows / 10.0);
            Decile {
                decile,
                positives: within,
                lift: rate / base,
                lift_interval: wilson(rate, rows / 10.0, level).map(|end| end / base),
                gain: held / positives,
                gain_interval: wilson(held / positives, positives, level),
            }
        };
        (1..=10).map(decile).collect()
    }

    /// Groups of about equal size by rising score, as probabilities; equal
    /// scores share a group, so there may be fewer groups than asked for.
    pub fn calibration(&self, groups: usize, level: f64) -> Vec<CalibrationGroup> {
        let rows = self.positives + self.negatives;
        let mut found = Vec::new();
        let mut lower = self.steps.iter().rev();
        let mut taken = 0;
        for group in 1..=groups {
            let mut members: Vec<Tied> = Vec::new();
            while taken < rows * group / groups
                && let Some(&step) = lower.next()
            {
                taken += step.positives + step.negatives;
                members.push(step);
            }
            found.extend(CalibrationGroup::of(&members, level));
        }
        found
    }

    /// The positives expected among this many of the best rows, equal scores
    /// standing in any order.
    fn positives_among(&self, rows: f64) -> f64 {
        let (mut left, mut held) = (rows, 0.0);
        for step in &self.steps {
            let size = (step.positives + step.negatives) as f64;
            if size >= left {
                return held + step.positives as f64 * left / size;
            }
            left -= size;
            held += step.positives as f64;
        }
        held
    }

    /// The threshold at which a measure of (true positives, false positives)
    /// is largest; the highest one where several are equal.
    fn best(&self, measure: impl Fn(usize, usize) -> f64) -> f64 {
        let (mut hits, mut misses) = (0, 0);
        let (mut threshold, mut most) = (f64::NAN, f64::NEG_INFINITY);
        for step in &self.steps {
            hits += step.positives;
            misses += step.negatives;
            let value = measure(hits, misses);
            if value > most {
                (threshold, most) = (step.score, value);
            }
        }
        threshold
    }

    /// The threshold of the largest F1, 2 TP / (2 TP + FP + FN).
    pub fn best_f1(&self) -> f64 {
        self.best(|hits, misses| 2.0 * hits as f64 / (hits + misses + self.positives) as f64)
    }

    /// The threshold of the largest Youden's J, true − false positive rate.
    pub fn best_youden(&self) -> f64 {
        self.best(|hits, misses| hits as f64 / self.positives as f64 - misses as f64 / self.negatives as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::exp;
    use proptest::prelude::*;

    #[test]
    fn a_tie_counts_one_half() {
        // Pairs: .8 over both, .4 over .1 and level with .4: 3.5 of 4.
        let ranking = Ranking::new(&[0.1, 0.4, 0.4, 0.8], &[false, false, true, true]);
        assert_eq!(ranking.auc(), 0.875);
    }

    #[test]
    fn deciles_share_out_equal_scores() {
        let all_equal = Ranking::new(&[0.5; 25], &(0..25).map(|row| row < 5).collect::<Vec<_>>());
        for decile in all_equal.deciles(0.95) {
            assert!((decile.lift - 1.0).abs() < 1e-12 && (decile.gain - f64::from(decile.decile) / 10.0).abs() < 1e-12);
        }
        // Ten rows, the three best are the positives.
        let scores: Vec<f64> = (0..10).map(f64::from).collect();
        let perfect = Ranking::new(&scores, &(0..10).map(|row| row >= 7).collect::<Vec<_>>());
        let gains: Vec<f64> = perfect.deciles(0.95).iter().map(|decile| decile.gain).collect();
        assert!((gains[0] - 1.0 / 3.0).abs() < 1e-12 && (gains[2] - 1.0).abs() < 1e-12 && gains[9] == 1.0);
        assert!((perfect.deciles(0.95)[0].lift - 10.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn equal_probabilities_share_a_calibration_group() {
        let probabilities = [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.4, 0.4, 0.9];
        let actual = [false, false, false, false, false, false, true, true, false, true];
        let groups = Ranking::new(&probabilities, &actual).calibration(10, 0.95);
        assert_eq!(groups.iter().map(|group| group.rows).collect::<Vec<_>>(), [7, 2, 1]);
        assert!((groups[0].observed - 1.0 / 7.0).abs() < 1e-15 && (groups[1].predicted - 0.4).abs() < 1e-15);
        let halves = Ranking::new(&probabilities, &actual).calibration(2, 0.95);
        assert_eq!(halves.iter().map(|group| group.rows).collect::<Vec<_>>(), [7, 3]);
    }

    #[test]
    fn the_best_threshold_is_the_highest_of_equals() {
        let ranking = Ranking::new(&[0.9, 0.8, 0.7, 0.2, 0.1], &[true, false, true, false, false]);
        assert_eq!(ranking.best_f1(), 0.7);
        assert_eq!(ranking.best_youden(), 0.7);
    }

    #[test]
    fn a_long_curve_is_thinned_and_keeps_its_ends() {
        let scores: Vec<f64> = (0..5000).map(|row| f64::from(row * 7919 % 5000)).collect();
        let actual: Vec<bool> = scores.iter().map(|&score| score % 3.0 == 0.0 || score > 4000.0).collect();
        let curve = Ranking::new(&scores, &actual).curve();
        assert!(curve.len() <= 200 && curve.len() > 150, "{}", curve.len());
        assert_eq!((curve[0].threshold, curve[0].true_positive_rate), (None, 0.0));
        let end = curve[curve.len() - 1];
        assert_eq!((end.true_positive_rate, end.false_positive_rate), (1.0, 1.0));
    }

    fn cases() -> impl Strategy<Value = Vec<(u8, bool)>> {
        proptest::collection::vec((0u8..12, any::<bool>()), 4..60)
            .prop_filter("both classes", |rows| rows.iter().any(|row| row.1) && rows.iter().any(|row| !row.1))
    }

    proptest! {
        #[test]
        fn only_the_order_of_the_scores_matters(rows in cases(), turn in 0usize..60) {
            let actual: Vec<bool> = rows.iter().map(|row| row.1).collect();
            let scores: Vec<f64> = rows.iter().map(|row| f64::from(row.0)).collect();
            let plain = Ranking::new(&scores, &actual);
            let bent: Vec<f64> = scores.iter().map(|score| exp(score / 3.0) - 7.0).collect();
            prop_assert_eq!(plain.auc(), Ranking::new(&bent, &actual).auc());

            let turned = |values: &[f64]| { let mut v = values.to_vec(); v.rotate_left(turn % rows.len()); v };
            let mut labels = actual.clone();
            labels.rotate_left(turn % rows.len());
            let other = Ranking::new(&turned(&scores), &labels);
            prop_assert_eq!(plain.average_precision(), other.average_precision());
            prop_assert_eq!(plain.deciles(0.9), other.deciles(0.9));
            prop_assert_eq!(plain.curve(), other.curve());
        }

        #[test]
        fn the_other_class_has_the_other_auc(rows in cases()) {
            let actual: Vec<bool> = rows.iter().map(|row| row.1).collect();
            let other: Vec<bool> = actual.iter().map(|positive| !positive).collect();
            let scores: Vec<f64> = rows.iter().map(|row| f64::from(row.0)).collect();
            let (one, two) = (Ranking::new(&scores, &actual), Ranking::new(&scores, &other));
            prop_assert!((one.auc() - (1.0 - two.auc())).abs() < 1e-12);
            match (one.auc_variance(), two.auc_variance()) {
                (Some(one), Some(two)) => prop_assert!((one - two).abs() < 1e-12),
                (one, two) => prop_assert_eq!(one, two),
            }
        }

        #[test]
        fn the_area_is_the_sum_of_its_trapezoids(rows in cases()) {
            let actual: Vec<bool> = rows.iter().map(|row| row.1).collect();
            let scores: Vec<f64> = rows.iter().map(|row| f64::from(row.0)).collect();
            let ranking = Ranking::new(&scores, &actual);
            let area: f64 = ranking.curve().windows(2).map(|pair| {
                (pair[1].false_positive_rate - pair[0].false_positive_rate)
                    * (pair[1].true_positive_rate + pair[0].true_positive_rate) / 2.0
            }).sum();
            prop_assert!((area - ranking.auc()).abs() < 1e-12);
        }
    }
}
