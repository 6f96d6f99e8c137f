//! Parametric bootstrap: how far the estimates would lie from the truth if the
//! fitted model were the truth.
//!
//! As many customers as there are, each observed as long, are simulated from
//! the fitted models; the models are fitted to them, and everything that is
//! predicted is predicted anew with each such fit. What lies between the 2.5 %
//! and the 97.5 % quantile of these predictions is the interval. It tells how
//! little the data say about the parameters; that a customer may do by chance
//! more or less than is expected comes on top, and so does a wrong model.
//!
//! **Reference.** Efron & Tibshirani (1993), *An introduction to the
//! bootstrap*, chapters 6 and 13.

use std::sync::Arc;

use rand_core::SeedableRng;

use crate::customers::Unit;
use crate::error::Result;
use crate::math::Random;
use crate::task::{Progress, Started, Task};

use super::btyd::{History, Summaries};
use super::fit::{Estimates, FitTask, Fitted};
use super::gammagamma::{GammaGamma, Spends};
use super::models::{Fits, FittedPurchases, Model};

/// So many customers are simulated in one step.
const SLICE: usize = 10_000;

/// The models fitted to data simulated from the models.
pub(super) struct Bootstrap {
    truth: Truth,
    random: Random,
    rounds: u32,
    done: u32,
    /// `None` only after a stage could not be left.
    stage: Option<Stage>,
    /// What each round led to.
    pub draws: Vec<Fits>,
    /// Rounds whose fit did not converge, or whose data had nothing to fit.
    pub failed: u32,
}

/// What is simulated from.
struct Truth {
    model: Model,
    fits: Fits,
    purchases: Estimates,
    penalty: f64,
    unit: Unit,
    /// The ages of all customers, each with the number of customers.
    ages: Vec<(f64, u32)>,
}

enum Stage {
    /// Customers are simulated; the place among the ages, and how many of that age there are already.
    Simulate(Vec<(History, u32)>, usize, u32),
    Purchases(Started<FittedPurchases>, Option<Arc<Spends>>),
    Spend(FittedPurchases, Box<FitTask<GammaGamma, 3>>),
}

impl Stage {
    const BEGIN: Self = Self::Simulate(Vec::new(), 0, 0);
}

impl Bootstrap {
    /// Stands before the first round.
    pub fn start(model: Model, fits: Fits, estimates: Estimates, data: &Summaries, penalty: f64, rounds: u32, seed: u64) -> Self {
        let mut ages: Vec<(f64, u32)> = Vec::new();
        for (age, count) in data.ages() {
            match ages.last_mut() {
                Some((last, customers)) if *last == age => *customers += count,
                _ => ages.push((age, count)),
            }
        }
        Self {
            truth: Truth {
                model,
                fits,
                purchases: estimates,
                penalty,
                unit: data.unit(),
                ages,
            },
            random: Random::seed_from_u64(seed),
            rounds,
            done: 0,
            stage: Some(Stage::BEGIN),
            draws: Vec::new(),
            failed: 0,
        }
    }

    /// Goes a step on.
    ///
    /// # Errors
    /// Those of the fits.
    pub fn step(&mut self) -> Result<Progress> {
        if self.done < self.rounds {
            self.stage = match self.stage.take() {
                Some(Stage::Simulate(customers, age, of_age)) => self.simulate(customers, age, of_age)?,
                Some(Stage::Purchases(mut fit, spends)) => match fit.step() {
                    Ok(progress) if !progress.finished => Some(Stage::Purchases(fit, spends)),
                    // A surface that cannot be climbed is a round that failed.
                    _ => Some(match (fit.finish(), spends, &self.truth.fits.spend) {
                        (Ok(purchases), Some(spends), Some(GammaGamma { p, q, v })) => {
                            Stage::Spend(purchases, Box::new(FitTask::near(spends, 0.0, [*p, *q, *v])))
                        }
                        (purchases, ..) => self.end(purchases.ok(), None),
                    }),
                },
                Some(Stage::Spend(purchases, mut fit)) => match fit.step() {
                    Ok(progress) if !progress.finished => Some(Stage::Spend(purchases, fit)),
                    _ => Some(self.end(Some(purchases), fit.finish().ok())),
                },
                None => None,
            };
        }
        Ok(Progress {
            stage: "bootstrap",
            done: self.done,
            total: self.rounds,
            objective: None,
            finished: self.done >= self.rounds || self.stage.is_none(),
        })
    }

    /// Simulates some customers more, then begins their fit.
    fn simulate(&mut self, mut customers: Vec<(History, u32)>, mut age: usize, mut of_age: u32) -> Result<Option<Stage>> {
        let Truth {
            model,
            fits,
            purchases,
            penalty,
            unit,
            ages,
        } = &self.truth;
        for _ in 0..SLICE {
            let Some(&(length, count)) = ages.get(age) else { break };
            let seen = fits.purchases.simulate(length, &mut self.random);
            // Orders are dated by the day.
            let t_x = if fits.purchases.is_discrete() {
                seen.t_x
            } else {
                ((seen.t_x * unit.days()).ceil() / unit.days()).min(length)
            };
            customers.push((History { t_x, ..seen }, 1));
            of_age += 1;
            if of_age == count {
                (age, of_age) = (age + 1, 0);
            }
        }
        if age < ages.len() {
            return Ok(Some(Stage::Simulate(customers, age, of_age)));
        }
        let data = Summaries::counted(&customers, *unit)?;
        if data.check_repeats().is_err() {
            return Ok(Some(self.end(None, None)));
        }
        let random = &mut self.random;
        let spends = fits.spend.as_ref().map(|spend| {
            let repeaters = customers.iter().filter(|(history, _)| history.x > 0);
            Spends::new(repeaters.map(|(history, _)| (history.x, spend.simulate(history.x, random))))
        });
        let fit = model.fit_near(Arc::new(data), *penalty, purchases);
        Ok(Some(Stage::Purchases(fit, spends.and_then(Result::ok).map(Arc::new))))
    }

    /// Ends a round with what it led to, if anything.
    fn end(&mut self, purchases: Option<FittedPurchases>, spend: Option<Fitted<GammaGamma, 3>>) -> Stage {
        let wants_spend = self.truth.fits.spend.is_some();
        let converged = purchases.as_ref().is_some_and(|fitted| fitted.fit.converged)
            && (!wants_spend || spend.as_ref().is_some_and(|fitted| fitted.fit.converged));
        self.failed += u32::from(!converged);
        if let Some(fitted) = purchases.filter(|_| !wants_spend || spend.is_some()) {
            self.draws.push(Fits {
                purchases: fitted.model,
                spend: spend.map(|fitted| fitted.model),
            });
        }
        self.done += 1;
        Stage::BEGIN
    }
}
