//! Pareto/NBD: purchases at a rate of one's own, until an unseen end that may
//! come at any moment.
//!
//! **What it answers.** Is this customer still a customer, and how many
//! purchases are to come?
//!
//! **Assumptions.** (i) While alive a customer purchases by a Poisson process
//! with rate λ; (ii) λ ~ Gamma(r, α) over customers; (iii) the lifetime is
//! exponential with rate μ; (iv) μ ~ Gamma(s, β) over customers; (v) λ and μ
//! are independent.
//!
//! **Inputs.** x, `t_x`, T of each customer ([`History`]); α and β are in the
//! unit of the times, r and s are pure numbers.
//!
//! **Formula.** Likelihood, the integral that equation (18) of \[2\] solves:
//! L = Γ(r+x) αʳ βˢ/Γ(r) · [(α+T)^−(r+x) (β+T)^−s + s I],
//! I = ∫ (α+u)^−(r+x) (β+u)^−(s+1) du over (`t_x`, T).
//! P(alive), section 5.1 of \[2\]: the first term's share of the bracket.
//! Expected purchases are equations (27) and (41) of \[2\]; discounted for ever,
//! \[3\].
//!
//! **Differs from** other packages, which write I as a difference of two ₂F₁:
//! that cancels when `t_x` is near T, and overflows for large x. I is an integral
//! of something positive, and taken as such (`deaths.rs`).
//!
//! **References.** \[1\] Schmittlein, Morrison & Colombo (1987), *Counting your
//! customers: who are they and what will they do next?*, Management Science
//! 33(1), 1–24. \[2\] Fader & Hardie (2005), *A note on deriving the Pareto/NBD
//! model and related expressions*, note 009. \[3\] Fader, Hardie & Lee (2005),
//! *RFM and CLV: using iso-value curves for customer base analysis*, Journal
//! of Marketing Research 42(4), 415–430.

use crate::math::jet::Jet;
use crate::math::quadrature::GaussLegendre;
use crate::math::special::logistic;
use crate::math::variates::{exponential, gamma};
use crate::math::{Random, exp, exp_m1, ln, ln_1p};

use super::btyd::{BuyTillYouDie, History, Summaries, purchase};
use super::deaths::{self, Deaths};
use super::fit::Likelihood;

/// The Pareto/NBD model with its parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ParetoNbd {
    /// The shape of the purchase rates.
    pub r: f64,
    /// The inverse scale of the purchase rates, in units of time.
    pub alpha: f64,
    /// The shape of the death rates.
    pub s: f64,
    /// The inverse scale of the death rates, in units of time.
    pub beta: f64,
}

impl BuyTillYouDie for ParetoNbd {
    fn p_alive(&self, history: &History) -> f64 {
        let Self { r, alpha, s, beta } = *self;
        let x = f64::from(history.x);
        let ln_dead = ln(s) + deaths::ln_integral(self, history);
        logistic(-(r + x) * ln(alpha + history.age) - s * ln(beta + history.age) - ln_dead)
    }

    fn shortest_time(&self) -> f64 {
        self.beta
    }

    fn purchases_if_alive(&self, history: &History, horizons: &[f64]) -> Vec<f64> {
        let life = self.beta + history.age;
        let rate = (self.r + f64::from(history.x)) / (self.alpha + history.age);
        let power = self.s - 1.0;
        let alive_time = |&horizon: &f64| {
            let log = ln_1p(horizon / life);
            // (1 − e^(−(s−1) log))/(s−1), which is log at s = 1.
            if power == 0.0 { log } else { -exp_m1(-power * log) / power }
        };
        horizons.iter().map(|horizon| rate * life * alive_time(horizon)).collect()
    }

