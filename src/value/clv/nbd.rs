//! NBD: purchases at a rate of one's own, for ever.
//!
//! **What it answers.** How many purchases are to come if nobody ever leaves:
//! what the models of leaving have to better.
//!
//! **Assumptions.** (i) A customer purchases by a Poisson process with rate λ;
//! (ii) λ ~ Gamma(r, α) over customers.
//!
//! **Inputs.** x and T of each customer ([`History`]; `t_x` tells nothing
//! here); α is in the unit of the times, r is a pure number.
//!
//! **Formula.** Likelihood of the purchases at the times they happened, as in
//! the other models, of which this is the limit without leaving \[1\]:
//! L = Γ(r+x)/Γ(r) · αʳ (α+T)^−(r+x).
//! Expected purchases: t (r+x)/(α+T). The usual form \[2\], which counts the
//! purchases only, has a factor Tˣ/x! more: the estimates are the same, the
//! log-likelihood is not.
//!
//! **References.** \[1\] Fader, Hardie & Lee (2005), *"Counting your customers"
//! the easy way*, Marketing Science 24(2), 275–284. \[2\] Ehrenberg (1959), *The
//! pattern of consumer purchases*, Applied Statistics 8(1), 26–41.

use crate::math::Random;
use crate::math::jet::Jet;
use crate::math::variates::gamma;

use super::btyd::{BuyTillYouDie, History, Summaries, purchase};
use super::fit::Likelihood;

/// The NBD model with its parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nbd {
    /// The shape of the rates.
    pub r: f64,
    /// The inverse scale of the rates, in units of time.
    pub alpha: f64,
}

impl Nbd {
    /// The expected rate of a customer.
    fn rate(&self, history: &History) -> f64 {
        (self.r + f64::from(history.x)) / (self.alpha + history.age)
    }
}

impl BuyTillYouDie for Nbd {
    fn p_alive(&self, _: &History) -> f64 {
        1.0
    }

    fn shortest_time(&self) -> f64 {
        self.alpha
    }

    fn purchases_if_alive(&self, history: &History, horizons: &[f64]) -> Vec<f64> {
        let rate = self.rate(history);
        horizons.iter().map(|horizon| rate * horizon).collect()
    }

    fn dert(&self, history: &History, delta: f64) -> f64 {
        self.rate(history) / delta
    }

    fn simulate(&self, age: f64, random: &mut Random) -> History {
        let rate = gamma(self.r, random) / self.alpha;
        purchase(rate, age, random, |_| true)
    }
}

impl Likelihood<2> for Nbd {
    const LETTERS: [&'static str; 2] = ["r", "alpha"];
    type Data = Summaries;

    fn from_parameters([r, alpha]: [f64; 2]) -> Self {
        Self { r, alpha }
    }

    fn log_likelihood(data: &Summaries, [ln_r, ln_alpha]: [Jet<2>; 2]) -> Jet<2> {
        let (r, alpha) = (ln_r.exp(), ln_alpha.exp());
        let constant = r * ln_alpha - r.ln_gamma();
        data.sum(
            |x| (constant + (r + f64::from(x)).ln_gamma(), -(r + f64::from(x))),
            |time| (alpha + time).ln(),
            |_, (head, power), _, &ln_age| *head + *power * ln_age,
        )
    }

    fn likeness(data: &Summaries) -> Option<Summaries> {
        data.likeness()
    }

    fn starts(data: &Summaries) -> Vec<[f64; 2]> {
        let (_, rate) = data.scale();
        [0.3, 1.0, 3.0].map(|r| [r, r / rate]).to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::clv::cdnow;
    use crate::value::clv::fit::tests::assert_reference;

    #[test]
    fn the_reference_fit() {
        assert_reference::<Nbd, 2>(cdnow::calibration(), &cdnow::golden()["sample"]["fits"]["nbd"]);
    }

    #[test]
    fn everyone_stays() {
        let model = Nbd { r: 0.5, alpha: 10.0 };
        let history = History { x: 2, t_x: 1.0, age: 90.0 };
        assert_eq!(model.p_alive(&history), 1.0);
        assert!((model.expected_purchases(&history, 40.0) - 1.0).abs() < 1e-15);
        assert!((model.new_customer(&[20.0])[0] - 1.0).abs() < 1e-15);
        // A perpetuity.
        assert!((model.dert(&history, 0.01) - 2.5).abs() < 1e-12);
    }
}
