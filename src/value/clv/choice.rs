//! Which model of purchases suits these customers: all of them side by side.
//!
//! **What it answers.** How well each model describes what customers did, how
//! well it foresees what they did next, and which one to use.
//!
//! **Inputs.** Those of [`Clv`](super::Clv). The models are fitted to the
//! purchases up to `calibration_end`, unless given the day with two thirds of
//! the days before it; what came after is set against what each expected.
//!
//! **Formula.** With k parameters, n customers and the largest log-likelihood ℓ:
//! AIC = 2k − 2ℓ \[1\], BIC = k ln n − 2ℓ \[2\]; errors as in
//! [`Holdout`].
//!
//! **Recommendation.** Of the fits that converged, those count whose RMSE in the
//! hold-out period is within 1 % of the smallest; of these the one with the
//! smallest AIC. Without a hold-out period the smallest AIC decides alone. NBD,
//! in which nobody leaves, is recommended only where no other fit converged;
//! BG/BB, which counts periods with a purchase, describes something else than the
//! others, so its figures stand beside theirs and are not compared.
//!
//! **References.** \[1\] Akaike (1974), *A new look at the statistical model
//! identification*, IEEE Transactions on Automatic Control 19(6), 716–723.
//! \[2\] Schwarz (1978), *Estimating the dimension of a model*, Annals of
//! Statistics 6(2), 461–464.

use serde::{Deserialize, Serialize};

use crate::analysis::{Analysis, Params, Report};
use crate::customers::{Grain, Unit};
use crate::error::Result;
use crate::explain::Explanation;
use crate::frame::Frame;
use crate::ledger::Day;
use crate::math::ln;
use crate::task::{Progress, Started, Task};
use crate::text::{Notice, Text};
use crate::workspace::{Scope, Window, Workspace};

use super::fit::FitSummary;
use super::holdout::Holdout;
use super::models::Model;
use super::{ClvParams, ClvReport, start};

/// Errors in the hold-out period that differ by less are as good as equal.
const AS_GOOD: f64 = 0.01;

/// The settings of [`Choice`].
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(optional_fields = nullable))]
#[serde(default, deny_unknown_fields)]
pub struct ChoiceParams {
    /// The unit of time of the models
    pub unit: Unit,
    /// The last day the models may learn from; unless given, two thirds of the days come before it
    pub calibration_end: Option<Day>,
    /// The last day they are tested on, at most that of the last order; the last day considered unless given
    pub holdout_end: Option<Day>,
    /// How strongly the parameters are held near 1; 0 is maximum likelihood
    pub penalty: f64,
    /// Which lines make one purchase
    pub grain: Grain,
}

impl Params for ChoiceParams {
    fn check(&self) -> Result<()> {
        self.clv(Model::default(), self.calibration_end.or(self.holdout_end)).check()
    }
}

impl ChoiceParams {
    fn clv(&self, model: Model, calibration_end: Option<Day>) -> ClvParams {
        ClvParams {
            model,
            unit: self.unit,
            calibration_end,
            holdout_end: self.holdout_end,
            penalty: self.penalty,
            grain: self.grain,
            ..ClvParams::default()
        }
    }
}

/// The models side by side.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ChoiceReport {
    /// The window the models are fitted to; a ready-made summary has none.
    pub window: Option<Window>,
    /// The settings it was computed with; a day that was not given is filled in.
    pub settings: ChoiceParams,
    /// The number of customers they are fitted to.
    pub customers: usize,
    /// How many of them purchased more than once.
    pub repeaters: usize,
    /// The models, the default first.
    pub models: Vec<ModelReport>,
    /// The model to use.
    pub recommended: Model,
    /// Why.
    pub reason: Text,
    /// What to know to trust it rightly.
    pub notices: Vec<Notice>,
}

/// One of the models.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ModelReport {
    /// Which one.
    pub model: Model,
    /// Its fit.
    #[serde(flatten)]
    pub fit: FitSummary,
    /// Akaike's information criterion; smaller is better.
    pub aic: f64,
    /// Schwarz's information criterion; smaller is better.
    pub bic: f64,
    /// Calibration against hold-out, where there are days for it.
    pub holdout: Option<Holdout>,
}