    /// Equation (6) of \[3\], whose Tricomi function Ψ(s, s; z) is here the
    /// integral z^(1−s) ∫ e^(−zv) (1+v)^−s dv it stands for, z = δ(β+T).
    fn dert(&self, history: &History, delta: f64) -> f64 {
        let life = self.beta + history.age;
        let rate = (self.r + f64::from(history.x)) / (self.alpha + history.age);
        let z = delta * life;
        // In w = ln(1 + v/scale), beyond zv = 40 nothing is left; what falls over less than 1 decides on the scale.
        let scale = 1.0 / (z + self.s).max(1.0);
        let (mut total, mut from) = (0.0, 0.0);
        while z * scale * exp_m1(from) < 40.0 {
            total += GaussLegendre::SIXTEEN.integrate(from, 0.5, |w| {
                let v = scale * exp_m1(w);
                scale * exp(w - self.s * ln_1p(v) - z * v)
            });
            from += 0.5;
        }
        self.p_alive(history) * rate * life * total
    }

    fn simulate(&self, age: f64, random: &mut Random) -> History {
        let rate = gamma(self.r, random) / self.alpha;
        let death = exponential(random) * self.beta / gamma(self.s, random);
        let seen = purchase(rate, age.min(death), random, |_| true);
        History { age, ..seen }
    }
}

