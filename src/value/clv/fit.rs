//! Fitting any of the models: maximum likelihood over log-parameters, a step at a time.

use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::error::{Error, ErrorKind, Result};
use crate::math::jet::Jet;
use crate::math::optimise::{MOST_STEPS, Maximiser, Optimum};
use crate::math::{exp, ln};
use crate::task::{Progress, Task};

/// A model with N positive parameters that can be fitted by maximum likelihood.
pub trait Likelihood<const N: usize>: Sized {
    /// The parameters' letters in the paper, spelled out.
    const LETTERS: [&'static str; N];
    /// What it is fitted to.
    type Data;

    /// The model with these parameters.
    fn from_parameters(parameters: [f64; N]) -> Self;

    /// The log-likelihood of all customers as a function of the logarithms of the parameters.
    fn log_likelihood(data: &Self::Data, ln_parameters: [Jet<N>; N]) -> Jet<N>;

    /// Parameters to start the search from.
    fn starts(data: &Self::Data) -> Vec<[f64; N]>;

    /// Fewer data alike to these, to find out where the starts lead; `None`
    /// when there are few already.
    fn likeness(data: &Self::Data) -> Option<Self::Data>;
}

/// A figure for each parameter, by its letter and in the paper's order.
#[derive(Debug, Clone, Default, PartialEq)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(as = "std::collections::BTreeMap<String, Option<f64>>"))]
pub struct Estimates(Vec<(&'static str, f64)>);

impl Estimates {
    /// The letters with their figures.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, f64)> {
        self.0.iter().copied()
    }

    /// The figures of the letters of a model; `NaN` for those it does not have.
    pub(super) fn array<const N: usize>(&self) -> [f64; N] {
        std::array::from_fn(|place| self.0.get(place).map_or(f64::NAN, |&(_, figure)| figure))
    }

    /// The figure of a letter; `None` when the model has no such parameter.
    pub fn get(&self, letter: &str) -> Option<f64> {
        self.iter().find(|&(own, _)| own == letter).map(|(_, figure)| figure)
    }
}

impl Serialize for Estimates {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

/// A fitted model and how far to trust it.
#[derive(Debug, Clone)]
pub struct Fitted<M, const N: usize> {
    /// The model at the maximum.
    pub model: M,
    /// How the fit went.
    pub fit: FitSummary,
}

/// How a fit went.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct FitSummary {
    /// The estimates.
    pub params: Estimates,
    /// Their standard errors from the observed information, in the same units;
    /// `NaN` where the likelihood does not bend down.
    pub standard_errors: Estimates,
    /// The log-likelihood, without the penalty.
    pub log_likelihood: f64,
    /// Whether a maximum was reached.
    pub converged: bool,
    /// The largest derivative of the objective by the logarithm of a parameter; 0 at a maximum.
    pub gradient_norm: f64,
    /// Steps from the best start to the end.
    pub iterations: u32,
    /// How many starts were tried.
    pub starts: usize,
    /// How many of them led to the same maximum.
    pub starts_agreeing: usize,
    /// A parameter the data do not determine, if there is one.
    pub undetermined: Option<&'static str>,
}

/// A fit under way.
///
/// The objective is ℓ(θ) − `penalty` · Σ (ln θᵢ)²: a penalty above 0 pulls
/// each parameter towards 1 and so holds those that too few customers leave
/// undetermined. Standard errors are those of the objective: with
/// −H the observed information in ln θ, se(θᵢ) = θᵢ √((−H)⁻¹)ᵢᵢ, which at a
/// maximum equals the one from the information in θ itself.
///
/// Where there are many data, all starts first climb the likelihood of a
/// [likeness](Likelihood::likeness) of them; from each different end (there
/// is nearly always one) the likelihood of all data is climbed to its maximum.
pub struct FitTask<M: Likelihood<N>, const N: usize> {
    data: Arc<M::Data>,
    penalty: f64,
    scout: Option<Scout<M::Data, N>>,
    search: Maximiser<N>,
    /// The start of `search` that each start of the model led to.
    led_to: Vec<usize>,
}

/// The search on a likeness of the data.
struct Scout<D, const N: usize> {
    data: D,
    search: Maximiser<N>,
}

impl<M: Likelihood<N>, const N: usize> FitTask<M, N> {
    /// Stands at the first start.
    pub fn start(data: Arc<M::Data>, penalty: f64) -> Self {
        let starts: Vec<[f64; N]> = M::starts(&data).into_iter().map(|start| start.map(ln)).collect();
        let scout = M::likeness(&data).map(|data| Scout {
            data,
            search: Maximiser::new(starts.clone()),
        });
        Self {
            data,
            penalty,
            scout,
            led_to: (0..starts.len()).collect(),
            search: Maximiser::new(starts),
        }
    }

    /// Stands at one start, parameters that are near the maximum.
    pub fn near(data: Arc<M::Data>, penalty: f64, parameters: [f64; N]) -> Self {
        Self {
            data,
            penalty,
            scout: None,
            led_to: vec![0],
            search: Maximiser::new(vec![parameters.map(ln)]),
        }
    }

    /// Goes on with all data from where the scout has come.
    fn follow(&mut self) {
        if let Some(scout) = self.scout.take().filter(|scout| scout.search.has_begun()) {
            let (ends, led_to) = scout.search.ends();
            self.search = Maximiser::new(ends);
            self.led_to = led_to;
        }
    }

    fn summarise(&self, optimum: &Optimum<N>) -> FitSummary {
        let penalty: f64 = optimum.point.iter().map(|ln| self.penalty * ln * ln).sum();
        let named = |figure: &dyn Fn(usize) -> f64| Estimates((0..N).map(|i| (M::LETTERS[i], figure(i))).collect());
        let theta = optimum.point.map(exp);
        FitSummary {
            params: named(&|i| theta[i]),
            standard_errors: named(&|i| theta[i] * optimum.covariance[i][i].sqrt()),
            log_likelihood: optimum.value + penalty,
            converged: optimum.converged,
            gradient_norm: optimum.gradient_norm,
            iterations: optimum.iterations,
            starts: self.led_to.len(),
            starts_agreeing: self
                .led_to
                .iter()
                .filter(|&&start| optimum.reached_by.get(start) == Some(&true))
                .count(),
            undetermined: optimum.flat.map(|i| M::LETTERS[i]),
        }
    }
}

/// The penalised log-likelihood.
fn objective<M: Likelihood<N>, const N: usize>(data: &M::Data, penalty: f64, point: &[f64; N]) -> Jet<N> {
    let variables = Jet::variables(point);
    let likelihood = M::log_likelihood(data, variables);
    variables
        .into_iter()
        .fold(likelihood, |objective, ln| objective + ln * ln * -penalty)
}

impl<M: Likelihood<N>, const N: usize> Task for FitTask<M, N> {
    type Output = Fitted<M, N>;

    fn step(&mut self) -> Result<Progress> {
        let penalty = self.penalty;
        let reached = match &mut self.scout {
            Some(Scout { data, search }) => search.step(&|point: &[f64; N]| objective::<M, N>(data, penalty, point)),
            None => self.search.step(&|point: &[f64; N]| objective::<M, N>(&self.data, penalty, point)),
        };
        let is_scouting = self.scout.is_some();
        if is_scouting && reached.finished {
            self.follow();
        }
        Ok(Progress {
            stage: if is_scouting { "scout" } else { "fit" },
            done: reached.steps,
            total: MOST_STEPS,
            objective: Some(reached.value),
            finished: reached.finished && !is_scouting,
        })
    }

    fn finish(mut self: Box<Self>) -> Result<Fitted<M, N>> {
        self.follow();
        if !self.search.has_begun() {
            self.step()?;
        }
        let optimum = self.search.highest().filter(|optimum| optimum.value.is_finite()).ok_or_else(|| {
            Error::new(
                ErrorKind::TooFew,
                "The model's likelihood cannot be computed for these customers. Check the dates and amounts, or choose a longer window.",
                "无法为这些客户计算模型的似然。请检查日期与金额，或选择更长的时间范围。",
            )
        })?;
        Ok(Fitted {
            model: M::from_parameters(optimum.point.map(exp)),
            fit: self.summarise(&optimum),
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::task::complete;
    use crate::value::clv::cdnow::assert_digits;

    /// Fits and compares with a reference fit: six digits, and the log-likelihood to 10⁻⁶.
    pub fn assert_reference<M: Likelihood<N> + 'static, const N: usize>(data: M::Data, reference: &serde_json::Value) -> Fitted<M, N> {
        let fitted = complete(Box::new(FitTask::<M, N>::start(Arc::new(data), 0.0))).unwrap();
        let fit = &fitted.fit;
        assert!(fit.converged && fit.gradient_norm < 1e-4 && fit.undetermined.is_none(), "{fit:?}");
        assert_eq!(fit.starts_agreeing, fit.starts);
        for letter in M::LETTERS {
            assert_digits(letter, fit.params.get(letter).unwrap(), &reference["params"][letter], 7);
            assert_digits(
                letter,
                fit.standard_errors.get(letter).unwrap(),
                &reference["standard_errors"][letter],
                6,
            );
        }
        assert!((fit.log_likelihood - reference["log_likelihood"].as_f64().unwrap()).abs() < 1e-6);
        fitted
    }

    /// The derivatives of a log-likelihood at a point against central differences.
    pub fn assert_derivatives<M: Likelihood<N>, const N: usize>(data: &M::Data, point: &[f64; N]) {
        let at = |point: &[f64; N]| M::log_likelihood(data, Jet::variables(point));
        let centre = at(point);
        let h = 1e-4;
        for i in 0..N {
            let (mut ahead, mut behind) = (*point, *point);
            ahead[i] += h;
            behind[i] -= h;
            let (ahead, behind) = (at(&ahead), at(&behind));
            let slope = (ahead.value - behind.value) / (2.0 * h);
            assert!(
                (slope - centre.gradient[i]).abs() < 1e-6 * (1.0 + slope.abs()),
                "{i}: {slope} {centre:?}"
            );
            for j in 0..N {
                let bend = (ahead.gradient[j] - behind.gradient[j]) / (2.0 * h);
                assert!(
                    (bend - centre.hessian[i][j]).abs() < 1e-5 * (1.0 + bend.abs()),
                    "{i} {j}: {bend} {centre:?}"
                );
            }
        }
    }
}