impl ModelReport {
    fn of(report: ClvReport) -> Self {
        let (parameters, n) = (report.fit.params.iter().count() as f64, report.customers_fitted as f64);
        let deviance = -2.0 * report.fit.log_likelihood;
        Self {
            model: report.model,
            aic: 2.0 * parameters + deviance,
            bic: parameters * ln(n) + deviance,
            holdout: report.holdout,
            fit: report.fit,
        }
    }

    fn rmse(&self) -> Option<f64> {
        self.holdout.as_ref().map(|holdout| holdout.rmse)
    }
}

impl Report for ChoiceReport {
    fn frame(&self) -> Option<&Frame> {
        None
    }

    fn explain(&self, _: usize) -> Option<Explanation> {
        None
    }
}

/// The models of purchases side by side.
pub struct Choice;

impl Analysis for Choice {
    const NAME: &'static str = "models";
    const ABOUT: &'static str = "Which model of purchases suits: BG/NBD, MBG/NBD, Pareto/NBD, BG/BB and NBD side by side";
    type Params = ChoiceParams;
    type Report = ChoiceReport;

    fn start(workspace: &Workspace, scope: &Scope, params: &ChoiceParams) -> Result<Started<ChoiceReport>> {
        let calibration_end = match &workspace.content().orders {
            Some(ledger) => params.calibration_end.or_else(|| {
                let window = scope.window(ledger).ok()?;
                let days = window.until.0 - window.since.0;
                // With two days there is nothing to divide.
                (days > 1).then(|| Day(window.since.0 + days * 2 / 3))
            }),
            None => params.calibration_end,
        };
        let mut work = Work {
            workspace: workspace.clone(),
            scope: *scope,
            params: ChoiceParams {
                calibration_end,
                ..params.clone()
            },
            current: None,
            done: Vec::new(),
        };
        // What cannot be analysed is said at once.
        work.begin()?;
        Ok(Box::new(work))
    }
}

/// One model after the other.
struct Work {
    workspace: Workspace,
    scope: Scope,
    params: ChoiceParams,
    current: Option<Started<ClvReport>>,
    done: Vec<ClvReport>,
}

impl Work {
    /// Begins the next model, if there is one.
    fn begin(&mut self) -> Result<()> {
        self.current = match Model::ALL.get(self.done.len()) {
            Some(&model) => {
                let params = self.params.clv(model, self.params.calibration_end);
                Some(start(&self.workspace, &self.scope, &params)?)
            }
            None => None,
        };
        Ok(())
    }
}

impl Task for Work {
    type Output = ChoiceReport;

    fn step(&mut self) -> Result<Progress> {
        let Some(current) = &mut self.current else {
            return Ok(Progress::FINISHED);
        };
        let progress = current.step()?;
        if progress.finished {
            if let Some(current) = self.current.take() {
                self.done.push(current.finish()?);
            }
            self.begin()?;
        }
        Ok(Progress {
            finished: self.current.is_none(),
            ..progress
        })
    }

    fn finish(mut self: Box<Self>) -> Result<ChoiceReport> {
        // Cut short, every model gives what it has.
        while let Some(current) = self.current.take() {
            self.done.push(current.finish()?);
            self.begin()?;
        }
        let mut notices: Vec<Notice> = Vec::new();
        let (mut window, mut customers, mut repeaters) = (None, 0, 0);
        for report in &self.done {
            (window, customers, repeaters) = (report.window, report.customers_fitted, report.repeaters);
            for notice in &report.notices {
                if !OF_ONE_MODEL.contains(&notice.code) && notices.iter().all(|other| other.code != notice.code) {
                    notices.push(notice.clone());
                }
            }
        }
        let models: Vec<ModelReport> = self.done.into_iter().map(ModelReport::of).collect();
        let (recommended, reason) = recommend(&models);
        Ok(ChoiceReport {
            window,
            settings: self.params,
            customers,
            repeaters,
            models,
            recommended,
            reason,
            notices,
        })
    }
}

/// Notices that are about one model, or about what is not shown here.
const OF_ONE_MODEL: [&str; 12] = [
    "no_margin",
    "costs_unused",
    "margin_odd",
    "costs_unknown",
    "one_time_alive",
    "by_period",
    "nobody_leaves",
    "not_converged",
    "spend_unknown",
    "spend_not_converged",
    "mean_spend_infinite",
    "spend_depends_on_frequency",
];