impl Likelihood<4> for ParetoNbd {
    const LETTERS: [&'static str; 4] = ["r", "alpha", "s", "beta"];
    type Data = Summaries;

    fn from_parameters([r, alpha, s, beta]: [f64; 4]) -> Self {
        Self { r, alpha, s, beta }
    }

    fn log_likelihood(data: &Summaries, [ln_r, ln_alpha, ln_s, ln_beta]: [Jet<4>; 4]) -> Jet<4> {
        let [r, alpha, s, beta] = [ln_r, ln_alpha, ln_s, ln_beta].map(Jet::exp);
        let model = Self::from_parameters([r, alpha, s, beta].map(|jet| jet.value));
        let constant = r * ln_alpha + s * ln_beta - r.ln_gamma();
        let of_time = |&time: &f64| ((alpha + time).ln(), s * (beta + time).ln());
        let times: Vec<(Jet<4>, Jet<4>)> = data.times().iter().map(of_time).collect();
        data.by_x(|x, places| {
            let head = constant + (r + f64::from(x)).ln_gamma();
            let power = -(r + f64::from(x));
            let deaths = Deaths::new(&model, x, data.times(), places.len());
            let mut sum = Jet::constant(0.0);
            for place in places {
                let (t_x, age) = data.times_of(place);
                let (ln_alpha, s_ln_beta) = &times[age];
                let alive = power * *ln_alpha - *s_ln_beta;
                let either = if t_x < age {
                    alive.ln_add_exp(ln_s + deaths.ln_integral(t_x, age))
                } else {
                    alive
                };
                sum += (head + either) * data.count_of(place);
            }
            sum
        })
    }

    fn likeness(data: &Summaries) -> Option<Summaries> {
        data.likeness()
    }

    fn starts(data: &Summaries) -> Vec<[f64; 4]> {
        let (age, rate) = data.scale();
        [(1.0, 1.0), (0.4, 0.4), (3.0, 0.6)]
            .map(|(r, s)| [r, 0.5 * r / rate, s, s * age])
            .to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customers::Unit;
    use crate::math::hyp2f1::ln_hyp2f1;
    use crate::value::clv::cdnow;
    use crate::value::clv::fit::tests::{assert_derivatives, assert_reference};
    use proptest::prelude::*;

    #[test]
    fn the_reference_fit() {
        assert_reference::<ParetoNbd, 4>(cdnow::calibration(), &cdnow::golden()["sample"]["fits"]["paretonbd"]);
    }

    #[test]
    fn the_fit_of_all_of_cdnow() {
        let golden = cdnow::golden();
        let (histories, _) = cdnow::histories(&cdnow::master(), "1998-06-30");
        assert_reference::<ParetoNbd, 4>(
            Summaries::new(&histories, Unit::Week).unwrap(),
            &golden["master"]["fits"]["paretonbd"],
        );
    }

    #[test]
    fn every_prediction_of_the_golden_table() {
        let golden = cdnow::golden();
        let model = ParetoNbd::from_parameters(cdnow::parameters(&golden, "paretonbd", ParetoNbd::LETTERS));
        cdnow::assert_predictions(&golden, "paretonbd", &model);
        let known = History {
            x: 26,
            t_x: 30.86,
            age: 31.0,
        };
        let expected = &golden["sample"]["paretonbd_1516_tx30.86_52weeks"];
        cdnow::assert_digits("customer 1516", model.expected_purchases(&known, 52.0), expected, 10);
    }

    #[test]
    fn purchases_discounted_for_ever() {
        // Fader, Hardie & Lee (2005), JMR, and its companion spreadsheet.
        let golden = &cdnow::golden()["dert_example"];
        let model = ParetoNbd::from_parameters(ParetoNbd::LETTERS.map(|letter| golden[letter].as_f64().unwrap()));
        let history = History {
            x: 7,
            t_x: 35.0,
            age: 77.86,
        };
        cdnow::assert_digits("DERT", model.dert(&history, 0.0027), &golden["dert"], 10);
    }

    #[test]
    fn purchases_for_ever_of_customers_who_are_all_alike() {
        // Rates and deaths that hardly vary: λ = 0.1 and μ = 0.02 for everyone, so DERT = λ/(μ + δ).
        let (delta, much) = (0.002, 1e9);
        let model = ParetoNbd {
            r: 0.1 * much,
            alpha: much,
            s: 0.02 * much,
            beta: much,
        };
        let dert = model.dert(&History::NEW, delta);
        assert!((dert * (0.02 + delta) / 0.1 - 1.0).abs() < 1e-6, "{dert}");
        // The same in the form that everyone's figures are computed by.
        let forever = super::super::periods::Periods::forever(delta, model.shortest_time());
        let found = forever.discounted(&model.new_customer(&forever.points));
        assert!((found / dert - 1.0).abs() < 1e-9, "{found} {dert}");
    }

    #[test]
    fn a_customer_seen_at_the_last_moment_is_alive() {
        let model = ParetoNbd {
            r: 0.5,
            alpha: 10.0,
            s: 0.6,
            beta: 11.0,
        };
        assert_eq!(
            model.p_alive(&History {
                x: 3,
                t_x: 20.0,
                age: 20.0
            }),
            1.0
        );
        assert_eq!(model.p_alive(&History::NEW), 1.0);
    }

    #[test]
    fn expected_purchases_pass_smoothly_through_s_equal_to_one() {
        let at = |s| {
            ParetoNbd {
                r: 0.5,
                alpha: 10.0,
                s,
                beta: 11.0,
            }
            .new_customer(&[52.0])[0]
        };
        assert!((at(1.0) - at(1.0 + 1e-9)).abs() < 1e-8);
    }

    proptest! {
        // The closed form of equations (18) to (20) of the note.
        #[test]
        fn the_integral_is_the_difference_of_two_hypergeometric_functions(
            r in 0.05..8.0, alpha in 0.1..60.0, s in 0.05..5.0, beta in 0.1..60.0, x in 0_u32..40, t_x in 0.0..50.0, more in 1.0..50.0,
        ) {
            let model = ParetoNbd { r, alpha, s, beta };
            let history = History { x, t_x, age: t_x + more };
            let found = deaths::ln_integral(&model, &history);
            let a = r + s + f64::from(x);
            let (high, low, b) = if alpha >= beta { (alpha, beta, s + 1.0) } else { (beta, alpha, r + f64::from(x)) };
            let ln_term = |t: f64| ln_hyp2f1(a, b, a + 1.0, (high - low) / (high + t)) - a * ln(high + t);
            let closed = ln_term(t_x) + ln(1.0 - exp(ln_term(history.age) - ln_term(t_x))) - ln(a);
            prop_assert!((found - closed).abs() < 1e-9, "{found} {closed}");
        }

        #[test]
        fn derivatives_agree_with_central_differences(
            point in proptest::array::uniform4(-1.5..2.5), x in 0_u32..20, t_x in 1.0..30.0, more in 0.01..30.0,
        ) {
            let t_x = if x == 0 { 0.0 } else { t_x };
            let data = Summaries::new(&[History { x, t_x, age: t_x + more }], Unit::Week).unwrap();
            assert_derivatives::<ParetoNbd, 4>(&data, &point);
        }
    }
}
