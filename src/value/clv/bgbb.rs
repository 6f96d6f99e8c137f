//! BG/BB: one opportunity to purchase a period, until an unseen end between two of them.
//!
//! **What it answers.** Is this customer still a customer, and in how many
//! periods to come will it purchase? For what happens at most once a period, or
//! is only known by the period: donations of a year, attendance, renewals.
//!
//! **Assumptions.** (i) At each opportunity a customer who is alive purchases
//! with probability p; (ii) before each opportunity it may stop for good, with
//! probability θ; (iii) p ~ Beta(α, β) and (iv) θ ~ Beta(γ, δ) over customers;
//! (v) p and θ are independent.
//!
//! **Inputs.** Of each customer ([`History`]) in whole periods after that of the
//! first purchase: x, how many of them had a purchase; `t_x`, the last of them;
//! T (the paper's n), how many there were. All parameters are pure numbers, but
//! belong to the length of a period.
//!
//! **Formula.** Likelihood, equation (5) of \[1\]:
//! L = B(α+x, β+n−x)/B(α, β) · B(γ, δ+n)/B(γ, δ) +
//! Σᵢ B(α+x, β+`t_x`−x+i)/B(α, β) · B(γ+1, δ+`t_x`+i)/B(γ, δ) over i = 0 … n−`t_x`−1.
//! P(alive): the first term's share, that is *at the n-th opportunity*; the
//! paper's equation (11) asks for the next one, which is (δ+n)/(γ+δ+n) of it.
//! Expected purchases are equation (13), discounted for ever (14) of \[1\].
//!
//! **References.** \[1\] Fader, Hardie & Shang (2010), *Customer-base analysis in
//! a discrete-time noncontractual setting*, Marketing Science 29(6), 1086–1108.

use crate::math::hyp2f1::ln_hyp2f1;
use crate::math::jet::Jet;
use crate::math::special::{digamma, trigamma};
use crate::math::variates::beta as beta_variate;
use crate::math::{Random, exp, exp_m1, ln_gamma, uniform};

use super::btyd::{BuyTillYouDie, History, Summaries};
use super::fit::Likelihood;

/// The BG/BB model with its parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BgBb {
    /// The weight of purchasing at an opportunity.
    pub alpha: f64,
    /// The weight of letting it pass.
    pub beta: f64,
    /// The weight of stopping before an opportunity.
    pub gamma: f64,
    /// The weight of going on.
    pub delta: f64,
}

/// Below this distance of γ from 1 a series stands in for a difference that cancels; either loses
/// at most some 10⁻⁹ there.
const NEAR_ONE: f64 = 1e-4;

impl BgBb {
    /// The expected number of the next t opportunities that a customer alive at n is alive at:
    /// Σⱼ B(γ, δ+n+j)/B(γ, δ+n) over j = 1 … t, also for a t between two of them.
    fn lives(&self, n: f64, t: f64) -> f64 {
        let (gamma, at) = (self.gamma, 1.0 + self.delta + n);
        let surplus = gamma - 1.0;
        let log = |n: f64| ln_gamma(at + n) - ln_gamma(at + surplus + n);
        // (1 − e^growth)/(γ − 1), where the growth vanishes with γ − 1.
        let grown = if surplus.abs() < NEAR_ONE {
            let slope = digamma(at + t) - digamma(at);
            let bend = trigamma(at + t) - trigamma(at);
            slope + 0.5 * surplus * (bend - slope * slope)
        } else {
            -exp_m1(log(t) - log(0.0)) / surplus
        };
        // Γ(γ+δ+n)/Γ(δ+n) · Γ(1+δ+n)/Γ(γ+δ+n) = δ+n.
        (self.delta + n) * grown
    }

    /// The chance that an opportunity is taken by a customer with x of n taken.
    fn takes(&self, history: &History) -> f64 {
        (self.alpha + f64::from(history.x)) / (self.alpha + self.beta + history.age)
    }
}

impl BuyTillYouDie for BgBb {
    fn p_alive(&self, history: &History) -> f64 {
        let Self { alpha, beta, gamma, delta } = *self;
        let x = f64::from(history.x);
        // The terms of the sum from the last to the first, relative to the first term of L.
        let (mut term, mut dead, mut j) = (gamma / (gamma + delta + history.age), 0.0, history.age - 1.0);
        while j >= history.t_x {
            term *= (alpha + beta + j) * (gamma + delta + j + 1.0) / ((beta + j - x) * (delta + j));
            dead += term;
            j -= 1.0;
        }
        1.0 / (1.0 + dead)
    }

    fn shortest_time(&self) -> f64 {
        1.0 + self.delta
    }

