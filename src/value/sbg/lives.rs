//! Who left when, and who is still there.

use crate::error::{Error, ErrorKind, Result};
use crate::math::sum;

use super::{Renewal, Sbg};

/// The most renewals that are looked at.
pub(super) const LONGEST: u32 = 10_000;

/// Customers by the renewal at which they left, or the number of renewals after which they are still there.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lives {
    /// Who left at renewal 1, 2 …
    pub(super) left: Vec<f64>,
    /// Who is still there after 0, 1, 2 … renewals.
    pub(super) stayed: Vec<f64>,
}

impl Lives {
    /// From the customers at the start and after each period.
    pub fn of_survivors(survivors: &[f64]) -> Self {
        let mut lives = Self::default();
        for (place, pair) in survivors.windows(2).enumerate() {
            if let [before, after] = pair {
                add(&mut lives.left, place, before - after);
            }
        }
        if let (Some(&last), Some(periods)) = (survivors.last(), survivors.len().checked_sub(1)) {
            add(&mut lives.stayed, periods, last);
        }
        lives
    }

    /// Adds a customer who left at a renewal, counted from 1.
    pub fn add_left(&mut self, renewal: u32) {
        add(&mut self.left, renewal.saturating_sub(1) as usize, 1.0);
    }

    /// Adds a customer who is still there after so many renewals.
    pub fn add_stayed(&mut self, renewals: u32) {
        add(&mut self.stayed, renewals as usize, 1.0);
    }

    /// What is known of the first periods.
    #[must_use]
    pub fn cut(&self, periods: u32) -> Self {
        let periods = periods as usize;
        let mut lives = Self {
            left: self.left.iter().take(periods).copied().collect(),
            stayed: self.stayed.iter().take(periods).copied().collect(),
        };
        let rest = self.left.iter().skip(periods).chain(self.stayed.iter().skip(periods)).copied();
        add(&mut lives.stayed, periods, sum(rest));
        lives
    }

    /// All customers.
    pub fn customers(&self) -> f64 {
        self.left() + sum(self.stayed.iter().copied())
    }

    /// Those who left.
    pub fn left(&self) -> f64 {
        sum(self.left.iter().copied())
    }

    /// The renewals that customers came to, all together.
    pub(super) fn exposure(&self) -> f64 {
        let left = self.left.iter().zip(1_u32..).map(|(count, renewal)| count * f64::from(renewal));
        let stayed = self.stayed.iter().zip(0_u32..).map(|(count, renewals)| count * f64::from(renewals));
        sum(left.chain(stayed))
    }

    /// Whether there is anything to learn from.
    ///
    /// # Errors
    /// [`ErrorKind::NoVariation`] when nobody left, or everybody at the first renewal.
    pub(super) fn check(&self) -> Result<()> {
        let (left, exposure) = (self.left(), self.exposure());
        if left > 0.0 && exposure > left {
            return Ok(());
        }
        let (en, zh) = if left > 0.0 {
            (
                "Everybody left at the first renewal, so there is no retention to project.",
                "所有客户在第一次续约时就离开了，没有留存可供预测。",
            )
        } else {
            (
                "Nobody left, so it cannot be estimated how customers leave.",
                "没有客户离开，无从估计流失规律。",
            )
        };
        Err(Error::new(
            ErrorKind::NoVariation,
            format!("{en} Check the tenure, the label and the length of a period."),
            format!("{zh}请检查在网时长、流失标签与周期长度。"),
        ))
    }

    /// What was seen at each renewal beside what the model says, and the model's renewals of the horizon.
    pub(super) fn renewals(&self, model: &Sbg, horizon: u32, rate: f64) -> Vec<Renewal> {
        let seen = self.left.len().max(self.stayed.len().saturating_sub(1));
        let (mut at_risk, mut kept, mut survival) = (self.customers(), 1.0, 1.0);
        let renewal = |(place, renewal): (usize, u32)| {
            at_risk -= self.stayed.get(place).copied().unwrap_or(0.0);
            let left = self.left.get(place).copied().unwrap_or(0.0);
            // What rounding leaves of nobody is nobody.
            let known = place < seen && at_risk > 1e-9 * self.customers();
            let observed = known.then(|| 1.0 - left / at_risk);
            kept *= observed.unwrap_or(0.0);
            let retention = model.retention(renewal);
            survival *= retention;
            let one = Renewal {
                renewal,
                at_risk: if known { at_risk } else { 0.0 },
                left,
                observed_retention: observed,
                observed_survival: known.then_some(kept),
                retention,
                survival,
                residual: Some(model.residual(renewal, rate)).filter(|residual| residual.is_finite()),
            };
            at_risk -= left;
            one
        };
        (0..seen.max(horizon as usize)).zip(1_u32..).map(renewal).collect()
    }
}

fn add(counts: &mut Vec<f64>, place: usize, count: f64) {
    if counts.len() <= place {
        counts.resize(place + 1, 0.0);
    }
    counts[place] += count;
}
