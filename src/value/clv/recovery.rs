//! What is simulated from a model is found again by its fit.

use std::sync::Arc;

use rand_core::SeedableRng;

use crate::customers::Unit;
use crate::math::jet::Jet;
use crate::math::{Random, exp, ln, sum, uniform};
use crate::task::complete;

use super::fit::{FitSummary, FitTask, Likelihood};
use super::gammagamma::Spends;
use super::{BgBb, BgNbd, BuyTillYouDie, GammaGamma, History, MbgNbd, Nbd, ParetoNbd, Summaries};

/// Simulated shops.
const SHOPS: u32 = 50;
/// Customers of each.
const CUSTOMERS: u32 = 4_000;
/// Half of a 95 % interval in standard errors.
const HALF: f64 = 1.959_963_984_540_054;

/// A parameter between two bounds, even on a logarithmic scale.
fn between(low: f64, high: f64, random: &mut Random) -> f64 {
    low * exp(uniform(random) * ln(high / low))
}

/// Whether the interval of each parameter, even on the scale on which it was fitted, holds the truth.
fn covered<const N: usize>(fit: &FitSummary, letters: [&str; N], truth: [f64; N]) -> [bool; N] {
    std::array::from_fn(|place| {
        let estimate = fit.params.get(letters[place]).unwrap();
        let error = fit.standard_errors.get(letters[place]).unwrap() / estimate;
        ln(truth[place] / estimate).abs() <= HALF * error
    })
}

/// Prints and judges how often the intervals held the truth.
#[expect(clippy::print_stdout, reason = "the result is what the test is run for")]
fn judge<const N: usize>(name: &str, letters: [&str; N], found: &[Option<[bool; N]>]) {
    let kept: Vec<[bool; N]> = found.iter().flatten().copied().collect();
    let share = |place: usize| kept.iter().filter(|covered| covered[place]).count() as f64 / kept.len() as f64;
    let shares: Vec<String> = (0..N).map(|place| format!("{} {:.2}", letters[place], share(place))).collect();
    let all = sum((0..N).map(share)) / N as f64;
    println!(
        "{name}: {} of {} converged; {}; all {all:.3}",
        kept.len(),
        found.len(),
        shares.join(", ")
    );
    assert!(kept.len() * 10 >= found.len() * 9, "{name}");
    assert!((0.90..=0.99).contains(&all), "{name}: {all}");
}

fn recovered<M, const N: usize>(name: &str, bounds: [(f64, f64); N])
where
    M: Likelihood<N, Data = Summaries> + BuyTillYouDie + 'static,
{
    let mut random = Random::seed_from_u64(5);
    let found: Vec<_> = (0..SHOPS)
        .map(|_| {
            let truth = bounds.map(|(low, high)| between(low, high, &mut random));
            let model = M::from_parameters(truth);
            let customers: Vec<History> = (0..CUSTOMERS)
                .map(|_| {
                    let age = (30.0 + 75.0 * uniform(&mut random)).round();
                    model.simulate(age, &mut random)
                })
                .collect();
            let data = Summaries::new(&customers, Unit::Week).unwrap();
            let fit = complete(Box::new(FitTask::<M, N>::start(Arc::new(data), 0.0))).unwrap().fit;
            fit.converged.then(|| covered(&fit, M::LETTERS, truth))
        })
        .collect();
    judge(name, M::LETTERS, &found);
}

#[test]
#[ignore = "takes minutes; its result stands in docs/models.md"]
fn intervals_hold_the_truth() {
    let rates = [(0.2, 2.0), (3.0, 20.0)];
    recovered::<Nbd, 2>("NBD", rates);
    recovered::<BgNbd, 4>("BG/NBD", [rates[0], rates[1], (0.4, 2.0), (1.0, 5.0)]);
    recovered::<MbgNbd, 4>("MBG/NBD", [rates[0], rates[1], (0.4, 2.0), (1.0, 5.0)]);
    recovered::<ParetoNbd, 4>("Pareto/NBD", [rates[0], rates[1], (0.4, 2.0), (5.0, 30.0)]);
    recovered::<BgBb, 4>("BG/BB", [(0.4, 2.0), (1.0, 5.0), (0.4, 2.0), (5.0, 30.0)]);
    let mut random = Random::seed_from_u64(5);
    let found: Vec<_> = (0..SHOPS)
        .map(|_| {
            let truth = [(1.0, 10.0), (2.0, 8.0), (5.0, 50.0)].map(|(low, high)| between(low, high, &mut random));
            let model = GammaGamma::from_parameters(truth);
            let spends: Vec<(u32, f64)> = (0..CUSTOMERS)
                .map(|customer| {
                    let x = 1 + customer % 6;
                    (x, model.simulate(x, &mut random))
                })
                .collect();
            let data = Spends::new(spends).unwrap();
            let fit = complete(Box::new(FitTask::<GammaGamma, 3>::start(Arc::new(data), 0.0)))
                .unwrap()
                .fit;
            fit.converged.then(|| covered(&fit, GammaGamma::LETTERS, truth))
        })
        .collect();
    judge("Gamma-Gamma", GammaGamma::LETTERS, &found);
}

/// What the model says of customers at random is what happens to simulated ones, within five standard errors.
fn simulates_itself<M: Likelihood<4, Data = Summaries> + BuyTillYouDie>(parameters: [f64; 4]) {
    let (model, n, age) = (M::from_parameters(parameters), 40_000, 39.0);
    let mut random = Random::seed_from_u64(9);
    let customers: Vec<History> = (0..n).map(|_| model.simulate(age, &mut random)).collect();
    assert!(
        customers
            .iter()
            .all(|&History { x, t_x, age: observed }| { observed == age && t_x <= age && (x == 0) == (t_x == 0.0) })
    );
    let x = |history: &History| f64::from(history.x);
    let mean = sum(customers.iter().map(x)) / f64::from(n);
    let variance = sum(customers.iter().map(|history| (x(history) - mean) * (x(history) - mean))) / f64::from(n);
    let expected = model.new_customer(&[age])[0];
    assert!(
        (mean - expected).abs() < 5.0 * (variance / f64::from(n)).sqrt(),
        "{mean} {expected}"
    );
    let never = Summaries::new(&[History { x: 0, t_x: 0.0, age }], Unit::Week).unwrap();
    let never = exp(M::log_likelihood(&never, Jet::variables(&parameters.map(ln))).value);
    let share = customers.iter().filter(|history| history.x == 0).count() as f64 / f64::from(n);
    assert!(
        (share - never).abs() < 5.0 * (never * (1.0 - never) / f64::from(n)).sqrt(),
        "{share} {never}"
    );
    // Who is alive at the end purchases on; what is expected of each adds up to what comes.
    let later = model.new_customer(&[age + 26.0])[0] - expected;
    let foreseen = sum(customers.iter().map(|history| model.expected_purchases(history, 26.0))) / f64::from(n);
    assert!((foreseen - later).abs() < 0.03 * later, "{foreseen} {later}");
}

#[test]
fn every_model_simulates_what_it_says() {
    simulates_itself::<BgNbd>([0.6, 4.4, 0.8, 2.4]);
    simulates_itself::<MbgNbd>([0.6, 4.4, 0.8, 2.4]);
    simulates_itself::<ParetoNbd>([0.6, 10.0, 0.6, 11.0]);
}
