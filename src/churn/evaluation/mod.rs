//! How good are predicted probabilities?
//!
//! # What it answers
//! Do the scores put those who left above those who stayed (ROC, precision and
//! recall, lift, gain), are they right as probabilities (calibration, Brier,
//! log-loss), and what happens at one threshold (confusion)?
//!
//! # Assumptions
//! Rows are independent, and were not used to fit what is evaluated, or the
//! figures flatter.
//!
//! # Formulas
//! - AUC = P(score⁺ > score⁻) + ½ P(score⁺ = score⁻), its variance after
//!   DeLong, DeLong & Clarke-Pearson (1988), from mid-ranks.
//! - Brier = mean of (p − y)²; log-loss = − mean of ln P(y), p kept 2⁻⁵² away
//!   from 0 and 1 as scikit-learn does.
//! - Bands of shares after Wilson (1927).
//!
//! # References
//! - E. R. DeLong, D. M. DeLong, D. L. Clarke-Pearson (1988), Comparing the
//!   areas under two or more correlated receiver operating characteristic
//!   curves, *Biometrics* 44, 837–845.
//! - G. W. Brier (1950), Verification of forecasts expressed in terms of
//!   probability, *Monthly Weather Review* 78, 1–3.
//! - E. B. Wilson (1927), Probable inference, the law of succession, and
//!   statistical inference, *JASA* 22, 209–212.

mod ranking;

use serde::Serialize;

pub use ranking::{CalibrationGroup, Decile, Ranking, ThresholdPoint};

use crate::error::{Error, ErrorKind, Result};
use crate::math::{ln, normal, sum};

/// The lower and the upper end of a confidence interval.
pub type Interval = [f64; 2];

/// Groups the calibration is shown in, at most.
const CALIBRATION_GROUPS: usize = 10;

/// The measures of a set of predicted probabilities.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Evaluation {
    /// Rows that were evaluated.
    pub evaluated_rows: usize,
    /// Those of the positive class.
    pub evaluated_positives: usize,
    /// The area under the ROC curve: one half is a coin, 1 is perfect.
    pub auc: f64,
    /// Its confidence interval; none where a class has fewer than two rows.
    pub auc_interval: Option<Interval>,
    /// The area under the precision–recall curve.
    pub average_precision: f64,
    /// The mean squared error of the probabilities.
    pub brier: f64,
    /// The mean surprise, in nats.
    pub log_loss: f64,
    /// The lowest probability that counts as positive in `confusion`.
    pub threshold: f64,
    /// Predictions against what happened.
    pub confusion: Confusion,
    /// The threshold of the largest F1.
    pub best_f1_threshold: f64,
    /// The threshold of the largest Youden's J.
    pub best_youden_threshold: f64,
    /// Thresholds with their rates, for the ROC and precision–recall curves.
    pub curve: Vec<ThresholdPoint>,
    /// Lift and cumulative gain by tenths.
    pub deciles: Vec<Decile>,
    /// Predicted against observed shares.
    pub calibration: Vec<CalibrationGroup>,
}

/// Predictions against what happened, at one threshold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Confusion {
    /// Positives that were predicted.
    pub tp: usize,
    /// Negatives that were predicted positive.
    pub fp: usize,
    /// Negatives that were predicted.
    pub tn: usize,
    /// Positives that were missed.
    #[serde(rename = "fn")]
    pub fn_: usize,
}

/// Measures probabilities against what happened; `threshold` is the lowest
/// probability that counts as positive, `level` the intervals' confidence.
///
/// ```
/// let evaluation = regulars::churn::evaluation::evaluate(&[0.9, 0.6, 0.2], &[true, false, false], 0.5, 0.95)?;
/// assert_eq!((evaluation.auc, evaluation.confusion.fp), (1.0, 1));
///
/// // With one class only there is nothing to measure.
/// assert!(regulars::churn::evaluation::evaluate(&[0.9, 0.6], &[true, true], 0.5, 0.95).is_err());
/// # Ok::<(), regulars::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::NoVariation`] when only one class is there,
/// [`ErrorKind::BadParameter`] when lengths differ or a probability is not
/// between 0 and 1.
pub fn evaluate(probabilities: &[f64], actual: &[bool], threshold: f64, level: f64) -> Result<Evaluation> {
    if probabilities.len() != actual.len() || probabilities.iter().any(|p| !(0.0..=1.0).contains(p)) {
        return Err(Error::new(
            ErrorKind::BadParameter,
            "The evaluation needs one probability between 0 and 1 for each row.",
            "评估需要每行各有一个 0 到 1 之间的概率。",
        ));
    }
    let positives = actual.iter().filter(|&&positive| positive).count();
    if positives == 0 || positives == actual.len() {
        return Err(Error::new(
            ErrorKind::NoVariation,
            "All evaluated rows are of one class, so predictions cannot be measured; evaluate on data with both.",
            "用于评估的行都属于同一类，无法衡量预测；请使用两类都有的数据。",
        ));
    }
    let rows = actual.len();
    let ranking = Ranking::new(probabilities, actual);
    let pairs = || probabilities.iter().zip(actual);
    let brier = sum(pairs().map(|(p, &y)| {
        let error = p - f64::from(u8::from(y));
        error * error
    }));
    let surprise = sum(pairs().map(|(p, &y)| {
        let p = p.clamp(f64::EPSILON, 1.0 - f64::EPSILON);
        -ln(if y { p } else { 1.0 - p })
    }));
    Ok(Evaluation {
        evaluated_rows: rows,
        evaluated_positives: positives,
        auc: ranking.auc(),
        auc_interval: ranking.auc_interval(level),
        average_precision: ranking.average_precision(),
        brier: brier / rows as f64,
        log_loss: surprise / rows as f64,
        threshold,
        confusion: Confusion::at(threshold, probabilities, actual),
        best_f1_threshold: ranking.best_f1(),
        best_youden_threshold: ranking.best_youden(),
        curve: ranking.curve(),
        deciles: ranking.deciles(level),
        calibration: ranking.calibration(CALIBRATION_GROUPS, level),
    })
}