/// The model to use, and why.
fn recommend(models: &[ModelReport]) -> (Model, Text) {
    let candidates: Vec<&ModelReport> = models
        .iter()
        .filter(|row| row.fit.converged && !matches!(row.model, Model::Nbd | Model::BgBb))
        .collect();
    let best = |rows: &[&ModelReport], of: fn(&ModelReport) -> f64| rows.iter().map(|row| of(row)).fold(f64::INFINITY, f64::min);
    let lowest = |rows: &[&ModelReport]| {
        let aic = best(rows, |row| row.aic);
        rows.iter().find(|row| row.aic <= aic).map_or(Model::default(), |row| row.model)
    };
    if candidates.is_empty() {
        let nbd = models.iter().any(|row| row.model == Model::Nbd && row.fit.converged);
        return if nbd {
            (
                Model::Nbd,
                Text::new(
                    "No model in which customers leave converged: there is too little in the data about leaving. NBD, in which nobody does, is all they support; a penalty or a longer window may help.",
                    "没有一个包含流失的模型收敛：数据中关于流失的信息太少，只能支持假定无人流失的 NBD。可尝试惩罚项或更长的时间范围。",
                ),
            )
        } else {
            (
                Model::default(),
                Text::new(
                    "No model converged; take none of them at its word. A penalty or a longer window may help.",
                    "没有一个模型收敛，结果都不可靠。可尝试惩罚项或更长的时间范围。",
                ),
            )
        };
    }
    if candidates.iter().any(|row| row.rmse().is_none()) {
        return (
            lowest(&candidates),
            Text::new(
                "It has the smallest AIC of the models that converged; there are no days to test them on.",
                "在收敛的模型中 AIC 最小；没有可供检验的日子。",
            ),
        );
    }
    let rmse = best(&candidates, |row| row.rmse().unwrap_or(f64::INFINITY));
    let as_good: Vec<&ModelReport> = candidates
        .iter()
        .copied()
        .filter(|row| row.rmse().is_some_and(|own| own <= rmse * (1.0 + AS_GOOD)))
        .collect();
    let reason = if as_good.len() == 1 {
        Text::new(
            format!(
                "Of the models that converged it foresaw the hold-out period best: an error (RMSE) of {rmse:.3} purchases a customer, the others more than 1% larger."
            ),
            format!("在收敛的模型中，它对检验期的预测最准：每位客户的误差（RMSE）为 {rmse:.3} 次购买，其余模型均大 1% 以上。"),
        )
    } else {
        let n = as_good.len();
        Text::new(
            format!(
                "{n} models foresaw the hold-out period equally well (RMSE {rmse:.3} purchases a customer, within 1%); of these it has the smallest AIC."
            ),
            format!("有 {n} 个模型对检验期的预测同样准（每位客户 RMSE {rmse:.3} 次购买，相差不超过 1%），其中它的 AIC 最小。"),
        )
    };
    (lowest(&as_good), reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;
    use crate::ingest::{ImportParams, import};
    use crate::task::complete;
    use crate::value::clv::cdnow::{assert_digits, golden};

    fn cdnow() -> Workspace {
        import(
            "cdnow.txt",
            include_bytes!("../../../tests/data/cdnow_sample.txt"),
            ImportParams::default(),
        )
        .unwrap()
    }

    fn report(workspace: &Workspace, params: &ChoiceParams) -> Result<ChoiceReport> {
        params.check()?;
        complete(Choice::start(workspace, &Scope::default(), params)?)
    }

    #[test]
    fn the_families_on_the_papers_data() {
        let golden = golden();
        let params = ChoiceParams {
            calibration_end: Some("1997-09-30".parse().unwrap()),
            ..ChoiceParams::default()
        };
        let report = report(&cdnow(), &params).unwrap();
        assert_eq!((report.customers, report.repeaters), (2357, 946));
        let row_of = |model| report.models.iter().find(|row| row.model == model).unwrap();
        for (model, name, parameters) in [
            (Model::BgNbd, "bgnbd", 4.0),
            (Model::MbgNbd, "mbgnbd", 4.0),
            (Model::ParetoNbd, "paretonbd", 4.0),
            (Model::Nbd, "nbd", 2.0),
        ] {
            let row = row_of(model);
            let fit = &golden["sample"]["fits"][name];
            assert_digits(name, row.fit.log_likelihood, &fit["log_likelihood"], 10);
            assert!((row.aic - 2.0 * (parameters - row.fit.log_likelihood)).abs() < 1e-9);
            assert!((row.bic - row.aic - parameters * (ln(2357.0) - 2.0)).abs() < 1e-9);
            assert_eq!(row.holdout.as_ref().unwrap().actual, 1882);
        }
        // The baseline that never dies expects a third too much.
        let nbd = row_of(Model::Nbd).holdout.as_ref().unwrap();
        assert!(nbd.predicted > 1.3 * 1882.0, "{}", nbd.predicted);
        assert!(nbd.rmse > row_of(Model::BgNbd).rmse().unwrap());
        // All within 1 %, and the log-likelihood of MBG/NBD is the largest (golden).
        assert_eq!(report.recommended, Model::MbgNbd);
        assert!(
            report.reason.en.contains("within 1%") || report.reason.en.contains("best"),
            "{}",
            report.reason.en
        );
    }

    #[test]
    fn two_thirds_of_the_days_are_learned_from_unless_said_otherwise() {
        let report = report(&cdnow(), &ChoiceParams::default()).unwrap();
        // 1997-01-01 to 1998-06-30 are 545 days apart.
        assert_eq!(report.settings.calibration_end.unwrap().to_string(), "1997-12-30");
        let codes: Vec<&str> = report.notices.iter().map(|notice| notice.code).collect();
        assert!(!codes.contains(&"one_time_alive"), "{codes:?}");
    }

    #[test]
    fn a_summary_is_judged_by_the_fit_alone() {
        let text = "customer,x,t_x,T,m\na,3,20,30,5\nb,0,0,30,\nc,2,4,9,7\nd,1,3,8,2\n";
        let workspace = import("s.csv", text.as_bytes(), ImportParams::default()).unwrap();
        let penalised = ChoiceParams {
            penalty: 0.2,
            ..ChoiceParams::default()
        };
        let found = report(&workspace, &penalised).unwrap();
        assert!(found.models.iter().all(|row| row.holdout.is_none() && row.fit.converged));
        assert!(found.reason.en.contains("no days"), "{}", found.reason.en);
        let free = report(&workspace, &ChoiceParams::default()).unwrap();
        assert!(free.reason.en.contains("converged"), "{}", free.reason.en);
    }

    #[test]
    fn the_order_of_preference() {
        let found = report(&cdnow(), &ChoiceParams::default()).unwrap();
        let row = |model, converged, rmse: f64, aic: f64| {
            let mut row = found.models[0].clone();
            (row.model, row.fit.converged, row.aic) = (model, converged, aic);
            row.holdout.as_mut().unwrap().rmse = rmse;
            row
        };
        let (bg, pareto, nbd) = (
            row(Model::BgNbd, true, 1.0, 10.0),
            row(Model::ParetoNbd, true, 1.005, 9.0),
            row(Model::Nbd, true, 0.5, 1.0),
        );
        assert_eq!(recommend(&[bg.clone(), pareto.clone(), nbd.clone()]).0, Model::ParetoNbd);
        let far = ModelReport {
            holdout: row(Model::ParetoNbd, true, 1.02, 9.0).holdout,
            ..pareto
        };
        assert_eq!(recommend(&[bg.clone(), far, nbd.clone()]).0, Model::BgNbd);
        let lost = row(Model::BgNbd, false, 1.0, 10.0);
        assert_eq!(recommend(&[lost.clone(), nbd]).0, Model::Nbd);
        assert!(recommend(&[lost]).1.en.contains("No model converged"));
    }

    #[test]
    fn days_that_cannot_be_are_refused() {
        let wrong = ChoiceParams {
            calibration_end: Some("2001-01-01".parse().unwrap()),
            ..ChoiceParams::default()
        };
        assert_eq!(report(&cdnow(), &wrong).unwrap_err().kind(), ErrorKind::BadParameter);
        assert!(
            report(
                &cdnow(),
                &ChoiceParams {
                    penalty: -1.0,
                    ..ChoiceParams::default()
                }
            )
            .is_err()
        );
    }
}