    fn is_discrete(&self) -> bool {
        true
    }

    fn purchases_if_alive(&self, history: &History, horizons: &[f64]) -> Vec<f64> {
        let takes = self.takes(history);
        horizons.iter().map(|&horizon| takes * self.lives(history.age, horizon)).collect()
    }

    fn dert(&self, history: &History, delta: f64) -> f64 {
        let (n, z) = (history.age, exp(-delta));
        let life = self.gamma + self.delta + n;
        let lives = z * (self.delta + n) / life * exp(ln_hyp2f1(1.0, self.delta + n + 1.0, life + 1.0, z));
        self.p_alive(history) * self.takes(history) * lives
    }

    fn simulate(&self, age: f64, random: &mut Random) -> History {
        let takes = beta_variate(self.alpha, self.beta, random);
        let stops = beta_variate(self.gamma, self.delta, random);
        let mut history = History { x: 0, t_x: 0.0, age };
        let mut opportunity = 1.0;
        while opportunity <= age && uniform(random) >= stops {
            if uniform(random) < takes {
                (history.x, history.t_x) = (history.x + 1, opportunity);
            }
            opportunity += 1.0;
        }
        history
    }
}

impl Likelihood<4> for BgBb {
    const LETTERS: [&'static str; 4] = ["alpha", "beta", "gamma", "delta"];
    type Data = Summaries;

    fn from_parameters([alpha, beta, gamma, delta]: [f64; 4]) -> Self {
        Self { alpha, beta, gamma, delta }
    }

    fn log_likelihood(data: &Summaries, [ln_alpha, ln_beta, ln_gamma, ln_delta]: [Jet<4>; 4]) -> Jet<4> {
        let [alpha, beta, gamma, delta] = [ln_alpha, ln_beta, ln_gamma, ln_delta].map(Jet::exp);
        let constant = (alpha + beta).ln_gamma() - alpha.ln_gamma() - beta.ln_gamma() + (gamma + delta).ln_gamma() - delta.ln_gamma();
        let longest = data.distinct().iter().fold(0.0, |longest: f64, history| longest.max(history.age));
        // What depends on the number of an opportunity alone: ln(β+j) and the rest of a term's growth.
        let numbers = || std::iter::successors(Some(0.0), |j| Some(j + 1.0)).take_while(|&j| j < longest);
        let passes: Vec<Jet<4>> = numbers().map(|j| (beta + j).ln()).collect();
        let growths: Vec<Jet<4>> = numbers()
            .map(|j| (alpha + beta + j).ln() + (gamma + delta + (j + 1.0)).ln() - (delta + j).ln())
            .collect();
        data.sum(
            |x| (alpha + f64::from(x)).ln_gamma(),
            |time| {
                let of_alive = (delta + time).ln_gamma() - (gamma + delta + time).ln_gamma() - (alpha + beta + time).ln_gamma();
                (of_alive, gamma + delta + time)
            },
            |history, of_x, _, (of_alive, all)| {
                let (x, silent) = (history.x as usize, history.age - history.t_x);
                let head = constant + *of_x + *of_alive + (beta + (history.age - f64::from(history.x))).ln_gamma();
                if silent < 1.0 {
                    return head;
                }
                // As in `p_alive`, from the last opportunity to the first after the last purchase.
                let mut term = ln_gamma - all.ln();
                let mut all_dead: Option<Jet<4>> = None;
                let (first, last) = (rounded(history.t_x), rounded(history.age));
                for j in (first..last).rev() {
                    term = term + growths[j] - passes[j - x];
                    all_dead = Some(all_dead.map_or(term, |dead| dead.ln_add_exp(term)));
                }
                head + Jet::constant(0.0).ln_add_exp(all_dead.unwrap_or(term))
            },
        )
    }

    /// What is alike would have no whole numbers.
    fn likeness(_: &Summaries) -> Option<Summaries> {
        None
    }

    fn starts(_: &Summaries) -> Vec<[f64; 4]> {
        vec![[1.0, 1.0, 0.5, 4.0], [0.3, 1.0, 0.5, 1.0], [2.0, 8.0, 1.0, 20.0]]
    }
}

/// A whole number of opportunities as a place in a list.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number that is not negative"
)]
fn rounded(opportunities: f64) -> usize {
    opportunities as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customers::Unit;
    use crate::value::clv::cdnow::assert_digits;
    use crate::value::clv::fit::tests::{assert_derivatives, assert_reference};
    use proptest::prelude::*;

    fn golden() -> serde_json::Value {
        let golden: serde_json::Value = serde_json::from_str(include_str!("../../../tests/golden/bgbb.json")).unwrap();
        golden["donations"].clone()
    }

    fn donors() -> Vec<(History, u32)> {
        let rows = include_str!("../../../tests/data/donations.csv").lines().skip(1);
        rows.map(|row| {
            let numbers: Vec<u32> = row.split(',').map(|cell| cell.parse().unwrap()).collect();
            let [x, t_x, n, count] = numbers[..] else { panic!("{row}") };
            (
                History {
                    x,
                    t_x: f64::from(t_x),
                    age: f64::from(n),
                },
                count,
            )
        })
        .collect()
    }

    #[test]
    fn the_papers_fit() {
        let data = Summaries::counted(&donors(), Unit::Year).unwrap();
        let fit = assert_reference::<BgBb, 4>(data, &golden()["fit"]).fit;
        // Fader, Hardie & Shang (2010), table 2.
        for (letter, printed) in [("alpha", 1.204), ("beta", 0.750), ("gamma", 0.657), ("delta", 2.783)] {
            assert!((fit.params.get(letter).unwrap() - printed).abs() < 5e-4, "{letter}");
        }
        assert!((fit.log_likelihood + 33225.6).abs() < 0.05);
    }

    #[test]
    fn every_prediction_of_the_golden_table() {
        let golden = golden();
        let model = BgBb::from_parameters(BgBb::LETTERS.map(|letter| golden["fit"]["params"][letter].as_f64().unwrap()));
        for (row, (history, _)) in golden["predictions"].as_array().unwrap().iter().zip(donors()) {
            assert_eq!((row["x"].as_u64(), row["T"].as_f64()), (Some(history.x.into()), Some(history.age)));
            assert_digits("P(alive)", model.p_alive(&history), &row["p_alive"], 12);
            assert_digits("five years", model.expected_purchases(&history, 5.0), &row["expected_5"], 12);
            assert_digits("DERT", model.dert(&history, golden["delta"].as_f64().unwrap()), &row["dert"], 11);
        }
        assert_digits("new", model.new_customer(&[5.0])[0], &golden["new_customer_5"], 12);
    }

    #[test]
    fn expected_purchases_pass_smoothly_through_gamma_equal_to_one() {
        let at = |gamma| {
            let model = BgBb {
                alpha: 1.2,
                beta: 0.7,
                gamma,
                delta: 2.8,
            };
            model.purchases_if_alive(&History { x: 2, t_x: 4.0, age: 6.0 }, &[7.0])[0]
        };
        // The terms one by one.
        let plain = |gamma: f64| {
            let survives = |j: u32| (0..j).map(|i| (8.8 + f64::from(i)) / (8.8 + gamma + f64::from(i))).product::<f64>();
            3.2 / 7.9 * (1..=7).map(survives).sum::<f64>()
        };
        for gamma in [0.9, 1.0 - 1.1e-4, 1.0 - 9e-5, 1.0 - 1e-7, 1.0, 1.0 + 9e-5, 1.0 + 1.1e-4, 3.0] {
            assert!(
                (at(gamma) / plain(gamma) - 1.0).abs() < 3e-9,
                "{gamma}: {} {}",
                at(gamma),
                plain(gamma)
            );
        }
    }

    proptest! {
        #[test]
        fn derivatives_agree_with_central_differences(
            point in proptest::array::uniform4(-1.5..2.5), n in 0_u32..12, last in 0_u32..12, x in 0_u32..12,
        ) {
            let (t_x, x) = (last.min(n), x.min(last.min(n)));
            let (t_x, x) = if x == 0 { (0, 0) } else { (t_x, x) };
            let history = History { x, t_x: f64::from(t_x), age: f64::from(n) };
            let data = Summaries::new(&[history], Unit::Week).unwrap();
            // P(alive) is the first term's share.
            let model = BgBb::from_parameters(point.map(exp));
            prop_assert!((0.0..=1.0).contains(&model.p_alive(&history)));
            assert_derivatives::<BgBb, 4>(&data, &point);
        }

        #[test]
        fn all_that_can_happen_adds_up_to_one(point in proptest::array::uniform4(-1.5..2.0)) {
            // Every way to take or let pass four opportunities.
            let ways = (0_u32..16).map(|taken| {
                let x = taken.count_ones();
                let t_x = if taken == 0 { 0 } else { 32 - taken.leading_zeros() };
                let history = History { x, t_x: f64::from(t_x), age: 4.0 };
                exp(BgBb::log_likelihood(&Summaries::new(&[history], Unit::Week).unwrap(), Jet::variables(&point)).value)
            });
            prop_assert!((ways.sum::<f64>() - 1.0).abs() < 1e-12);
        }
    }
}