impl Confusion {
    /// Counts with every probability of at least `threshold` predicted positive.
    pub fn at(threshold: f64, probabilities: &[f64], actual: &[bool]) -> Self {
        let mut confusion = Self::default();
        for (&p, &positive) in probabilities.iter().zip(actual) {
            let count = match (p >= threshold, positive) {
                (true, true) => &mut confusion.tp,
                (true, false) => &mut confusion.fp,
                (false, false) => &mut confusion.tn,
                (false, true) => &mut confusion.fn_,
            };
            *count += 1;
        }
        confusion
    }
}

/// Wilson's interval of a share observed on n rows.
pub(crate) fn wilson(share: f64, n: f64, level: f64) -> Interval {
    let z = normal::quantile(0.5 + 0.5 * level);
    let z2 = z * z / n;
    let middle = (share + z2 / 2.0) / (1.0 + z2);
    let half = z / (1.0 + z2) * (share * (1.0 - share) / n + z2 / (4.0 * n)).max(0.0).sqrt();
    [(middle - half).max(0.0), (middle + half).min(1.0)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::churn::logistic::Logistic;
    use crate::churn::telco;
    use linfa::{DatasetBase, traits::Fit};
    use ndarray::Array1;

    #[test]
    fn agrees_with_scikit_learn_on_forty_cases() {
        let golden: serde_json::Value = serde_json::from_str(include_str!("../../../tests/golden/evaluation.json")).unwrap();
        let cases = golden["metrics"].as_array().unwrap();
        assert_eq!(cases.len(), 40);
        for case in cases {
            let scores: Vec<f64> = case["scores"].as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect();
            let labels: Vec<bool> = case["labels"].as_array().unwrap().iter().map(|v| v == 1).collect();
            let found = evaluate(&scores, &labels, 0.5, 0.95).unwrap();
            for (value, key) in [
                (found.auc, "auc"),
                (found.average_precision, "average_precision"),
                (found.brier, "brier"),
                (found.log_loss, "log_loss"),
            ] {
                let expected = case[key].as_f64().unwrap();
                assert!(
                    (value - expected).abs() < 1e-12 * expected.abs().max(1.0),
                    "{} {key}: {value}, expected {expected}",
                    case["name"]
                );
            }
        }
    }

    #[test]
    fn agrees_with_the_references_on_telco() {
        let golden = &telco::golden()["all_columns"];
        let (_, records, left) = telco::design(&[]);
        let fit = Logistic::params()
            .fit(&DatasetBase::new(records.view(), Array1::from(left.clone())))
            .unwrap();
        let found = evaluate(&fit.probabilities(records.view()), &left, 0.5, 0.95).unwrap();
        let interval = found.auc_interval.unwrap();
        for (value, expected) in [
            (found.auc, &golden["auc"]),
            (interval[0], &golden["auc_ci95_delong"][0]),
            (interval[1], &golden["auc_ci95_delong"][1]),
            (found.average_precision, &golden["average_precision"]),
            (found.brier, &golden["brier"]),
            (found.log_loss, &golden["log_loss"]),
        ] {
            assert!((value - expected.as_f64().unwrap()).abs() < 1e-9, "{value}, expected {expected}");
        }
        let Confusion { tp, fp, tn, fn_ } = found.confusion;
        assert_eq!(serde_json::json!({ "tp": tp, "fp": fp, "tn": tn, "fn": fn_ }), golden["confusion"]);
        // The intercept makes the groups' predictions add up to what happened.
        let expected: f64 = found.calibration.iter().map(|group| group.predicted * group.rows as f64).sum();
        assert!((expected - 1869.0).abs() < 1e-6);
        assert_eq!(found.calibration.iter().map(|group| group.rows).sum::<usize>(), 7032);
        assert!((found.deciles[9].gain - 1.0).abs() < 1e-12 && found.deciles[0].lift > 2.5);
    }

    #[test]
    fn wilson_as_in_the_textbook() {
        // Newcombe (1998), Statistics in Medicine 17, table I, method 3: 81 of 263 and 0 of 20.
        let interval = wilson(81.0 / 263.0, 263.0, 0.95);
        assert!(
            (interval[0] - 0.2553).abs() < 5e-5 && (interval[1] - 0.3662).abs() < 5e-5,
            "{interval:?}"
        );
        let interval = wilson(0.0, 20.0, 0.95);
        assert!(interval[0] == 0.0 && (interval[1] - 0.1611).abs() < 5e-5, "{interval:?}");
    }

    #[test]
    fn what_cannot_be_measured_is_an_error() {
        assert_eq!(
            evaluate(&[0.5, 0.2], &[true, true], 0.5, 0.95).unwrap_err().kind(),
            ErrorKind::NoVariation
        );
        assert_eq!(
            evaluate(&[0.5, 1.2], &[true, false], 0.5, 0.95).unwrap_err().kind(),
            ErrorKind::BadParameter
        );
        assert_eq!(
            evaluate(&[0.5], &[true, false], 0.5, 0.95).unwrap_err().kind(),
            ErrorKind::BadParameter
        );
        assert!(evaluate(&[0.5, 0.5], &[true, false], 0.5, 0.95).unwrap().auc_interval.is_none());
    }
}
