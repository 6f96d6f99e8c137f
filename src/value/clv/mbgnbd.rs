//! MBG/NBD: as BG/NBD, but the coin is also tossed at the first purchase.
//!
//! **What it answers.** As [`BgNbd`](super::BgNbd), without calling every
//! one-time buyer alive.
//!
//! **Assumptions.** Those of BG/NBD, except that a customer may stop right
//! after the first purchase, with the same p.
//!
//! **Inputs.** x, `t_x`, T of each customer ([`History`]); α is in the unit of
//! the times, r, a and b are pure numbers.
//!
//! **Formula.** Likelihood \[1\]:
//! L = Γ(r+x) αʳ/Γ(r) · B(a, b+x+1)/B(a, b) · [(α+T)^−(r+x) + a/(b+x) (α+`t_x`)^−(r+x)].
//! P(alive), appendix A, equation (5) of \[1\]: 1/(1 + a/(b+x) ((α+T)/(α+`t_x`))^(r+x)).
//! Expected purchases as corrected in \[2\].
//!
//! **References.** \[1\] Batislam, Denizel & Filiztekin (2007), *Empirical
//! validation and comparison of models for customer base analysis*,
//! International Journal of Research in Marketing 24(3), 201–209. \[2\] Wagner &
//! Hoppe (2008), *Erratum on the MBG/NBD model*, same journal 25(3), 225–226.

use crate::math::jet::Jet;
use crate::math::special::logistic;
use crate::math::variates::{beta, gamma};
use crate::math::{Random, ln, uniform};

use super::btyd::{BuyTillYouDie, History, Summaries, purchase};
use super::coin::{self, Coin, Terms};
use super::fit::Likelihood;

/// The MBG/NBD model with its parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MbgNbd {
    /// The shape of the rates.
    pub r: f64,
    /// The inverse scale of the rates, in units of time.
    pub alpha: f64,
    /// The weight of stopping.
    pub a: f64,
    /// The weight of going on.
    pub b: f64,
}

impl BuyTillYouDie for MbgNbd {
    fn p_alive(&self, history: &History) -> f64 {
        let Self { r, alpha, a, b } = *self;
        let x = f64::from(history.x);
        logistic(ln((b + x) / a) - (r + x) * ln((alpha + history.age) / (alpha + history.t_x)))
    }

    fn shortest_time(&self) -> f64 {
        self.alpha
    }

    fn purchases_if_alive(&self, history: &History, horizons: &[f64]) -> Vec<f64> {
        self.coin(history).purchases(horizons)
    }

    fn dert(&self, history: &History, delta: f64) -> f64 {
        self.p_alive(history) * self.coin(history).discounted(delta)
    }

    fn simulate(&self, age: f64, random: &mut Random) -> History {
        let rate = gamma(self.r, random) / self.alpha;
        let stop = beta(self.a, self.b, random);
        let rate = if uniform(random) < stop { 0.0 } else { rate };
        purchase(rate, age, random, |random| uniform(random) >= stop)
    }
}

impl MbgNbd {
    fn coin(&self, history: &History) -> Coin {
        let x = f64::from(history.x);
        Coin {
            shape: self.r + x,
            rate: self.alpha + history.age,
            a: self.a,
            b: self.b + x + 1.0,
        }
    }
}

impl Likelihood<4> for MbgNbd {
    const LETTERS: [&'static str; 4] = ["r", "alpha", "a", "b"];
    type Data = Summaries;

    fn from_parameters([r, alpha, a, b]: [f64; 4]) -> Self {
        Self { r, alpha, a, b }
    }

    fn log_likelihood(data: &Summaries, [ln_r, ln_alpha, ln_a, ln_b]: [Jet<4>; 4]) -> Jet<4> {
        let [r, a, b] = [ln_r, ln_a, ln_b].map(Jet::exp);
        let constant = r * ln_alpha - r.ln_gamma() + (a + b).ln_gamma() - b.ln_gamma();
        coin::log_likelihood(data, ln_alpha, |x| {
            let x = f64::from(x);
            Terms {
                head: constant + (r + x).ln_gamma() + (b + (x + 1.0)).ln_gamma() - (a + b + (x + 1.0)).ln_gamma(),
                power: -(r + x),
                stop: Some(ln_a - (b + x).ln()),
            }
        })
    }

    fn likeness(data: &Summaries) -> Option<Summaries> {
        data.likeness()
    }

    fn starts(data: &Summaries) -> Vec<[f64; 4]> {
        let (_, rate) = data.scale();
        [(1.0, 1.0, 2.0), (0.3, 0.5, 1.0), (3.0, 0.3, 6.0)]
            .map(|(r, a, b)| [r, 0.5 * r / rate, a, b])
            .to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::clv::cdnow;
    use crate::value::clv::fit::tests::assert_reference;

    #[test]
    fn the_reference_fit() {
        assert_reference::<MbgNbd, 4>(cdnow::calibration(), &cdnow::golden()["sample"]["fits"]["mbgnbd"]);
    }

    #[test]
    fn every_prediction_of_the_golden_table() {
        let golden = cdnow::golden();
        let model = MbgNbd::from_parameters(cdnow::parameters(&golden, "mbgnbd", MbgNbd::LETTERS));
        cdnow::assert_predictions(&golden, "mbgnbd", &model);
    }

    #[test]
    fn one_time_buyers_may_have_stopped() {
        let model = MbgNbd {
            r: 0.5,
            alpha: 6.0,
            a: 0.9,
            b: 1.6,
        };
        assert!((model.p_alive(&History::NEW) - 1.6 / 2.5).abs() < 1e-15);
        assert!(model.p_alive(&History { x: 0, t_x: 0.0, age: 40.0 }) < 0.6);
    }
}
