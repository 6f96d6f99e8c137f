//! BG/NBD: purchases at a rate of one's own, and after each a coin decides
//! whether it was the last.
//!
//! **What it answers.** Is this customer still a customer, and how many
//! purchases are to come?
//!
//! **Assumptions.** (i) While alive a customer purchases by a Poisson process
//! with rate λ; (ii) λ ~ Gamma(r, α) over customers; (iii) after each repeat
//! purchase the customer stops with probability p; (iv) p ~ Beta(a, b) over
//! customers; (v) λ and p are independent.
//!
//! **Inputs.** x, `t_x`, T of each customer ([`History`]); α is in the unit of
//! the times, r, a and b are pure numbers.
//!
//! **Formula.** Likelihood, equation (6) of \[1\]:
//! L = Γ(r+x) αʳ/Γ(r) · B(a, b+x)/B(a, b) · [(α+T)^−(r+x) + 1{x>0} a/(b+x−1) (α+`t_x`)^−(r+x)].
//! P(alive) as in \[2\]: 1/(1 + 1{x>0} a/(b+x−1) ((α+T)/(α+`t_x`))^(r+x)).
//! Expected purchases are equations (9) and (10) of \[1\].
//!
//! **Mind.** A customer without a repeat purchase has tossed no coin, so
//! P(alive) is 1 by construction, however long ago the purchase was.
//!
//! **References.** \[1\] Fader, Hardie & Lee (2005), *"Counting your customers"
//! the easy way*, Marketing Science 24(2), 275–284. \[2\] Fader, Hardie & Lee
//! (2008), *Computing P(alive) using the BG/NBD model*, note 021.

use crate::math::jet::Jet;
use crate::math::special::logistic;
use crate::math::variates::{beta, gamma};
use crate::math::{Random, ln, uniform};

use super::btyd::{BuyTillYouDie, History, Summaries, purchase};
use super::coin::{self, Coin, Terms};
use super::fit::Likelihood;

/// The BG/NBD model with its parameters.
///
/// ```
/// use regulars::value::clv::{BgNbd, BuyTillYouDie, History};
/// // CDNOW, in weeks: the customer of the paper's worked example.
/// let model = BgNbd { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
/// let history = History { x: 2, t_x: 30.43, age: 38.86 };
/// assert!((model.expected_purchases(&history, 39.0) - 1.226).abs() < 5e-4);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BgNbd {
    /// The shape of the rates.
    pub r: f64,
    /// The inverse scale of the rates, in units of time.
    pub alpha: f64,
    /// The weight of stopping.
    pub a: f64,
    /// The weight of going on.
    pub b: f64,
}

impl BuyTillYouDie for BgNbd {
    fn p_alive(&self, history: &History) -> f64 {
        if history.x == 0 {
            return 1.0;
        }
        let Self { r, alpha, a, b } = *self;
        let x = f64::from(history.x);
        logistic(ln((b + x - 1.0) / a) - (r + x) * ln((alpha + history.age) / (alpha + history.t_x)))
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
        purchase(rate, age, random, |random| uniform(random) >= stop)
    }
}

impl BgNbd {
    fn coin(&self, history: &History) -> Coin {
        let x = f64::from(history.x);
        Coin {
            shape: self.r + x,
            rate: self.alpha + history.age,
            a: self.a,
            b: self.b + x,
        }
    }
}

impl Likelihood<4> for BgNbd {
    const LETTERS: [&'static str; 4] = ["r", "alpha", "a", "b"];
    type Data = Summaries;

    fn from_parameters([r, alpha, a, b]: [f64; 4]) -> Self {
        Self { r, alpha, a, b }
    }

    fn log_likelihood(data: &Summaries, [ln_r, ln_alpha, ln_a, ln_b]: [Jet<4>; 4]) -> Jet<4> {
        let [r, a, b] = [ln_r, ln_a, ln_b].map(Jet::exp);
        let constant = r * ln_alpha - r.ln_gamma() + (a + b).ln_gamma() - b.ln_gamma();
        coin::log_likelihood(data, ln_alpha, |x| {
            let first = x == 0;
            let x = f64::from(x);
            Terms {
                head: constant + (r + x).ln_gamma() + (b + x).ln_gamma() - (a + b + x).ln_gamma(),
                power: -(r + x),
                stop: (!first).then(|| ln_a - (b + (x - 1.0)).ln()),
            }
        })
    }

    fn likeness(data: &Summaries) -> Option<Summaries> {
        data.likeness()
    }

    fn starts(data: &Summaries) -> Vec<[f64; 4]> {
        let (_, rate) = data.scale();
        [(1.0, 1.0, 3.0), (0.3, 0.5, 1.0), (3.0, 0.3, 6.0)]
            .map(|(r, a, b)| [r, 0.5 * r / rate, a, b])
            .to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customers::Unit;
    use crate::value::clv::cdnow;
    use crate::value::clv::fit::tests::assert_reference;

    #[test]
    fn the_papers_fit() {
        let golden = cdnow::golden();
        let fit = assert_reference::<BgNbd, 4>(cdnow::calibration(), &golden["sample"]["fits"]["bgnbd"]).fit;
        // Fader, Hardie & Lee (2005), table 2, and its companion spreadsheet.
        for (letter, printed) in [("r", 0.243), ("alpha", 4.414), ("a", 0.793), ("b", 2.426)] {
            assert!((fit.params.get(letter).unwrap() - printed).abs() < 5e-4, "{letter}");
        }
        assert!((fit.log_likelihood + 9582.4).abs() < 0.05);
    }

    #[test]
    fn the_fit_of_all_of_cdnow() {
        let golden = cdnow::golden();
        let (histories, _) = cdnow::histories(&cdnow::master(), "1998-06-30");
        assert_reference::<BgNbd, 4>(Summaries::new(&histories, Unit::Week).unwrap(), &golden["master"]["fits"]["bgnbd"]);
    }

    #[test]
    fn every_prediction_of_the_golden_table() {
        let golden = cdnow::golden();
        let model = BgNbd::from_parameters(cdnow::parameters(&golden, "bgnbd", BgNbd::LETTERS));
        cdnow::assert_predictions(&golden, "bgnbd", &model);
    }

    #[test]
    fn one_time_buyers_are_alive_by_construction() {
        let model = BgNbd {
            r: 0.2,
            alpha: 4.0,
            a: 0.8,
            b: 2.4,
        };
        assert_eq!(
            model.p_alive(&History {
                x: 0,
                t_x: 0.0,
                age: 500.0
            }),
            1.0
        );
    }
}
