//! The shifted beta-geometric model with its parameters.

use crate::math::hyp2f1::ln_hyp2f1;
use crate::math::jet::Jet;
use crate::math::{exp, ln};
use crate::value::clv::Likelihood;

use super::Lives;

/// The sBG model.
///
/// ```
/// use regulars::value::sbg::Sbg;
/// // Fader & Hardie (2007), the segment “Regular”, seven periods.
/// let model = Sbg { alpha: 0.704, beta: 1.182 };
/// assert!((model.survival(1) - 0.627).abs() < 5e-4);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sbg {
    /// The weight of leaving.
    pub alpha: f64,
    /// The weight of renewing.
    pub beta: f64,
}

impl Sbg {
    /// The share of those who come to a renewal, counted from 1, who renew.
    pub fn retention(&self, renewal: u32) -> f64 {
        let weight = self.beta + f64::from(renewal.saturating_sub(1));
        weight / (self.alpha + weight)
    }

    /// The share of all who are still there after so many renewals.
    pub fn survival(&self, renewals: u32) -> f64 {
        (1..=renewals).fold(1.0, |share, renewal| share * self.retention(renewal))
    }

    /// Expected renewals of a customer who comes to this one, within so many periods, each discounted.
    pub fn renewals_ahead(&self, next: u32, horizon: u32, rate: f64) -> f64 {
        let (mut weight, mut total) = (1.0, 0.0);
        for ahead in 0..horizon {
            weight *= self.retention(next + ahead);
            total += weight;
            weight /= 1.0 + rate;
        }
        total
    }

    /// The same without an end: DERL. Infinite without discount where α ≤ 1.
    pub fn residual(&self, next: u32, rate: f64) -> f64 {
        let weight = self.beta + f64::from(next.saturating_sub(1));
        if rate == 0.0 {
            return if self.alpha > 1.0 {
                weight / (self.alpha - 1.0)
            } else {
                f64::INFINITY
            };
        }
        let sum = ln_hyp2f1(1.0, weight + 1.0, self.alpha + weight + 1.0, 1.0 / (1.0 + rate));
        weight / (self.alpha + weight) * exp(sum)
    }
}

impl Likelihood<2> for Sbg {
    const LETTERS: [&'static str; 2] = ["alpha", "beta"];
    type Data = Lives;

    fn from_parameters([alpha, beta]: [f64; 2]) -> Self {
        Self { alpha, beta }
    }

    fn log_likelihood(data: &Lives, [ln_alpha, ln_beta]: [Jet<2>; 2]) -> Jet<2> {
        let [alpha, beta] = [ln_alpha, ln_beta].map(Jet::exp);
        let mut still_there = Jet::constant(0.0);
        let mut total = Jet::constant(0.0);
        let renewals = data.left.len().max(data.stayed.len().saturating_sub(1));
        for (place, before) in (0..renewals).zip(0_u32..).map(|(place, before)| (place, f64::from(before))) {
            let both = (alpha + beta + before).ln();
            if let Some(&left) = data.left.get(place) {
                total += (still_there + ln_alpha - both) * left;
            }
            still_there += (beta + before).ln() - both;
            if let Some(&stayed) = data.stayed.get(place + 1) {
                total += still_there * stayed;
            }
        }
        total
    }

    fn likeness(_: &Lives) -> Option<Lives> {
        None
    }

    fn starts(data: &Lives) -> Vec<[f64; 2]> {
        let churn = data.left() / data.exposure();
        let odds = exp(ln(1.0 - churn) - ln(churn));
        [1.0, 0.3, 5.0].map(|alpha| [alpha, alpha * odds]).to_vec()
    }
}
